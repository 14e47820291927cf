"""The town with a working day in it: a catalogue, An's tasks, and what her pages are sent."""

import re
import uuid
from html import unescape

from django.test import Client

from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.work.models import Entry
from tests.apps import world
from tests.apps.work import days
from tests.faces import town

TODAY, LOG, SEND, UNDO = "/hom-nay/", "/ghi-viec/", "/hom-nay/gui/", "/hom-nay/hoan-tac/"
TAG = re.compile(r"<[^>]+>")


def november() -> PeriodRow:
    """The month that is open in the town."""
    return period_of(town.MONTH)


def text_of(answer) -> str:
    """A page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", answer.content.decode())).split())


def key() -> str:
    """A new key of a line."""
    return str(uuid.uuid4())


def press(client: Client, *, follow: bool = True, **fields: object):
    """Send the form of one tap."""
    return client.post(LOG, {"key": key(), "so-luong": "1"} | fields, follow=follow)


def send(client: Client, **fields: object):
    """Send one line as an outbox does."""
    who = client.get(SEND).json()["who"]
    return client.post(SEND, {"key": key(), "who": who, "so-luong": "1"} | fields)


def given(person: str = "an", **more: object) -> int:
    """Assign a task due after today; return its id."""
    return days.assigned(november(), person, **({"due_on": world.NOVEMBER.last_day} | more))


def lines(person: str = "an") -> list[tuple[int, str]]:
    """The amounts (hundredths) and days of a person's lines that stand, oldest first."""
    found = Entry.objects.filter(person__code=person, voided_at=None).order_by("pk")
    return [(one.amount_hundredths, str(one.day)) for one in found]
