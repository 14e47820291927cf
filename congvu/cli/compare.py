"""`congvu compare`: a period under its own rules and under others, in figures; writes one run."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from congvu.cli._starting import account_with, set_up
from congvu.kernel.dates import NotADay, parse_day
from congvu.kernel.fixed import format_fixed

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User
    from congvu.apps.evaluation.queries.comparisons import ComparisonRow
    from congvu.apps.evaluation.queries.figures import Figures

REFUSED = 2

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def compare(
    key: Annotated[str, typer.Argument(metavar="KỲ", help="Kỳ, ví dụ 2026-10")],
    name: Annotated[str, typer.Option("--as", help="Tên đăng nhập của người làm")],
    reason: Annotated[str, typer.Option(help="Lý do so")],
    rule: Annotated[str, typer.Option(help="Văn bản tính điểm khác")] = "",
    on: Annotated[str, typer.Option(help="Theo quy định ngày (mặc định: ngày cuối kỳ)")] = "",
    local: Annotated[
        list[str] | None,
        typer.Option("--set", help="Lựa chọn của địa phương, ví dụ clamp=results"),
    ] = None,
) -> None:
    """So một kỳ theo hai bộ quy định; in đúng các con số mà trang hiện, không đổi điểm của ai."""
    set_up()
    from config import clock
    from congvu.apps.evaluation import actions
    from congvu.apps.evaluation.queries.comparisons import asked_of, comparison
    from congvu.apps.rulebook.queries import period as period_named

    with _told():
        period = period_named(key)
        values = _values(local or [])
        asked = asked_of(_day(on) or period.ends_on, "civil_servant", rule, values)
        made = actions.compare_rules(
            period, asked, reason=reason, by=_clerk(name), at=clock.now()
        )  # fmt: skip
        run, found = comparison(made)
    _tell(run, found, period.label)


def _values(given: list[str]) -> dict[str, str]:
    values = {}
    for entry in given:
        name, sign, value = entry.partition("=")
        if not sign:
            raise typer.BadParameter(f"“{entry}”: hãy viết tên=giá_trị", param_hint="--set")
        values[name.strip()] = value.strip()
    return values


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except NotADay as fault:
        raise typer.BadParameter(str(fault), param_hint="--on") from fault


def _tell(run: "ComparisonRow", found: "Figures", label: str) -> None:
    """The figures of the page, in its order."""
    kind = " (tạm tính)" if run.provisional else ""
    typer.echo(f"Lần so {run.id}, {label}{kind}: {found.before.title} | {found.after.title}")
    typer.echo(
        f"{_count(found.changed)} trong {_count(found.people)} người đổi mức: "
        f"{_count(found.raised)} lên, {_count(found.lowered)} xuống; "
        f"{_count(found.moved)} người đổi điểm"
    )
    for lack in found.lacks:
        told = f"{_count(lack.missing)} trong {_count(lack.records)} kết quả"
        typer.echo(f"{told} chưa có “{lack.label}”: lấy mức “{lack.taken}”")
    for code, label in reversed(found.ladder):
        sides = [one.levels.get(code, 0) for one in (found.before, found.after)]
        typer.echo(f"  {label}: {_count(sides[0])} → {_count(sides[1])}")
    _tell_moves(found)
    for agency in found.agencies:
        if agency.changed:
            shift = _signed(round(agency.shift))
            typer.echo(f"  {agency.name}: {_count(agency.changed)} người đổi mức, {shift} điểm")
    typer.echo(f"Mã {run.digest}")


def _tell_moves(found: "Figures") -> None:
    """From where to where, and by which bars."""
    words = {**dict(found.ladder), "": "không có điểm"}
    for before, row in found.moves.items():
        for after, people in row.items():
            if before != after:
                typer.echo(f"  {words[before]} → {words[after]}: {_count(people)} người")
    for cause in found.causes:
        points = _signed(cause.sum_hundredths)
        typer.echo(f"  do “{cause.label}”: {_count(cause.widest)} người, tổng {points} điểm")


def _count(number: int) -> str:
    return format_fixed(number, places=0)


def _signed(hundredths: int) -> str:
    """A gain or loss in hundredths of a point as "+1,20"."""
    sign = "+" if hundredths > 0 else ""
    return f"{sign}{format_fixed(hundredths, places=2)}"


def _clerk(name: str) -> "User":
    """The account in whose name it is done; only somebody who adopts rules."""
    from congvu.access.policy import ADOPT_RULES

    user = account_with(ADOPT_RULES, name)
    if user is None:
        _refuse(f"“{name}” không phải tài khoản quản lý quy định áp dụng (Nội vụ tỉnh).")
    return user


@contextmanager
def _told() -> Iterator[None]:
    """Tell what was refused, and why, in one line."""
    from congvu.apps.audit.refusals import Refused
    from congvu.apps.rulebook.queries import UnknownPeriod
    from congvu.engine.chain import ManagementCycle
    from congvu.law.faults import LawFault

    try:
        yield
    except LawFault as fault:
        _refuse(fault.message)
    except (Refused, UnknownPeriod, ManagementCycle) as refused:
        _refuse(str(refused))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)
