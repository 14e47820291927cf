"""What the page of one close shows, already in words; nothing here asks a database."""

from dataclasses import dataclass

from congvu.apps.evaluation.enums import Gap, RunState
from congvu.apps.evaluation.queries import PartChange, Rehearsed, RunRow
from congvu.apps.evaluation.queries.rehearsals import AgencyPart
from congvu.kernel.periods import Month
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import capital, count, points, signed

SHORT = 12


@dataclass(frozen=True)
class MovedLine:
    """Somebody whose score would stand far from last month's."""

    name: str
    unit: str
    before: str
    now: str
    change: str


@dataclass(frozen=True)
class Figures:
    """What a dry run found."""

    facts: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    levels: tuple[tuple[str, str], ...]
    moved: tuple[MovedLine, ...]
    moves: str
    digest: str
    short: str
    rules: str


@dataclass(frozen=True)
class Progress:
    """How far the job is; `left` and `rate` in words, "" before anybody is stored."""

    done: int
    total: int
    told: str
    rate: str
    left: str


@dataclass(frozen=True)
class RunPage:
    """One close: the answer, what was found, what was left open, and what may be done now."""

    id: int
    title: str
    key: str
    state: str
    answer: str
    facts: tuple[str, ...]
    figures: Figures
    left_open: tuple[tuple[str, str, str], ...]
    changed: tuple[tuple[str, str, str], ...]
    progress: Progress | None
    live: bool
    stalled: bool
    signs: bool
    waits_for_other: bool
    cancels: str
    digest: str
    reason: str
    problem: str


def run_page(
    run: RunRow,
    *,
    reader: int,
    alive: bool,
    now: Rehearsed | None = None,
    changed: tuple[PartChange, ...] = (),
    reason: str = "",
    problem: str = "",
) -> RunPage:
    """Build the page for an account; `now` is a dry run newer than the proposal's."""
    proposed = run.state == RunState.PROPOSED
    found = now or run.found
    return RunPage(
        id=run.id,
        title=f"Chốt {Month.parse(run.period).label}",
        key=run.period,
        state=str(RunState(run.state).label),
        answer=_answer(run, alive=alive),
        facts=tuple(_facts(run)),
        figures=figures(found),
        left_open=tuple(
            (str(gap.label), count(int(one["people"])), str(one["reason"]))
            for gap in Gap
            if (one := run.accepted.get(gap))
        ),
        changed=tuple(_change(one) for one in changed),
        progress=_progress(run) if run.is_due else None,
        live=run.is_due and alive,
        stalled=run.is_due and not alive,
        signs=proposed and run.proposed_by_id != reader,
        waits_for_other=proposed and run.proposed_by_id == reader,
        cancels=("Rút đề nghị" if proposed else "Hủy chốt") if run.is_alive else "",
        digest=found.digest,
        reason=reason,
        problem=problem,
    )


def figures(found: Rehearsed) -> Figures:
    """The counts of a dry run in words."""
    return Figures(
        facts=(
            ("Người trong kỳ", count(found.people)),
            ("Có điểm", count(found.scored)),
            ("Không có điểm", count(found.people - found.scored)),
        ),
        reasons=tuple((capital(why), count(people)) for why, people in found.reasons),
        levels=tuple((label, count(people)) for label, people in found.levels),
        moved=tuple(
            MovedLine(
                one.full_name,
                one.unit_name,
                points(one.before),
                points(one.now),
                signed(one.now - one.before),
            )
            for one in found.moved
        ),
        moves=_moves(found),
        digest=found.digest,
        short=found.digest[:SHORT],
        rules=found.rules_fingerprint[:SHORT],
    )


def _moves(found: Rehearsed) -> str:
    if not found.moved:
        return ""
    rises, falls = count(found.risen), count(found.fallen)
    return f"{rises} người tăng mạnh, {falls} người giảm mạnh so với kỳ trước"


def _answer(run: RunRow, *, alive: bool) -> str:
    if run.is_due and not alive:
        return "Chương trình chốt không chạy nữa. Chưa công bố gì; bấm Chạy tiếp để làm lại từ đầu."
    return {
        RunState.PROPOSED: "Chờ người thứ hai của Sở Nội vụ xem và ký; chưa công bố gì.",
        RunState.SIGNED: "Đã ký, đang bắt đầu; chưa công bố gì.",
        RunState.RUNNING: "Đang chốt; đến khi xong vẫn hủy được.",
        RunState.DONE: f"Đã chốt và công bố kết quả của {count(run.total)} người.",
        RunState.CANCELLED: "Đã hủy; không công bố gì.",
        RunState.FAILED: f"Không chốt được, không công bố gì. {run.fault}",
    }[RunState(run.state)]


def _facts(run: RunRow) -> list[str]:
    told = [f"{run.proposed_by} đề nghị lúc {moment(run.proposed_at)}"]
    if run.signed_by and run.signed_at:
        told.append(f"{run.signed_by} ký lúc {moment(run.signed_at)}")
    if run.attempts > 1:
        told.append(f"chạy {run.attempts} lần")
    if run.ended_at:
        by = f"{run.ended_by}, " if run.ended_by else ""
        told.append(f"{RunState(run.state).label} lúc {by}{moment(run.ended_at)}")
    return told


def _progress(run: RunRow) -> Progress:
    """How fast it goes, by the database's clock from its start to the last word of it."""
    if not (run.done and run.started_at and run.told_at):
        told = "Đang chấm điểm…" if run.total else "Đang bắt đầu…"
        return Progress(0, max(run.total, 1), told, "", "")
    spent = max((run.told_at - run.started_at).total_seconds(), 1)
    rate = max(run.done / spent, 1)
    left = (run.total - run.done) / rate
    return Progress(
        run.done,
        run.total,
        f"{count(run.done)} trong {count(run.total)} người",
        f"{count(int(rate))} người một giây",
        f"còn khoảng {count(int(left) + 1)} giây" if run.done < run.total else "đang ghi lại",
    )


def _change(one: PartChange) -> tuple[str, str, str]:
    return (one.name, _part(one.before), _part(one.now))


def _part(part: AgencyPart | None) -> str:
    if part is None:
        return "không có"
    return f"{count(part.scored)}/{count(part.people)} người có điểm, mã {part.digest[:SHORT]}"
