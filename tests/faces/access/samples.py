"""What there is to be opened in the town: lists, drafts, files, a release, grants, delegations."""

from dataclasses import dataclass, replace

from congvu.apps.org.models import Delegation, Grant
from congvu.apps.positions import actions as positions
from congvu.apps.toolkit import actions
from congvu.apps.work import actions as work
from congvu.exchange.toolkit.assembly import Facts, lists_in_force, release
from congvu.exchange.toolkit.package import unpack
from tests.apps import world
from tests.apps.positions import lists as position_lists
from tests.apps.work import feeds
from tests.exchange.toolkit.sharing import KEY, SENDER, TODAY, catalogue, packed, row, toolkit
from tests.faces import lists
from tests.faces.access import cast
from tests.faces.files import started

PACKAGE = packed(toolkit(catalogue(row(1), row(2), code="KHAC")))
DIGEST = unpack(PACKAGE).digest
COMMON = ""
SYSTEMS = {"P": feeds.CODE, "S": "mot-cua-so"}
"""Other systems by the unit they tell of."""


@dataclass(frozen=True)
class Samples:
    """Ids by the unit that a thing belongs to ("" is the province), or by whose it is."""

    proposals: dict[str, int]
    plans: dict[str, int]
    grants: dict[str, int]
    delegations: dict[str, int]
    batches: dict[str, int]


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
    feeds.catalogue_of_two()
    proposals = {unit: _proposal(unit) for unit in ("P", "S", COMMON)}
    return Samples(
        proposals,
        {unit: _plan(proposals[unit]) for unit in ("P", "S")},
        dict(Grant.objects.values_list("user__username", "pk")),
        dict(Delegation.objects.values_list("to_user__username", "pk")),
        {unit: _waiting_batch(unit) for unit in SYSTEMS},
    )


def _proposal(unit: str) -> int:
    document = catalogue(row(1), row(2), code=f"NHAP-{unit or 'T'}", name="Danh mục nháp")
    return started(by="noi.vu", unit=unit or None, document=document)


def _waiting_batch(unit: str) -> int:
    """A system of the unit, and records of it that wait to be applied."""
    system = work.connect_system(
        SYSTEMS[unit], replace(feeds.TERMS, unit=unit), by=None, at=world.AT
    )
    work.make_rule(system, feeds.RETURNED, by=None, at=world.AT)
    return kept_batch(system, "H1")


def kept_batch(system: int, name: str) -> int:
    """A record that waits to be applied; the batch."""
    row = {"id": name, "at": "dòng 2", "fields": {"Mã hồ sơ": name}, "twice": "", "told": "new"}
    batch = work.NewBatch(system, "file", "a.csv", "a" * 64)
    return work.keep_plan(batch, [row], {"unmapped": 1}, [], by=None, at=world.AT)


def _plan(proposal: int) -> int:
    plan = actions.NewPlan("moi.xlsx", "a" * 64, {"sheets": {}})
    return actions.plan_import(proposal, plan, by=cast.account("noi.vu"), at=world.AT)
