"""How long somebody worked in a year, whether she is rated, and why not (Đ11, Đ19.3)."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from congvu.engine.attendance import Away, Days, Least, absent_all, service_in
from congvu.kernel.periods import Month
from congvu.kernel.workdays import is_working_day
from congvu.law.registry import rules_on

YEAR = 2026
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
WORKED = [
    day for day in (FIRST + timedelta(days=count) for count in range(365)) if is_working_day(day)
]
RULES = rules_on(date(YEAR, 11, 23), "civil_servant")
LEAST = Least(
    int(RULES.value("least_months_worked")), int(RULES.value("unpaid_leave_least_months_worked"))
)
WHOLE = [Days(date(2020, 1, 1))]


def year(postings=WHOLE, *absences):
    return service_in(YEAR, postings, absences, working_days=WORKED, least=LEAST)


def away(kind, first, last=None):
    return Away(kind, Days(first, last))


def test_a_whole_year_is_twelve_months_served_and_worked():
    got = year()
    assert (got.served, got.worked, got.whole_months, got.is_rated) == (12, 12, 12, True)


@pytest.mark.parametrize(
    ("first", "months", "rated"),
    [(date(YEAR, 7, 1), 6, True), (date(YEAR, 8, 1), 5, False), (date(YEAR, 7, 2), 5, False)],
)
def test_less_than_six_months_are_not_rated_and_exactly_six_are(first, months, rated):
    got = year([Days(first)])
    assert (got.whole_months, got.is_rated) == (months, rated)
    assert got.reason == ("" if rated else "công tác trong năm chưa đủ 06 tháng")
    assert got.clause == ("" if rated else "Đ11.1")


def test_part_of_a_month_counts_by_its_working_days_exactly():
    got = year([Days(date(YEAR, 11, 16), date(YEAR, 11, 30))])
    in_month = [day for day in WORKED if day.month == 11]
    assert got.worked == Fraction(len([d for d in in_month if d.day >= 16]), len(in_month))
    assert 0 < got.worked < 1


def test_two_postings_that_follow_each_other_count_once():
    assert year([Days(FIRST, date(YEAR, 6, 14)), Days(date(YEAR, 6, 1))]).served == 12


def test_maternity_leave_keeps_the_right_to_be_rated_by_the_time_really_worked():
    got = year(WHOLE, away("maternity", date(YEAR, 2, 1), date(YEAR, 12, 31)))
    assert (got.worked, got.protected, got.is_rated) == (1, True, True)


def test_whoever_was_ill_all_year_is_not_rated():
    got = year(WHOLE, away("sick", date(2025, 12, 1)))
    assert (got.reason, got.clause) == ("không có thời gian làm việc thực tế trong năm", "Đ11.2")


@pytest.mark.parametrize(("last", "rated"), [(date(YEAR, 6, 30), True), (date(YEAR, 7, 1), False)])
def test_unpaid_leave_leaves_at_least_six_months_to_be_rated(last, rated):
    got = year(WHOLE, away("unpaid", FIRST, last))
    assert got.is_rated is rated
    assert got.clause == ("" if rated else "Đ11.2")


def test_unpaid_leave_all_year_is_told_as_unpaid_leave():
    assert "nghỉ không hưởng lương" in year(WHOLE, away("unpaid", FIRST, LAST)).reason


@pytest.mark.parametrize("kind", ["study", "secondment", "other"])
def test_study_and_secondment_are_time_in_service(kind):
    got = year(WHOLE, away(kind, date(YEAR, 3, 1), date(YEAR, 11, 30)))
    assert (got.served, got.worked, got.is_rated) == (12, 3, True)


def test_whoever_held_no_post_is_not_rated():
    got = year([Days(date(2024, 1, 1), date(2025, 12, 31))])
    assert (got.reason, got.served) == ("không công tác trong năm", 0)


def test_a_year_without_working_days_on_record_is_a_year_of_nothing():
    got = service_in(YEAR, WHOLE, [], working_days=[], least=LEAST)
    assert (got.served, got.is_rated) == (0, False)


NOVEMBER = Month(YEAR, 11)


@pytest.mark.parametrize(
    ("postings", "absences", "kind"),
    [
        (WHOLE, [("sick", date(YEAR, 11, 1), date(YEAR, 11, 30))], "sick"),
        (WHOLE, [("sick", date(YEAR, 11, 2), date(YEAR, 11, 30))], "sick"),
        (WHOLE, [("sick", date(YEAR, 11, 3), None)], ""),
        (
            WHOLE,
            [("sick", FIRST, date(YEAR, 11, 6)), ("maternity", date(YEAR, 11, 7), None)],
            "maternity",
        ),
        ([Days(date(YEAR, 11, 16))], [("study", date(YEAR, 11, 16), None)], "study"),
        ([Days(date(YEAR, 12, 1))], [("study", FIRST, None)], ""),
        (WHOLE, [], ""),
    ],
)
def test_absent_all_month_means_every_working_day_on_which_a_post_was_held(
    postings, absences, kind
):
    runs = [away(*one) for one in absences]
    assert absent_all(NOVEMBER, postings, runs, WORKED) == kind
