"""`congvu intake`: take in what other systems tell, from a file or by asking them."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from congvu.cli._starting import set_up

if TYPE_CHECKING:
    from congvu.apps.work.queries import SystemRow
    from congvu.exchange.intake.pulling import Terms
    from congvu.exchange.intake.receiving import Outcome

REFUSED = 2
MOST_LINES = 12

app = typer.Typer(
    help="Nhận việc từ hệ thống khác: một cửa điện tử, văn phòng điện tử.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Code = Annotated[str, typer.Argument(metavar="HỆ-THỐNG", help="Mã hệ thống ở trang Nhận việc")]


@app.command()
def systems() -> None:
    """Kể các hệ thống đã nối."""
    set_up()
    from congvu.apps.work.queries import systems_within

    for one in systems_within(["/"]):
        state = "" if one.is_active else " (tạm ngừng)"
        typer.echo(f"{one.code}: {one.name}, {one.unit_name}{state}")


@app.command()
def file(
    code: Code,
    path: Annotated[Path, typer.Argument(metavar="TỆP", help="CSV, XLSX hoặc JSON")],
    dry: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không nhận")] = False,
) -> None:
    """Nhận một tệp; nhận lại tệp cũ không bị tính hai lần."""
    set_up()
    from config import clock
    from congvu.apps.work.enums import How
    from congvu.exchange.intake.receiving import preview, receive
    from congvu.exchange.intake.records import read_records
    from congvu.exchange.intake.words import counts_words

    with _told():
        system = _system(code)
        if dry:
            read = read_records(path, system.id_field)
            seen = preview(system, read.records, today=clock.today(), titles=read.titles)
            typer.echo(f"Sẽ nhận: {counts_words(seen.counts)}. Chưa có gì đổi.")
            return
        _tell(receive(system, path, path.name, How.FILE, by=None, at=clock.now()))


@app.command()
def pull(code: Code) -> None:
    """Hỏi hệ thống và nhận những gì mới (đặt lịch bằng cron hoặc systemd)."""
    set_up()
    from config import clock
    from congvu.apps.work import actions
    from congvu.apps.work.enums import How
    from congvu.exchange.intake.pulling import pull as ask
    from congvu.exchange.intake.receiving import receive_content

    with _told():
        system = _system(code)
        found = ask(system, _terms(code))
        if found.content is None:
            typer.echo("Không có gì mới.")
        else:
            _tell(receive_content(system, found.content, "", How.PULL, by=None, at=clock.now()))
        actions.note_pull(system.id, found.etag, at=clock.now())


def _terms(code: str) -> "Terms":
    import ssl
    from ipaddress import ip_network

    from django.conf import settings

    from congvu.exchange.intake.pulling import Terms

    secret = settings.INTAKE_SECRETS.get(code)
    networks = [ip_network(one) for one in settings.INTAKE_NETWORKS]
    trust = ssl.create_default_context()
    if settings.INTAKE_CA is not None:
        trust.load_verify_locations(settings.INTAKE_CA)
    return Terms(secret.get_secret_value() if secret else "", networks, trust)


def _system(code: str) -> "SystemRow":
    from congvu.apps.work.queries import UnknownSystem, system

    try:
        return system(code)
    except UnknownSystem as unknown:
        _refuse(str(unknown))


def _tell(done: "Outcome") -> None:
    """Say what became of the records, and of each that does not count why."""
    from congvu.exchange.intake.words import counts_words

    typer.echo(f"Lần nhận số {done.batch_id}: {counts_words(done.counts)}.")
    lines = [
        f"{one.address or one.source_id}: {one.reason}" for one, _ in done.records if one.reason
    ]
    lines += [f"{one.address}: {one.reason}" for one in done.nameless]
    for line in lines[:MOST_LINES]:
        typer.echo(f"  {line}")
    if len(lines) > MOST_LINES:
        typer.echo(f"  … và {len(lines) - MOST_LINES} dòng nữa, xem ở trang Nhận việc.")


@contextmanager
def _told() -> Iterator[None]:
    """Say in one line what was refused, and end with its code."""
    from django.db import DatabaseError

    from congvu.apps.audit.refusals import Refused
    from congvu.apps.rulebook.queries import PeriodClosed
    from congvu.exchange.workbook.refusal import Refused as FileRefused

    try:
        yield
    except (Refused, FileRefused, PeriodClosed) as fault:
        _refuse(str(fault))
    except DatabaseError as fault:
        _refuse(f"Không nối được cơ sở dữ liệu (congvu database start): {fault}")


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
