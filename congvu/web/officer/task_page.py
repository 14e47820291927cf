"""From a task, its log and what was said of it to its page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congvu.apps.work.enums import (
    CauseKind,
    CauseState,
    ChangeState,
    Effect,
    EvidenceKind,
    Origin,
    Verdict,
)
from congvu.apps.work.queries import (
    CauseRow,
    ChangeRow,
    EntryRow,
    Giving,
    PortionRow,
    ProofRow,
    ReviewRow,
    TaskRow,
    causes_of,
    changes_of,
    entries_on,
    portions_with,
    proofs_of,
    reviews_of,
    task,
)
from congvu.exchange.evidence.kinds import SUFFIXES
from congvu.kernel.periods import Month, tracked
from congvu.web.officer.line_form import Problem, Typed
from congvu.web.officer.log_page import line_form
from congvu.web.officer.task_view import (
    Change,
    Chip,
    Compared,
    Fact,
    PartRow,
    Proof,
    TaskPage,
    Told,
    Wrong,
)
from congvu.web.officer.today_page import done_of, told
from congvu.web.shared.clauses import clause_of
from congvu.web.shared.deadlines import due
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import amount, coefficient, converted

NOBODY = "Hệ thống"
CAUSES = "Đ14.2c"
_MB, _KB = 1 << 20, 1 << 10
_CAUSE_TONES = {CauseState.CLAIMED: "look", CauseState.REFUSED: "late", CauseState.CONFIRMED: ""}


@dataclass(frozen=True)
class Seen:
    """A task as it was read, with all that belongs to it."""

    row: TaskRow
    giving: Giving
    entries: Sequence[EntryRow]
    proofs: Sequence[ProofRow]
    causes: Sequence[CauseRow]
    changes: Sequence[ChangeRow]
    reviews: Sequence[ReviewRow]
    portions: Sequence[PortionRow]


def seen_of(giving: Giving) -> Seen:
    """Read a task with all that belongs to it: six queries, seven for a part of shared work."""
    row = task(giving.place.task_id)
    ids = [row.id]
    return Seen(
        row,
        giving,
        entries_on(ids),
        proofs_of(ids),
        causes_of(ids),
        changes_of(ids),
        reviews_of(ids),
        portions_with(ids) if row.share is not None else (),
    )


def task_page(
    seen: Seen,
    *,
    mine: bool,
    today: date,
    typed: Typed | None = None,
    problems: Sequence[Problem] = (),
    wrong: Wrong | None = None,
) -> TaskPage:
    """The page for whoever may read it; forms only for the person, while the month is open."""
    row, place = seen.row, seen.giving.place
    writes = mine and place.is_open
    asked = typed or Typed(task=str(row.id))
    return TaskPage(
        id=row.id,
        title=row.title,
        whose="" if mine else place.full_name,
        standing=_standing(row),
        brief=_brief(seen, today),
        late=row.due_on < today and row.reported_hundredths < row.assigned_hundredths,
        sent_back=row.returned,
        facts=_facts(seen),
        parts=tuple(_part(one, row.person_id) for one in seen.portions),
        changes=tuple(_change(one, writes) for one in seen.changes),
        proofs=tuple(_proof(one) for one in seen.proofs),
        causes=tuple(_cause(one) for one in seen.causes),
        cause_waits=any(one.waits for one in seen.causes),
        chips=tuple(Chip(*one) for one in CauseKind.choices if one[0] != CauseKind.OTHER),
        reviews=tuple(_review(one) for one in seen.reviews),
        lines=tuple(done_of(one) for one in seen.entries),
        lines_told=told(seen.entries),
        writes=writes,
        handed_back=row.handed_back_reason,
        form=line_form(asked, today=today, what=row.title, problems=problems),
        wrong=wrong or Wrong(),
        taken=",".join(SUFFIXES),
        clause=clause_of(CAUSES),
        closed=not place.is_open,
    )


def _standing(row: TaskRow) -> str:
    done = f"Xong {amount(row.reported_hundredths)} trong {amount(row.assigned_hundredths)}"
    if row.completed_hundredths is None:
        return done
    if row.returned:
        return f"{done}, người nghiệm thu gửi lại"
    if row.pending_hundredths:
        return f"{done}, trong đó {amount(row.pending_hundredths)} chờ nghiệm thu"
    return f"{done}, {'đã nghiệm thu' if row.accepted else 'chờ nghiệm thu'}"


def _brief(seen: Seen, today: date) -> str:
    """When, how heavy and from whom, under the title."""
    row = seen.row
    weight = f"hệ số {coefficient(row.coefficient_tenths)}"
    return f"{due('Hạn', row.due_on, today)} · {weight} · {_giver(seen)}"


def _giver(seen: Seen) -> str:
    if seen.row.declared:
        return "tự ghi, không ai giao"
    return f"{seen.giving.given_by or NOBODY} giao"


def _facts(seen: Seen) -> tuple[Fact, ...]:
    row, giving = seen.row, seen.giving
    weight = row.coefficient_tenths * row.assigned_hundredths
    facts = (
        ("Số lượng giao", amount(row.assigned_hundredths)),
        ("Hạn", f"{row.due_on:%d/%m/%Y}"),
        ("Hệ số", f"{coefficient(row.coefficient_tenths)}, quy đổi {converted(weight)}"),
        ("Sản phẩm cần có", row.output),
        ("Ai giao, lúc nào", f"{_giver(seen)}, {moment(giving.given_at)}"),
        ("Nguồn việc", _origin(seen)),
        ("Phần của việc chung", _share(row)),
        ("Mã trong danh mục", row.product or "ngoài danh mục"),
        ("Đơn vị", giving.unit_name),
        ("Kỳ", tracked(giving.place.period).label),
        ("Hiệu quả", str(Effect(row.effect).label) if row.effect is not None else ""),
        ("Minh chứng đã ghi", row.evidence),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def _origin(seen: Seen) -> str:
    row = seen.row
    words = str(Origin(row.origin).label)
    if seen.giving.taken_from:
        words += f" của {seen.giving.taken_from}"
    return f"{words}: {row.origin_reason}" if row.origin_reason else words


def _share(row: TaskRow) -> str:
    if row.share is None:
        return ""
    return f"{_percent(row.share)}, {'chủ trì' if row.leads else 'phối hợp'}"


def _percent(share: int) -> str:
    return f"{amount(share)} %"


def _part(one: PortionRow, person_id: int) -> PartRow:
    return PartRow(
        name=one.full_name,
        share=_percent(one.share),
        role="chủ trì" if one.leads else "phối hợp",
        month=Month.of(one.month).label,
        mine=one.person_id == person_id,
    )


def _change(one: ChangeRow, writes: bool) -> Change:
    pairs = (
        ("Số lượng", amount(one.was_assigned_hundredths), amount(one.assigned_hundredths)),
        ("Hệ số", coefficient(one.was_coefficient_tenths), coefficient(one.coefficient_tenths)),
        ("Hạn", f"{one.was_due_on:%d/%m/%Y}", f"{one.due_on:%d/%m/%Y}"),
    )
    return Change(
        id=one.id,
        rows=tuple(Compared(label, was, now, was != now) for label, was, now in pairs),
        cancels=one.cancels,
        reason=one.reason,
        told=f"{one.asked_by or NOBODY}, {moment(one.asked_at)}",
        state=str(ChangeState(one.state).label),
        note=one.decline_note,
        waits=writes and one.state == ChangeState.ASKED,
    )


def _proof(one: ProofRow) -> Proof:
    said = f"{one.added_by or NOBODY}, {moment(one.added_at)}"
    if one.kind == EvidenceKind.FILE:
        href = reverse("task_file", args=(one.task_id, one.id))
        return Proof(one.id, one.label, href, False, f"{_size(one.size or 0)} · {said}")
    return Proof(one.id, one.label, one.link, bool(one.link), said)


def _size(size: int) -> str:
    if size >= _MB:
        return f"{amount(size * 10 // _MB * 10)} MB"
    return f"{max(1, size // _KB)} KB"


def _cause(one: CauseRow) -> Told:
    excused = [f"{one.days} ngày chậm"] if one.days else []
    excused += [f"{one.failed} lượt chưa đạt"] if one.failed else []
    words = " ".join(filter(None, (one.words, f"(trừ {', '.join(excused)})" if excused else "")))
    said = f"{one.claimed_by or NOBODY}, {moment(one.claimed_at)}"
    if one.decided_at:
        said += f" · {one.decided_by or NOBODY}, {moment(one.decided_at)}"
        said += f": {one.decision_note}" if one.decision_note else ""
    state = CauseState(one.state)
    return Told(str(state.label), _CAUSE_TONES[state], words, said)


def _review(one: ReviewRow) -> Told:
    verdict = Verdict(one.verdict)
    what = str(verdict.label) + (" (duyệt gộp)" if one.batch else "")
    tone = {Verdict.FAILED: "late", Verdict.RETURNED: "look"}.get(verdict, "")
    effect = f", {str(Effect(one.effect).label).lower()}" if one.effect is not None else ""
    words = one.reason or f"{amount(one.amount_hundredths)} sản phẩm{effect}"
    return Told(what, tone, words, f"{one.by or NOBODY}, {moment(one.at)}")
