"""`congvu serve`: the pages, by granian, as the runtime role."""

import os
import socket
import sys
from typing import Annotated

import typer
from django.conf import settings
from django.core.management import call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from congvu.cli._starting import set_up

app = typer.Typer(pretty_exceptions_enable=False)
_GRANIAN = (
    *("--interface", "wsgi", "--no-ws", "--blocking-threads", "4", "--log-level", "warning"),
    *("--workers-kill-timeout", "5"),  # without it a worker told twice by Ctrl-C never ends
)


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Địa chỉ lắng nghe.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng lắng nghe.")] = 8000,
    workers: Annotated[int, typer.Option(help="Số tiến trình phục vụ.")] = 2,
) -> None:
    """Mở các trang cho trình duyệt, đến khi Ctrl-C."""
    _refuse_taken(host, port)
    set_up()
    _refuse_unready()
    call_command("collectstatic", interactive=False, verbosity=0)
    sys.stdout.write(f"Đang phục vụ tại http://{host}:{port}/ (dừng: Ctrl-C)\n")
    if settings.DEMO:
        sys.stdout.write(_logins())
    sys.stdout.flush()
    _run_on()
    where = ("--host", host, "--port", str(port), "--workers", str(workers))
    os.execv(  # noqa: S606 - granian in our place, with our own words
        sys.executable,
        [sys.executable, "-m", "granian", *_GRANIAN, *where, "config.wsgi:application"],
    )


def _run_on() -> None:
    """Take up a close that was signed, or was running when the machine stopped."""
    from congvu.apps.evaluation.queries import due_runs  # models need a set-up Django
    from congvu.exchange.closing.starting import start_runner

    if due_runs():
        start_runner()


def _logins() -> str:
    """The demo's published sign-ins, so that the first page can be entered."""
    from congvu.apps.accounts import queries as accounts  # models need a set-up Django
    from congvu.exchange.demo.story import PASSWORD

    names = accounts.demo_logins()
    return f"Tài khoản chạy thử: {', '.join(names) or 'chưa có'} (mật khẩu {PASSWORD})\n"


def _refuse_unready() -> None:
    """Say in one line that the database is not there, or older than the program."""
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except OperationalError as error:
        typer.echo(f"Không nối được cơ sở dữ liệu (congvu database start): {error}", err=True)
        raise typer.Exit(2) from None
    if behind:
        typer.echo("Cơ sở dữ liệu chưa được cập nhật: congvu database migrate.", err=True)
        raise typer.Exit(2)


def _refuse_taken(host: str, port: int) -> None:
    """Say that a port is taken before anything is made for it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            typer.echo(f"Không mở được cổng {port}: {error.strerror}. Chọn cổng khác.", err=True)
            raise typer.Exit(2) from None
