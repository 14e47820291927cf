"""The town with November published: Bình scored An, who may object until 1 December."""

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Decision, NewAmendment, NewObjection, Review
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant, NewPerson
from congvu.apps.org.models import Person
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.apps.work.models import Task
from tests.apps import world
from tests.faces.town import MONTH


def account(name: str) -> User:
    return User.objects.get(username=name)


def published() -> PeriodRow:
    """November, scored by Bình for An and by Alice for Bình, published."""
    held = period(MONTH)
    actions.unconfirm_scorecards(held, ["an"], reason="Lại", by=None, at=world.AT)
    rows = [Review("an", world.points())]
    actions.review_scorecards(held, rows, by=account("binh"), at=world.AT)
    actions.confirm_scorecards(held, {"an": ""}, by=account("binh"), at=world.AT)
    actions.close_month(held, by=None, at=world.AT)
    return period(MONTH)


def task_of(place: int = 2) -> int:
    """A task of An's in the order they were given; the third was failed twice."""
    return Task.objects.filter(person__code="an").order_by("pk")[place].pk


def lodged(subject: str = "", person: str = "an") -> int:
    row = NewObjection(subject or f"task:{task_of()}", "Tôi làm đủ, có biên nhận.")
    return actions.lodge_objection(period(MONTH), person, row, by=account(person), at=world.AT)


def granted() -> dict:
    return {"tasks": {str(task_of()): {"completed": 100, "failed": 0}}}


def accepted() -> int:
    made = lodged()
    binh = Person.objects.get(code="binh").pk
    actions.decide_objection(
        made, Decision("Có biên nhận.", granted()), authority=binh, by=account("binh"),
        at=world.AT,
    )  # fmt: skip
    return made


def proposed(by: str = "office") -> int:
    row = NewAmendment({}, "Theo kết quả giải quyết", accepted())
    return actions.propose_amendment(period(MONTH), "an", row, by=account(by), at=world.AT)


def amended() -> int:
    made = proposed()
    actions.check_amendment(made, by=account("office2"), at=world.AT)
    return made


def chairwoman() -> None:
    """Somebody heads the province, in the person of “bi.thu”."""
    org.create_people([NewPerson("tinh", "Lý Tinh", "civil_servant")], by=None, at=world.AT)
    positions.open_postings(
        [NewPosting("tinh", "T", "Chủ tịch", world.START, leads="head")], by=None, at=world.AT
    )
    Person.objects.filter(code="tinh").update(user=account("bi.thu"))
    org.grant_roles(
        [NewGrant(account("bi.thu").pk, "head", world.START, unit="T")], by=None, at=world.AT
    )
