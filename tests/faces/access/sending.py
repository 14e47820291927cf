"""A sending: who sends what where, and from which browser."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.faces.access import cast
from tests.faces.conftest import begun

Fields = dict[str, object]


@dataclass(frozen=True)
class Sending:
    """Who sends what where; `files` by field: a name and a content.

    `client`: the browser it is sent from, where its session must know something first. `closes`:
    it puts another session in the place of its own, so that a twin that comes after is asked to
    sign in.
    """

    by: str
    path: str
    fields: Fields = field(default_factory=dict)
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    client: Client | None = None
    closes: bool = False


def at(name: str, *words: object) -> str:
    """The address of a page."""
    return reverse(name, args=words)


def signed_in(name: str, **remembered: object) -> Client:
    """A new browser in which somebody signed in a moment ago."""
    client = Client()
    client.force_login(cast.account(name))
    begun(client, **remembered)
    return client


def send(one: Sending) -> str:
    """Send it as a step before another; where it leads."""
    files = {name: SimpleUploadedFile(*file) for name, file in one.files.items()}
    answer = (one.client or signed_in(one.by)).post(one.path, {**one.fields, **files})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url
