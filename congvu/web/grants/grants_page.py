"""What the pages of grants show, already in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from congvu.apps.org.enums import RoleName
from congvu.apps.org.queries import GrantFilter, GrantListed, Standing
from congvu.apps.org.roles import ROLES
from congvu.kernel.dates import format_day
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages

ONE_DAY = timedelta(days=1)
SYSTEM, HOLDS = "hệ thống", "đang có hiệu lực"
STANDINGS = {
    Standing.IN_FORCE: "Đang có hiệu lực",
    Standing.WAITING: "Chờ xác nhận",
    Standing.ENDED: "Đã hết, đã thu",
    Standing.EVERY: "Tất cả",
}


@dataclass(frozen=True)
class GrantLine:
    """One grant in the list."""

    href: str
    name: str
    username: str
    role: str
    unit: str
    days: str
    given: str
    reason: str
    state: str
    holds: bool
    waits: bool


@dataclass(frozen=True)
class Choice:
    """A choice of the filter."""

    value: str
    label: str
    here: bool


@dataclass(frozen=True)
class GrantsPage:
    """The whole list: what it is narrowed to, and one page of it."""

    told: str
    waiting: str
    text: str
    unit: str
    unit_fault: str
    roles: tuple[Choice, ...]
    standings: tuple[Choice, ...]
    lines: tuple[GrantLine, ...]
    pages: Pages


@dataclass(frozen=True)
class GrantPage:
    """One grant: what it is, its history, and what may be done with it now."""

    line: GrantLine
    does: str
    history: tuple[str, ...]
    confirms: bool
    ends: bool
    why_not: str
    typed: str
    problem: str


def grants_page(
    asked: GrantFilter,
    rows: Sequence[GrantListed],
    pages: Pages,
    *,
    typed_unit: str,
    unit_fault: str,
    waiting: int,
    today: date,
) -> GrantsPage:
    """The list of grants as it is asked for."""
    return GrantsPage(
        told=f"{count(pages.total)} quyền",
        waiting=f"{count(waiting)} quyền chờ người thứ hai xác nhận" if waiting else "",
        text=asked.text,
        unit=typed_unit,
        unit_fault=unit_fault,
        roles=_choices({name: role.label for name, role in ROLES.items()}, asked.role),
        standings=_choices(STANDINGS, asked.standing),
        lines=tuple(line_of(one, today) for one in rows),
        pages=pages,
    )


def grant_page(
    row: GrantListed, *, user: int, today: date, typed: str = "", problem: str = ""
) -> GrantPage:
    """The page of one grant for one administrator."""
    over = row.void or (row.valid_until is not None and row.valid_until <= today)
    involved = user in (row.user, row.granted_by_id)
    return GrantPage(
        line=line_of(row, today),
        does=ROLES[row.role].description if row.role in ROLES else "",
        history=tuple(_history(row)),
        confirms=row.is_waiting and not over and not involved,
        ends=not over,
        why_not=_why_not(row, user) if row.is_waiting and not over and involved else "",
        typed=typed,
        problem=problem,
    )


def line_of(row: GrantListed, today: date) -> GrantLine:
    """One grant in words."""
    return GrantLine(
        href=reverse("grant", args=(row.id,)),
        name=row.name,
        username=row.username,
        role=str(RoleName(row.role).label) if row.role in RoleName.values else row.role,
        unit=row.unit_name or "Toàn tỉnh",
        days=_days(row),
        given=row.granted_by or SYSTEM,
        reason=row.reason,
        state=_state(row, today),
        holds=_state(row, today) == HOLDS,
        waits=row.is_waiting,
    )


def _choices(labels: Mapping[str, str], here: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, label, value == here) for value, label in labels.items())


def _days(row: GrantListed) -> str:
    since = f"từ {format_day(row.valid_from)}"
    return f"{since} đến hết {format_day(row.valid_until - ONE_DAY)}" if row.valid_until else since


def _state(row: GrantListed, today: date) -> str:
    if row.void:
        return "đã thu trước khi có hiệu lực" if row.is_waiting else "đã thu ngay"
    if row.valid_until is not None and row.valid_until <= today:
        return "đã thu" if row.ended_at else "đã hết"
    if row.is_waiting:
        return "chờ xác nhận"
    return "chưa tới ngày" if row.valid_from > today else HOLDS


def _why_not(row: GrantListed, user: int) -> str:
    who = "người cấp" if user == row.granted_by_id else "người nhận"
    return f"Quyền này chờ một người quản trị khác xác nhận; {who} không tự xác nhận được."


def _history(row: GrantListed) -> list[str]:
    """What happened to it, the first first."""
    told = [f"{row.granted_by or SYSTEM} cấp: {row.reason or 'không ghi lý do'}"]
    if row.confirmed_by:
        told.append(f"{row.confirmed_by} xác nhận")
    if row.ended_at:
        told.append(
            f"{row.ended_by or SYSTEM} thu lúc {moment(row.ended_at)}: "
            f"{row.end_reason or 'không ghi lý do'}"
        )
    return told
