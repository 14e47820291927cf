"""What waits for whom: the same on her page and in everybody's letters."""

from datetime import date, timedelta

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import Decision, Review, SelfScore
from congvu.apps.org.models import Person
from congvu.apps.org.queries import person_ids, unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed, NewResult
from congvu.apps.work.models import TaskChange
from congvu.engine.reminding import Kind, Source, tally
from congvu.exchange.reminders.gathering import Reach, facts_for_all, reminders_of
from tests.apps import world
from tests.apps.evaluation import years
from tests.exchange.reminders.mailbox import assigned
from tests.faces import disputes, town

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def period():
    town.built()
    return period_named("2026-11")


def user(name: str) -> User:
    return User.objects.get(username=name)


def everybody(today: date = TODAY) -> dict[str, dict[Kind, int]]:
    names = dict(User.objects.values_list("pk", "username"))
    found = {names[pk]: tally(facts, today).counts for pk, facts in facts_for_all(today).items()}
    return {name: dict(counts) for name, counts in found.items() if counts}


def of(name: str, *paths: str, held: str = "", today: date = TODAY):
    account = user(name)
    return reminders_of(
        user_id=account.pk,
        person_id=Person.objects.get(user=account).pk,
        reach=Reach([unit(code).path for code in paths], (), [unit(held).path] if held else ()),
        today=today,
    )


def counts(own, today: date = TODAY) -> dict[Kind, int]:
    return dict(tally(own.facts, today).counts)


def test_deadlines_are_told_by_how_near_they_are_until_all_is_reported(period):
    before = everybody().get("an", {})
    for day in (22, 23, 24, 26, 30):
        assigned(period, world.task("an", due_on=date(2026, 11, day)))
    whole = assigned(period, world.task("an", due_on=date(2026, 11, 22)))
    half = assigned(period, world.task("an", amount=200, due_on=date(2026, 11, 22)))
    for task_id in (whole, half):
        work.report_result(NewResult(task_id, 100, finished_on=TODAY), by=None, at=world.AT)
    told = everybody()["an"]
    assert told[Kind.OVERDUE] == before.get(Kind.OVERDUE, 0) + 2
    assert told[Kind.DUE_1] == before.get(Kind.DUE_1, 0) + 2
    assert told[Kind.DUE_3] == before.get(Kind.DUE_3, 0) + 1
    assert told[Kind.DUE_7] == before.get(Kind.DUE_7, 0) + 1
    assert counts(of("an")) == told
    assert "Soạn thảo văn bản" in {one.title for one in of("an").items}


def test_what_was_taken_away_handed_back_or_lies_far_is_not_told(period):
    before = everybody().get("an", {})
    far = assigned(period, world.task("an", due_on=date(2026, 12, 20)))
    gone = assigned(period, world.task("an", due_on=date(2026, 11, 24)))
    work.hand_back(gone, reason="Không kịp", by=user("an"), at=world.AT)
    assert far
    assert everybody().get("an", {}) == before


def test_a_result_waits_for_the_nearest_leader_and_comes_back_to_its_owner(period):
    task_id = assigned(period, world.task("an"))
    work.report_result(NewResult(task_id, 100, finished_on=TODAY), by=None, at=world.AT)
    before = everybody()
    assert before["binh"][Kind.REVIEW] >= 1
    assert Kind.REVIEW not in before.get("alice", {})
    assert counts(of("binh", "P1", held="P1"))[Kind.REVIEW] == before["binh"][Kind.REVIEW]
    assert Kind.REVIEW not in counts(of("alice", "P", held="P"))
    work.return_result(task_id, reason="Thiếu phụ lục", by=user("binh"), at=world.AT)
    after = everybody()
    assert after["an"][Kind.RETURNED] == 1
    assert after["binh"].get(Kind.REVIEW, 0) == before["binh"][Kind.REVIEW] - 1


def test_the_head_of_a_room_waits_for_whoever_leads_above_or_the_deputy_of_her_field(period):
    for person, room in (("binh", "P1"), ("chi", "P2")):
        task_id = assigned(period, world.task(person, room))
        work.report_result(NewResult(task_id, 100, finished_on=TODAY), by=None, at=world.AT)
    told = everybody()
    assert told["alice"][Kind.REVIEW] == 1
    assert told["phong"][Kind.REVIEW] == 1
    assert counts(of("phong", "P2", held="P"))[Kind.REVIEW] == 1
    (line,) = of("alice", "P", held="P").people
    assert (line.person, line.count) == ("binh", 1)


def test_changes_wait_for_the_one_and_come_back_to_the_other(period):
    task_id = assigned(period, world.task("an", due_on=date(2026, 12, 20)))
    asked = work.ask_change(
        task_id, Changed(assigned_hundredths=200), reason="Thêm", by=user("binh"), at=world.AT
    )
    assert everybody()["an"][Kind.CHANGE] == 1
    work.decline_change(asked, note="Quá nhiều", by=user("an"), at=world.AT)
    told = everybody()
    assert Kind.CHANGE not in told.get("an", {})
    assert told["binh"][Kind.DECLINED] == 1
    assert counts(of("binh"))[Kind.DECLINED] == 1
    TaskChange.objects.update(asked_by=None)
    assert Kind.DECLINED not in everybody().get("binh", {})


def test_causes_wait_for_the_head_and_their_answer_is_told_for_a_week(period):
    task_id = assigned(period, world.task("an", due_on=date(2026, 12, 20)))
    cause = work.claim_cause(task_id, "system", by=user("an"), at=world.AT)
    assert everybody()["binh"][Kind.CAUSE] == 1
    work.refuse_cause(cause, note="Không đúng", by=user("binh"), at=world.AT)
    assert everybody()["an"][Kind.ANSWERED] == 1
    assert everybody(date(2026, 11, 30))["an"][Kind.ANSWERED] == 1
    assert Kind.ANSWERED not in everybody(date(2026, 12, 1)).get("an", {})


def test_work_handed_back_waits_until_somebody_takes_it(period):
    task_id = assigned(period, world.task("an"))
    work.hand_back(task_id, reason="Nghỉ ốm", by=user("an"), at=world.AT)
    assert everybody()["binh"][Kind.HANDED_BACK] == 1
    work.take_over(task_id, person="binh", unit="P1", due_on=date(2026, 12, 20),
                   by=user("binh"), at=world.AT)  # fmt: skip
    assert Kind.HANDED_BACK not in everybody().get("binh", {})


def test_a_self_score_is_told_a_week_before_its_last_day_until_it_is_there(period):
    near = period.self_score_by
    assert Kind.SELF_SCORE not in everybody(date(2026, 11, 10)).get("chi", {})
    assert everybody(near)["chi"][Kind.SELF_SCORE] == 1
    assert of("chi", today=near).self_score_by == near
    evaluation.save_self_scores(period, [SelfScore("chi", world.points())], by=None, at=world.AT)
    assert Kind.SELF_SCORE not in everybody(near).get("chi", {})
    assert of("chi", today=near).self_score_by is None


def test_only_the_running_months_deadlines_are_told_and_no_month_means_nothing(period):
    rulebook.open_period(world.NOVEMBER.next(), by=None, at=world.AT)
    assigned(period, world.task("an", due_on=date(2026, 11, 30)))
    assert Kind.OVERDUE not in everybody(date(2026, 12, 2)).get("an", {})
    assert facts_for_all(date(2025, 1, 1)) == {}
    assert of("an", today=date(2025, 1, 1)).facts == []


@pytest.mark.parametrize(("name", "paths", "most"), [("an", (), 8), ("alice", ("P",), 11)])
def test_one_readers_reminders_ask_little(period, django_assert_max_num_queries, name, paths, most):
    task_id = assigned(period, world.task("binh"))
    work.report_result(NewResult(task_id, 100, finished_on=TODAY), by=None, at=world.AT)
    account, person = user(name), Person.objects.get(code=name)
    reach = Reach([unit(code).path for code in paths], (), [unit(code).path for code in paths])
    with django_assert_max_num_queries(most):
        reminders_of(user_id=account.pk, person_id=person.pk, reach=reach, today=TODAY)


def test_everybodys_reminders_ask_as_little(period, django_assert_max_num_queries):
    with django_assert_max_num_queries(13):
        facts_for_all(period.self_score_by)


def sent(period, *people: str) -> None:
    rows = [SelfScore(one, world.points()) for one in people]
    evaluation.save_self_scores(period, rows, by=None, at=world.AT)


def test_a_card_waits_for_whoever_reviews_and_then_confirms_it(period):
    sent(period, "dung", "binh")
    told = everybody()
    assert told["chi"][Kind.CARD_REVIEW] == told["alice"][Kind.CARD_REVIEW] == 1
    (card,) = of("chi", "P2", held="P2").cards
    assert (card.card.person, card.due) == ("dung", period.comment_by)
    review = Review("dung", world.points())
    evaluation.review_scorecards(period, [review], by=None, at=world.AT)
    told = everybody()
    assert Kind.CARD_REVIEW not in told["chi"]
    assert told["chi"][Kind.CARD_CONFIRM] == 1


def test_what_is_kept_past_the_grace_is_told_to_the_head_above(period):
    sent(period, "dung")
    told = [everybody(date(2026, 11, day)).get("alice", {}).get(Kind.ESCALATED, 0)
            for day in (27, 30)]  # fmt: skip
    assert told == [0, 3], "the heads and the deputy who sent nothing, three working days late"
    over = date(2026, 12, 1)
    assert everybody(over)["alice"][Kind.ESCALATED] == 4, "and the review that is three days late"
    late = of("alice", "P", held="P", today=over).escalated
    assert {(one.card.person, one.card.holder) for one in late} == {
        ("dung", "Phạm Chi"), ("binh", "Lê Bình"), ("phong", "Vũ Phong"), ("chi", "Phạm Chi"),
    }  # fmt: skip


def test_a_deadline_put_off_moves_what_is_told(period):
    until = date(2026, 12, 20)
    rulebook.extend_deadline(
        period, step=Step.SELF_SCORE, until=until, reason="Bão", by=None, at=world.AT
    )
    near = period.self_score_by
    assert Kind.SELF_SCORE not in everybody(near).get("chi", {})
    assert of("chi", today=until).self_score_by == until


def test_objections_are_told_to_who_holds_them_who_is_above_and_who_was_answered(period):
    disputes.published()
    made = disputes.lodged()
    assert counts(of("binh", "P1"))[Kind.OBJECTION] == 1
    assert Kind.OBJECTION not in counts(of("alice", "P"))
    later = date(2026, 12, 4)
    assert counts(of("alice", "P", today=later), later)[Kind.OBJECTION_LATE] == 1
    assert everybody(later)["alice"][Kind.OBJECTION_LATE] == 1
    assert everybody(later)["binh"][Kind.OBJECTION] == 1
    binh = Person.objects.get(code="binh").pk
    evaluation.decide_objection(
        made, Decision("Đã xem"), authority=binh, by=user("binh"), at=world.AT
    )
    told = counts(of("an"))
    assert told == {Kind.OBJECTION_ANSWERED: 1}
    assert tally(of("an").facts, TODAY).urgent == 0
    assert everybody()["an"] == {Kind.OBJECTION_ANSWERED: 1}
    assert of("an", today=date(2026, 12, 24)).disputes == ()


def test_a_years_result_is_told_for_a_week_though_no_month_is_open():
    rated = years.year({"phong": 9100, "binh": 9300, "an": 9500, "chi": 7500, "dung": 8000})
    reader = years.account("an")
    years.decided(rated)
    assert everybody()["an"][Kind.RATED] == 1
    own = reminders_of(
        user_id=reader.pk, person_id=person_ids(["an"])["an"], reach=Reach(), today=TODAY
    )
    assert [one.source for one in own.published] == [Source.RATED]
    assert "an" not in everybody(TODAY + timedelta(days=9))
