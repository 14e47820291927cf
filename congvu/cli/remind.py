"""`congvu remind`: once a day queue the letters; every minute `congvu remind send` what is due."""

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from congvu.cli._starting import set_up

if TYPE_CHECKING:
    from congvu.exchange.reminders.letters import Letterhead, Links
    from congvu.exchange.reminders.posts import Post

REFUSED, DOWN = 2, 3
LEAST_SPREAD = 60

app = typer.Typer(pretty_exceptions_enable=False)
Now = Annotated[bool, typer.Option("--now", help="Cả trong giờ nghỉ (20:00–06:30)")]
Early = Annotated[
    bool, typer.Option("--now", help="Gửi ngay, không chờ đến phút, cả trong giờ nghỉ")
]


@app.callback(invoke_without_command=True)
def queue(
    ctx: typer.Context,
    spread: Annotated[
        int, typer.Option(help="Rải thư ra bao nhiêu phút, ít nhất 60")
    ] = LEAST_SPREAD,
    now: Now = False,
) -> None:
    """Xếp thư nhắc việc của hôm nay vào hàng đợi, mỗi người nhiều nhất một thư."""
    if ctx.invoked_subcommand is not None:
        return
    if spread < LEAST_SPREAD:
        _refuse(f"--spread {spread}: rải ít nhất {LEAST_SPREAD} phút để máy chủ thư không nghẽn.")
    _set_up(now=now)
    from config import clock
    from congvu.exchange.reminders.sending import queue_letters

    queued = queue_letters(at=clock.now(), spread=timedelta(minutes=spread))
    typer.echo(f"Đã xếp {queued.made} thư, rải trong {spread} phút.")
    if already := queued.asked - queued.made:
        typer.echo(f"{already} người đã có thư của hôm nay.")


@app.command()
def send(now: Early = False) -> None:
    """Gửi các thư đã đến phút của mình; mã thoát 3 khi máy chủ thư không nhận."""
    _set_up(now=now)
    from config import clock
    from congvu.exchange.reminders.sending import send_letters

    post = _post()
    if post is None:
        _refuse("Chưa đặt máy chủ thư (CONGVU_SMTP, CONGVU_MAIL_FROM, CONGVU_SITE).")
    run = send_letters(post, _head(), links=_links, clock=clock.now, early=now)
    typer.echo(f"Đã gửi {run.sent} thư.")
    if run.refused:
        typer.echo(f"{run.refused} thư chưa gửi được, sẽ thử lại: {run.fault}.", err=True)
        raise typer.Exit(DOWN)


def _post() -> "Post | None":
    from django.conf import settings

    from congvu.exchange.reminders.posts import FolderPost, MailServer, SmtpPost

    if settings.MAIL_FOLDER is not None:
        return FolderPost(settings.MAIL_FOLDER)
    return SmtpPost(MailServer(**settings.MAIL_SERVER)) if settings.MAIL_SERVER else None


def _head() -> "Letterhead":
    from django.conf import settings

    from congvu.exchange.reminders.letters import Letterhead

    return Letterhead(settings.MAIL_FROM, settings.PROVINCE, settings.SITE)


def _links(user_id: int) -> "Links":
    from django.urls import reverse

    from congvu.exchange.reminders.letters import Links
    from congvu.exchange.reminders.tokens import stop_token

    return Links(reverse("reminders"), reverse("digest_stop", args=(stop_token(user_id),)))


def _set_up(*, now: bool) -> None:
    """Start Django; refuse in the hours when nobody should be written to."""
    set_up()
    from config import clock
    from congvu.engine.reminding import is_quiet

    if is_quiet(clock.now().time()) and not now:
        _refuse("Giờ nghỉ (20:00–06:30): không gửi thư cho ai. Thêm --now nếu vẫn cần.")


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
