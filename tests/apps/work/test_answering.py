"""A reviewer answers what she saw; what changed meanwhile is left alone and told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event as Signal

import pytest
from django.db import connections, transaction

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Product
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodClosed
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import Act, Answer, NewResult, Stale
from congvu.apps.work.actions.assigning import held_task
from congvu.apps.work.enums import Effect
from congvu.apps.work.models import Cause, Entry, Result, Review
from congvu.apps.work.queries import reviewing
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.work.reviews import answered, assigned, logged, room, row_of, user

LATER = world.AT + timedelta(minutes=5)
MEANWHILE = {
    "more was logged": lambda task: logged(task, at=LATER),
    "a line was voided": lambda task: actions.void_entry(
        Entry.objects.get(task=task).pk, reason="Ghi nhầm", by=None, at=LATER
    ),
    "another accepted": lambda task: actions.accept_results([task], by=None, at=LATER),
    "another failed it": lambda task: actions.fail_result(task, reason="Sai", by=None, at=LATER),
    "a cause was claimed": lambda task: actions.claim_cause(task, "system", by=None, at=LATER),
    "evidence was added": lambda task: actions.attach_link(
        task, label="12/BC", link="", by=None, at=LATER
    ),
    "the task changed": lambda task: actions.acknowledge_change(
        actions.ask_change(
            task, actions.Changed(assigned_hundredths=300), reason="Thêm", by=None, at=LATER
        ),
        by=None,
        at=LATER,
    ),
}


@pytest.fixture
def period(db):
    world.agency()
    return world.november()


@pytest.fixture
def head(period):
    return user("binh", "binh")


@pytest.fixture
def task(period):
    made = assigned(period)
    logged(made)
    return made


@pytest.mark.parametrize("meanwhile", MEANWHILE)
def test_what_changed_since_it_was_seen_is_not_answered(period, head, task, meanwhile):
    seen = row_of(task, period).seen
    MEANWHILE[meanwhile](task)
    before = (Event.objects.count(), Review.objects.count())
    with pytest.raises(Stale):
        actions.answer_task(task, Answer(Act.ACCEPT), seen=seen, by=head, at=LATER)
    assert (Event.objects.count(), Review.objects.count()) == before


def test_what_a_form_carries_tells_what_was_seen(period, task):
    seen = queries.read_seen(row_of(task, period).seen)
    assert (seen.assigned_hundredths, seen.reported_hundredths) == (100, 100)
    assert seen.due_on == world.DUE
    assert seen.entry_id == Entry.objects.get().pk
    assert seen.text == queries.seen_of([task])[task]


@pytest.mark.parametrize(
    "text", ["", "1-2-3", "a-b-c-d-e-f-g-h", "1-99999999-0-0-0-0-0-x", "-" * 7]
)
def test_what_is_no_such_text_is_nothing(text):
    assert queries.read_seen(text) is None


def test_an_acceptance_is_kept_once_with_who_and_when(head, task):
    answered(task, Act.ACCEPT, head)
    with pytest.raises(Refused, match="không có báo cáo nào đang chờ"):
        answered(task, Act.ACCEPT, head)
    review = Review.objects.get()
    assert (review.verdict, review.batch, review.by) == ("accepted", False, head)
    assert Event.objects.filter(verb="work.results_accepted").count() == 1


def test_a_grade_of_what_waits_accepts_it_in_one_act(head, task):
    answered(task, Act.GRADE, head, effect=Effect.GOOD)
    assert Result.objects.get().effect == Effect.GOOD
    assert Result.objects.get().accepted_at == world.AT
    assert Review.objects.get().effect == Effect.GOOD
    answered(task, Act.GRADE, head, effect=Effect.FULL, reason="Được nhân rộng")
    assert Result.objects.get().effect == Effect.FULL


@pytest.mark.parametrize("effect", [Effect.FULL, Effect.NONE])
def test_the_highest_and_the_lowest_grade_need_a_reason(head, task, effect):
    with pytest.raises(Refused, match="phải ghi lý do"):
        answered(task, Act.GRADE, head, effect=effect)
    assert Result.objects.get().accepted_at is None
    assert not Review.objects.exists()


def test_an_effect_outside_the_scale_is_refused(head, task):
    with pytest.raises(Refused, match="mức hiệu quả trong danh sách"):
        answered(task, Act.GRADE, head, effect=7)


def test_failing_and_returning_need_a_reason_and_only_failing_counts(period, head):
    tasks = [assigned(period), assigned(period)]
    for task_id, act in zip(tasks, (Act.FAIL, Act.RETURN), strict=True):
        logged(task_id)
        with pytest.raises(Refused, match="phải ghi lý do"):
            answered(task_id, act, head)
        answered(task_id, act, head, reason="Thiếu số liệu")
    failed = [Result.objects.get(task=task_id).failed for task_id in tasks]
    assert failed == [1, 0]


def test_a_cause_is_confirmed_or_refused_as_it_was_seen(period, head):
    kept, refused = assigned(period), assigned(period)
    for task_id in (kept, refused):
        logged(task_id, day=date(2026, 11, 22))
        actions.claim_cause(task_id, "system", by=None, at=world.AT)
    answered(kept, Act.CONFIRM, head, days=2)
    answered(refused, Act.REFUSE, head, reason="Có đường truyền dự phòng")
    states = dict(Cause.objects.values_list("task", "state"))
    assert states == {kept: "confirmed", refused: "refused"}
    assert Result.objects.get(task=kept).excused_days == 2
    with pytest.raises(Refused, match="không có lý do khách quan nào"):
        answered(kept, Act.CONFIRM, head, days=2)


def test_results_are_accepted_together_but_for_those_that_changed(period, head):
    tasks = [assigned(period) for _ in range(3)]
    for task_id in tasks:
        logged(task_id)
    seen = queries.seen_of(tasks)
    logged(tasks[1], at=LATER)
    done = actions.accept_together(seen, by=head, at=LATER)
    assert (done.accepted, done.changed) == ((tasks[0], tasks[2]), (tasks[1],))
    assert set(Review.objects.values_list("task", "batch")) == {(tasks[0], True), (tasks[2], True)}
    event = Event.objects.get(verb="work.results_accepted")
    assert event.payload["batch"] is True
    with pytest.raises(Refused, match="chưa nghiệm thu việc nào"):
        actions.accept_together(seen, by=head, at=LATER)


def test_a_closed_period_takes_no_answers(period, head, task):
    seen = queries.seen_of([task])[task]
    evaluation.open_scorecards(period, by=None, at=world.AT)
    evaluation.close_month(period, by=None, at=world.AT)
    with pytest.raises(PeriodClosed):
        actions.answer_task(task, Answer(Act.ACCEPT), seen=seen, by=head, at=world.AT)


def test_what_waits_is_what_was_reported_or_claimed_of_those_within_reach(period, head):
    waiting, claimed, idle, elsewhere = (
        assigned(period), assigned(period), assigned(period),
        assigned(period, "dung", unit="P2"),
    )  # fmt: skip
    own = assigned(period, "binh")
    logged(waiting)
    logged(elsewhere, person="dung")
    logged(own, person="binh")
    actions.claim_cause(claimed, "waiting", note="Sở Tài chính", by=None, at=world.AT)
    me = head.person.pk
    found = queries.to_review(room(but=me), [period.id])
    assert {row.task_id: (row.waits, row.claim) for row in found} == {
        waiting: (True, ""), claimed: (False, "Chờ cơ quan khác trả lời: Sở Tài chính"),
    }  # fmt: skip
    assert queries.to_review(room(but=me), []) == []
    every = queries.to_review(room(but=me), [period.id], person_id=found[0].person_id)
    assert {row.task_id for row in every} == {waiting, claimed, idle}


def test_an_agency_below_is_left_to_its_head_who_is_reviewed_herself(period):
    tasks = {who: assigned(period, who, unit=unit) for who, unit in
             (("an", "P1"), ("alice", "P"), ("giang", "S"))}  # fmt: skip
    for who, task_id in tasks.items():
        logged(task_id, person=who)
    found = {row.task_id for row in queries.to_review(room("T"), [period.id])}
    assert found == {tasks["alice"], tasks["giang"]}
    found = {row.task_id for row in queries.to_review(room("P"), [period.id])}
    assert found == {tasks["alice"], tasks["an"]}


def test_a_deputy_reviews_the_people_of_the_field_by_name(period):
    task_id = assigned(period)
    logged(task_id)
    an = row_of(task_id, period).person_id
    within = queries.Within(frozenset(), frozenset({an}))
    assert [row.task_id for row in queries.to_review(within, [period.id])] == [task_id]


def test_what_was_answered_one_by_one_today_stays_in_sight(period, head):
    alone, together = assigned(period), assigned(period)
    for task_id in (alone, together):
        logged(task_id)
    answered(alone, Act.ACCEPT, head, at=LATER)
    actions.accept_together(queries.seen_of([together]), by=head, at=LATER)

    def left(since):
        rows = queries.to_review(room(), [period.id], reviewer=head.pk, since=since)
        return [row.task_id for row in rows]

    assert left(world.AT) == [alone]
    more = [assigned(period) for _ in range(reviewing.LATELY)]
    for task_id in more:
        logged(task_id)
        answered(task_id, Act.ACCEPT, head, at=LATER + timedelta(minutes=1))
    assert left(world.AT) == more
    assert left(LATER + timedelta(hours=1)) == []


def test_what_was_cancelled_waits_no_more(period, task):
    change = actions.ask_change(
        task, actions.Changed(cancels=True), reason="Thôi", by=None, at=world.AT
    )
    actions.acknowledge_change(change, by=None, at=world.AT)
    assert queries.to_review(room(), [period.id]) == []
    assert queries.seen_of([task]) == {}


def test_earlier_months_tell_what_is_usual(period, products):
    months = [Month(2026, 9), Month(2026, 10)]
    for month, amount in zip(months, (300, 500), strict=True):
        before = rulebook.open_period(month, by=None, at=world.AT)
        made = assigned(before, product_id=products[0], due_on=month.last_day, amount=amount)
        actions.report_result(NewResult(made, amount, month.last_day), by=None, at=world.AT)
        actions.accept_results([made], by=None, at=world.AT)
    now, other = assigned(period, product_id=products[0]), assigned(period, product_id=products[1])
    assert row_of(now, period).earlier == (300, 500)
    assert row_of(other, period).earlier == ()


def test_reports_of_the_same_product_tell_what_is_shown_for_it(period, products):
    tasks = [assigned(period, product_id=products[0]) for _ in range(3)]
    for task_id in tasks:
        logged(task_id)
    actions.attach_link(tasks[0], label="12/BC", link="", by=None, at=world.AT)
    rows = [row_of(task_id, period) for task_id in tasks]
    assert [(row.evidenced, row.like_reports, row.like_evidenced) for row in rows] == [
        (True, 3, 1), (False, 3, 1), (False, 3, 1),
    ]  # fmt: skip


def test_the_share_accepted_together_is_known_for_each_reviewer(period, head):
    tasks = [assigned(period) for _ in range(4)]
    for task_id in tasks:
        logged(task_id)
    actions.accept_together(queries.seen_of(tasks[:3]), by=head, at=world.AT)
    answered(tasks[3], Act.FAIL, head, reason="Thiếu phụ lục")
    logged(tasks[3], at=LATER)
    answered(tasks[3], Act.ACCEPT, head, at=LATER)
    answered(tasks[0], Act.GRADE, head, effect=Effect.GOOD, at=LATER)
    mine = queries.conduct_of(head.pk, [period.id])
    assert (mine.accepted, mine.batch, mine.reasons) == (4, 2, ("Thiếu phụ lục",))
    (share,), total = queries.batch_shares(period.id, first=0, most=50)
    assert (share.reviewer, share.agency) == ("Người binh", "Phường Nha Trang")
    assert (share.accepted, share.batch, total) == (4, 2, 1)
    assert queries.conduct_of(0, [period.id]) == queries.Conduct(0, 0, ())


@pytest.fixture
def products(period):
    version = NewVersion("DM-01", "Danh mục", "QĐ 283", "UBND xã", world.START, 50)
    rows = [NewProduct(f"QL.0{n}", "A", f"Sản phẩm {n}", 3, 700) for n in (1, 2)]
    catalogue.issue_version(version, rows, by=None, at=world.AT)
    return list(Product.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_heads_at_once_one_answers_and_the_other_is_told():
    world.agency()
    period = world.november()
    heads = [user("alice", "alice"), user("binh", "binh")]
    task_id = assigned(period)
    logged(task_id)
    seen = row_of(task_id, period).seen

    def answer(head):
        try:
            actions.answer_task(task_id, Answer(Act.ACCEPT), seen=seen, by=head, at=world.AT)
        except Stale:
            return "told"
        finally:
            connections.close_all()
        return "wrote"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(answer, heads)) == ["told", "wrote"]
    assert Review.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_review_and_a_log_of_one_task_do_not_wait_for_each_other():
    world.agency()
    period = world.november()
    head = user("binh", "binh")
    task_id = assigned(period)
    logged(task_id)
    held, reviewed = Signal(), Signal()

    def logging():
        try:
            with transaction.atomic():
                held_task(task_id)
                held.set()
                return reviewed.wait(timeout=20)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(logging)
        held.wait(timeout=20)
        actions.accept_results([task_id], by=head, at=world.AT)
        reviewed.set()
        assert waiting.result()
    assert Review.objects.count() == 1
