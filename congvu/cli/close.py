"""`congvu close`: propose, sign and run the close of a period, see how it stands, prove it."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from congvu.cli._starting import account_with, set_up

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User
    from congvu.apps.evaluation.queries import RunRow
    from congvu.apps.rulebook.queries import PeriodRow

REFUSED, DIFFERS = 2, 3
MOST_LINES = 12

app = typer.Typer(
    help="Chốt kỳ: một người đề nghị, người khác ký, chương trình chạy.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Key = Annotated[str, typer.Argument(metavar="KỲ", help="Kỳ, ví dụ 2026-11")]
Run = Annotated[int, typer.Argument(metavar="SỐ", help="Số của lần chốt")]
Name = Annotated[str, typer.Option("--as", help="Tên đăng nhập của người làm")]


@app.command()
def propose(
    key: Key,
    name: Name,
    reason: Annotated[
        list[str] | None,
        typer.Option(help="Lý do để ngỏ một mục, ví dụ no_self_score=Kỳ đầu tiên"),
    ] = None,
) -> None:
    """Chạy thử và đề nghị chốt một kỳ."""
    set_up()
    from config import clock
    from congvu.apps.evaluation import actions, queries

    with _told():
        given = dict(one.partition("=")[::2] for one in reason or [])
        made = actions.propose_close(_period(key), given, by=_clerk(name), at=clock.now())
        _tell(queries.run_of(made))


@app.command()
def sign(
    run: Run,
    name: Name,
    digest: Annotated[str, typer.Option(help="Mã kết quả đã xem, lấy từ congvu close status")],
) -> None:
    """Ký chốt một đề nghị của người khác, theo đúng mã kết quả đã xem."""
    set_up()
    from config import clock
    from congvu.apps.evaluation import actions

    with _told():
        try:
            actions.sign_close(run, digest=digest, by=_clerk(name), at=clock.now())
        except actions.ChangedSince as changed:
            _refuse(f"{changed} Mã mới: {changed.now.digest}")
    typer.echo("Đã ký. Chạy: congvu close run")


@app.command()
def cancel(run: Run, name: Name, reason: Annotated[str, typer.Option(help="Lý do")] = "") -> None:
    """Rút một đề nghị, hoặc hủy lần chốt đang chạy."""
    set_up()
    from config import clock
    from congvu.apps.evaluation import actions

    with _told():
        actions.cancel_close(run, reason=reason, by=_clerk(name), at=clock.now())
    typer.echo("Đã hủy, không công bố gì.")


@app.command()
def run() -> None:
    """Chốt các kỳ đã ký; chạy lại sau khi máy dừng là chạy tiếp, không bao giờ chốt hai lần."""
    set_up()
    from django.conf import settings

    from config import clock
    from congvu.apps.accounts.queries import user_of
    from congvu.apps.evaluation import actions

    ended = actions.run_signed_closes(
        clock=clock.now, actor=user_of, follow=_follow, papers=settings.PAPERS_AFTER_CLOSE
    )
    if ended is None:
        typer.echo("Một tiến trình khác đang chốt kỳ.")
        return
    for one in ended:
        _tell(one)
    _make_papers()
    if any(one.fault for one in ended):
        raise typer.Exit(DIFFERS)


def _make_papers() -> None:
    """Have a maker take up the papers that wait, also those of a close whose process died."""
    from django.conf import settings

    from congvu.apps.evaluation.queries import maker_is_alive, unfinished_paper_runs
    from congvu.exchange.papers.starting import start_maker

    waiting = len(unfinished_paper_runs()) if settings.PAPERS_AFTER_CLOSE else 0
    if waiting and not maker_is_alive():
        typer.echo(f"{waiting} lần in đang chờ; bắt đầu làm.")
        start_maker(settings.PAPERS, "resume")


@app.command()
def status(key: Key) -> None:
    """Kể các lần chốt của một kỳ, lần mới nhất trước."""
    set_up()
    from congvu.apps.evaluation import queries

    with _told():
        found = queries.runs_of(_period(key).id)
    if not found:
        typer.echo("Chưa có ai đề nghị chốt kỳ này.")
    for one in found:
        _tell(one)
    if any(one.is_due for one in found):
        alive = queries.runner_is_alive()
        typer.echo("Tiến trình đang chạy." if alive else "Không có tiến trình: congvu close run")


@app.command()
def verify(key: Key) -> None:
    """Băm và tính lại cả kỳ đã chốt từ dữ liệu đã lưu; mã thoát 3 khi có người không khớp."""
    set_up()
    from congvu.apps.evaluation import queries

    with _told():
        period = _period(key)
        altered, amended = queries.altered(period), queries.altered_in(period.id)
        again = queries.recompute(period)
    typer.echo(f"{period.label.capitalize()}: {again.people} phiếu, mã {again.stored_digest}")
    if not again.same_rules:
        typer.echo("Văn bản quy định nay có dấu vân tay khác lúc chốt; đã tính lại bằng bản nay.")
    whole = not altered and not amended
    if whole and not again.differing and again.digest == again.stored_digest:
        typer.echo("Mọi phiếu, mọi bản điều chỉnh khớp mã băm; tính lại ra đúng kết quả.")
        return
    _list("Không khớp mã băm", altered)
    _list("Bản điều chỉnh không khớp mã băm", [f"số {one}" for one in amended])
    _list("Tính lại ra kết quả khác", again.differing)
    raise typer.Exit(DIFFERS)


def _list(title: str, people: Sequence[str]) -> None:
    if people:
        more = f" và {len(people) - MOST_LINES} nữa" if len(people) > MOST_LINES else ""
        typer.echo(f"{title}: {', '.join(people[:MOST_LINES])}{more}", err=True)


def _tell(run: "RunRow") -> None:
    from congvu.apps.evaluation.enums import RunState

    found = run.found
    typer.echo(
        f"Lần chốt {run.id}, kỳ {run.period}: {RunState(run.state).label}. "
        f"{found.scored}/{found.people} người có điểm, mã {run.signed_digest or run.digest}"
    )
    if run.fault:
        typer.echo(run.fault, err=True)


def _follow(run: "RunRow", done: int, total: int) -> None:
    if sys.stderr.isatty():
        typer.echo(f"\rKỳ {run.period}: {done}/{total} người", err=True, nl=done == total)


def _period(key: str) -> "PeriodRow":
    from congvu.apps.rulebook.queries import period

    return period(key)


def _clerk(name: str) -> "User":
    """The account in whose name it is done; only somebody who closes periods."""
    from congvu.access.policy import CLOSE_PERIOD

    user = account_with(CLOSE_PERIOD, name)
    if user is None:
        _refuse(f"“{name}” không phải tài khoản được chốt kỳ (Nội vụ tỉnh).")
    return user


@contextmanager
def _told() -> Iterator[None]:
    """Tell what was refused, and why, in one line."""
    from congvu.apps.audit.refusals import Refused
    from congvu.apps.evaluation.queries import NotStored, UnknownRun
    from congvu.apps.rulebook.queries import UnknownPeriod
    from congvu.engine.chain import ManagementCycle

    try:
        yield
    except (Refused, NotStored, UnknownRun, UnknownPeriod, ManagementCycle) as refused:
        _refuse(str(refused))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
