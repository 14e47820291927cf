"""A month under two rule sets: nobody moves by the same rules, and whoever does is told by what."""

from datetime import date

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import ComparedPerson, Comparison, Scorecard
from congvu.apps.evaluation.queries.comparisons import (
    Narrowing,
    asked_of,
    compared_people,
    comparison,
)
from congvu.apps.evaluation.queries.figures import NOT_SCORED
from congvu.apps.evaluation.queries.paralleling import parallel
from congvu.apps.evaluation.queries.telling_apart import told_apart
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work.models import Result, Task
from congvu.engine.scoring import program_for, score_all
from congvu.law.faults import OverlayRefused
from congvu.law.registry import Overlay, Rules, rules_on
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 30)
TOOLKIT = "bon_tieu_chi_2025"


def published(period: PeriodRow) -> PeriodRow:
    """Close the month and read it again."""
    actions.close_month(period, by=None, at=world.AT)
    return period_named(period.key)


def with_values(period: PeriodRow, **values: str) -> Rules:
    """The month's own rules with other local values."""
    return asked_of(period.ends_on, "civil_servant", "", values).rules


def other(period: PeriodRow) -> Rules:
    """Rules that differ from the month's in two local values."""
    clamp = {"each": "results", "results": "each"}[str(rules_for(period).value("clamp"))]
    return with_values(period, clamp=clamp, floor_share="1/4")


def compared(period: PeriodRow, **values: str) -> int:
    """Compare a month with its own rules under other values, and keep it."""
    asked = asked_of(period.ends_on, "civil_servant", "", values)
    return actions.compare_rules(period, asked, reason="Thử", by=None, at=world.AT)


@pytest.mark.parametrize("seed", range(4))
def test_nobody_moves_by_the_very_same_rules(seed):
    period = random_month(seed)
    if seed % 2:
        period = published(period)
    found = parallel(period, rules_for(period))
    assert len(found.people) == Scorecard.objects.count()
    assert [one for one in found.people if one.before != one.after] == []


@pytest.mark.parametrize("seed", range(6))
def test_the_other_side_is_the_engines_and_the_bars_that_differ_add_up(seed):
    period = random_month(seed, reviewed=bool(seed % 3))
    cases = queries.cases(period, _everybody(), closing=True)
    pairs = queries.managed_pairs(period)
    period = published(period)
    rules = other(period)
    managed = {str(leader): [str(one) for one in below] for leader, below in pairs.items()}
    expected = score_all(program_for(rules), "month", cases, managed)
    found = parallel(period, rules)
    after = {str(one.person_id): one.after.score for one in found.people}
    assert after == dict.fromkeys(after) | {who: one.notified for who, one in expected.items()}
    moved = [one for one in found.people if one.scored_twice]
    bars = told_apart(found, moved)
    assert bars.keys() == {one.person_id for one in moved}
    for one in moved:
        assert sum(bar.shown for bar in bars[one.person_id]) == one.change


@pytest.mark.parametrize("seed", range(2))
def test_another_text_scores_as_the_engine_does_and_its_bars_add_up(seed):
    period = random_month(seed, reviewed=True)
    cases = queries.cases(period, _everybody(), closing=True)
    for case in cases:
        for row in case.rows:
            row["effect"] = "full"
    period = published(period)
    rules = asked_of(period.ends_on, "civil_servant", TOOLKIT, {}).rules
    expected = score_all(program_for(rules), "month", cases)
    found = parallel(period, rules)
    after = {str(one.person_id): one.after.score for one in found.people}
    assert after == dict.fromkeys(after) | {who: one.notified for who, one in expected.items()}
    moved = [one for one in found.people if one.scored_twice]
    bars = told_apart(found, moved)
    assert len(bars) == len(moved) > 0
    assert all(sum(bar.shown for bar in bars[one.person_id]) == one.change for one in moved)


def _everybody() -> list[int]:
    return list(Scorecard.objects.values_list("person_id", flat=True))


def test_an_open_month_is_compared_as_it_stands_and_marked():
    period = random_month(2)
    row, figures = comparison(compared(period, floor_share="1/2"))
    assert row.provisional
    assert figures.before.scored == figures.after.scored == figures.twice
    assert sum(sum(after.values()) for after in figures.moves.values()) == figures.people


def uneven() -> PeriodRow:
    """An reaches a level by extra work that the months' rules do not count beyond 100 %."""
    period = world.month()
    for post in world.POSTS:
        share = 20 if post.person == "an" else 100
        world.review(period, post.person, share, leads=post.leads != "none")
        world.done(period, world.task(post.person, post.unit))
    late = world.task("an", amount=400)
    world.done(period, late, finished_on=date(2026, 11, 24))
    world.done(period, world.task("an", origin=2, amount=200))
    return published(period)


def test_it_is_kept_who_changes_level_and_by_which_bar():
    period = uneven()
    run = compared(period, clamp="results")
    row, figures = comparison(run)
    (an,), total = compared_people(run, Narrowing(), first=0, most=50)
    assert (an.person, total, row.changed) == ("an", 1, 1)
    assert an.level[1] - an.level[0] == 1
    assert sum(points for _, _, points in an.bars) == an.score[1] - an.score[0]
    assert an.bars[0][0] == figures.causes[0].cause
    assert figures.causes[0].widest == figures.raised == 1
    was, now = (figures.ladder[rank][0] for rank in an.level)
    assert figures.moves[was][now] == 1
    assert [one.changed for one in figures.agencies] == [1, 0]


def test_people_are_found_by_name_and_by_where_they_go():
    run = compared(uneven(), clamp="results")
    (an,), _ = compared_people(run, Narrowing(search="van an"), first=0, most=50)
    up = Narrowing(before=an.level[0], after=an.level[1])
    assert compared_people(run, up, first=0, most=50)[1] == 1
    for nothing in (Narrowing(search="Giang"), Narrowing(after=an.level[0]), Narrowing(before=-1)):
        assert compared_people(run, nothing, first=0, most=50) == ([], 0)


def test_nothing_of_the_month_is_touched_and_what_is_kept_stands():
    period = published(random_month(1, reviewed=True))
    before = list(Scorecard.objects.order_by("pk").values()), list(Task.objects.values())
    run = compared(period, floor_share="1/2")
    assert (list(Scorecard.objects.order_by("pk").values()), list(Task.objects.values())) == before
    assert queries.altered(period) == []
    event = Event.objects.get(verb="evaluation.rules_compared")
    assert event.payload["digest"] == Comparison.objects.get(pk=run).digest


def test_the_same_run_twice_gives_the_same_digest():
    period = published(random_month(4, reviewed=True))
    runs = [compared(period, floor_share="1/2") for _ in range(2)]
    one, two = (Comparison.objects.get(pk=run) for run in runs)
    assert (one.digest, one.figures) == (two.digest, two.figures)
    rows = [
        list(
            ComparedPerson.objects.filter(comparison=run)
            .order_by("person")
            .values_list("person", "score_after", "bars")
        )
        for run in runs
    ]
    assert rows[0] == rows[1]


def test_another_text_takes_the_grade_it_starts_from_where_the_month_has_none():
    period = world.reviewed_month()
    Result.objects.filter(task__person__code="an").update(effect=3)
    period = published(period)
    asked = asked_of(period.ends_on, "civil_servant", TOOLKIT, {})
    run = actions.compare_rules(period, asked, reason="Thử", by=None, at=world.AT)
    _, figures = comparison(run)
    (lack,) = figures.lacks
    assert (lack.label, lack.missing, lack.records) == ("Mức hiệu quả", 6, 7)
    assert lack.taken == "Tốt, vượt yêu cầu"
    assert figures.levelled == (True, False)
    found = {one.person: one.after.score for one in parallel(period, asked.rules).people}
    assert found["binh"] == 10_000
    assert found["an"] == 7_500


def test_who_is_scored_by_neither_is_counted_with_the_reason():
    period = world.month()
    for post in world.POSTS:
        world.review(period, post.person, leads=post.leads != "none")
        if post.person != "dung":
            world.done(period, world.task(post.person, post.unit))
    _, figures = comparison(compared(published(period), floor_share="1/2"))
    assert figures.moves[NOT_SCORED] == {NOT_SCORED: 1}
    assert figures.after.reasons == {"chưa được giao việc trong kỳ": 1}
    assert (figures.people, figures.twice) == (7, 6)


def test_who_is_scored_by_one_of_the_two_only_is_of_other_level():
    """Where work beyond the plan forms no base of its own, whoever has no other has no score."""
    period = world.month()
    for post in world.POSTS:
        world.review(period, post.person, leads=post.leads != "none")
        origin = 2 if post.person == "dung" else 0
        world.done(period, world.task(post.person, post.unit, origin=origin))
    run = compared(published(period), extra_only_forms_base="không")
    (dung,), _ = compared_people(run, Narrowing(after=-1), first=0, most=50)
    assert (dung.person, dung.score, dung.bars) == ("dung", (10_000, None), None)
    assert dung.reason == ("", "chưa được giao việc trong kỳ")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({}, "cùng một bộ quy định"),
        ({"floor_share": "0"}, "cùng một bộ quy định"),
    ],
)
def test_the_very_same_rules_are_not_compared(asked, says):
    with pytest.raises(Refused, match=says):
        compared(world.reviewed_month(), **asked)


def test_a_value_out_of_bounds_or_settled_by_law_is_refused():
    period = world.reviewed_month()
    with pytest.raises(OverlayRefused, match="phải từ"):
        compared(period, floor_share="3/4")
    with pytest.raises(OverlayRefused, match="địa phương không đổi được"):
        compared(period, results_max="80")


def test_rules_without_points_are_refused_in_words():
    period = world.reviewed_month()
    asked = asked_of(date(2025, 6, 30), "civil_servant", "", {})
    assert rules_on(date(2025, 6, 30)).name == "nd90_2020"
    with pytest.raises(Refused, match="không chấm điểm theo kỳ"):
        actions.compare_rules(period, asked, reason="Thử", by=None, at=world.AT)


def test_a_run_without_a_reason_is_refused():
    period = world.reviewed_month()
    asked = asked_of(period.ends_on, "civil_servant", "", {"floor_share": "1/2"})
    with pytest.raises(Refused, match="lý do"):
        actions.compare_rules(period, asked, reason=" ", by=None, at=world.AT)


def test_what_was_asked_gives_the_same_rules_again():
    period = world.reviewed_month()
    row, _ = comparison(compared(period, floor_share="1/2"))
    again = row.asked.rules
    assert again.fingerprint == row.after_fingerprint
    assert again.overlay == Overlay(None, {"floor_share": "1/2"})
