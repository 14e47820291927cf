"""What a batch shows: its records, where each counts, what can be done with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congvu.apps.org.queries import names_of
from congvu.apps.work.enums import BatchState, ReceivedState
from congvu.apps.work.queries import (
    BatchRow,
    Line,
    ReceivedRow,
    Spot,
    SystemRow,
    Taken,
    Verdict,
    allot,
    titles_of,
)
from congvu.exchange.intake.receiving import Preview
from congvu.exchange.intake.words import VERDICT_WORDS, counts_words
from congvu.kernel.dates import format_day
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import NOTHING, amount, capital

DECLARED = "việc mới, ngoài kế hoạch"
ANSWERS = {
    BatchState.PLANNED: "Sẽ nhận",
    BatchState.APPLIED: "Đã nhận",
    BatchState.DISCARDED: "Đã bỏ, không tính gì. Trong tệp có",
    BatchState.UNDONE: "Đã hoàn tác. Lần nhận có",
}
NOTHING_NEW = "Không có bản ghi nào đổi trong lần nhận này, hoặc đã có lần nhận sau thay."
GONE = "Tệp đã bỏ: không giữ dòng nào của tệp."
COUNTS = (Verdict.NEW, Verdict.CHANGED)


@dataclass(frozen=True)
class RecordLine:
    """One record: what it says, what becomes or became of it, where it counts or why not."""

    name: str
    place: str
    result: str
    look: bool
    person: str
    task: str
    reason: str


@dataclass(frozen=True)
class BatchPage:
    """One batch."""

    title: str
    answer: str
    standing: str
    sha256: str
    lines: tuple[RecordLine, ...]
    nothing: str
    applies: bool
    undoes: bool
    note: str
    problem: str
    reason: str


def batch_page(
    system: SystemRow,
    one: BatchRow,
    lines: Sequence[RecordLine],
    *,
    problem: str = "",
    reason: str = "",
) -> BatchPage:
    """Build the page of a batch from the lines of one page of it."""
    waits = one.state == BatchState.PLANNED
    told = counts_words(one.counts)
    return BatchPage(
        title=one.file_name or one.how_label,
        answer=f"{ANSWERS[BatchState(one.state)]}: {told}.",
        standing=_standing(one),
        sha256=one.sha256,
        lines=tuple(lines),
        nothing=GONE if one.state == BatchState.DISCARDED else NOTHING_NEW,
        applies=waits,
        undoes=one.state == BatchState.APPLIED,
        note=_note(system, one),
        problem=problem,
        reason=reason,
    )


def _standing(one: BatchRow) -> str:
    came = f"{one.how_label}, {one.by or 'Hệ thống'}, {moment(one.at)}"
    if one.state == BatchState.PLANNED or one.finished_at is None:
        return f"{came}. Chưa có gì được tính."
    if one.state == BatchState.APPLIED:
        return f"{came}. Đã nhận {moment(one.finished_at)}."
    return f"{came}. {one.state_label} {moment(one.finished_at)} ({one.finished_by or 'Hệ thống'})."


def _note(system: SystemRow, one: BatchRow) -> str:
    if one.counts.get("nameless"):
        return (
            f"{one.counts['nameless']} dòng không có mã ở cột “{system.id_field}” hoặc có ký tự "
            "hỏng: không nhận được, cần sửa ở nguồn."
        )
    return ""


def planned_lines(seen: Preview) -> list[RecordLine]:
    """The records that wait: what each would become, and the task it would count in."""
    pairs = list(zip(seen.plan.taken, seen.verdicts, strict=True))
    counting = [one for one, told in pairs if told in COUNTS and one.counts]
    spots = dict(zip((one.source_id for one in counting), allot(_lines(counting)), strict=True))
    titles = titles_of([spot.task_id for spot in spots.values() if spot.task_id is not None])
    names = names_of({one.counts.person_id for one in counting if one.counts})
    return [_planned(one, told, spots, titles, names) for one, told in pairs]


def _lines(taken: Sequence[Taken]) -> list[Line]:
    return [
        Line(one.counts.person_id, one.counts.product_id, one.counts.day,
             one.counts.amount_hundredths)
        for one in taken if one.counts
    ]  # fmt: skip


def _planned(
    one: Taken,
    told: Verdict,
    spots: Mapping[str, Spot],
    titles: Mapping[int, str],
    names: Mapping[int, str],
) -> RecordLine:
    spot = spots.get(one.source_id)
    task = ""
    if spot is not None and one.counts is not None:
        title = titles.get(spot.task_id, "") if spot.task_id is not None else DECLARED
        task = f"{amount(one.counts.amount_hundredths)} × {one.counts.product[1]} vào {title}"
    return RecordLine(
        name=one.source_id,
        place=one.address,
        result=capital(VERDICT_WORDS[told]),
        look=told in (Verdict.REFUSED, Verdict.UNMAPPED, Verdict.REMARKED),
        person=f"{names[one.counts.person_id]}, {format_day(one.counts.day)}"
        if spot is not None and one.counts is not None
        else NOTHING,
        task=task or NOTHING,
        reason=one.reason,
    )


def received_lines(rows: Sequence[ReceivedRow]) -> list[RecordLine]:
    """The records that a batch touched last, as they stand."""
    return [
        RecordLine(
            name=one.source_id,
            place="",
            result=one.state_label,
            look=one.state in (ReceivedState.REFUSED, ReceivedState.UNMAPPED) or bool(one.remark),
            person=f"{one.person}, {format_day(one.day)}" if one.person else NOTHING,
            task=f"{amount(one.amount_hundredths)} vào {one.task}" if one.task else NOTHING,
            reason="; ".join(part for part in (one.reason, one.remark) if part),
        )
        for one in rows
    ]
