"""kill -9 at any moment of a close: nothing half, nothing twice, and the next one finishes."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection, connections

from config import env, postgres
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.models import Close, CloseRun, Scorecard
from congvu.apps.evaluation.queries.runs import RUNNER
from congvu.apps.rulebook.queries import period as period_named
from tests.apps import world
from tests.apps.evaluation.chance import random_month
from tests.apps.evaluation.killing import (
    copy_of,
    killed_at,
    points,
    ran,
    set_aside,
    signed,
    slices_of,
)
from tests.conftest import _connect_to, _template_name

LEAST = 20


@pytest.fixture
def world_apart(postgres_server, django_db_setup, django_db_blocker):
    """A database with a month that is signed to be closed, to be copied; its name."""
    name, ours = f"test_killed_{os.getpid()}", settings.DATABASES["default"]["NAME"]
    with django_db_blocker.unblock():
        connections.close_all()
        postgres.drop_database(postgres_server, name)
        postgres.create_database(postgres_server, name, template=_template_name())
        _connect_to(postgres_server, name)
        try:
            signed(random_month(3, reviewed=True))
            connections.close_all()
            yield name
        finally:
            connections.close_all()
            postgres.drop_database(postgres_server, name)
            _connect_to(postgres_server, ours)


def nothing_half() -> None:
    """Either all of it or none of it is there."""
    period = period_named("2026-11")
    cards = Scorecard.objects.filter(period=period.id)
    stored = cards.filter(state="published", inputs_hash__gt="", closed_at__isnull=False)
    told = Event.objects.filter(verb="evaluation.month_closed").count()
    whole = (cards.count(), 1, 1, "done")
    kept = (stored.count(), Close.objects.count(), told, CloseRun.objects.get().state)
    if period.is_open:
        assert kept[:3] == (0, 0, 0)
        assert kept[3] in ("signed", "running")
        assert not cards.exclude(totals={}).exists()
    else:
        assert kept == whole


def resumed() -> list:
    """Run again as soon as the dead one's lock is gone; how it ended."""
    for _ in range(200):
        ended = ran()
        if ended is not None:
            return ended
        time.sleep(0.05)
    raise AssertionError("the lock of a dead runner stayed")


def digest() -> str:
    return Close.objects.get().digest


def test_it_dies_anywhere_and_the_next_one_closes_exactly_once(postgres_server, world_apart):
    at = f"{world_apart}_copy"
    with slices_of(4), copy_of(postgres_server, world_apart, at):
        put_back = set_aside(postgres_server, at)
        passed = points()
        put_back()
        ran()
        undisturbed = digest()
        assert undisturbed == queries.run_of(CloseRun.objects.get().pk).signed_digest
        early = range(1, passed - 4, max(1, passed // LEAST))
        tried = [*early, *range(passed - 4, passed + 1)]
        assert len(tried) >= LEAST
        for point in tried:
            put_back()
            killed_at(point)
            nothing_half()
            resumed()
            nothing_half()
            assert (point, digest()) == (point, undisturbed)
            assert queries.altered(period_named("2026-11")) == []
            assert ran() == [], "there is nothing left to run"


def test_the_command_runs_what_is_signed(postgres_server, world_apart):
    at = f"{world_apart}_copy"
    with copy_of(postgres_server, world_apart, at):
        url = postgres_server.conninfo(user=postgres.RUNTIME_ROLE, database=at)
        given = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(env.ROOT)}
        given |= {"CONGVU_SECRET_KEY": "k" * 60, "CONGVU_PAPERS_AFTER_CLOSE": "0"}
        command = [sys.executable, "-m", "congvu.cli", "close", "run"]
        done = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Đã chốt." in done.stdout
        nothing_half()
        assert not period_named("2026-11").is_open


@pytest.mark.django_db(transaction=True)
def test_only_one_runs():
    run = signed(world.reviewed_month())
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", RUNNER)
        assert queries.runner_is_alive()
        assert ran() is None
        assert queries.run_of(run).state == "signed"
    finally:
        other.close()
    (ended,) = resumed()
    assert ended.state == "done"
    assert not queries.runner_is_alive()


@pytest.mark.django_db(transaction=True)
def test_it_is_called_off_before_it_is_kept_and_not_after():
    run = signed(world.reviewed_month())
    minh = CloseRun.objects.get().proposed_by

    def cancel() -> None:
        actions.cancel_close(run, reason="Thiếu một đơn vị", by=minh, at=world.AT)
        connection.close()

    def follow(_run, done: int, _total: int) -> None:
        if done == 4:
            with ThreadPoolExecutor(1) as another:
                another.submit(cancel).result()

    with slices_of(2):
        (ended,) = ran(follow=follow)
    assert (ended.state, ended.ended_by, ended.done) == ("cancelled", "Minh", 4)
    assert period_named("2026-11").is_open
    assert not Scorecard.objects.exclude(inputs_hash="").exists()
    assert ran() == [], "what was called off is not taken up again"


@pytest.mark.django_db(transaction=True)
def test_what_is_not_what_was_signed_is_never_published():
    period = world.reviewed_month()
    signed(period)
    world.done(period, world.task("an"), completed=0)
    (ended,) = ran()
    assert ended.state == "failed"
    assert "đổi sau khi ký" in ended.fault
    assert period_named("2026-11").is_open
    assert Event.objects.filter(verb="evaluation.close_failed").count() == 1
    with pytest.raises(Refused, match="không hủy được"):
        actions.cancel_close(
            ended.id, reason="x", by=CloseRun.objects.get().proposed_by, at=world.AT
        )


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_by_others_while_it_runs():
    run, seen = signed(world.reviewed_month()), []

    def looked() -> tuple[str, int, int, bool]:
        now = queries.run_of(run)
        found = (now.state, now.done, now.total, period_named("2026-11").is_open)
        connection.close()
        return found

    def follow(_run, _done: int, _total: int) -> None:
        with ThreadPoolExecutor(1) as another:
            seen.append(another.submit(looked).result())

    with slices_of(3):
        ran(follow=follow)
    assert seen == [("running", done, 7, True) for done in (0, 3, 6, 7)]
    assert queries.run_of(run).state == "done"
