"""`congvu law`: the rules in force on a day with their sources, and what changed between two."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from congvu.engine.language.errors import RuleError
from congvu.engine.language.program import Program
from congvu.engine.rehearsal import PEOPLE, rehearse
from congvu.engine.scoring import compile_with
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.kernel.fixed import format_fixed
from congvu.law.changes import changes
from congvu.law.clauses import clause_in_words, clause_order
from congvu.law.faults import LawFault
from congvu.law.registry import Law, Overlay, Rules, the_law
from congvu.law.schema import SUBJECTS, Parameter
from congvu.law.tables import nearest

REFUSED = 2

app = typer.Typer(
    help="Xem quy định đang có hiệu lực và điều đã thay đổi.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

Subject = Annotated[
    str, typer.Option(help="Đối tượng: " + ", ".join(f"{k} ({v})" for k, v in SUBJECTS.items()))
]


@app.command()
def show(
    on: Annotated[str, typer.Option(help="Ngày, ví dụ 30/11/2026 hoặc 2026-11-30")],
    subject: Subject = "civil_servant",
    rule: Annotated[str, typer.Option(help="Tên văn bản của địa phương, nếu không dùng luật")] = "",
) -> None:
    """In quy định có hiệu lực vào một ngày, kèm căn cứ và lời trích."""
    day, law = _day(on), _law()
    try:
        rules = law.rules_on(day, subject, Overlay(rule=rule) if rule else None)
    except LawFault as fault:
        _refuse(str(fault))
    console = Console()
    _print_head(console, law, rules)
    if "general_max" in rules.parameters:
        _print_criteria(console, law, day)
    stated = [one for one in rules.parameters.values() if not one.local]
    _print_values(console, law, "Văn bản quy định", stated)
    chosen = [one for one in rules.parameters.values() if one.local]
    _print_choices(console, chosen)


@app.command()
def diff(
    before: Annotated[str, typer.Argument(metavar="NGÀY_TRƯỚC", help="Ngày trước")],
    after: Annotated[str, typer.Argument(metavar="NGÀY_SAU", help="Ngày sau")],
    subject: Subject = "civil_servant",
) -> None:
    """In những gì đã thay đổi giữa hai ngày."""
    first, second, law = _day(before), _day(after), _law()
    if subject not in SUBJECTS:
        _refuse(f"Không có đối tượng “{subject}”; {nearest(subject, SUBJECTS)}.")
    found = changes(law, first, second, subject)
    console = Console()
    days = f"{format_day(first)} và {format_day(second)}"
    if not found:
        console.print(f"Giữa {days}, quy định cho {SUBJECTS[subject]} không đổi.")
        return
    table = _table(
        f"{len(found)} điều khác nhau giữa {days} đối với {SUBJECTS[subject]}",
        ("Nội dung", format_day(first), format_day(second), "Căn cứ"),
    )
    for one in found:
        table.add_row(*map(Text, (one.what, one.before, one.after, one.basis)))
    console.print(table)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Tệp .rule cần soát")],
    on: Annotated[str, typer.Option(help="Ngày lấy các tham số, ví dụ 30/11/2026")],
    subject: Subject = "civil_servant",
) -> None:
    """Soát một văn bản luật: dịch, chứng minh không tràn số, diễn tập trên người giả định."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        _refuse(f"Không đọc được “{file}”: cần một tệp văn bản UTF-8.")
    day, law = _day(on), _law()
    if subject not in SUBJECTS:
        _refuse(f"Không có đối tượng “{subject}”; {nearest(subject, SUBJECTS)}.")
    given = {one.name: one for one in law.parameters if one.covers(day) and subject in one.subjects}
    try:
        program = compile_with(text, given, source=file.name)
        rehearse(program)
    except RuleError as fault:
        _refuse(str(fault))
    typer.echo(f"“{program.title}”: đạt. {_found(program)}")


def _found(program: Program) -> str:
    """What was proven, in a sentence."""
    stages = ", ".join(stage.label.lower() for stage in program.stages.values())
    wide = [f"{name} ({s.name})" for s in program.stages.values() for name in s.wide]
    bits = f"các dòng cần số rộng hơn 64 bit: {', '.join(wide)}" if wide else "mọi dòng vừa 64 bit"
    return f"Giai đoạn: {stages}; {bits}; đã diễn tập với {PEOPLE} người giả định mỗi giai đoạn."


def _law() -> Law:
    try:
        return the_law()
    except LawFault as fault:
        _refuse(f"Văn bản quy định có lỗi: {fault}")


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except NotADay as fault:
        _refuse(str(fault))


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(REFUSED)


def _table(title: str, columns: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", show_lines=True)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _print_head(console: Console, law: Law, rules: Rules) -> None:
    console.print(Text(rules.title, style="bold"))
    console.print(
        f"Ngày {format_day(rules.day)} · {SUBJECTS[rules.subject]} · văn bản {rules.source} · "
        f"dấu {rules.fingerprint[:16]}",
        highlight=False,
    )
    rule = next(one for one in law.rule_texts if one.name == rules.name)
    for cited in (law.instruments[name] for name in rule.cites):
        unsure = " — CHƯA CÓ TOÀN VĂN" if cited.unsure else ""
        since = f"có hiệu lực từ {format_day(cited.in_force)}"
        console.print(Text(f"{cited.number}: {cited.title} ({since}){unsure}"))
        console.print(Text(f"  Nguồn: {cited.source}", style="dim"))
    if rule.local:
        console.print(Text(f"Văn bản của địa phương, không phải luật: {rule.local}"))


def _print_criteria(console: Console, law: Law, day: date) -> None:
    table = _table("Tiêu chí chung", ("Mã", "Tiêu chí", "Tối đa", "Căn cứ"))
    for one in law.general_criteria_on(day):
        points = format_fixed(one.max_hundredths, places=2)
        table.add_row(one.code, one.label, points, clause_in_words(one.at))
    console.print(table)


def _print_values(console: Console, law: Law, title: str, found: list[Parameter]) -> None:
    table = _table(title, ("Nội dung", "Giá trị", "Căn cứ", "Lời văn bản"))
    for one in sorted(found, key=lambda one: (one.instrument, clause_order(one.at))):
        words = f"“{one.says}”" if one.says else f"chưa chắc chắn, theo {one.source}"
        table.add_row(*map(Text, (one.label, one.shown(), one.basis(law.instruments), words)))
    console.print(table)


def _print_choices(console: Console, found: list[Parameter]) -> None:
    table = _table(
        "Địa phương chọn, vì văn bản không nói rõ",
        ("Nội dung", "Giá trị", "Được chọn", "Vì sao"),
    )
    for one in found:
        table.add_row(*map(Text, (one.label, one.shown(), _freedom(one), one.why)))
    console.print(table)


def _freedom(one: Parameter) -> str:
    if one.bounds:
        low, high = one.bounds
        return f"từ {one.shown(low)} đến {one.shown(high)}"
    return "; ".join(one.choices.values()) or "có; không"
