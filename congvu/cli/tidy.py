"""`congvu tidy`: forget what is kept for some days only; to be run once a day."""

from datetime import timedelta

import typer

from config import clock
from congvu.cli._starting import set_up

PAPERS_KEPT = timedelta(days=7)

app = typer.Typer(pretty_exceptions_enable=False)


@app.command()
def tidy() -> None:
    """Dọn những gì đã hết hạn giữ; chạy mỗi ngày một lần, chạy lại không hại gì."""
    set_up()

    from congvu.apps.audit import submissions  # models need a set-up Django

    swept = submissions.sweep(now=clock.now())
    typer.echo(f"Đã dọn {swept} lần gửi biểu mẫu cũ hơn {submissions.KEPT.days} ngày.")
    typer.echo(f"Đã dọn {_papers()} lần in cũ hơn {PAPERS_KEPT.days} ngày.")


def _papers() -> int:
    from django.conf import settings  # known only once Django is set up

    from congvu.apps.evaluation.actions import forget_papers
    from congvu.exchange.papers.running import sweep

    now = clock.instant()
    ids = forget_papers(before=now - PAPERS_KEPT, at=now)
    for run_id in ids:
        sweep(settings.PAPERS, run_id)
    return len(ids)
