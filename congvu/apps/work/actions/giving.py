"""One act of handing out work, done once however often its form is sent, and taken back whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.work.actions.changing import take_back
from congvu.apps.work.models import Giving, Whole


@dataclass(frozen=True, slots=True)
class Given:
    """What an act made: ids of tasks and of recurring work, and of the whole that was planned."""

    tasks: tuple[int, ...] = ()
    recurrences: tuple[int, ...] = ()
    whole: int | None = None


@transaction.atomic
def give_once(key: UUID, give: Callable[[], Given], *, by: Actor, at: datetime) -> Given:
    """Hand out work by `give`, unless this key did so already; return what was made either way.

    A form sent twice at once waits for the first. Raises Refused for a key of somebody else, and
    whatever `give` raises, when nothing was done.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO work_giving (key, by_id, at, tasks, recurrences) "
            "VALUES (%s, %s, %s, '{}', '{}') ON CONFLICT (key) DO NOTHING RETURNING id",
            [key, by.pk, at],
        )
        inserted = cursor.fetchone()
    if inserted is None:
        return _done(key, by)
    made = give()
    Giving.objects.filter(pk=inserted[0]).update(
        tasks=list(made.tasks), recurrences=list(made.recurrences), whole=made.whole
    )
    return made


@transaction.atomic
def take_back_giving(key: UUID, *, by: Actor, at: datetime) -> int:
    """Take back everything one act handed out; return how many tasks. See `take_back`.

    Portions of the whole that are for later months are no longer handed out.
    """
    found = Giving.objects.select_for_update(of=("self",)).filter(key=key, by=by.pk).first()
    if found is None or not found.tasks:
        raise Refused("Không có lần giao việc nào để thu lại.")
    count = take_back(found.tasks, by=by, at=at)
    if found.whole_id is not None:
        end_whole(found.whole_id, by=by, at=at)
    return count


@transaction.atomic
def end_whole(whole_id: int, *, by: Actor | None, at: datetime) -> None:
    """Hand out no more portions of shared work; those that are tasks stand."""
    whole = Whole.objects.select_for_update(of=("self",)).get(pk=whole_id)
    if whole.ended_at is not None:
        return
    whole.ended_at = at
    whole.save(update_fields=["ended_at"])
    audit.record(
        "work.whole_ended", kind="whole", object_id=whole.pk, label=whole.title, by=by, at=at
    )


def _done(key: UUID, by: Actor) -> Given:
    found = Giving.objects.filter(key=key, by=by.pk).first()
    if found is None:
        raise Refused("Biểu mẫu này không còn dùng được; hãy mở lại trang Giao việc.")
    return Given(tuple(found.tasks), tuple(found.recurrences), found.whole_id)
