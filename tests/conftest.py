"""One embedded server for all tests, a database for each process, and the runtime role.

The tables are made once by the owner in a template named after the migrations; each pytest
process copies it and then works as `congvu_app`, exactly as the running product does.
"""

import fcntl
import gc
import hashlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.test import TransactionTestCase
from psycopg import sql

from config import clock, env, postgres, roles
from tests.walls import Wall

FOLDER = env.ROOT / "var" / "test-postgres"
PLAIN_STATIC = "django.contrib.staticfiles.storage.StaticFilesStorage"
LOOPBACK = ("127.", "localhost", "::1")
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


def pytest_configure() -> None:
    """Sign with a key of the tests' own, and serve static files from where they are written.

    Generated tests have no deadline: a busy machine is no fault of what is tested. What is
    collected stays to the end: nothing is gained by searching it for litter, over and over.
    """
    gc.disable()
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    settings.SECRET_KEY = "only-the-tests-sign-with-this-" + "k" * 30
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
    settings.STORAGES["staticfiles"]["BACKEND"] = PLAIN_STATIC
    settings.STATIC_ROOT, settings.WHITENOISE_USE_FINDERS = None, True
    settings.WHITENOISE_AUTOREFRESH = True  # else each of a thousand clients reads all of them
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    for name in ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "DEVICE_COOKIE_NAME"):
        setattr(settings, name, getattr(settings, name).removeprefix("__Host-"))  # plain HTTP
    settings.SECOND_FACTOR_ROLES = frozenset()  # the tests of sign-in ask for it themselves


def pytest_collection_finish() -> None:
    """Look for litter again from here on, among what the tests themselves make, and seldom."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def pytest_unconfigure() -> None:
    """Let the libraries find their own litter as they leave; one of them tells of any left."""
    gc.unfreeze()


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(LOOPBACK):
            raise PermissionError(f"a test asked for the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    """Hold the clock on the wall, which waits, codes and sessions are measured by."""
    held = Wall(clock.instant())
    monkeypatch.setattr("config.clock.instant", lambda: held.now)
    return held


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[postgres.Server]:
    """Give the shared test server; whoever leaves last stops it.

    A shared lock is held as long as the server is used. The kernel drops it when a process dies,
    so a killed run leaves nothing that the next one does not clear away.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "in-use").open("w") as handle:
        server = postgres.start(FOLDER, settings=postgres.UNSAFE_BUT_QUICK)
        if _alone(handle):
            for name in _leftovers(server):
                postgres.drop_database(server, name)
        fcntl.flock(handle, fcntl.LOCK_SH)
        server = postgres.start(FOLDER, settings=postgres.UNSAFE_BUT_QUICK)
        yield server
        fcntl.flock(handle, fcntl.LOCK_UN)
        if _alone(handle):
            postgres.stop(FOLDER)


@pytest.fixture(scope="session")
def django_db_setup(
    postgres_server: postgres.Server, django_db_blocker: pytest.FixtureRequest
) -> Iterator[None]:
    """Make this process's database as the owner; leave Django connected as the runtime role."""
    name = f"test_{os.getpid()}"
    with django_db_blocker.unblock():
        template = _template(postgres_server)
        postgres.create_database(postgres_server, name, template=template)
        _connect_to(postgres_server, name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        postgres.drop_database(postgres_server, name)


def _alone(handle) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _leftovers(server: postgres.Server) -> list[str]:
    keep = _template_name()
    found = postgres.databases(server)
    return [name for name in found if name.startswith(("test_", "template_")) and name != keep]


def _template_name() -> str:
    """Name the template after everything that shapes its tables."""
    texts = sorted((env.ROOT / "congvu").rglob("migrations/*.py"))
    texts += [Path(roles.__file__), Path(postgres.__file__)]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in texts))
    digest.update("".join(settings.INSTALLED_APPS).encode())
    return f"template_{digest.hexdigest()[:16]}"


def _template(server: postgres.Server) -> str:
    """Return the migrated template, making it under a lock if no process has yet."""
    name = _template_name()
    with (FOLDER / "template.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if name not in postgres.databases(server):
            unfinished = f"test_{name}"
            postgres.drop_database(server, unfinished)
            postgres.create_database(server, unfinished)
            _connect_to(server, unfinished)
            roles.prepare()
            call_command("migrate", database="owner", verbosity=0)
            roles.restrict()
            connections.close_all()
            postgres.rename_database(server, unfinished, name)
    return name


def _connect_to(server: postgres.Server, name: str) -> None:
    """Point both aliases at database `name` of the test server."""
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict.update(NAME=name, HOST=str(server.socket_folder))
        settings.DATABASES[alias].update(NAME=name, HOST=str(server.socket_folder))


def _empty_the_tables(_case: TransactionTestCase) -> None:
    """After a test that commits: empty the tables that hold rows, and start their numbers anew.

    To TRUNCATE all of them costs a second, nearly all of it for empty ones. As a replica the
    superuser is hindered by no key and no trigger; whoever still writes is waited for.
    """
    at = settings.DATABASES["owner"]
    tables = sorted(set(connection.introspection.django_table_names(only_existing=True)) - KEPT)
    every = sql.SQL(", ").join(map(sql.Identifier, tables))
    any_row = sql.SQL(" UNION ALL ").join(
        sql.SQL("(SELECT {} FROM {} LIMIT 1)").format(sql.Literal(name), sql.Identifier(name))
        for name in tables
    )
    with psycopg.connect(host=at["HOST"], user="postgres", dbname=at["NAME"]) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(every))
        for (name,) in superuser.execute(any_row).fetchall():
            superuser.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        used = "SELECT sequencename FROM pg_sequences WHERE last_value IS NOT NULL"
        for (name,) in superuser.execute(used).fetchall():
            superuser.execute(sql.SQL("ALTER SEQUENCE {} RESTART").format(sql.Identifier(name)))


TransactionTestCase._fixture_teardown = _empty_the_tables
