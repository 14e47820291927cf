"""What about a report asks for a look of its own; whatever has no remark may be accepted together.

Pure: from a row and its log to reasons with their figures. What is remarkable is no fault.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from congvu.apps.work.queries.changes import ReviewRow
from congvu.apps.work.queries.log import EntryRow
from congvu.apps.work.queries.reviewing import ToReview
from congvu.engine.appraisal.spread import median
from congvu.kernel.dates import local_day

LOGGED_WITHIN = timedelta(days=7)
"""A line written down later than this after its day is told; a week of field work is not."""
JUMP_TIMES, JUMP_MONTHS = 2, 2
"""So many times the usual month, known from so many months at least, is a jump."""
ROUND, NEAR_DUE = 1000, timedelta(days=1)
"""A multiple of ten products, written in one day no earlier than this before the deadline."""
LIKE_LEAST = 3
"""With fewer reports of the same product nobody can say what they usually show."""


class Remark(StrEnum):
    """Why a report asks for a look."""

    LATE = "late"
    OVER = "over"
    UNDER = "under"
    NO_EVIDENCE = "no_evidence"
    DECLARED = "declared"
    AD_HOC = "ad_hoc"
    JUMP = "jump"
    BACKDATED = "backdated"
    ROUND_AT_END = "round_at_end"
    FAILED_BEFORE = "failed_before"
    RETURNED_BEFORE = "returned_before"
    CLAIM = "claim"


@dataclass(frozen=True, slots=True)
class Remarked:
    """A remark with its figures: `much` of `of` in hundredths, or counts (days, times, reports)."""

    why: Remark
    much: int = 0
    of: int = 0


def remarks_on(
    row: ToReview, entries: Sequence[EntryRow], reviews: Sequence[ReviewRow], *, today: date
) -> tuple[Remarked, ...]:
    """Return why this row asks for a look, the weightiest first; nothing where nothing is odd.

    `entries` and `reviews` are those of the task. An amount below what was assigned is told once
    the deadline has come: until then it is progress.
    """
    found = [*_claimed(row)]
    if row.waits:
        found += [
            *_reviewed(row, reviews), *_amounts(row, today), *_outside(row), *_evidence(row),
            *_jump(row), *_written(row, [one for one in entries if not one.accepted]),
        ]  # fmt: skip
    return tuple(found)


def _claimed(row: ToReview) -> Iterator[Remarked]:
    if row.claim_id is not None:
        yield Remarked(Remark.CLAIM)


def _reviewed(row: ToReview, reviews: Sequence[ReviewRow]) -> Iterator[Remarked]:
    if row.failed:
        yield Remarked(Remark.FAILED_BEFORE, row.failed)
    if back := sum(one.verdict == "returned" for one in reviews):
        yield Remarked(Remark.RETURNED_BEFORE, back)


def _amounts(row: ToReview, today: date) -> Iterator[Remarked]:
    if row.done_on and row.done_on > row.due_on:
        yield Remarked(Remark.LATE, (row.done_on - row.due_on).days)
    told, asked = row.reported_hundredths, row.assigned_hundredths
    if told > asked:
        yield Remarked(Remark.OVER, told, asked)
    if told < asked and today >= row.due_on:
        yield Remarked(Remark.UNDER, told, asked)


def _outside(row: ToReview) -> Iterator[Remarked]:
    if row.declared:
        yield Remarked(Remark.DECLARED)
    if row.product is None:
        yield Remarked(Remark.AD_HOC)


def _evidence(row: ToReview) -> Iterator[Remarked]:
    """No evidence, where most of the other reports of the product show some."""
    others, shown = row.like_reports - 1, row.like_evidenced
    if not row.evidenced and others + 1 >= LIKE_LEAST and 2 * shown > others:
        yield Remarked(Remark.NO_EVIDENCE, shown, others)


def _jump(row: ToReview) -> Iterator[Remarked]:
    if len(row.earlier) < JUMP_MONTHS:
        return
    usual = int(median(sorted(row.earlier)))
    if usual and row.reported_hundredths > JUMP_TIMES * usual:
        yield Remarked(Remark.JUMP, row.reported_hundredths, usual)


def _written(row: ToReview, entries: Sequence[EntryRow]) -> Iterator[Remarked]:
    """How the lines that wait were written down: long after, or all at once at the deadline."""
    late = max((local_day(one.made_at) - one.day for one in entries), default=timedelta())
    if late > LOGGED_WITHIN:
        yield Remarked(Remark.BACKDATED, late.days)
    days = {local_day(one.made_at) for one in entries}
    amount = sum(one.amount_hundredths for one in entries)
    if len(days) == 1 and amount and not amount % ROUND and min(days) >= row.due_on - NEAR_DUE:
        yield Remarked(Remark.ROUND_AT_END, amount)
