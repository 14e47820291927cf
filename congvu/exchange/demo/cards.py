"""The general criteria and the leaders' steps of one person in one month (Mẫu 01)."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.exchange.demo.dice import Dice, Weighted
from congvu.exchange.demo.frames import Frame
from congvu.exchange.demo.people import NONE, Hand
from congvu.law.criteria import Criterion

DRAFT, SELF_SCORED, REVIEWED = "draft", "self_scored", "reviewed"
FULL, LOW = 0, 1
GIVEN_ALL = 45  # per mille of people who give themselves every point
RAISED = 190  # per mille of criteria where the self-score is above the head's
UNITED = 985
FULL_UNIT = 800  # per mille of units at the upper step of đ, less where work is often late
STATES_NOW = Weighted(((DRAFT, 36), (SELF_SCORED, 46), (REVIEWED, 18)))
INITIATIVES = (
    "Hoàn thành kế hoạch đúng hạn; có sáng kiến rút ngắn một khâu trình ký",
    "Hoàn thành kế hoạch đúng hạn; áp dụng biểu mẫu điện tử dùng chung",
    "Hoàn thành kế hoạch đúng hạn; có giải pháp xử lý dứt điểm hồ sơ tồn",
)
SHORTCOMINGS = (
    "Còn nhiệm vụ chậm kéo dài qua hai kỳ",
    "Đúng hạn nhưng chưa có sáng kiến, giải pháp hiệu quả; người đánh giá chọn mức thấp",
    "Chậm khắc phục tồn tại đã nêu ở kỳ trước",
)


@dataclass(frozen=True, slots=True)
class CardPlan:
    """What is written on a card before the close; points by criterion code, in hundredths."""

    person: str
    month: str
    state: str
    general_self: tuple[tuple[str, int], ...] = ()
    general_confirmed: tuple[tuple[str, int], ...] = ()
    organising: int | None = None
    organising_reason: str = ""
    unity: int | None = None
    unity_reason: str = ""
    not_scored_reason: str = ""


def card(
    person: str, leads: str, hand: Hand, frame: Frame, criteria: Sequence[Criterion]
) -> CardPlan:
    """A card as far as it has come: closed months are reviewed, the open month is on its way."""
    dice = Dice("card", person, frame.month.key)
    state = dice.draw(STATES_NOW) if frame.is_open else REVIEWED
    points = [_points(c, hand, dice) for c in criteria]
    confirmed = tuple((c.code, given) for c, given in zip(criteria, points, strict=True))
    all_points = dice.chance(GIVEN_ALL)
    raised = tuple(
        (c.code, _raised(c, given, dice, all_points))
        for c, given in zip(criteria, points, strict=True)
    )
    steps = _steps(dice, hand) if leads != NONE and state == REVIEWED else {}
    return CardPlan(
        person,
        frame.month.key,
        state,
        general_self=raised if state != DRAFT else (),
        general_confirmed=confirmed if state == REVIEWED else (),
        **steps,
    )


def full_marks(person: str, state: str, frame: Frame, criteria: Sequence[Criterion]) -> CardPlan:
    """Every point on every criterion, self-scored and (when reviewed) confirmed."""
    points = tuple((c.code, c.max_hundredths) for c in criteria)
    confirmed = points if state == REVIEWED else ()
    return CardPlan(person, frame.month.key, state, points, confirmed)


def _points(criterion: Criterion, hand: Hand, dice: Dice) -> int:
    """Full marks as often as the hand earns them, else a few tenths of the criterion less."""
    if dice.chance(hand.spare):
        return criterion.max_hundredths
    lowest = 6 if hand.spare < 200 else 4
    return criterion.max_hundredths - criterion.max_hundredths // 10 * dice.between(1, lowest)


def _raised(criterion: Criterion, given: int, dice: Dice, all_points: bool) -> int:
    if all_points:
        return criterion.max_hundredths
    more = criterion.max_hundredths // 10 * dice.between(1, 2) if dice.chance(RAISED) else 0
    return min(criterion.max_hundredths, given + more)


def _steps(dice: Dice, hand: Hand) -> dict[str, int | str]:
    full = dice.chance(FULL_UNIT - hand.late)
    united = dice.chance(UNITED)
    return {
        "organising": FULL if full else LOW,
        "organising_reason": dice.pick(INITIATIVES if full else SHORTCOMINGS),
        "unity": FULL if united else LOW,
        "unity_reason": "Nội bộ đoàn kết, thống nhất"
        if united
        else "Có đơn thư kéo dài trong nội bộ đơn vị",
    }
