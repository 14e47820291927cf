"""What one official is given in a month, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from congvu.exchange.demo.dice import Dice, Weighted
from congvu.exchange.demo.frames import Frame
from congvu.exchange.demo.people import Hand
from congvu.exchange.demo.products import Pool, ProductPlan

PLANNED, TAKEN_OVER, UNPLANNED = 0, 1, 2
FULL_EFFECT, GOOD_EFFECT, FAIR_EFFECT, NO_EFFECT = range(4)
ONE = 100  # hundredths of one product
FROM_PLAN = "Kế hoạch công tác tháng"
FROM_ABOVE = "Văn bản chỉ đạo đột xuất"
FROM_COLLEAGUE = "Nhận thay đồng nghiệp"
CARRIED = "Việc chưa xong chuyển từ kỳ trước"
AGAIN = " (chuyển kỳ)"


@dataclass(frozen=True, slots=True)
class ResultPlan:
    """The accepted result of a task; scales and meanings are those of work.Result."""

    completed_hundredths: int
    finished_on: date | None
    failed: int = 0
    excused_failed: int = 0
    excused_days: int = 0
    excused_by: str = ""
    excuse: str = ""
    effect: int | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """One line: one product, one person, one deadline; `result` is None while none was accepted."""

    person: str
    unit: str
    month: str
    version: str
    product: str
    title: str
    output: str
    coefficient_tenths: int
    assigned_hundredths: int
    due_on: date
    origin: int
    assigned_on: date
    source: str
    result: ResultPlan | None


@dataclass(frozen=True, slots=True)
class Worker:
    """A person at work in one month: how many lines, from which pool, until when, with what hand.

    `places` name the areas of the unit; `last` is the last day at work (before a leave); `early`
    puts every deadline of the open month before the clock; lines due before `moved_on` belong to
    `earlier_unit`.
    """

    person: str
    unit: str
    pool: Pool
    hand: Hand
    lines: int
    places: Sequence[str]
    confirmer: str
    last: date
    early: bool = False
    earlier_unit: str = ""
    moved_on: date | None = None


EXCUSES = (
    "Phần mềm một cửa của Trung ương ngừng hoạt động",
    "Chờ văn bản trả lời của cơ quan cấp trên",
    "Mưa lũ, không kiểm tra được thực địa",
    "Mất điện, mất đường truyền kéo dài trên địa bàn",
    "Người dân, doanh nghiệp bổ sung hồ sơ chậm, đã có thông báo",
)
DAYS_LATE = Weighted(((1, 36), (2, 27), (3, 14), (4, 9), (5, 6), (6, 4), (8, 4)))
TIMES_FAILED = Weighted(((1, 79), (2, 17), (3, 4)))
DONE_PARTS = Weighted(((0, 22), (50, 26), (60, 18), (75, 16), (80, 18)))
LEAD_DAYS = Weighted(((0, 46), (1, 26), (2, 16), (3, 12)))
EFFECTS = Weighted(((FULL_EFFECT, 13), (GOOD_EFFECT, 80), (FAIR_EFFECT, 7)))
EFFECTS_AFTER_FAILING = Weighted(((GOOD_EFFECT, 52), (FAIR_EFFECT, 42), (NO_EFFECT, 6)))
ORIGINS = Weighted(((PLANNED, 95), (UNPLANNED, 5)))
OWN_WORK = 720  # per mille of lines from the desk's own products
EXCUSED = 110  # per mille of delays whose objective cause was confirmed
EXCUSED_REVIEW = 60
EVIDENCED = 860
REPAIRED_NEXT_MONTH = 650  # per mille of unfinished lines that come back as planned lines


def month_of_work(worker: Worker, frame: Frame) -> list[TaskPlan]:
    """The lines a worker is given in a month, in order of deadline."""
    dice = Dice("tasks", worker.person, frame.month.key)
    until = min(worker.last, frame.month.last_day)
    reach = frame.index(until + timedelta(days=1))
    if reach < 3:
        return []
    lines = worker.lines * reach // len(frame.days)
    listed = [_line(worker, frame, dice, reach) for _ in range(lines)]
    listed.sort(key=lambda task: task.due_on)
    return listed


def _line(worker: Worker, frame: Frame, dice: Dice, reach: int) -> TaskPlan:
    product = _product(worker.pool, dice)
    amount = _amount(product, dice)
    due_at = _due_index(frame, dice, reach, worker.early)
    due = frame.days[due_at]
    origin = dice.draw(ORIGINS)
    moved = worker.moved_on is not None and due < worker.moved_on
    given = frame.days[0] if origin == PLANNED else frame.at(due_at - dice.between(1, 5))
    result = outcome(worker, frame, dice, amount * ONE, due_at)
    return TaskPlan(
        person=worker.person,
        unit=worker.earlier_unit if moved else worker.unit,
        month=frame.month.key,
        version=product.version,
        product=product.code,
        title=_title(product, amount, worker.places, dice),
        output=product.output,
        coefficient_tenths=product.coefficient_tenths,
        assigned_hundredths=amount * ONE,
        due_on=due,
        origin=origin,
        assigned_on=given,
        source=FROM_PLAN if origin == PLANNED else FROM_ABOVE,
        result=result and _evidenced(result, product, dice),
    )


def _product(pool: Pool, dice: Dice) -> ProductPlan:
    return dice.pick(pool.own if dice.chance(OWN_WORK) or not pool.shared else pool.shared)


def _amount(product: ProductPlan, dice: Dice) -> int:
    """Small products come in numbers, large ones singly."""
    if product.family == "HCC" and product.coefficient_tenths <= 40:
        return dice.between(12, 70)
    if product.coefficient_tenths <= 20:
        return dice.between(4, 20)
    if product.coefficient_tenths <= 60:
        return dice.between(2, 8)
    if product.coefficient_tenths <= 100:
        return dice.between(1, 4)
    return 2 if product.coefficient_tenths <= 400 and dice.chance(220) else 1


def _due_index(frame: Frame, dice: Dice, reach: int, early: bool) -> int:
    """Deadlines spread over the month; in the open month most lie before the clock."""
    last = min(reach, len(frame.days)) - 1
    if frame.is_open and (early or dice.chance(890)):
        last = min(last, frame.known() - 2)
    return dice.between(min(1, last), last)


def _title(product: ProductPlan, amount: int, places: Sequence[str], dice: Dice) -> str:
    if amount > 2 or not places:
        return product.name
    if dice.chance(550):
        return f"{product.name} – {dice.pick(places)}"
    return f"{product.name} (đợt {dice.between(1, 3)})" if dice.chance(250) else product.name


def outcome(
    worker: Worker, frame: Frame, dice: Dice, assigned: int, due_at: int
) -> ResultPlan | None:
    """What came of a line by the frame's cut: None when nothing was accepted by then."""
    hand, due = worker.hand, frame.days[due_at]
    late = dice.draw(DAYS_LATE) if dice.chance(hand.late) else 0
    finished = frame.on_or_after(due + timedelta(days=late)) if late else None
    if not late:
        finished = frame.at(due_at - dice.draw(LEAD_DAYS))
    if finished is None or finished > frame.cut:
        return None
    done = _done(assigned, dice) if dice.chance(hand.short) else assigned
    if not done:
        return None
    failed = dice.draw(TIMES_FAILED) if dice.chance(hand.failed) else 0
    result = ResultPlan(
        completed_hundredths=done,
        finished_on=finished,
        failed=failed,
        effect=dice.draw(EFFECTS_AFTER_FAILING if failed else EFFECTS),
    )
    return _excused(result, worker, dice, (finished - due).days) if late or failed else result


def _done(assigned: int, dice: Dice) -> int:
    """How much of a line was accepted when not all of it was."""
    if assigned == ONE:
        return dice.draw(DONE_PARTS)
    whole = assigned // ONE
    return assigned - dice.between(1, max(1, whole * 6 // 10)) * ONE


def _excused(result: ResultPlan, worker: Worker, dice: Dice, late: int) -> ResultPlan:
    """Some delays and failed reviews had an objective cause that the head confirmed."""
    days = late if late > 0 and dice.chance(EXCUSED) else 0
    reviews = 1 if result.failed and dice.chance(EXCUSED_REVIEW) else 0
    if not days and not reviews:
        return result
    return replace(
        result,
        excused_days=days,
        excused_failed=reviews,
        excused_by=worker.confirmer,
        excuse=dice.pick(EXCUSES),
    )


DOCUMENTS = (
    ("Báo cáo", "BC"),
    ("Tờ trình", "TTr"),
    ("Kế hoạch", "KH"),
    ("Dự thảo quyết định", "QĐ"),
    ("Thông báo", "TB"),
    ("Biên bản", "BB"),
)


def _evidenced(result: ResultPlan, product: ProductPlan, dice: Dice) -> ResultPlan:
    if not dice.chance(EVIDENCED):
        return result
    number = dice.between(11, 940)
    for word, mark in DOCUMENTS:
        if product.output.startswith(word):
            return replace(result, evidence=f"Văn bản số {number}/{mark}")
    day = result.finished_on or date.min
    return replace(result, evidence=f"Hồ sơ {day:%y%m%d}-{number:04d}")


def carried_over(tasks: Sequence[TaskPlan], frame: Frame, hand: Hand) -> list[TaskPlan]:
    """Unfinished planned lines of last month come back with their original deadline (Đ14)."""
    back = []
    for number, task in enumerate(tasks):
        dice = Dice("carried", task.person, frame.month.key, str(number))
        if task.result is None and task.origin == PLANNED and dice.chance(REPAIRED_NEXT_MONTH):
            back.append(_carried(task, frame, hand, dice))
    return back


def _carried(task: TaskPlan, frame: Frame, hand: Hand, dice: Dice) -> TaskPlan:
    finished = frame.at(dice.between(0, 3))
    result = ResultPlan(
        completed_hundredths=task.assigned_hundredths,
        finished_on=finished,
        failed=1 if dice.chance(hand.failed) else 0,
        effect=GOOD_EFFECT,
    )
    return replace(
        task,
        month=frame.month.key,
        title=f"{task.title}{AGAIN}",
        assigned_on=frame.days[0],
        source=CARRIED,
        result=result,
    )


def handed_back(giver: TaskPlan, taker: Worker, frame: Frame) -> tuple[TaskPlan, TaskPlan] | None:
    """Part of a line is handed back: it stays planned for the giver, a colleague takes it over."""
    whole = giver.assigned_hundredths // ONE
    if giver.result is None or whole < 2 or giver.origin != PLANNED:
        return None
    dice = Dice("handed", giver.person, giver.month, giver.product)
    part = dice.between(1, max(1, whole // 2)) * ONE
    kept = giver.assigned_hundredths - part
    left = replace(
        giver,
        title=f"{giver.title} (trả lại {part // ONE})",
        result=replace(giver.result, completed_hundredths=kept),
    )
    due_at = min(frame.index(giver.due_on) + 2, len(frame.days) - 1)
    taken = replace(
        giver,
        person=taker.person,
        unit=taker.unit,
        title=f"{giver.title} (nhận thay {part // ONE})",
        assigned_hundredths=part,
        due_on=frame.days[due_at],
        origin=TAKEN_OVER,
        assigned_on=frame.at(due_at - 4),
        source=FROM_COLLEAGUE,
        result=outcome(taker, frame, dice, part, due_at),
    )
    return left, taken
