"""The page of all catalogues: in force today, then earlier and later editions, then under way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse

from congvu.apps.catalogue.queries import VersionRow
from congvu.apps.org.queries import UnitRow
from congvu.apps.toolkit.enums import ENDED
from congvu.apps.toolkit.queries import ProposalView, Returned
from congvu.engine.lists.document import written
from congvu.engine.lists.sheets import LIST_TITLES, ListKind
from congvu.web.office.grid_view import Option
from congvu.web.office.proposal_page import COMMON
from congvu.web.office.stages import Stage, stage_of
from congvu.web.shared.moments import day_of
from congvu.web.shared.numbers import count

_MOST_ENDED = 10


@dataclass(frozen=True)
class NewList:
    """What was typed to begin a list, and what is wrong with it."""

    name: str = ""
    code: str = ""
    unit: str = ""
    standard: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class EditionLine:
    """One edition as the list shows it."""

    code: str
    name: str
    decision: str
    when: str
    products: str
    standard: str
    href: str


@dataclass(frozen=True)
class CatalogueLine:
    """A catalogue: its edition in force, the others, and whether a new one can be begun."""

    edition: EditionLine
    others: tuple[EditionLine, ...]
    series: str
    begins: bool
    under_way: str


@dataclass(frozen=True)
class Holder:
    """Whose catalogues stand together: common ones, or those of one agency."""

    name: str
    catalogues: tuple[CatalogueLine, ...]


@dataclass(frozen=True)
class UnderWay:
    """A list on its way: its state, who holds it since when, what comes next."""

    name: str
    kind: str
    whose: str
    state: str
    holder: str
    since: str
    next: str
    href: str


@dataclass(frozen=True)
class CataloguesPage:
    """The whole page: the answer first, then whose catalogues there are."""

    answer: str
    holders: tuple[Holder, ...]
    rest: tuple[EditionLine, ...]
    sees_drafts: bool
    under_way: tuple[UnderWay, ...]
    ended: tuple[UnderWay, ...]
    units: tuple[Option, ...]
    typed: NewList


def catalogues_page(
    versions: Sequence[VersionRow],
    proposals: Sequence[ProposalView],
    returned: Mapping[int, Returned],
    *,
    units: Sequence[UnitRow],
    may_propose: Callable[[str | None], bool],
    typed: NewList,
    today: date,
) -> CataloguesPage:
    """Return the page; `proposals` are those that the reader may see."""
    running = [one for one in proposals if one.state not in ENDED]
    ended = [one for one in proposals if one.state in ENDED]
    in_force = [one for one in versions if one.holds_on(today)]
    lines = [_catalogue(one, versions, running, may_propose, today) for one in in_force]
    holding = {one.series for one in in_force}
    return CataloguesPage(
        answer=_answer(in_force, running),
        holders=_holders(in_force, lines),
        rest=tuple(_edition(one, today) for one in versions if one.series not in holding),
        sees_drafts=bool(units or proposals or may_propose(None)),
        under_way=tuple(_under_way(one, returned) for one in running),
        ended=tuple(_under_way(one, returned) for one in ended[:_MOST_ENDED]),
        units=_unit_options(units, may_propose, typed.unit),
        typed=typed,
    )


def standing(edition: VersionRow, today: date) -> str:
    """Return since when or until when an edition holds, in words."""
    if edition.valid_from > today:
        return f"có hiệu lực từ {edition.valid_from:%d/%m/%Y}, chưa bắt đầu"
    if edition.valid_until and edition.valid_until <= today:
        return f"từ {edition.valid_from:%d/%m/%Y}, hết hiệu lực {edition.valid_until:%d/%m/%Y}"
    until = f", đến {edition.valid_until:%d/%m/%Y}" if edition.valid_until else ""
    return f"có hiệu lực từ {edition.valid_from:%d/%m/%Y}{until}"


def _answer(in_force: Sequence[VersionRow], running: Sequence[ProposalView]) -> str:
    if not in_force:
        return "Hôm nay chưa có danh mục nào có hiệu lực."
    products = sum(one.products for one in in_force)
    under_way = f" {count(len(running))} bản đề xuất đang làm." if running else ""
    return (
        f"{count(len(in_force))} danh mục đang có hiệu lực, {count(products)} sản phẩm, công việc."
        f"{under_way}"
    )


def _holders(in_force: Sequence[VersionRow], lines: Sequence[CatalogueLine]) -> tuple[Holder, ...]:
    """Common catalogues first, then agency by agency in the order of the tree."""
    paths: dict[str, tuple[str, list[CatalogueLine]]] = {}
    for one, line in zip(in_force, lines, strict=True):
        name = one.unit_name or COMMON
        paths.setdefault(one.unit_path or "", (name, []))[1].append(line)
    return tuple(Holder(name, tuple(listed)) for _, (name, listed) in sorted(paths.items()))


def _catalogue(
    edition: VersionRow,
    versions: Sequence[VersionRow],
    running: Sequence[ProposalView],
    may_propose: Callable[[str | None], bool],
    today: date,
) -> CatalogueLine:
    others = [one for one in versions if one.series == edition.series and one is not edition]
    draft = next(
        (p for p in running if (p.kind, p.series) == (ListKind.CATALOGUE, edition.series)), None
    )
    return CatalogueLine(
        edition=_edition(edition, today),
        others=tuple(_edition(one, today) for one in others),
        series=edition.series,
        begins=draft is None and may_propose(edition.unit_path),
        under_way=reverse("proposal", args=(draft.id,)) if draft else "",
    )


def _edition(one: VersionRow, today: date) -> EditionLine:
    return EditionLine(
        code=one.code,
        name=one.name,
        decision=one.decision,
        when=standing(one, today),
        products=count(one.products),
        standard=written(one.standard_points_tenths, 1),
        href=reverse("catalogue", args=(one.code,)),
    )


def _under_way(one: ProposalView, returned: Mapping[int, Returned]) -> UnderWay:
    stage: Stage = stage_of(one, returned.get(one.id))
    return UnderWay(
        name=one.name,
        kind=LIST_TITLES[ListKind(one.kind)],
        whose=one.unit_name or COMMON,
        state=stage.state,
        holder=stage.holder,
        since=day_of(stage.since) if stage.since else "",
        next=stage.next,
        href=reverse("proposal", args=(one.id,)),
    )


def _unit_options(
    units: Sequence[UnitRow], may_propose: Callable[[str | None], bool], chosen: str
) -> tuple[Option, ...]:
    common = (Option("", COMMON, not chosen),) if may_propose(None) else ()
    return common + tuple(Option(one.code, one.name, one.code == chosen) for one in units)
