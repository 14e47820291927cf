"""What became of a report, as its owner reads it: waiting, accepted, failed, sent back, excused."""

from collections.abc import Iterator
from dataclasses import dataclass

from congvu.apps.work.enums import CauseKind, CauseState, Effect, Verdict
from congvu.apps.work.queries import LastClaim
from congvu.apps.work.queries import TaskRow as Task
from congvu.web.shared.numbers import amount, small

CAUSES = {
    CauseState.CLAIMED: "chờ xác nhận",
    CauseState.CONFIRMED: "đã được xác nhận",
    CauseState.REFUSED: "không được xác nhận",
}


@dataclass(frozen=True)
class Told:
    """One sentence about a task; `tone` is "late", "look" or empty."""

    text: str
    tone: str = ""


def answers_to(row: Task) -> tuple[Told, ...]:
    """What reviewers said of a task, the latest state first; nothing where nobody had to."""
    return (*_report(row), *_effect(row), *_cause(row.claim))


def _report(row: Task) -> Iterator[Told]:
    if row.returned:
        failed = row.answer is not None and row.answer.verdict == Verdict.FAILED
        words = "Chưa đạt, báo cáo lại" if failed else "Trả lại để bổ sung"
        yield Told(f"{words}: {row.returned}", "late")
    elif row.accepted and row.pending_hundredths:
        more = amount(row.pending_hundredths)
        yield Told(f"Đã nghiệm thu {amount(row.completed_hundredths)}; {more} chờ nghiệm thu")
    elif row.accepted:
        together = row.answer is not None and row.answer.batch
        yield Told("Đã nghiệm thu (duyệt gộp)" if together else "Đã nghiệm thu")
    elif row.completed_hundredths is not None:
        yield Told("Chờ nghiệm thu")


def _effect(row: Task) -> Iterator[Told]:
    if row.effect is not None and row.accepted:
        graded = row.answer is not None and row.answer.verdict == Verdict.ACCEPTED
        reason = row.answer.reason if row.answer and graded else ""
        text = f"Hiệu quả: {small(str(Effect(row.effect).label))}"
        yield Told(f"{text} ({reason})" if reason else text)


def _cause(claim: LastClaim | None) -> Iterator[Told]:
    if claim is None:
        return
    other = claim.kind == CauseKind.OTHER
    what = claim.note if other else small(str(CauseKind(claim.kind).label))
    said = f": {claim.said}" if claim.said else ""
    tone = "look" if claim.state == CauseState.REFUSED else ""
    yield Told(f"Lý do khách quan ({what}) {CAUSES[CauseState(claim.state)]}{said}", tone)
