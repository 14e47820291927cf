"""Wrong tries are counted one by one, however many come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts import doors, totp
from congvu.apps.accounts.actions import Slowed, attempt
from congvu.apps.accounts.models import Attempts
from tests.apps.world import AT


def _miss(door: str) -> str:
    try:
        attempt(door, lambda: None, at=AT)
    except Slowed:
        return "slowed"
    finally:
        connection.close()
    return "asked"


@pytest.mark.django_db(transaction=True)
def test_ten_wrong_tries_at_once_are_asked_five_times():
    with ThreadPoolExecutor(10) as pool:
        told = list(pool.map(_miss, [doors.sign_in_door("an", None)] * 10))
    assert sorted(told) == ["asked"] * 5 + ["slowed"] * 5
    assert Attempts.objects.get().failures == 5


@pytest.mark.django_db
def test_a_closed_door_checks_nothing():
    door = doors.sign_in_door("an", None)
    for _ in range(5):
        attempt(door, lambda: None, at=AT)
    with pytest.raises(Slowed):
        attempt(door, lambda: pytest.fail("asked"), at=AT + timedelta(seconds=59))
    assert attempt(door, lambda: "in", at=AT + timedelta(minutes=1)) == "in"


@pytest.mark.django_db
def test_old_misses_are_swept_by_the_next_one():
    attempt("a", lambda: None, at=AT)
    attempt("b", lambda: None, at=AT + timedelta(hours=25))
    assert Attempts.objects.get().key == "b"


def test_no_name_and_device_share_a_door_with_others():
    named = [("an", None), ("an", 1), ("an1", None), ("an", 11), ("an1", 1)]
    assert len({doors.sign_in_door(*one) for one in named}) == len(named)
    assert doors.sign_in_door(" An ", 1) == doors.sign_in_door("an", 1)
    assert len({doors.factor_door(1, None), doors.step_up_door(1)}) == 2


@pytest.mark.parametrize(
    ("failures", "minutes"),
    [(4, None), (5, 1), (6, 2), (10, 32), (11, 60), (12, 60), (10**9, 60)],
)
def test_waits_double_from_the_fifth_miss_to_an_hour(failures, minutes):
    wait = doors.wait_after(failures)
    assert wait == (None if minutes is None else timedelta(minutes=minutes))


@pytest.mark.django_db(transaction=True)
def test_one_code_shown_ten_times_at_once_opens_once():
    user = accounts.create_user(username="an", display_name="An", password="x", by=None)
    secret = totp.new_secret()
    step = int(AT.timestamp()) // 30
    accounts.set_up_totp(user, secret=secret, code=totp.code_at(secret, step - 1), by=user, at=AT)
    recovery = accounts.make_recovery_codes(user, by=user, at=AT)[0]

    def shown(way, code):
        try:
            return way(user, code, at=AT)
        finally:
            connection.close()

    for way, code in (
        (accounts.use_totp, totp.code_at(secret, step)),
        (accounts.use_recovery_code, recovery),
    ):
        with ThreadPoolExecutor(10) as pool:
            told = list(pool.map(shown, [way] * 10, [code] * 10))
        assert sum(told) == 1
