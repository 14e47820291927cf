"""One drafted change of the rules as a page: what changes, what it would do, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass

from congvu.apps.evaluation.queries.comparisons import ComparisonRow
from congvu.apps.rulebook.enums import DraftState
from congvu.apps.rulebook.queries import OverlayRow, PeriodRow, rules_in_force, rules_with
from congvu.kernel.dates import format_day
from congvu.kernel.periods import tracked
from congvu.law.faults import LawFault
from congvu.web.rulings.differences import Difference, differences
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count


@dataclass(frozen=True)
class Preview:
    """The latest preview: what came of it, and whether it still shows these very values."""

    id: int
    told: str
    fits: bool


@dataclass(frozen=True)
class DraftPage:
    """A draft; `can` names what this reader may do with it now."""

    id: int
    title: str
    state: str
    facts: tuple[str, ...]
    answer: str
    reason: str
    differences: tuple[Difference, ...]
    preview: Preview | None
    can: frozenset[str]
    waits_for_other: bool
    typed: str
    problem: str


def draft_page(
    draft: OverlayRow,
    *,
    fitting: ComparisonRow | None,
    latest: ComparisonRow | None,
    period: PeriodRow | None,
    adopts: bool,
    reader: int,
    typed: str,
    problem: str,
) -> DraftPage:
    """The page of one draft for one reader."""
    own = draft.proposed_by == reader
    return DraftPage(
        id=draft.id,
        title=draft.decision,
        state=str(DraftState(draft.state).label),
        facts=tuple(_facts(draft)),
        answer=_answer(draft, fitting, period),
        reason=draft.reason,
        differences=tuple(_differences(draft)),
        preview=_preview(latest, fitting),
        can=frozenset(_can(draft, fitting, period, own=own)) if adopts else frozenset(),
        waits_for_other=adopts and draft.is_proposed and own,
        typed=typed,
        problem=problem,
    )


def _facts(draft: OverlayRow) -> Iterator[str]:
    yield f"áp dụng từ {format_day(draft.valid_from)}"
    yield f"{draft.drafted_by_name} soạn {moment(draft.drafted_at)}"
    if draft.proposed_at and not draft.is_draft:
        yield f"{draft.proposed_by_name} đề nghị {moment(draft.proposed_at)}"
    if draft.ended_at:
        done = "rút" if draft.state == DraftState.WITHDRAWN else "áp dụng"
        yield f"{draft.ended_by_name} {done} {moment(draft.ended_at)}"


def _answer(draft: OverlayRow, fitting: ComparisonRow | None, period: PeriodRow | None) -> str:
    if draft.has_ended:
        return f"{DraftState(draft.state).label}; dự thảo này giữ nguyên để tra cứu."
    if draft.is_proposed:
        return "Chờ người thứ hai của Sở Nội vụ xem và áp dụng."
    if period is None:
        return "Chưa mở kỳ nào nên không có gì để xem trước; đề nghị được ngay."
    if fitting is None:
        return f"Xem trước trên {period.label}, rồi mới đề nghị áp dụng được."
    return "Đã xem trước đúng những giá trị này; đề nghị được."


def _differences(draft: OverlayRow) -> list[Difference]:
    """What the draft changes; as it was written where its rules can no longer be read."""
    try:
        before = rules_in_force(draft.valid_from, draft.subject)
        after = rules_with(draft.valid_from, draft.subject, draft.rule, draft.values)
    except LawFault:
        return [Difference(name, "", value, local=True) for name, value in draft.values.items()]
    if draft.has_ended:
        text = [Difference("Văn bản tính điểm", "", after.title, local=True)] if draft.rule else []
        held = [after.parameters[name] for name in draft.values]
        return [*text, *(Difference(one.label, "", one.shown(), local=True) for one in held)]
    return differences(before, after)


def _preview(latest: ComparisonRow | None, fitting: ComparisonRow | None) -> Preview | None:
    if latest is None:
        return None
    told = (
        f"{tracked(latest.period).label.capitalize()}: {count(latest.changed)} trong "
        f"{count(latest.people)} người đổi mức. Xem lúc {moment(latest.at)}."
    )
    return Preview(latest.id, told, fitting is not None)


def _can(
    draft: OverlayRow, fitting: ComparisonRow | None, period: PeriodRow | None, *, own: bool
) -> Iterator[str]:
    if draft.has_ended:
        return
    yield "rut"
    if draft.is_proposed:
        yield "tra"
        if not own:
            yield "ap-dung"
        return
    yield "sua"
    if period is not None:
        yield "xem"
    if fitting is not None or period is None:
        yield "de-nghi"
