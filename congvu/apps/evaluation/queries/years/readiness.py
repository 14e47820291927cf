"""What a round still lacks before it is decided, by whom, worst first (Đ17.3, Đ20.6, Đ21)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from congvu.apps.evaluation.enums import FROZEN, UNPASSABLE, MeetingState, RatingState, Shortfall
from congvu.apps.evaluation.queries.tracked import NOT_YET
from congvu.apps.evaluation.queries.years.cases import asks_for_months, told_inputs
from congvu.apps.evaluation.queries.years.criteria import is_by_conditions
from congvu.apps.evaluation.queries.years.forms import wants_party
from congvu.apps.evaluation.queries.years.rated import RatedRound, RatedRow
from congvu.apps.org.enums import UnitKind
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.conditions import asked_inputs
from congvu.kernel.periods import Month, whole_year

RATED_KINDS = frozenset(
    {
        UnitKind.DEPARTMENT, UnitKind.ROOM, UnitKind.SUB_DEPARTMENT,
        UnitKind.COMMUNE, UnitKind.COMMUNE_ROOM,
    }
)  # fmt: skip
"""The kinds of organisation that the decree rates (Đ2.1); the others bind nobody who heads them."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One kind of shortfall: the people it is about, in the round's order, and what exactly.

    `people` are codes; `what` tells of each (or, under "", of the round as a whole).
    """

    kind: Shortfall
    people: tuple[str, ...]
    what: Mapping[str, str]

    @property
    def blocks(self) -> bool:
        """Whether nothing can be decided while it lasts."""
        return self.kind in UNPASSABLE


@dataclass(frozen=True, slots=True)
class Taken:
    """Which steps of Điều 21 were taken for one form, and what of her months is disputed."""

    met: bool
    party: bool
    disputed: bool


def taken_steps(round_id: int, year: int) -> dict[int, Taken]:
    """Return the steps taken for each form of a round, by its id; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKEN,
            {"round": round_id, "concluded": MeetingState.CONCLUDED.value,
             "open": [one.value for one in FROZEN], "year": f"{year:04d}-%"},
        )  # fmt: skip
        return {pk: Taken(met, party, disputed) for pk, met, party, disputed in cursor.fetchall()}


_TAKEN = """
    WITH concluded AS (
        SELECT id FROM evaluation_meeting WHERE round_id = %(round)s AND state = %(concluded)s
    )
    SELECT r.id,
           EXISTS (SELECT 1 FROM evaluation_meetingadvice a
                   WHERE a.rating_id = r.id AND a.meeting_id IN (SELECT id FROM concluded))
           OR EXISTS (SELECT 1 FROM evaluation_meetingopinion a
                   WHERE a.rating_id = r.id AND a.meeting_id IN (SELECT id FROM concluded)),
           EXISTS (SELECT 1 FROM evaluation_partyopinion o WHERE o.rating_id = r.id),
           EXISTS (SELECT 1 FROM evaluation_objection b
                   JOIN evaluation_scorecard c ON c.id = b.card_id
                   JOIN rulebook_period p ON p.id = c.period_id
                   WHERE c.person_id = r.person_id AND b.state = ANY(%(open)s)
                     AND p.key LIKE %(year)s)
    FROM evaluation_rating r WHERE r.round_id = %(round)s"""


def lacking(
    found: RatedRound, taken: Mapping[int, Taken], tracked: Sequence[PeriodRow]
) -> list[Lacking]:
    """Return what the round still lacks, worst first; asks nothing of the database.

    `tracked` are the months and quarters that were opened, of any year.
    """
    about = {
        Shortfall.MONTHS: _months(found, tracked),
        Shortfall.ORGANISATION: _organisations(found),
        Shortfall.UNTOLD: _untold(found),
        Shortfall.OBJECTION: _where(found, lambda row: taken[row.row.id].disputed),
        Shortfall.MEETING: _where(found, lambda row: not taken[row.row.id].met),
        Shortfall.PARTY: _where(
            found, lambda row: wants_party(row.row) and not taken[row.row.id].party
        ),
        Shortfall.FORM: _where(found, lambda row: row.row.state == RatingState.DRAFT),
        Shortfall.EARLIER: _earlier(found, tracked),
    }
    return [
        Lacking(kind, tuple(one for one in what if one), what)
        for kind, what in about.items()
        if what
    ]


def _where(found: RatedRound, holds: Callable[[RatedRow], bool]) -> dict[str, str]:
    """Everybody ranked of whom it holds; nobody is waited for who gets no level."""
    return {row.row.person: "" for row in found.rows if row.is_ranked and holds(row)}


def _months(found: RatedRound, tracked: Sequence[PeriodRow]) -> dict[str, str]:
    """Whose months are not published yet, and the months that nobody opened yet."""
    if not asks_for_months(found.stage):
        return {}
    to_come = months_to_come(int(found.period.key), tracked)
    told = {"": f"chưa mở: {_named(to_come)}"} if to_come else {}
    for row in found.rows:
        waiting = [one.span.label for one in row.missing if one.reason == NOT_YET]
        if waiting:
            told[row.row.person] = ", ".join(waiting)
    return told


def _earlier(found: RatedRound, tracked: Sequence[PeriodRow]) -> dict[str, str]:
    """The months before the first that was opened: they were tracked elsewhere, or not at all."""
    if not asks_for_months(found.stage):
        return {}
    opened = _opened(int(found.period.key), tracked)
    whole = whole_year(int(found.period.key)).months
    before = [month for month in whole if opened and month < opened[0]]
    return {"": _named(before)} if before else {}


def months_to_come(year: int, tracked: Sequence[PeriodRow]) -> list[Month]:
    """Return the months of a year, from its first that was opened, that were not opened yet."""
    opened = _opened(year, tracked)
    first = opened[0] if opened else whole_year(year).months[0]
    return [one for one in whole_year(year).months if one >= first and one not in opened]


def _opened(year: int, tracked: Sequence[PeriodRow]) -> list[Month]:
    months = {month for one in tracked for month in one.months if month.year == year}
    return sorted(months)


def _named(months: Sequence[Month]) -> str:
    return ", ".join(one.label for one in months)


def _organisations(found: RatedRound) -> dict[str, str]:
    """The heads whose organisation the decree rates and nobody recognised yet (Đ20.6)."""
    if all(item.name != "organisation" for item in found.stage.inputs):
        return {}
    return {
        row.row.person: row.row.heads_name or ""
        for row in found.rows
        if row.is_ranked and row.row.heads_kind in RATED_KINDS and row.facts.organisation is None
    }


def _untold(found: RatedRound) -> dict[str, str]:
    """Whose form does not tell yet all that the rule asks of her, or nobody confirmed it."""
    if not told_inputs(found.stage) or not is_by_conditions(found.rules):
        return {}
    told = {}
    for row in found.rows:
        known = {"leads": row.row.is_leader, "automatic": False}
        asked = asked_inputs(found.rules, found.stage.name, known=known)
        if any(one.name not in row.row.told for one in asked):
            told[row.row.person] = "chưa kê đủ"
        elif row.row.told_confirmed_at is None:
            told[row.row.person] = "văn phòng chưa xác nhận"
    return told
