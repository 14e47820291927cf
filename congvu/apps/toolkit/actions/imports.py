"""Files that would change a proposal: planned by one person, applied by a second, undone later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.toolkit.actions.rows import Heading, hold, replace_sheets, undo
from congvu.apps.toolkit.enums import EDITABLE, Act, PlanState
from congvu.apps.toolkit.models import Change, ImportPlan


@dataclass(frozen=True, slots=True)
class NewPlan:
    """A plan to keep: the file's name and sha256, and `plan`, JSON with `sheets` as they would be.

    `plan["sheets"]` is {sheet: [row, …]}, whole; `plan["settings"]` what it says above the rows.
    """

    filename: str
    sha256: str
    plan: Mapping[str, Any]


@transaction.atomic
def plan_import(proposal_id: int, new: NewPlan, *, by: Actor | None, at: datetime) -> int:
    """Keep what a file would change and return the plan's id; nothing changes yet."""
    proposal = hold(proposal_id)
    if proposal.state not in EDITABLE:
        raise Refused("Bản đề xuất không còn ở bước soạn; không nạp tệp được nữa.")
    made = ImportPlan.objects.create(
        proposal=proposal,
        filename=new.filename[:300],
        sha256=new.sha256,
        plan=dict(new.plan),
        revision=proposal.revision,
        planned_by_id=by.pk if by else None,
        planned_at=at,
    )
    _tell("toolkit.import_planned", made, by=by, at=at)
    return made.pk


@transaction.atomic
def apply_import(plan_id: int, *, by: Actor, at: datetime) -> None:
    """Apply a plan, by a second person, all in one change.

    Raises Refused when the same person loaded the file, or when the proposal changed since: the
    plan then no longer says what would happen.
    """
    plan = _held(plan_id)
    proposal = hold(plan.proposal_id)
    if plan.planned_by_id == by.pk:
        raise Refused("Người áp dụng phải khác người nạp tệp.")
    if plan.revision != proposal.revision:
        raise Refused("Bản đề xuất đã thay đổi từ khi nạp tệp; hãy nạp lại để xem kế hoạch mới.")
    settings = {**proposal.settings, **(plan.plan.get("settings") or {})}
    number = replace_sheets(
        proposal.pk,
        plan.plan["sheets"],
        heading=Heading(proposal.name, settings),
        act=Act.IMPORT,
        label=f"Nhập từ tệp {plan.filename}",
        by=by,
        at=at,
    )
    plan.state, plan.applied_by_id, plan.applied_at = PlanState.APPLIED, by.pk, at
    plan.change = Change.objects.filter(proposal=proposal, number=number or 0).first()
    with in_words(ImportPlan):
        plan.save(update_fields=["state", "applied_by", "applied_at", "change"])
    _tell("toolkit.import_applied", plan, by=by, at=at)


@transaction.atomic
def discard_import(plan_id: int, *, by: Actor | None, at: datetime) -> None:
    """Drop a plan that nobody applied."""
    plan = _held(plan_id)
    plan.state = PlanState.DISCARDED
    plan.save(update_fields=["state"])
    _tell("toolkit.import_discarded", plan, by=by, at=at)


@transaction.atomic
def undo_import(plan_id: int, *, by: Actor | None, at: datetime) -> None:
    """Take an applied file back, as long as its rows were not changed since; see rows.undo."""
    plan = ImportPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != PlanState.APPLIED or plan.change is None:
        raise Refused("Tệp này không có gì để hoàn tác.")
    undo(plan.proposal_id, plan.change.number, by=by, at=at)
    plan.state = PlanState.UNDONE
    plan.save(update_fields=["state"])
    _tell("toolkit.import_undone", plan, by=by, at=at)


def _held(plan_id: int) -> ImportPlan:
    found = ImportPlan.objects.select_for_update().filter(pk=plan_id).first()
    if found is None or found.state != PlanState.PLANNED:
        raise Refused("Kế hoạch nạp tệp này đã được xử lý.")
    return found


def _tell(verb: str, plan: ImportPlan, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        verb,
        kind="proposal",
        object_id=plan.proposal_id,
        label=plan.filename,
        by=by,
        at=at,
        payload={"plan": plan.pk, "sha256": plan.sha256},
    )
