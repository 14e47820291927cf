"""Changes of a proposal's rows: each is journalled with what stood before, and can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.toolkit.enums import EDITABLE, Act, ProposalState
from congvu.apps.toolkit.models import Change, Proposal, ProposalRow
from congvu.engine.lists.document import sparse
from congvu.engine.lists.sheets import LISTS, ListKind, Row, Sheet, sheet_named
from congvu.kernel.vietnamese import fold

_BATCH = 2000
State = list[Any] | None
"""A row as the journal keeps it: [sheet, place, values]; None where there is no row.

Under HEADING stands what is above the rows: [name, settings].
"""
HEADING = "heading"


class Stale(Refused):
    """Somebody else changed a row since it was shown; `theirs` is what it says now."""

    def __init__(self, row_id: int, theirs: Row) -> None:
        super().__init__("Có người vừa sửa dòng này; hãy so hai bản rồi chọn.")
        self.row_id = row_id
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class RowEdit:
    """A row as it shall be: new without an id, removed without values.

    `seen` is the version of the row that the editor saw; None skips that check.
    """

    sheet: str
    values: Row | None
    row_id: int | None = None
    place: int | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the rows: the list's name and its settings."""

    name: str
    settings: Mapping[str, str]


@transaction.atomic
def change_rows(
    proposal_id: int,
    edits: Sequence[RowEdit],
    *,
    heading: Heading | None = None,
    act: str = Act.EDIT,
    label: str,
    by: Actor | None,
    at: datetime,
) -> int | None:
    """Change rows of a proposal, and its heading; return the change's number, None if nothing did.

    Raises Stale for a row changed since it was seen, Refused where the proposal's state does not
    allow the act or a sheet or row is not the proposal's.
    """
    proposal = hold(proposal_id)
    _refuse_act(proposal, act)
    standing = _standing(proposal, edits)
    before, after = _apply(proposal, edits, standing)
    if heading is not None and _heading(proposal) != [heading.name, dict(heading.settings)]:
        before[HEADING] = _heading(proposal)
        _set_heading(proposal, heading.name, heading.settings)
        after[HEADING] = _heading(proposal)
    if not after:
        return None
    return _journal(proposal, act, label, before, after, by=by, at=at).number


def replace_sheets(
    proposal_id: int,
    sheets: Mapping[str, Sequence[Row]],
    *,
    heading: Heading | None = None,
    act: str,
    label: str,
    by: Actor | None,
    at: datetime,
) -> int | None:
    """Make whole sheets say what is given, keeping the rows whose key stays; see change_rows."""
    return change_rows(
        proposal_id,
        [edit for name, rows in sheets.items() for edit in _to_become(proposal_id, name, rows)],
        heading=heading,
        act=act,
        label=label,
        by=by,
        at=at,
    )


@transaction.atomic
def undo(proposal_id: int, number: int, *, by: Actor | None, at: datetime) -> int:
    """Take a change back and return the number of the change that does so.

    Raises Refused when it was undone already, or when its rows were changed again since: nothing
    is lost in silence.
    """
    proposal = hold(proposal_id)
    found = Change.objects.filter(proposal=proposal, number=number).first()
    if found is None or Change.objects.filter(undoes=found).exists():
        raise Refused("Thay đổi này không còn để hoàn tác.")
    _refuse_act(proposal, Act.UNDO)
    ids = [int(key) for key in found.after if key != HEADING]
    standing = {row.pk: row for row in proposal.rows.select_for_update().filter(pk__in=ids)}
    states = {key: state for key, state in found.after.items() if key != HEADING}
    moved = [key for key, state in states.items() if not _still(standing, int(key), state)]
    if HEADING in found.after and found.after[HEADING] != _heading(proposal):
        raise Refused("Tên hoặc thiết đặt đã được sửa tiếp; hãy hoàn tác các thay đổi sau trước.")
    if moved:
        raise Refused(
            f"{len(moved)} dòng đã được sửa tiếp sau thay đổi này; hãy hoàn tác các thay đổi sau "
            "trước."
        )
    rows = {key: state for key, state in found.before.items() if key != HEADING}
    _restore(proposal, rows, standing)
    if HEADING in found.before:
        _set_heading(proposal, *found.before[HEADING])
    label = f"Hoàn tác: {found.label}"[:300]
    made = _journal(
        proposal, Act.UNDO, label, found.after, found.before, undoes=found, by=by, at=at
    )
    return made.number


def hold(proposal_id: int) -> Proposal:
    """Lock a proposal until the transaction ends, so that its changes come one after another."""
    found = Proposal.objects.select_for_update().filter(pk=proposal_id).first()
    if found is None:
        raise Refused("Không có bản đề xuất này.")
    return found


def _refuse_act(proposal: Proposal, act: str) -> None:
    allowed = proposal.state in EDITABLE or (
        proposal.state == ProposalState.SUBMITTED and act in (Act.FIX, Act.UNDO)
    )
    if not allowed:
        raise Refused(
            f"Bản đề xuất {proposal.get_state_display().lower()}; không sửa được các dòng nữa."
        )


def _standing(proposal: Proposal, edits: Sequence[RowEdit]) -> dict[int, ProposalRow]:
    """Return the rows that the edits are about, locked; each as its editor saw it."""
    sheets = {one.name for one in LISTS[ListKind(proposal.kind)]}
    if strange := {edit.sheet for edit in edits} - sheets:
        raise Refused(f"Danh mục này không có trang “{', '.join(sorted(strange))}”.")
    ids = [edit.row_id for edit in edits if edit.row_id is not None]
    found = {row.pk: row for row in proposal.rows.select_for_update().filter(pk__in=ids)}
    for edit in edits:
        if edit.row_id is None:
            continue
        row = found.get(edit.row_id)
        if row is None:
            raise Refused("Dòng này vừa bị xóa; hãy tải lại trang.")
        if edit.seen is not None and edit.seen != row.version:
            raise Stale(row.pk, row.values)
    return found


def _apply(
    proposal: Proposal, edits: Sequence[RowEdit], standing: Mapping[int, ProposalRow]
) -> tuple[dict[str, State], dict[str, State]]:
    """Write the edits; return what stood before and what stands after, by row id."""
    before: dict[str, State] = {}
    after: dict[str, State] = {}
    made: list[ProposalRow] = []
    kept: list[ProposalRow] = []
    gone: list[int] = []
    last = _last_places(proposal)
    for edit in edits:
        row = standing.get(edit.row_id) if edit.row_id is not None else None
        if row is None:
            if edit.values is not None:
                last[edit.sheet] = place = last.get(edit.sheet, -1) + 1
                made.append(_row(proposal, edit, place if edit.place is None else edit.place))
            continue
        became = None if edit.values is None else dict(sparse(edit.values))
        if became == row.values and edit.place in (None, row.place):
            continue
        before[str(row.pk)] = _state(row)
        if became is None:
            gone.append(row.pk)
            after[str(row.pk)] = None
            continue
        _become(row, became, edit.place)
        kept.append(row)
        after[str(row.pk)] = _state(row)
    proposal.rows.filter(pk__in=gone).delete()
    ProposalRow.objects.bulk_update(
        kept, ["values", "place", "search_key", "version"], batch_size=_BATCH
    )
    for row in ProposalRow.objects.bulk_create(made, batch_size=_BATCH):
        before[str(row.pk)] = None
        after[str(row.pk)] = _state(row)
    return before, after


def _last_places(proposal: Proposal) -> dict[str, int]:
    rows = proposal.rows.values("sheet").annotate(last=Max("place")).values_list("sheet", "last")
    return dict(rows)


def _row(proposal: Proposal, edit: RowEdit, place: int) -> ProposalRow:
    values = dict(sparse(edit.values or {}))
    return ProposalRow(
        proposal=proposal,
        sheet=edit.sheet,
        place=place,
        values=values,
        search_key=search_key(values),
    )


def _become(row: ProposalRow, values: dict[str, str], place: int | None) -> None:
    row.values = values
    row.search_key = search_key(values)
    row.version += 1
    if place is not None:
        row.place = place


def search_key(values: Row) -> str:
    """Return what a search looks in: every text of the row, marks and case aside."""
    return fold(" ".join(values.values()))


def _heading(proposal: Proposal) -> list[Any]:
    return [proposal.name, dict(proposal.settings)]


def _set_heading(proposal: Proposal, name: str, settings: Mapping[str, str]) -> None:
    proposal.name, proposal.settings = name, dict(settings)
    proposal.save(update_fields=["name", "settings"])


def _state(row: ProposalRow) -> State:
    return [row.sheet, row.place, dict(row.values)]


def _still(standing: Mapping[int, ProposalRow], row_id: int, state: State) -> bool:
    """Whether a row still is what a change made of it."""
    row = standing.get(row_id)
    if row is None or state is None:
        return row is None and state is None
    return [row.sheet, row.values] == [state[0], state[2]]


def _restore(
    proposal: Proposal, before: Mapping[str, State], standing: Mapping[int, ProposalRow]
) -> None:
    made, kept, gone = [], [], []
    for key, state in before.items():
        row = standing.get(int(key))
        if state is None:
            gone.append(int(key))
        elif row is None:
            sheet, place, values = state
            made.append(
                ProposalRow(
                    pk=int(key),
                    proposal=proposal,
                    sheet=sheet,
                    place=place,
                    values=values,
                    search_key=search_key(values),
                )
            )
        else:
            _become(row, dict(state[2]), state[1])
            kept.append(row)
    proposal.rows.filter(pk__in=gone).delete()
    ProposalRow.objects.bulk_update(
        kept, ["values", "place", "search_key", "version"], batch_size=_BATCH
    )
    ProposalRow.objects.bulk_create(made, batch_size=_BATCH)


def _journal(
    proposal: Proposal,
    act: str,
    label: str,
    before: Mapping[str, State],
    after: Mapping[str, State],
    *,
    undoes: Change | None = None,
    by: Actor | None,
    at: datetime,
) -> Change:
    proposal.revision += 1
    proposal.save(update_fields=["revision"])
    with in_words(Change):
        made = Change.objects.create(
            proposal=proposal,
            number=proposal.revision,
            act=act,
            label=label[:300],
            by_id=by.pk if by else None,
            at=at,
            before=dict(before),
            after=dict(after),
            undoes=undoes,
        )
    audit.record(
        "toolkit.rows_changed",
        kind="proposal",
        object_id=proposal.pk,
        label=proposal.name,
        by=by,
        at=at,
        reason=label[:300],
        payload={"act": str(act), "change": made.number, "rows": len(after)},
    )
    return made


def _to_become(proposal_id: int, name: str, rows: Sequence[Row]) -> Iterable[RowEdit]:
    """Return the edits that turn a sheet into `rows`: by key, then in the order given."""
    sheet: Sheet = sheet_named(name)
    there: dict[tuple[str, ...], list[ProposalRow]] = {}
    for row in ProposalRow.objects.filter(proposal=proposal_id, sheet=name).order_by("place"):
        there.setdefault(sheet.key_of(row.values), []).append(row)
    for place, values in enumerate(rows):
        same = there.get(sheet.key_of(values))
        row_id = same.pop(0).pk if same else None
        yield RowEdit(name, values, row_id, place)
    for left in there.values():
        yield from (RowEdit(name, None, row.pk) for row in left)
