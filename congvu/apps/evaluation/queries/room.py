"""A unit's people in a period: what the head's page shows, one row each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.db.models import Q

from congvu.apps.evaluation.queries.cards import CardRow, card_reason_of, cards
from congvu.apps.evaluation.queries.province import has_band
from congvu.apps.evaluation.queries.sources import Scoring, to_hundredths
from congvu.apps.evaluation.queries.standings import Standing, scope_of, standings
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.outcomes import names_of, ratio_of
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


def room_of(
    unit: UnitRow, period: PeriodRow, *, today: date | None = None, rules: Rules | None = None
) -> RoomView:
    """Return a unit's people in a period, live while it is open, as stored once closed.

    Agencies under an agency are left to their own heads, so a province's page is not everybody.

    `today` is the day by which work is overdue (the period's last day if none is given), `rules`
    those of the period where they were read already. At most three queries (and one for the rules),
    however many people: the database scores and counts. Raises ManagementCycle naming the circle.
    """
    inside = Q(unit__path__startswith=unit.path)
    if unit.agency:
        inside &= Q(agency__code=unit.agency)
    found = cards(inside, period_id=period.id, on=period.ends_on)
    known = rules or rules_for(period)
    scoring = Scoring(period, known, scope=scope_of(found), closing=not period.is_open)
    people = people_of(scoring, found, today or period.ends_on)
    return RoomView(period, unit, scoring.rules, people)


def people_of(
    scoring: Scoring,
    found: Sequence[CardRow],
    today: date,
    *,
    strata: Sequence[Sequence[int]] | None = None,
) -> tuple[PersonMonth, ...]:
    """Return one row for each of these cards, in their order; two queries, one given `strata`."""
    standing = standings(scoring, found, today, _asked(scoring), strata=strata)
    return tuple(_person_month(scoring, card, standing[card.person_id]) for card in found)


def _asked(scoring: Scoring) -> set[str]:
    """The stored integers that a row shows: its shares, its score and its level."""
    stored = {column.name for column in scoring.stage.columns}
    stored |= {total.name for total in scoring.stage.totals}
    wanted = [step for step in scoring.stage.steps if step.name in _SHARES and step.value]
    named = {scoring.stage.result, "band", *(name for step in wanted for name in names_of(step))}
    return named & stored


def _person_month(scoring: Scoring, card: CardRow, standing: Standing) -> PersonMonth:
    reason, points = _result(scoring, card, standing)
    level = _level(scoring, standing) if not reason else None
    counts = standing.counts
    return PersonMonth(
        card=card,
        scored=not reason,
        reason=reason,
        score_hundredths=points,
        level=level,
        shares=_shares(scoring, card, standing) if not reason else {},
        tasks=counts["tasks"],
        done=counts["done"],
        attention=_attention(card, counts, level),
    )


def _result(scoring: Scoring, card: CardRow, standing: Standing) -> tuple[str, int | None]:
    """Return (why not scored or "", notified points in hundredths or None)."""
    if card.stands:
        return card.not_scored_reason, card.score_hundredths
    if reason := card_reason_of(scoring, card):
        return reason, None
    if standing.missed is not None:
        return scoring.stage.requirements[standing.missed].reason, None
    return "", standing.values[scoring.stage.result] * to_hundredths(scoring)


def _level(scoring: Scoring, standing: Standing) -> str | None:
    band = standing.values.get("band") if has_band(scoring) else None
    return None if band is None else scoring.program.levels[band][0]


def _shares(scoring: Scoring, card: CardRow, standing: Standing) -> dict[str, Fraction]:
    """The shares that the rule's lines give; a closed card's from what the close stored."""
    wanted = _SHARES if card.is_leader else _SHARES[:_OF_EVERYBODY]
    steps = [step for step in scoring.stage.steps if step.name in wanted and step.value]
    return {
        step.name: ratio_of(step, standing.values)
        for step in steps
        if names_of(step) <= standing.values.keys()
    }


def _attention(card: CardRow, counts: Mapping[str, int], level: str | None) -> dict[Attention, int]:
    asked = {
        Attention.OVERDUE: counts["overdue"],
        Attention.PENDING: counts["pending"],
        Attention.FAILED: counts["failed"],
        Attention.LATE: counts["late"],
        Attention.NO_SELF_SCORE: int(not card.self_scored),
        Attention.NO_REVIEW: int(card.self_scored and not card.confirmed),
        Attention.NO_WORK: int(not counts["tasks"]),
        Attention.BELOW_MET: int(level == "unmet"),
    }
    return {reason: count for reason, count in asked.items() if count}
