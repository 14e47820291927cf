"""What the page of delegations shows, already in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from congvu.apps.org.queries import DelegationRow
from congvu.apps.org.roles import LENT_WORDS, ROLES
from congvu.kernel.dates import format_day
from congvu.web.delegations.lending import Form
from congvu.web.shared.moments import moment
from congvu.web.shared.paging import Pages

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Line:
    """One delegation: who acts for whom, as what, when, and its state; `end` is where to end it."""

    who: str
    role: str
    what: str
    days: str
    reason: str
    state: str
    holds: bool
    end: str


@dataclass(frozen=True)
class Ways:
    """Pages that a delegation opens to whoever acts: label and address."""

    label: str
    href: str


@dataclass(frozen=True)
class DelegationsPage:
    """The whole page; `problem` is what was wrong with ending one early, `ending` its id."""

    form: Form | None
    received: tuple[Line, ...]
    ways: tuple[Ways, ...]
    given: tuple[Line, ...]
    unit: tuple[Line, ...]
    unit_told: str
    pages: Pages
    problem: str
    reason: str


def line_of(row: DelegationRow, today: date, end_href: Callable[[int], str] | None) -> Line:
    """One delegation in words; `end_href` gives where to end it, for whoever may."""
    holds = row.holds(today)
    ends = row.ended_at is None and row.valid_until > today and end_href is not None
    return Line(
        who=f"{row.to_name} thay {row.from_name}",
        role=f"{ROLES[row.role].label}, {row.unit_name}",
        what=_what(row.permissions),
        days=f"{format_day(row.valid_from)} – {format_day(row.valid_until - ONE_DAY)}",
        reason=row.reason,
        state=_state(row, today),
        holds=holds,
        end=end_href(row.id) if ends and end_href else "",
    )


def _what(permissions: Sequence[str]) -> str:
    if not permissions:
        return "toàn bộ việc của vai trò"
    return ", ".join(LENT_WORDS.get(name, name) for name in permissions).lower()


def _state(row: DelegationRow, today: date) -> str:
    if row.ended_at is not None:
        return f"{row.ended_by} kết thúc lúc {moment(row.ended_at)}: {row.end_reason}"
    if row.valid_until <= today:
        return "đã hết hạn"
    return "đang có hiệu lực" if row.valid_from <= today else "chưa tới ngày"
