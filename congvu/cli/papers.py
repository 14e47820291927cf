"""`congvu papers`: make what was asked for on the pages; `resume` takes up what was left."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import django
import typer

if TYPE_CHECKING:
    from congvu.exchange.forms.paper import Paper

MAKERS, GENTLE = 2, 10
"""So many processes set papers, and step back so far behind the pages."""

app = typer.Typer(pretty_exceptions_enable=False)


@app.callback()
def papers() -> None:
    """Làm giấy tờ của cả đơn vị."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    os.nice(GENTLE)


@app.command()
def make(run_id: int) -> None:
    """Làm một lần in đã yêu cầu trên trang; chạy lại thì làm tiếp từ chỗ dừng."""
    from congvu.apps.evaluation.actions import one_maker  # models need a set-up Django

    with one_maker():
        _make(run_id)


@app.command()
def resume() -> None:
    """Làm tiếp mọi lần in còn dở, lần lượt."""
    from congvu.apps.evaluation.actions import one_maker
    from congvu.apps.evaluation.queries import unfinished_paper_runs

    with one_maker():
        for run_id in unfinished_paper_runs():
            _make(run_id)


def _make(run_id: int) -> None:
    from django.conf import settings
    from django.urls import reverse

    from config import clock
    from congvu.apps.evaluation.queries import UnknownPaperRun
    from congvu.apps.toolkit.queries import form_texts
    from congvu.exchange.forms.words import MONTH_CARD, YEAR_CARD
    from congvu.exchange.papers.footers import footing
    from congvu.exchange.papers.running import Workshop, make_papers
    from congvu.exchange.papers.wording import chosen_words

    texts = form_texts(on=clock.today())
    words, year_words = chosen_words(MONTH_CARD, texts), chosen_words(YEAR_CARD, texts)
    foot = footing(f"{settings.SITE.rstrip('/')}{reverse('check')}")
    try:
        with ProcessPoolExecutor(MAKERS, get_context("spawn")) as makers:
            apart = partial(set_apart, makers)
            shop = Workshop(settings.PAPERS, words, foot, clock.instant, apart, year_words)
            make_papers(run_id, shop)
    except UnknownPaperRun:
        typer.echo(f"Không có lần in số {run_id}.", err=True)
        raise typer.Exit(2) from None
    typer.echo(f"Xong lần in số {run_id}.")


def set_apart(makers: Executor, papers: "Sequence[Paper]") -> Iterable[bytes]:
    """Set papers in processes of their own, which know neither Django nor the database."""
    from congvu.exchange.forms.pdf_writer import pdf_of

    return makers.map(pdf_of, papers)
