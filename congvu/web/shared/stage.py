"""How far a card has come, who holds it and for how long, in one line."""

from dataclasses import dataclass

from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries import LEFT_OUT, HeldCard
from congvu.web.shared.deadlines import short

DEPARTMENT = "Sở Nội vụ"
NO_HEAD = "chưa có người đứng đầu nhận"
DONE = {
    ScorecardState.DRAFT: "Chưa tự chấm",
    ScorecardState.SELF_SCORED: "Đã tự chấm",
    ScorecardState.REVIEWED: "Đã nhận xét",
    ScorecardState.CONFIRMED: "Đã xác nhận",
    ScorecardState.PUBLISHED: "Đã công bố",
    ScorecardState.CLOSED: "Đã khóa",
    LEFT_OUT: "Không chấm kỳ này",
}
NEXT = {
    ScorecardState.DRAFT: "tự chấm",
    ScorecardState.SELF_SCORED: "nhận xét",
    ScorecardState.REVIEWED: "xác nhận",
    ScorecardState.CONFIRMED: "công bố",
}


@dataclass(frozen=True)
class StageLine:
    """What was done, for what it waits and since when; `late` in words, "" while it is in time."""

    done: str
    waits: str
    late: str
    sent_late: str


def stage_line(card: HeldCard, reader: int | None) -> StageLine:
    """Return the line of one card as a reader (a person's id) sees it."""
    sent = f"tự chấm gửi chậm {card.sent_late_days} ngày làm việc" if card.sent_late_days else ""
    return StageLine(
        done=DONE[card.stage],
        waits=_waits(card, reader),
        late=f"quá hạn {card.late_days} ngày làm việc" if card.is_late else "",
        sent_late=sent,
    )


def held_told(card: HeldCard, reader: int | None) -> tuple[str, bool]:
    """Return in a few words for whom a card waits, and whether it is late.

    Nothing is told of a draft or a confirmed card that is in time: neither waits for the room.
    """
    quiet = (ScorecardState.DRAFT, ScorecardState.CONFIRMED)
    if card.stage not in NEXT or (card.stage in quiet and not card.is_late):
        return "", False
    since = f"{card.days} ngày" if card.days else "từ hôm nay"
    told = f"chờ {holder_of(card, reader)} {NEXT[card.stage]} {since}"
    if card.stage == ScorecardState.DRAFT:
        told = "chờ tự chấm"
    return f"{told}, quá hạn {card.late_days}" if card.is_late else told, card.is_late


def _waits(card: HeldCard, reader: int | None) -> str:
    if card.stage not in NEXT:
        return ""
    since = f"đã {card.days} ngày làm việc" if card.days else "từ hôm nay"
    told = f"chờ {holder_of(card, reader)} {NEXT[card.stage]}, {since}"
    return f"{told}, hạn {short(card.due)}"


def holder_of(card: HeldCard, reader: int | None) -> str:
    """Return who holds a card that waits, in words."""
    if card.waits_for_department:
        return DEPARTMENT
    if card.holder_id is None:
        return NO_HEAD
    return "ông/bà" if card.holder_id == reader else card.holder
