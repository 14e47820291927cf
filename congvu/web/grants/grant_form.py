"""The form that gives a role: what was typed, what was wrong with it, and the grant it means."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from congvu.access.rights import PROVINCE_WIDE
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.actions import NewGrant
from congvu.apps.org.queries import UnitRow
from congvu.apps.org.roles import FOUR_EYES, ROLES
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.web.grants.found import Offer, Several, account_of, unit_of

WHO, ROLE, UNIT, FROM, UNTIL, WHY = "nguoi", "vai-tro", "don-vi", "tu", "den", "ly-do"
_CALLED = {"who": WHO, "role": ROLE, "unit": UNIT, "since": FROM, "until": UNTIL, "why": WHY}
MOST_TYPED = 300
ONE_DAY = timedelta(days=1)
Meant = TypeVar("Meant")


@dataclass(frozen=True)
class RoleChoice:
    """A role as the form offers it."""

    value: str
    label: str
    does: str
    here: bool


@dataclass(frozen=True)
class Field:
    """One field: what was typed, what is wrong with it, what could have been meant."""

    name: str
    value: str
    fault: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Form:
    """What was typed, by field; what is wrong, by field; what could have been meant, by field."""

    typed: Mapping[str, str]
    faults: dict[str, str] = field(default_factory=dict)
    offers: dict[str, tuple[Offer, ...]] = field(default_factory=dict)
    refused: str = ""

    @property
    def roles(self) -> tuple[RoleChoice, ...]:
        """Every role, the chosen one marked."""
        return tuple(
            RoleChoice(name, _label(name), role.description, name == self.typed.get(ROLE))
            for name, role in ROLES.items()
        )

    @property
    def fields(self) -> dict[str, Field]:
        """The fields by the names that the template calls them by."""
        return {
            called: Field(
                name,
                self.typed.get(name, ""),
                self.faults.get(name, ""),
                self.offers.get(name, ()),
            )
            for called, name in _CALLED.items()
        }

    @property
    def is_wrong(self) -> bool:
        """Whether it has to be mended."""
        return bool(self.faults or self.refused)


@dataclass(frozen=True)
class Read:
    """A form that could be read: the grant, its holder's name, and the unit it is held on."""

    row: NewGrant
    name: str
    unit: UnitRow | None


def blank(*, today: date, who: str = "") -> Form:
    """The form as it opens: from today, without an end."""
    return Form({WHO: who, FROM: format_day(today)})


def read(posted: Mapping[str, str], *, today: date) -> tuple[Form, Read | None]:
    """Read what was typed; every fault is told at its field, and what was typed is kept."""
    names = (WHO, ROLE, UNIT, FROM, UNTIL, WHY)
    typed = {name: posted.get(name, "").replace("\x00", "").strip()[:MOST_TYPED] for name in names}
    form = Form(typed)
    who = _meant(form, WHO, account_of)
    unit = _meant(form, UNIT, lambda text: unit_of(text, on=today)) if typed[UNIT] else None
    _check_place(form)
    begins, ends = _day(form, FROM, today), _day(form, UNTIL, None)
    if not typed[WHY]:
        form.faults[WHY] = "Ghi lý do, như “QĐ 45/QĐ-UBND ngày 05/11/2026”."
    if form.faults or who is None or begins is None:
        return form, None
    until = ends + ONE_DAY if ends else None
    row = NewGrant(who.id, typed[ROLE], begins, unit.code if unit else None, until, typed[WHY])
    return form, Read(row, who.name, unit)


def refuse(form: Form, told: str) -> Form:
    """The form again, with why the records did not take it."""
    return replace(form, refused=told)


def _label(name: str) -> str:
    second = " (cần người thứ hai xác nhận)" if name in FOUR_EYES else ""
    return f"{ROLES[name].label}{second}"


def _meant(form: Form, name: str, find: Callable[[str], Meant]) -> Meant | None:
    """What a field means; a fault at the field, with the few it could mean, where it is not one."""
    try:
        return find(form.typed[name])
    except Refused as refused:
        form.faults[name] = str(refused)
        if isinstance(refused, Several):
            form.offers[name] = refused.offers
        return None


def _check_place(form: Form) -> None:
    role, unit = form.typed[ROLE], form.typed[UNIT]
    if role not in ROLES:
        form.faults[ROLE] = "Chọn vai trò."
    elif not unit and role not in PROVINCE_WIDE:
        form.faults[UNIT] = "Vai trò này giữ ở một đơn vị; gõ mã hoặc tên đơn vị."
    elif unit and role == "province_admin":
        form.faults[UNIT] = "Quản trị cấp tỉnh giữ cho toàn tỉnh; để trống ô này."


def _day(form: Form, name: str, empty: date | None) -> date | None:
    text = form.typed[name]
    if not text:
        return empty
    try:
        return parse_day(text)
    except NotADay as wrong:
        form.faults[name] = str(wrong)
        return None
