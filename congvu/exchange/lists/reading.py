"""From files as offices have them to documents: every sheet recognised, every row taken or told."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import (
    COMPETENCIES,
    DUTIES,
    LEVELS,
    LIST_TITLES,
    LISTS,
    POSITIONS,
    PRODUCTS,
    RANKS,
    REQUIREMENTS,
    ListKind,
    Row,
    Sheet,
)
from congvu.exchange.lists.competencies import read_competencies, read_levels
from congvu.exchange.lists.descriptions import read_duties, read_requirements
from congvu.exchange.lists.gathering import Gathering, Reading, read_as_it_stands
from congvu.exchange.lists.layouts import KIND_OF
from congvu.exchange.lists.positions import read_positions
from congvu.exchange.lists.products import CodeMaker, read_products, settle_standard
from congvu.exchange.lists.references import competencies_directory, positions_directory
from congvu.exchange.lists.settings import is_settings, read_settings
from congvu.exchange.lists.tables import Table, recognise
from congvu.exchange.lists.worksheets import LegacyText, read_worksheets
from congvu.exchange.workbook.cells import text_of
from congvu.exchange.workbook.problems import Place
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.kernel.vietnamese import fold

LONGEST_NAME = 300
_TITLE_WORDS = ("danh muc", "khung nang luc", "bang tong hop", "ban mo ta")


def read_lists(
    paths: Sequence[Path],
    hint: ListKind | None = None,
    *,
    positions: Iterable[Row] = (),
    framework: Iterable[Row] = (),
    legacy: Literal["convert", "keep"] = "convert",
) -> Reading:
    """Read the lists in these workbooks; one document a kind of list.

    `hint` reads only sheets of that kind. `positions` and `framework` are rows of POSITIONS and
    COMPETENCIES that duties and requirements may name by words. `legacy="keep"` leaves TCVN3 and
    VNI texts as they are (the reading still tells of them). Raises Refused for a file that cannot
    be opened, and where no sheet of any file is a list.
    """
    gathering = Gathering()
    sheets, old = read_worksheets(paths, gathering.problems, convert=legacy == "convert")
    tables: list[Table] = []
    for sheet in sheets:
        if is_settings(sheet):
            read_settings(sheet, gathering)
        elif table := recognise(sheet, hint, gathering.problems):
            tables.append(table)
    if not tables:
        raise Refused(Kind.NO_TABLE, NO_LIST)
    _tell_tables(tables, gathering)
    known_positions, known_competencies = tuple(positions), tuple(framework)
    _read_frameworks(tables, gathering, known_competencies)
    _read_positions(tables, gathering, known_positions, known_competencies)
    _read_catalogues(tables, gathering)
    for table in _of_kind(tables, ListKind.LOCAL):
        gathering.speak_of(table.layout.sheet, table.columns)
        read_as_it_stands(table, gathering)
    _tell_legacy(old, gathering)
    return gathering.reading(_documents(tables, gathering), old)


NO_LIST = (
    "Không thấy danh sách nào trong tệp. Trang cần có dòng tiêu đề cột, ví dụ “Mã”, “Nhiệm vụ”, "
    "“Sản phẩm đầu ra”, “Phân nhóm”, “Điểm”; hoặc “Tên vị trí việc làm”, “Ngạch”, “Số lượng”."
)


def _of(tables: Iterable[Table], wanted: Sheet) -> list[Table]:
    return [table for table in tables if table.layout.sheet is wanted]


def _of_kind(tables: Iterable[Table], kind: ListKind) -> list[Table]:
    return [table for table in tables if table.layout.kind is kind]


def _read_frameworks(tables: Sequence[Table], gathering: Gathering, given: Iterable[Row]) -> None:
    directory = competencies_directory(gathering, given)
    for table in _of(tables, COMPETENCIES):
        read_competencies(table, gathering, directory)
    for table in _of(tables, LEVELS):
        read_levels(table, gathering, directory)


def _read_positions(
    tables: Sequence[Table],
    gathering: Gathering,
    positions: Sequence[Row],
    framework: Sequence[Row],
) -> None:
    codes = CodeMaker({row.get("code", "") for row in positions})
    for table in _of(tables, POSITIONS):
        read_positions(table, gathering, codes)
    for table in _of(tables, RANKS):
        gathering.speak_of(table.layout.sheet, table.columns)
        read_as_it_stands(table, gathering)
    known = positions_directory(gathering, positions)
    competencies = competencies_directory(gathering, framework)
    for table in _of(tables, DUTIES):
        read_duties(table, gathering, known)
    for table in _of(tables, REQUIREMENTS):
        read_requirements(table, gathering, known, competencies)


def _read_catalogues(tables: Sequence[Table], gathering: Gathering) -> None:
    found = _of(tables, PRODUCTS)
    codes = CodeMaker()
    for table in found:
        codes.used.update(table.values("code"))
    for table in found:
        read_products(table, gathering, codes, alone=len(found) == 1)
    if found and not all(table.own for table in found):
        settle_standard(gathering, Place(found[0].name, found[0].header.last + 1))


def _tell_tables(tables: Iterable[Table], gathering: Gathering) -> None:
    for table in tables:
        gathering.problems.notice(
            Place(table.name, table.header.last + 1),
            f"trang này được đọc là “{table.layout.sheet.title}”",
        )


def _tell_legacy(found: Iterable[LegacyText], gathering: Gathering) -> None:
    for one in found:
        place = Place(one.sheet, 0)
        told = f"chữ viết bằng phông cũ ({one.encoding.value}), {one.cells} ô"
        if one.converted:
            gathering.problems.mended(place, f"{told}: đã chuyển sang Unicode", "xem các ô mẫu")
        else:
            gathering.problems.notice(place, f"{told}: để nguyên", "chuyển sang Unicode rồi nhập")


def _documents(tables: Sequence[Table], gathering: Gathering) -> list[Document]:
    """One document for each kind of list that rows or tables were met of."""
    met = {table.layout.kind for table in tables}
    met |= {KIND_OF[name] for name, rows in gathering.rows.items() if rows}
    made = []
    for kind in ListKind:
        if kind in met:
            code, name = gathering.names.get(kind.value, ("", ""))
            rows = {one.name: [*gathering.rows.get(one.name, {}).values()] for one in LISTS[kind]}
            settings = gathering.settings.get(kind.value, {})
            name = name or _stated_name(_of_kind(tables, kind)) or LIST_TITLES[kind]
            made.append(document(kind, code, name, settings, rows))
    return made


def _stated_name(tables: Iterable[Table]) -> str:
    """The title above the table: “DANH MỤC SẢN PHẨM/CÔNG VIỆC …”."""
    for table in tables:
        above = table.worksheet.rows[: table.header.first]
        texts = (text_of(cell) for row in above for cell in row)
        for text in texts:
            if fold(text).startswith(_TITLE_WORDS):
                return text[:LONGEST_NAME]
    return ""
