"""What the reviewer gives, the competent level confirms, or sends back (Đ10.1, Đ15.3, Đ17.2)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.held_cards import (
    Locked,
    locked,
    maxima_of,
    now_in,
    refuse_blank,
    refuse_unless,
    tell,
    total,
    write,
)
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries.extremes import extremes
from congvu.apps.org.queries import person_of
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import PeriodRow, hold_open
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class Review:
    """What a reviewer gives one person (by code): hundredths by criterion, and for a leader the
    steps of đ and e (0 the full one, 1 the low one), each with its reason.

    `comment` is part II.6 of Mẫu 01.
    """

    person: str
    general: Mapping[str, int]
    organising: int | None = None
    organising_reason: str = ""
    unity: int | None = None
    unity_reason: str = ""
    comment: str = field(default="")


@transaction.atomic
def review_scorecards(
    period: PeriodRow, rows: Sequence[Review], *, by: Actor | None, at: datetime
) -> None:
    """Give general criteria, and a leader's steps of đ and e with their reasons (Đ15.3, Đ17.2).

    A later review replaces an earlier one until the card is confirmed. A card may be reviewed
    without a self-score. Raises PeriodClosed, NoScorecard, or Refused for criteria out of range,
    steps without a reason, missing for a leader or given to somebody who leads nothing, a card
    already confirmed, or one's own.
    """
    hold_open([period.id])
    cards = locked(period, [row.person for row in rows])
    maxima = maxima_of(period)
    reviewer = _person_of(by)
    written = []
    for row in rows:
        refuse_unless(cards[row.person], row.person, _REVIEWABLE, "phải bỏ xác nhận trước")
        _refuse_steps(row, cards[row.person].leads)
        written.append(
            {
                "id": cards[row.person].id,
                "general_confirmed": dict(row.general),
                "general_hundredths": total(maxima, row.person, row.general),
                "organising": row.organising,
                "organising_reason": nfc(row.organising_reason),
                "unity": row.unity,
                "unity_reason": nfc(row.unity_reason),
                "comment": nfc(row.comment),
                "reviewed_by_id": reviewer,
                **now_in(ScorecardState.REVIEWED, at),
            }
        )
    write(written)
    points_given = [
        [row.person, sum(row.general.values()), row.organising, row.unity, row.comment]
        for row in rows
    ]
    tell("evaluation.reviewed", period, rows, points_given, by=by, at=at)


@transaction.atomic
def confirm_scorecards(
    period: PeriodRow,
    reasons: Mapping[str, str],
    *,
    by: Actor | None,
    at: datetime,
    batch: bool = False,
) -> None:
    """Confirm reviewed cards (by person's code), each with the reason of a high or low score or "".

    `batch`: together, without a look at each; the cards and the event say so.
    A score from the mark of the highest level on, or below that of not completing, needs its
    reason. Raises PeriodClosed, NoScorecard, or Refused for a card that is not reviewed, a reason
    that is missing, or one's own card.
    """
    hold_open([period.id])
    cards = locked(period, reasons.keys())
    for person, card in cards.items():
        refuse_unless(card, person, (ScorecardState.REVIEWED,), "chưa có nhận xét để xác nhận")
    _refuse_unexplained(period, cards, reasons)
    signer = _person_of(by)
    write(
        [
            {
                "id": cards[person].id,
                "extreme_reason": nfc(reason).strip(),
                "confirmed_by_id": signer,
                "confirmed_at": at.isoformat(),
                "batch": batch,
                **now_in(ScorecardState.CONFIRMED, at),
            }
            for person, reason in reasons.items()
        ]
    )
    rows = list(reasons.items())
    tell("evaluation.confirmed", period, reasons, rows, by=by, at=at, batch=batch)


@transaction.atomic
def unconfirm_scorecards(
    period: PeriodRow, people: Collection[str], *, reason: str, by: Actor | None, at: datetime
) -> None:
    """Take a confirmation back before the publication, so that the review can be changed.

    Raises PeriodClosed, NoScorecard, or Refused for a card not confirmed, or without a reason.
    """
    hold_open([period.id])
    refuse_blank(reason, "Bỏ xác nhận phải ghi lý do.")
    cards = locked(period, people)
    for person, card in cards.items():
        refuse_unless(card, person, (ScorecardState.CONFIRMED,), "chưa xác nhận")
    write([{"id": cards[one].id, **_back(ScorecardState.REVIEWED, at)} for one in people])
    tell("evaluation.unconfirmed", period, people, list(people), by=by, at=at, reason=reason)


@transaction.atomic
def return_scorecard(
    period: PeriodRow, person: str, *, reason: str, by: Actor | None, at: datetime
) -> None:
    """Send a card back to its owner with what is to be put right; all that was typed stays.

    Raises PeriodClosed, NoScorecard, or Refused without a reason, or for a card that was not sent
    or is confirmed.
    """
    hold_open([period.id])
    refuse_blank(reason, "Trả lại phiếu phải ghi rõ cần sửa gì.")
    card = locked(period, [person])[person]
    refuse_unless(
        card, person, (ScorecardState.SELF_SCORED, ScorecardState.REVIEWED), "không trả lại được"
    )
    write(
        [
            {
                "id": card.id,
                "general_self_hundredths": None,
                "return_reason": nfc(reason).strip(),
                **_back(ScorecardState.DRAFT, at),
            }
        ]
    )
    tell("evaluation.returned", period, [person], [person], by=by, at=at, reason=reason)


_REVIEWABLE = (
    ScorecardState.DRAFT,
    ScorecardState.SELF_SCORED,
    ScorecardState.REVIEWED,
)


def _back(state: ScorecardState, at: datetime) -> dict[str, object]:
    nobody = {"confirmed_by_id": None, "confirmed_at": None, "batch": False}
    return {**nobody, **now_in(state, at)}


def _person_of(by: Actor | None) -> int | None:
    found = person_of(by.pk) if by else None
    return found.id if found else None


def _refuse_unexplained(
    period: PeriodRow, cards: Mapping[str, Locked], reasons: Mapping[str, str]
) -> None:
    """A score at the highest level or below the lowest needs a reason, each named at once."""
    silent = [one for one in cards if not reasons[one].strip()]
    extreme = extremes(period, [cards[one].person_id for one in silent])
    named = [one for one in silent if cards[one].person_id in extreme]
    if named:
        raise Refused(
            f"Phiếu của {', '.join(named)}: điểm ở mức cao nhất hoặc dưới mức hoàn thành phải ghi "
            "lý do."
        )


def _refuse_steps(row: Review, leads: str) -> None:
    given = (row.organising, row.unity)
    if leads == Leads.NONE and given != (None, None):
        raise Refused(f"{row.person} không giữ chức vụ lãnh đạo; không chấm tiêu chí đ, e.")
    if leads != Leads.NONE and None in given:
        raise Refused(f"{row.person} giữ chức vụ lãnh đạo; phải chấm cả tiêu chí đ và e.")
    if None not in given and not (row.organising_reason.strip() and row.unity_reason.strip()):
        raise Refused(f"{row.person}: mức chấm tiêu chí đ, e phải kèm lý do.")
