"""The serving process starts, answers, and ends when it is told to."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from config import env, postgres

PATIENCE = 60


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _serve(port: int, var: Path, database: str) -> subprocess.Popen[str]:
    """Run `congvu serve` in a process group of its own, as a terminal would."""
    return subprocess.Popen(
        [sys.executable, "-m", "congvu.cli.__main__", "serve", "--port", str(port)],
        cwd=env.ROOT,
        env={"PATH": "/usr/bin:/bin", "CONGVU_DEMO": "1", "CONGVU_VAR": str(var)}
        | {"DATABASE_URL": f"{database} user=congvu_app", "LANG": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def serving(django_db_setup, port: int, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a server on this process's test database."""
    at = settings.DATABASES["default"]
    process = _serve(port, tmp_path, f"host={at['HOST']} dbname={at['NAME']}")
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(PATIENCE * 10):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.1)
    raise AssertionError("nobody listens")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_every_worker_when_told(serving, port, sign):
    _wait_for(port, serving)
    os.killpg(serving.pid, sign)
    serving.communicate(timeout=PATIENCE)  # returns once no worker holds the pipe any more
    with socket.socket() as line:
        assert line.connect_ex(("127.0.0.1", port)) != 0


def test_without_a_database_it_says_so_in_one_line(port, tmp_path):
    told, _ = _serve(port, tmp_path, f"host={tmp_path} dbname=none").communicate(timeout=PATIENCE)
    assert "congvu database start" in told
    assert "Traceback" not in told


def test_a_database_that_is_behind_is_not_served(postgres_server, port, tmp_path):
    name = f"test_behind_{os.getpid()}"
    postgres.create_database(postgres_server, name)
    at = f"host={postgres_server.socket_folder} dbname={name}"
    told, _ = _serve(port, tmp_path, at).communicate(timeout=PATIENCE)
    postgres.drop_database(postgres_server, name)
    assert told == "Cơ sở dữ liệu chưa được cập nhật: congvu database migrate.\n"
