"""What the page of one period's close shows, already in words; nothing here asks a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from congvu.apps.evaluation.enums import REMEDIES, Gap, Remedy, RunState
from congvu.apps.evaluation.queries import GapCount, RunRow
from congvu.apps.rulebook.enums import PeriodState
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.dates import format_day
from congvu.web.closing.words import MEANS
from congvu.web.shared.deadlines import due
from congvu.web.shared.moments import moment
from congvu.web.shared.months import Months, months_around
from congvu.web.shared.numbers import capital, count


@dataclass(frozen=True)
class GapLine:
    """One gap: how many people are open in it, how many were accepted, and its remedy."""

    code: str
    label: str
    means: str
    open: str
    settled: str
    href: str
    remedy: str
    at_once: bool
    done: str
    is_open: bool
    reason: str
    field: str


@dataclass(frozen=True)
class RunLine:
    """One close that was proposed, where it stands."""

    href: str
    told: str
    state: str


@dataclass(frozen=True)
class ClosingPage:
    """The answer, the gaps, what was proposed; `sealing` says when the period can be locked."""

    title: str
    key: str
    standing: str
    answer: str
    months: Months
    gaps: tuple[GapLine, ...]
    runs: tuple[RunLine, ...]
    alive: RunLine | None
    proposes: bool
    seals: bool
    sealing: str
    later: str
    moves: bool
    problem: str


def closing_page(
    period: PeriodRow,
    counts: Sequence[GapCount],
    runs: Sequence[RunRow],
    *,
    periods: Sequence[PeriodRow],
    remedies: Mapping[str, tuple[datetime, int]],
    until: date | None,
    later: int,
    today: date,
    href: Callable[[str], str],
    gap_href: Callable[[str], str],
    run_href: Callable[[int], str],
    reasons: Mapping[str, str],
    problem: str = "",
) -> ClosingPage:
    """Build the page; `until` is the last day to object, `reasons` what was typed by gap.

    `later` is how many tasks are due after the period, to be moved to the one that follows.
    """
    lines = tuple(_line(gap, counts, remedies, gap_href, reasons) for gap in Gap)
    told = tuple(_run_line(one, run_href) for one in runs)
    alive = next((line for line, one in zip(told, runs, strict=True) if one.is_alive), None)
    return ClosingPage(
        title=f"Chốt {period.label}",
        key=period.key,
        standing=_standing(period, today, until),
        answer=_answer(period, counts, alive),
        months=months_around(period.key, [one.key for one in periods], href),
        gaps=lines if period.is_open else (),
        runs=told,
        alive=alive,
        proposes=period.is_open and alive is None,
        seals=period.state == PeriodState.PUBLISHED and until is not None and today > until,
        sealing=_sealing(period, until, today),
        later=_later(period, later, following(period, periods)),
        moves=following(period, periods) is not None,
        problem=problem,
    )


def _standing(period: PeriodRow, today: date, until: date | None) -> str:
    if period.is_open:
        return capital(due("Hạn quyết định", period.decide_by, today))
    objections = f" · nhận kiến nghị đến {format_day(until)}" if until else ""
    return f"{capital(str(PeriodState(period.state).label))}{objections}"


def _answer(period: PeriodRow, counts: Sequence[GapCount], alive: RunLine | None) -> str:
    if not period.is_open:
        return "Kết quả kỳ này đã công bố và không đổi được; sửa phải lập bản điều chỉnh."
    if alive:
        return "Kỳ này đang có một lần chốt."
    left = sum(one.open for one in counts)
    if not left:
        return "Không còn gì phải xem; có thể đề nghị chốt."
    gaps = len({one.gap for one in counts if one.open})
    return f"Còn {count(left)} chỗ phải xem ở {gaps} mục trước khi chốt."


def _line(
    gap: Gap,
    counts: Sequence[GapCount],
    remedies: Mapping[str, tuple[datetime, int]],
    gap_href: Callable[[str], str],
    reasons: Mapping[str, str],
) -> GapLine:
    of_gap = [one for one in counts if one.gap == gap]
    left = sum(one.open for one in of_gap)
    settled = sum(one.people for one in of_gap) - left
    return GapLine(
        code=gap.value,
        label=str(gap.label),
        means=MEANS[gap],
        open=count(left),
        settled=f"{count(settled)} đã chấp nhận" if settled else "",
        href=gap_href(gap.value),
        remedy=str(REMEDIES[gap].label),
        at_once=REMEDIES[gap] is Remedy.REMIND,
        done=remedied(remedies.get(gap)),
        is_open=bool(left),
        reason=reasons.get(gap, ""),
        field=f"ly-do-{gap.value}",
    )


def remedied(last: tuple[datetime, int] | None) -> str:
    """When a remedy was last applied, to how many; "" where never."""
    return f"gần nhất {moment(last[0])}, {count(last[1])} người" if last else ""


def _run_line(run: RunRow, run_href: Callable[[int], str]) -> RunLine:
    signed = f", {run.signed_by} ký" if run.signed_by else ""
    return RunLine(
        href=run_href(run.id),
        told=f"{run.proposed_by} đề nghị lúc {moment(run.proposed_at)}{signed}",
        state=str(RunState(run.state).label),
    )


def following(period: PeriodRow, periods: Sequence[PeriodRow]) -> PeriodRow | None:
    """The open period that comes next, None where it is not opened yet."""
    after = [one for one in periods if one.is_open and one.starts_on > period.ends_on]
    return min(after, key=lambda one: one.starts_on, default=None)


def _later(period: PeriodRow, tasks: int, into: PeriodRow | None) -> str:
    if not tasks:
        return ""
    told = f"{count(tasks)} việc chưa xong có hạn sau ngày {format_day(period.ends_on)}"
    if into is None:
        return f"{told}. Mở kỳ sau trên Lịch kỳ rồi chuyển sang, kẻo tính là chưa hoàn thành."
    return f"{told}. Chuyển sang {into.label} thì không tính vào {period.label} (Điều 19 khoản 2)."


def _sealing(period: PeriodRow, until: date | None, today: date) -> str:
    if period.state == PeriodState.CLOSED:
        return "Kỳ đã khóa: không còn gì chờ trả lời."
    if period.state != PeriodState.PUBLISHED or until is None:
        return ""
    if today <= until:
        return f"Khóa được kỳ sau ngày {format_day(until)}, khi hết hạn gửi kiến nghị."
    return "Đã hết hạn gửi kiến nghị; có thể khóa kỳ."
