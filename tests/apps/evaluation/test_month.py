"""One person's month, live: the handbook's example off the database, and what it leaves out."""

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.evaluation import actions, queries
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook import queries as rulebook_queries
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult
from congvu.kernel.fixed import format_ratio
from tests.apps import world

pytestmark = pytest.mark.django_db
HANDBOOK = (
    (world.task("an", coefficient=10, amount=500), 400, 0, date(2026, 11, 24)),
    (world.task("an", coefficient=27, amount=300), 300, 1, date(2026, 11, 22)),
    (world.task("an", coefficient=37, amount=100), 80, 2, date(2026, 11, 20)),
)


def handbook():
    """November with the handbook's three tasks of An, general points 30."""
    period = world.month()
    for row, completed, failed, finished in HANDBOOK:
        world.done(period, row, completed, failed=failed, finished_on=finished)
    world.review(period, "an")
    return period


def test_the_handbooks_example_gives_its_figures():
    seen = queries.month_of("an", handbook())
    steps = seen.outcome.steps
    shown = [format_ratio(Fraction(steps[name]) * 100, 1) for name in ("a", "b", "c", "share")]
    assert shown == ["89,6", "68,8", "41,7", "66,7"]
    assert (seen.score_hundredths, seen.level) == (7670, "good")
    assert seen.explanation.notified == 7670


def test_the_same_example_off_the_close():
    period = handbook()
    actions.close_month(period, by=None, at=world.AT)
    stored = queries.month_of("an", rulebook_queries.period("2026-11"))
    assert (stored.score_hundredths, stored.level, stored.provisional) == (7670, "good", False)
    assert stored.explanation.notified == 7670


def test_a_month_without_general_points_is_not_scored_but_shows_its_shares():
    period = world.month()
    world.done(period, world.task("an"))
    seen = queries.month_of("an", period)
    assert (seen.scored, seen.reason) == (False, "chưa có điểm tiêu chí chung")
    assert seen.outcome.step("a") == 1


def test_a_month_without_work_says_so_and_is_no_zero():
    period = world.month()
    world.review(period, "an")
    seen = queries.month_of("an", period)
    assert (seen.score_hundredths, seen.reason) == (None, "chưa được giao việc trong kỳ")


def test_a_leader_is_not_scored_before_her_two_steps_are_chosen():
    period = world.month()
    world.done(period, world.task("binh"))
    actions.save_self_scores(
        period, [actions.SelfScore("binh", world.points())], by=None, at=world.AT
    )
    assert queries.month_of("binh", period).reason == (
        "chưa chấm tiêu chí đ, e của người lãnh đạo, quản lý"
    )


def test_a_report_counts_only_once_it_is_accepted():
    period = world.month()
    world.review(period, "an")
    (task_id,) = work.assign_tasks(period.id, [world.task("an")], by=None, at=world.AT)
    work.report_result(NewResult(task_id, 100, world.DUE), by=None, at=world.AT)
    seen = queries.month_of("an", period)
    assert (seen.score_hundredths, seen.pending) == (3000, 1)


def test_an_excused_delay_and_failure_take_nothing():
    period = world.month()
    world.review(period, "an")
    world.done(
        period, world.task("an"), finished_on=date(2026, 11, 23), failed=1, excused_failed=1,
        excused_days=3, excused_by="Chủ tịch phường", excuse="Mất điện",
    )  # fmt: skip
    assert queries.month_of("an", period).score_hundredths == 10000


@pytest.mark.parametrize(
    ("unit", "score"), [("calendar_day", 8833), ("working_day", 9417), ("occurrence", 9417)]
)
def test_delays_are_counted_in_the_unit_the_province_chose(unit, score):
    world.agency()
    rulebook.adopt_parameter(
        name="delay_unit", value=unit, decision="QĐ 1", valid_from=world.START, by=None, at=world.AT
    )
    period = world.november()
    actions.open_scorecards(period, by=None, at=world.AT)
    world.review(period, "an")
    # Due on Saturday the 21st, done on Monday the 23rd: two days, one working day, once.
    world.done(period, world.task("an", due_on=date(2026, 11, 21)), finished_on=date(2026, 11, 23))
    assert queries.month_of("an", period).score_hundredths == score


def test_one_of_her_people_below_fifty_halves_d():
    period = world.reviewed_month()
    assert queries.month_of("binh", period).outcome.step("d") == 1
    world.review_again(period, actions.Review("an", world.points(10)))
    world.done(period, world.task("an", amount=10000), 0)
    seen = queries.month_of("binh", period)
    assert (seen.outcome.step("d"), seen.managing.scored) == (Fraction(1, 2), 1)


def test_a_month_takes_at_most_five_queries_however_many_people_a_leader_has():
    period = world.reviewed_month()
    for person in ("an", "alice"):
        with CaptureQueriesContext(connection) as asked:
            queries.month_of(person, period)
        assert len(asked) <= 5
