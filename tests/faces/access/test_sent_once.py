"""Whatever can be sent is sent ten times at one moment, and does what one sending does."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from typing import TypeVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, connections
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver

from congvu.apps.audit.models import Event, Submission
from congvu.exchange.toolkit.keys import make_key
from tests.conftest import KEPT, _empty_the_tables
from tests.faces.access import cast, samples
from tests.faces.access.sending import Sending, signed_in
from tests.faces.access.sendings import OWED, SENDINGS, TOUCHING
from tests.faces.access.table import PUBLIC

TIMES = 10
ASKED_TO_SIGN_IN = 401
NOT_COUNTED = {"audit_submission", "django_session", *KEPT}
T = TypeVar("T")
_numbers, _tokens = count(1), count(1)


@pytest.fixture(scope="module")
def hands(django_db_setup, django_db_blocker) -> Iterator[ThreadPoolExecutor]:
    """Ten who send, each with a connection of its own; the cast and its samples, committed."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(TIMES) as ten:
        cast.built()
        samples.made()
        yield ten
        together(ten, [connections.close_all] * TIMES)
        _empty_the_tables(None)


@pytest.fixture(autouse=True)
def _signing_key(settings, tmp_path) -> None:
    settings.TOOLKIT_KEY = tmp_path / "khoa.pem"
    make_key(settings.TOOLKIT_KEY)


def rows() -> Counter[str]:
    """How many rows each table holds."""
    tables = set(connection.introspection.django_table_names(only_existing=True)) - NOT_COUNTED
    with connection.cursor() as cursor:
        whole = " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in tables)
        cursor.execute(whole)
        return Counter(dict(cursor.fetchall()))


def posting(one: Sending, session: str, token: str) -> Callable[[], int]:
    """A function that sends it once, on a connection of its own, and gives the status."""
    client = Client(raise_request_exception=False)
    client.cookies["congvu_phien"] = session
    given = {name: SimpleUploadedFile(*file) for name, file in one.files.items()}
    return lambda: (
        client.post(one.path, {"csrfmiddlewaretoken": token, **one.fields, **given}).status_code
    )


def together(hands: ThreadPoolExecutor, acts: Sequence[Callable[[], T]]) -> list[T]:
    """Do all of them at one moment, each in a thread of its own."""
    start = Barrier(len(acts))

    def done(act: Callable[[], T]) -> T:
        start.wait()
        return act()

    return list(hands.map(done, acts))


def sent(hands: ThreadPoolExecutor, one: Sending, times: int) -> list[int]:
    """Send it so many times at one moment; the statuses."""
    client = one.client or signed_in(one.by)
    session, token = client.cookies["congvu_phien"].value, f"{next(_tokens):064}"
    return together(hands, [posting(one, session, token) for _ in range(times)])


def effect(hands: ThreadPoolExecutor, one: Sending, times: int) -> tuple[Counter[str], list[int]]:
    """What so many sendings change: rows by table."""
    before = rows()
    statuses = sent(hands, one, times)
    after = rows()
    after.subtract(before)
    return Counter({table: number for table, number in after.items() if number}), statuses


@pytest.mark.parametrize("name", SENDINGS)
def test_ten_sendings_do_what_one_does(name, hands):
    once, answered = effect(hands, SENDINGS[name](next(_numbers)), 1)
    assert once["audit_event"] >= 1, f"{name}: the sample does nothing ({answered})"
    assert answered[0] < 400
    many = SENDINGS[name](next(_numbers))
    ten, statuses = effect(hands, many, TIMES)
    assert ten == once
    allowed = {ASKED_TO_SIGN_IN} if many.closes else set()
    assert {status for status in statuses if status >= 400} <= allowed


@pytest.mark.parametrize("name", TOUCHING)
def test_ten_sendings_touch_the_session_as_one_does(name, hands):
    remembered = []
    for times in (1, TIMES):
        one = TOUCHING[name](next(_numbers))
        before = dict(one.client.session)
        changed, statuses = effect(hands, one, times)
        after = dict(one.client.session)
        assert (changed, max(statuses) < 400) == (Counter(), True)
        remembered.append({key for key in before | after if before.get(key) != after.get(key)})
    assert remembered[0] == remembered[1] != set()


def test_a_page_that_is_not_guarded_would_be_found(hands, monkeypatch):
    """Without the guard a comment is written ten times."""
    monkeypatch.setattr("congvu.access.guard.sent_once", lambda _request, act, _answers: act())
    ten, _ = effect(hands, SENDINGS["proposal_comment"](next(_numbers)), TIMES)
    assert ten["audit_event"] == TIMES


def test_what_was_received_is_remembered_for_its_sender(hands):
    effect(hands, SENDINGS["proposal_comment"](next(_numbers)), 1)
    last = Submission.objects.latest("pk")
    assert (last.actor, last.status) == (str(cast.account("office").pk), 302)
    assert Event.objects.latest("pk").verb == "toolkit.row_commented"


def test_every_page_that_can_be_sent_to_has_a_sample():
    """Those open before signing in stand outside: nobody is there whose sending it would be."""
    taken = {pattern.name for pattern in _patterns(get_resolver()) if _takes_what_is_sent(pattern)}
    assert taken - PUBLIC == SENDINGS.keys() | TOUCHING.keys() | OWED.keys()
    assert not SENDINGS.keys() & OWED.keys()


def _patterns(resolver) -> Iterator[URLPattern]:
    for entry in resolver.url_patterns:
        yield from _patterns(entry) if hasattr(entry, "url_patterns") else [entry]


def _takes_what_is_sent(pattern: URLPattern) -> bool:
    """Whether the view behind the policy lets POST in; it is asked without a database."""
    words = dict.fromkeys(pattern.pattern.converters, "1")
    try:
        answer = pattern.callback.__wrapped__(RequestFactory().post("/"), **words)
    except Exception:
        return True
    return answer.status_code != 405
