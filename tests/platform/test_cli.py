"""`congvu` and its commands about the platform."""

import socket
import subprocess
import sys

import pytest

from config import env
from congvu.cli.__main__ import COMMANDS


def _congvu(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "congvu.cli.__main__", *arguments],
        cwd=env.ROOT,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "COLUMNS": "120", **variables},
        check=False,
        capture_output=True,
        text=True,
    )


def test_help_names_every_command_in_vietnamese():
    done = _congvu("--help")
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in COMMANDS)
    assert "Chấm điểm một bảng tính" in done.stdout


def test_every_command_that_is_announced_exists():
    here = env.ROOT / "congvu" / "cli"
    assert {path.stem for path in here.glob("[a-z]*.py")} == set(COMMANDS)


def test_an_unknown_command_is_refused_without_a_traceback():
    done = _congvu("khong-co")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_asking_for_help_does_not_load_django():
    program = (
        "import sys; sys.argv = ['congvu', '--help']; from congvu.cli.__main__ import LazyGroup; "
        "print('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=env.ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize("command", ["start", "stop", "status"])
def test_the_embedded_server_is_left_alone_when_another_is_given(command):
    done = _congvu("database", command, DATABASE_URL="postgresql://app@db.example/congvu")
    assert done.returncode == 2
    assert "DATABASE_URL" in done.stderr


def test_migrating_another_server_needs_its_owner():
    done = _congvu("database", "migrate", DATABASE_URL="postgresql://app@db.example/congvu")
    assert done.returncode == 2
    assert "DATABASE_OWNER_URL" in done.stderr


def test_a_taken_port_is_told_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = _congvu("serve", "--port", port, CONGVU_DEMO="1")
    assert done.returncode == 2
    assert port in done.stderr
    assert "Traceback" not in done.stderr


def test_start_status_migrate_stop():
    var = env.ROOT / "var" / "test-cli"
    try:
        assert _congvu("database", "status", CONGVU_VAR=str(var)).returncode == 3
        assert _congvu("database", "start", CONGVU_VAR=str(var)).returncode == 0
        assert _congvu("database", "status", CONGVU_VAR=str(var)).returncode == 0
        done = _congvu("database", "migrate", CONGVU_VAR=str(var))
        assert done.returncode == 0, done.stderr
        assert _congvu("database", "migrate", CONGVU_VAR=str(var)).returncode == 0
    finally:
        assert _congvu("database", "stop", CONGVU_VAR=str(var)).returncode == 0
