"""Short words for the working day's tests: who acts, what is handed out, what is logged."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Person
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions
from congvu.apps.work.actions import NewEntry
from congvu.apps.work.models import Result
from tests.apps import world

DAY = date(2026, 11, 12)
LATER = world.AT + timedelta(hours=1)


def user(name: str, *, person: str = "") -> User:
    """Make a user, who is that person if one is named."""
    made = User.objects.create(username=name, display_name=f"Người {name}", password="!")
    if person:
        Person.objects.filter(code=person).update(user=made)
    return made


def given(period: PeriodRow, person: str = "an", *, by: User | None = None, **more: object) -> int:
    """Hand out one task and return its id."""
    (task_id,) = actions.assign_tasks(period.id, [world.task(person, **more)], by=by, at=world.AT)
    return task_id


def log(
    task_id: int | None = None,
    amount: int = 100,
    *,
    person: str = "an",
    day: date = DAY,
    key: UUID | None = None,
    at=world.AT,
    **more: object,
):
    """Log one line and return what became of it."""
    row = NewEntry(key or uuid4(), person, day, amount, task_id=task_id, unit="P1", **more)
    return actions.log_work([row], by=None, at=at)[0]


def result(task_id: int) -> Result:
    """What came of a task."""
    return Result.objects.get(task=task_id)
