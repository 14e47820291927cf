"""From months to quarters and back: tasks, logs and what was typed stay; what stands stays."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.org.actions import NewAbsence
from congvu.apps.org.queries import unit_ids
from congvu.apps.positions import actions as positions
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import PeriodKind, Step
from congvu.apps.rulebook.queries import (
    PeriodClosed,
    UnknownPeriod,
    deadlines,
    extensions,
    merged_months,
    period,
    periods,
)
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewEntry, NewRecurrence
from congvu.apps.work.models import Entry, Result, Task
from congvu.kernel.periods import Month, quarter
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": world.AT}
OCTOBER, NOVEMBER = Month(2026, 10), world.NOVEMBER
FIRST = date(2026, 10, 1)
EARLY = datetime(2026, 10, 20, 2, tzinfo=UTC)


def switch(kind=PeriodKind.QUARTER, valid_from=FIRST):
    return actions.track_by(kind, valid_from=valid_from, decision="QĐ 77/QĐ-UBND", **WHY)


def two_months():
    """October and November open, with every card."""
    world.agency()
    made = [rulebook.open_period(one, by=None, at=EARLY) for one in (OCTOBER, NOVEMBER)]
    for one in made:
        actions.open_scorecards(one, by=None, at=EARLY)
    return made


def test_open_months_go_on_in_their_quarter_with_all_their_work():
    october, november = two_months()
    world.done(october, world.task("an", due_on=date(2026, 10, 20)))
    given = work.assign_tasks(november.id, [world.task("an")], **WHY)[0]
    work.log_work([NewEntry(uuid4(), "an", date(2026, 11, 20), 50, task_id=given)], **WHY)
    before = [set(model.objects.values_list("pk", flat=True)) for model in (Task, Result, Entry)]
    done = switch()
    whole = period("2026-Q4")
    assert (done.quarters, done.tasks, done.cards) == (("2026-Q4",), 2, len(world.POSTS))
    assert [set(m.objects.values_list("pk", flat=True)) for m in (Task, Result, Entry)] == before
    assert set(Task.objects.values_list("period_id", flat=True)) == {whole.id}
    assert (whole.starts_on, whole.ends_on) == (FIRST, date(2026, 12, 14))
    assert periods() == [whole]
    assert [one.key for one in merged_months(whole.id)] == ["2026-10", "2026-11"]
    assert Event.objects.get(verb="evaluation.months_merged").payload["tasks"] == 2


def test_what_was_typed_begins_the_quarters_card_and_a_months_review_is_kept_beside_it():
    october, november = two_months()
    own = SelfScore("an", world.points(80), {}, "Chủ động", "Chậm báo cáo")
    actions.save_self_scores(october, [own], by=None, at=EARLY)
    actions.review_scorecards(october, [Review("an", world.points(70))], by=None, at=EARLY)
    begun = dict(list(world.points(50).items())[:1])
    later = SelfScore("an", begun, {}, "Tiếp dân tốt")
    actions.keep_self_score(november, later, by=None, at=EARLY)
    switch()
    whole = period("2026-Q4")
    card = Scorecard.objects.get(period=whole.id, person__code="an")
    assert card.general_self == begun, "the last she typed, never the full marks"
    assert card.strengths == "Tháng 10: Chủ động\nTháng 11: Tiếp dân tốt"
    assert card.shortcomings == "Tháng 10: Chậm báo cáo"
    assert (card.state, card.general_self_hundredths, card.general_hundredths) == (
        "draft", None, None,
    )  # fmt: skip
    (kept,) = [one for one in queries.earlier_cards(card.person_id, whole) if one.reviewed]
    assert (kept.period, kept.state) == ("2026-10", "reviewed")
    assert (kept.self_hundredths, kept.reviewed) == (
        sum(world.points(80).values()), sum(world.points(70).values()),
    )  # fmt: skip


def test_what_was_put_off_beyond_the_quarters_own_days_stays_put_off():
    two_months()
    own, bound = date(2026, 12, 31), period(NOVEMBER.key)
    for step, until in ((Step.SELF_SCORE, date(2026, 11, 30)), (Step.DECIDE, own)):
        rulebook.extend_deadline(bound, step=step, until=until, reason="Bão", agency="P", **WHY)
    switch()
    quarter_now, ward = period("2026-Q4"), unit_ids(["P"])["P"]
    days = deadlines(quarter_now)
    assert [(one.step, one.reason) for one in extensions(quarter_now.id)] == [("decide", "Bão")]
    assert days.on(Step.DECIDE, ward) == own
    assert days.on(Step.SELF_SCORE, ward) == quarter_now.self_score_by


def test_a_merged_month_is_no_period_any_more_and_its_cards_stand():
    october, _ = two_months()
    switch()
    with pytest.raises(UnknownPeriod, match=r"tháng 10/2026 đã nhập vào quý IV/2026"):
        period("2026-10")
    with pytest.raises(PeriodClosed):
        actions.review_scorecards(october, [Review("an", world.points())], **WHY)
    with pytest.raises(IntegrityError, match="đã nhập vào quý"), transaction.atomic():
        Scorecard.objects.filter(period=october.id).update(comment="x")


def test_whoever_left_in_the_midst_keeps_a_card_where_she_was():
    world.agency()
    october = rulebook.open_period(OCTOBER, by=None, at=EARLY)
    actions.open_scorecards(october, by=None, at=EARLY)
    held = Scorecard.objects.get(person__code="an").person.postings.get().pk
    positions.end_posting(held, on=date(2026, 11, 1), reason="Thôi việc", **WHY)
    switch()
    card = Scorecard.objects.get(period=period("2026-Q4").id, person__code="an")
    assert card.unit.code == "P1"


def test_each_months_turn_of_repeated_work_stays_one_task():
    october, november = two_months()
    row = NewRecurrence("an", "P1", "Trực báo", 10, 100, 20, OCTOBER)
    work.repeat_work([row], **WHY)
    for one in (october, november):
        work.hand_out(one, **WHY)
    switch()
    whole = period("2026-Q4")
    assert work.hand_out(whole, **WHY) == 1, "December's turn is the only one left"
    due = list(Task.objects.order_by("due_on").values_list("due_on", flat=True))
    assert due == [date(2026, 10, 20), date(2026, 11, 20), date(2026, 12, 14)]
    assert work.hand_out(whole, **WHY) == 0


def test_a_quarter_whose_month_is_published_stays_in_months():
    october, _ = two_months()
    actions.close_month(october, **WHY)
    with pytest.raises(Refused, match="2026-10 đã chốt"):
        switch()
    assert [one.key for one in periods()] == ["2026-11", "2026-10"]
    switch(valid_from=date(2027, 1, 1))
    assert rulebook.open_period(quarter(2027, 1), **WHY).months[0] == Month(2027, 1)


def test_back_to_months_from_the_next_quarter_only():
    two_months()
    switch()
    with pytest.raises(Refused, match=r"Kỳ quý IV/2026 đã mở theo quý.*01/01/2027"):
        switch(PeriodKind.MONTH, date(2026, 10, 1))
    switch(PeriodKind.MONTH, date(2027, 1, 1))
    january = rulebook.open_period(Month(2027, 1), **WHY)
    assert january.starts_on == date(2026, 12, 15)
    assert {one.key for one in periods()} == {"2026-Q4", "2027-01"}


def test_tracking_as_it_is_tracked_already_is_refused():
    with pytest.raises(Refused, match="01/10/2026 đã theo dõi theo tháng"):
        switch(PeriodKind.MONTH)


def test_a_quarter_is_scored_and_closed_as_one_period():
    two_months()
    switch()
    whole = period("2026-Q4")
    world.review(whole, "an", 80)
    world.done(whole, world.task("an", due_on=date(2026, 10, 30)))
    view = queries.month_of("an", whole)
    closed = actions.close_month(whole, by=None, at=datetime(2026, 12, 14, 9, tzinfo=UTC))
    card = Scorecard.objects.get(period=whole.id, person__code="an")
    assert (closed.period, card.state) == ("2026-Q4", "published")
    assert card.score_hundredths == view.score_hundredths == 9400
    assert queries.altered(whole) == []


def test_who_was_left_out_of_every_month_stays_left_out_and_who_is_away_is_found_anew():
    for_all, once, away = "Tập sự", "Ốm", NewAbsence("dung", "sick", FIRST, date(2026, 11, 30))
    october, november = two_months()
    actions.record_absence(away, **WHY)
    for one in (october, november):
        actions.leave_out(one, {"an": for_all}, by=None, at=EARLY)
    actions.leave_out(november, {"chi": once}, by=None, at=EARLY)
    assert reason("dung", november) == "Nghỉ ốm cả tháng"
    switch()
    whole = period("2026-Q4")
    assert [reason(one, whole) for one in ("an", "chi", "dung")] == [for_all, "", ""]
    actions.record_absence(NewAbsence("dung", "sick", date(2026, 12, 1), date(2026, 12, 31)), **WHY)
    assert reason("dung", whole) == "Nghỉ ốm cả quý"


def reason(code, one):
    return Scorecard.objects.get(period=one.id, person__code=code).not_scored_reason
