"""The cards of a unit of 1,000 people, from the records to the finished zip, and one card alone.

    python -m bench.papers [people] [tasks]

A closed month in a scratch database, the papers with the annex; what is printed is the time by the
wall and by the processor of this process: alone (a pdf for each person), joined, and the whole run
as the maker does it, files written.
"""

import resource
import sys
import tempfile
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bench import month
from congvu.cli.papers import MAKERS, set_apart

ONE_BY_ONE = 40


def main(people: int = 1_000, tasks: int = 20) -> None:
    """Build and close the month, make its papers, print the times, drop the database."""
    with month.scratch("bench_papers"):
        codes = _closed(people, tasks)
        with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
            _whole_run(codes, Path(folder))
        _alone(codes[:ONE_BY_ONE])
    for who, what in (
        (resource.RUSAGE_SELF, "tiến trình này"),
        (resource.RUSAGE_CHILDREN, "một máy in"),
    ):
        print(f"bộ nhớ nhiều nhất, {what}: {resource.getrusage(who).ru_maxrss / 1024:.0f} MB")


def _closed(people: int, tasks: int) -> list[str]:
    from congvu.apps.evaluation import actions
    from congvu.apps.rulebook import actions as rulebook
    from congvu.apps.rulebook.queries import period
    from congvu.kernel.periods import Month

    posts = month.staff(people)
    opened = rulebook.open_period(Month(2026, 11), by=None, at=month.AT)
    actions.open_scorecards(opened, by=None, at=month.AT)
    month.review(opened, posts)
    month.work(opened, posts, tasks)
    month.analyse()
    actions.close_month(period("2026-11"), by=None, at=month.AT)
    return [code for code, *_ in posts]


def _shop(folder: Path, makers: Executor):
    from config import clock
    from congvu.exchange.forms.words import MONTH_CARD, words_of
    from congvu.exchange.papers.footers import footing
    from congvu.exchange.papers.running import Workshop

    foot = footing("https://congvu.tinh.vn/kiem-tra/")
    return Workshop(folder, words_of(MONTH_CARD), foot, clock.instant, partial(set_apart, makers))


def _whole_run(codes: list[str], folder: Path) -> None:
    from congvu.apps.accounts.models import User
    from congvu.apps.evaluation import actions
    from congvu.apps.org.queries import unit
    from congvu.apps.rulebook.queries import period
    from congvu.exchange.papers.running import file_of, make_papers

    by = User.objects.create(username="nguoi.in", display_name="Người in", password="!")  # noqa: S106 - no account can sign in with it
    for explained in (False, True):
        run = actions.ask_papers(
            period("2026-11"), unit("T").id, codes, explained=explained, by=by, at=month.AT
        )
        began, worked = perf_counter(), _worked()
        with ProcessPoolExecutor(MAKERS, get_context("spawn")) as makers:
            make_papers(run, _shop(folder, makers))
        size = file_of(folder, run).stat().st_size / 1e6
        what = "kèm giải thích, " if explained else ""
        _told(f"{len(codes)} phiếu {what}từng người và gộp, zip {size:.0f} MB", began, worked)


def _alone(codes: list[str]) -> None:
    from congvu.apps.evaluation.queries import month_of
    from congvu.apps.rulebook.queries import period
    from congvu.exchange.forms.docx_writer import docx_of
    from congvu.exchange.forms.month_card import month_card
    from congvu.exchange.forms.pdf_writer import pdf_of
    from congvu.web.papers.making import card, words

    told = period("2026-11")
    own = words("month_card", told.ends_on)
    for label, write in (("pdf", pdf_of), ("docx", docx_of)):
        began, worked = perf_counter(), _worked()
        for code in codes:
            write(month_card(card(month_of(code, told), own.place, explained=True), own))
        _told(f"{len(codes)} phiếu lần lượt, {label}", began, worked)


def _worked() -> float:
    """Processor seconds of this process and of the makers that ended."""
    own, theirs = (
        resource.getrusage(resource.RUSAGE_SELF),
        resource.getrusage(resource.RUSAGE_CHILDREN),
    )
    return own.ru_utime + own.ru_stime + theirs.ru_utime + theirs.ru_stime


def _told(what: str, began: float, worked: float) -> None:
    wall, processor = perf_counter() - began, _worked() - worked
    print(f"{what}: {wall:.1f} s (bộ xử lý {processor:.1f} s)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
