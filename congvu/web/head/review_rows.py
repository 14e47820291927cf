"""From tasks under review, as the records give them, to rows that a reviewer can answer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.work.enums import EvidenceKind, Origin, Verdict
from congvu.apps.work.queries import (
    CauseRow,
    EntryRow,
    ProofRow,
    Remarked,
    ReviewRow,
    Seen,
    ToReview,
    causes_of,
    entries_on,
    proofs_of,
    remarks_on,
    reviews_of,
)
from congvu.engine.delay import delays
from congvu.law.registry import Rules
from congvu.web.head.review_view import ClaimShown, Proof, Row, Typed
from congvu.web.head.review_words import cause_words, flag_of, log_lines, review_words
from congvu.web.shared.deadlines import short
from congvu.web.shared.moments import clock_of
from congvu.web.shared.numbers import amount, coefficient, small

DELAY_WORDS = {"calendar_day": "ngày chậm", "working_day": "ngày làm việc chậm"}
ONCE = "lần chậm"
VERDICTS = {
    Verdict.ACCEPTED: "Đã nghiệm thu",
    Verdict.FAILED: "Chưa đạt",
    Verdict.RETURNED: "Đã trả lại",
}


class _OfTask(Protocol):
    @property
    def task_id(self) -> int: ...


_Told = TypeVar("_Told", bound=_OfTask)


@dataclass(frozen=True)
class Record:
    """A task with its log, evidence and reviews (the latest first), and what is odd about it.

    `causes` are those decided, where they were asked for.
    """

    row: ToReview
    entries: tuple[EntryRow, ...]
    proofs: tuple[ProofRow, ...]
    reviews: tuple[ReviewRow, ...]
    remarks: tuple[Remarked, ...]
    causes: tuple[CauseRow, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the report waits and nothing about it asks for a look."""
        return self.row.waits and not self.remarks


def records(rows: Sequence[ToReview], *, today: date) -> list[Record]:
    """Read what belongs to these tasks; three queries."""
    ids = [row.task_id for row in rows]
    entries, proofs, reviews = (
        _by_task(entries_on(ids)), _by_task(proofs_of(ids)), _by_task(reviews_of(ids)),
    )  # fmt: skip
    return [
        Record(
            row,
            tuple(entries[row.task_id]),
            tuple(proofs[row.task_id]),
            tuple(reviews[row.task_id]),
            remarks_on(row, entries[row.task_id], reviews[row.task_id], today=today),
        )
        for row in rows
    ]


def with_causes(found: Sequence[Record]) -> list[Record]:
    """The same records with the causes decided about them; one query."""
    decided = [one for one in causes_of([one.row.task_id for one in found]) if not one.waits]
    by_task = _by_task(decided)
    return [replace(one, causes=tuple(by_task[one.row.task_id])) for one in found]


def _by_task(found: Iterable[_Told]) -> Mapping[int, list[_Told]]:
    grouped: dict[int, list[_Told]] = defaultdict(list)
    for one in found:
        grouped[one.task_id].append(one)
    return grouped


def row_shown(
    record: Record, *, rules: Rules | None, today: date, href: str, typed: Typed | None = None
) -> Row:
    """One row in words; `rules` only where a cause waits."""
    row = record.row
    return Row(
        id=row.task_id,
        at=f"{reverse('review_task', args=(row.task_id,))}?{urlencode({'ban': row.seen})}",
        href=href,
        title=row.title,
        asked=_asked(row),
        why=_why(row),
        remarks=tuple(flag_of(one) for one in record.remarks),
        proofs=_proofs(record),
        log=log_lines(record.entries),
        past=(*map(review_words, record.reviews), *map(cause_words, record.causes)),
        claim=_claim(row, rules, today) if rules and row.claim_id is not None else None,
        waits=row.waits,
        plain=record.plain,
        seen=row.seen,
        outcome=_outcome(record),
        effect=row.effect,
        accepted=row.accepted_at is not None,
        reported=row.reported,
        typed=typed or Typed(),
    )


def _asked(row: ToReview) -> str:
    given = f"Giao {amount(row.assigned_hundredths)}"
    if not row.reported:
        told = "chưa báo kết quả"
    elif row.accepted_at and row.pending_hundredths:
        done = amount(row.completed_hundredths)
        told = f"đã nghiệm thu {done}, báo thêm {amount(row.pending_hundredths)}"
    else:
        told = f"báo {amount(row.completed_hundredths)}"
    done_on = f", xong {short(row.done_on)}" if row.done_on else ""
    weight = f"hệ số {coefficient(row.coefficient_tenths)}"
    origin = small(str(Origin(row.origin).label))
    product = (row.product,) if row.product else ()
    return " · ".join(
        (f"{given}, {told}", f"hạn {short(row.due_on)}{done_on}", weight, origin, *product)
    )


def _why(row: ToReview) -> str:
    parts = (
        f"Cần nộp: {row.output}" if row.output else "",
        f"Lý do ngoài kế hoạch: {row.origin_reason}" if row.origin_reason else "",
        f"Nguồn: {row.came_from}" if row.came_from else "",
    )
    return ". ".join(filter(None, parts))


def _proofs(record: Record) -> tuple[Proof, ...]:
    told = [
        Proof(one.id, one.label, one.link, one.kind == EvidenceKind.FILE) for one in record.proofs
    ]
    if record.row.evidence:
        told.insert(0, Proof(0, record.row.evidence, "", is_file=False))
    return tuple(told)


def _claim(row: ToReview, rules: Rules, today: date) -> ClaimShown:
    """The cause with what it is about: the delay as the rules count it, failed reviews left."""
    unit = str(rules.value("delay_unit"))
    late = delays(row.due_on, row.done_on or today, unit=unit, excused=row.excused_days)
    failed = max(0, row.failed - row.excused_failed)
    return ClaimShown(row.claim, str(late), str(failed), DELAY_WORDS.get(unit, ONCE))


def _outcome(record: Record) -> str:
    row = record.row
    if row.waits or row.claim_id is not None:
        return ""
    if record.reviews:
        last = record.reviews[0]
        reason = f": {last.reason}" if last.reason and not row.accepted_at else ""
        together = " (duyệt gộp)" if last.batch else ""
        return f"{VERDICTS[Verdict(last.verdict)]}{together} lúc {clock_of(last.at)}{reason}"
    if row.accepted_at:
        return f"Đã nghiệm thu lúc {clock_of(row.accepted_at)}"
    return "" if row.reported else "Chưa báo kết quả"


def clash_of(record: Record, seen: Seen | None, name: str) -> tuple[str, ...]:
    """What the reviewer saw, what stands now, and who changed it when."""
    row = record.row
    told = [f"Bây giờ: {_state(row.assigned_hundredths, row.reported_hundredths)}."]
    if seen is not None:
        was = _state(seen.assigned_hundredths, seen.reported_hundredths)
        told.insert(0, f"Lúc ông/bà mở trang: {was}.")
        told += [f"{review_words(one)}." for one in record.reviews if one.id > seen.review_id]
        told += [
            f"{one.made_by or name} ghi thêm {amount(one.amount_hundredths)} lúc "
            f"{clock_of(one.made_at)}."
            for one in record.entries
            if one.id > seen.entry_id
        ]
    return tuple(told)


def _state(assigned: int, reported: int) -> str:
    return f"giao {amount(assigned)}, báo {amount(reported)}"


def claims(rows: Iterable[Record]) -> set[int]:
    """The periods in which a cause waits, whose rules say what one delay is."""
    return {one.row.period_id for one in rows if one.row.claim_id is not None}


def needs(record: Record) -> bool:
    """Whether a record asks for a look of its own."""
    waits = record.row.waits or record.row.claim_id is not None
    return waits and not record.plain
