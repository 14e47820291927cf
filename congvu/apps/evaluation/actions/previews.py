"""A drafted change of the rules is seen over the latest period before it is proposed or adopted."""

from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.comparisons import compare_rules
from congvu.apps.evaluation.queries.comparisons import (
    Asked,
    ComparisonRow,
    asked_of,
    comparison,
    period_to_preview,
    previews,
)
from congvu.apps.rulebook.actions import adopt_overlay, propose_overlay
from congvu.apps.rulebook.queries import OverlayRow, PeriodRow, overlay_draft
from congvu.law.faults import LawFault

NOT_SEEN = "Chưa xem trước đúng những giá trị này trên {}; bấm “Xem trước” rồi đề nghị lại."


def preview_draft(draft_id: int, *, today: date, by: Actor | None, at: datetime) -> int:
    """Run a draft beside the rules of the latest period whose results stand; return the run's id.

    Where none stands yet, today's open period is taken. Raises Refused where there is no period,
    else as compare_rules.
    """
    draft = overlay_draft(draft_id)
    period = period_to_preview(today)
    if period is None:
        raise Refused("Chưa mở kỳ nào, nên chưa có gì để xem trước; đề nghị được ngay.")
    told = f"Xem trước dự thảo: {draft.decision}"
    return compare_rules(period, _asked(draft), reason=told, by=by, at=at, draft=draft.id)


@transaction.atomic
def propose_draft(draft_id: int, *, today: date, by: Actor, at: datetime) -> None:
    """Propose a draft to the second person, on a preview of exactly its values.

    Raises Refused where the latest preview is of other values or of an earlier period.
    """
    draft = overlay_draft(draft_id)
    seen = fitting_preview(draft, today=today)
    if seen is None and (period := period_to_preview(today)):
        raise Refused(NOT_SEEN.format(period.label))
    propose_overlay(
        draft_id,
        preview=seen.id if seen else None,
        preview_digest=seen.digest if seen else "",
        by=by,
        at=at,
    )


@transaction.atomic
def adopt_draft(draft_id: int, *, today: date, by: Actor, at: datetime) -> None:
    """Let a proposed draft apply, on the preview that it was proposed on.

    Raises Refused where that preview no longer shows what would apply, else as adopt_overlay.
    """
    draft = overlay_draft(draft_id)
    period = period_to_preview(today)
    seen = comparison(draft.preview)[0] if draft.preview else None
    if draft.is_proposed and period and not (seen and _fits(draft, seen, period)):
        raise Refused(
            f"Bản xem trước khi đề nghị không còn đúng với {period.label} hoặc với quy định đang "
            "có; hãy trả về, xem trước lại rồi đề nghị lại."
        )
    adopt_overlay(draft_id, by=by, at=at)


def fitting_preview(draft: OverlayRow, *, today: date) -> ComparisonRow | None:
    """Return the latest preview if it is of exactly a draft's rules and of the right period."""
    period = period_to_preview(today)
    seen = next(iter(previews(draft.id)), None)
    try:
        return seen if period and seen and _fits(draft, seen, period) else None
    except LawFault:
        return None


def _fits(draft: OverlayRow, seen: ComparisonRow, period: PeriodRow) -> bool:
    same = seen.after_fingerprint == _asked(draft).rules.fingerprint
    return same and seen.period == period.key


def _asked(draft: OverlayRow) -> Asked:
    return asked_of(draft.valid_from, draft.subject, draft.rule, draft.values)
