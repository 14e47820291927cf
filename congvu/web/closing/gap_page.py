"""What the page of one gap shows, already in words; nothing here asks a database."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from congvu.apps.evaluation.enums import REMEDIES, Gap, Remedy
from congvu.apps.evaluation.queries import GapCount, GapRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.closing.closing_page import remedied
from congvu.web.closing.words import DOES, MEANS
from congvu.web.shared.numbers import count


@dataclass(frozen=True)
class AgencyChoice:
    """An agency to narrow the list to."""

    code: str
    label: str
    here: bool


@dataclass(frozen=True)
class PersonLine:
    """Somebody in the gap."""

    name: str
    href: str
    unit: str
    what: str
    settled: str


@dataclass(frozen=True)
class GapPage:
    """The answer, whom it is about, and the one remedy for all who are open."""

    title: str
    period: str
    answer: str
    means: str
    agencies: tuple[AgencyChoice, ...]
    agency: str
    search: str
    rows: tuple[PersonLine, ...]
    remedy: str
    does: str
    done: str
    asks_reason: bool
    remedies_now: bool
    whom: str
    reason: str
    problem: str


def gap_page(
    period: PeriodRow,
    gap: Gap,
    counts: Sequence[GapCount],
    rows: Sequence[GapRow],
    *,
    agency: str,
    search: str,
    last: tuple[datetime, int] | None,
    person_href: Callable[[str], str],
    reason: str = "",
    problem: str = "",
) -> GapPage:
    """Build the page; `counts` may hold other gaps too."""
    of_gap = [one for one in counts if one.gap == gap]
    here = [one for one in of_gap if agency in ("", one.agency)]
    left = sum(one.open for one in here)
    where = f" ở {here[0].agency_name}" if agency and here else ""
    remedy = REMEDIES[gap]
    return GapPage(
        title=str(gap.label),
        period=period.label,
        answer=_answer(left, sum(one.people for one in here), where),
        means=MEANS[gap],
        agencies=tuple(
            AgencyChoice(one.agency, f"{one.agency_name} ({count(one.open)})", one.agency == agency)
            for one in of_gap
            if one.agency
        ),
        agency=agency,
        search=search,
        rows=tuple(_line(one, person_href) for one in rows),
        remedy=str(remedy.label),
        does=DOES[remedy],
        done=remedied(last),
        asks_reason=remedy is not Remedy.REMIND,
        remedies_now=period.is_open and left > 0,
        whom=f"{count(left)} người{where}",
        reason=reason,
        problem=problem,
    )


def _answer(left: int, people: int, where: str) -> str:
    if not people:
        return f"Không có ai trong mục này{where}."
    settled = f", {count(people - left)} người đã chấp nhận" if people > left else ""
    return f"{count(left)} người{where} còn phải xem{settled}."


def _line(row: GapRow, person_href: Callable[[str], str]) -> PersonLine:
    return PersonLine(
        name=row.full_name,
        href=person_href(row.person),
        unit=row.unit_name,
        what=row.what,
        settled=row.settled,
    )
