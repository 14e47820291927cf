"""`congvu year`: compute every round of a year, and prove what was decided."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from congvu.cli._starting import set_up

REFUSED, DIFFERS = 2, 3
MOST_LINES = 12

app = typer.Typer(
    help="Xếp loại năm: tính mọi đợt, kiểm lại quyết định.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Year = Annotated[int, typer.Argument(metavar="NĂM", help="Năm, ví dụ 2026")]


@app.command()
def compute(year: Year) -> None:
    """Cập nhật phiếu theo vị trí hiện có và tính mọi đợt chưa quyết định; không công bố gì."""
    set_up()
    from config import clock
    from congvu.apps.evaluation import actions
    from congvu.apps.evaluation.queries import years as year_queries
    from congvu.apps.rulebook.queries import year_period

    with _told():
        period = year_period(year)
        changed = actions.bring_up_ratings(period, by=None, at=clock.now())
        rounds = [one for one in year_queries.rounds_of(period.id) if not one.is_decided]
        for one in rounds:
            actions.keep_tally(one, period, at=clock.now())
        people = sum(one.tally["people"] for one in year_queries.rounds_of(period.id) if one.tally)
    typer.echo(
        f"Năm {year}: đã tính {len(rounds)} đợt, {people} người; {changed} phiếu được cập nhật."
    )


@app.command()
def verify(year: Year) -> None:
    """Tính lại mọi quyết định từ dữ liệu đã lưu; mã thoát 3 khi có người không khớp."""
    set_up()
    from congvu.apps.evaluation.queries import years as year_queries

    with _told():
        found = year_queries.recompute_decisions(year)
    if not found:
        typer.echo(f"Năm {year} chưa có quyết định xếp loại nào.")
    wrong = False
    for one in found:
        typer.echo(f"Quyết định {one.decision}: {one.people} người, mã {one.stored_digest}")
        if not one.same_rules:
            typer.echo("Văn bản quy định nay có dấu vân tay khác lúc ký; đã tính lại bằng bản nay.")
        if one.differing or one.digest != one.stored_digest:
            wrong = True
            more = len(one.differing) - MOST_LINES
            told = ", ".join(one.differing[:MOST_LINES])
            typer.echo(f"Không khớp: {told}{f' và {more} người nữa' if more > 0 else ''}", err=True)
    if wrong:
        raise typer.Exit(DIFFERS)
    if found:
        typer.echo("Mọi kết quả tính lại ra đúng như đã quyết định.")


@contextmanager
def _told() -> Iterator[None]:
    """Tell what was refused, and why, in one line."""
    from congvu.apps.evaluation.queries import RuleAsksTooMuch
    from congvu.apps.rulebook.queries import UnknownPeriod

    try:
        yield
    except (RuleAsksTooMuch, UnknownPeriod) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(REFUSED) from refused
