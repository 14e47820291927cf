"""`congvu verify`: whether a file or a code at the foot of a paper fits the records."""

from pathlib import Path
from typing import Annotated

import typer

from congvu.cli._starting import set_up

app = typer.Typer(pretty_exceptions_enable=False)
REFUSED, UNFIT = 2, 4


@app.command()
def verify(
    paper: Annotated[str, typer.Argument(help="Tệp pdf, docx; hoặc mã và dấu ở chân trang.")],
    seal: Annotated[str, typer.Argument(help="Dấu, nếu chưa viết cùng mã.")] = "",
) -> None:
    """Kiểm tra giấy tờ; mã thoát 4 nếu có mã không khớp, 2 nếu không đọc được mã nào."""
    set_up()

    from congvu.exchange.papers.checking import SAYS, Outcome, checked  # models: Django first
    from congvu.exchange.papers.codes import told_in
    from congvu.exchange.papers.reading import NotAPaper, told_by

    path = Path(paper)
    try:
        told = told_by(path.read_bytes()) if path.is_file() else list(told_in(f"{paper} {seal}"))
    except NotAPaper as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(REFUSED) from None
    if not told:
        typer.echo("Không thấy mã nào (dạng P-7K3M-2Q9X-A, rồi dấu 12 ký tự).", err=True)
        raise typer.Exit(REFUSED)
    verdicts = checked(told)
    for one in verdicts:
        answer, sentence = SAYS[one.outcome]
        typer.echo(f"{one.told.code} {one.told.seal or '(không có dấu)'}: {answer}. {sentence}")
    if any(one.outcome not in (Outcome.FITS, Outcome.AMENDED) for one in verdicts):
        raise typer.Exit(UNFIT)
