"""Rules, conditions and verdicts in the words of whoever keeps the integration."""

from collections.abc import Mapping, Sequence
from typing import Any

from congvu.apps.work.enums import PersonBy
from congvu.apps.work.queries import RuleRow, Verdict
from congvu.exchange.intake.mapping import TEST_WORDS, Test
from congvu.kernel.fixed import format_fixed

VERDICT_WORDS = {
    Verdict.NEW: "tính mới",
    Verdict.SAME: "đã có",
    Verdict.CHANGED: "sửa theo nguồn",
    Verdict.WITHDRAWN: "nguồn đã rút",
    Verdict.REMARKED: "chờ người nghiệm thu",
    Verdict.UNMAPPED: "chưa có luật",
    Verdict.REFUSED: "không nhận",
}
OTHER_WORDS = {"nameless": "không có mã", "repeated": "lặp lại trong lần nhận"}


def condition_words(condition: Mapping[str, Any]) -> str:
    """Say a condition: “Trạng thái” là “Đã trả kết quả”."""
    test = Test(condition["test"])
    values = " hoặc ".join(f"“{value}”" for value in condition["values"])
    if test is Test.FILLED:
        return f"“{condition['field']}” {TEST_WORDS[test]}"
    if test is Test.ONE_OF and len(condition["values"]) == 1:
        test = Test.EQUALS
    return f"“{condition['field']}” {TEST_WORDS[test]} {values}"


def conditions_words(conditions: Sequence[Mapping[str, Any]]) -> str:
    """Say several conditions, all of which must hold."""
    return " và ".join(condition_words(one) for one in conditions)


def rule_words(rule: RuleRow, product: str) -> str:
    """Say a rule as one sentence; `product` is the name of its product."""
    when = f"Khi {conditions_words(rule.conditions)}" if rule.conditions else "Mọi bản ghi"
    amount = f"số ở cột “{rule.amount_field}”" if rule.amount_field else "1"
    whose = f"cho {rule.person_name}"
    if rule.person_by != PersonBy.FIXED:
        way = PersonBy(rule.person_by).label
        whose = f"cho người ở cột “{rule.person_field}” (theo {way})"
    parts = [
        f"{amount} × {rule.product_code} “{product}” {whose}",
        f"ngày ở cột “{rule.day_field}”",
    ]
    if rule.minutes_field:
        parts.append(f"số phút ở cột “{rule.minutes_field}”")
    return f"{when} → {', '.join(parts)}."


def counts_words(counts: Mapping[str, int]) -> str:
    """Say what became of records: “53 tính mới, 1 không nhận”."""
    words = {one.value: told for one, told in VERDICT_WORDS.items()} | OTHER_WORDS
    parts = [
        f"{format_fixed(counts[name], places=0)} {told}"
        for name, told in words.items()
        if counts.get(name)
    ]
    return ", ".join(parts) or "không có bản ghi nào"
