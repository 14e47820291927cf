"""From records to what they count as: each with its rule, person and product, or why not."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from congvu.apps.catalogue.queries import DatedProduct, dated_products
from congvu.apps.rulebook.queries import PeriodRow, periods, span_on
from congvu.apps.work.enums import ReceivedState
from congvu.apps.work.queries import Counts, RuleRow, SystemRow, Taken
from congvu.exchange.intake.mapping import (
    Told,
    Unmappable,
    all_hold,
    fields_of,
    kept_fields,
    read_values,
    rule_for,
)
from congvu.exchange.intake.people import Directory, asked_by, directory_for, shown_by
from congvu.exchange.intake.records import Record, key_of
from congvu.kernel.dates import format_day

LONGEST_ID = 80
NO_RULE = "Chưa có luật nào khớp với bản ghi này."
BACK = "Nguồn đã rút bản ghi này."


@dataclass(frozen=True, slots=True)
class Nameless:
    """A record without an id of its own that could be kept: where it stands, and why."""

    address: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What a reading comes to: records by their ids, each once, and those that have none."""

    taken: tuple[Taken, ...]
    nameless: tuple[Nameless, ...]
    repeated: int

    @property
    def by_rule(self) -> Counter[int]:
        """How many records count by each rule (by id)."""
        return Counter(one.rule_id for one in self.taken if one.counts and one.rule_id is not None)


def plan(
    system: SystemRow,
    rules: Sequence[RuleRow],
    records: Sequence[Record],
    *,
    today: date,
    titles: Sequence[str] = (),
) -> Plan:
    """Say of every record what it counts as on the rules as they stand. Nothing is written.

    A handful of queries, however many records. `titles` spell the columns as the source does.
    """
    reader = _reader(system, rules, records, today, titles)
    nameless, found = [], []
    for record in records:
        name, why = _id_of(system, record)
        if why:
            nameless.append(Nameless(record.address, why))
        else:
            found.append(reader.taken(name, record))
    taken = _once_each(found)
    return Plan(tuple(taken), tuple(nameless), len(found) - len(taken))


def _id_of(system: SystemRow, record: Record) -> tuple[str, str]:
    if record.broken:
        return "", record.broken
    name = record.text(system.id_field)
    if not name:
        return "", f"Cột “{system.id_field}” trống; bản ghi phải có mã."
    if len(name) > LONGEST_ID:
        return "", f"Mã dài hơn {LONGEST_ID} ký tự; hãy chọn cột mã khác."
    return name, ""


def _once_each(found: Sequence[Taken]) -> list[Taken]:
    """Each id once; one that came more than once, each time otherwise, counts for nothing."""
    by_id: dict[str, list[Taken]] = {}
    for one in found:
        by_id.setdefault(one.source_id, []).append(one)
    return [_agreed(same) for same in by_id.values()]


def _agreed(same: Sequence[Taken]) -> Taken:
    first = same[0]
    if len({one.content_hash for one in same}) == 1:
        return first
    least = min(same, key=lambda one: one.content_hash)
    places = ", ".join(sorted(one.address for one in same)[:4])
    return replace(
        least,
        state=ReceivedState.REFUSED,
        reason=f"Mã này có {len(same)} dòng khác nhau trong một lần nhận ({places}).",
        rule_id=None,
        counts=None,
        contradicts=True,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """What is looked up once for all records of a reading."""

    system: SystemRow
    rules: Sequence[RuleRow]
    today: date
    names: Sequence[str]
    titles: Mapping[str, str]
    people: Directory
    periods: Sequence[PeriodRow]
    products: Sequence[DatedProduct]

    def taken(self, name: str, record: Record) -> Taken:
        """Say what one record counts as."""
        payload = kept_fields(record, self.names, self.titles)
        one = Taken(name, payload, _hash(payload), ReceivedState.UNMAPPED, NO_RULE,
                    address=record.address)  # fmt: skip
        if record.twice:
            return replace(one, state=ReceivedState.REFUSED, reason=record.twice, contradicts=True)
        if self.system.withdrawn_when and all_hold(self.system.withdrawn_when, record):
            return replace(one, state=ReceivedState.WITHDRAWN, reason=BACK)
        rule = rule_for(self.rules, record)
        if rule is None:
            return one
        try:
            counts = self._counts(rule, record)
        except Unmappable as fault:
            return replace(one, state=ReceivedState.REFUSED, reason=str(fault)[:300],
                           rule_id=rule.id or None)  # fmt: skip
        return replace(
            one, state=ReceivedState.COUNTED, reason="", rule_id=rule.id or None, counts=counts
        )

    def _counts(self, rule: RuleRow, record: Record) -> Counts:
        told = read_values(rule, record)
        self._refuse_day(told.day)
        shown = shown_by(rule, record)
        posting = self.people.find(asked_by(rule, record), shown, told.day)
        product = self._product(rule, told)
        return Counts(
            person_id=posting.person_id,
            person=posting.person,
            unit=posting.unit,
            product_id=product,
            product=(rule.series, rule.product_code),
            day=told.day,
            amount_hundredths=told.amount_hundredths,
            minutes=told.minutes,
        )

    def _refuse_day(self, day: date) -> None:
        if day > self.today:
            raise Unmappable(f"Ngày {format_day(day)} chưa tới.")
        held = next((one for one in self.periods if one.holds(day)), None)
        if held is None:
            raise Unmappable(f"Chưa mở kỳ {span_on(day).label}.")
        if not held.is_open:
            raise Unmappable(f"Kỳ {held.label} đã chốt.")

    def _product(self, rule: RuleRow, told: Told) -> int:
        key = (rule.series, rule.product_code)
        for one in self.products:
            if (one.series, one.product.code) == key and one.holds_on(told.day):
                return one.product.id
        raise Unmappable(
            f"Sản phẩm {rule.product_code} không có trong danh mục ngày {format_day(told.day)}."
        )


def _reader(
    system: SystemRow,
    rules: Sequence[RuleRow],
    records: Sequence[Record],
    today: date,
    titles: Sequence[str],
) -> _Reader:
    pairs = [(rule, one) for one in records if (rule := rule_for(rules, one)) is not None]
    withdrawn = [str(one["field"]) for one in system.withdrawn_when]
    return _Reader(
        system=system,
        rules=rules,
        today=today,
        names=[system.id_field, *withdrawn, *fields_of(rules), *system.keep_fields],
        titles={key_of(title): title for title in (*system.seen_fields, *titles)},
        people=directory_for(system.unit_path, system.unit_name, pairs),
        periods=periods(),
        products=dated_products({(rule.series, rule.product_code) for rule in rules}),
    )


def _hash(payload: Mapping[str, str]) -> str:
    text = json.dumps(dict(sorted(payload.items())), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
