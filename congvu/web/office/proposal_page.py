"""From a judged draft to the page of its proposal."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from congvu.apps.toolkit.enums import Act
from congvu.apps.toolkit.queries import ChangeRow, CommentRow, Judged, ProposalView, Returned
from congvu.engine.appraisal.findings import Finding, Scope
from congvu.engine.lists.sheets import LIST_TITLES, LISTS, ListKind
from congvu.web.office.asked import Asked
from congvu.web.office.grid import Sheetful, grid_of, mark_of, open_row, said_of, sheetful
from congvu.web.office.grid_view import Said
from congvu.web.office.list_settings import shown_settings, told_settings
from congvu.web.office.proposal_view import Done, Links, ProposalPage, Steps, Tab
from congvu.web.office.stages import is_open, may_be_withdrawn, stage_of, told
from congvu.web.shared.moments import day_of, moment
from congvu.web.shared.numbers import count

COMMON = "Dùng chung toàn tỉnh"
_EDGES = 2  # the columns beside the cells: the one to choose by, the one of findings


@dataclass(frozen=True)
class Typed:
    """What was typed and not taken: into a row, or into the settings; kept for the reader."""

    row: Mapping[str, str] | None = None
    settings: Mapping[str, str] | None = None
    faults: Mapping[str, str] = field(default_factory=dict)
    text: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Read:
    """Everything the page is built from; `matching` are the ids that a search left."""

    view: ProposalView
    found: Judged
    comments: Sequence[CommentRow]
    changes: Sequence[ChangeRow]
    returned: Returned | None
    matching: Collection[int] | None
    may_edit: bool
    may_comment: bool


def proposal_page(read: Read, wanted: Asked, address: str, typed: Typed) -> ProposalPage:
    """Return the page; `address` is the proposal's own."""
    view, found = read.view, read.found
    full = sheetful(found, wanted.sheet)
    said = Counter(one.row_id for one in read.comments if one.row_id and not one.settled_at)
    blocking = sum(1 for one in found.findings if one.blocks)
    texts = typed.settings or {"name": view.name, **view.settings}
    grid = grid_of(full, wanted, matching=read.matching, said=said)
    opened = open_row(full, wanted, read.comments, typed.row)
    return ProposalPage(
        id=view.id,
        revision=view.revision,
        title=view.name,
        kind=LIST_TITLES[ListKind(view.kind)],
        whose=whose(view),
        state=view.state,
        next=told(stage_of(view, read.returned, blocking)),
        returned=_returned(view, read.returned),
        counted=_counted(found),
        findings=findings_told(found),
        list_marks=tuple(mark_of(one, found) for one in found.findings if _is_of_the_list(one)),
        tabs=_tabs(found, wanted, full),
        steps=_steps(read),
        links=_links(view, wanted, address),
        panel=wanted.panel,
        settings=shown_settings(view.kind, texts.get("name", ""), texts, typed.faults),
        summary=told_settings(view.kind, view.settings),
        history=tuple(_done(one) for one in read.changes),
        said=_said(read, wanted),
        open_said=sum(1 for one in read.comments if not one.settled_at),
        search=wanted.search,
        faulty=wanted.faulty,
        every_column=wanted.every_column,
        narrows=wanted.narrows,
        grid=grid,
        open=opened,
        open_in_grid=opened is not None and any(row.id == opened.id for row in grid.rows),
        width=len(grid.heads) + _EDGES,
        typed_text=typed.text,
        problem=typed.problem,
    )


def findings_told(found: Judged) -> str:
    """Return how many findings block and ask, in one line: "3 lỗi phải sửa · 5 chỗ cần xem"."""
    return " · ".join(_counted(found)[1:])


def whose(view: ProposalView) -> str:
    """Return whose list it is and which edition it starts from."""
    start = f"lập từ bản {view.based_on}" if view.based_on else "lập mới"
    return f"{view.unit_name or COMMON} · {start}"


def _returned(view: ProposalView, returned: Returned | None) -> str:
    if view.state != "returned" or returned is None:
        return ""
    return f"{returned.by} trả lại ngày {day_of(returned.at)}: {returned.reason}"


def _counted(found: Judged) -> tuple[str, ...]:
    rows = sum(len(ids) for ids in found.draft.ids.values())
    blocking = sum(1 for one in found.findings if one.blocks)
    asking = [one for one in found.findings if not one.blocks]
    settled = sum(1 for one in asking if one.fingerprint in found.rulings)
    parts = [f"{count(rows)} dòng"]
    parts.append(f"{count(blocking)} lỗi phải sửa" if blocking else "không có lỗi phải sửa")
    if asking:
        done = f", {count(settled)} đã xử lý" if settled else ""
        parts.append(f"{count(len(asking))} chỗ cần xem{done}")
    return tuple(parts)


def _is_of_the_list(one: Finding) -> bool:
    return one.scope is Scope.LIST


def _tabs(found: Judged, wanted: Asked, here: Sheetful) -> tuple[Tab, ...]:
    sheets = LISTS[found.draft.document.kind]
    if len(sheets) == 1:
        return ()
    return tuple(
        Tab(
            title=one.title,
            rows=count(len(found.draft.ids[one.name])),
            faulty=_faulty(here if one is here.sheet else sheetful(found, one)),
            href=f"?bang={one.name}",
            here=one is wanted.sheet,
        )
        for one in sheets
    )


def _faulty(full: Sheetful) -> str:
    return f"{count(len(full.findings))} dòng cần xem" if full.findings else ""


def _steps(read: Read) -> Steps:
    edits = read.may_edit and is_open(read.view)
    return Steps(
        edits=edits,
        comments=read.may_comment and read.view.state not in ("issued", "withdrawn"),
        submits=edits,
        withdraws=read.may_edit and may_be_withdrawn(read.view),
    )


def _links(view: ProposalView, wanted: Asked, address: str) -> Links:
    return Links(
        here=address,
        query=wanted.query,
        appraisal=f"{address}tham-dinh/",
        edition=view.edition if view.kind == ListKind.CATALOGUE else "",
        settings=wanted.href(panel="cai-dat"),
        paste=wanted.href(panel="dan"),
        history=wanted.href(panel="lich-su"),
        comments=wanted.href(panel="y-kien"),
        withdraw=wanted.href(panel="rut"),
        add=f"{wanted.href(adds=True)}#dong-moi",
        close=wanted.href(),
        faulty=wanted.href(faulty=not wanted.faulty, page=1),
        every=wanted.href(search="", filters={}, faulty=False, page=1),
        columns=wanted.href(every_column=not wanted.every_column),
    )


def _done(one: ChangeRow) -> Done:
    undoable = not one.undone and one.act != Act.START
    by = one.by or "Hệ thống"
    return Done(
        number=one.number if undoable else 0,
        label=one.label,
        told=f"{by}, {moment(one.at)}, {count(one.rows)} dòng",
        undone=one.undone,
    )


def _said(read: Read, wanted: Asked) -> tuple[Said, ...]:
    here = set(read.found.draft.ids[wanted.sheet.name])
    return tuple(
        said_of(one, wanted.href(open_row=one.row_id) if one.row_id in here else "")
        for one in read.comments
    )
