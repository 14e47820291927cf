"""From the period, its deadlines and who holds its cards, to the page: the answer first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.evaluation.queries import STAGES, HolderTally, StageTally
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import (
    EVERYBODY,
    ChoiceRow,
    Deadlines,
    ExtensionRow,
    PeriodRow,
    first_days,
)
from congvu.apps.work.queries import Waiting
from congvu.kernel.dates import format_day
from congvu.law.registry import Rules
from congvu.web.periods.periods_view import Fact, OpenPage, PeriodsPage, StepLine
from congvu.web.periods.settings_shown import setting_lines
from congvu.web.periods.stages_shown import (
    ROWS_SHOWN,
    agency_lines,
    people_of,
    stage_bars,
)
from congvu.web.shared.months import months_around
from congvu.web.shared.numbers import capital, count
from congvu.web.shared.stage import DONE

STANDING = {"open": "đang mở", "published": "đã công bố", "closed": "đã khóa"}


@dataclass(frozen=True)
class May:
    """What the reader may do on this page."""

    open: bool
    set: bool


@dataclass(frozen=True)
class Held:
    """How a period stands: its deadlines, what was put off, and who holds its cards."""

    period: PeriodRow
    days: Deadlines
    extensions: Sequence[ExtensionRow]
    tallies: Sequence[StageTally]
    slowest: Sequence[HolderTally]


def periods_page(
    held: Held | None,
    *,
    every: Sequence[PeriodRow],
    rules: Rules,
    chosen: Sequence[ChoiceRow],
    may: May,
    href: Callable[[str], str],
    today: date,
) -> PeriodsPage:
    """The overview of one period; None where none was opened yet."""
    tallies = held.tallies if held else ()
    agencies = len({one.agency for one in tallies})
    return PeriodsPage(
        title="Lịch kỳ",
        answer=_answer(held, today),
        months=months_around(held.period.key, [one.key for one in every], href) if held else None,
        standing=f"{capital(held.period.label)} {STANDING[held.period.state]}" if held else "",
        steps=step_lines(held.period, held.days, held.extensions, today) if held else (),
        bars=stage_bars(tallies, held.slowest) if held and held.period.is_open else (),
        told=_told(tallies),
        heads=tuple(DONE[stage] for stage in STAGES),
        agencies=agency_lines(tallies) if held and held.period.is_open else (),
        more=f"… và {agencies - ROWS_SHOWN} nơi nữa." if agencies > ROWS_SHOWN else "",
        extensions=tuple(_extension(one) for one in held.extensions) if held else (),
        settings=setting_lines(rules, chosen, today, links=may.set),
        can_open=may.open,
        can_extend=may.open and bool(held and held.period.is_open),
        can_set=may.set,
    )


def _answer(held: Held | None, today: date) -> str:
    if held is None:
        return "Chưa mở kỳ nào. Mở kỳ đầu tiên để giao việc và chấm điểm."
    period, (everybody, late) = held.period, people_of(held.tallies)
    if not period.is_open:
        return f"{capital(period.label)} {STANDING[period.state]}: {count(everybody)} phiếu."
    if late:
        worst = agency_lines(held.tallies)[0]
        return (
            f"{count(late)} trong {count(everybody)} phiếu quá hạn; chậm nhất là {worst.name} "
            f"({worst.late} phiếu)."
        )
    following = next((step for step in Step if held.days.on(step) >= today), Step.PUBLISH)
    day = held.days.on(following)
    return (
        f"Không có phiếu quá hạn trong {count(everybody)} phiếu. Bước tới: "
        f"{str(following.label).lower()}, hạn {format_day(day)}."
    )


def step_lines(
    period: PeriodRow, days: Deadlines, extensions: Sequence[ExtensionRow], today: date
) -> tuple[StepLine, ...]:
    """Return the steps of a period with their last days as they stand."""
    made = []
    for step, first in first_days(period).items():
        day = days.on(step)
        notes = [f"gia hạn từ {first:%d/%m}"] if day > first else []
        notes += [
            f"{one.agency}: đến {days.on(step, one.agency_id or EVERYBODY):%d/%m}"
            for one in extensions
            if one.agency and one.step == step
        ]
        over = day < today and period.is_open
        made.append(
            StepLine(str(step.label), f"{day:%d/%m/%Y}", _away(day, today), over, tuple(notes))
        )
    return tuple(made)


def _away(day: date, today: date) -> str:
    left = (day - today).days
    if left == 0:
        return "hôm nay"
    return f"còn {left} ngày" if left > 0 else f"đã qua {-left} ngày"


def _told(tallies: Sequence[StageTally]) -> str:
    """The picture in words, for whoever does not see it."""
    return "; ".join(
        f"{DONE[stage]}: {count(sum(one.cards for one in tallies if one.stage == stage))} phiếu"
        for stage in STAGES
    )


def _extension(one: ExtensionRow) -> str:
    where = one.agency or "toàn tỉnh"
    by = f" ({one.by})" if one.by else ""
    return f"{Step(one.step).label}, {where}: đến {format_day(one.until)}. {one.reason}{by}"


def open_page(
    period: PeriodRow,
    *,
    people: int,
    waiting: Waiting,
    before: PeriodRow | None,
    later: int,
    today: date,
    refused: str = "",
) -> OpenPage:
    """The preview of opening a period: whom it takes in, what stands, what comes over."""
    days = Deadlines({EVERYBODY: dict(first_days(period))}, 0)
    return OpenPage(
        title=f"Mở {period.label}",
        days=f"Từ {format_day(period.starts_on)} đến hết {format_day(period.ends_on)}",
        facts=tuple(_facts(period, people, waiting, before, later)),
        steps=step_lines(period, days, (), today),
        key=period.key,
        refused=refused,
    )


def _facts(
    period: PeriodRow, people: int, waiting: Waiting, before: PeriodRow | None, later: int
) -> list[Fact]:
    facts = [
        Fact("Người được lập phiếu", count(people), "theo vị trí chính ngày cuối kỳ"),
        Fact(
            "Việc đứng từ ngày đầu kỳ",
            format_day(period.starts_on),
            "số lượng, hệ số, hạn đã giao chỉ đổi khi có lý do và được xác nhận",
        ),
        Fact(
            "Việc theo kế hoạch chờ giao",
            count(waiting.planned),
            f"{count(waiting.repeated)} việc lặp lại, {count(waiting.portions)} phần việc; người "
            "đứng đầu từng đơn vị giao",
        ),
    ]
    if before is not None and before.is_open:
        note = f"chuyển được sau khi chốt {before.label}"
        facts.append(Fact("Việc chưa xong của kỳ trước", "chưa chuyển", note))
    elif before is not None:
        note = f"của {before.label}, giữ hạn cũ"
        facts.append(Fact("Việc chưa xong chuyển sang", count(waiting.unfinished), note))
    if later and before is not None:
        note = f"việc có hạn sau {format_day(before.ends_on)}, đề nghị chuyển khi chốt kỳ"
        facts.append(Fact(f"Việc của {before.label} tính vào kỳ này", count(later), note))
    return facts
