"""A demo province that several processes look at: loaded once a run, a copy for each of them."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.test import override_settings

from config import env, postgres
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.load import load
from congvu.exchange.demo.province import Province
from tests.conftest import FOLDER, _connect_to, _template_name


@contextmanager
def province(server: postgres.Server, *communes: str) -> Iterator[None]:
    """Connect Django to a copy of the province of `communes`; afterwards back to its own."""
    ours = settings.DATABASES["default"]["NAME"]
    copy = f"{ours}_demo"
    loaded = _loaded(server, communes)
    postgres.drop_database(server, copy)
    postgres.create_database(server, copy, template=loaded)
    _connect_to(server, copy)
    try:
        yield
    finally:
        _connect_to(server, ours)
        postgres.drop_database(server, copy)


def _loaded(server: postgres.Server, communes: tuple[str, ...]) -> str:
    """Return the database of the province, loading it under a lock if no process has yet.

    Its name begins as those that the next run clears away. Nobody stays connected to it.
    """
    name = _name(communes)
    ours = settings.DATABASES["default"]["NAME"]
    with (FOLDER / "demo.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if name not in postgres.databases(server):
            unfinished = f"{name}_unfinished"
            postgres.drop_database(server, unfinished)
            postgres.create_database(server, unfinished, template=_template_name())
            _connect_to(server, unfinished)
            try:
                with override_settings(DEMO=True, FIXED_CLOCK=CLOCK):
                    load(Province(communes=communes, agencies=()))
            finally:
                _connect_to(server, ours)
            postgres.rename_database(server, unfinished, name)
    return name


def _name(communes: tuple[str, ...]) -> str:
    """Name the database after all that shapes what is in it: the tables, the product, its part."""
    digest = hashlib.sha256(f"{_template_name()} {communes}".encode())
    files = (path for path in (env.ROOT / "congvu").rglob("*") if path.is_file())
    for path in sorted(path for path in files if path.suffix != ".pyc"):
        digest.update(path.read_bytes())
    return f"test_demo_{digest.hexdigest()[:16]}"
