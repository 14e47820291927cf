"""`congvu score`: an office's workbook in, everybody's score with its reasons out."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from congvu.exchange.workbook.plan import MostlyBad, Plan, Progress, Request, make_plan
from congvu.exchange.workbook.problems import Severity
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.exchange.workbook.results import problem_table, tables_of
from congvu.exchange.workbook.scoring import Result, score_plan
from congvu.exchange.workbook.writing import check_target, same_file, write_tables
from congvu.kernel.dates import NotADay, parse_day
from congvu.kernel.fixed import format_fixed
from congvu.kernel.periods import Month, NotAPeriod
from congvu.law.registry import Overlay

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
UNEXPECTED = 70


@app.command()
def score(
    sources: Annotated[
        list[Path],
        typer.Argument(help="Bảng tính .xlsx, .csv, .parquet (một hay nhiều tệp, hoặc thư mục)"),
    ],
    out: Annotated[
        Path | None,
        typer.Option(help="Nơi ghi kết quả: tên.xlsx, hoặc thư mục tên.csv, tên.parquet"),
    ] = None,
    period: Annotated[str, typer.Option(help="Tháng cần chấm, ví dụ 2026-11")] = "",
    on: Annotated[str, typer.Option(help="Ngày lấy quy định (mặc định: ngày cuối tháng)")] = "",
    subject: Annotated[str, typer.Option(help="Đối tượng")] = "civil_servant",
    rule: Annotated[str, typer.Option(help="Văn bản địa phương thay cho văn bản chung")] = "",
    local: Annotated[
        list[str] | None,
        typer.Option("--set", help="Lựa chọn của địa phương, ví dụ delay_unit=working_day"),
    ] = None,
    decision: Annotated[str, typer.Option(help="Quyết định làm căn cứ cho --set, --rule")] = "",
    debug: Annotated[bool, typer.Option(hidden=True)] = False,
) -> None:
    """Chấm điểm một bảng tính công việc: điểm, giải thích, đơn vị, vấn đề, quy định."""
    target = out or sources[0].with_name(f"{sources[0].stem}-ketqua.xlsx")
    try:
        request = Request(
            sources, _month(period), _day(on), subject, _overlay(rule, local or [], decision)
        )
        with _progress() as progress:
            result = _run(request, target, progress)
        _report(result, target)
    except Refused as refused:
        typer.echo(refused.message, err=True)
        raise typer.Exit(refused.kind.value) from None
    except Exception as fault:
        if debug:
            raise
        typer.echo(
            f"Chương trình gặp lỗi không lường trước ({type(fault).__name__}: {fault}). "
            "Chưa ghi gì. Hãy chạy lại với --debug và gửi nội dung cho người hỗ trợ.",
            err=True,
        )
        raise typer.Exit(UNEXPECTED) from None


def _run(request: Request, target: Path, progress: Progress) -> Result:
    if any(same_file(source, target) for source in request.sources):
        raise Refused(Kind.NOT_WRITTEN, "Kết quả không được ghi đè lên tệp vào; đổi --out.")
    check_target(target)
    try:
        plan: Plan = make_plan(request, progress=progress)
    except MostlyBad as refused:
        write_tables([problem_table(refused.problems)], target)
        raise Refused(refused.kind, f"{refused.message} ({target})") from None
    result = score_plan(plan, progress=progress)
    write_tables(tables_of(result), target, progress=progress)
    return result


def _month(text: str) -> Month | None:
    try:
        return Month.parse(text) if text else None
    except NotAPeriod as fault:
        raise typer.BadParameter(str(fault), param_hint="--period") from fault


def _day(text: str) -> date | None:
    try:
        return parse_day(text) if text else None
    except NotADay as fault:
        raise typer.BadParameter(str(fault), param_hint="--on") from fault


def _overlay(rule: str, local: list[str], decision: str) -> Overlay | None:
    if not rule and not local:
        return None
    values: dict[str, str | int | bool] = {}
    for entry in local:
        name, sign, value = entry.partition("=")
        if not sign:
            raise typer.BadParameter(f"“{entry}”: hãy viết tên=giá_trị", param_hint="--set")
        values[name.strip()] = _typed(value.strip())
    return Overlay(rule or None, values, decision)


def _typed(value: str) -> str | int | bool:
    if value.isdecimal():
        return int(value)
    return {"true": True, "false": False}.get(value, value)


@contextmanager
def _progress() -> Iterator[Progress]:
    """A bar a stage, on a terminal only; a short file is done before it shows."""
    bars = Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )
    tasks: dict[str, TaskID] = {}

    def tell(stage: str, done: int, whole: int | None) -> None:
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=whole)
        bars.update(tasks[stage], completed=done, total=whole)

    with bars:
        yield tell


def _report(result: Result, target: Path) -> None:
    plan = result.plan
    scores = [entry.notified for entry in result.people if entry.notified is not None]
    lines = [
        f"{plan.month.label.capitalize()} · {plan.rules.title} "
        f"(dấu vân tay {plan.rules.fingerprint[:12]})",
        f"Người: {_count(len(result.people))}; được chấm: {_count(len(scores))}; "
        f"việc: {_count(plan.tasks)}",
    ]
    if len(result.people) == 1 and scores:
        lines.append(f"Điểm: {format_fixed(scores[0], places=2)}")
    told = plan.problems.counts
    if told:
        parts = ", ".join(f"{kind.value}: {_count(told[kind])}" for kind in Severity if told[kind])
        lines.append(f"Vấn đề – {parts} (trang Vấn đề)")
    lines.append(f"Kết quả: {target}")
    typer.echo("\n".join(lines))


def _count(number: int) -> str:
    return format_fixed(number, places=0)
