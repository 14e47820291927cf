"""Danh mục sản phẩm/công việc và hệ số quy đổi: the handbook's Annex III, with codes.

The handbook's nine columns in its order, and two additions: the code by which work is assigned,
and, where an office scored by them, the four suggested criteria before the points.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from congvu.exchange.forms.layout import centred, framed, head
from congvu.exchange.forms.page import WIDE_TABLE_SIZE
from congvu.exchange.forms.paper import Cell, Paper, Row, Table, Text
from congvu.exchange.forms.words import FormWords

_TITLES = ("Stt", "Mã", "Nhiệm vụ", "Công việc chi tiết", "Sản phẩm đầu ra", "Phân nhóm")
_POINTS = ("Khung điểm tối đa", "Điểm chấm", "Hệ số quy đổi", "Ghi chú")
_CRITERIA = ("Độ khó", "Khối lượng", "Phối hợp", "Cấp duyệt")
_CRITERIA_AT = 7  # criteria stand before the points
_COLUMN_WIDTH = (11, 22, 52, 50, 36, 14, 14, 14, 14, 25)
_SCORED_WIDTH = (10, 20, 38, 32, 26, 14, 14, 14, 14, 14, 14, 14, 14, 14)


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One product; numbers as the list writes them ("14,5"), empty where it has none.

    `criteria` are the points by difficulty, volume, breadth and reach, or nothing.
    """

    code: str
    name: str
    output: str
    complexity: str
    points: str
    coefficient: str
    detail: str = ""
    highest: str = ""
    criteria: tuple[str, str, str, str] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueSection:
    """The products of one room or field, under its title."""

    title: str
    rows: tuple[CatalogueRow, ...]


@dataclass(frozen=True, slots=True)
class CatalogueForm:
    """A catalogue: its name, what its standard product is (a sentence), its sections."""

    name: str
    standard: str
    sections: tuple[CatalogueSection, ...]


def product_catalogue(it: CatalogueForm, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the catalogue on landscape pages: products numbered through, sections by title."""
    scored = any(row.criteria for section in it.sections for row in section.rows)
    titles = list(_TITLES + _POINTS)
    if scored:
        titles[_CRITERIA_AT:_CRITERIA_AT] = _CRITERIA
    widths = _SCORED_WIDTH if scored else _COLUMN_WIDTH
    numbers = tuple(centred(f"({n})") for n in range(1, len(titles) + 1))
    rows = tuple(_rows(it, scored=scored))
    table = Table(widths, (head(*titles), numbers), rows, WIDE_TABLE_SIZE)
    parts = (Text(f"Sản phẩm/công việc chuẩn: {it.standard}"), table)
    return Paper(it.name, (framed(words, parts, day=day),), landscape=True)


def _rows(it: CatalogueForm, *, scored: bool) -> Iterator[Row]:
    columns = len(_SCORED_WIDTH if scored else _COLUMN_WIDTH)
    number = 0
    for section in it.sections:
        title = f"{section.title} ({len(section.rows)} sản phẩm/công việc)"
        yield (Cell(title, bold=True, columns=columns),)
        for row in section.rows:
            number += 1
            yield _row(number, row, scored=scored)


def _row(number: int, row: CatalogueRow, *, scored: bool) -> Row:
    criteria = (row.criteria or ("",) * len(_CRITERIA)) if scored else ()
    return (
        centred(str(number)),
        Cell(row.code),
        Cell(row.name),
        Cell(row.detail),
        Cell(row.output),
        centred(row.complexity),
        centred(row.highest),
        *map(centred, criteria),
        centred(row.points),
        centred(row.coefficient),
        Cell(row.note),
    )
