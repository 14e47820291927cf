"""`congvu papers`: make what was asked for on the pages; `resume` takes up what was left."""

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

import typer

from congvu.cli._starting import set_up

if TYPE_CHECKING:
    from congvu.exchange.forms.paper import Paper

MAKERS, GENTLE, LOWEST = 2, 10, 19
"""So many processes set papers, and step back so far behind the pages; a queue furthest."""

app = typer.Typer(pretty_exceptions_enable=False)


@app.callback()
def papers() -> None:
    """Làm giấy tờ của cả đơn vị."""
    set_up()
    os.nice(GENTLE)


@app.command()
def make(run_id: int) -> None:
    """Làm một lần in đã yêu cầu trên trang; chạy lại thì làm tiếp từ chỗ dừng."""
    from congvu.apps.evaluation.queries import UnknownPaperRun  # models need a set-up Django

    try:
        with _makers() as makers:
            _make(run_id, makers)
    except UnknownPaperRun:
        typer.echo(f"Không có lần in số {run_id}.", err=True)
        raise typer.Exit(2) from None


@app.command()
def resume() -> None:
    """Làm tiếp mọi lần in còn dở, lần lượt; lần in có người yêu cầu làm trước."""
    os.nice(LOWEST - GENTLE)
    failed = [run_id for run_id, whole in _made_in_turn() if not whole]
    if failed:
        typer.echo(f"Còn dở, có lỗi: {', '.join(map(str, failed))}.", err=True)
        raise typer.Exit(1)


@app.command()
def queue(key: str) -> None:
    """Xếp hàng phiếu của mọi cơ quan trong một kỳ đã công bố, rồi làm lần lượt."""
    from config import clock
    from congvu.apps.audit.refusals import Refused
    from congvu.apps.evaluation.actions import queue_papers
    from congvu.apps.rulebook.queries import UnknownPeriod, period

    try:
        queued = queue_papers(period(key), at=clock.instant())
    except (Refused, UnknownPeriod) as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(2) from None
    typer.echo(f"Đã xếp hàng {queued} lần in.")
    resume()


def _made_in_turn() -> Iterator[tuple[int, bool]]:
    """Make what is unfinished, whatever is first each time; the id, and whether it went well.

    The place of the one maker is given up after each run, so that who asks meanwhile comes next.
    """
    from congvu.apps.evaluation.queries import unfinished_paper_runs

    tried: set[int] = set()
    with _makers() as makers:
        while waiting := [one for one in unfinished_paper_runs() if one not in tried]:
            tried.add(waiting[0])
            try:
                _make(waiting[0], makers)
            except Exception as fault:
                typer.echo(f"Lần in số {waiting[0]}: {fault}", err=True)
                yield waiting[0], False
            else:
                yield waiting[0], True


def _makers() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(MAKERS, get_context("spawn"))


def _make(run_id: int, makers: Executor) -> None:
    from django.conf import settings
    from django.urls import reverse

    from config import clock
    from congvu.apps.evaluation.actions import one_maker
    from congvu.apps.toolkit.queries import form_texts
    from congvu.exchange.forms.words import MONTH_CARD, YEAR_CARD
    from congvu.exchange.papers.footers import footing
    from congvu.exchange.papers.running import Workshop, make_papers
    from congvu.exchange.papers.wording import chosen_words

    texts = form_texts(on=clock.today())
    words, year_words = chosen_words(MONTH_CARD, texts), chosen_words(YEAR_CARD, texts)
    foot = footing(f"{settings.SITE.rstrip('/')}{reverse('check')}")
    apart = partial(set_apart, makers)
    shop = Workshop(settings.PAPERS, words, foot, clock.instant, apart, year_words)
    with one_maker():
        make_papers(run_id, shop)
    typer.echo(f"Xong lần in số {run_id}.")


def set_apart(makers: Executor, papers: "Sequence[Paper]") -> Iterable[bytes]:
    """Set papers in processes of their own, which know neither Django nor the database."""
    from congvu.exchange.forms.pdf_writer import pdf_of

    return makers.map(pdf_of, papers)
