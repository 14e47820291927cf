"""Two years beside the town's: 2025 told by criteria, 2024 decided, with results to be replaced."""

from collections.abc import Mapping

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewReplacement
from congvu.apps.evaluation.models import Rating, RatingDecision, RatingResult, RatingRound
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years.replacements import (
    replacing_now,
)
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import rules_for, year_period
from tests.apps import world
from tests.faces.access import cast

TOLD, DECIDED = 2025, 2024
FORMS = {"an": "P1", "binh": "P1", "dung": "P2", "giang": "S"}
"""Whose criteria of 2025 are told, by the unit; the postings of the town begin after it."""
RATED = {"an": "P1", "chi": "P2", "dung": "P2", "giang": "S", "mai": "P2"}
"""Whose year 2024 was decided."""
NAMED = ("dung", "giang")
HASH = "a" * 64
_GIVEN = {
    "conduct": True, "exemplary": False, "done": 10_000, "exceeding": 0, "short": 0,
    "units_met": 0, "units_good": 0, "leads": False, "automatic": False, "rank": 0,
    "peer_group": "A",
}  # fmt: skip


def made() -> dict[str, int]:
    """Make both years; return proposals to replace a result by whom they are about."""
    _forms(TOLD, FORMS)
    _forms(DECIDED, RATED)
    _decided()
    return {person: proposed(person) for person in NAMED}


def _forms(year: int, people: Mapping[str, str]) -> None:
    period, _ = actions.begin_year(year, by=None, at=world.AT)
    for person, unit in people.items():
        agency = Unit.objects.get(code="S" if unit == "S" else "P")
        held, _ = RatingRound.objects.get_or_create(period_id=period.id, unit=agency)
        Rating.objects.update_or_create(
            period_id=period.id,
            person=Person.objects.get(code=person),
            defaults={"round": held, "unit": Unit.objects.get(code=unit), "agency": agency},
        )


def _decided() -> None:
    """A decision by hand of everybody's year, at the criteria of a good one."""
    period = year_period(DECIDED)
    fingerprint = rules_for(period).fingerprint
    for held in RatingRound.objects.filter(period=period.id):
        decision = RatingDecision.objects.create(
            round=held, number="1/QĐ", day=world.AT.date(), signed_by=cast.account("alice"),
            at=world.AT, clause="Đ21", rules_fingerprint=fingerprint, people=1, digest=HASH,
        )  # fmt: skip
        for one in Rating.objects.filter(round=held).select_related("person"):
            inputs = _GIVEN | {"person": one.person.code, "agency": held.unit.code}
            RatingResult.objects.create(
                rating=one, decision=decision, level="good", by_score="good", before_cap="good",
                rules_fingerprint=fingerprint, sha256=HASH, inputs={"inputs": inputs, "rows": []},
            )  # fmt: skip


def proposed(person: str, share: int = 7000) -> int:
    """A proposal by the department of home affairs that less was done."""
    row = NewReplacement({Person.objects.get(code=person).pk: {"done": share}}, "Sai")
    by = cast.account("noi.vu")
    return actions.propose_replacement(year_period(DECIDED), row, by=by, at=world.AT)


def withdrawn(person: str) -> None:
    """Whatever is under way about a person is refused."""
    rating = year_queries.rating_of(person, period_id=year_period(DECIDED).id)
    for made_before in replacing_now([rating.id]).values():
        actions.refuse_replacement(
            made_before, reason="Lại", by=cast.account("office.s"), at=world.AT
        )  # fmt: skip
