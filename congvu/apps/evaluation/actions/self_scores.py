"""How a person scores her own general criteria: kept, sent, taken back (Đ17.2, Mẫu 01)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.card_proofs import Proof, change_proofs
from congvu.apps.evaluation.actions.held_cards import (
    Locked,
    locked,
    maxima_of,
    now_in,
    refuse_blank,
    refuse_out_of_range,
    refuse_unless,
    tell,
    total,
    write,
)
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import PeriodRow, deadlines, hold_open
from congvu.kernel.dates import format_day, local_day
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class SelfScore:
    """The general criteria as one person (by code) scores herself: hundredths by criterion.

    `notes` tell what shows it, by criterion; `strengths` and `shortcomings` are parts II.4 and
    II.5 of Mẫu 01. `files` are attached, by criterion; those in `dropped` (ids) are taken off.
    """

    person: str
    general: Mapping[str, int]
    notes: Mapping[str, str] = field(default_factory=dict)
    strengths: str = ""
    shortcomings: str = ""
    files: Mapping[str, Sequence[Proof]] = field(default_factory=dict)
    dropped: Sequence[int] = ()


@transaction.atomic
def keep_self_score(period: PeriodRow, row: SelfScore, *, by: Actor | None, at: datetime) -> None:
    """Keep a self-score that is not sent yet; criteria may be missing.

    Raises PeriodClosed, NoScorecard, or Refused for a criterion unknown or out of range, or a card
    that was sent.
    """
    hold_open([period.id])
    card = locked(period, [row.person])[row.person]
    if card.state != ScorecardState.DRAFT:
        raise Refused("Phiếu đã gửi; hãy rút lại rồi sửa.")
    maxima = maxima_of(period)
    refuse_out_of_range(maxima, row.person, row.general)
    write([{"id": card.id, **_told(row), "general_self_hundredths": None}])
    _change_proofs(maxima, card.id, row, by=by, at=at)
    tell("evaluation.self_score_kept", period, [row], [[row.person]], by=by, at=at)


@transaction.atomic
def save_self_scores(
    period: PeriodRow, rows: Sequence[SelfScore], *, by: Actor | None, at: datetime
) -> None:
    """Keep how people score their own general criteria and send it to be reviewed (Mẫu 01).

    It is taken a while after its last day too (`grace_working_days`), and then as long as its
    reviewer sent it back or opened it again; what is brought in for nobody (`by` None) keeps the
    day it is told with. Raises PeriodClosed, NoScorecard, or Refused for a
    criterion missing, unknown or out of range, a card already reviewed, or one that comes later.
    """
    hold_open([period.id])
    cards = locked(period, [row.person for row in rows])
    if by is not None:
        _refuse_too_late(period, cards, at)
    maxima = maxima_of(period)
    written = []
    for row in rows:
        refuse_unless(cards[row.person], row.person, _OWN, "không tự chấm lại được")
        written.append(
            {
                "id": cards[row.person].id,
                **_told(row),
                "general_self_hundredths": total(maxima, row.person, row.general),
                "return_reason": "",
                "self_scored_at": at.isoformat(),
                **now_in(ScorecardState.SELF_SCORED, at),
            }
        )
    write(written)
    for row in rows:
        _change_proofs(maxima, cards[row.person].id, row, by=by, at=at)
    points_given = [[row.person, sum(row.general.values())] for row in rows]
    tell("evaluation.self_scored", period, rows, points_given, by=by, at=at)


@transaction.atomic
def withdraw_self_score(period: PeriodRow, person: str, *, by: Actor | None, at: datetime) -> None:
    """Take a sent self-score back to change it, while nobody has reviewed it.

    Raises PeriodClosed, NoScorecard, or Refused when it is not sent or already reviewed.
    """
    hold_open([period.id])
    card = locked(period, [person])[person]
    refuse_unless(card, person, (ScorecardState.SELF_SCORED,), "không rút lại được")
    write([{"id": card.id, "general_self_hundredths": None, **now_in(ScorecardState.DRAFT, at)}])
    tell("evaluation.self_score_withdrawn", period, [person], [[person]], by=by, at=at)


@transaction.atomic
def reopen_self_score(
    period: PeriodRow, person: str, *, until: date, reason: str, by: Actor | None, at: datetime
) -> None:
    """Let a person score herself up to a later day, past the grace; what she typed is still there.

    Raises PeriodClosed, NoScorecard, or Refused without a reason, for a day that is over or lies
    after the day on which the result is decided, or a card that was sent.
    """
    hold_open([period.id])
    refuse_blank(reason, "Mở lại tự chấm phải ghi lý do.")
    card = locked(period, [person])[person]
    refuse_unless(card, person, (ScorecardState.DRAFT,), "chỉ mở lại phiếu chưa gửi")
    last = max(deadlines(period).on(Step.DECIDE, card.agency_id), local_day(at))
    if not local_day(at) <= until <= last:
        raise Refused(
            f"Mở lại được từ {format_day(local_day(at))} đến {format_day(last)}, là hạn xác nhận; "
            f"không phải {format_day(until)}."
        )
    write([{"id": card.id, "reopened_until": str(until), "reopened_reason": nfc(reason).strip()}])
    tell(
        "evaluation.self_score_reopened", period, [person], [[person, str(until)]], by=by, at=at,
        reason=reason,
    )  # fmt: skip


def _refuse_too_late(period: PeriodRow, cards: Mapping[str, Locked], at: datetime) -> None:
    """Whoever misses the grace asks the reviewer to open it again; drafts are kept anyway."""
    day, days = local_day(at), deadlines(period)
    late = [
        person
        for person, card in cards.items()
        if day > max(days.grace_ends(card.agency_id), card.reopened_until or date.min)
        and not card.return_reason
    ]
    if late:
        raise Refused(
            f"Hết hạn nhận phiếu tự chấm của {', '.join(late[:5])}: hạn "
            f"{format_day(days.on(Step.SELF_SCORE, cards[late[0]].agency_id))}, nhận chậm đến "
            f"{format_day(days.grace_ends(cards[late[0]].agency_id))}. Hãy đề nghị người đứng đầu "
            "mở lại; phần đã ghi vẫn được giữ."
        )


def _change_proofs(
    maxima: Mapping[str, int], card_id: int, row: SelfScore, *, by: Actor | None, at: datetime
) -> None:
    unknown = row.files.keys() - maxima.keys()
    if unknown:
        raise Refused(f"Không có tiêu chí {', '.join(sorted(unknown))}.")
    change_proofs(card_id, row.person, row.files, row.dropped, by=by, at=at)


_OWN = (ScorecardState.DRAFT, ScorecardState.SELF_SCORED)


def _told(row: SelfScore) -> dict[str, object]:
    return {
        "general_self": dict(row.general),
        "general_notes": {code: nfc(note) for code, note in row.notes.items() if note.strip()},
        "strengths": nfc(row.strengths).strip(),
        "shortcomings": nfc(row.shortcomings).strip(),
    }
