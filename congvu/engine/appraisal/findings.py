"""A finding: which rule, which rows, why, what would be right; and the print that survives."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from congvu.engine.lists.sheets import Row, Sheet
from congvu.kernel.frozen import FrozenMap


class Rule(StrEnum):
    """What is looked for; findings of one row come in this order."""

    UNREADABLE = "unreadable"
    CODE_TWICE = "code_twice"
    REFERENCE = "reference"
    DUPLICATE = "duplicate"
    NEAR_DUPLICATE = "near_duplicate"
    COMPOSITE = "composite"
    VAGUE = "vague"
    OUT_OF_BAND = "out_of_band"
    CRITERIA_SUM = "criteria_sum"
    COEFFICIENT = "coefficient"
    OUTLIER = "outlier"
    HEADCOUNT = "headcount"
    LEVELS = "levels"
    STANDARD = "standard"
    UNIFORM = "uniform"
    EQUITY = "equity"


RULE_TITLES: Mapping[Rule, str] = FrozenMap(
    {
        Rule.UNREADABLE: "Ô trống hoặc không đọc được",
        Rule.CODE_TWICE: "Một mã dùng hai lần",
        Rule.REFERENCE: "Mã không có trong danh mục được nhắc tới",
        Rule.DUPLICATE: "Trùng lặp",
        Rule.NEAR_DUPLICATE: "Gần trùng",
        Rule.COMPOSITE: "Gộp nhiều sản phẩm trong một dòng",
        Rule.VAGUE: "Không rõ kết quả đầu ra",
        Rule.OUT_OF_BAND: "Điểm ngoài khung của nhóm",
        Rule.CRITERIA_SUM: "Bốn tiêu chí không cộng đúng điểm",
        Rule.COEFFICIENT: "Hệ số quy đổi sai",
        Rule.OUTLIER: "Điểm khác xa việc cùng loại",
        Rule.HEADCOUNT: "Vị trí lãnh đạo chưa có số người",
        Rule.LEVELS: "Thiếu mô tả cấp độ",
        Rule.STANDARD: "Sản phẩm chuẩn và khung điểm",
        Rule.UNIFORM: "Cả nhóm chung một điểm",
        Rule.EQUITY: "Chênh lệch giữa các phòng",
    }
)


class Severity(StrEnum):
    """Whether the list can be issued with it."""

    BLOCKS = "blocks"  # cannot be issued
    ASKS = "asks"  # somebody looks, and may let it stand


class Scope(StrEnum):
    """What a finding is about."""

    ROW = "row"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of the finding's sheet as it should read; no column: the row goes."""

    row: int
    column: str = ""
    text: str = ""

    @property
    def deletes(self) -> bool:
        """Whether the whole row is taken out."""
        return not self.column


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. `rows` are 0-based places in `sheet`, first the one at fault.

    `column` is a column of the sheet, or the name of a setting where `rows` is empty; "" where no
    single cell is at fault. `fingerprint` stays while the rows' keys and judged texts stay,
    wherever the rows move and whatever else is edited: a ruling on it survives the next look.
    """

    rule: Rule
    severity: Severity
    scope: Scope
    sheet: str
    rows: tuple[int, ...]
    column: str
    why: str
    fix: str
    change: tuple[Change, ...]
    fingerprint: str

    @property
    def blocks(self) -> bool:
        """Whether the list cannot be issued with it."""
        return self.severity is Severity.BLOCKS


@dataclass(frozen=True, slots=True)
class Judged:
    """What a finding rests on: rows, the columns that were judged, and what else was weighed.

    `subject` tells apart findings that rest on the same texts, and names what is weighed beside the
    rows: a group of complexity, a room, a band.
    """

    rows: Sequence[int]
    columns: tuple[str, ...] = ()
    column: str = ""
    subject: str = ""


def finding(
    rule: Rule,
    severity: Severity,
    sheet: Sheet,
    rows: Sequence[Row],
    judged: Judged,
    why: str,
    fix: str,
    *,
    change: Iterable[Change] = (),
    scope: Scope = Scope.ROW,
) -> Finding:
    """Build a finding on `rows` of a sheet, with its fingerprint."""
    return Finding(
        rule, severity, scope, sheet.name, tuple(judged.rows), judged.column, why, fix,
        tuple(change), _fingerprint(rule, sheet, rows, judged),
    )  # fmt: skip


def place(sheet: Sheet, row: Row, number: int) -> str:
    """Name a row for its reader: its key, or its number (from 1) where it has none."""
    key = " · ".join(part for part in sheet.key_of(row) if part)
    return key or f"Dòng {number + 1}"


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Rows first, as they stand in the sheet; then what concerns the whole list."""
    rank = {rule: number for number, rule in enumerate(Rule)}
    return tuple(
        sorted(
            found,
            key=lambda one: (
                one.scope is Scope.LIST, one.rows[:1] if one.scope is Scope.ROW else (),
                rank[one.rule], one.rows, one.column, one.fingerprint,
            ),
        )
    )  # fmt: skip


def _fingerprint(rule: Rule, sheet: Sheet, rows: Sequence[Row], judged: Judged) -> str:
    columns = sorted({*judged.columns, *filter(None, [judged.column])})
    texts = sorted(
        [list(sheet.key_of(rows[number])), [rows[number].get(name, "") for name in columns]]
        for number in judged.rows
    )
    basis = [rule.value, sheet.name, judged.column, judged.subject, columns, texts]
    return sha256(json.dumps(basis, ensure_ascii=False).encode()).hexdigest()
