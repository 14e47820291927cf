"""Handing out once, taking back whole, some units only; what the office decides of other work."""

from datetime import date
from uuid import UUID

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import version
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.toolkit.models import ProposalRow
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import Changed, Given, Moved, NewRecurrence, Seen
from congvu.apps.work.models import OutsideWork, Task
from congvu.apps.work.queries import Among
from congvu.kernel.periods import Month
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.faces import lists

pytestmark = pytest.mark.django_db
KEY = UUID("8f14e45f-ceea-467f-9575-3c3a1c0fd0c1")


@pytest.fixture
def period():
    world.agency()
    return world.november()


def user(name: str = "binh") -> User:
    return User.objects.get_or_create(username=name, display_name=name)[0]


def unit(code: str) -> int:
    return Unit.objects.get(code=code).pk


def given(period, *rows, key=KEY, by=None):
    giver = by or user()
    return actions.give_once(
        key,
        lambda: Given(tuple(actions.assign_tasks(period.id, rows, by=giver, at=world.AT))),
        by=giver,
        at=world.AT,
    )


def outside(period, title: str, person: str = "an", place: str = "P1", **more) -> int:
    (made,) = actions.assign_tasks(
        period.id, [world.task(person, place, title=title, **more)], by=user(), at=world.AT
    )
    return made


def test_an_act_with_one_key_happens_once(period):
    first = given(period, world.task("an"))
    again = given(period, world.task("an"), world.task("an"))
    assert first == again
    assert Task.objects.count() == 1
    assert queries.giving(KEY).tasks == first.tasks


def test_a_key_is_its_makers_own(period):
    given(period, world.task("an"))
    with pytest.raises(Refused, match="không còn dùng được"):
        given(period, world.task("an"), by=user("khac"))
    with pytest.raises(Refused, match="Không có lần giao việc"):
        actions.take_back_giving(KEY, by=user("khac"), at=world.AT)


def test_an_act_that_is_refused_leaves_its_key_free(period):
    with pytest.raises(Refused):
        given(period, world.task("an", amount=0))
    assert queries.giving(KEY) is None
    assert len(given(period, world.task("an")).tasks) == 1


def test_what_one_act_handed_out_is_taken_back_once(period):
    given(period, world.task("an"), world.task("dung", "P2"))
    assert actions.take_back_giving(KEY, by=user(), at=world.AT) == 2
    with pytest.raises(Refused):
        actions.take_back_giving(KEY, by=user(), at=world.AT)


def test_planned_work_is_handed_out_for_some_units_only(period):
    rows = [
        NewRecurrence(person, place, "Trực báo", 10, 100, 5, Month(2026, 11))
        for person, place in (("an", "P1"), ("dung", "P2"), ("binh", "P1"))
    ]
    actions.repeat_work(rows, by=None, at=world.AT)
    among = Among.of([unit("P1")], [Person.objects.get(code="binh").pk])
    waiting = queries.waiting_for(period, among)
    assert (waiting.repeated, waiting.portions, waiting.unfinished) == (1, 0, 0)
    assert actions.hand_out(period, by=user(), at=world.AT, among=among) == 1
    assert Task.objects.get().person.code == "an"
    assert queries.waiting_for(period, among).planned == 0
    assert actions.hand_out(period, by=None, at=world.AT) == 2


def test_nobodys_units_wait_for_nothing(period):
    none = queries.waiting_for(period, Among(()), before=period.id)
    assert (none.repeated, none.portions, none.unfinished) == (0, 0, 0)


def test_a_change_made_of_what_no_longer_stands_is_refused(period):
    task_id = outside(period, "Việc")
    stale = Seen(200, 10, world.DUE)
    with pytest.raises(Moved):
        actions.ask_change(
            task_id, Changed(assigned_hundredths=300), reason="x", by=user(), at=world.AT,
            seen=stale,
        )  # fmt: skip
    assert actions.ask_change(
        task_id, Changed(assigned_hundredths=300), reason="x", by=user(), at=world.AT,
        seen=Seen(100, 10, world.DUE),
    )  # fmt: skip


def test_work_outside_the_catalogue_is_grouped_by_title_without_marks(period):
    outside(period, "Dọn kho lưu trữ")
    outside(period, "dọn  KHO lưu trữ", "dung", "P2", coefficient=20)
    outside(period, "Tiếp đoàn", declared=True)
    outside(period, "Ở sở khác", "giang", "S")
    first, second = queries.outside_of(unit("P"))
    assert (first.title, first.times, first.assigned, first.declared) == (
        "dọn  KHO lưu trữ", 2, 2, 0,
    )  # fmt: skip
    assert set(first.coefficients) == {(10, 1), (20, 1)}
    assert set(first.units) == {"Phòng Kinh tế", "Phòng Văn hóa"}
    assert (second.title, second.declared) == ("Tiếp đoàn", 1)


def test_what_was_left_out_with_a_reason_waits_no_more_until_it_comes_again(period):
    outside(period, "Dọn kho")
    agency = unit("P")
    with pytest.raises(Refused, match="Ghi lý do"):
        actions.leave_outside(agency, "don kho", reason=" ", by=user(), at=world.AT)
    actions.leave_outside(agency, "don kho", reason="Việc lặt vặt", by=user(), at=world.AT)
    assert queries.outside_of(agency) == []
    with pytest.raises(Refused, match="không còn chờ"):
        actions.leave_outside(agency, "don kho", reason="x", by=user(), at=world.AT)
    outside(period, "Dọn kho")
    (again,) = queries.outside_of(agency)
    assert again.times == 1
    (decided,) = queries.decided_of(agency)
    assert (decided.title, decided.reason, decided.ruling) == ("Dọn kho", "Việc lặt vặt", "left")


def test_what_is_proposed_becomes_a_row_of_a_draft(period):
    lists.issued()
    outside(period, "Dọn kho", output="Kho sạch")
    outside(period, "Dọn sân")
    agency = unit("P")
    made = actions.propose_outside(
        agency, "don kho", into=None, edition=version("DM-P"), by=user(), at=world.AT
    )
    again = actions.propose_outside(
        agency, "don san", into=made, edition=None, by=user(), at=world.AT
    )
    assert again == made
    row = ProposalRow.objects.get(proposal=made, values__name="Dọn kho").values
    assert row["output"] == "Kho sạch"
    assert row["note"] == "Ngoài danh mục: 1 lần, hệ số đã dùng 1 (1 lần)"
    assert ProposalRow.objects.filter(proposal=made).count() == 4
    assert queries.outside_of(agency) == []
    assert Event.objects.filter(verb="work.outside_proposed").count() == 2
    outside(period, "Khác")
    with pytest.raises(Refused, match="Chọn bản đề xuất"):
        actions.propose_outside(agency, "khac", into=None, edition=None, by=user(), at=world.AT)


def decided(**changes: object) -> Model:
    period_id = period_of("2026-11").id
    task = Task.objects.filter(title="Nền").first() or Task.objects.create(
        period_id=period_id, person=Person.objects.get(code="an"), unit_id=unit("P1"),
        title="Nền", coefficient_tenths=10, assigned_hundredths=100, due_on=date(2026, 11, 20),
        assigned_at=world.AT,
    )  # fmt: skip
    row = {
        "agency_id": unit("P"), "title_key": "don kho", "title": "Dọn kho", "times": 1,
        "last_task": task, "ruling": "left", "reason": "Việc lặt vặt", "at": world.AT,
    }  # fmt: skip
    return OutsideWork.objects.create(**row | changes)


PROMISES = [
    Promise(
        "work_outside_told",
        holds={},
        broken={"reason": ""},
        edge={"ruling": "proposed", "reason": "", "proposal": "x"},
    ),
    Promise(
        "work_outside_once",
        holds={"title_key": "don kho"},
        broken={"title_key": "don san"},
        edge={"title_key": "don san 2"},
        beside={"title_key": "don san"},
    ),
]


EACH = pytest.mark.parametrize("promise", PROMISES, ids=str)


@EACH
def test_an_ordinary_decision_is_kept(period, promise):
    kept(OutsideWork, decided, promise, promise.holds)


@EACH
def test_a_broken_decision_is_refused_in_words(period, promise):
    refused(OutsideWork, decided, promise)


@EACH
def test_a_decision_at_the_edge_is_kept(period, promise):
    kept(OutsideWork, decided, promise, promise.edge)


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(OutsideWork, PROMISES)
