"""October, published: who objected to her result, and whose amendment waits, in the town."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewAmendment, NewObjection, Proof, Review, SelfScore
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow, period
from congvu.apps.work.models import Task
from congvu.exchange.evidence.store import keep
from congvu.kernel.periods import Month
from congvu.law.registry import general_criteria_on
from tests.apps import world
from tests.faces.access import cast

OCTOBER = "2026-10"
DUE = date(2026, 10, 20)
SCORED_BY = {"an": "binh", "binh": "alice", "dung": "chi", "chi": "alice", "giang": ""}
"""Whose cards of October are confirmed, by whom (empty: by nobody who signs in)."""
LEADS = {"binh", "chi", "giang"}


@dataclass(frozen=True)
class Disputes:
    """Ids of objections by whose they are, and of proposals by whom they are about."""

    objections: dict[str, int]
    proposals: dict[str, int]


def made() -> Disputes:
    """Publish October; let some object to it, and some results wait for their amendment."""
    held = rulebook.open_period(Month.parse(OCTOBER), by=None, at=world.AT)
    actions.open_scorecards(held, by=None, at=world.AT)
    for person, scorer in SCORED_BY.items():
        _scored(held, person, scorer)
        world.done(held, world.task(person, due_on=DUE), 80)
    actions.close_month(held, by=None, at=world.AT)
    return Disputes(
        {person: objected(person) for person in ("an", "binh", "giang")},
        {person: proposed(person) for person in ("dung", "giang")},
    )


def _scored(held: PeriodRow, person: str, scorer: str) -> None:
    steps = {"organising": 0, "organising_reason": "Có", "unity": 0, "unity_reason": "Có"}
    by = cast.account(scorer) if scorer else None
    row = Review(person, points(), **(steps if person in LEADS else {}))
    actions.save_self_scores(held, [SelfScore(person, points())], by=None, at=world.AT)
    actions.review_scorecards(held, [row], by=by, at=world.AT)
    actions.confirm_scorecards(held, {person: "Nổi bật"}, by=by, at=world.AT)


def points() -> dict[str, int]:
    return {one.code: one.max_hundredths // 2 for one in general_criteria_on(DUE)}


def objected(person: str, subject: str = "") -> int:
    """An objection to the first task, or to what is named, with a file."""
    held = period(OCTOBER)
    content = f"Biên nhận {person}".encode()
    proof = Proof("bien-nhan.txt", keep(settings.EVIDENCE, content), len(content), "text/plain")
    row = NewObjection(subject or first_task(person), "Tôi làm đủ.", proof=proof)
    return actions.lodge_objection(held, person, row, by=cast.account(person), at=world.AT)


def first_task(person: str) -> str:
    task = Task.objects.filter(person__code=person, period__key=OCTOBER).earliest("pk")
    return f"task:{task.pk}"


def proposed(person: str, hundredths: int = 0) -> int:
    """A proposal by the department of home affairs about one criterion of a person's."""
    row = NewAmendment({"general": {next(iter(points())): hundredths}}, "Sai")
    by = cast.account("noi.vu")
    return actions.propose_amendment(period(OCTOBER), person, row, by=by, at=world.AT)
