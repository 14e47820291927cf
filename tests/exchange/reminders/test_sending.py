"""Letters are queued once a day, spread, and each handed over at most once whatever happens."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work import actions as work
from congvu.apps.work.models import Digest
from congvu.exchange.reminders.letters import Links
from congvu.exchange.reminders.sending import send_letters
from tests.apps import world
from tests.exchange.reminders.mailbox import (
    BUSY,
    DOWN,
    HEAD,
    HOUR,
    NOBODY_THERE,
    Kept,
    assigned,
    queued,
    reads,
    sent,
)
from tests.faces import town

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _work_due_tomorrow():
    town.built()
    period = period_named("2026-11")
    for person, room in (("an", "P1"), ("binh", "P1"), ("chi", "P2")):
        assigned(period, world.task(person, room, due_on=date(2026, 11, 24)))
    reads("an", "binh", "chi")


def states() -> dict[str, str]:
    return dict(Digest.objects.values_list("user__username", "state"))


def test_letters_go_to_who_has_an_address_and_wants_one_once_a_day():
    chi = User.objects.get(username="chi")
    accounts.choose_mail(chi.pk, email=chi.email, wants_digest=False, by=chi, at=world.AT)
    assert (queued(), queued(), queued(world.AT + HOUR)) == (2, 0, 0)
    post = Kept()
    assert sent(post).sent == 2
    assert sent(post).sent == 0
    assert post.addresses == {"an@khanhhoa.gov.vn", "binh@khanhhoa.gov.vn"}


def test_letters_are_spread_evenly_and_sent_when_their_minute_has_come():
    queued()
    minutes = sorted(Digest.objects.values_list("due_at", flat=True))
    assert [at - world.AT for at in minutes] == [timedelta(0), 20 * MINUTE, 40 * MINUTE]
    post = Kept()
    runs = [sent(post, world.AT + n * MINUTE, early=False).sent for n in (0, 1, 20, 39, 60)]
    assert runs == [1, 0, 1, 0, 1]


def test_a_letter_only_on_its_days_and_what_fell_on_days_without_is_caught_up():
    friday = world.AT - timedelta(days=3)
    queued(friday)
    Digest.objects.filter(user__username="chi").delete()
    assert "chi" not in states()  # four days ahead on Friday: no mark
    queued(friday + timedelta(days=1))
    assert "chi" in states()  # three days ahead
    Digest.objects.filter(day__gt=friday).delete()
    queued(friday + timedelta(days=2))
    assert "chi" in states()  # two days ahead, and yesterday's mark was not told


def test_a_crash_after_the_claim_sends_none_twice():
    queued()
    with pytest.raises(KeyboardInterrupt):
        sent(Kept(KeyboardInterrupt()))
    assert sorted(states().values()) == ["claimed", "queued", "queued"]
    post = Kept()
    assert sent(post).sent == 2
    assert len(post.addresses) == len(post.letters) == 2
    assert sorted(states().values()) == ["claimed", "sent", "sent"]


def test_a_mail_server_that_is_down_ends_the_run_and_is_tried_again_later():
    queued()
    run = sent(Kept(DOWN))
    assert (run.sent, run.refused) == (0, 1)
    assert sorted(states().values()) == ["queued"] * 3
    later = Digest.objects.get(tries=1)
    assert later.due_at == world.AT + timedelta(minutes=5)
    assert later.fault == "không nối được máy chủ thư (OSError)"
    post = Kept()
    assert sent(post, world.AT + HOUR).sent == 3
    assert Digest.objects.filter(fault="").count() == 3


def test_an_address_nobody_has_is_given_up_and_the_others_go_on():
    queued()
    post = Kept(NOBODY_THERE)
    assert sent(post).sent == 2
    assert sorted(states().values()) == ["given_up", "sent", "sent"]


def test_five_tries_each_later_than_the_one_before():
    queued()
    Digest.objects.exclude(user__username="an").delete()
    waits = []
    for _ in range(4):
        at = Digest.objects.get().due_at
        assert sent(Kept(BUSY), at).refused == 1
        waits.append(Digest.objects.get().due_at - at)
    assert waits == [n * MINUTE for n in (5, 10, 20, 40)]
    sent(Kept(BUSY), Digest.objects.get().due_at)
    assert states() == {"an": "given_up"}


def test_who_turns_it_off_meanwhile_gets_none():
    queued()
    for user in User.objects.filter(username__in=("an", "binh")):
        accounts.choose_mail(user.pk, email=user.email, wants_digest=False, by=user, at=world.AT)
    accounts.deactivate(User.objects.get(username="chi"), by=None, reason="Nghỉ hưu")
    run = sent(Kept())
    assert (run.sent, run.dropped) == (0, 3)
    assert set(states().values()) == {"dropped"}


def test_a_broken_address_is_given_up_and_stops_nobody():
    queued()
    broken = Links("/nhac-viec/", "/x\r\nBcc: het@a.vn/")
    run = send_letters(Kept(), HEAD, links=lambda _: broken, clock=lambda: world.AT, early=True)
    assert (run.sent, run.refused) == (0, 3)
    assert set(states().values()) == {"given_up"}


def test_yesterdays_letters_are_dropped_not_sent():
    queued()
    tomorrow = world.AT + timedelta(days=1)
    assert sent(Kept(), tomorrow).sent == 0
    queued(tomorrow)
    assert set(Digest.objects.filter(day=date(2026, 11, 23)).values_list("state", flat=True)) == {
        "dropped"
    }


def test_each_run_is_one_event_and_names_nobody():
    queued()
    sent(Kept())
    told = Event.objects.filter(verb__in=("work.digests_queued", "work.digests_sent"))
    assert {event.verb: event.payload for event in told} == {
        "work.digests_queued": {"asked": 3, "made": 3},
        "work.digests_sent": {"sent": 3, "refused": 0, "fault": ""},
    }
    sent(Kept())
    assert told.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_senders_side_by_side_never_take_the_same_letter():
    queued()

    def run(_number: int) -> list[int]:
        try:
            taken = []
            while claimed := work.claim_digest(
                at=world.AT, due_by=world.AT + HOUR, today=date(2026, 11, 23)
            ):
                taken.append(claimed.id)
            return taken
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        taken = [one for found in pool.map(run, range(4)) for one in found]
    assert sorted(taken) == sorted(Digest.objects.values_list("pk", flat=True))
    assert len(taken) == len(set(taken)) == 3
