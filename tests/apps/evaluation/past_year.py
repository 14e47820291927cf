"""2025 of the small agency, told by criteria and decided; then objected to and replaced."""

from collections.abc import Mapping

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import (
    Decision,
    NewDecision,
    NewObjection,
    NewReplacement,
    Signing,
)
from congvu.apps.evaluation.models import Rating, RatingRound
from congvu.apps.evaluation.queries.years.replacements import (
    named_in,
    replacement_by_id,
)
from congvu.apps.evaluation.queries.years.replacing import (
    what_comes,
)
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.org.models import Person, Unit
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import PeriodRow, year_period
from tests.apps import world
from tests.apps.evaluation.years import REASONS, account

YEAR = 2025
HEAD, CHAIRMAN = "alice", "tinh"
TOLD = {
    "conduct": True, "exemplary": True, "done": 10_000, "exceeding": 5_000, "short": 0,
    "units_met": 10_000, "units_good": 7_000,
}  # fmt: skip


def decided() -> None:
    """The ward's people rated by Alice; the postings of the agency begin after that year."""
    org.create_people([NewPerson(CHAIRMAN, "Lý Tỉnh", "cadre")], by=None, at=world.AT)
    row = NewPosting(CHAIRMAN, "T", "Chủ tịch", world.START, leads="head")
    positions.open_postings([row], by=None, at=world.AT)
    period, _ = actions.begin_year(YEAR, by=None, at=world.AT)
    ward = Unit.objects.get(code="P")
    held = RatingRound.objects.create(period_id=period.id, unit=ward)
    for post in world.POSTS:
        if post.unit in ("P", "P1", "P2") and post.person != HEAD:
            _told(period, held, ward, post)
    _sign(held.pk)


def _told(period: PeriodRow, held: RatingRound, ward: Unit, post: world.Post) -> None:
    Rating.objects.create(
        period_id=period.id,
        round=held,
        person=Person.objects.get(code=post.person),
        unit=Unit.objects.get(code=post.unit),
        agency=ward,
        leads=post.leads,
        told=TOLD,
        told_confirmed_at=world.AT,
    )


def _sign(round_id: int) -> None:
    digest = actions.propose_round(
        round_id, reasons=REASONS, proposer=None, by=account("adviser"), at=world.AT
    )
    new = NewDecision("15/QĐ", world.AT.date(), "Trên hệ thống", person(HEAD), digest)
    actions.decide_round(round_id, new, by=account(HEAD), at=world.AT)


def person(code: str) -> int:
    return Person.objects.get(code=code).pk


def objected(code: str, share: int | None) -> None:
    """Somebody objects; the head grants the share that was done (percent), or upholds (None)."""
    row = NewObjection("criteria", "Tính thiếu")
    made = actions.lodge_year_objection(
        year_period(YEAR), person(code), row, by=None, at=world.AT
    )  # fmt: skip
    changes = {} if share is None else {"done": share * 100}
    decision = Decision("Đã xem", changes)
    actions.decide_objection(made, decision, authority=person(HEAD), by=None, at=world.AT)
    if changes:
        _carried({}, made, HEAD)


def replaced(code: str, changes: Mapping[str, int | bool]) -> None:
    """A fault found later: proposed, checked, signed by the chairman."""
    _carried({person(code): changes}, None, CHAIRMAN)


def _carried(
    changes: Mapping[int, Mapping[str, int | bool]], objection: int | None, signer: str
) -> None:
    clerk, second, by = account("clerk"), account("second"), account("stamp")
    row = NewReplacement(changes, "Sai", objection)
    made = actions.propose_replacement(year_period(YEAR), row, by=clerk, at=world.AT)
    actions.check_replacement(made, by=second, at=world.AT)
    comes = what_comes(replacement_by_id(made), named_in([made])[made])
    number = f"{made}/QĐ-{User.objects.count()}"
    new = Signing(number, world.AT.date(), person(signer), comes.digest)
    actions.sign_replacement(made, new, by=by, at=world.AT)
