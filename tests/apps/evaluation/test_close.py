"""The close of a month: what was live is stored, sealed, and stands."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import Close, Scorecard
from congvu.apps.rulebook.actions import lock_to_close
from congvu.apps.rulebook.models import LocalParameter
from congvu.apps.rulebook.queries import PeriodClosed, hold_open, rules_for
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.engine.scoring import program_for, score_all
from tests.apps import world
from tests.apps.evaluation.chance import random_month

pytestmark = pytest.mark.django_db


def close(period):
    return actions.close_month(period, by=None, at=world.AT)


@pytest.mark.parametrize("seed", range(6))
def test_the_stored_scores_equal_the_scalar_backends(seed):
    period = random_month(seed)
    people = list(Scorecard.objects.values_list("person_id", flat=True))
    cases = queries.cases(period, people, closing=True)
    pairs = queries.managed_pairs(period)
    expected = score_all(
        program_for(rules_for(period)),
        "month",
        cases,
        {str(leader): [str(p) for p in below] for leader, below in pairs.items()},
    )
    close(period)
    stored = {
        str(card.person_id): (card.score_hundredths, card.not_scored_reason, card.settled)
        for card in Scorecard.objects.all()
    }
    for person, outcome in expected.items():
        assert stored[person] == (outcome.notified, outcome.reason or "", outcome.settled)
    assert all(stored[person][1] for person in stored.keys() - expected.keys())


@pytest.mark.parametrize("seed", range(4))
def test_what_a_reviewed_month_shows_live_is_what_the_close_stores(seed):
    period = random_month(seed, reviewed=True)
    people = [card.person.code for card in Scorecard.objects.select_related("person")]
    live = {person: queries.month_of(person, period) for person in people}
    close(period)
    closed = period_named(period.key)
    for person, before in live.items():
        after = queries.month_of(person, closed)
        assert after.score_hundredths == before.score_hundredths
        assert (after.reason, after.level) == (before.reason, before.level)
        assert after.outcome.values == before.outcome.values
        assert after.explanation == before.explanation


def test_the_stored_lines_are_the_engines_lines():
    period = random_month(1, reviewed=True)
    close(period)
    for card in Scorecard.objects.filter(score_hundredths__isnull=False).select_related("person"):
        outcome = queries.month_of(card.person.code, period_named(period.key)).outcome
        for name in ("assigned", "a", "b", "c", "d", "dd", "e", "share", "exact", "band"):
            assert card.totals[name] == outcome.values[name]


@pytest.mark.parametrize(("value", "told"), [("calendar_day", True), ("occurrence", False)])
def test_bars_are_told_as_long_as_the_rules_still_give_the_stored_result(value, told):
    period = world.reviewed_month()
    world.done(period, world.task("an"), finished_on=date(2026, 11, 23))
    close(period)
    # As after an upgrade whose texts read otherwise: no action would let a decision reach back.
    LocalParameter.objects.create(
        name="delay_unit", value=value, decision="QĐ 2", valid_from=world.START
    )
    seen = queries.month_of("an", period_named(period.key))
    assert seen.card.rules_fingerprint != seen.rules.fingerprint
    assert (seen.score_hundredths, seen.rules_changed) == (9125, not told)
    assert (seen.explanation is not None) is told


@pytest.mark.django_db(transaction=True)
def test_the_close_waits_for_a_writer_and_a_writer_for_the_close():
    period = world.reviewed_month()
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        hold_open([period.id])
        other.submit(_refused_at_once, lambda: lock_to_close(period.id)).result()
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        lock_to_close(period.id)
        other.submit(_refused_at_once, lambda: hold_open([period.id])).result()


def _refused_at_once(act):
    """In another connection that will not wait, the act meets the lock."""
    try:
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            _impatiently(act)
    finally:
        connection.close()


def _impatiently(act):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '50ms'")
    act()


def test_a_month_closes_once():
    period = world.reviewed_month()
    close(period)
    with pytest.raises(Refused, match="đã chốt"):
        close(period)
    assert Close.objects.count() == 1


def test_the_close_leaves_its_event_and_its_digest():
    period = world.reviewed_month()
    closed = close(period)
    event = Event.objects.get(verb="evaluation.month_closed")
    assert event.payload["digest"] == closed.digest == Close.objects.get().digest
    assert (closed.people, closed.scored) == (7, 7)


def test_a_card_not_confirmed_is_closed_without_a_score_and_says_why():
    period = world.month()
    world.done(period, world.task("an"))
    close(period)
    card = Scorecard.objects.get(person__code="an")
    assert card.score_hundredths is None
    assert card.not_scored_reason == "điểm tiêu chí chung chưa được xác nhận"


def test_somebody_left_out_keeps_her_reason():
    period = world.reviewed_month()
    actions.leave_out(period, {"an": "nghỉ thai sản cả tháng"}, by=None, at=world.AT)
    assert queries.month_of("an", period).reason == "nghỉ thai sản cả tháng"
    close(period)
    assert Scorecard.objects.get(person__code="an").not_scored_reason == "nghỉ thai sản cả tháng"


def test_nothing_is_assigned_reported_or_reviewed_in_a_closed_month():
    period = world.reviewed_month()
    (task_id,) = work.assign_tasks(period.id, [world.task("an")], by=None, at=world.AT)
    close(period)
    with pytest.raises(PeriodClosed, match="2026-11 đã chốt"):
        work.assign_tasks(period.id, [world.task("an")], by=None, at=world.AT)
    with pytest.raises(PeriodClosed):
        work.report_result(work.NewResult(task_id, 100), by=None, at=world.AT)
    with pytest.raises(PeriodClosed):
        actions.review_scorecards(
            period, [actions.Review("an", world.points())], by=None, at=world.AT
        )


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE evaluation_scorecard SET score_hundredths = 9999",
        "DELETE FROM evaluation_scorecard",
        "UPDATE work_task SET assigned_hundredths = 1",
        "DELETE FROM work_result",
        "UPDATE work_result SET completed_hundredths = 0",
        "UPDATE rulebook_period SET state = 'open'",
        "UPDATE rulebook_period SET state = 'closed', ends_on = ends_on - 1",
        "UPDATE evaluation_scorecard SET state = 'closed', score_hundredths = 9999",
        "UPDATE evaluation_scorecard SET state = 'confirmed'",
    ],
)
def test_the_database_itself_refuses_to_change_a_closed_month(sql):
    close(world.reviewed_month())
    with (
        pytest.raises(DatabaseError, match="đã chốt"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_hash_tells_of_an_input_changed_behind_the_triggers():
    period = world.reviewed_month()
    close(period)
    assert queries.altered(period) == []
    connection.close()
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE work_task DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE work_task t SET coefficient_tenths = 99 FROM org_person p"
            " WHERE p.id = t.person_id AND p.code = 'an'"
        )
        cursor.execute("ALTER TABLE work_task ENABLE TRIGGER USER")
    assert queries.altered(period) == ["an"]


def test_a_month_is_sealed_when_the_days_to_object_are_over():
    period = world.reviewed_month()
    assert queries.objections_until(period) is None
    close(period)
    last = queries.objections_until(period)
    assert last == date(2026, 12, 1), "five working days after the 23rd; the 24th is a holiday"
    with pytest.raises(Refused, match="đến hết ngày 01/12/2026"):
        actions.seal_settled_period(period, today=last, by=None, at=world.AT)
    actions.seal_settled_period(period, today=date(2026, 12, 2), by=None, at=world.AT)
    assert period_named(period.key).state == "closed"


def test_a_published_month_is_sealed_once_and_no_result_changes():
    period = world.reviewed_month()
    digest = close(period).digest
    stored = list(Scorecard.objects.order_by("id").values_list("score_hundredths", "inputs_hash"))
    actions.seal_period(period, by=None, at=world.AT)
    assert stored == list(
        Scorecard.objects.order_by("id").values_list("score_hundredths", "inputs_hash")
    )
    assert set(Scorecard.objects.values_list("state", flat=True)) == {"closed"}
    assert (Close.objects.get().digest, queries.altered(period)) == (digest, [])
    assert Event.objects.filter(verb="evaluation.period_sealed").count() == 1
    with pytest.raises(Refused, match="chưa khóa"):
        actions.seal_period(period, by=None, at=world.AT)


def test_a_month_is_not_sealed_before_its_results_stand():
    with pytest.raises(Refused, match="đã công bố"):
        actions.seal_period(world.reviewed_month(), by=None, at=world.AT)


def test_a_reviewed_card_that_nobody_confirmed_is_published_without_a_score():
    period = world.reviewed_month()
    actions.unconfirm_scorecards(period, ["an"], reason="Xem lại", by=None, at=world.AT)
    close(period)
    card = Scorecard.objects.get(person__code="an")
    assert (card.state, card.score_hundredths) == ("published", None)
    assert card.not_scored_reason == "điểm tiêu chí chung chưa được xác nhận"
