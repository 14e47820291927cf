"""What is odd about a card under review, so that it is looked at and not confirmed with others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median_low

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.evaluation.queries.room import Attention, PersonMonth
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.law.registry import general_criteria_on

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
    NO_WORK = "no_work"


@dataclass(frozen=True, slots=True)
class Found:
    """One oddity: `much` is a count or hundredths of a point, `of` what it is held against."""

    why: Oddity
    much: int = 0
    of: int = 0


Groups = dict[tuple[str, bool], int]


def middles_of(own: Sequence[CardRow]) -> Groups:
    """Return the middle self-score of people of one group, where they are enough to have one."""
    groups: dict[tuple[str, bool], list[int]] = {}
    for card in own:
        if card.general_self_hundredths is not None:
            groups.setdefault(_group(card), []).append(card.general_self_hundredths)
    return {key: median_low(own) for key, own in groups.items() if len(own) >= FEWEST_PEERS}


def oddities_of(
    scoring: Scoring, month: PersonMonth, *, last: int | None, middles: Groups
) -> tuple[Found, ...]:
    """Return why a card that waits for its confirmation asks for a look; () where nothing does.

    `last` is what was confirmed in the period before, `middles` those of `middles_of`.
    """
    return (
        *_card(month.card),
        *_level(scoring, month),
        *_work(month),
        *_points(scoring, month.card, last, middles.get(_group(month.card))),
    )


def _group(card: CardRow) -> tuple[str, bool]:
    return card.peer_group, card.is_leader


def _card(card: CardRow) -> Iterator[Found]:
    if card.state == ScorecardState.DRAFT:
        yield Found(Oddity.NO_SELF_SCORE)
    if card.is_leader and (card.organising is None or card.unity is None):
        yield Found(Oddity.NO_STEPS)


def _work(month: PersonMonth) -> Iterator[Found]:
    if pending := month.attention.get(Attention.PENDING, 0):
        yield Found(Oddity.UNREVIEWED, pending)
    if not month.tasks:
        yield Found(Oddity.NO_WORK)


def _level(scoring: Scoring, month: PersonMonth) -> Iterator[Found]:
    codes = [code for code, _ in scoring.program.levels]
    if month.level is not None and month.level == codes[-1]:
        yield Found(Oddity.HIGHEST)
    if month.level is not None and month.level == codes[0]:
        yield Found(Oddity.LOWEST)


def _points(
    scoring: Scoring, card: CardRow, last: int | None, middle: int | None
) -> Iterator[Found]:
    own = card.general_self_hundredths
    if own is None:
        return
    criteria = general_criteria_on(scoring.period.ends_on)
    most = sum(criterion.max_hundredths for criterion in criteria)
    if card.state == ScorecardState.REVIEWED and card.general_hundredths != own:
        yield Found(Oddity.REVIEWED_OTHERWISE, card.general_hundredths or 0, own)
    if last is not None and abs(own - last) >= most * FAR:
        yield Found(Oddity.FAR_FROM_LAST, own - last, last)
    if middle is not None and abs(own - middle) >= most * FAR:
        yield Found(Oddity.FAR_FROM_PEERS, own - middle, middle)
    if own == most and any(criterion.code not in card.general_notes for criterion in criteria):
        yield Found(Oddity.ALL_FULL)
