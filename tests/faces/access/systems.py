"""Other systems of two agencies: a rule, a batch that came, and remarks that wait for a head."""

from dataclasses import dataclass, replace

from congvu.apps.work import actions
from congvu.apps.work.actions import NewBatch
from congvu.apps.work.models import Entry, Received
from tests.apps import world
from tests.apps.work.feeds import RETURNED, TERMS, dossier, strange

CODES = {"P": "he-thong-p", "S": "he-thong-s"}
LISTED = "SP-0"


@dataclass(frozen=True)
class Intake:
    """Rules and batches by the agency of their system, remarks by the person of the task."""

    rules: dict[str, int]
    batches: dict[str, int]
    remarks: dict[str, int]


def made() -> Intake:
    """Connect a system to each agency; the ward's corrected what was accepted of two people."""
    systems = {unit: _connected(unit) for unit in CODES}
    terms = replace(RETURNED, series="DM-P", product_code=LISTED)
    rules = {
        unit: actions.make_rule(system, terms, by=None, at=world.AT)
        for unit, system in systems.items()
    }
    batches = {unit: _came(system, strange("H0")) for unit, system in systems.items()}
    return Intake(rules, batches, _remarks(systems["P"]))


def _connected(unit: str) -> int:
    return actions.connect_system(CODES[unit], replace(TERMS, unit=unit), by=None, at=world.AT)


def _came(system: int, *records) -> int:
    return actions.take_in(NewBatch(system, "push"), records, by=None, at=world.AT).batch_id


def _remarks(system: int) -> dict[str, int]:
    people = ("an", "binh")
    _came(system, *(dossier(one, one, product=LISTED) for one in people))
    tasks = Entry.objects.filter(source__startswith=CODES["P"]).values_list("task", flat=True)
    actions.accept_results(list(tasks), by=None, at=world.AT)
    _came(system, *(dossier(one, one, 7, product=LISTED) for one in people))
    found = Received.objects.exclude(waiting=None)
    return dict(found.values_list("source_id", "pk"))
