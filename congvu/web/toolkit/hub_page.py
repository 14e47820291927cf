"""The page of toolkits: what waits for the reader, what is in force, what was shared both ways."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from congvu.access import policy
from congvu.access.rights import Rights
from congvu.apps.org.enums import UnitKind
from congvu.apps.toolkit.enums import EDITABLE, ENDED, ProposalState
from congvu.apps.toolkit.queries import (
    AdoptionRow,
    IncomingRow,
    ProposalView,
    ReleaseRow,
    WaitingPlan,
)
from congvu.engine.lists.sheets import LIST_TITLES, ListKind
from congvu.exchange.toolkit.assembly import Standing
from congvu.kernel.dates import format_day
from congvu.web.shared.moments import day_of
from congvu.web.shared.numbers import count

COMMON = "dùng chung toàn tỉnh"
Href = Callable[..., str]


@dataclass(frozen=True)
class Waiting:
    """Something that waits: what, what is to be done with it, since when, who has it.

    `files` is the address where a file is loaded into it, "" where none may be.
    """

    name: str
    kind: str
    what: str
    since: str
    href: str
    mine: bool
    files: str = ""


@dataclass(frozen=True)
class ListLine:
    """A list in force."""

    value: str
    name: str
    kind: str
    whose: str
    decision: str
    since: str
    rows: str
    href: str
    begins: bool


@dataclass(frozen=True)
class Choice:
    """One of the choices of a form."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Beginning:
    """What was typed to begin a new list, and why it was refused."""

    kind: str = ""
    name: str = ""
    code: str = ""
    unit_kind: str = ""
    problem: str = ""

    @property
    def kinds(self) -> tuple[Choice, ...]:
        """The kinds of list that are begun here; catalogues have a form of their own."""
        told = {kind: title for kind, title in LIST_TITLES.items() if kind != ListKind.CATALOGUE}
        return tuple(Choice(kind, title, kind == self.kind) for kind, title in told.items())

    @property
    def unit_kinds(self) -> tuple[Choice, ...]:
        """The kinds of unit that positions may belong to."""
        return tuple(
            Choice(value, label, value == self.unit_kind) for value, label in UnitKind.choices
        )


@dataclass(frozen=True)
class ReleaseLine:
    """A version that we published."""

    name: str
    version: str
    day: str
    by: str
    href: str


@dataclass(frozen=True)
class AdoptionLine:
    """A version of another's that was taken over."""

    name: str
    version: str
    publisher: str
    lists: str
    day: str
    by: str


@dataclass(frozen=True)
class Publishing:
    """The form that publishes, as it was typed; `lists` are the chosen values, None: all."""

    version: str = ""
    name: str = ""
    code: str = ""
    licence: str = ""
    note: str = ""
    lists: frozenset[str] | None = None
    problem: str = ""


@dataclass(frozen=True)
class Key:
    """The key that this server signs with: its mark, or why there is none."""

    mark: str = ""
    fault: str = ""


@dataclass(frozen=True)
class HubPage:
    """All of the page; the forms are None for who may not use them."""

    answer: str
    mine: tuple[Waiting, ...]
    others: tuple[Waiting, ...]
    lists: tuple[ListLine, ...]
    releases: tuple[ReleaseLine, ...]
    adoptions: tuple[AdoptionLine, ...]
    publishing: Publishing | None
    key: Key
    beginning: Beginning | None
    receives: bool
    problem: str = ""


@dataclass(frozen=True)
class Records:
    """What the page is made of."""

    proposals: Sequence[ProposalView]
    plans: Sequence[WaitingPlan]
    lists: Sequence[Standing]
    releases: Sequence[ReleaseRow]
    adoptions: Sequence[AdoptionRow]
    incoming: Sequence[IncomingRow] = ()


def hub_page(
    records: Records,
    rights: Rights,
    user: int,
    *,
    href: Href,
    publishing: Publishing | None,
    key: Key,
    beginning: Beginning,
    problem: str = "",
) -> HubPage:
    """Build the page for one reader; `href` gives the address of a page by its name."""
    waiting = [*_waiting(records, rights, user, href), *_incoming(records.incoming, href)]
    mine = tuple(one for one in waiting if one.mine)
    return HubPage(
        answer=_answer(mine, records.lists),
        mine=mine,
        others=tuple(one for one in waiting if not one.mine),
        lists=tuple(_list_line(one, records, rights, href) for one in records.lists),
        releases=tuple(_release_line(one, href) for one in records.releases),
        adoptions=tuple(map(_adoption_line, records.adoptions)),
        publishing=publishing,
        key=key,
        beginning=beginning if policy.may_propose(rights, unit_path=None) else None,
        receives=rights.may(policy.ADOPT_TOOLKIT),
        problem=problem,
    )


def value_of(one: Standing) -> str:
    """Return what names a list in the publishing form."""
    return f"{one.kind}/{one.series}"


def _answer(mine: Sequence[Waiting], lists: Sequence[Standing]) -> str:
    held = f"{len(lists)} danh mục đang có hiệu lực" if lists else "Chưa có danh mục nào hiệu lực"
    if not mine:
        return f"Không có việc nào chờ ông/bà. {held}."
    return f"{len(mine)} việc chờ ông/bà. {held}."


def _waiting(records: Records, rights: Rights, user: int, href: Href) -> Iterator[Waiting]:
    seen: dict[int, ProposalView] = {}
    for one in records.proposals:
        if one.state in ENDED or not policy.may_read_draft(rights, unit_path=one.unit_path):
            continue
        seen[one.id] = one
        yield _proposal(one, rights, user, href)
    for plan in records.plans:
        if plan.proposal_id in seen:
            yield _plan(plan, seen[plan.proposal_id], rights, user, href)


def _proposal(one: ProposalView, rights: Rights, user: int, href: Href) -> Waiting:
    own = one.proposed_by == user
    where = {"unit_path": one.unit_path}
    kind = f"{LIST_TITLES[ListKind(one.kind)]} · {one.unit_name or COMMON}"
    address = href("proposal", one.id)
    if one.state in EDITABLE:
        mine = policy.may_propose(rights, **where)
        what = "Trả lại: sửa rồi trình lại" if one.state == ProposalState.RETURNED else (
            "Đang soạn: sửa rồi trình thẩm định"
        )  # fmt: skip
    elif one.state == ProposalState.SUBMITTED:
        mine, what = policy.may_appraise(rights, **where) and not own, "Chờ thẩm định"
        address = href("appraisal", one.id)
    else:
        mine, what = policy.may_issue(rights, **where) and not own, "Đã thẩm định: chờ ban hành"
        address = href("issue", one.id)
    files = href("imports", one.id) if mine and one.state in EDITABLE else ""
    return Waiting(one.name, kind, what, day_of(_since(one)), address, mine, files)


def _since(one: ProposalView) -> datetime:
    return one.appraised_at or one.submitted_at or one.proposed_at


def _plan(plan: WaitingPlan, one: ProposalView, rights: Rights, user: int, href: Href) -> Waiting:
    mine = policy.may_propose(rights, unit_path=one.unit_path) and plan.planned_by != user
    by = f"tệp do {plan.planner} nạp" if plan.planner else "tệp đã nạp"
    return Waiting(
        plan.filename,
        f"{by} vào {one.name}",
        "Chờ người thứ hai xem và áp dụng",
        day_of(plan.planned_at),
        href("import_plan", plan.proposal_id, plan.id),
        mine,
    )


def _incoming(found: Sequence[IncomingRow], href: Href) -> Iterator[Waiting]:
    for one in found:
        what = "Đang hợp nhất dở: chọn tiếp" if one.choices else "Gói của nơi khác: xem rồi nhận"
        by = f"{one.by} tải lên" if one.by else "đã tải lên"
        yield Waiting(
            one.filename, by, what, day_of(one.at), href("toolkit_inspection", one.digest),
            mine=True,
        )  # fmt: skip


def _list_line(one: Standing, records: Records, rights: Rights, href: Href) -> ListLine:
    running = {(p.kind, p.series) for p in records.proposals if p.state not in ENDED}
    common = one.unit is None and policy.may_propose(rights, unit_path=None)
    pages: Mapping[ListKind, tuple[object, ...]] = {
        ListKind.CATALOGUE: ("catalogue", one.edition),
        ListKind.POSITIONS: ("positions",),
        ListKind.FRAMEWORK: ("framework", one.series),
    }
    name, *words = pages.get(one.kind, ("",))
    return ListLine(
        value_of(one),
        one.name,
        one.title,
        one.unit_name or COMMON,
        one.decision,
        "" if one.kind is ListKind.LOCAL else format_day(one.valid_from),
        count(one.rows),
        href(name, *words) if name else "",
        common and one.named not in running,
    )


def _release_line(one: ReleaseRow, href: Href) -> ReleaseLine:
    address = href("toolkit_release", one.code, one.version)
    return ReleaseLine(one.name, one.version, day_of(one.at), one.by or "Hệ thống", address)


def _adoption_line(one: AdoptionRow) -> AdoptionLine:
    lists = ", ".join(_renamed(part[1:3]) for part in one.parts)
    return AdoptionLine(
        one.name, one.version, one.publisher, lists, day_of(one.at), one.by or "Hệ thống"
    )


def _renamed(codes: Iterable[str]) -> str:
    there, here = codes
    return there if there == here else f"{there} (ở đây {here})"
