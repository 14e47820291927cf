"""What the tables of rules in force, periods and the calendar promise."""

from datetime import date, timedelta

import pytest
from django.db.models import Model

from congvu.apps.org.models import Unit
from congvu.apps.rulebook.models import (
    DeadlineExtension,
    LocalParameter,
    Period,
    RuleAssignment,
    WorkingDay,
)
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NEXT_YEAR = date(2027, 1, 1)
JULY = date(2026, 7, 1)


def assignment(**changes: object) -> Model:
    row = {"rule": "nd335_2025", "subject": "civil_servant", "valid_from": world.START}
    return RuleAssignment.objects.create(**row | {"decision": "QĐ 1"} | changes)


def parameter(**changes: object) -> Model:
    row = {"name": "clamp", "value": "each", "valid_from": world.START, "decision": "QĐ 1"}
    return LocalParameter.objects.create(**row | changes)


def period(**changes: object) -> Model:
    row = {
        "kind": "month", "key": "2026-11", "starts_on": date(2026, 11, 1),
        "ends_on": date(2026, 11, 30), "self_score_by": date(2026, 11, 25),
        "comment_by": date(2026, 11, 26), "decide_by": date(2026, 11, 28),
        "publish_on": date(2026, 12, 5),
    }  # fmt: skip
    if changes.pop("goes_on", False):
        whole = {"kind": "quarter", "key": "2026-Q4", "starts_on": NEXT_YEAR, "ends_on": NEXT_YEAR}
        steps = dict.fromkeys(("self_score_by", "comment_by", "decide_by", "publish_on"), NEXT_YEAR)
        changes["merged_into"] = Period.objects.create(**whole | steps)
    return Period.objects.create(**row | changes)


def extension(**changes: object) -> Model:
    row = {"period": period(), "step": "comment", "until": date(2026, 12, 1), "reason": "Bão"}
    return DeadlineExtension.objects.create(**row | {"at": world.AT} | changes)


def working_day(**changes: object) -> Model:
    return WorkingDay.objects.create(**{"day": JULY, "is_working": True, "ordinal": 1} | changes)


def days(name: str) -> Promise:
    """A row holds on at least one day."""
    return Promise(
        name,
        holds={"valid_until": None},
        broken={"valid_until": world.START},
        edge={"valid_until": world.START + DAY},
    )


ASSIGNMENTS = [
    days("rulebook_assignment_days"),
    Promise(
        "rulebook_assignment_one_a_day",
        beside={"valid_until": JULY},
        holds={"subject": "cadre"},
        broken={"valid_from": JULY - DAY},
        edge={"valid_from": JULY},
    ),
]
PARAMETERS = [
    days("rulebook_parameter_days"),
    Promise(
        "rulebook_parameter_one_a_day",
        beside={"valid_until": JULY},
        holds={"name": "delay_unit"},
        broken={"valid_from": JULY - DAY},
        edge={"valid_from": JULY},
    ),
]
ELSEWHEN = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 31)}
PERIODS = [
    Promise(
        "rulebook_period_key",
        beside={},
        holds={"key": "2026-10"} | ELSEWHEN,
        broken=ELSEWHEN,
        edge={"kind": "half"},
    ),
    Promise(
        "rulebook_period_days",
        holds={},
        broken={"ends_on": date(2026, 10, 31)},
        edge={"ends_on": date(2026, 11, 1)},
    ),
    Promise(
        "rulebook_period_steps",
        holds={},
        broken={"comment_by": date(2026, 11, 24)},
        edge={"comment_by": date(2026, 11, 25)},
    ),
    Promise(
        "rulebook_period_no_overlap",
        beside={},
        holds={"kind": "half", "key": "2026-H2"},
        broken={"key": "x", "starts_on": date(2026, 11, 30), "ends_on": date(2026, 12, 31)}
        | {"self_score_by": date(2026, 11, 30), "comment_by": date(2026, 11, 30)}
        | {"decide_by": date(2026, 11, 30)},
        edge={"key": "2026-10"} | ELSEWHEN,
    ),
    Promise(
        "rulebook_period_one_tracked",
        beside={},
        holds={"kind": "quarter", "key": "2026-Q3"} | ELSEWHEN,
        broken={"kind": "quarter", "key": "2026-Q4", "starts_on": date(2026, 10, 1)},
        edge={"kind": "half", "key": "2026-H2"},
    ),
    Promise(
        "rulebook_period_merged",
        holds={"state": "merged", "goes_on": True},
        broken={"state": "merged"},
        edge={"state": "open", "merged_into": None},
    ),
]
EXTENSIONS = [
    Promise("rulebook_extension_reason", holds={}, broken={"reason": ""}, edge={"step": "publish"})
]
WORKING_DAYS = [
    Promise("rulebook_workingday_ordinal", holds={}, broken={"ordinal": -1}, edge={"ordinal": 0})
]
ALL = [
    *((RuleAssignment, assignment, promise) for promise in ASSIGNMENTS),
    *((LocalParameter, parameter, promise) for promise in PARAMETERS),
    *((Period, period, promise) for promise in PERIODS),
    *((DeadlineExtension, extension, promise) for promise in EXTENSIONS),
    *((WorkingDay, working_day, promise) for promise in WORKING_DAYS),
]
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


def test_a_rule_of_one_unit_stands_beside_the_provinces():
    world.agency()
    assignment()
    assignment(unit=Unit.objects.get(code="P"))


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(RuleAssignment, ASSIGNMENTS)
    every_constraint_is_promised(LocalParameter, PARAMETERS)
    every_constraint_is_promised(Period, PERIODS)
    every_constraint_is_promised(DeadlineExtension, EXTENSIONS)
    every_constraint_is_promised(WorkingDay, WORKING_DAYS)
