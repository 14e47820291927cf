"""Many lines at once are what one line after another is, whatever came before."""

import uuid
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.models import Product
from congvu.apps.rulebook.queries import UnknownPeriod, period
from congvu.apps.work import actions
from congvu.apps.work.actions import NewEntry
from congvu.apps.work.models import Entry, Result, Task
from tests.apps import world
from tests.apps.work import feeds

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 5)
ANSWERED = 200


@pytest.fixture(autouse=True)
def _agency():
    world.agency()
    world.november()
    feeds.catalogue_of_two()


def product(code: str = feeds.DOSSIER) -> int:
    return Product.objects.get(code=code).pk


def line(number: int, person: str = "an", day: date = DAY, amount: int = 100, **more) -> NewEntry:
    key = uuid.uuid5(uuid.NAMESPACE_OID, str(number))
    given = {"product_id": product(), "unit": "P1"} | more
    return NewEntry(key=key, person=person, day=day, amount_hundredths=amount, **given)


def many(*rows, at=world.AT):
    return actions.log_many(rows, by=None, at=at)


def seen() -> dict[str, list[tuple[object, ...]]]:
    """Everything that logging may change, told without ids."""
    tasks = {
        pk: place
        for place, pk in enumerate(Task.objects.order_by("pk").values_list("pk", flat=True))
    }
    entries = Entry.objects.order_by("key").values_list(
        "key",
        "task",
        "person",
        "day",
        "amount_hundredths",
        "minutes",
        "note",
        "source",
        "made_at",
        "voided_at",
    )
    results = Result.objects.order_by("task").values_list(
        "task",
        "completed_hundredths",
        "finished_on",
        "pending_hundredths",
        "pending_on",
        "accepted_at",
        "returned_at",
        "return_reason",
        "excused_days",
        "excuse",
    )
    made = Task.objects.order_by("pk").values_list(
        "person",
        "unit",
        "product",
        "title",
        "output",
        "coefficient_tenths",
        "assigned_hundredths",
        "due_on",
        "origin",
        "declared",
        "origin_reason",
        "cancelled_at",
    )
    return {
        "tasks": list(made),
        "entries": [(key, tasks[task], *rest) for key, task, *rest in entries],
        "results": [(tasks[task], *rest) for task, *rest in results],
    }


def assigned(person: str, code: str, amount: int, due: date = world.DUE) -> int:
    row = world.task(person, amount=amount, due_on=due, product_id=product(code))
    return actions.assign_tasks(period("2026-11").id, [row], by=None, at=world.AT)[0]


LINES = st.lists(
    st.tuples(
        st.integers(0, 11),
        st.sampled_from(["an", "dung"]),
        st.integers(1, 23),
        st.integers(1, 300),
        st.sampled_from([feeds.LETTER, feeds.DOSSIER]),
        st.sampled_from(["", "ghi chú"]),
    ),
    min_size=1,
    max_size=14,
    unique_by=lambda row: row[0],
)
PLANNED = st.lists(
    st.tuples(
        st.sampled_from(["an", "dung"]),
        st.sampled_from([feeds.LETTER, feeds.DOSSIER]),
        st.integers(1, 500),
        st.integers(1, 30),
        st.sampled_from(["", "reported", "accepted", "returned"]),
    ),
    max_size=4,
)


def prepared(planned) -> None:
    """Assign tasks, some with a first line accepted or sent back."""
    for number, (person, code, amount, due, standing) in enumerate(planned):
        task = assigned(person, code, amount, date(2026, 11, due))
        if standing:
            row = NewEntry(uuid.uuid5(uuid.NAMESPACE_URL, str(number)), person, DAY, 50, task)
            actions.log_work([row], by=None, at=world.AT)
        if standing == "accepted":
            actions.accept_results([task], by=None, at=world.AT + timedelta(hours=1))
        if standing == "returned":
            actions.return_result(task, reason="Thiếu số", by=None, at=world.AT)


class TestOfOne:
    """One path against the other, in a transaction that is thrown away."""

    @settings(
        max_examples=60,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        derandomize=True,
    )
    @given(planned=PLANNED, lines=LINES, cut=st.integers(0, 14))
    def test_many_lines_are_what_one_after_another_is(self, planned, lines, cut):
        def rows():
            return [
                line(n, person, date(2026, 11, day), amount, product_id=product(code), note=note)
                for n, person, day, amount, code, note in lines
            ]

        def one_by_one():
            actions.log_work(rows()[:cut], by=None, at=LATER)
            actions.log_work(rows()[cut:], by=None, at=LATER)

        def at_once():
            actions.log_many(rows()[:cut], by=None, at=LATER)
            actions.log_many(rows()[cut:], by=None, at=LATER)

        assert _outcome(planned, one_by_one) == _outcome(planned, at_once)

    @settings(
        max_examples=40,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
        derandomize=True,
    )
    @given(planned=PLANNED, lines=LINES, gone=st.sets(st.integers(0, 11)))
    def test_many_voided_lines_are_what_one_after_another_is(self, planned, lines, gone):
        def logged():
            rows = [
                line(n, person, date(2026, 11, day), amount, product_id=product(code))
                for n, person, day, amount, code, _ in lines
            ]
            done = actions.log_many(rows, by=None, at=LATER)
            return [one.entry_id for one, row in zip(done, lines, strict=True) if row[0] in gone]

        def one_by_one():
            for entry in sorted(logged(), reverse=True):
                actions.void_entry(entry, reason="Ghi nhầm", by=None, at=LATER)

        def at_once():
            from congvu.apps.work.actions.bulk_logging import void_entries

            wanted = logged()
            assert void_entries(wanted, reason="Ghi nhầm", at=LATER) == set(wanted)

        assert _outcome(planned, one_by_one) == _outcome(planned, at_once)


LATER = world.AT + timedelta(hours=2)


def _outcome(planned, act) -> dict[str, list[tuple[object, ...]]]:
    from django.db import transaction

    with transaction.atomic():
        prepared(planned)
        act()
        found = seen()
        transaction.set_rollback(True)
    return found


def test_lines_fill_the_first_due_task_then_the_next_then_declare_none(db):
    first, second = (assigned("an", feeds.DOSSIER, 200, date(2026, 11, due)) for due in (10, 20))
    done = many(*(line(n) for n in range(5)))
    assert [one.task_id for one in done] == [first, first, second, second, first]
    assert not Task.objects.filter(declared=True).exists()


def test_what_nobody_assigned_is_declared_once_and_filled(db):
    done = many(line(1), line(2), line(3, "dung", unit="P2"))
    tasks = Task.objects.order_by("pk")
    assert [one.declared for one in tasks] == [True, True]
    assert {one.task_id for one in done} == {one.pk for one in tasks}
    assert Result.objects.get(task=tasks[0]).completed_hundredths == 200


def test_the_same_key_counts_once_in_a_block_and_over_blocks(db):
    first = many(line(1), line(1))
    again = many(line(1), line(2))
    assert [one.new for one in (*first, *again)] == [True, False, False, True]
    assert Entry.objects.count() == 2
    assert Event.objects.filter(verb="work.work_logged").count() == 2


def test_nothing_is_kept_of_a_block_with_a_line_that_may_not_be(db):
    with pytest.raises(Refused, match="chưa tới"):
        many(line(1), line(2, day=date(2026, 11, 24)))
    with pytest.raises(UnknownPeriod, match="tháng 10"):
        many(line(1), line(2, day=date(2026, 10, 24)))
    many(line(3))
    with pytest.raises(Refused, match="người khác"):
        many(line(3, "dung"))
    with pytest.raises(Refused, match="nêu sản phẩm"):
        many(line(4, product_id=None))
    assert Entry.objects.count() == 1


def test_a_confirmed_cause_that_came_first_stays_with_the_result(db):
    task = assigned("an", feeds.DOSSIER, 200)
    cause = actions.claim_cause(task, "system", by=None, at=world.AT)
    from congvu.apps.accounts.models import User

    head = User.objects.create(username="binh", display_name="Bình")
    actions.confirm_cause(cause, days=2, failed=0, by=head, at=world.AT)
    many(line(1))
    assert Result.objects.get().excused_days == 2


def test_no_lines_are_no_event(db):
    assert many() == []
    assert not Event.objects.filter(verb="work.work_logged").exists()
