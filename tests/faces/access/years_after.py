"""Two years beside the town's: 2025 told by criteria, 2027 decided, with results to be replaced."""

from congvu.apps.evaluation import actions, queries
from congvu.apps.evaluation.actions import NewReplacement
from congvu.apps.evaluation.models import Rating, RatingDecision, RatingResult, RatingRound
from congvu.apps.evaluation.queries.replacements import (
    replacing_now,
)
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook.queries import rules_for, year_period
from tests.apps import world
from tests.faces.access import cast

TOLD, DECIDED = 2025, 2027
FORMS = {"an": "P1", "binh": "P1", "dung": "P2", "giang": "S"}
"""Whose criteria of 2025 are told, by the unit; the postings of the town begin after it."""
NAMED = ("dung", "giang")
HASH = "a" * 64
_GIVEN = {"worked_months": 12, "rank": 0, "peer_group": "A", "agency": "P"}


def made() -> dict[str, int]:
    """Make both years; return proposals to replace a result by whom they are about."""
    _told()
    _decided()
    return {person: proposed(person) for person in NAMED}


def _told() -> None:
    period, _ = actions.begin_year(TOLD, by=None, at=world.AT)
    for person, unit in FORMS.items():
        agency = Unit.objects.get(code="S" if unit == "S" else "P")
        held, _ = RatingRound.objects.get_or_create(period_id=period.id, unit=agency)
        Rating.objects.update_or_create(
            period_id=period.id,
            person=Person.objects.get(code=person),
            defaults={"round": held, "unit": Unit.objects.get(code=unit), "agency": agency},
        )


def _decided() -> None:
    """A decision by hand of everybody's 2027, at 80 points of one month."""
    period, _ = actions.begin_year(DECIDED, by=None, at=world.AT)
    fingerprint = rules_for(period).fingerprint
    for held in RatingRound.objects.filter(period=period.id):
        decision = RatingDecision.objects.create(
            round=held, number="1/QĐ", day=world.AT.date(), signed_by=cast.account("alice"),
            at=world.AT, clause="Đ21", rules_fingerprint=fingerprint, people=1, digest=HASH,
        )  # fmt: skip
        for one in Rating.objects.filter(round=held).select_related("person"):
            inputs = _GIVEN | {"person": one.person.code, "leads": False}
            RatingResult.objects.create(
                rating=one, decision=decision, level="good", by_score="good", before_cap="good",
                score_hundredths=8000, rules_fingerprint=fingerprint, sha256=HASH,
                inputs={"inputs": inputs, "rows": [{"id": "2027-01", "score": 8000}]},
            )  # fmt: skip


def proposed(person: str, score: int = 7000) -> int:
    """A proposal by the department of home affairs that one month was less."""
    period = year_period(DECIDED)
    row = NewReplacement(
        {Person.objects.get(code=person).pk: {"months": {"2027-01": score}}}, "Sai"
    )
    by = cast.account("noi.vu")
    return actions.propose_replacement(period, row, by=by, at=world.AT)


def withdrawn(person: str) -> None:
    """Whatever is under way about a person is refused."""
    rating = queries.rating_of(person, period_id=year_period(DECIDED).id)
    for made_before in replacing_now([rating.id]).values():
        actions.refuse_replacement(
            made_before, reason="Lại", by=cast.account("office.s"), at=world.AT
        )  # fmt: skip
