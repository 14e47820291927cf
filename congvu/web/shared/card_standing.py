"""Where a card is on its way: its state, who holds it now, since when, and what was said of it."""

from dataclasses import dataclass
from datetime import date

from config.clock import VIETNAM
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries import Authority, CardRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.shared.deadlines import short

NOBODY = "người đứng đầu cấp trên (chưa có trong hồ sơ)"


@dataclass(frozen=True)
class Standing:
    """The state in a word, who holds the card since when, and the words said on its way."""

    state: str
    holder: str
    said: tuple[tuple[str, str], ...] = ()


def standing_of(
    card: CardRow, authority: Authority | None, period: PeriodRow, today: date, *, mine: bool
) -> Standing:
    """The standing of a card; `mine` where its owner reads it."""
    state = ScorecardState(card.state)
    if card.not_scored_reason and not card.stands:
        return Standing("Không chấm kỳ này", card.not_scored_reason)
    return Standing(
        str(state.label), _holder(card, state, authority, period, today, mine), _said(card)
    )


def _holder(
    card: CardRow,
    state: ScorecardState,
    authority: Authority | None,
    period: PeriodRow,
    today: date,
    mine: bool,
) -> str:
    signer = authority.full_name if authority else NOBODY
    words = {
        ScorecardState.DRAFT: "đang chờ ông/bà tự chấm và gửi" if mine else "đang ở người tự chấm",
        ScorecardState.SELF_SCORED: f"đang chờ {signer} nhận xét, xác nhận",
        ScorecardState.REVIEWED: f"{card.reviewed_by or 'Hệ thống'} đã nhận xét, "
        f"đang chờ {signer} xác nhận",
        ScorecardState.CONFIRMED: f"{card.confirmed_by or 'Hệ thống'} đã xác nhận"
        f"{' (xác nhận gộp)' if card.batch else ''}, đang chờ chốt kỳ",
    }
    if state not in words:
        return ""
    since = card.since.astimezone(VIETNAM).date() if card.since else period.starts_on
    return f"{words[state]} {_since(since, today)}"


def _since(day: date, today: date) -> str:
    days = (today - day).days
    return "từ hôm nay" if days <= 0 else f"từ {short(day)}, đã {days} ngày"


def _said(card: CardRow) -> tuple[tuple[str, str], ...]:
    """What was said on the way, each with who it is from; nothing that was not said."""
    lines = (
        ("Trả lại để sửa", card.return_reason),
        ("Ưu điểm (tự đánh giá)", card.strengths),
        ("Hạn chế (tự đánh giá)", card.shortcomings),
        ("Nhận xét của cấp có thẩm quyền", card.comment),
        ("Lý do của điểm cao hoặc thấp", card.extreme_reason),
    )
    return tuple((label, text) for label, text in lines if text)
