"""The handbook's November, published: An objects, Bình scored her, Alice heads the ward."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Decision, NewAmendment, NewObjection, Review
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant, NewPerson
from congvu.apps.org.models import Person
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook import actions as rulebook_actions
from congvu.apps.rulebook import queries as rulebook
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.models import Task
from tests.apps import world
from tests.apps.evaluation.test_month import handbook

DAY = timedelta(days=1)
LATER = world.AT + DAY
OFFICE = {"hoa": "P", "kim": "P", "long": "S", "minh": "S"}
"""People of offices, by the unit they work in."""


def account(person: str) -> User:
    """The account of a person, made when it is first asked for."""
    user, made = User.objects.get_or_create(
        username=person, defaults={"display_name": f"Người {person}", "password": "!"}
    )
    if made:
        Person.objects.filter(code=person, user=None).update(user=user)
    return user


def person_id(code: str) -> int:
    return Person.objects.get(code=code).pk


def offices() -> None:
    """People of the ward's office and of the department of home affairs, and the chairwoman."""
    people = [NewPerson(one, f"Lý {one.title()}", "civil_servant") for one in (*OFFICE, "tinh")]
    org.create_people(people, by=None, at=world.AT)
    rows = [NewPosting(one, unit, "Chuyên viên", world.START) for one, unit in OFFICE.items()]
    rows.append(NewPosting("tinh", "T", "Chủ tịch", world.START, leads="head"))
    positions.open_postings(rows, by=None, at=world.AT)


def published(*, opinion: bool = False, **steps: Any) -> PeriodRow:
    """November with the handbook's tasks, reviewed by Bình, confirmed by Bình, published.

    `opinion`: the province asks for an independent opinion.
    """
    if opinion:
        rulebook_actions.adopt_parameter(
            name="independent_opinion", value="có", decision="QĐ 5", valid_from=world.START,
            by=None, at=world.AT,
        )  # fmt: skip
    period = handbook()
    offices()
    actions.unconfirm_scorecards(period, ["an"], reason="Lại", by=None, at=world.AT)
    row = Review("an", world.points(), **steps)
    actions.review_scorecards(period, [row], by=account("binh"), at=world.AT)
    actions.confirm_scorecards(period, {"an": ""}, by=account("binh"), at=world.AT)
    actions.close_month(period, by=None, at=world.AT)
    return rulebook.period("2026-11")


def task_of(title_like: int = 0) -> Task:
    """A task of An's, in the order they were given."""
    return Task.objects.filter(person__code="an").order_by("pk")[title_like]


def third() -> str:
    """The subject of An's third task: 0,8 of 1 done, two failures, weight 3,7."""
    return f"task:{task_of(2).pk}"


def lodged(period: PeriodRow, subject: str = "", **more: Any) -> int:
    """An objects to her third task, or to what is named."""
    row = NewObjection(subject or third(), more.pop("text", "Tôi làm đủ."), **more)
    return actions.lodge_objection(period, "an", row, by=account("an"), at=LATER)


def granted(changes: Mapping[str, Any] | None = None, **more: Any) -> Decision:
    """Grant An's third task whole, without failures."""
    given = {"tasks": {str(task_of(2).pk): {"completed": 100, "failed": 0}}}
    return Decision("Có biên nhận nộp đủ.", changes or given, **more)


def accepted(period: PeriodRow, subject: str = "") -> int:
    """An's objection, accepted by Bình."""
    made = lodged(period, subject)
    decide(made, granted())
    return made


def decide(made: int, decision: Decision, who: str = "binh") -> None:
    actions.decide_objection(made, decision, authority=person_id(who), by=account(who), at=LATER)


def proposed(period: PeriodRow, by: str = "hoa", **more: Any) -> int:
    """A proposal about An's result."""
    row = NewAmendment(**({"changes": {}, "reason": "Theo kết quả giải quyết"} | more))
    return actions.propose_amendment(period, "an", row, by=account(by), at=LATER)


def amended(period: PeriodRow) -> int:
    """An's objection accepted and carried out; the proposal's id."""
    made = proposed(period, objection=accepted(period))
    actions.check_amendment(made, by=account("kim"), at=LATER)
    return made


def granted_role(person: str, role: str, unit: str | None) -> None:
    org.grant_roles(
        [NewGrant(account(person).pk, role, world.START, unit=unit)], by=None, at=world.AT
    )
