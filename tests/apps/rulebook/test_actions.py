"""Rules are adopted by decision, periods opened with their deadlines, closed ones kept."""

from datetime import date

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook import actions, queries
from congvu.apps.rulebook.models import WorkingDay
from congvu.kernel.periods import Month
from congvu.kernel.workdays import working_days_between
from congvu.law.faults import NoRuleInForce, OverlayRefused
from congvu.law.registry import rules_on
from tests.apps import world

pytestmark = pytest.mark.django_db


def adopt(name="delay_unit", value="working_day", valid_from=world.START):
    actions.adopt_parameter(
        name=name,
        value=value,
        decision="QĐ 12/QĐ-UBND",
        valid_from=valid_from,
        by=None,
        at=world.AT,
    )


def test_without_decisions_the_law_stands_as_it_is():
    period = world.november()
    assert queries.rules_for(period).fingerprint == rules_on(period.ends_on).fingerprint


def test_a_local_value_holds_in_the_months_after_its_day():
    adopt(valid_from=date(2026, 11, 1))
    months = [actions.open_period(Month(2026, m), by=None, at=world.AT) for m in (10, 11)]
    units = [queries.rules_for(month).value("delay_unit") for month in months]
    assert units == ["calendar_day", "working_day"]
    assert "QĐ 12/QĐ-UBND" in queries.rules_for(months[1]).overlay.decision


def test_what_the_law_settles_is_not_changed_locally():
    with pytest.raises(OverlayRefused, match="địa phương không đổi được"):
        adopt("results_max", "80")


def test_two_values_for_one_day_are_refused():
    adopt()
    with pytest.raises(Refused, match="đã có giá trị khác"):
        adopt(value="occurrence", valid_from=date(2026, 6, 1))


def test_a_decision_does_not_reach_back_into_a_closed_month():
    period = world.november()
    actions.mark_published(period.id)
    with pytest.raises(Refused, match="2026-11 đã chốt"):
        adopt(valid_from=date(2026, 11, 30))
    adopt(valid_from=date(2026, 12, 1))


def test_a_rule_text_nobody_knows_is_refused():
    with pytest.raises(NoRuleInForce, match="khong-co"):
        actions.adopt_rule(
            rule="khong-co", decision="QĐ", valid_from=world.START, by=None, at=world.AT
        )


def test_the_text_adopted_is_the_text_in_force():
    actions.adopt_rule(
        rule="nd335_2025", decision="QĐ 1", valid_from=world.START, by=None, at=world.AT
    )
    assert queries.rules_for(world.november()).name == "nd335_2025"


def test_a_month_opens_with_the_deadlines_of_its_rules():
    period = world.november()
    assert (period.self_score_by, period.comment_by) == (date(2026, 11, 25), date(2026, 11, 26))
    assert (period.decide_by, period.publish_on) == (date(2026, 11, 28), date(2026, 12, 5))
    assert period.label == "tháng 11/2026"


def test_a_short_month_keeps_its_deadlines_inside_it():
    february = actions.open_period(Month(2026, 2), by=None, at=world.AT)
    assert february.decide_by == date(2026, 2, 28)


def test_a_month_opens_once():
    world.november()
    with pytest.raises(Refused, match="đã được mở"):
        world.november()


def test_the_current_period_is_todays_else_the_latest_begun():
    world.november()
    assert queries.current_period(date(2026, 11, 1)).key == "2026-11"
    assert queries.current_period(date(2027, 3, 1)).key == "2026-11"
    assert queries.current_period(date(2026, 10, 31)) is None


def test_the_stored_calendar_counts_as_the_law_counts():
    world.november()
    days = dict(WorkingDay.objects.values_list("day", "ordinal"))
    for start, end in (
        (date(2026, 11, 20), date(2026, 11, 23)),
        (date(2026, 2, 10), date(2026, 3, 2)),
        (date(2026, 12, 31), date(2027, 1, 4)),
    ):
        assert days[end] - days[start] == working_days_between(start, end)


def test_each_act_leaves_its_event():
    adopt()
    world.november()
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"rulebook.parameter_adopted", "rulebook.period_opened"} <= verbs


def test_a_period_opens_with_the_deadlines_that_the_province_adopted():
    adopt("self_score_by", "20", valid_from=date(2026, 11, 1))
    months = [actions.open_period(Month(2026, m), by=None, at=world.AT) for m in (10, 11)]
    assert [month.self_score_by.day for month in months] == [25, 20]


def test_a_value_of_an_adopted_text_can_be_chosen_only_where_that_text_applies():
    with pytest.raises(OverlayRefused):
        adopt("weight_effect", "1/2")
    actions.adopt_rule(
        rule="bon_tieu_chi_2025", decision="QĐ 3", valid_from=world.START, by=None, at=world.AT
    )
    adopt("weight_effect", "1/2")
    assert queries.rules_in_force(world.START).value("weight_effect") * 2 == 1
