"""The form of a mapping rule: what it holds, what was typed, what it comes to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import ProductRow, dated_products, products, versions
from congvu.apps.org.queries import UnknownPerson, person
from congvu.apps.positions.queries import postings_named
from congvu.apps.work.actions import RuleTerms
from congvu.apps.work.enums import PersonBy
from congvu.apps.work.queries import ReceivedRow, RuleRow, SystemRow
from congvu.web.intake.conditions import (
    Choice,
    ConditionLine,
    condition_lines,
    conditions_typed,
    judged,
)
from congvu.web.intake.reach import line

LONGEST_NAME, LONGEST_FIELD = 200, 120
MOST_OFFERED = 800


@dataclass(frozen=True)
class RuleForm:
    """Everything the form shows; `offered` are the products in force with their series."""

    name: str
    conditions: tuple[ConditionLine, ...]
    product: str
    serieses: tuple[Choice, ...]
    offered: tuple[tuple[str, str], ...]
    ways: tuple[Choice, ...]
    person_field: str
    person: str
    day_field: str
    amount_field: str
    minutes_field: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class _Filled:
    """What stands in the fields, wherever it comes from."""

    name: str = ""
    conditions: Sequence[Mapping[str, Any]] = ()
    product: str = ""
    series: str = ""
    person_by: str = PersonBy.CODE
    person_field: str = ""
    person: str = ""
    day_field: str = ""
    amount_field: str = ""
    minutes_field: str = ""


def form_for(system: SystemRow, *, today: date) -> RuleForm:
    """The form of a new rule."""
    return _form(system, _Filled(), today)


def form_of(system: SystemRow, rule: RuleRow, *, today: date) -> RuleForm:
    """The form of a rule as it is."""
    filled = _Filled(
        rule.name, rule.conditions, rule.product_code, rule.series, rule.person_by,
        rule.person_field, rule.person or "", rule.day_field, rule.amount_field,
        rule.minutes_field,
    )  # fmt: skip
    return _form(system, filled, today)


def form_like(system: SystemRow, record: ReceivedRow, *, today: date) -> RuleForm:
    """The form of a new rule that speaks of a record: its kept columns are the conditions."""
    told = record.waiting or record.payload
    conditions = [
        {"field": name, "test": "equals", "values": [value]}
        for name, value in told.items()
        if value and name != system.id_field
    ]
    return _form(system, _Filled(conditions=conditions[:6]), today)


def form_typed(request: HttpRequest, system: SystemRow) -> RuleForm:
    """The form as it was typed."""
    filled = _Filled(
        line(request, "ten"), conditions_typed(request), line(request, "san-pham"),
        line(request, "danh-muc"), line(request, "theo"), line(request, "cot-nguoi"),
        line(request, "nguoi"), line(request, "cot-ngay"), line(request, "cot-so"),
        line(request, "cot-phut"),
    )  # fmt: skip
    return _form(system, filled, clock.today())


def terms_of(request: HttpRequest, system: SystemRow, *, today: date) -> RuleTerms:
    """What was typed, as the action takes it; raises Refused for what no record could count by."""
    way = line(request, "theo")
    if way not in PersonBy.values:
        raise Refused("Chọn cách tìm người làm việc.")
    fixed = way == PersonBy.FIXED
    series, code = _product(line(request, "danh-muc"), line(request, "san-pham"), today)
    terms = RuleTerms(
        name=line(request, "ten"),
        conditions=judged(conditions_typed(request)),
        series=series,
        product_code=code,
        person_by=way,
        day_field=line(request, "cot-ngay"),
        person_field="" if fixed else line(request, "cot-nguoi"),
        person=_person(system, line(request, "nguoi"), today) if fixed else "",
        amount_field=line(request, "cot-so"),
        minutes_field=line(request, "cot-phut"),
    )
    _refuse_incomplete(terms)
    return terms


def _refuse_incomplete(terms: RuleTerms) -> None:
    if not terms.name or len(terms.name) > LONGEST_NAME:
        raise Refused("Đặt tên luật, như “Trả kết quả hồ sơ đất đai”.")
    if terms.person_by != PersonBy.FIXED and not terms.person_field:
        raise Refused("Nêu cột ghi người làm việc, như “Cán bộ xử lý”.")
    if not terms.day_field:
        raise Refused("Nêu cột ghi ngày làm xong, như “Ngày trả”.")
    fields = (terms.person_field, terms.day_field, terms.amount_field, terms.minutes_field)
    if any(len(name) > LONGEST_FIELD for name in fields):
        raise Refused("Tên một cột dài nhất 120 chữ.")


def _product(series: str, typed: str, today: date) -> tuple[str, str]:
    """The product that was meant: its code, and the list it is in if more than one has it."""
    code = typed.split(" ")[0]
    if not code:
        raise Refused("Nêu mã sản phẩm, như HCC.04.")
    listed = {one.series for one in versions()}
    keys = {(one, code) for one in ([series] if series in listed else listed)}
    found = [one for one in dated_products(keys) if one.holds_on(today)]
    if not found:
        raise Refused(f"Không có sản phẩm mã “{code}” trong danh mục đang có hiệu lực.")
    if len(found) > 1:
        raise Refused(f"Mã “{code}” có ở {len(found)} danh mục; hãy chọn danh mục.")
    return found[0].series, code


def _person(system: SystemRow, code: str, today: date) -> str:
    try:
        found = person(code)
    except UnknownPerson as unknown:
        raise Refused(f"Không có người mang mã “{code}”.") from unknown
    rows = postings_named(system.unit_path, codes=[found.code])
    if not any(row.holds_on(today) for row in rows):
        raise Refused(f"“{code}” không làm việc ở {system.unit_name}.")
    return found.code


def _form(system: SystemRow, filled: _Filled, today: date) -> RuleForm:
    serieses = {one.series: one.name for one in versions() if one.holds_on(today)}
    return RuleForm(
        name=filled.name,
        conditions=condition_lines(filled.conditions),
        product=filled.product,
        serieses=tuple(
            Choice(series, name, series == filled.series) for series, name in serieses.items()
        ),
        offered=tuple(_offered(products(on=today)[:MOST_OFFERED])),
        ways=tuple(Choice(one.value, str(one.label), one.value == filled.person_by)
                   for one in PersonBy),
        person_field=filled.person_field,
        person=filled.person,
        day_field=filled.day_field,
        amount_field=filled.amount_field,
        minutes_field=filled.minutes_field,
        fields=tuple(system.seen_fields),
    )  # fmt: skip


def _offered(listed: Sequence[ProductRow]) -> list[tuple[str, str]]:
    return [(one.code, one.name[:90]) for one in listed]
