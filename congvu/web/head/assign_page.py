"""Giao việc as a page: the form in its four ways, the months open, what waits to be handed out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from congvu.apps.catalogue.queries import OfferedProduct
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.queries import RecurrenceRow, Waiting
from congvu.exchange.assigning.matching import Staff
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Month
from congvu.web.head.assign_form import LONG_MONTHS, MODES, Typed
from congvu.web.head.desk import Desk
from congvu.web.head.room_view import UnitChoice
from congvu.web.shared.frame import Link
from congvu.web.shared.numbers import amount, coefficient


@dataclass(frozen=True)
class PersonPick:
    """Somebody to tick, with her part of a shared work as typed."""

    code: str
    name: str
    post: str
    ticked: bool
    share: str
    leads: bool


@dataclass(frozen=True)
class ProductPick:
    """A product to choose: what it is and what follows from it, in words."""

    id: str
    code: str
    name: str
    told: str
    chosen: bool


@dataclass(frozen=True)
class MonthPart:
    """A month of a long work, with its part as typed."""

    key: str
    label: str
    share: str


@dataclass(frozen=True)
class Repeating:
    """Work that comes again, to be ended."""

    id: int
    person: str
    title: str
    told: str


@dataclass(frozen=True)
class WaitingLine:
    """Planned work of the month that nobody handed out yet, in words; empty where none waits."""

    planned: str
    unfinished: str


@dataclass(frozen=True)
class AssignPage:
    """The whole page."""

    title: str
    unit: str
    period: str
    units: tuple[UnitChoice, ...]
    months: tuple[Link, ...]
    modes: tuple[Link, ...]
    waiting: WaitingLine
    people: tuple[PersonPick, ...]
    products: tuple[ProductPick, ...]
    parts: tuple[MonthPart, ...]
    repeating: tuple[Repeating, ...]
    ends: tuple[tuple[str, str], ...]
    first_month: str
    last_day: str
    typed: Typed
    fields: dict[str, str]
    faults: tuple[tuple[str, str], ...]
    here: str
    key: str
    unit_code: str
    month: str


def assign_page(
    desk: Desk,
    period: PeriodRow,
    typed: Typed,
    offered: Sequence[OfferedProduct],
    waiting: Waiting,
    repeating: Sequence[RecurrenceRow],
) -> AssignPage:
    """Return the page of one unit in one open month."""
    first = period.months[0]
    return AssignPage(
        title="Giao việc",
        unit=desk.here.name,
        period=period.label,
        units=unit_choices(desk),
        months=month_links(desk, "assign", cach=typed.mode),
        modes=mode_links(desk, typed.mode),
        waiting=waiting_line(desk, waiting),
        people=tuple(_pick(one, desk, typed) for one in desk.givable),
        products=product_picks(offered, typed.text("san-pham")),
        parts=tuple(
            MonthPart(one.key, one.label, typed.shares.get(one.key, ""))
            for one in (first.plus(ahead) for ahead in range(LONG_MONTHS))
        ),
        repeating=tuple(_repeating(one) for one in repeating),
        ends=tuple((one.key, one.label) for one in (first.previous(), *period.months)),
        first_month=first.key,
        last_day=format_day(period.ends_on),
        typed=typed,
        fields={name.replace("-", "_"): text for name, text in typed.texts.items()},
        faults=tuple(typed.faults.items()),
        here=f"{reverse('assign')}?{desk.query(cach=typed.mode)}",
        key=typed.key,
        unit_code=desk.here.code,
        month=period.key,
    )


def unit_choices(desk: Desk) -> tuple[UnitChoice, ...]:
    """The units to choose from."""
    return tuple(UnitChoice(one.code, one.name, one.code == desk.here.code) for one in desk.units)


def month_links(desk: Desk, name: str, **more: str) -> tuple[Link, ...]:
    """The open months, as links to the same page."""
    here = desk.period.key if desk.period else ""
    return tuple(
        Link(one.label, f"{reverse(name)}?{desk.query(**more, ky=one.key)}", one.key == here)
        for one in desk.open_months
    )


def mode_links(desk: Desk, here: str) -> tuple[Link, ...]:
    """The ways of handing out, the table among them."""
    ways = [
        Link(label, f"{reverse('assign')}?{desk.query(cach=mode)}", mode == here)
        for mode, label in MODES.items()
    ]
    table = Link("Dán cả bảng", f"{reverse('assign_table')}?{desk.query()}", here == "bang")
    return (ways[0], table, *ways[1:])


def waiting_line(desk: Desk, waiting: Waiting) -> WaitingLine:
    """What waits to be handed out in the month, and what of the month before is unfinished."""
    label = desk.period.label if desk.period else ""
    counts = ((waiting.repeated, "việc lặp lại"), (waiting.portions, "phần việc"))
    told = ", ".join(f"{number} {words}" for number, words in counts if number)
    before = desk.before
    unfinished = waiting.unfinished and before
    return WaitingLine(
        planned=f"Kỳ {label} đã mở: {told} chưa giao" if told else "",
        unfinished=f"{waiting.unfinished} việc của {before.label} chưa xong" if unfinished else "",
    )


def product_picks(offered: Sequence[OfferedProduct], chosen: str) -> tuple[ProductPick, ...]:
    """Products as choices."""
    return tuple(_product(one, chosen) for one in offered)


def _product(one: OfferedProduct, chosen: str) -> ProductPick:
    days = f", {one.default_days} ngày làm việc" if one.default_days else ""
    common = "" if one.unit else ", danh mục chung"
    told = f"hệ số {coefficient(one.coefficient_tenths)}{days}{common}"
    return ProductPick(str(one.id), one.code, one.name, told, str(one.id) == chosen)


def _pick(one: Staff, desk: Desk, typed: Typed) -> PersonPick:
    return PersonPick(
        code=one.code,
        name=one.name,
        post=one.title if one.unit == desk.here.code else f"{one.title}, {one.unit_name}",
        ticked=one.code in typed.people,
        share=typed.shares.get(one.code, ""),
        leads=typed.text("chu-tri") == one.code,
    )


def _repeating(one: RecurrenceRow) -> Repeating:
    until = f" đến {Month.of(one.last_month).label}" if one.last_month else ""
    told = (
        f"{amount(one.amount_hundredths)} × hệ số {coefficient(one.coefficient_tenths)}, hạn ngày "
        f"{one.due_day}, từ {Month.of(one.first_month).label}{until}"
    )
    return Repeating(one.id, one.full_name, one.title, told)
