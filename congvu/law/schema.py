"""One value of the law, as it stands in parameters/**.toml, and everything that is refused.

A value is dated, cited to a place in an instrument with a short exact quotation, or marked
`local` with a reason and its bounds; it was looked at on a day (`checked`); its unit is known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path

from congvu.kernel.dates import format_day
from congvu.kernel.frozen import FrozenMap
from congvu.law.clauses import clause_in_words, is_clause
from congvu.law.faults import LawFault
from congvu.law.instruments import Instrument
from congvu.law.passages import passages
from congvu.law.tables import Reading, Table, nearest, read_tables
from congvu.law.values import UNITS, NotAValue, Value

SUBJECTS: Mapping[str, str] = FrozenMap(
    {
        "civil_servant": "công chức",
        "cadre": "cán bộ",
        "public_employee": "viên chức",
        "organisation": "tổ chức hành chính",
    }
)
VALUE = ".value"
CRITERION, GROUP = "criterion", "criterion_group"
CRITERIA = (CRITERION, GROUP)


@dataclass(frozen=True)
class Parameter:
    """A value in force for some subjects from `valid_from` to `valid_until` (last day; None: open).

    `local` values stand where the law is silent: `why` says so, `bounds` or `choices` (code →
    label) say how far a local decision may go; for a code that the law fixes, `choices` has its
    name only. `unsure`: known from `source` only, not from the
    text itself. `rules`: the rule texts it belongs to; empty means any.
    """

    name: str
    label: str
    value: Value
    unit: str
    instrument: str
    at: str
    says: str
    local: bool
    why: str
    choices: FrozenMap[str, str]
    bounds: tuple[Fraction, Fraction] | None
    valid_from: date
    valid_until: date | None
    checked: date
    unsure: bool
    source: str
    subjects: tuple[str, ...]
    rules: tuple[str, ...]
    file: str
    line: int

    def covers(self, day: date) -> bool:
        """Return whether the value is in force on this day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def shown(self, value: Value | None = None) -> str:
        """Return its value (or another of the same kind) in the reader's words."""
        chosen = self.value if value is None else value
        return self.choices.get(str(chosen)) or UNITS[self.unit].show(chosen)

    def basis(self, instruments: Mapping[str, Instrument]) -> str:
        """Return where it rests: "điểm b khoản 2 Điều 14, 335/2025/NĐ-CP", or the local reason."""
        cited = instruments.get(self.instrument)
        where = f"{clause_in_words(self.at)}, {cited.number}" if cited else ""
        if not self.local:
            return where
        return f"địa phương chọn (xem {where})" if where else "địa phương chọn"

    def accepts(self, raw: object) -> Value:
        """Return `raw` as a value of this parameter; raises NotAValue with what would be right."""
        value = UNITS[self.unit].read(raw)
        if self.choices and value not in self.choices:
            known = ", ".join(f"“{code}” ({label})" for code, label in self.choices.items())
            raise NotAValue(f"phải là một trong: {known}")
        if self.bounds and isinstance(value, Fraction):
            low, high = self.bounds
            if not low <= value <= high:
                raise NotAValue(f"phải từ {self.shown(low)} đến {self.shown(high)}")
        return value

    def fault(self, message: str) -> LawFault:
        """Return a fault that points at this value's line."""
        return LawFault(message, file=self.file, line=self.line)


@dataclass(frozen=True)
class _Head:
    """What all dated values of one name share."""

    name: str
    label: str
    unit: str
    subjects: tuple[str, ...]
    rules: tuple[str, ...]


def read_parameters(
    root: Path, instruments: Mapping[str, Instrument], rule_names: Sequence[str]
) -> tuple[Parameter, ...]:
    """Read every parameters/**.toml; raises LawFault on the first thing that cannot stand."""
    found: list[Parameter] = []
    homes: dict[str, Table] = {}
    for path in sorted((root / "parameters").rglob("*.toml")):
        found.extend(_of_file(path, root, instruments, rule_names, homes))
    refuse_overlaps(found)
    return tuple(sorted(found, key=lambda one: (one.name, one.valid_from, one.file, one.line)))


def _of_file(
    path: Path,
    root: Path,
    instruments: Mapping[str, Instrument],
    rule_names: Sequence[str],
    homes: dict[str, Table],
) -> Iterator[Parameter]:
    heads: dict[str, _Head] = {}
    filled: set[str] = set()
    tables = [table for table in read_tables(path, root) if table.name not in CRITERIA]
    for table in tables:
        if table.name.endswith(VALUE):
            head = heads.get(table.name.removesuffix(VALUE))
            if head is None:
                raise table.fault(f"[{table.name.removesuffix(VALUE)}] phải đứng trước giá trị.")
            filled.add(head.name)
            yield _parameter(table, head, instruments, rule_names)
        else:
            heads[table.name] = _head(table, rule_names, homes)
    for table in tables:
        if table.name in heads and table.name not in filled:
            raise table.fault(f"[{table.name}] chưa có giá trị nào.")


def _head(table: Table, rule_names: Sequence[str], homes: dict[str, Table]) -> _Head:
    if table.name in homes:
        home = homes[table.name]
        raise table.fault(f"“{table.name}” đã khai ở {home.file}:{home.line}; gộp vào một chỗ.")
    homes[table.name] = table
    read = Reading(table)
    unit = read.text("unit")
    if unit not in UNITS:
        raise table.fault(f"không có đơn vị “{unit}”; {nearest(unit, UNITS)}.", "unit")
    subjects = read.texts("subjects", SUBJECTS)
    rules = read.texts("rules", rule_names) if read.has("rules") else ()
    head = _Head(table.name, read.text("label"), unit, subjects, rules)
    read.finish()
    return head


def _parameter(
    table: Table, head: _Head, instruments: Mapping[str, Instrument], rule_names: Sequence[str]
) -> Parameter:
    read = Reading(table)
    local = read.has("local")
    found = Parameter(
        name=head.name,
        label=head.label,
        value=_value(read, "value", head.unit, read.raw("value")),
        unit=head.unit,
        instrument=_cited(read, instruments, local),
        at=_place(read),
        says=read.text("says", ""),
        local=local,
        why=read.text("local") if local else "",
        choices=_choices(read) if local else _called(read, head.unit),
        bounds=_bounds(read, head.unit),
        valid_from=read.day("from"),
        valid_until=read.maybe_day("until"),
        checked=read.day("checked"),
        unsure=read.flag("unsure"),
        source=read.text("source", ""),
        subjects=read.texts("subjects", SUBJECTS) if read.has("subjects") else head.subjects,
        rules=read.texts("rules", rule_names) if read.has("rules") else head.rules,
        file=table.file,
        line=table.line,
    )
    _refuse_loose_local(table, found)
    read.finish()
    _refuse_dates(table, found, instruments)
    _refuse_misquote(table, found, instruments)
    return found


def _value(read: Reading, key: str, unit: str, raw: object) -> Value:
    try:
        return UNITS[unit].read(raw)
    except NotAValue as wrong:
        raise read.table.fault(f"“{read.table.name}” {wrong}, gặp {raw!r}.", key) from None


def _cited(read: Reading, instruments: Mapping[str, Instrument], local: bool) -> str:
    if local and not read.has("cite"):
        return ""
    if not read.has("cite"):
        raise read.table.fault(
            f"“{read.table.name}” không có căn cứ; ghi cite, at, says, hoặc local kèm lý do."
        )
    cite = read.text("cite")
    if cite not in instruments:
        raise read.table.fault(f"không có văn bản “{cite}”; {nearest(cite, instruments)}.", "cite")
    return cite


def _place(read: Reading) -> str:
    if not read.has("cite"):
        return ""
    return read.text("at")


def _choices(read: Reading) -> FrozenMap[str, str]:
    if not read.has("choices"):
        return FrozenMap()
    raw = read.raw("choices")
    if not isinstance(raw, dict) or not raw or not all(type(v) is str for v in raw.values()):
        raise read.table.fault(
            "“choices” phải là bảng mã = “nhãn”, ít nhất một lựa chọn.", "choices"
        )
    return FrozenMap(raw)


def _called(read: Reading, unit: str) -> FrozenMap[str, str]:
    """Return the name of the one value that the law fixes, where the value is a code."""
    if unit != "choice":
        return FrozenMap()
    return FrozenMap({str(read.raw("value")): read.text("called")})


def _bounds(read: Reading, unit: str) -> tuple[Fraction, Fraction] | None:
    if not read.has("bounds"):
        return None
    raw = read.raw("bounds")
    if not isinstance(raw, list) or len(raw) != 2:
        raise read.table.fault("“bounds” phải là [thấp nhất, cao nhất].", "bounds")
    low, high = (_value(read, "bounds", unit, one) for one in raw)
    if not (isinstance(low, Fraction) and isinstance(high, Fraction)):
        raise read.table.fault("chỉ giá trị là số mới có bounds.", "bounds")
    if low > high:
        raise read.table.fault("bounds: cận thấp đứng trước cận cao.", "bounds")
    return low, high


def _refuse_dates(table: Table, found: Parameter, instruments: Mapping[str, Instrument]) -> None:
    if found.valid_until and found.valid_until < found.valid_from:
        raise table.fault("“until” (ngày cuối còn áp dụng) đứng trước “from”.", "until")
    if not found.instrument or found.local:
        return
    cited = instruments[found.instrument]
    if found.valid_from < cited.in_force:
        first = format_day(cited.in_force)
        raise table.fault(f"{cited.number} chỉ có hiệu lực từ {first}.", "from")
    if cited.until and (found.valid_until is None or found.valid_until > cited.until):
        last = format_day(cited.until)
        raise table.fault(f"{cited.number} chỉ còn hiệu lực đến {last}; ghi until.", "until")


def _refuse_loose_local(table: Table, found: Parameter) -> None:
    if not found.local:
        if found.bounds or "choices" in table.fields:
            raise table.fault("giá trị của luật không có bounds hay choices; chỉ local mới có.")
        return
    unit = UNITS[found.unit]
    if unit.bounded and found.bounds is None:
        raise table.fault("giá trị local là số phải có bounds = [thấp nhất, cao nhất].")
    if found.unit == "choice" and not found.choices:
        raise table.fault("giá trị local là lựa chọn phải có choices = { mã = “nhãn” }.")
    try:
        found.accepts(found.value)
    except NotAValue as wrong:
        raise table.fault(f"“{found.name}” {wrong}, gặp {found.shown()}.", "value") from None


def _refuse_misquote(table: Table, found: Parameter, instruments: Mapping[str, Instrument]) -> None:
    if not found.instrument:
        return
    cited = instruments[found.instrument]
    if cited.held is None:
        _refuse_unsourced(table, found, cited)
        return
    if not found.says:
        raise table.fault(f"thiếu “says”: trích đúng lời {cited.number}.")
    if not is_clause(found.at) or found.at not in passages(cited.held):
        raise table.fault(f"{cited.number} không có “{found.at}”; viết như Đ14.2b.", "at")
    if not cited.says(found.at, found.says):
        where = clause_in_words(found.at)
        raise table.fault(f"{where} {cited.number} không có lời “{found.says}”.", "says")


def _refuse_unsourced(table: Table, found: Parameter, cited: Instrument) -> None:
    if found.local or cited.kind != "law":
        return
    if not (found.unsure and found.source):
        raise table.fault(
            f"chưa có toàn văn {cited.number}: ghi unsure = true và source = “biết từ đâu”."
        )


def refuse_overlaps(parameters: Sequence[Parameter]) -> None:
    """Refuse two values of one name in force on one day for one subject and rule text."""
    by_name: dict[str, list[Parameter]] = {}
    for one in parameters:
        by_name.setdefault(one.name, []).append(one)
    for same in by_name.values():
        for first, second in combinations(sorted(same, key=lambda one: one.valid_from), 2):
            if _meet(first, second):
                day = format_day(second.valid_from)
                raise second.fault(
                    f"“{second.name}” có hai giá trị vào ngày {day}: ở đây và ở "
                    f"{first.file}:{first.line}; ghi until cho giá trị cũ."
                )


def _meet(first: Parameter, second: Parameter) -> bool:
    same_rules = not (first.rules and second.rules) or set(first.rules) & set(second.rules)
    return bool(
        first.covers(second.valid_from)
        and set(first.subjects) & set(second.subjects)
        and same_rules
    )


def first_gap(values: Sequence[Parameter], start: date, end: date | None) -> date | None:
    """Return the first day from `start` to `end` on which no value is in force, or None."""
    day = start
    for one in sorted(values, key=lambda one: one.valid_from):
        if one.covers(day):
            if one.valid_until is None:
                return None
            day = one.valid_until + timedelta(days=1)
    return None if end is not None and day > end else day
