"""Files loaded for a proposal, and one of them: what it would change, what was refused and told."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.apps.toolkit.enums import EDITABLE, PlanState, ProposalState
from congvu.apps.toolkit.queries import PlanRow, ProposalView
from congvu.engine.lists.differences import Differences
from congvu.engine.lists.sheets import LIST_TITLES, ListKind, sheet_named
from congvu.exchange.lists.plans import ListPlan, SheetPlan
from congvu.exchange.lists.proposing import Absent
from congvu.exchange.toolkit.lists import SETTINGS
from congvu.exchange.toolkit.wording import (
    LIST_SETTINGS,
    CellTold,
    RowTold,
    SheetTold,
    changes_told,
    row_label,
    shown,
)
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count
from congvu.web.toolkit.inspection_page import SheetLine, sheet_lines

MOST_REFUSED = MOST_NOTICES = 60
ABSENT = {
    Absent.KEEP: "Giữ nguyên: tệp chỉ thêm và sửa",
    Absent.SECTION: "Bỏ, trong những phòng, vị trí mà tệp nhắc tới",
    Absent.DROP: "Bỏ: tệp là toàn bộ danh mục",
}


@dataclass(frozen=True)
class PlanLine:
    """A loaded file in the list."""

    href: str
    filename: str
    when: str
    by: str
    state: str
    waits: bool


@dataclass(frozen=True)
class AbsentLine:
    """One answer to what becomes of rows that the file does not have."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ImportsPage:
    """The files of a proposal, and the form that loads one."""

    title: str
    kind: str
    answer: str
    plans: tuple[PlanLine, ...]
    loads: bool
    closed: str
    absent: tuple[AbsentLine, ...]
    problem: str


@dataclass(frozen=True)
class Refusal:
    """A row that was not taken: where, what is wrong in which cell, what was typed."""

    place: str
    faults: tuple[str, ...]
    typed: str


@dataclass(frozen=True)
class Sample:
    """A text of an old encoding before and after."""

    before: str
    after: str


@dataclass(frozen=True)
class Legacy:
    """A sheet that was written in an old encoding."""

    told: str
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class PlanPage:
    """One loaded file."""

    filename: str
    list_name: str
    sha256: str
    answer: str
    standing: str
    absent: str
    changes: tuple[SheetLine, ...]
    refused: tuple[Refusal, ...]
    more_refused: int
    notices: tuple[tuple[str, str, str, str], ...]
    more_notices: int
    legacy: tuple[Legacy, ...]
    applies: bool
    discards: bool
    undoes: bool
    problem: str


@dataclass(frozen=True)
class Reader:
    """Who reads: the account, and whether she may draft this list."""

    user: int
    drafts: bool


def imports_page(
    view: ProposalView,
    plans: Sequence[tuple[PlanRow, str]],
    reader: Reader,
    *,
    absent: str = "",
    problem: str = "",
) -> ImportsPage:
    """Build the page of a proposal's files; each plan comes with its address."""
    waiting = [one for one, _ in plans if one.state == PlanState.PLANNED]
    is_open = view.state in EDITABLE
    state = str(ProposalState(view.state).label).lower()
    told = f"{len(waiting)} tệp chờ người thứ hai áp dụng." if waiting else "Không có tệp nào chờ."
    return ImportsPage(
        title=view.name,
        kind=LIST_TITLES[ListKind(view.kind)],
        answer=told,
        plans=tuple(_plan_line(one, href) for one, href in plans),
        loads=is_open and reader.drafts,
        closed="" if is_open else f"Bản đề xuất {state}: không nạp tệp được nữa.",
        absent=tuple(
            AbsentLine(one.value, label, one.value == (absent or Absent.KEEP))
            for one, label in ABSENT.items()
        ),
        problem=problem,
    )


def plan_page(
    plan: PlanRow,
    view: ProposalView,
    read: ListPlan | None,
    live: Differences | None,
    reader: Reader,
    *,
    problem: str = "",
) -> PlanPage:
    """Build the page of one file: `read` as it was read, else `live`, the difference as it is."""
    kind = ListKind(view.kind)
    told = _planned(read, kind, plan) if read else changes_told(live, kind) if live else ()
    refused = read.refused if read else ()
    notices = read.notices if read else ()
    fresh = plan.state == PlanState.PLANNED and view.state in EDITABLE
    own = plan.planned_by == reader.user
    stale = fresh and plan.revision != view.revision
    return PlanPage(
        filename=plan.filename,
        list_name=view.name,
        sha256=plan.sha256,
        answer=_answer(told, len(refused)),
        standing=_standing(plan, view, own=own, stale=stale, drafts=reader.drafts),
        absent=ABSENT[Absent(plan.plan.get("absent", Absent.KEEP))] if read else "",
        changes=sheet_lines(told),
        refused=tuple(
            Refusal(str(one.place), tuple(map(str, one.faults)), " · ".join(one.typed.values()))
            for one in refused[:MOST_REFUSED]
        ),
        more_refused=max(0, len(refused) - MOST_REFUSED),
        notices=notices[:MOST_NOTICES],
        more_notices=max(0, len(notices) - MOST_NOTICES),
        legacy=tuple(
            Legacy(
                f"Trang “{one.sheet}”: {count(one.cells)} ô viết bằng phông cũ "
                f"({one.encoding.value}), đã chuyển sang Unicode. Mẫu trước và sau:",
                tuple(Sample(*pair) for pair in one.samples),
            )
            for one in (read.legacy if read else ())
        ),
        applies=fresh and reader.drafts and not own and not stale,
        discards=fresh and reader.drafts,
        undoes=plan.state == PlanState.APPLIED and reader.drafts and view.state in EDITABLE,
        problem=problem,
    )


def _plan_line(one: PlanRow, href: str) -> PlanLine:
    label = str(PlanState(one.state).label)
    by = one.planner or "Hệ thống"
    if one.applier:
        label = f"{label}: {one.applier}"
    waits = one.state == PlanState.PLANNED
    return PlanLine(href, one.filename, moment(one.planned_at), by, label, waits)


def _answer(told: Sequence[SheetTold], refused: int) -> str:
    sums = [
        (sum(len(one.added) for one in told), "dòng mới"),
        (sum(len(one.changed) for one in told if one.title != LIST_SETTINGS), "dòng sửa"),
        (sum(len(one.removed) for one in told), "dòng bỏ"),
        (refused, "dòng không nhận"),
    ]
    parts = [f"{count(number)} {what}" for number, what in sums if number]
    return f"{', '.join(parts)}." if parts else "Tệp không đổi gì trong bản đề xuất."


def _standing(plan: PlanRow, view: ProposalView, *, own: bool, stale: bool, drafts: bool) -> str:
    loaded = f"{plan.planner or 'Hệ thống'} nạp lúc {moment(plan.planned_at)}"
    match plan.state:
        case PlanState.APPLIED:
            at = f" lúc {moment(plan.applied_at)}" if plan.applied_at else ""
            return f"{loaded}; {plan.applier} đã áp dụng{at}."
        case PlanState.DISCARDED:
            return f"{loaded}; đã bỏ, không áp dụng."
        case PlanState.UNDONE:
            return f"{loaded}; đã áp dụng rồi hoàn tác."
    if view.state not in EDITABLE:
        return f"{loaded}. Bản đề xuất không còn ở bước soạn nên không áp dụng được."
    if stale:
        return f"{loaded}. Bản đề xuất đã thay đổi từ đó: hãy nạp lại tệp để xem kế hoạch mới."
    if own and drafts:
        return f"{loaded}. Chờ một người khác ở cơ quan xem và áp dụng."
    return f"{loaded}. Chưa có gì đổi cho đến khi người thứ hai áp dụng."


def _planned(read: ListPlan, kind: ListKind, plan: PlanRow) -> tuple[SheetTold, ...]:
    sheets = [_sheet_planned(one, plan) for one in read.sheets if one.kind is kind]
    titles = {one.name: one.title for one in SETTINGS[kind]}
    cells = tuple(
        CellTold(titles.get(name, name), before, after)
        for name, (before, after) in read.settings.get(kind, {}).items()
    )
    head = [SheetTold(LIST_SETTINGS, (), (RowTold("", cells),), ())] if cells else []
    return (*head, *(one for one in sheets if one.count))


def _sheet_planned(one: SheetPlan, plan: PlanRow) -> SheetTold:
    sheet = sheet_named(one.sheet)
    rows = {sheet.key_of(row): row for row in dict(plan.plan["sheets"])[one.sheet]}
    drops = plan.plan.get("absent") not in (Absent.KEEP, None)

    def label(key: tuple[str, ...]) -> str:
        return row_label(sheet, rows.get(key, dict(zip(sheet.key, key, strict=True))))

    return SheetTold(
        sheet.title,
        tuple(RowTold(label(key)) for key in one.new),
        tuple(
            RowTold(
                f"{label(change.key)} ({change.place})" if change.place else label(change.key),
                tuple(
                    CellTold(
                        sheet.column(name).title, shown(sheet.column(name), before),
                        shown(sheet.column(name), after),
                    )
                    for name, (before, after) in change.fields.items()
                ),
            )
            for change in one.changed
        ),
        tuple(RowTold(row_label(sheet, left.row)) for left in one.gone) if drops else (),
    )  # fmt: skip
