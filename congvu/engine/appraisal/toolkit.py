"""Positions, job descriptions and the competency framework: keys, references, what is missing."""

from collections.abc import Iterator, Mapping, Sequence

from congvu.engine.appraisal.cells import Table, key_twice, unknown, unreadable
from congvu.engine.appraisal.findings import Finding, Judged, Rule, Severity, finding
from congvu.engine.lists.document import HIGHEST_LEVEL, LOWEST_LEVEL, Document
from congvu.engine.lists.sheets import (
    COMPETENCIES,
    DUTIES,
    LEVELS,
    POSITIONS,
    RANKS,
    REQUIREMENTS,
    ListKind,
)

_LEVELS = tuple(str(level) for level in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))


def every_sheet(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield what is wrong with any sheet: unreadable cells, keys used twice."""
    for table in tables.values():
        yield from unreadable(table)
        yield from key_twice(table)


def positions(tables: Mapping[str, Table], others: Sequence[Document]) -> Iterator[Finding]:
    """Yield codes that lead nowhere and leaders' positions without anybody.

    Competencies are looked up in the frameworks among `others`; without one they are not judged.
    """
    codes = _codes(tables[POSITIONS.name], "code")
    for sheet in (RANKS, DUTIES, REQUIREMENTS):
        yield from unknown(tables[sheet.name], "position", codes, "danh mục vị trí việc làm")
    frameworks = [one for one in others if one.kind is ListKind.FRAMEWORK]
    known = {row.get("code", "") for one in frameworks for row in one.rows(COMPETENCIES.name)}
    if frameworks:
        yield from unknown(tables[REQUIREMENTS.name], "competency", known, "khung năng lực")
    yield from _nobody(tables[POSITIONS.name], tables[RANKS.name])


def framework(tables: Mapping[str, Table]) -> Iterator[Finding]:
    """Yield levels of unknown competencies, levels beyond 1–5, and competencies not described at
    each of the five levels, for each kind of official they apply to."""
    competencies, levels = tables[COMPETENCIES.name], tables[LEVELS.name]
    codes = _codes(competencies, "code")
    yield from unknown(levels, "competency", codes, "danh mục năng lực")
    described: dict[str, dict[str, list[int]]] = {code: {} for code in codes}
    for number, row in enumerate(levels.read):
        if row.get("level", _LEVELS[0]) not in _LEVELS:
            yield _no_such_level(levels, number)
        if (code := row.get("competency", "")) in described:
            described[code].setdefault(row.get("applies_to", ""), []).append(number)
    for number, row in enumerate(competencies.read):
        if not described.get(row.get("code", ""), {"": [0]}):
            yield _undescribed(competencies, [number], row.get("code", ""), "", list(_LEVELS))
    for code, by_kind in described.items():
        for kind, numbers in by_kind.items():
            there = {levels.read[n].get("level") for n in numbers if "descriptor" in levels.read[n]}
            if missing := [level for level in _LEVELS if level not in there]:
                yield _undescribed(levels, numbers, code, kind, missing)


def _codes(table: Table, column: str) -> dict[str, None]:
    return dict.fromkeys(row[column] for row in table.read if column in row)


def _nobody(positions: Table, ranks: Table) -> Iterator[Finding]:
    filled = {row.get("position") for row in ranks.read if row.get("headcount", "0") != "0"}
    for number, row in enumerate(positions.read):
        if row.get("group") == "leadership" and row.get("code") not in filled:
            yield finding(
                Rule.HEADCOUNT, Severity.ASKS, positions.sheet, positions.rows,
                Judged([number], ("group",)),
                f"{positions.name(number)} “{row.get('name', '')}” là vị trí lãnh đạo, quản lý "
                "nhưng chưa có số người.",
                "Ghi số người theo ngạch, hoặc bỏ vị trí này.",
            )  # fmt: skip


def _no_such_level(levels: Table, number: int) -> Finding:
    level = levels.read[number]["level"]
    return finding(
        Rule.UNREADABLE, Severity.BLOCKS, levels.sheet, levels.rows,
        Judged([number], column="level"),
        f"{levels.name(number)}: không có cấp độ {level}.",
        f"Ghi một cấp từ {LOWEST_LEVEL} đến {HIGHEST_LEVEL}.",
    )  # fmt: skip


def _undescribed(
    table: Table, rows: Sequence[int], code: str, kind: str, missing: Sequence[str]
) -> Finding:
    whom = f" ({kind})" if kind else ""
    return finding(
        Rule.LEVELS, Severity.ASKS, table.sheet, table.rows,
        Judged(rows, ("level", "descriptor"), subject=kind),
        f"Năng lực {code}{whom} chưa có mô tả cấp độ {', '.join(missing)}.",
        "Mô tả đủ năm cấp độ, để biết người ở cấp nào.",
    )  # fmt: skip
