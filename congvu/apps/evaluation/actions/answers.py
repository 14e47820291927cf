"""Answers to a card as its reviewer saw it: reviewed and confirmed in one press, alone or together.

Whoever answers says how the card stood when she looked; changed since: nothing is written.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.held_cards import locked
from congvu.apps.evaluation.actions.reviews import (
    Review,
    confirm_scorecards,
    return_scorecard,
    review_scorecards,
    unconfirm_scorecards,
)
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.cards import CardRow, card_of, cards
from congvu.apps.rulebook.queries import PeriodRow, hold_open


class Overtaken(Refused):
    """Somebody did something to the card since the reviewer looked; nothing was written."""


@dataclass(frozen=True, slots=True)
class Together:
    """What was confirmed together, and what was left because it had changed; codes of people."""

    confirmed: tuple[str, ...]
    changed: tuple[str, ...]


@transaction.atomic
def review_card(
    period: PeriodRow, row: Review, *, seen: str, by: Actor | None, at: datetime
) -> None:
    """Give a review of a card that stands as it was seen; another confirms it.

    Raises Overtaken, and whatever review_scorecards does.
    """
    _hold_as_seen(period, row.person, seen)
    review_scorecards(period, [row], by=by, at=at)


@transaction.atomic
def confirm_card(
    period: PeriodRow, row: Review, *, reason: str, seen: str, by: Actor | None, at: datetime
) -> None:
    """Review a card and confirm it in one press, as the competent level may (Đ10.1, Đ17.2).

    A review that says the same already, a deputy's, stays hers. Raises Overtaken, and whatever
    review_scorecards and confirm_scorecards do; then nothing is written.
    """
    _hold_as_seen(period, row.person, seen)
    if not _says_so_already(period, row):
        review_scorecards(period, [row], by=by, at=at)
    confirm_scorecards(period, {row.person: reason}, by=by, at=at)


@transaction.atomic
def return_card(
    period: PeriodRow, person: str, *, reason: str, seen: str, by: Actor | None, at: datetime
) -> None:
    """Send a card that stands as it was seen back to its owner; raises Overtaken, or Refused."""
    _hold_as_seen(period, person, seen)
    return_scorecard(period, person, reason=reason, by=by, at=at)


@transaction.atomic
def unconfirm_card(
    period: PeriodRow, person: str, *, reason: str, seen: str, by: Actor | None, at: datetime
) -> None:
    """Take back the confirmation of a card as it was seen; raises Overtaken, or Refused."""
    _hold_as_seen(period, person, seen)
    unconfirm_scorecards(period, [person], reason=reason, by=by, at=at)


@transaction.atomic
def confirm_together(
    period: PeriodRow, seen: Mapping[str, str], *, by: Actor | None, at: datetime
) -> Together:
    """Confirm cards (by person's code) at the points they stand at, without a look at each.

    What was reviewed is confirmed as reviewed, what was self-scored at the self-score; what changed
    since it was seen is left alone. The event and the cards say that they were a batch. Raises
    PeriodClosed, NoScorecard, or Refused for a card that needs a reason or a leader's steps.
    """
    hold_open([period.id])
    now = locked(period, seen.keys())
    same = [one for one in seen if now[one].seen == seen[one]]
    given = [_as_self_scored(card) for card in _self_scored(period, same)]
    if given:
        review_scorecards(period, given, by=by, at=at)
    if same:
        confirm_scorecards(period, dict.fromkeys(same, ""), by=by, at=at, batch=True)
    return Together(tuple(same), tuple(sorted(seen.keys() - set(same))))


def _hold_as_seen(period: PeriodRow, person: str, seen: str) -> None:
    hold_open([period.id])
    if locked(period, [person])[person].seen != seen:
        raise Overtaken(
            "Phiếu này vừa thay đổi sau khi ông/bà mở trang nên chưa ghi gì. Xem điểm đang lưu rồi "
            "gửi lại."
        )


def _says_so_already(period: PeriodRow, row: Review) -> bool:
    card = card_of(row.person, period_id=period.id, on=period.ends_on)
    given = Review(
        card.person,
        card.general_confirmed,
        card.organising,
        card.organising_reason,
        card.unity,
        card.unity_reason,
        card.comment,
    )
    return card.state == ScorecardState.REVIEWED and given == row


def _self_scored(period: PeriodRow, people: Collection[str]) -> list[CardRow]:
    which = Q(person__code__in=people, state=ScorecardState.SELF_SCORED)
    return cards(which, period_id=period.id, on=period.ends_on)


def _as_self_scored(card: CardRow) -> Review:
    return Review(card.person, dict(card.general_self))
