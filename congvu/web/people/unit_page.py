"""One unit: what it is, who leads it, what is in it, what it came from and what it became."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from congvu.apps.org.enums import SuccessionKind
from congvu.apps.org.queries import Kin, PastState, UnitFile, UnitOnDay
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import StaffRow
from congvu.kernel.dates import DAY, format_day
from congvu.web.people.units_page import LABELS, UnitLine, address

_CAME = {SuccessionKind.MERGED: "Nhập vào đây", SuccessionKind.SPLIT: "Một phần nhập vào đây"}
_WENT = {SuccessionKind.MERGED: "Nhập vào", SuccessionKind.SPLIT: "Một phần thành"}


@dataclass(frozen=True)
class Fact:
    """A line of what is known of the unit; `href` leads to another unit."""

    label: str
    text: str
    href: str = ""


@dataclass(frozen=True)
class Leader:
    """Somebody who leads the unit now; `href` only for whoever may read her file."""

    name: str
    post: str
    href: str


@dataclass(frozen=True)
class Happening:
    """Something that happened to the unit on a day, with the units it happened with."""

    day: date
    told: str
    units: tuple[tuple[str, str], ...]
    decision: str

    @property
    def on(self) -> str:
        """The day as it is written."""
        return format_day(self.day)


@dataclass(frozen=True)
class UnitPage:
    """The whole page of one unit."""

    name: str
    kind: str
    standing: str
    ended: bool
    now: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]
    leaders: tuple[Leader, ...]
    below: tuple[UnitLine, ...]
    story: tuple[Happening, ...]
    people_href: str
    change_href: str


def unit_page(
    unit: UnitFile,
    *,
    today: date,
    managing: tuple[str, str] | None,
    leaders: Sequence[StaffRow],
    below: Sequence[UnitOnDay],
    heads: Mapping[str, str],
    past: Sequence[PastState],
    before: Sequence[Kin],
    after: Sequence[Kin],
    person_href: Callable[[StaffRow], str],
    people_href: str,
    change_href: str,
) -> UnitPage:
    """The page of a unit as it stands today, with everything that happened to it."""
    ended = not unit.exists_on(today) and unit.valid_until is not None
    return UnitPage(
        name=unit.name,
        kind=LABELS[unit.kind],
        standing=_standing(unit, ended=ended),
        ended=ended,
        now=tuple((one.name, address(one.code)) for one in after) if ended else (),
        facts=tuple(_facts(unit, managing)),
        leaders=tuple(Leader(one.full_name, _post(one), person_href(one)) for one in leaders),
        below=tuple(
            UnitLine(one.name, address(one.code), heads.get(one.code, ""), LABELS[one.kind])
            for one in below
        ),
        story=tuple(_story(unit, past, before, after)),
        people_href=people_href,
        change_href=change_href,
    )


def _standing(unit: UnitFile, *, ended: bool) -> str:
    since = f"Hoạt động từ {format_day(unit.valid_from)}"
    by = f" theo {unit.decision}" if unit.decision else ""
    if not ended or unit.valid_until is None:
        until = f", đến hết {format_day(unit.valid_until - DAY)}" if unit.valid_until else ""
        return f"{since}{by}{until}"
    how = f" theo {unit.end_decision}" if unit.end_decision else ""
    return f"Đã kết thúc hoạt động từ {format_day(unit.valid_until)}{how}"


def _facts(unit: UnitFile, managing: tuple[str, str] | None) -> list[Fact]:
    facts = [Fact("Mã", unit.code)]
    if unit.official_code:
        facts.append(Fact("Mã định danh (QĐ 20/2020)", unit.official_code))
    if unit.area_code:
        facts.append(Fact("Mã đơn vị hành chính", unit.area_code))
    if unit.parent and unit.parent_name:
        facts.append(Fact("Trực thuộc", unit.parent_name, address(unit.parent)))
    if unit.agency == unit.code:
        facts.append(Fact("Vai trò với công chức", "Cơ quan sử dụng công chức"))
    elif unit.agency and unit.agency_name:
        facts.append(Fact("Vai trò với công chức", "Cơ quan trực tiếp sử dụng công chức"))
        facts.append(Fact("Cơ quan sử dụng công chức", unit.agency_name, address(unit.agency)))
    if managing:
        facts.append(Fact("Cơ quan quản lý công chức", managing[1], address(managing[0])))
    return facts


def _post(one: StaffRow) -> str:
    field = f", phụ trách {one.field}" if one.leads == Leads.DEPUTY and one.field else ""
    return f"{one.title}{field}{'' if one.is_primary else ' (kiêm nhiệm)'}"


def _story(
    unit: UnitFile, past: Sequence[PastState], before: Sequence[Kin], after: Sequence[Kin]
) -> list[Happening]:
    """Everything that happened, latest first."""
    told = [_changed(unit, past, place) for place in range(len(past))]
    told += [*_together(before, _CAME), *_together(after, _WENT)]
    if not before:
        told.append(Happening(unit.valid_from, "Bắt đầu hoạt động", (), unit.decision))
    return sorted(told, key=lambda one: one.day, reverse=True)


def _together(kin: Sequence[Kin], words: Mapping[SuccessionKind, str]) -> list[Happening]:
    """The units that came or went on one day by one decision, in one line."""
    by_act: dict[tuple[date, str, str], list[Kin]] = {}
    for one in kin:
        told = words[SuccessionKind(one.kind)]
        by_act.setdefault((one.day, told, one.decision + _far(one)), []).append(one)
    return [
        Happening(day, told, tuple((one.name, address(one.code)) for one in units), decision)
        for (day, told, decision), units in by_act.items()
    ]


def _changed(unit: UnitFile, past: Sequence[PastState], place: int) -> Happening:
    """A change of name or of the unit above; `past` is latest first."""
    was = past[place]
    name, parent = (
        (past[place - 1].name, past[place - 1].parent_name)
        if place
        else (unit.name, unit.parent_name)
    )
    told = []
    if name != was.name:
        told.append(f"Đổi tên từ “{was.name}” thành “{name}”")
    if parent != was.parent_name:
        told.append(f"Chuyển từ {was.parent_name or 'không trực thuộc'} sang {parent}")
    return Happening(was.until, "; ".join(told), (), was.decision)


def _far(one: Kin) -> str:
    return "" if one.steps == 1 else f" (qua {one.steps - 1} lần sắp xếp)"
