"""A unit's people: how far each assessment is, who lacks what, and what the unit lacks most."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from congvu.apps.org.queries import UnitRow
from congvu.apps.positions.queries import AssessedRow, HeldPosting
from congvu.kernel.vietnamese import split_name
from congvu.web.positions.levels_page import gap_words
from congvu.web.shared.numbers import count, place

MOST_ROWS = 50
Assessed = Mapping[int, Sequence[AssessedRow]]


@dataclass(frozen=True)
class MemberLine:
    """One person: how many competencies she and her head have assessed, and what is missing."""

    before: str
    given: str
    post: str
    href: str
    position: str
    own: str
    head: str
    gaps: tuple[str, ...]
    note: str


@dataclass(frozen=True)
class Shortage:
    """A competency that somebody lacks: by how many of those assessed; `width` draws the share."""

    name: str
    short: str
    assessed: str
    required: str
    width: str


@dataclass(frozen=True)
class UnitChoice:
    """A unit one may look at."""

    code: str
    label: str
    here: bool


@dataclass(frozen=True)
class TeamPage:
    """The whole page; `before` and `after` lead to the neighbouring pages of people."""

    title: str
    year: int
    told: tuple[str, ...]
    units: tuple[UnitChoice, ...]
    rows: tuple[MemberLine, ...]
    shortages: tuple[Shortage, ...]
    assessed_any: bool
    before: str
    after: str


def team_page(
    title: str,
    people: Sequence[HeldPosting],
    rows: Assessed,
    *,
    year: int,
    units: tuple[UnitChoice, ...],
    number: int,
    href: Callable[[int], str],
    person_href: Callable[[HeldPosting], str],
) -> TeamPage:
    """The page `number` (from 1) of a unit's people; the shortages are of all of them."""
    pages = max(1, -(-len(people) // MOST_ROWS))
    here = min(max(number, 1), pages)
    shown = people[(here - 1) * MOST_ROWS : here * MOST_ROWS]
    return TeamPage(
        title=title,
        year=year,
        told=_told(people, rows),
        units=units,
        rows=tuple(_member(one, title, rows[one.id], person_href) for one in shown),
        shortages=tuple(shortages(rows)),
        assessed_any=any(row.level is not None for every in rows.values() for row in every),
        before=href(here - 1) if here > 1 else "",
        after=href(here + 1) if here < pages else "",
    )


def choices(units: Sequence[UnitRow], here: str) -> tuple[UnitChoice, ...]:
    """The units as options, the one shown marked."""
    return tuple(UnitChoice(one.code, one.name, one.code == here) for one in units)


def shortages(rows: Assessed) -> list[Shortage]:
    """The competencies that somebody lacks, those lacked by most people first."""
    every: dict[str, list[AssessedRow]] = {}
    for assessed in rows.values():
        for row in assessed:
            every.setdefault(row.required.name, []).append(row)
    told = [(name, *_counted(found)) for name, found in every.items()]
    lacked = sorted((one for one in told if one[1]), key=lambda one: (-one[1], one[0]))
    return [
        Shortage(
            name, count(short), count(assessed), count(required),
            place(Fraction(short), Fraction(assessed)),
        )
        for name, short, assessed, required in lacked
    ]  # fmt: skip


def _counted(found: Sequence[AssessedRow]) -> tuple[int, int, int]:
    """How many lack it, of how many assessed, of how many whose position asks for it."""
    short = sum(row.gap > 0 for row in found)
    return short, sum(row.level is not None for row in found), len(found)


def _member(
    one: HeldPosting,
    title: str,
    rows: Sequence[AssessedRow],
    person_href: Callable[[HeldPosting], str],
) -> MemberLine:
    before, given = split_name(one.full_name)
    own = sum(row.self_level is not None for row in rows)
    head = sum(row.head_level is not None for row in rows)
    return MemberLine(
        before=before,
        given=given,
        post=one.title if one.unit_name == title else f"{one.title}, {one.unit_name}",
        href=person_href(one) if rows else "",
        position=one.position_name or "",
        own=f"{own}/{len(rows)}" if rows else "–",
        head=f"{head}/{len(rows)}" if rows else "–",
        gaps=tuple(filter(None, (gap_words(row) for row in rows))),
        note=_note(one, rows, own),
    )


def _note(one: HeldPosting, rows: Sequence[AssessedRow], own: int) -> str:
    if one.position is None:
        return "chưa ghi mã vị trí"
    if not rows:
        return "bản mô tả chưa ghi năng lực"
    if not any(row.level is not None for row in rows):
        return "chưa tự đánh giá"
    return "" if own == len(rows) else "tự đánh giá dở dang"


def _told(people: Sequence[HeldPosting], rows: Assessed) -> tuple[str, ...]:
    asked = [rows[one.id] for one in people if rows[one.id]]
    silent = sum(not any(row.self_level is not None for row in one) for one in asked)
    waiting = sum(any(row.self_level and row.head_level is None for row in one) for one in asked)
    short = sum(any(row.gap for row in one) for one in asked)
    counts = (
        (silent, "chưa tự đánh giá"),
        (waiting, "chờ người quản lý"),
        (short, "thiếu ít nhất một năng lực"),
    )
    told = [f"{count(number)} {words}" for number, words in counts if number]
    return (f"{count(len(people))} người", *told)
