"""Sendings about papers: asking for those of a unit, taking a run up again."""

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.org.queries import unit_ids
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.faces.access import cast
from tests.faces.access.sending import Sending, at
from tests.faces.town import MONTH


def asked_for(unit: str, by: str) -> int:
    """The papers of An, asked for on a unit."""
    return evaluation.ask_papers(
        period(MONTH), unit_ids([unit])[unit], ["an"], explained=False,
        by=cast.account(by), at=world.AT,
    )  # fmt: skip


def paper_runs(_n: int) -> Sending:
    return Sending("binh", at("paper_runs"), {"don-vi": "P1", "ky": MONTH})


def paper_run(_n: int) -> Sending:
    return Sending("binh", at("paper_run", asked_for("P1", "binh")))
