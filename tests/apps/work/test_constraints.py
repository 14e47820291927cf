"""What the tables of tasks and results promise."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import period
from congvu.apps.work.models import (
    Batch,
    Cause,
    Entry,
    Evidence,
    MappingRule,
    Portion,
    Received,
    Recurrence,
    Result,
    Review,
    System,
    Task,
    TaskChange,
    Whole,
)
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.standing import standing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def _month(django_db_setup, django_db_blocker):
    with standing(django_db_blocker):
        world.agency()
        world.november()
        yield


def task(**changes: object) -> Model:
    row = {
        "period_id": period("2026-11").id, "person": Person.objects.get(code="an"),
        "unit": Unit.objects.get(code="P1"), "title": "Soạn thảo", "coefficient_tenths": 10,
        "assigned_hundredths": 100, "due_on": world.DUE, "assigned_at": world.AT,
    }  # fmt: skip
    if changes.get("taken_from"):
        changes["taken_from"] = task()
    return Task.objects.create(**row | changes)


def result(**changes: object) -> Model:
    if changes.get("accepted_by"):
        changes["accepted_by"] = User.objects.create(username="alice", display_name="Alice")
    return Result.objects.create(task=task(), **{"completed_hundredths": 100} | changes)


WHO = {"excused_by": "Chủ tịch phường", "excuse": "Mất điện"}
TASKS = [
    Promise(
        "work_task_amounts",
        holds={},
        broken={"assigned_hundredths": 0},
        edge={"assigned_hundredths": 1, "coefficient_tenths": 1},
    ),
    Promise("work_task_origin", holds={}, broken={"origin": 3}, edge={"origin": 2}),
    Promise("work_task_title", holds={}, broken={"title": ""}, edge={"title": "x"}),
    Promise(
        "work_task_handed_back",
        holds={},
        broken={"handed_back_at": world.AT},
        edge={"handed_back_at": world.AT, "handed_back_reason": "x"},
    ),
    Promise(
        "work_task_taken_over",
        holds={},
        broken={"taken_from": "another"},
        edge={"taken_from": "another", "origin": 1},
    ),
    Promise(
        "work_task_repeated_once",
        holds={"source": "repeated:3"},
        broken={"source": "repeated:1"},
        edge={"source": "repeated:2"},
        beside={"source": "repeated:1"},
    ),
]
RESULTS = [
    Promise(
        "work_result_amounts",
        holds={"completed_hundredths": 500},
        broken={"failed": 1, "excused_failed": 2} | WHO,
        edge={"completed_hundredths": 0, "failed": 1, "excused_failed": 1} | WHO,
    ),
    Promise(
        "work_result_excuse",
        holds={"excused_days": 3} | WHO,
        broken={"excused_days": 1, "excused_by": "Chủ tịch phường"},
        edge={"excused_days": 0},
    ),
    Promise("work_result_effect", holds={}, broken={"effect": 4}, edge={"effect": 3}),
    Promise(
        "work_result_pending",
        holds={},
        broken={"pending_hundredths": 1, "pending_on": world.DUE},
        edge={"pending_hundredths": 1, "pending_on": world.DUE, "accepted_at": world.AT},
    ),
    Promise(
        "work_result_returned",
        holds={},
        broken={"returned_at": world.AT},
        edge={"returned_at": world.AT, "return_reason": "x"},
    ),
    Promise(
        "work_result_accepted",
        holds={"accepted_at": world.AT},
        broken={"accepted_by": "alice"},
        edge={"accepted_at": world.AT, "accepted_by": None},
    ),
]
WHOLES = [
    Promise(
        "work_whole_amounts",
        holds={},
        broken={"amount_hundredths": 0},
        edge={"amount_hundredths": 1, "coefficient_tenths": 1, "title": "x"},
    ),
]
PORTIONS = [
    Promise("work_portion_share", holds={}, broken={"share": 0}, edge={"amount_hundredths": 1}),
    Promise(
        "work_portion_month",
        holds={},
        broken={"month": date(2026, 11, 2)},
        edge={"due_on": date(2026, 11, 1)},
    ),
    Promise("work_portion_once", holds={}, broken={"whole": "the same"}, edge={}, beside={}),
]
RECURRENCES = [
    Promise("work_recurrence_amounts", holds={}, broken={"due_day": 32}, edge={"due_day": 31}),
    Promise(
        "work_recurrence_months",
        holds={},
        broken={"last_month": date(2026, 10, 1)},
        edge={"last_month": date(2026, 11, 1)},
    ),
]
ENTRIES = [
    Promise(
        "work_entry_amounts",
        holds={},
        broken={"amount_hundredths": 0},
        edge={"amount_hundredths": 0, "note": "Đang chờ ký"},
    ),
    Promise("work_entry_minutes", holds={}, broken={"minutes": 0}, edge={"minutes": 24 * 60}),
    Promise(
        "work_entry_voided",
        holds={},
        broken={"voided_at": world.AT},
        edge={"voided_at": world.AT, "void_reason": "x"},
    ),
]
PROOFS = [
    Promise(
        "work_evidence_link_or_file",
        holds={},
        broken={"sha256": "a" * 64},
        edge={"kind": "file", "sha256": "a" * 64, "size": 1, "content_type": "text/plain"},
    ),
    Promise("work_evidence_label", holds={}, broken={"label": ""}, edge={"label": "x"}),
]
CAUSES = [
    Promise(
        "work_cause_one_waiting",
        holds={},
        broken={"task": "the same"},
        edge={},
        beside={"task": "the same"},
    ),
    Promise(
        "work_cause_told",
        holds={},
        broken={"kind": "other"},
        edge={"kind": "other", "note": "x"},
    ),
    Promise(
        "work_cause_decided",
        holds={},
        broken={"days": 1},
        edge={"state": "confirmed", "decided_at": world.AT, "days": 1},
    ),
]
CHANGES = [
    Promise(
        "work_change_one_waiting",
        holds={},
        broken={"task": "the same"},
        edge={"task": "the same", "state": "withdrawn", "settled_at": world.AT},
        beside={"task": "the same"},
    ),
    Promise(
        "work_change_told",
        holds={},
        broken={"assigned_hundredths": 100},
        edge={"assigned_hundredths": 100, "cancels": True},
    ),
    Promise(
        "work_change_amounts",
        holds={},
        broken={"assigned_hundredths": 0},
        edge={"assigned_hundredths": 1},
    ),
    Promise(
        "work_change_settled",
        holds={},
        broken={"state": "approved", "settled_at": world.AT},
        edge={"state": "acknowledged", "settled_at": world.AT},
    ),
]
REVIEWS = [
    Promise(
        "work_review_reason",
        holds={},
        broken={"verdict": "failed"},
        edge={"effect": 0, "reason": "x"},
    ),
    Promise(
        "work_review_batch",
        holds={},
        broken={"verdict": "returned", "reason": "x", "batch": True},
        edge={"batch": True},
    ),
]


def whole(**changes: object) -> Whole:
    row = {"title": "Báo cáo năm", "coefficient_tenths": 30, "amount_hundredths": 100}
    return Whole.objects.create(**row | {"assigned_at": world.AT} | changes)


def portion(**changes: object) -> Model:
    amount = changes.get("amount_hundredths", 100)
    same = changes.pop("whole", None) is not None
    row = {
        "whole": Whole.objects.get() if same else whole(amount_hundredths=amount),
        "person": Person.objects.get(code="an"), "unit": Unit.objects.get(code="P1"),
        "month": date(2026, 11, 1), "due_on": world.DUE, "share": 10_000,
        "amount_hundredths": amount,
    }  # fmt: skip
    return Portion.objects.create(**row | changes)


def recurrence(**changes: object) -> Recurrence:
    row = {
        "person": Person.objects.get(code="an"), "unit": Unit.objects.get(code="P1"),
        "title": "Trực", "coefficient_tenths": 10, "amount_hundredths": 100, "due_day": 5,
        "first_month": date(2026, 11, 1), "made_at": world.AT,
    }  # fmt: skip
    return Recurrence.objects.create(**row | changes)


def _of_task(changes: dict[str, object]) -> Task:
    return Task.objects.first() or task() if changes.pop("task", None) else task()


def entry(**changes: object) -> Entry:
    row = {
        "key": uuid4(), "task": task(), "person": Person.objects.get(code="an"),
        "day": world.DUE, "amount_hundredths": 100, "made_at": world.AT,
    }  # fmt: skip
    return Entry.objects.create(**row | changes)


def proof(**changes: object) -> Evidence:
    row = {"task": task(), "kind": "link", "label": "12/BC-UBND", "added_at": world.AT}
    return Evidence.objects.create(**row | changes)


def cause(**changes: object) -> Cause:
    row = {"task": _of_task(changes), "kind": "waiting", "claimed_at": world.AT}
    return Cause.objects.create(**row | changes)


def change(**changes: object) -> TaskChange:
    row = {
        "task": _of_task(changes), "reason": "Giảm khối lượng", "asked_at": world.AT,
        "was_assigned_hundredths": 100, "was_coefficient_tenths": 10, "was_due_on": world.DUE,
        "assigned_hundredths": 50, "coefficient_tenths": 10, "due_on": world.DUE,
    }  # fmt: skip
    return TaskChange.objects.create(**row | changes)


def review(**changes: object) -> Review:
    row = {"task": task(), "verdict": "accepted", "amount_hundredths": 100, "at": world.AT}
    return Review.objects.create(**row | changes)


SYSTEMS = [
    Promise("work_system_code", holds={}, broken={"code": "Một cửa"}, edge={"code": "m1"}),
    Promise("work_system_named", holds={}, broken={"id_field": ""}, edge={"name": "x"}),
    Promise(
        "work_system_key",
        holds={},
        broken={"key_hash": "the key itself", "key_last": "self", "key_made_at": world.AT},
        edge={"key_hash": "0" * 64, "key_last": "abcd", "key_made_at": world.AT},
    ),
    Promise(
        "work_system_address",
        holds={},
        broken={"pull_address": "http://x/"},
        edge={"pull_address": "https://x/"},
    ),
]
RULES = [
    Promise(
        "work_rule_place",
        holds={"place": 2},
        broken={"place": 1},
        edge={"place": 1, "ended_at": world.AT},
        beside={"place": 1},
    ),
    Promise(
        "work_rule_person",
        holds={},
        broken={"person_by": "fixed"},
        edge={"person_by": "fixed", "person_field": "", "person": "an"},
    ),
    Promise("work_rule_told", holds={}, broken={"day_field": ""}, edge={"name": "x"}),
]
BATCHES = [
    Promise(
        "work_batch_planned",
        holds={},
        broken={"state": "planned"},
        edge={"state": "planned", "planned": [], "finished_at": None},
    ),
    Promise(
        "work_batch_file",
        holds={},
        broken={"how": "file"},
        edge={"how": "file", "file_name": "x", "sha256": "0" * 64},
    ),
]
RECORDS = [
    Promise(
        "work_received_once",
        holds={"source_id": "H2"},
        broken={"source_id": "H1"},
        edge={"source_id": "h1"},
        beside={"source_id": "H1"},
    ),
    Promise(
        "work_received_told",
        holds={},
        broken={"reason": ""},
        edge={"state": "counted", "reason": "", "entry": "one"},
    ),
    Promise(
        "work_received_remark",
        holds={},
        broken={"remark": "x"},
        edge={"remark": "x", "remark_at": world.AT, "remark_settled_at": world.AT},
    ),
]


def system(**changes: object) -> System:
    row = {"code": "mot-cua", "name": "Một cửa", "kind": "one_stop", "id_field": "Mã"}
    return System.objects.create(
        **row | {"unit": Unit.objects.get(code="P"), "made_at": world.AT} | changes
    )


def _system() -> System:
    return System.objects.first() or system()


def rule(**changes: object) -> MappingRule:
    row = {
        "system": _system(), "place": 1, "name": "Trả", "series": "DM", "product_code": "TN.03",
        "person_by": "code", "person_field": "Ai", "day_field": "Ngày", "made_at": world.AT,
    }  # fmt: skip
    if changes.get("person"):
        changes["person"] = Person.objects.get(code="an")
    return MappingRule.objects.create(**row | changes)


def batch(**changes: object) -> Batch:
    row = {"system": _system(), "how": "push", "state": "applied", "at": world.AT}
    return Batch.objects.create(**row | {"finished_at": world.AT} | changes)


def record(**changes: object) -> Received:
    if changes.get("entry"):
        changes["entry"] = entry()
    row = {"system": _system(), "source_id": "H1", "state": "unmapped", "reason": "Chưa có luật"}
    return Received.objects.create(**row | {"batch": batch(), "received_at": world.AT} | changes)


TABLES = (
    (Task, task, TASKS),
    (Result, result, RESULTS),
    (Whole, whole, WHOLES),
    (Portion, portion, PORTIONS),
    (Recurrence, recurrence, RECURRENCES),
    (Entry, entry, ENTRIES),
    (Evidence, proof, PROOFS),
    (Cause, cause, CAUSES),
    (TaskChange, change, CHANGES),
    (Review, review, REVIEWS),
    (System, system, SYSTEMS),
    (MappingRule, rule, RULES),
    (Batch, batch, BATCHES),
    (Received, record, RECORDS),
)
ALL = [(model, make, one) for model, make, promises in TABLES for one in promises]
EACH = pytest.mark.parametrize(("model", "make", "promise"), ALL)


@EACH
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@EACH
def test_the_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


def test_no_constraint_goes_without_its_three_rows():
    for model, _, promises in TABLES:
        every_constraint_is_promised(model, promises)
