"""A position's description as its holder and everybody else reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.positions.enums import CompetencyGroup
from congvu.apps.positions.queries import (
    DescriptionRow,
    EditionRow,
    RequirementRow,
    editions_of,
    levels_of,
)
from congvu.kernel.dates import format_day
from congvu.web.positions.list_page import LABELS, standing
from congvu.web.shared.numbers import count

EDITION = "ban"
GROUPS = dict(CompetencyGroup.choices)
Levels = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class Fact:
    """A text of the description under its title."""

    label: str
    text: str


@dataclass(frozen=True)
class DutyLine:
    """A duty: what is done, and what counts as done."""

    number: str
    duty: str
    work: str
    criteria: str


@dataclass(frozen=True)
class RequiredLevel:
    """A level that is asked for, and what it means."""

    level: int
    text: str


@dataclass(frozen=True)
class RequiredCompetency:
    """A competency with the span asked for, and what its levels mean."""

    name: str
    span: str
    levels: tuple[RequiredLevel, ...]


@dataclass(frozen=True)
class CompetencyPart:
    """The competencies of a group."""

    label: str
    rows: tuple[RequiredCompetency, ...]


@dataclass(frozen=True)
class Description:
    """The description without its competencies, as two pages show it."""

    purpose: str
    duties: tuple[DutyLine, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class EditionChoice:
    """An edition that describes the position; the one shown has no link."""

    label: str
    href: str


@dataclass(frozen=True)
class PositionPage:
    """The whole page; `notice` says why the edition shown is not the one in force."""

    code: str
    name: str
    group: str
    standing: str
    notice: str
    told: tuple[str, ...]
    docx: str
    pdf: str
    description: Description
    competencies: tuple[CompetencyPart, ...]
    editions: tuple[EditionChoice, ...]


def chosen_edition(
    code: str, number: str, today: date
) -> tuple[EditionRow | None, list[EditionRow]]:
    """The edition asked for by its number, else the one in force, else the latest; and all."""
    found = editions_of(code)
    if number:
        asked = (one for one in found if str(one.number) == number)
        return next(asked, None), found
    holding = (one for one in found if one.holds_on(today))
    return next(holding, next(iter(found), None)), found


def position_page(
    row: DescriptionRow,
    edition: EditionRow,
    editions: Sequence[EditionRow],
    *,
    held: int,
    today: date,
) -> PositionPage:
    """The page of a position in one of its editions."""
    ranks = "; ".join(f"{count(one.headcount)} {one.rank}" for one in row.ranks)
    given = (f"Theo danh mục: {ranks}",) if ranks else ()
    return PositionPage(
        code=row.code,
        name=row.name,
        group=LABELS[row.group],
        standing=standing(edition),
        notice=_notice(edition, today),
        told=(*given, f"{count(held)} người giữ trong toàn tỉnh"),
        docx=_file(row.code, "docx", edition, editions),
        pdf=_file(row.code, "pdf", edition, editions),
        description=description(row),
        competencies=_competencies(row, today if edition.holds_on(today) else edition.valid_from),
        editions=tuple(_choice(row.code, one, edition) for one in editions),
    )


def description(row: DescriptionRow) -> Description:
    """The parts of a description."""
    return Description(
        purpose=row.purpose,
        duties=tuple(DutyLine(one.number, one.duty, one.work, one.criteria) for one in row.duties),
        facts=tuple(_facts(row)),
    )


def _competencies(row: DescriptionRow, on: date) -> tuple[CompetencyPart, ...]:
    """What is required, group by group; levels mean what the framework said on a day."""
    ids = [one.competency_id for one in row.requirements]
    levels = levels_of(ids, on=on, group=row.group)
    order = list(GROUPS)
    ordered = sorted(row.requirements, key=lambda one: order.index(one.group))
    return tuple(
        CompetencyPart(GROUPS[group], tuple(_competency(one, levels) for one in members))
        for group, members in groupby(ordered, key=lambda one: one.group)
    )


def span_words(one: RequirementRow) -> str:
    """The level asked for as it is written on pages: "3", "2–3"."""
    return one.span.replace("-", "–")


def _competency(one: RequirementRow, levels: Levels) -> RequiredCompetency:
    told = levels.get(one.competency_id, {})
    return RequiredCompetency(
        one.name,
        span_words(one),
        tuple(
            RequiredLevel(level, told[level])
            for level in range(one.low, one.high + 1)
            if level in told
        ),
    )


def _facts(row: DescriptionRow) -> list[Fact]:
    every = (
        ("Quan hệ bên trong", row.inside),
        ("Quan hệ bên ngoài", row.outside),
        ("Phạm vi quyền hạn", row.authority),
        ("Trình độ đào tạo", row.education),
        ("Kinh nghiệm", row.experience),
        ("Phẩm chất cá nhân", row.qualities),
        ("Yêu cầu khác", row.other),
    )
    return [Fact(label, text) for label, text in every if text]


def _notice(edition: EditionRow, today: date) -> str:
    if edition.holds_on(today):
        return ""
    if edition.valid_from > today:
        return f"Bản này có hiệu lực từ {format_day(edition.valid_from)}, hôm nay chưa áp dụng."
    until = format_day(edition.valid_until or today)
    return f"Đây là bản cũ, không còn áp dụng từ {until}. Chỉ để tra cứu."


def _choice(code: str, one: EditionRow, here: EditionRow) -> EditionChoice:
    href = f"{reverse('position', args=(code,))}?{urlencode({EDITION: one.number})}"
    return EditionChoice(standing(one), "" if one == here else href)


def _file(code: str, kind: str, here: EditionRow, editions: Sequence[EditionRow]) -> str:
    href = reverse("position_file", args=(code, kind))
    alone = len(editions) == 1
    return href if alone else f"{href}?{urlencode({EDITION: here.number})}"
