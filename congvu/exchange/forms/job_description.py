"""Bản mô tả công việc: what a position is for, does, may decide and asks of its holder."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from congvu.exchange.forms.layout import centred, framed, head, part_title
from congvu.exchange.forms.paper import Cell, Paper, Part, Row, Sheet, Table, Text
from congvu.exchange.forms.words import FormWords
from congvu.kernel.dates import format_day

_IDENTITY_WIDTH = (89, 76)
_DUTIES_WIDTH = (13, 40, 66, 46)
_INSIDE_WIDTH = (55, 55, 55)
_OUTSIDE_WIDTH = (82, 83)
_AUTHORITY_WIDTH = (13, 152)
_SCHOOLING_WIDTH = (52, 113)
_COMPETENCIES_WIDTH = (45, 95, 25)


@dataclass(frozen=True, slots=True)
class Duty:
    """A row of part 2; `number` as the list writes it ("2.1")."""

    number: str
    duty: str
    work: str = ""
    criteria: str = ""


@dataclass(frozen=True, slots=True)
class Outside:
    """A body that the position deals with, and about what."""

    body: str
    nature: str = ""


@dataclass(frozen=True, slots=True)
class Requirement:
    """A competency asked for: its group and name, the level or span of levels ("2-3")."""

    group: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class JobDescription:
    """One position. Texts may have several lines; an empty one is printed as a blank to fill in.

    `works_with` is also where a text about relations goes that does not say which kind they are.
    `training` (bồi dưỡng, chứng chỉ) has a line of its own only where it is given.
    """

    code: str
    name: str
    unit: str = ""
    starts_on: date | None = None
    procedures: str = ""
    purpose: str = ""
    duties: tuple[Duty, ...] = ()
    managed_by: str = ""
    manages: str = ""
    works_with: str = ""
    outside: tuple[Outside, ...] = ()
    authority: tuple[str, ...] = ()
    education: str = ""
    training: str = ""
    experience: str = ""
    qualities: str = ""
    other: str = ""
    requirements: tuple[Requirement, ...] = ()


def job_description(it: JobDescription, words: FormWords, *, day: date | None = None) -> Paper:
    """Lay out the description of one position; `day` is the day of signing, if known."""
    return Paper(f"Bản mô tả công việc: {it.name}", (_sheet(it, words, day),))


def job_descriptions(
    them: Sequence[JobDescription], words: FormWords, *, day: date | None = None
) -> Paper:
    """Lay out the descriptions of a whole list: each its own sheet, on a new page from 1."""
    return Paper(
        f"Bản mô tả công việc: {len(them)} vị trí", tuple(_sheet(it, words, day) for it in them)
    )


def _sheet(it: JobDescription, words: FormWords, day: date | None) -> Sheet:
    parts = (*_identity(it), *_duties(it), *_relations(it), *_authority(it), *_requirements(it))
    return framed(words, parts, day=day, name=f"{it.code} {it.name}")


def _identity(it: JobDescription) -> Iterator[Part]:
    started = format_day(it.starts_on) if it.starts_on else ""
    rows = (
        (Cell(f"Tên VTVL: {it.name}", bold=True, rows=2), Cell(f"Mã VTVL: {it.code}")),
        (Cell(f"Ngày bắt đầu thực hiện: {started}"),),
        (Cell(f"Đơn vị công tác: {it.unit}", columns=2),),
        (Cell(f"Quy trình công việc liên quan: {it.procedures}", columns=2),),
    )
    yield Table(_IDENTITY_WIDTH, (), rows)
    yield part_title("1- Mục tiêu vị trí việc làm")
    yield Text(it.purpose)


def _duties(it: JobDescription) -> Iterator[Part]:
    yield part_title("2- Các công việc và tiêu chí đánh giá")
    titles = head("TT", "Các nhiệm vụ, công việc", "Tiêu chí đánh giá hoàn thành công việc")
    number, both, criteria = titles
    top = (_tall(number), Cell(both.text, bold=True, align=both.align, columns=2), _tall(criteria))
    below = head("Nhiệm vụ, mảng công việc", "Công việc cụ thể")
    rows = tuple(
        (centred(one.number), Cell(one.duty), Cell(one.work), Cell(one.criteria))
        for one in it.duties
    )
    yield Table(_DUTIES_WIDTH, (top, below), rows or (_blank(_DUTIES_WIDTH),))


def _tall(cell: Cell) -> Cell:
    return Cell(cell.text, bold=True, align=cell.align, rows=2)


def _blank(widths: tuple[int, ...]) -> Row:
    return tuple(Cell("") for _ in widths)


def _relations(it: JobDescription) -> Iterator[Part]:
    yield part_title("3- Các mối quan hệ công việc")
    yield part_title("3.1- Bên trong", 3)
    inside = head("Được quản lý trực tiếp bởi", "Quản lý trực tiếp", "Các đơn vị phối hợp chính")
    yield Table(
        _INSIDE_WIDTH, (inside,), ((Cell(it.managed_by), Cell(it.manages), Cell(it.works_with)),)
    )
    yield part_title("3.2- Bên ngoài", 3)
    rows = tuple((Cell(one.body), Cell(one.nature)) for one in it.outside)
    outside = head("Cơ quan, tổ chức có quan hệ chính", "Bản chất quan hệ")
    yield Table(_OUTSIDE_WIDTH, (outside,), rows or (_blank(_OUTSIDE_WIDTH),))


def _authority(it: JobDescription) -> Iterator[Part]:
    yield part_title("4- Phạm vi quyền hạn")
    rows = tuple((centred(f"4.{n}"), Cell(text)) for n, text in enumerate(it.authority, 1))
    yield Table(
        _AUTHORITY_WIDTH, (head("TT", "Quyền hạn cụ thể"),), rows or (_blank(_AUTHORITY_WIDTH),)
    )


def _requirements(it: JobDescription) -> Iterator[Part]:
    yield part_title("5- Các yêu cầu về trình độ, năng lực")
    yield part_title("5.1- Yêu cầu về trình độ", 3)
    yield Table(_SCHOOLING_WIDTH, (head("Nhóm yêu cầu", "Yêu cầu cụ thể"),), tuple(_schooling(it)))
    yield part_title("5.2- Các yêu cầu về năng lực", 3)
    rows = tuple(_competencies(it.requirements)) or (_blank(_COMPETENCIES_WIDTH),)
    yield Table(_COMPETENCIES_WIDTH, (head("Nhóm năng lực", "Tên năng lực", "Cấp độ"),), rows)


def _schooling(it: JobDescription) -> Iterator[Row]:
    yield Cell("Trình độ đào tạo"), Cell(it.education)
    if it.training:
        yield Cell("Bồi dưỡng, chứng chỉ"), Cell(it.training)
    yield Cell("Kinh nghiệm (thành tích công tác)"), Cell(it.experience)
    yield Cell("Phẩm chất cá nhân"), Cell(it.qualities)
    yield Cell("Các yêu cầu khác"), Cell(it.other)


def _competencies(requirements: Iterable[Requirement]) -> Iterator[Row]:
    # Neighbours of one group share the cell of their group.
    for group, ours in groupby(requirements, key=lambda one: one.group):
        rows = [(Cell(one.name), centred(one.level)) for one in ours]
        yield Cell(group, rows=len(rows)), *rows[0]
        yield from rows[1:]
