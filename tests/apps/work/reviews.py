"""A room whose work waits for its head: people who log, heads who answer."""

import uuid
from datetime import date, datetime

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Person, Unit
from congvu.apps.work import actions, queries
from congvu.apps.work.actions import Act, Answer, NewEntry
from congvu.apps.work.queries import ToReview, Within
from tests.apps import world


def user(name: str, person: str = "") -> User:
    """An account, the person's own where one is named."""
    made = User.objects.create(username=name, display_name=f"Người {name}", password="!")
    if person:
        Person.objects.filter(code=person).update(user=made)
    return made


def assigned(period, person: str = "an", **given: object) -> int:
    """Assign one task; return its id."""
    row = world.task(person, **({"unit": "P1"} | given))
    (task_id,) = actions.assign_tasks(period.id, [row], by=None, at=world.AT)
    return task_id


def logged(
    task_id: int,
    amount: int = 100,
    day: date = world.DUE,
    at: datetime = world.AT,
    person: str = "an",
    **more: object,
) -> None:
    """Log some of a task, as its person does."""
    row = NewEntry(uuid.uuid4(), person, day, amount, task_id=task_id, **more)
    actions.log_work([row], by=None, at=at)


def room(unit: str = "P1", but: int | None = None) -> Within:
    """The people of a unit."""
    return Within(frozenset({Unit.objects.get(code=unit).path}), frozenset(), but)


def row_of(task_id: int, period) -> ToReview:
    """One task as its reviewer sees it now."""
    (row,) = queries.to_review(room("P"), [period.id], task_ids=[task_id])
    return row


def answered(task_id: int, act: Act, by: User, at: datetime = world.AT, **more: object) -> None:
    """Answer a task as it stands now."""
    seen = queries.seen_of([task_id])[task_id]
    actions.answer_task(task_id, Answer(act, **more), seen=seen, by=by, at=at)
