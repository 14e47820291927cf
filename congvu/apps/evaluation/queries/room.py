"""A unit's people in a period: what the head's page shows, one row each."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.db.models import Q

from congvu.apps.evaluation.queries.cards import CardRow, cards
from congvu.apps.evaluation.queries.cases import by_owner
from congvu.apps.evaluation.queries.managing import Managing, alone, managing_of
from congvu.apps.evaluation.queries.month import MonthView, view_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.work.queries import TaskRow, tasks
from congvu.law.registry import Rules


class Attention(StrEnum):
    """Why a row asks for a look; in the order of urgency."""

    OVERDUE = "overdue"
    PENDING = "pending"
    FAILED = "failed"
    LATE = "late"
    NO_SELF_SCORE = "no_self_score"
    NO_REVIEW = "no_review"
    NO_WORK = "no_work"
    BELOW_MET = "below_met"


@dataclass(frozen=True, slots=True)
class PersonMonth:
    """One person's row; amounts in hundredths of standard products times ten (coefficient tenths).

    `shares` holds a, b, c (and d, đ, e of a leader) exactly, by the step's name; empty where
    nothing was assigned. `attention` counts what asks for a look.
    """

    card: CardRow
    scored: bool
    reason: str
    score_hundredths: int | None
    level: str | None
    shares: dict[str, Fraction]
    tasks: int
    done: int
    attention: dict[Attention, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RoomView:
    """A unit's page: its people, also of the units under it inside its agency; leaders first."""

    period: PeriodRow
    unit: UnitRow
    rules: Rules
    people: tuple[PersonMonth, ...]

    @property
    def scored(self) -> int:
        """How many people have a score."""
        return sum(person.scored for person in self.people)

    @property
    def self_scored(self) -> int:
        """How many people have scored themselves."""
        return sum(person.card.self_scored for person in self.people)

    @property
    def confirmed(self) -> int:
        """How many people's general criteria are confirmed."""
        return sum(person.card.confirmed for person in self.people)


_SHARES = ("a", "b", "c", "share", "d", "dd", "e")
_OF_EVERYBODY = 4


def room_of(unit: UnitRow, period: PeriodRow, *, today: date | None = None) -> RoomView:
    """Return a unit's people in a period, live while it is open, as stored once closed.

    Agencies under an agency are left to their own heads, so a province's page is not everybody.

    `today` is the day by which work is overdue (the period's last day if none is given). At most
    five queries. Raises ManagementCycle naming the circle.
    """
    inside = Q(unit__path__startswith=unit.path)
    if unit.agency:
        inside &= Q(agency__code=unit.agency)
    found = cards(inside, period_id=period.id, on=period.ends_on)
    scoring = Scoring(period, rules_for(period), scope=_scope(found), closing=not period.is_open)
    by_person = by_owner(tasks(period.id, [card.person_id for card in found]))
    managing = _managing(scoring, found)
    people = tuple(
        _person_month(
            view_of(
                scoring,
                card,
                by_person.get(card.person_id, []),
                managing.get(card.person_id, alone(scoring)) if card.is_leader else None,
                explained=False,
            ),
            today or period.ends_on,
        )
        for card in found
    )
    return RoomView(period, unit, scoring.rules, people)


def _scope(found: list[CardRow]) -> str:
    """Return the path of the agency above all these cards, the whole province if none is."""
    if not found:
        return ""
    shortest = min((card.agency_path for card in found), key=len)
    inside = all(card.agency_path.startswith(shortest) for card in found)
    return shortest if inside else ""


def _managing(scoring: Scoring, found: list[CardRow]) -> dict[int, Managing]:
    leaders = [card for card in found if card.is_leader]
    closed = {
        card.person_id: Managing(bool(card.settled), card.totals.get("managed_scored", 0))
        for card in leaders
        if card.is_closed
    }
    waiting = [card.person_id for card in leaders if not card.is_closed]
    return closed | managing_of(scoring, waiting)


def _person_month(view: MonthView, today: date) -> PersonMonth:
    steps = view.outcome.steps if view.outcome.scored else {}
    wanted = _SHARES if view.card.is_leader else _SHARES[:_OF_EVERYBODY]
    rows = [task.row for task in view.tasks]
    return PersonMonth(
        card=view.card,
        scored=view.scored,
        reason=view.reason,
        score_hundredths=view.score_hundredths,
        level=view.level,
        shares={name: Fraction(steps[name]) for name in wanted if name in steps},
        tasks=len(rows),
        done=sum(_is_done(row) for row in rows),
        attention=_attention(view, rows, today),
    )


def _attention(view: MonthView, rows: list[TaskRow], today: date) -> dict[Attention, int]:
    counts = {
        Attention.OVERDUE: sum(row.due_on < today and _is_waiting(row) for row in rows),
        Attention.PENDING: view.pending,
        Attention.FAILED: sum(task.failed for task in view.tasks),
        Attention.LATE: sum(task.delays > 0 for task in view.tasks),
        Attention.NO_SELF_SCORE: int(not view.card.self_scored),
        Attention.NO_REVIEW: int(view.card.self_scored and not view.card.confirmed),
        Attention.NO_WORK: int(not rows),
        Attention.BELOW_MET: int(view.level == "unmet"),
    }
    return {reason: count for reason, count in counts.items() if count}


def _is_done(row: TaskRow) -> bool:
    return row.accepted and (row.completed_hundredths or 0) >= row.assigned_hundredths


def _is_waiting(row: TaskRow) -> bool:
    """Nothing was reported, or what was accepted is not finished."""
    return row.completed_hundredths is None or (row.accepted and not _is_done(row))
