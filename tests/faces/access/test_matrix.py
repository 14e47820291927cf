"""Every page × every account × every relation × reading and sending: who gets what, and no leak.

The expected answer comes from `table` and `rules`, which know nothing of the product's policy.
`table` says how a page is added.
"""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from zlib import crc32

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.utils import InternalError
from django.http import Http404
from django.test import Client
from django.urls import get_resolver

from congvu.access import rights
from congvu.access.guard import guarded
from congvu.access.policy import POLICIES
from congvu.apps.audit import actions as audit
from congvu.apps.org.roles import ROLES
from congvu.web.officer import views as officer
from congvu.web.positions import team_views
from congvu.web.shared import received
from tests.faces.access import samples
from tests.faces.access.asked import Page, Thing
from tests.faces.access.cast import CAST, TWINS, Who
from tests.faces.access.rules import RIGHTS
from tests.faces.access.table import PAGES, PUBLIC

FUZZ = int(os.environ.get("CONGVU_FUZZ", "0"))
LEAST_CASES = 3_000
OPEN, FORBIDDEN, MISSING, NOT_THAT_WAY = "open", 403, 404, 405
TOKEN = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]+"|data-session-left="\d+"| aria-current="page"'
)
"""What differs from one showing of a page to the next: the form's token, the seconds left, which
link leads to where the reader is."""
NOT_FOUND: dict[str, str] = {}
"""What each account is shown where there is nothing for it, by its name: the first that was."""
Case = tuple[Who, Thing, str]
JUDGED = [one for one in CAST if one.name not in TWINS]
FEW = [one for one in CAST if one.name in {"an", "mai"}]


@pytest.fixture(scope="module")
def there(stage) -> samples.Samples:
    """What there is to be opened."""
    return samples.made()


def cases(page: Page, there: samples.Samples, cast: Iterable[Who] = JUDGED) -> Iterator[Case]:
    """Every account on every thing of a page, read and sent to.

    Whom the page does not let in at all is tried on the first thing only: no other is looked up;
    and a page that takes nothing is sent to by those alone whom it lets in.
    """
    things = list(page.things(there))
    for who in cast:
        ways = ("GET", "POST") if page.admits(who) or page.post is not None else ("GET",)
        for thing in things if page.admits(who) else things[:1]:
            yield from ((who, thing, method) for method in ways)


def some(page: Page, every: Iterable[Case]) -> Iterator[Case]:
    """The cases that an ordinary run takes; `make fuzz` takes every one.

    Of the things that an account is answered alike about it takes one: what was tried least so far,
    and whatever nobody tried yet for that answer. Of accounts of the same roles whom a page does
    not let in, one reads it, another from page to page; one of them all sends to it; and that a
    page is not asked that way is tried by one account.
    """
    alike: dict[tuple[object, str, object], list[Case]] = {}
    tried: Counter[tuple[str, object, str]] = Counter()
    for who, thing, method in every:
        told = expected(page, who, thing, method)
        asks: object = who.name
        if told == NOT_THAT_WAY or (method == "POST" and not page.admits(who)):
            asks = None
        elif not page.admits(who):
            asks = frozenset(held.role for held in who.holds)
        alike.setdefault((asks, method, told), []).append((who, thing, method))
    for (asks, method, told), group in alike.items():
        if not isinstance(asks, str):
            yield group[crc32(page.path.encode()) % len(group)]
            continue
        names = [(method, told, str(thing.words)) for _who, thing, _method in group]
        least = sorted(range(len(group)), key=lambda at: tried[names[at]])
        for turn, at in enumerate(least):
            if turn < 1 or not tried[names[at]]:
                tried[names[at]] += 1
                yield group[at]


def taken(page: Page, there: samples.Samples) -> Iterator[Case]:
    """The cases of a page in this run."""
    every = cases(page, there)
    return every if FUZZ else some(page, every)


def expected(page: Page, who: Who, thing: Thing, method: str) -> object:
    """What the table says of a case."""
    if not page.admits(who):
        return FORBIDDEN
    if not (page.get if method == "GET" else page.post is not None):
        return NOT_THAT_WAY
    if not page.shows(who, thing) or (method == "POST" and not page.finds(who, thing)):
        return MISSING
    if method == "POST" and not page.acts(who, thing):
        return FORBIDDEN
    return OPEN


def answered(client: Client, page: Page, thing: Thing, method: str) -> tuple[object, str]:
    """What the product answers, everything that it wrote taken back; with the page."""
    path = page.path.format(**thing.words)
    sent = {name: text.format(**thing.words) for name, text in (page.post or {}).items()}
    client.cookies.pop("messages", None)
    with transaction.atomic():
        answer = client.get(path) if method == "GET" else client.post(path, sent)
        transaction.set_rollback(True)
    status = answer.status_code
    if status in (FORBIDDEN, MISSING, NOT_THAT_WAY):
        return status, answer.content.decode()
    return (OPEN if status < 500 else status), ""


def judged(
    name: str,
    as_user: Callable[[str], Client],
    asked: Iterable[Case],
) -> list[str]:
    """Take cases of a page; tell what was answered otherwise than the table says.

    What is out of reach must look like what does not exist: one page for both, and for every
    address, letter by letter.
    """
    page, wrong, several = PAGES[name], [], set()
    for who, thing, method in asked:
        told = expected(page, who, thing, method)
        got, body = answered(as_user(who.name), page, thing, method)
        if got != told:
            wrong.append(f"{method} {name} {thing.words} as {who.name}: {got}, not {told}")
        if got == MISSING:
            plain = TOKEN.sub("", body)
            if NOT_FOUND.setdefault(who.name, plain) != plain:
                several.add(who.name)
    return [*wrong, *(f"{name}: “not found” looks different to {who}" for who in several)]


def by_few(name: str, there: samples.Samples, as_user: Callable[[str], Client]) -> list[str]:
    """Take every case of a page that these accounts meet."""
    return judged(name, as_user, cases(PAGES[name], there, FEW))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_for_those_the_table_names_and_nobody_else(name, there, as_user):
    assert judged(name, as_user, taken(PAGES[name], there)) == []


def test_a_leak_is_found(there, as_user, monkeypatch):
    monkeypatch.setattr(officer, "may_read_month", lambda *_args, **_more: True)
    leaks = by_few("person_month", there, as_user)
    assert any("'giang'" in leak and "as an: open, not 404" in leak for leak in leaks)


def test_a_right_that_goes_too_far_is_found(there, as_user, monkeypatch):
    """A delegation that reached the lender, and a grant that held before it was confirmed."""
    monkeypatch.setattr(rights.Held, "covers", lambda held, unit, *_who: True)
    leaks = by_few("person_competencies", there, as_user)
    assert any("'binh'" in leak and "as mai" in leak for leak in leaks)


def test_a_page_that_writes_while_it_is_read_is_found(there, as_user, monkeypatch):
    """Each case that reads goes through the read-only transaction: the database refuses."""
    monkeypatch.setattr(officer, "may_read_month", lambda *_args, **_more: _write())
    with pytest.raises(InternalError, match="read-only transaction"):
        by_few("person_month", there, as_user)


def _write() -> None:
    with transaction.atomic():
        audit.record("tests.page_opened", kind="page", object_id=1, label="Trang", by=None)


def test_a_page_that_tells_what_exists_is_found(there, as_user, monkeypatch):
    def telling(request, name):
        raise Http404 if name == "khong-co" else PermissionDenied

    monkeypatch.setattr(team_views, "_posting", lambda code: telling(None, code))
    assert by_few("person_competencies", there, as_user)


def test_nobody_opens_anything_before_signing_in(there):
    for name, page in PAGES.items():
        path = page.path.format(**next(iter(page.things(there))).words)
        answer = Client().get(path)
        assert (name, answer.status_code) == (name, 302)
        assert answer.url.startswith("/dang-nhap/?next=")


def test_nobody_sends_anything_before_signing_in(there):
    for name, page in PAGES.items():
        path = page.path.format(**next(iter(page.things(there))).words)
        assert (name, Client().post(path).status_code) == (name, 401)


def test_there_are_cases_enough(there):
    count = sum(1 for page in PAGES.values() for _ in taken(page, there))
    assert count >= LEAST_CASES


def test_every_relation_is_among_the_cases():
    """Each role is held by somebody, and each way of standing to somebody is taken."""
    held = {held.role for who in CAST for held in who.holds}
    assert held == ROLES.keys()
    assert {"dung", "mai", "nga", "oanh", "quy", "thu", "uyen", "viet"} <= {
        one.name for one in CAST
    }


def test_every_right_of_the_table_is_carried_by_a_role_there_is():
    assert {role for roles in RIGHTS.values() for role in roles.split()} <= ROLES.keys()


def test_every_page_is_in_the_table():
    assert PAGES.keys() | PUBLIC == POLICIES.keys()
    assert not PAGES.keys() & PUBLIC


def test_every_address_is_mounted_through_its_policy():
    mounted = {pattern.name: pattern.callback for pattern in _patterns(get_resolver())}
    assert mounted.keys() == POLICIES.keys()
    assert all(view.policy is POLICIES[name] for name, view in mounted.items())


def _patterns(resolver):
    for entry in resolver.url_patterns:
        yield from _patterns(entry) if hasattr(entry, "url_patterns") else [entry]


def test_a_page_without_a_policy_cannot_be_mounted():
    with pytest.raises(KeyError):
        guarded("forgotten", lambda request: None, received.ANSWERS)
