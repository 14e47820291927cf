"""Months or quarters, the cut of the year in December, and deadlines that are put off."""

from datetime import date, timedelta

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import unit_ids
from congvu.apps.rulebook import actions, queries
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import PeriodClosed, UnknownPeriod
from congvu.kernel.periods import Month, quarter
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": world.AT}


def choose(name, value, valid_from=world.START):
    actions.replace_parameter(
        name=name, value=value, decision="QĐ 9/QĐ-UBND", valid_from=valid_from, **WHY
    )


def test_a_quarter_opens_with_the_deadlines_of_its_last_month():
    choose("tracking", "quarter")
    third = actions.open_period(quarter(2026, 3), **WHY)
    assert (third.key, third.label, third.kind) == ("2026-Q3", "quý III/2026", "quarter")
    assert (third.starts_on, third.ends_on) == (date(2026, 7, 1), date(2026, 9, 30))
    assert (third.self_score_by, third.publish_on) == (date(2026, 9, 25), date(2026, 10, 5))
    assert queries.current_period(date(2026, 8, 3)) == third == queries.period("2026-Q3")
    assert queries.period_holding(date(2026, 7, 1)) == third
    assert third.months == (Month(2026, 7), Month(2026, 8), Month(2026, 9))


def test_a_month_is_not_opened_where_quarters_are_tracked_nor_a_quarter_where_months_are():
    with pytest.raises(Refused, match="theo tháng"):
        actions.open_period(quarter(2026, 3), **WHY)
    choose("tracking", "quarter")
    with pytest.raises(Refused, match=r"thuộc quý III/2026.*theo quý"):
        actions.open_period(Month(2026, 8), **WHY)


def test_tracking_changes_on_the_first_day_of_a_quarter_only():
    with pytest.raises(Refused, match="01/10/2026 hoặc 01/01/2027, không phải 01/11/2026"):
        choose("tracking", "quarter", date(2026, 11, 1))


def test_the_year_ends_before_it_is_rated_and_the_next_begins_the_day_after():
    december = actions.open_period(Month(2026, 12), **WHY)
    january = actions.open_period(Month(2027, 1), **WHY)
    assert (december.starts_on, december.ends_on) == (date(2026, 12, 1), date(2026, 12, 14))
    assert (december.decide_by, december.publish_on) == (date(2026, 12, 14), date(2026, 12, 14))
    assert (january.starts_on, january.ends_on) == (date(2026, 12, 15), date(2027, 1, 31))
    assert january.self_score_by == date(2027, 1, 25)
    assert queries.period_holding(date(2026, 12, 20)) == january
    assert queries.span_on(date(2026, 12, 20)) == Month(2027, 1)


def test_the_last_quarter_is_cut_off_with_its_year():
    choose("tracking", "quarter")
    choose("december_cut_off", "12-05")
    last = actions.open_period(quarter(2026, 4), **WHY)
    first = actions.open_period(quarter(2027, 1), **WHY)
    assert (last.ends_on, first.starts_on) == (date(2026, 12, 5), date(2026, 12, 6))
    assert first.ends_on == date(2027, 3, 31)


@pytest.mark.parametrize("value", ["12-15", "11-30", "12-31"])
def test_the_cut_off_lies_in_december_before_the_rating(value):
    with pytest.raises(Refused, match=r"trong tháng 12 và trước ngày 15/12.*Đ19\.2"):
        choose("december_cut_off", value)


def test_the_cut_off_of_a_year_whose_last_period_is_open_stays():
    actions.open_period(Month(2026, 12), **WHY)
    with pytest.raises(Refused, match="cuối năm 2026 đã mở"):
        choose("december_cut_off", "12-10", date(2026, 12, 1))
    choose("december_cut_off", "12-10", date(2027, 1, 1))
    assert queries.december_cut_off(2026) == date(2026, 12, 14)
    assert queries.december_cut_off(2027) == date(2027, 12, 10)


def test_a_year_of_the_earlier_law_is_not_cut_off():
    assert queries.december_cut_off(2025) == date(2025, 12, 31)
    january = actions.open_period(Month(2026, 1), **WHY)
    assert january.starts_on == date(2026, 1, 1)


def test_a_day_of_no_period_is_told_by_the_period_that_is_missing():
    world.november()
    with pytest.raises(UnknownPeriod, match="tháng 1/2027"):
        queries.period_holding(date(2026, 12, 20))


def test_a_deadline_is_put_off_for_everybody_or_for_one_agency():
    world.agency()
    period = world.november()
    later = period.self_score_by + timedelta(days=5)
    actions.extend_deadline(period, step=Step.SELF_SCORE, until=later, reason="Bão số 13", **WHY)
    actions.extend_deadline(
        period, step=Step.COMMENT, until=date(2026, 12, 2), agency="P", reason="Mất điện", **WHY
    )
    days, ward = queries.deadlines(period), unit_ids(["P"])["P"]
    assert days.on(Step.SELF_SCORE) == days.on(Step.SELF_SCORE, ward) == later
    assert days.on(Step.COMMENT) == later, "no step ends before the one it waits for"
    assert days.on(Step.COMMENT, ward) == days.on(Step.DECIDE, ward) == date(2026, 12, 2)
    assert days.on(Step.PUBLISH, ward) == period.publish_on
    assert days.grace_ends() == date(2026, 12, 2), "two working days after Monday"
    assert [one.reason for one in queries.extensions(period.id)] == ["Mất điện", "Bão số 13"]
    assert Event.objects.filter(verb="rulebook.deadline_extended").count() == 2


@pytest.mark.parametrize(
    ("until", "reason", "told"),
    [
        (date(2026, 11, 25), "Bão", "đang có hạn 25/11/2026"),
        (date(2026, 11, 30), "  ", "phải ghi lý do"),
    ],
)
def test_a_deadline_is_put_off_to_a_later_day_with_a_reason(until, reason, told):
    period = world.november()
    with pytest.raises(Refused, match=told):
        actions.extend_deadline(period, step=Step.SELF_SCORE, until=until, reason=reason, **WHY)


def test_nothing_is_put_off_once_results_stand():
    period = world.november()
    actions.mark_published(period.id)
    with pytest.raises(PeriodClosed, match="đã chốt"):
        actions.extend_deadline(
            period, step=Step.PUBLISH, until=date(2026, 12, 31), reason="Bão", **WHY
        )
