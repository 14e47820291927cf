"""Let a process of its own make the papers that a page asked for."""

from django.conf import settings
from django.db import transaction

from congvu.exchange.papers.starting import start_maker


def start_after_commit(run_id: int) -> None:
    """Start the maker of a run once the run itself is stored."""
    transaction.on_commit(lambda: start(run_id))


def start(run_id: int) -> None:
    """Start the maker of a run and go on."""
    start_maker(settings.PAPERS, "make", str(run_id))
