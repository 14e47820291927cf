"""What there is to be opened in the town: lists, drafts, files, a release, grants, delegations."""

import uuid
from dataclasses import dataclass

from django.conf import settings

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import NewReconciliation
from congvu.apps.evaluation.enums import Gap
from congvu.apps.evaluation.models import CardProof, Scorecard
from congvu.apps.org.models import Delegation, Grant
from congvu.apps.org.queries import unit_ids
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewRoster
from congvu.apps.rulebook.queries import period
from congvu.apps.toolkit import actions
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Changed, Given
from congvu.apps.work.models import Entry, Task
from congvu.exchange.evidence.store import keep
from congvu.exchange.toolkit.assembly import Facts, lists_in_force, release
from congvu.exchange.toolkit.package import unpack
from tests.apps import world
from tests.apps.positions import lists as position_lists
from tests.apps.work.reviews import assigned, logged
from tests.exchange.toolkit.sharing import KEY, SENDER, TODAY, catalogue, packed, row, toolkit
from tests.faces import lists
from tests.faces.access import (
    cast,
    disputes,
    organisation_sendings,
    ruling_sendings,
    systems,
    year_forms,
    years_after,
)
from tests.faces.access.paper_sendings import asked_for
from tests.faces.files import started

PACKAGE = packed(toolkit(catalogue(row(1), row(2), code="KHAC")))
DIGEST = unpack(PACKAGE).digest
COMMON = ""
REPORTERS = {"an": "P1", "binh": "P1", "alice": "P", "chi": "P2", "dung": "P2", "giang": "S"}
"""Whose reports wait, and in which unit."""
ROSTERS = (("people", "P"), ("units", "P"), ("people", "S"))


@dataclass(frozen=True)
class Samples:
    """Ids by the unit that a thing belongs to ("" is the province), or by whose it is."""

    proposals: dict[str, int]
    plans: dict[str, int]
    grants: dict[str, int]
    delegations: dict[str, int]
    reported: dict[str, int]
    task: int
    lines: dict[str, int]
    files: dict[str, tuple[int, int]]
    changes: dict[str, int]
    giving: uuid.UUID
    rosters: dict[tuple[str, str], int]
    compared: dict[str, int]
    intake: systems.Intake
    closing: int
    papers: dict[str, int]
    card_files: dict[str, int]
    disputes: disputes.Disputes
    rulings: ruling_sendings.Rulings
    meeting: int
    replacements: dict[str, int]


def made() -> Samples:
    """Make one of each beside the cast."""
    positions.issue_framework(
        position_lists.framework(), position_lists.terms(), by=None, at=world.AT
    )
    positions.issue_scheme(position_lists.scheme(), position_lists.terms(), by=None, at=world.AT)
    position_lists.held(an="V1", dung="V1", binh="V2")
    lists.issued()
    organisation_sendings.made()
    clerk = cast.account("noi.vu")
    actions.receive(PACKAGE, digest=DIGEST, filename="goi.congvu", by=clerk, at=world.AT)
    facts = Facts("BCC-KH", "Bộ công cụ", "1.0.0", SENDER)
    release(facts, lists_in_force(TODAY), KEY, on=TODAY, by=clerk, at=world.AT)
    proposals = {unit: _proposal(unit) for unit in ("P", "S", COMMON)}
    reported = {person: _reported(person, unit) for person, unit in REPORTERS.items()}
    return Samples(
        proposals,
        {unit: _plan(proposals[unit]) for unit in ("P", "S")},
        dict(Grant.objects.values_list("user__username", "pk")),
        dict(Delegation.objects.values_list("to_user__username", "pk")),
        reported,
        Task.objects.filter(person__code="an").earliest("pk").pk,
        dict(Entry.objects.filter(task__in=reported.values()).values_list("person__code", "pk")),
        {person: (reported[person], _file(reported[person])) for person in ("an", "binh")},
        {person: _change(person) for person in ("an", "binh")},
        _giving(),
        {(kind, unit): _roster(kind, unit) for kind, unit in ROSTERS},
        {unit: _compared(unit) for unit in ("P", "S")},
        systems.made(),
        _closing(),
        {by: asked_for("P1", by) for by in ("binh", "alice")},
        {"an": _card_file("an")},
        disputes.made(),
        ruling_sendings.made(),
        year_forms.made(),
        years_after.made(),
    )


def _card_file(person: str) -> int:
    """A file at a criterion of a card that was sent."""
    card = Scorecard.objects.get(person__code=person, period__key="2026-11")
    content = f"Biên bản của {person}".encode()
    made = CardProof.objects.create(
        card=card, criterion="I.1", label="bien-ban.txt", size=len(content),
        sha256=keep(settings.EVIDENCE, content), content_type="text/plain", added_at=world.AT,
    )  # fmt: skip
    return made.pk


def _closing() -> int:
    """A proposal to close the month, waiting for its second signature."""
    why = dict.fromkeys([gap.value for gap in Gap], "Đã xem")
    clerk = cast.account("noi.vu")
    return evaluation.propose_close(period("2026-11"), why, by=clerk, at=world.AT)


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


def _file(task: int) -> int:
    """A file attached to a task, with its content."""
    content = f"Báo cáo {task}".encode()
    return work.attach_file(
        task, label="bao-cao.txt", sha256=keep(settings.EVIDENCE, content), size=len(content),
        content_type="text/plain", by=None, at=world.AT,
    )  # fmt: skip


def _change(person: str) -> int:
    """A change of a person's task that the head of the ward asked for."""
    made, by = assigned(period("2026-11"), person), cast.account("alice")
    return work.ask_change(made, Changed(700), reason="Gấp", by=by, at=world.AT)


def _giving() -> uuid.UUID:
    """What binh handed out in one act."""
    key, by, rows = uuid.uuid4(), cast.account("binh"), [world.task("an", title="Vừa giao")]
    month = period("2026-11").id

    def give() -> Given:
        return Given(tuple(work.assign_tasks(month, rows, by=by, at=world.AT)))

    work.give_once(key, give, by=by, at=world.AT)
    return key


def _roster(kind: str, unit: str) -> int:
    plan = {"day": "2026-11-16", "decision": "QĐ 5", "rows": [], "refused": [], "notices": []}
    new = NewRoster(kind, unit, "danh-sach.xlsx", "a" * 64, plan)
    return positions.plan_roster(new, by=cast.account("noi.vu"), at=world.AT)


def _compared(unit: str) -> int:
    counts = {"ours": 1, "theirs": 1, "same": 1}
    row = NewReconciliation(unit_ids([unit])[unit], "quyet-dinh.xlsx", "a" * 64, counts, ())
    return evaluation.keep_reconciliation(
        period("2026-11"), row, by=cast.account("noi.vu"), at=world.AT
    )
