"""A close run in a process of its own that kills itself, with -9, at any point we name.

A point is a statement (of either connection) that is about to be sent, or a commit before or after
it is: whatever a machine can die at lies between two of them.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.backends.utils import CursorWrapper

from config import postgres
from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.queries import storing
from tests.apps import world
from tests.conftest import KEPT, _connect_to, _empty_the_tables


def signed(period) -> int:
    """A close proposed by one and signed by another; its id."""
    minh, nga = (
        User.objects.create(username=name, display_name=name.title(), password="!")
        for name in ("minh", "nga")
    )
    why = dict.fromkeys([gap.value for gap in Gap], "Đã xem")
    run = actions.propose_close(period, why, by=minh, at=world.AT)
    actions.sign_close(run, digest=queries.run_of(run).digest, by=nga, at=world.AT)
    return run


def user(number: int) -> User | None:
    return User.objects.filter(pk=number).first()


def ran(**more: object) -> list | None:
    """Run whatever is signed, here and now."""
    return actions.run_signed_closes(clock=lambda: world.AT, actor=user, **more)


@contextmanager
def slices_of(people: int) -> Iterator[None]:
    before, storing.SLICE_ROWS = storing.SLICE_ROWS, people
    try:
        yield
    finally:
        storing.SLICE_ROWS = before


@contextmanager
def copy_of(server: postgres.Server, template: str, name: str) -> Iterator[None]:
    """Work on a copy of a database, which is dropped afterwards."""
    connections.close_all()
    postgres.create_database(server, name, template=template)
    _connect_to(server, name)
    try:
        yield
    finally:
        connections.close_all()
        postgres.drop_database(server, name)


def set_aside(server: postgres.Server, name: str) -> Callable[[], None]:
    """Keep all rows of the database we are connected to; give what puts them, and no other, back.

    It is a tenth of the work of a new copy.
    """
    used = "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
    with psycopg.connect(server.conninfo(database=name)) as superuser:
        numbers = superuser.execute(used).fetchall()
        superuser.execute("CREATE SCHEMA aside")
        tables = set(connection.introspection.django_table_names(only_existing=True)) - KEPT
        for table in tables:
            superuser.execute(f"CREATE TABLE aside.{table} AS TABLE {table}")
    connections.close_all()

    def put_back() -> None:
        _empty_the_tables(None)
        with psycopg.connect(server.conninfo(database=name)) as superuser:
            superuser.execute("SET session_replication_role = replica")
            for table in tables:
                superuser.execute(f"INSERT INTO {table} TABLE aside.{table}")
            for sequence, number in numbers:
                superuser.execute("SELECT setval(%s, %s)", [sequence, number])
        connections.close_all()

    return put_back


def points() -> int:
    """How many points an undisturbed run passes."""
    reader, writer = os.pipe()

    def child() -> None:
        passed = _counted(lambda _: None)
        ran()
        os.write(writer, str(passed[0]).encode())

    _forked(child)
    os.close(writer)
    with os.fdopen(reader) as told:
        return int(told.read())


def killed_at(point: int) -> None:
    """Run in another process until it comes to a point, and kills itself."""

    def child() -> None:
        _counted(lambda passed: os.kill(os.getpid(), signal.SIGKILL) if passed == point else None)
        ran()

    status = _forked(child)
    assert os.WIFSIGNALED(status), f"nothing died at point {point}"
    assert os.WTERMSIG(status) == signal.SIGKILL


def _forked(child: Callable[[], None]) -> int:
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            child()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    return status


def _counted(at: Callable[[int], None]) -> list[int]:
    """Count the points passed from here on, in this process, and tell each."""
    passed = [0]

    def point() -> None:
        passed[0] += 1
        at(passed[0])

    execute, commit = CursorWrapper.execute, DatabaseWrapper._commit

    def executed(self, *words, **named):
        point()
        return execute(self, *words, **named)

    def committed(self):
        point()
        done = commit(self)
        point()
        return done

    CursorWrapper.execute, DatabaseWrapper._commit = executed, committed
    return passed
