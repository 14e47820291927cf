"""The table to paste into, and its preview: bad lines first, each bad cell with its field."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.enums import Origin
from congvu.apps.work.queries import Waiting
from congvu.exchange.assigning.block import Block
from congvu.exchange.assigning.fields import TITLES
from congvu.exchange.assigning.planning import CellFault, PlannedLine
from congvu.kernel.dates import format_day
from congvu.web.head.assign_page import (
    WaitingLine,
    mode_links,
    month_links,
    unit_choices,
    waiting_line,
)
from congvu.web.head.desk import Desk
from congvu.web.head.room_view import UnitChoice
from congvu.web.shared.frame import Link
from congvu.web.shared.numbers import amount, coefficient, count

MOST_FIELDS = 400
COLUMNS = (
    ("Người", ("person_code", "person")),
    ("Sản phẩm, nội dung", ("product_code", "product", "output")),
    ("Số lượng", ("amount",)),
    ("Hạn", ("due",)),
    ("Hệ số", ("coefficient",)),
    ("Nguồn", ("origin", "asked")),
)
LEFT_OUT = "Bỏ cột này"


@dataclass
class Sent:
    """The table as sent: mended cells by (line, field), lines left out, what is wrong with it."""

    key: str = ""
    text: str = ""
    columns: tuple[str, ...] = ()
    mended: dict[tuple[int, str], str] = field(default_factory=dict)
    left_out: frozenset[int] = frozenset()
    problem: str = ""


@dataclass(frozen=True)
class Mend:
    """A field to mend a cell in: its name, what it is, what stands there, what is wrong."""

    name: str
    label: str
    value: str
    what: str
    right: str
    choices: tuple[tuple[str, str], ...]
    long: bool


@dataclass(frozen=True)
class Cell:
    """A cell of the preview: what was understood, under it what explains it, fields to mend."""

    label: str
    text: str
    sub: str
    mends: tuple[Mend, ...]

    @property
    def bad(self) -> bool:
        """Whether something must be mended here."""
        return any(one.what for one in self.mends)


@dataclass(frozen=True)
class PreviewLine:
    """A line of the preview."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ColumnChoice:
    """A pasted column and what it is taken for."""

    number: int
    head: str
    options: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True)
class TablePage:
    """The whole page; without `lines` it is where to paste."""

    unit: str
    period: str
    unit_code: str
    month: str
    units: tuple[UnitChoice, ...]
    months: tuple[Link, ...]
    modes: tuple[Link, ...]
    waiting: WaitingLine
    preview: bool
    answer: str
    lost: str
    heads: tuple[str, ...]
    wrong: tuple[PreviewLine, ...]
    good: tuple[PreviewLine, ...]
    button: str
    columns: tuple[ColumnChoice, ...]
    left_out: tuple[int, ...]
    unmendable: str
    text: str
    key: str
    problem: str
    close: str


def table_page(
    desk: Desk,
    period: PeriodRow,
    sent: Sent,
    block: Block | None,
    lines: Sequence[PlannedLine],
    waiting: Waiting | None,
) -> TablePage:
    """Return the page: without a block the place to paste, else its preview."""
    wrong = [line for line in lines if line.faults]
    shown, unmendable = _mendable(wrong)
    return TablePage(
        unit=desk.here.name,
        period=period.label,
        unit_code=desk.here.code,
        month=period.key,
        units=unit_choices(desk),
        months=month_links(desk, "assign_table"),
        modes=mode_links(desk, "bang"),
        waiting=waiting_line(desk, waiting) if waiting else WaitingLine("", ""),
        preview=block is not None,
        answer=_answer(lines, len(wrong)),
        lost=", ".join(f"“{title}”" for title in block.lost) if block else "",
        heads=tuple(head for head, _keys in COLUMNS),
        wrong=tuple(_line(line, sent, desk.here.code) for line in shown),
        good=tuple(_line(line, sent, desk.here.code) for line in lines if not line.faults),
        button=f"Giao {count(len(lines))} việc",
        columns=_columns(block) if block else (),
        left_out=tuple(sorted(sent.left_out)),
        unmendable=unmendable,
        text=sent.text,
        key=sent.key,
        problem=sent.problem,
        close=f"?{desk.query()}",
    )


def _mendable(wrong: Sequence[PlannedLine]) -> tuple[list[PlannedLine], str]:
    """The bad lines whose fields one form can carry, and what is said of the rest."""
    shown: list[PlannedLine] = []
    fields = 0
    for line in wrong:
        fields += len(line.faults)
        if fields > MOST_FIELDS:
            break
        shown.append(line)
    rest = len(wrong) - len(shown)
    told = f"Còn {count(rest)} dòng sai nữa: sửa trong bảng tính rồi dán lại." if rest else ""
    return shown, told


def _answer(lines: Sequence[PlannedLine], wrong: int) -> str:
    good = len(lines) - wrong
    people = len({line.staff.code for line in lines if line.staff})
    told = f"{count(good)} việc sẵn sàng giao cho {count(people)} người."
    return f"{told} {count(wrong)} dòng cần sửa." if wrong else told


def _line(line: PlannedLine, sent: Sent, here: str) -> PreviewLine:
    told = _told(line, here)
    return PreviewLine(
        line.number,
        tuple(Cell(head, *told[head], tuple(_mends(line, keys, sent))) for head, keys in COLUMNS),
    )


def _told(line: PlannedLine, here: str) -> dict[str, tuple[str, str]]:
    """What was understood of each column, and what explains it."""
    row, staff, product = line.row, line.staff, line.product
    typed = line.cells
    named = f"{product.code}, {product.name}" if product else "ngoài danh mục"
    if product and row and row.title == product.name:
        named = product.code
    unplanned = row is not None and row.origin == Origin.UNPLANNED
    where = staff.unit_name if staff and staff.unit != here else ""
    return {
        "Người": (staff.name, where) if staff else (typed.get("person", ""), ""),
        "Sản phẩm, nội dung": (
            row.title if row else product.name if product else typed.get("product", ""),
            named if row else "",
        ),
        "Số lượng": (amount(row.assigned_hundredths) if row else typed.get("amount", ""), ""),
        "Hạn": (format_day(row.due_on) if row else typed.get("due", ""), ""),
        "Hệ số": (
            coefficient(row.coefficient_tenths) if row else typed.get("coefficient", ""),
            "",
        ),
        "Nguồn": ("đột xuất", row.origin_reason) if row and unplanned else (
            typed.get("origin", "") or "kế hoạch", ""
        ),
    }  # fmt: skip


def _mends(line: PlannedLine, keys: Sequence[str], sent: Sent) -> list[Mend]:
    """Fields for the cells at fault, and for those that were mended before."""
    found = []
    for key in keys:
        fault = line.faults.get(key)
        if fault or (line.number, key) in sent.mended:
            found.append(_mend(line, key, fault or CellFault("", "")))
    return found


def _mend(line: PlannedLine, key: str, fault: CellFault) -> Mend:
    value = line.cells.get(key, "")
    choices = fault.choices
    if choices and value not in dict(choices):
        choices = ((value, f"{value} (như đã gõ)"), *choices) if value else (("", "Chọn"), *choices)
    return Mend(
        f"o-{line.number}-{key}",
        TITLES[key],
        value,
        fault.what.rstrip("."),
        fault.right.rstrip("."),
        choices,
        key in {"product", "output", "asked"},
    )


def _columns(block: Block) -> tuple[ColumnChoice, ...]:
    return tuple(
        ColumnChoice(
            at + 1,
            block.titles[at] if at < len(block.titles) and block.titles[at] else f"Cột {at + 1}",
            (
                ("", LEFT_OUT, not chosen),
                *((key, title, key == chosen) for key, title in TITLES.items()),
            ),
        )
        for at, chosen in enumerate(block.columns)
    )
