"""Every rule text the product ships survives a rehearsal; a bad one does not."""

from datetime import date

import pytest

from congvu.engine.language.compiler import compile_rule
from congvu.engine.language.errors import RuleError
from congvu.engine.rehearsal import rehearse
from congvu.engine.scoring import month_form, program_for
from congvu.law.registry import Overlay, rules_on
from tests.engine.language.test_refusals import GOOD, VALUES, swap

SHIPPED = {
    "nd335_2025": (date(2026, 11, 30), None),
    "nd90_2020": (date(2025, 11, 30), None),
    "bon_tieu_chi_2025": (date(2025, 11, 30), Overlay(rule="bon_tieu_chi_2025")),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_rule_survives_a_rehearsal(name):
    day, overlay = SHIPPED[name]
    program = program_for(rules_on(day, "civil_servant", overlay))
    assert program.name == name
    rehearse(program)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_rule_needs_no_more_than_64_bits(name):
    day, overlay = SHIPPED[name]
    program = program_for(rules_on(day, "civil_servant", overlay))
    assert {stage.name: stage.wide for stage in program.stages.values() if stage.wide} == {}


def test_only_the_text_of_decree_335_gives_a_months_card_a_form():
    forms = {
        name: month_form(rules_on(day, "civil_servant", overlay))
        for name, (day, overlay) in SHIPPED.items()
    }
    assert forms == {
        "nd335_2025": "Mẫu số 01, Phụ lục II", "nd90_2020": "", "bon_tieu_chi_2025": "",
    }  # fmt: skip


BAD = {
    "nobody can be scored": (
        swap(
            'require base > 0 else not_scored "chưa giao" @ Đ14.1',
            'require base > 0 and leads and not leads else not_scored "chưa giao" @ Đ14.1',
        ),
        "không ai được chấm",
    ),
    "full marks that are not full": (
        swap("start task.done = task.given", "start task.done = 0"),
        "nhưng điểm tối đa là",
    ),
    "a level nobody reaches": (
        swap("level = high if score >= p.half else low", "level = high if score > p.ten else low"),
        "không ai đạt mức “Cao”",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_rehearsal_refuses(name):
    text, told = BAD[name]
    program = compile_rule(text, VALUES, source="sample.rule")
    with pytest.raises(RuleError) as refused:
        rehearse(program)
    assert told in str(refused.value)


def test_a_rehearsal_checks_claims_on_data():
    program = compile_rule(GOOD, VALUES, source="sample.rule")
    stage = program.stage("month")
    stage.claims[:] = [(False, "task_done")]
    with pytest.raises(RuleError, match="không luôn giảm theo task_done"):
        rehearse(program)
