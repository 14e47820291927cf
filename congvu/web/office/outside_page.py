"""Việc ngoài danh mục as a page: one row a title, how often, by whom, how it was weighed."""

from collections.abc import Sequence
from dataclasses import dataclass

from congvu.apps.org.queries import UnitRow
from congvu.apps.work.enums import OutsideRuling
from congvu.apps.work.queries import DecidedRow, OutsideRow
from congvu.web.shared.moments import day_of
from congvu.web.shared.numbers import coefficient, count

MOST_NAMES = 4
MOST_ROWS = 100


@dataclass(frozen=True)
class Target:
    """Where a row can be added: the value of the choice and how it is shown."""

    value: str
    label: str


@dataclass(frozen=True)
class OutsideLine:
    """One title that waits."""

    key: str
    title: str
    output: str
    times: str
    how: str
    who: str
    where: str
    weights: str
    reason: str


@dataclass(frozen=True)
class DecidedLine:
    """One title that was decided."""

    title: str
    times: str
    told: str
    by: str
    proposed: bool


@dataclass(frozen=True)
class OutsidePage:
    """The whole page."""

    agency: str
    code: str
    units: tuple[tuple[str, str, bool], ...]
    answer: str
    lines: tuple[OutsideLine, ...]
    rest: str
    decided: tuple[DecidedLine, ...]
    targets: tuple[Target, ...]
    problem: str


def outside_page(
    agencies: Sequence[UnitRow],
    here: UnitRow,
    waiting: Sequence[OutsideRow],
    decided: Sequence[DecidedRow],
    targets: Sequence[Target],
    *,
    typed: tuple[str, str],
    problem: str,
) -> OutsidePage:
    """Return the page of one agency; `typed` are the title and the reason that were not taken."""
    rest = len(waiting) - MOST_ROWS
    return OutsidePage(
        agency=here.name,
        code=here.code,
        units=tuple((one.code, one.name, one.code == here.code) for one in agencies),
        answer=_answer(waiting),
        lines=tuple(_line(one, typed) for one in waiting[:MOST_ROWS]),
        rest=f"Còn {count(rest)} nội dung ít gặp hơn." if rest > 0 else "",
        decided=tuple(_decided(one) for one in decided),
        targets=tuple(targets),
        problem=problem,
    )


def _answer(waiting: Sequence[OutsideRow]) -> str:
    times = sum(one.times for one in waiting)
    if not waiting:
        return "Không có việc nào ngoài danh mục đang chờ xử lý."
    return f"{count(len(waiting))} nội dung ngoài danh mục, gặp {count(times)} lần, chờ xử lý."


def _line(one: OutsideRow, typed: tuple[str, str]) -> OutsideLine:
    ways = ((one.assigned, "được giao"), (one.declared, "tự khai"))
    return OutsideLine(
        key=one.title_key,
        title=one.title,
        output=one.output,
        times=count(one.times),
        how=", ".join(f"{count(number)} {words}" for number, words in ways if number),
        who=_named(one.givers or one.people),
        where=_named(one.units),
        weights=", ".join(
            f"{coefficient(tenths)} ({count(times)})" for tenths, times in one.coefficients
        ),
        reason=typed[1] if typed[0] == one.title_key else "",
    )


def _named(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    shown = ", ".join(names[:MOST_NAMES])
    return f"{shown} và {count(more)} nữa" if more > 0 else shown


def _decided(one: DecidedRow) -> DecidedLine:
    return DecidedLine(
        title=one.title,
        times=count(one.times),
        told=one.proposal or one.reason,
        by=f"{one.by or 'Hệ thống'}, {day_of(one.at)}",
        proposed=one.ruling == OutsideRuling.PROPOSED,
    )
