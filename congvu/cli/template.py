"""`congvu template`: the empty workbook."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from congvu.exchange.workbook.refusal import Refused
from congvu.exchange.workbook.template import write_template
from congvu.kernel.dates import NotADay, parse_day

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def template(
    target: Annotated[Path, typer.Argument(help="Tên tệp mới, ví dụ mau.xlsx")],
    on: Annotated[str, typer.Option(help="Ngày lấy tiêu chí chung (mặc định: hôm nay)")] = "",
) -> None:
    """Tạo bảng tính mẫu để điền."""
    try:
        write_template(target, on=_day(on))
    except Refused as refused:
        typer.echo(refused.message, err=True)
        raise typer.Exit(refused.kind.value) from None
    typer.echo(f"Đã tạo {target}: điền trang Việc và trang Người, rồi chạy congvu score {target}")


def _day(text: str) -> date:
    try:
        return parse_day(text) if text else _today()
    except NotADay as fault:
        raise typer.BadParameter(str(fault), param_hint="--on") from fault


def _today() -> date:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import clock

    return clock.today()
