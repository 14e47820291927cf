"""What is not in order before a period is closed: whom each gap is about, counted and listed.

A gap is a SELECT of person, agency (NULL where nobody knows) and what is the matter in words.
Whoever was accepted or seen with a reason (see actions.apply_remedy) is no longer open in it.
"""
# ruff: noqa: S608 - the SQL is put together from integers and the SELECTs of gap_sources

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from congvu.apps.evaluation.enums import SETTLING, Gap, ScorecardState
from congvu.apps.evaluation.models import GapRemedy, Scorecard
from congvu.apps.evaluation.queries.gap_sources import gaps
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.vietnamese import fold


@dataclass(frozen=True, slots=True)
class GapCount:
    """How many people of an agency are in a gap; `open` were not accepted yet. No agency: ""."""

    gap: str
    agency: str
    agency_name: str
    people: int
    open: int


@dataclass(frozen=True, slots=True)
class GapRow:
    """One person in a gap and what is the matter; `settled` is the reason it was accepted for."""

    person_id: int
    person: str
    full_name: str
    unit_name: str
    agency: str
    what: str
    settled: str


@dataclass(frozen=True)
class GapListing:
    """One gap: its people by agency, how many match what was asked, and some of those."""

    counts: list[GapCount]
    total: int
    rows: list[GapRow]


def gap_counts(period: PeriodRow) -> list[GapCount]:
    """Return the people of every gap by agency, in tree order; three queries at most."""
    return _counts(period, gaps(period))


def gap_listing(
    period: PeriodRow, gap: Gap, *, agency: str = "", search: str = "", first: int, most: int
) -> GapListing:
    """Return the people of one gap by agency, and some of them by unit and name.

    `agency` (by code) and `search` (a name or a code, without marks) narrow the rows. At most four
    queries.
    """
    select = gaps(period, gap)
    counts = _counts(period, select)
    statement = f"{_listed(period, gap, select[gap])} OFFSET %s LIMIT %s"
    rows = _rows(statement, [*_narrowing(agency, search), first, most])
    if not rows and first:
        rows = _rows(statement, [*_narrowing(agency, search), 0, most])
    total = rows[0][-1] if rows else 0
    return GapListing(counts, total, [GapRow(*row[:-1]) for row in rows])


def open_gaps(period: PeriodRow) -> dict[str, int]:
    """Return how many people are open in each gap, in the gaps' order."""
    counts = gap_counts(period)
    return {gap.value: sum(one.open for one in counts if one.gap == gap) for gap in Gap}


def _counts(period: PeriodRow, selects: Mapping[Gap, str]) -> list[GapCount]:
    every = " UNION ALL ".join(
        f"SELECT '{gap}' AS gap, g.* FROM ({text}) g" for gap, text in selects.items()
    )
    return [
        GapCount(*row)
        for row in _rows(
            f"""
            SELECT g.gap, coalesce(a.code, ''), coalesce(a.name, ''), count(*),
                   count(*) FILTER (WHERE s.person_id IS NULL)
            FROM ({every}) g LEFT JOIN org_unit a ON a.id = g.agency_id
            LEFT JOIN ({_settled(period)}) s ON s.gap = g.gap AND s.person_id = g.person_id
            GROUP BY g.gap, a.id ORDER BY a.path NULLS LAST, g.gap"""
        )
    ]


def people_in(period: PeriodRow, gap: Gap, *, agency: str = "") -> list[tuple[int, str]]:
    """Return id and code of everybody open in a gap, of one agency if given."""
    found = _rows(_listed(period, gap, gaps(period, gap)[gap]), _narrowing(agency, ""))
    return [(row[0], row[1]) for row in found if not row[6]]


def confirmed_among(period: PeriodRow, people: Mapping[int, str]) -> list[str]:
    """Return the codes of those of some people (code by id) whose card is confirmed."""
    found = Scorecard.objects.filter(
        period=period.id, person__in=list(people), state=ScorecardState.CONFIRMED
    )
    return [people[one] for one in found.values_list("person_id", flat=True)]


@dataclass(frozen=True, slots=True)
class CardUnit:
    """A person and the path of the unit that her card lies in."""

    person_id: int
    path: str


def card_units(period_id: int, people: Collection[int]) -> list[CardUnit]:
    """Return in which units the cards of some people (by id) lie."""
    found = Scorecard.objects.filter(period=period_id, person__in=list(people))
    return [CardUnit(*row) for row in found.values_list("person_id", "unit__path")]


def last_remedies(period: PeriodRow) -> dict[str, tuple[datetime, int]]:
    """Return for each gap when its remedy was last applied, and to how many."""
    found = GapRemedy.objects.filter(period=period.id).order_by("pk")
    rows = found.values_list("gap", "at", "people__len")
    return {gap: (at, people) for gap, at, people in rows}


def _narrowing(agency: str, search: str) -> list[str]:
    pattern = "%" + fold(search).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
    return [agency, agency, pattern, search.strip()]


def _listed(period: PeriodRow, gap: Gap, select: str) -> str:
    return f"""
        SELECT p.id, p.code, p.full_name, coalesce(u.name, ''), coalesce(a.code, ''), g.what,
               coalesce(s.reason, ''), count(*) OVER ()
        FROM ({_whole(select)}) g
        JOIN org_person p ON p.id = g.person_id
        LEFT JOIN org_unit a ON a.id = g.agency_id
        LEFT JOIN evaluation_scorecard c
               ON c.person_id = p.id AND c.period_id = {int(period.id)}
        LEFT JOIN org_unit u ON u.id = coalesce(c.unit_id, g.agency_id)
        LEFT JOIN ({_settled(period)}) s ON s.gap = '{gap.value}' AND s.person_id = p.id
        WHERE (%s = '' OR a.code = %s) AND (p.search_key LIKE %s OR p.code = %s)
        ORDER BY (s.person_id IS NOT NULL), u.path NULLS LAST, p.sort_key, p.id"""


def _settled(period: PeriodRow) -> str:
    """Whoever was accepted or seen in a gap, with the last reason."""
    settling = ", ".join(f"'{one.value}'" for one in SETTLING)
    return f"""
        SELECT DISTINCT ON (r.gap, x.person_id) r.gap, x.person_id, r.reason
        FROM evaluation_gapremedy r CROSS JOIN LATERAL unnest(r.people) AS x(person_id)
        WHERE r.period_id = {int(period.id)} AND r.remedy IN ({settling})
        ORDER BY r.gap, x.person_id, r.id DESC"""


def _whole(text: str) -> str:
    """A SELECT fit to stand in a statement that takes values."""
    return text.replace("%", "%%")


def _rows(statement: str, values: Sequence[str | int] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
