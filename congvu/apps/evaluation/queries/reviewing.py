"""Cards as whoever reviews them needs them: where each stands, and why it asks for a look."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median_low

from django.db.models import Count, Q

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.authority import Authority
from congvu.apps.evaluation.queries.cards import CardRow, cards
from congvu.apps.evaluation.queries.managed import managed_pairs
from congvu.apps.evaluation.queries.room import Attention, PersonMonth, people_of
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.evaluation.queries.standings import scope_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.law.registry import Rules, general_criteria_on

FAR = Fraction(1, 10)
"""A difference is far from a tenth of all general points on."""
FEWEST_PEERS = 5
"""Fewer people than these have no middle to be far from."""


class Oddity(StrEnum):
    """Why a card is not confirmed together with others."""

    NO_SELF_SCORE = "no_self_score"
    NO_STEPS = "no_steps"
    HIGHEST = "highest"
    LOWEST = "lowest"
    UNREVIEWED = "unreviewed"
    REVIEWED_OTHERWISE = "reviewed_otherwise"
    FAR_FROM_LAST = "far_from_last"
    FAR_FROM_PEERS = "far_from_peers"
    ALL_FULL = "all_full"
    NOT_SCORED = "not_scored"


@dataclass(frozen=True, slots=True)
class Found:
    """One oddity: `much` is a count or hundredths of a point, `of` what it is held against."""

    why: Oddity
    much: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class CardToReview:
    """One card under review; points in hundredths.

    `last` is what was confirmed a month before; `below` names those of a leader's people whose
    score is under the mark that d asks for.
    """

    month: PersonMonth
    authority: Authority | None
    last: int | None
    below: tuple[str, ...]
    found: tuple[Found, ...]

    @property
    def card(self) -> CardRow:
        """The card itself."""
        return self.month.card

    @property
    def waits(self) -> bool:
        """Whether a confirmation is still to come."""
        return not (self.card.confirmed or self.card.stands or self.card.not_scored_reason)

    @property
    def plain(self) -> bool:
        """Whether nothing is odd about it, so that it may be confirmed together with others."""
        ready = self.card.state in (ScorecardState.SELF_SCORED, ScorecardState.REVIEWED)
        return ready and self.waits and not self.found


def cards_to_review(
    period: PeriodRow, whose: Mapping[int, Authority], *, rules: Rules, today: date
) -> list[CardToReview]:
    """Return the cards of these people, each with what is odd about it; six queries at most.

    `whose` gives each person's authority by id (see `led`). Raises ManagementCycle.
    """
    own = cards(Q(person__in=whose), period_id=period.id, on=period.ends_on)
    scoring = Scoring(period, rules, scope=scope_of(own), closing=not period.is_open)
    below = _managed(scoring, own)
    others = {person for people in below.values() for person in people} - whose.keys()
    more = cards(Q(person__in=others), period_id=period.id, on=period.ends_on) if others else []
    months = {one.card.person_id: one for one in people_of(scoring, [*own, *more], today)}
    last, peers = _last(period, list(whose)), _peers(own)
    found = []
    for card in own:
        one = CardToReview(
            months[card.person_id],
            whose.get(card.person_id),
            last.get(card.person_id),
            _below(scoring, months, below.get(card.person_id, ())),
            (),
        )
        middle = peers.get((card.peer_group, card.is_leader))
        found.append(_with(one, tuple(_oddities(scoring, one, middle))))
    return found


def _with(one: CardToReview, found: tuple[Found, ...]) -> CardToReview:
    return CardToReview(one.month, one.authority, one.last, one.below, found)


def _managed(scoring: Scoring, own: Sequence[CardRow]) -> Mapping[int, Sequence[int]]:
    leaders = {card.person_id for card in own if card.is_leader}
    if not leaders or not scoring.chained:
        return {}
    pairs = managed_pairs(scoring.period, scope=scoring.scope)
    return {leader: people for leader, people in pairs.items() if leader in leaders}


def _below(
    scoring: Scoring, months: Mapping[int, PersonMonth], people: Sequence[int]
) -> tuple[str, ...]:
    lowest = scoring.program.levels[0][0] if scoring.program.levels else None
    known = (months[person] for person in people if person in months)
    return tuple(one.card.full_name for one in known if lowest and one.level == lowest)


def _last(period: PeriodRow, people: Sequence[int]) -> dict[int, int]:
    """The general points that stood in the period of the same kind before, by person."""
    before = Scorecard.objects.filter(
        person__in=people, general_hundredths__isnull=False, period__ends_on__lt=period.starts_on,
        period__kind=period.kind,
    ).order_by("person", "-period__starts_on")  # fmt: skip
    return dict(before.distinct("person").values_list("person", "general_hundredths"))


def _peers(own: Sequence[CardRow]) -> dict[tuple[str, bool], int]:
    """The middle self-score of people of one group, where they are enough to have one."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for card in own:
        if card.general_self_hundredths is not None:
            key = (card.peer_group, card.is_leader)
            groups.setdefault(key, []).append(card.general_self_hundredths)
    return {key: median_low(all_) for key, all_ in groups.items() if len(all_) >= FEWEST_PEERS}


def _oddities(scoring: Scoring, one: CardToReview, middle: int | None) -> Iterator[Found]:
    card, month = one.card, one.month
    if not one.waits:
        return
    if card.state == ScorecardState.DRAFT:
        yield Found(Oddity.NO_SELF_SCORE)
    if card.is_leader and (card.organising is None or card.unity is None):
        yield Found(Oddity.NO_STEPS)
    yield from _level(scoring, month)
    if pending := month.attention.get(Attention.PENDING, 0):
        yield Found(Oddity.UNREVIEWED, pending)
    if not month.tasks:
        yield Found(Oddity.NOT_SCORED)
    yield from _points(scoring, one, middle)


def _level(scoring: Scoring, month: PersonMonth) -> Iterator[Found]:
    if month.level is None:
        return
    codes = [code for code, _ in scoring.program.levels]
    if month.level == codes[-1]:
        yield Found(Oddity.HIGHEST)
    if month.level == codes[0]:
        yield Found(Oddity.LOWEST)


def _points(scoring: Scoring, one: CardToReview, middle: int | None) -> Iterator[Found]:
    card, own = one.card, one.card.general_self_hundredths
    if own is None:
        return
    criteria = general_criteria_on(scoring.period.ends_on)
    most = sum(criterion.max_hundredths for criterion in criteria)
    if card.state == ScorecardState.REVIEWED and card.general_hundredths != own:
        yield Found(Oddity.REVIEWED_OTHERWISE, card.general_hundredths or 0, own)
    if one.last is not None and abs(own - one.last) >= most * FAR:
        yield Found(Oddity.FAR_FROM_LAST, own - one.last, one.last)
    if middle is not None and abs(own - middle) >= most * FAR:
        yield Found(Oddity.FAR_FROM_PEERS, own - middle, middle)
    if own == most and any(criterion.code not in card.general_notes for criterion in criteria):
        yield Found(Oddity.ALL_FULL)


@dataclass(frozen=True, slots=True)
class BatchShare:
    """How many cards somebody confirmed in a period, and how many of them together."""

    signer: str
    agency: str
    confirmed: int
    batch: int


def batch_of_cards(period_id: int, *, most: int) -> list[BatchShare]:
    """Return who confirmed cards in a period, whoever did the most together first; one query."""
    found = (
        Scorecard.objects.filter(period=period_id, confirmed_by__isnull=False)
        .values("confirmed_by", "confirmed_by__full_name", "agency__name")
        .annotate(whole=Count("pk"), together=Count("pk", filter=Q(batch=True)))
        .order_by("-together", "-whole", "confirmed_by")[:most]
    )
    return [
        BatchShare(
            row["confirmed_by__full_name"], row["agency__name"], row["whole"], row["together"]
        )
        for row in found
    ]
