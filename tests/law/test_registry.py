"""The rules of a day: the right text, the right values, local decisions within their bounds."""

import subprocess
import sys
from datetime import date
from fractions import Fraction
from multiprocessing.reduction import ForkingPickler

import pytest

from congvu.law.faults import LawFault, NoRuleInForce, OverlayRefused
from congvu.law.registry import Overlay, read_law, rules_on
from tests.law.folder import BASIC, VALUES, plant

DAY = date(2030, 5, 31)


@pytest.fixture
def law(folder):
    return read_law(folder)


@pytest.mark.parametrize(
    ("day", "name", "deduction"),
    [
        (date(2020, 1, 1), "old", Fraction(1, 5)),
        (date(2029, 12, 31), "old", Fraction(1, 5)),
        (date(2030, 1, 1), "basic", Fraction(1, 4)),
        (date(2039, 12, 31), "basic", Fraction(1, 4)),
    ],
)
def test_a_day_is_judged_by_the_text_and_the_values_of_that_day(law, day, name, deduction):
    rules = law.rules_on(day)
    assert (rules.name, rules.value("deduction"), rules.source) == (name, deduction, f"{name}.rule")


@pytest.mark.parametrize("day", [date(2019, 12, 31), date(2040, 1, 1)])
def test_a_day_without_a_text_is_refused_saying_which_texts_there_are(law, day):
    with pytest.raises(NoRuleInForce, match=r"công chức ngày .*Nghị định cũ \(từ 01/01/2020 đến"):
        law.rules_on(day)


def test_a_subject_without_a_text_is_refused(law):
    with pytest.raises(NoRuleInForce, match=r"viên chức .*chưa có văn bản nào cho đối tượng này"):
        law.rules_on(DAY, "public_employee")
    with pytest.raises(NoRuleInForce, match="có phải “civil_servant”"):
        law.rules_on(DAY, "civil_servan")


def test_two_laws_may_hold_on_one_day_for_two_subjects(folder):
    plant(folder, "rules/old.rule", "2029-12-31", "2035-12-31")
    law = read_law(plant(folder, "rules/old.rule", "civil_servant", "public_employee"))
    assert law.rules_on(DAY, "public_employee").name == "old"
    assert law.rules_on(DAY).name == "basic"


def test_a_local_text_is_taken_only_by_name_and_brings_its_own_values(law):
    rules = law.rules_on(DAY, overlay=Overlay(rule="province"))
    assert (rules.name, rules.value("weight")) == ("province", Fraction(1, 2))
    assert "weight" not in law.rules_on(DAY).values()


def test_a_text_that_is_not_there_on_the_day_is_refused(law):
    with pytest.raises(NoRuleInForce, match="có phải “province”"):
        law.rules_on(DAY, overlay=Overlay(rule="provinces"))
    with pytest.raises(NoRuleInForce, match="chưa có văn bản nào"):
        law.rules_on(date(2010, 1, 1), overlay=Overlay(rule="province"))


def test_a_local_decision_changes_what_the_law_leaves_open(law):
    chosen = {"floor": "25 %", "unit_of_delay": "time", "counts": "không"}
    rules = law.rules_on(DAY, overlay=Overlay(parameters=chosen, decision="12/QĐ-UBND"))
    assert [rules.value(name) for name in chosen] == [Fraction(1, 4), "time", False]


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("deduction", "1/3", "12/QĐ-UBND.*do luật định .Đ1.1b., địa phương không đổi được"),
        ("floor", "3/4", "từ 0 % đến 50 %, gặp 3/4"),
        ("floor", Fraction(-1, 2), "tỷ lệ phải từ 0 đến 1"),
        ("unit_of_delay", "week", "“day” .theo ngày., “time”"),
        ("counts", "có lẽ", "true .có. hoặc false"),
        ("flor", 0, "có phải “floor”"),
        ("weight", 0, "không có giá trị “weight”"),
    ],
)
def test_a_local_decision_beyond_its_bounds_is_refused(law, name, value, says):
    with pytest.raises(OverlayRefused, match=says):
        law.rules_on(DAY, overlay=Overlay(parameters={name: value}, decision="12/QĐ-UBND"))


def test_a_refusal_names_the_line_of_the_value_and_no_decision_where_there_is_none(law):
    with pytest.raises(OverlayRefused) as refused:
        law.rules_on(DAY, overlay=Overlay(parameters={"floor": 1}))
    assert (refused.value.file, refused.value.line) == (VALUES, 45)
    assert "Quyết định" not in refused.value.message


def test_a_value_that_is_not_there_is_named_with_day_and_neighbour(law):
    with pytest.raises(LawFault, match=r"ngày 31/05/2030 .*có phải “floor”"):
        law.rules_on(DAY).value("flor")


def test_rules_cannot_be_changed(law):
    rules = law.rules_on(DAY)
    with pytest.raises(AttributeError):
        rules.name = "other"
    with pytest.raises(TypeError):
        rules.parameters["floor"] = None


def test_rules_survive_the_way_to_another_process(law):
    rules = law.rules_on(DAY, overlay=Overlay(parameters={"floor": "1/4"}))
    copy = ForkingPickler.loads(ForkingPickler.dumps(rules))
    assert (copy, hash(copy)) == (rules, hash(rules))
    fault = ForkingPickler.loads(ForkingPickler.dumps(LawFault("x", file="a.toml", line=3)))
    assert (type(fault), str(fault)) == (LawFault, "a.toml:3: x")


def test_the_fingerprint_is_the_same_on_every_day_with_the_same_rules(law):
    assert law.rules_on(DAY).fingerprint == law.rules_on(date(2031, 1, 1)).fingerprint
    assert len(law.rules_on(DAY).fingerprint) == 64


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (BASIC, "undated", "undated again"),
        (VALUES, "value = 0\n", 'value = "1/4"\n'),
        (VALUES, 'says = "Điểm nền là 4 điểm."', 'says = "là 4 điểm."'),
        (VALUES, 'at = "Đ1.1a"', 'at = "Đ1.1"'),
    ],
)
def test_the_fingerprint_changes_with_text_value_and_citation(folder, file, old, new):
    before = read_law(folder).rules_on(DAY).fingerprint
    assert read_law(plant(folder, file, old, new)).rules_on(DAY).fingerprint != before


@pytest.mark.parametrize(
    "overlay",
    [Overlay(decision="12"), Overlay(parameters={"floor": "1/4"}), Overlay(rule="province")],
)
def test_the_fingerprint_changes_with_a_local_decision(law, overlay):
    assert law.rules_on(DAY, overlay=overlay).fingerprint != law.rules_on(DAY).fingerprint


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [(VALUES, "checked = 2030-02-01", "checked = 2030-03-01"), (VALUES, 'Điểm nền"', 'Nền"')],
)
def test_looking_again_does_not_change_the_fingerprint(folder, file, old, new):
    before = read_law(folder).rules_on(DAY).fingerprint
    assert read_law(plant(folder, file, old, new)).rules_on(DAY).fingerprint == before


def test_the_fingerprint_is_the_same_in_another_process():
    ask = (
        "from datetime import date; from congvu.law.registry import rules_on;"
        "print(rules_on(date(2026, 11, 30)).fingerprint)"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(filter(None, sys.path))},
            check=True, capture_output=True, text=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }  # fmt: skip
    assert told == {rules_on(date(2026, 11, 30)).fingerprint}
