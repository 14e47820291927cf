"""Whatever was done in some months, a switch to quarters loses none of it."""

from datetime import UTC, date, datetime
from random import Random
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.models import Period
from congvu.apps.rulebook.queries import PeriodRow, periods
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewEntry, NewRecurrence, NewResult
from congvu.apps.work.models import Entry, Recurrence, Result, Task
from congvu.kernel.periods import Month
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": datetime(2026, 12, 10, 3, tzinfo=UTC)}
PEOPLE = [post.person for post in world.POSTS]
UNIT_OF = {post.person: post.unit for post in world.POSTS}


def busy(period: PeriodRow, dice: Random) -> None:
    """Tasks, logs, reports, self-scores and reviews of one month, as chance has it."""
    for person in dice.choices(PEOPLE, k=dice.randint(1, 6)):
        day = period.months[0].first_day.replace(day=dice.randint(1, 9))
        row = world.task(person, UNIT_OF[person], due_on=day, amount=dice.choice([100, 250]))
        (task_id,) = work.assign_tasks(period.id, [row], **WHY)
        if dice.random() < 0.4:
            entry = NewEntry(uuid4(), person, day, 50, task_id=task_id)
            work.log_work([entry], **WHY)
        elif dice.random() < 0.6:
            work.report_result(NewResult(task_id, 100, finished_on=day), **WHY)
            if dice.random() < 0.5:
                work.accept_results([task_id], **WHY)
    for person in dice.sample(PEOPLE, dice.randint(0, 4)):
        score = SelfScore(person, world.points(dice.choice([0, 40, 100])), {}, f"{period.key}")
        actions.save_self_scores(period, [score], **WHY)
        if UNIT_OF[person] == "P1" and person == "an" and dice.random() < 0.5:
            actions.review_scorecards(period, [Review(person, world.points(60))], **WHY)
    if dice.random() < 0.5:
        work.hand_out(period, **WHY)


def told() -> dict[str, object]:
    """All that people did, but for the period it lies in."""
    tasks = Task.objects.order_by("pk").values_list(
        "pk", "person_id", "title", "coefficient_tenths", "assigned_hundredths", "due_on"
    )
    return {
        "tasks": list(tasks),
        "results": list(Result.objects.order_by("pk").values()),
        "entries": list(Entry.objects.order_by("pk").values()),
        "recurrences": list(Recurrence.objects.order_by("pk").values()),
    }


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from([10, 11, 12]), min_size=1, max_size=3, unique=True),
    st.integers(0, 1_000_000),
)
def test_a_switch_loses_nothing(db, months, seed):
    dice = Random(seed)
    with transaction.atomic():
        world.agency()
        row = NewRecurrence("an", "P1", "Trực báo", 10, 100, 20, Month(2026, 10))
        work.repeat_work([row], **WHY)
        opened = [rulebook.open_period(Month(2026, one), **WHY) for one in sorted(months)]
        for one in opened:
            actions.open_scorecards(one, **WHY)
            busy(one, dice)
        before, cards = told(), list(Scorecard.objects.order_by("pk").values())
        done = actions.track_by(
            PeriodKind.QUARTER, valid_from=date(2026, 10, 1), decision="QĐ 7", **WHY
        )
        (whole,) = periods()
        assert told() == before
        assert done.tasks == len(before["tasks"]) == Task.objects.filter(period=whole.id).count()
        kept = Scorecard.objects.exclude(period=whole.id).order_by("pk")
        assert list(kept.values()) == cards
        for card in Scorecard.objects.filter(period=whole.id):
            typed = [one["general_self"] for one in cards if one["person_id"] == card.person_id]
            assert card.general_self in ([one for one in typed if one] or [{}])
        assert set(Period.objects.filter(state="merged").values_list("merged_into", flat=True)) == {
            whole.id
        }
        transaction.set_rollback(True)
