"""A workbook held against a proposal: the plan that waits for a second person."""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from congvu.apps.positions import queries as positions
from congvu.apps.toolkit import queries as toolkit
from congvu.apps.toolkit.actions import NewPlan
from congvu.apps.toolkit.queries import ProposalView
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import LISTS, ListKind, Row
from congvu.exchange.lists.planning import plan_lists, rows_after
from congvu.exchange.lists.plans import ListPlan, Scope
from congvu.exchange.lists.reading import read_lists

READ = "read"
"""Under which name the whole plan stands in what is stored, beside the rows to come."""


class Absent(StrEnum):
    """What becomes of rows of the proposal that the file does not have."""

    KEEP = "keep"  # they stay
    SECTION = "section"  # they go where the file speaks of their section, position, competency
    DROP = "drop"  # they go: the file is the whole list


def plan_upload(
    view: ProposalView, path: Path, filename: str, *, absent: Absent = Absent.KEEP
) -> NewPlan:
    """Read a workbook for a proposal and return what it would change; nothing changes.

    Raises the workbook's Refused for a file that cannot be read or holds no such list.
    """
    kind = ListKind(view.kind)
    draft = toolkit.draft_document(view.id)
    reading = read_lists(
        [path], kind, positions=draft.rows("positions"), framework=_competencies(draft)
    )
    scope = Scope.WHOLE if absent is Absent.DROP else Scope.NAMED
    plan = plan_lists(
        reading,
        {(kind, sheet.name): draft.rows(sheet.name) for sheet in LISTS[kind]},
        settings={kind: draft.settings},
        scope=scope,
    )
    drops = absent is not Absent.KEEP
    sheets = {
        one.sheet: [dict(row) for row in rows_after(one, drop_gone=drops)]
        for one in plan.sheets
        if one.kind is kind
    }
    settings = {name: after for name, (_, after) in plan.settings.get(kind, {}).items()}
    stored = {
        "sheets": sheets,
        "settings": settings,
        "absent": absent.value,
        READ: _told(plan),
    }
    return NewPlan(filename, hashlib.sha256(path.read_bytes()).hexdigest(), stored)


def stored_plan(plan: Mapping[str, object]) -> ListPlan | None:
    """Return what was read and told, of a plan that was made from a file; None of another."""
    told = plan.get(READ)
    return ListPlan.from_json(told) if isinstance(told, Mapping) else None


def document_after(draft: Document, plan: Mapping[str, object]) -> Document:
    """Return the proposal's list as it stands, with the plan's sheets and settings in it."""
    sheets: dict[str, Sequence[Row]] = {**draft.sheets, **dict(plan["sheets"])}  # type: ignore[call-overload]
    settings = {**draft.settings, **dict(plan.get("settings") or {})}  # type: ignore[call-overload]
    return document(draft.kind, draft.code, draft.name, settings, sheets)


def _told(plan: ListPlan) -> dict[str, object]:
    """The plan without the rows as they would be, which stand beside it already."""
    told = plan.as_json()
    for sheet in told["sheets"]:
        named = [list(one) for one in sheet["new"]]
        sheet["new"], sheet["rows"] = named, []
    return told


def _competencies(draft: Document) -> list[Row]:
    """The competencies that requirements may name by words: the draft's, or those in force."""
    own = list(draft.rows("competencies"))
    if own or draft.kind is not ListKind.POSITIONS:
        return own
    listed = [one for one in positions.frameworks() if one.valid_until is None]
    found = [positions.framework_document(one.series, one.number) for one in listed]
    return [row for one in found for row in one.rows("competencies")]
