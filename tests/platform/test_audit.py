"""An event is written with its change or not at all."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import User
from congvu.apps.audit import actions as audit
from congvu.apps.audit import queries
from congvu.apps.audit.models import Event

PASSWORD = "mat-khau-cua-ban-kiem-thu"


def _record(verb: str = "tests.thing_done", **more) -> Event:
    return audit.record(verb, kind="thing", object_id=7, label="Việc", by=None, **more)


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(audit.OutsideTransaction, match=r"tests\.thing_done"):
        _record()


@pytest.mark.django_db(transaction=True)
def test_event_and_change_are_undone_together():
    with transaction.atomic():
        accounts.create_user(username="an", display_name="An", password=PASSWORD, by=None)
        transaction.set_rollback(True)
    assert (User.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["assigned", "Work.assigned", "work.", "work.task assigned", ""])
def test_a_verb_without_area_and_act_is_refused(verb):
    with pytest.raises(IntegrityError, match="verb_is_area_dot_act"), transaction.atomic():
        _record(verb)


@pytest.mark.django_db
def test_history_is_latest_first_and_names_the_actor():
    user = accounts.create_user(username="an", display_name="An", password=PASSWORD, by=None)
    for day in (1, 2):
        audit.record(
            "tests.thing_done", kind="thing", object_id=7, label="Việc", by=user,
            at=datetime(2026, 11, day, tzinfo=UTC), payload={"day": day},
        )  # fmt: skip
    found = queries.history(kind="thing", object_id="7")
    assert [(event.payload["day"], event.actor_label) for event in found] == [(2, "An"), (1, "An")]
    assert list(queries.acts_of(str(user.pk))) == list(found)
