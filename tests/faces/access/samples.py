"""What there is to be opened in the town: lists, drafts, files, a release, grants, delegations."""

from dataclasses import dataclass

from congvu.apps.org.models import Delegation, Grant
from congvu.apps.positions import actions as positions
from congvu.apps.rulebook.queries import period
from congvu.apps.toolkit import actions
from congvu.apps.work.models import Task
from congvu.exchange.toolkit.assembly import Facts, lists_in_force, release
from congvu.exchange.toolkit.package import unpack
from tests.apps import world
from tests.apps.positions import lists as position_lists
from tests.apps.work.reviews import assigned, logged
from tests.exchange.toolkit.sharing import KEY, SENDER, TODAY, catalogue, packed, row, toolkit
from tests.faces import lists
from tests.faces.access import cast
from tests.faces.files import started

PACKAGE = packed(toolkit(catalogue(row(1), row(2), code="KHAC")))
DIGEST = unpack(PACKAGE).digest
COMMON = ""
REPORTERS = {"an": "P1", "binh": "P1", "alice": "P", "chi": "P2", "dung": "P2", "giang": "S"}
"""Whose reports wait, and in which unit."""


@dataclass(frozen=True)
class Samples:
    """Ids by the unit that a thing belongs to ("" is the province), or by whose it is."""

    proposals: dict[str, int]
    plans: dict[str, int]
    grants: dict[str, int]
    delegations: dict[str, int]
    reported: dict[str, int]
    task: int


def made() -> Samples:
    """Make one of each beside the cast."""
    positions.issue_framework(
        position_lists.framework(), position_lists.terms(), by=None, at=world.AT
    )
    positions.issue_scheme(position_lists.scheme(), position_lists.terms(), by=None, at=world.AT)
    position_lists.held(an="V1", dung="V1", binh="V2")
    lists.issued()
    clerk = cast.account("noi.vu")
    actions.receive(PACKAGE, digest=DIGEST, filename="goi.congvu", by=clerk, at=world.AT)
    facts = Facts("BCC-KH", "Bộ công cụ", "1.0.0", SENDER)
    release(facts, lists_in_force(TODAY), KEY, on=TODAY, by=clerk, at=world.AT)
    proposals = {unit: _proposal(unit) for unit in ("P", "S", COMMON)}
    return Samples(
        proposals,
        {unit: _plan(proposals[unit]) for unit in ("P", "S")},
        dict(Grant.objects.values_list("user__username", "pk")),
        dict(Delegation.objects.values_list("to_user__username", "pk")),
        {person: _reported(person, unit) for person, unit in REPORTERS.items()},
        Task.objects.filter(person__code="an").earliest("pk").pk,
    )


def _reported(person: str, unit: str) -> int:
    """A report of a person that waits for her reviewer."""
    made = assigned(period("2026-11"), person, unit=unit)
    logged(made, person=person)
    return made


def _proposal(unit: str) -> int:
    document = catalogue(row(1), row(2), code=f"NHAP-{unit or 'T'}", name="Danh mục nháp")
    return started(by="noi.vu", unit=unit or None, document=document)


def _plan(proposal: int) -> int:
    plan = actions.NewPlan("moi.xlsx", "a" * 64, {"sheets": {}})
    return actions.plan_import(proposal, plan, by=cast.account("noi.vu"), at=world.AT)
