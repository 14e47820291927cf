"""Reads of proposals: what is under way, its rows, its journal, what was said of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, F, OuterRef, QuerySet

from congvu.apps.audit import queries as audit
from congvu.apps.toolkit.enums import EDITABLE, Act, PlanState
from congvu.apps.toolkit.models import Change, Comment, ImportPlan, Proposal, ProposalRow
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import LISTS, ListKind, Row
from congvu.kernel.vietnamese import fold


class UnknownProposal(LookupError):
    """A proposal that is not in the records."""


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal as pages show it; `unit_path` is empty for a list common to the province."""

    id: int
    kind: str
    series: str
    name: str
    unit: str | None
    unit_name: str | None
    unit_path: str | None
    settings: Mapping[str, str]
    based_on: str
    origin: str
    state: str
    revision: int
    proposed_by: int | None
    proposer: str | None
    proposed_at: datetime
    submitted_at: datetime | None
    appraiser: str | None
    appraised_at: datetime | None
    appraisal: str
    issuer: str | None
    issued_at: datetime | None
    decision: str
    edition: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row of a proposal with its version, which is handed back when the row is changed."""

    id: int
    sheet: str
    place: int
    values: Row
    version: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A proposal as a document; ids and versions of its rows, sheet by sheet in the same order."""

    document: Document
    ids: Mapping[str, tuple[int, ...]]
    versions: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of the journal; `undone` when a later one took it back."""

    number: int
    act: str
    label: str
    by: str | None
    at: datetime
    rows: int
    undone: bool


@dataclass(frozen=True, slots=True)
class CommentRow:
    """A comment; `row_id` is None for one on the whole, or on a row that is gone (`label`)."""

    id: int
    row_id: int | None
    label: str
    text: str
    by: str | None
    at: datetime
    settled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Returned:
    """When a proposal was last sent back, by whom, and why."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Since:
    """What happened to a row since somebody saw it: how it read then, and who changed it."""

    values: Row
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A file that was loaded for a proposal, and what it would change."""

    id: int
    proposal_id: int
    filename: str
    sha256: str
    plan: Mapping[str, object]
    revision: int
    state: str
    planned_by: int | None
    planner: str | None
    planned_at: datetime
    applier: str | None
    applied_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """A loaded file that waits for a second person."""

    id: int
    proposal_id: int
    filename: str
    planned_by: int | None
    planner: str | None
    planned_at: datetime


_VIEW = (
    "pk", "kind", "series", "name", F("unit__code"), F("unit__name"), F("unit__path"), "settings",
    "based_on", "origin", "state", "revision", "proposed_by_id", F("proposed_by__display_name"),
    "proposed_at", "submitted_at", F("appraised_by__display_name"), "appraised_at", "appraisal",
    F("issued_by__display_name"), "issued_at", "decision", "edition",
)  # fmt: skip
_ROW = ("pk", "sheet", "place", "values", "version")
_PLAN = (
    "pk", "proposal_id", "filename", "sha256", "plan", "revision", "state", "planned_by_id",
    F("planned_by__display_name"), "planned_at", F("applied_by__display_name"), "applied_at",
)  # fmt: skip


def proposals(kind: str = "") -> list[ProposalView]:
    """Return every proposal (of a kind), the one that moved last first."""
    found = Proposal.objects.filter(kind=kind) if kind else Proposal.objects.all()
    return [ProposalView(*row) for row in found.order_by("-pk").values_list(*_VIEW)]


def proposal(proposal_id: int) -> ProposalView:
    """Return one proposal; raises UnknownProposal."""
    row = Proposal.objects.filter(pk=proposal_id).values_list(*_VIEW).first()
    if row is None:
        raise UnknownProposal(f"Không có bản đề xuất số {proposal_id}.")
    return ProposalView(*row)


def draft_of(proposal_id: int) -> Draft:
    """Return a proposal as a document with the ids of its rows; raises UnknownProposal."""
    return read_draft(proposal(proposal_id))


def read_draft(view: ProposalView) -> Draft:
    """Return a proposal that was read already as a document with the ids of its rows."""
    kind = ListKind(view.kind)
    rows: dict[str, list[Row]] = {one.name: [] for one in LISTS[kind]}
    ids: dict[str, list[int]] = {name: [] for name in rows}
    versions: dict[str, list[int]] = {name: [] for name in rows}
    listed = _in_order(ProposalRow.objects.filter(proposal=view.id))
    for pk, sheet, _, values, version in listed.values_list(*_ROW):
        rows[sheet].append(values)
        ids[sheet].append(pk)
        versions[sheet].append(version)
    told = document(kind, view.series, view.name, view.settings, rows)
    return Draft(told, _frozen(ids), _frozen(versions))


def draft_document(proposal_id: int) -> Document:
    """Return a proposal as a document; raises UnknownProposal."""
    return draft_of(proposal_id).document


def draft_rows(
    proposal_id: int,
    sheet: str,
    *,
    search: str = "",
    columns: Mapping[str, str] | None = None,
    first: int = 0,
    most: int | None = None,
) -> tuple[int, list[DraftRow]]:
    """Return how many rows of a sheet match, and those from `first` on, at most `most`.

    The search takes every word of it, marks and case aside; `columns` are exact texts by column.
    """
    found = ProposalRow.objects.filter(proposal=proposal_id, sheet=sheet)
    for word in fold(search).split():
        found = found.filter(search_key__contains=word)
    for name, text in (columns or {}).items():
        found = found.filter(**{f"values__{name}": text}) if text else found
    last = None if most is None else first + most
    rows = _in_order(found)[first:last].values_list(*_ROW)
    return found.count(), [DraftRow(*row) for row in rows]


def matching_rows(proposal_id: int, sheet: str, search: str) -> frozenset[int]:
    """Return the ids of the rows that hold every word of the search, marks and case aside."""
    found = ProposalRow.objects.filter(proposal=proposal_id, sheet=sheet)
    for word in fold(search).split():
        found = found.filter(search_key__contains=word)
    return frozenset(found.values_list("pk", flat=True))


def draft_row(proposal_id: int, row_id: int) -> DraftRow | None:
    """Return one row of a proposal, or None."""
    row = ProposalRow.objects.filter(proposal=proposal_id, pk=row_id).values_list(*_ROW).first()
    return DraftRow(*row) if row else None


def column_texts(proposal_id: int, sheet: str, column: str) -> tuple[str, ...]:
    """Return the different texts of a column, in the order of the rows (a filter's choices)."""
    rows = _in_order(ProposalRow.objects.filter(proposal=proposal_id, sheet=sheet))
    return tuple(dict.fromkeys(t for t in rows.values_list(f"values__{column}", flat=True) if t))


def changes(proposal_id: int, *, most: int = 40) -> list[ChangeRow]:
    """Return the journal of a proposal, latest first."""
    taken_back = Exists(Change.objects.filter(undoes=OuterRef("pk")))
    found = Change.objects.filter(proposal=proposal_id).annotate(undone=taken_back)
    rows = found.select_related("by").order_by("-number")[:most]
    return [
        ChangeRow(
            one.number,
            one.act,
            one.label,
            one.by.display_name if one.by else None,
            one.at,
            len(one.after),
            one.undone,
        )
        for one in rows
    ]


def last_own_change(proposal_id: int, by: int) -> ChangeRow | None:
    """Return the last change that a user made herself and that still stands, or None."""
    taken_back = Change.objects.filter(undoes=OuterRef("pk"))
    found = Change.objects.filter(proposal=proposal_id, by=by).filter(~Exists(taken_back))
    one = found.exclude(act__in=(Act.UNDO, Act.START)).order_by("-number").first()
    if one is None:
        return None
    return ChangeRow(one.number, one.act, one.label, None, one.at, len(one.after), undone=False)


def changed_since(proposal_id: int, row_id: int, *, times: int) -> Since | None:
    """Return how a row read before its last `times` changes, and who made these; None if unknown.

    A version of a row counts its changes: seen at 3 and now at 5, it was changed twice.
    """
    key = str(row_id)
    found = Change.objects.filter(proposal=proposal_id, after__has_key=key).select_related("by")
    made = list(found.order_by("-number")[: max(times, 0)])
    before = made[-1].before.get(key) if made else None
    if before is None:
        return None
    names = (one.by.display_name for one in made if one.by)
    return Since(before[2], tuple(dict.fromkeys(names)))


def returns(proposal_ids: Iterable[int]) -> dict[int, Returned]:
    """Return when and why each of these proposals was last sent back, where it ever was."""
    found: dict[int, Returned] = {}
    ids = [str(one) for one in proposal_ids]
    for event in audit.acts_on("toolkit.proposal_returned", kind="proposal", object_ids=ids):
        told = Returned(event.at, event.actor_label, event.reason)
        found.setdefault(int(event.object_id), told)
    return found


def comments(proposal_id: int) -> list[CommentRow]:
    """Return what was said of a proposal, in order."""
    rows = Comment.objects.filter(proposal=proposal_id).order_by("at", "pk")
    listed = rows.values_list(
        "pk", "row_id", "label", "text", F("by__display_name"), "at", "settled_at"
    )
    return [CommentRow(*row) for row in listed]


def import_plans(proposal_id: int) -> list[PlanRow]:
    """Return the files loaded for a proposal, latest first."""
    rows = ImportPlan.objects.filter(proposal=proposal_id).order_by("-pk").values_list(*_PLAN)
    return [PlanRow(*row) for row in rows]


def import_plan(plan_id: int) -> PlanRow | None:
    """Return one loaded file, or None."""
    row = ImportPlan.objects.filter(pk=plan_id).values_list(*_PLAN).first()
    return PlanRow(*row) if row else None


def waiting_plans() -> list[WaitingPlan]:
    """Return the loaded files that wait for a second person, the one that waits longest first."""
    found = ImportPlan.objects.filter(
        state=PlanState.PLANNED, proposal__state__in=EDITABLE
    ).order_by("pk")
    rows = found.values_list(
        "pk", "proposal_id", "filename", "planned_by_id", F("planned_by__display_name"),
        "planned_at",
    )  # fmt: skip
    return [WaitingPlan(*row) for row in rows]


def _frozen(lists: Mapping[str, list[int]]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(listed) for name, listed in lists.items()}


def _in_order(found: QuerySet[ProposalRow]) -> QuerySet[ProposalRow]:
    return found.order_by("place", "pk")
