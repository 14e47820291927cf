"""What a year's results are, month by month or quarter by quarter, and the means made of them."""

from datetime import date

import pytest

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import authorities, beside, means_around, tracked_scores
from congvu.apps.org.queries import person_ids
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import PeriodKind
from congvu.kernel.periods import Month, quarter
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": world.AT}


def scored(span, share, *, close=True):
    """A period with An's card at `share` percent of the general criteria and one finished task."""
    period = rulebook.open_period(span, **WHY)
    actions.open_scorecards(period, **WHY)
    world.done(period, world.task("an", due_on=period.starts_on))
    world.review(period, "an", share)
    if close:
        actions.close_month(period, **WHY)
    return period


def an():
    return person_ids(["an"])["an"]


def told(rows):
    return [(one.period, one.months, one.score_hundredths, one.reason) for one in rows]


def test_a_years_results_say_which_stand_and_why_others_do_not():
    world.agency()
    scored(Month(2026, 10), 80)
    scored(Month(2026, 11), 90, close=False)
    assert told(tracked_scores([an()], 2026)) == [
        ("2026-10", 1, 9400, ""),
        ("2026-11", 1, None, "chưa công bố"),
    ]
    assert tracked_scores([an()], 2025) == []


def test_the_mean_of_a_quarter_and_half_year_is_that_of_the_published_months():
    world.agency()
    scored(Month(2026, 9), 60)
    scored(Month(2026, 10), 80)
    last = scored(Month(2026, 11), 70)
    whole, half = means_around(an(), last)
    assert (whole.span.key, whole.score_hundredths) == ("2026-Q4", 9250)
    assert (half.span.key, half.score_hundredths) == ("2026-H2", 9100)
    assert [one.period for one in half.entered] == ["2026-09", "2026-10", "2026-11"]


def test_what_is_not_published_is_named_and_enters_no_mean():
    world.agency()
    scored(Month(2026, 10), 80)
    last = scored(Month(2026, 11), 70, close=False)
    whole, _ = means_around(an(), last)
    assert whole.score_hundredths == 9400
    assert [(one.period, one.reason) for one in whole.missing] == [("2026-11", "chưa công bố")]


def test_where_nothing_entered_the_rule_says_so():
    world.agency()
    first = scored(Month(2026, 11), 70, close=False)
    whole, _ = means_around(an(), first)
    assert (whole.score_hundredths, whole.reason) == (
        None, "không có tháng nào được chấm trong quý",
    )  # fmt: skip


def test_a_tracked_quarter_weighs_as_its_three_months():
    world.agency()
    for number in (7, 8, 9):
        scored(Month(2026, number), 60)
    actions.track_by(PeriodKind.QUARTER, valid_from=date(2026, 10, 1), decision="QĐ 7", **WHY)
    last = scored(quarter(2026, 4), 80)
    assert [one.months for one in tracked_scores([an()], 2026)] == [1, 1, 1, 3]
    (half,) = means_around(an(), last)
    assert half.score_hundredths == (3 * 8800 + 3 * 9400) // 6


def test_what_stands_beside_a_month_is_what_is_asked_apart():
    first = world.reviewed_month()
    actions.close_month(first, **WHY)
    for code in ("an", "binh", "alice", "phong"):
        (person,) = person_ids([code]).values()
        found = beside(first, person)
        assert found.authority == authorities(first, [person]).get(person)
        assert list(found.scores) == tracked_scores([person], 2026)
    assert found.scores
