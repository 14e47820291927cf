"""Where both sides changed a list differently: row by row, before, ours, theirs, and the choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.engine.lists.conflicts import Side
from congvu.engine.lists.sheets import LISTS, Kind
from congvu.exchange.toolkit.adoption import Reception
from congvu.exchange.toolkit.wording import NOTHING, ConflictCell, ConflictTold, conflict_told
from congvu.web.shared.paging import Pages, pages_of
from congvu.web.toolkit.choices import OWN, Open

PER_PAGE = 40
GONE = "(đã bỏ)"
LONG_LENGTH = 60
"""From how many letters on a text is typed in a box of several lines."""


@dataclass(frozen=True)
class Option:
    """A choice of a column."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class CellLine:
    """A text that both sides changed; `typed` is the person's own, with what is wrong in it."""

    name: str
    title: str
    base: str
    ours: str
    theirs: str
    typed: str
    options: tuple[Option, ...]
    several_lines: bool
    fault: str


@dataclass(frozen=True)
class SideLine:
    """One answer to a conflict."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class ConflictLine:
    """A conflict with its answers."""

    mark: str
    part: str
    where: str
    label: str
    told: str
    cells: tuple[CellLine, ...]
    sides: tuple[SideLine, ...]
    own: bool
    chosen: bool
    fault: str


@dataclass(frozen=True)
class ConflictsPage:
    """All of the page."""

    digest: str
    title: str
    answer: str
    base: str
    version: str
    lines: tuple[ConflictLine, ...]
    pages: Pages
    done: int
    total: int
    problem: str


@dataclass(frozen=True)
class Answers:
    """What was chosen so far by mark, and what is wrong by (mark, column)."""

    kept: Mapping[str, Any]
    faults: Mapping[tuple[str, str], str]
    problem: str = ""


def conflicts_page(
    found: Reception, conflicts: Sequence[Open], answers: Answers, *, wanted: int
) -> ConflictsPage:
    """Build the page `wanted` (from 1) of the conflicts of a package."""
    toolkit = found.package.toolkit
    pages = pages_of(len(conflicts), wanted, PER_PAGE, lambda page: f"?trang={page}")
    done = sum(one.mark in answers.kept for one in conflicts)
    shown = conflicts[pages.first : pages.last]
    left = len(conflicts) - done
    return ConflictsPage(
        digest=found.package.digest,
        title=f"Hợp nhất {toolkit.name} {toolkit.version}",
        answer=f"Đã chọn {done} trong {len(conflicts)} chỗ hai bên cùng sửa."
        + ("" if left else " Xem lại rồi lập bản đề xuất."),
        base=", ".join(sorted({one.meeting.base_version for one in conflicts})),
        version=toolkit.version,
        lines=tuple(_line(one, answers) for one in shown),
        pages=pages,
        done=done,
        total=len(conflicts),
        problem=answers.problem,
    )


def _line(one: Open, answers: Answers) -> ConflictLine:
    merged = one.meeting.merged
    three = (merged.ours, merged.theirs, merged.base) if merged else ()
    told = conflict_told(one.conflict, three, one.meeting.theirs.kind)
    kept = answers.kept.get(one.mark, {})
    side = kept.get("side", "")
    faults = {name: text for (mark, name), text in answers.faults.items() if mark == one.mark}
    return ConflictLine(
        mark=one.mark,
        part=one.meeting.theirs.name,
        where=told.where if len(LISTS[one.meeting.theirs.kind]) > 1 else "",
        label=told.label,
        told=_told(told),
        cells=tuple(_cell(cell, told, kept.get("texts", {}), faults) for cell in told.cells),
        sides=_sides(told, side),
        own=not told.removed_by,
        chosen=bool(side),
        fault=next(iter(faults.values()), ""),
    )


def _told(told: ConflictTold) -> str:
    """What happened to the row as a whole."""
    more = f", cùng {told.within} dòng đi theo" if told.within else ""
    if told.removed_by == "ours":
        return f"Ở đây đã bỏ dòng này; bản mới sửa nó{more}."
    if told.removed_by == "theirs":
        return f"Bản mới bỏ dòng này; ở đây đã sửa nó{more}."
    return ""


def _sides(told: ConflictTold, side: str) -> tuple[SideLine, ...]:
    labels = {
        "ours": ("Vẫn bỏ dòng này", "Lấy dòng của bản mới"),
        "theirs": ("Giữ dòng của ta", "Bỏ dòng này như bản mới"),
        "": ("Giữ của ta", "Lấy bản mới"),
    }[told.removed_by]
    lines = [
        SideLine(str(one), label, side == one) for one, label in zip(Side, labels, strict=True)
    ]
    if not told.removed_by:
        lines.append(SideLine(OWN, "Ghi khác", side == OWN))
    return tuple(lines)


def _cell(
    cell: ConflictCell, told: ConflictTold, texts: Mapping[str, str], faults: Mapping[str, str]
) -> CellLine:
    typed = texts.get(cell.name, cell.ours)
    choices = cell.column.choices if cell.column.kind is Kind.CHOICE else {}
    return CellLine(
        cell.name,
        cell.title,
        cell.base or NOTHING,
        GONE if told.removed_by == "ours" else cell.ours or NOTHING,
        GONE if told.removed_by == "theirs" else cell.theirs or NOTHING,
        typed,
        tuple(Option(code, label, typed in (code, label)) for code, label in choices.items()),
        max(map(len, (cell.ours, cell.theirs, typed))) > LONG_LENGTH,
        faults.get(cell.name, ""),
    )
