"""The pages where rules are tried: what there is to open, and sendings of them (see sendings)."""

from dataclasses import dataclass

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.models import ComparedPerson
from congvu.apps.evaluation.queries.comparisons import asked_of
from congvu.apps.org.models import Person, Unit
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.actions import OverlayTerms
from congvu.apps.rulebook.queries import period
from congvu.kernel.periods import Month
from tests.apps import world
from tests.faces.access import cast
from tests.faces.access.sending import Sending, at
from tests.faces.town import MONTH

JANUARY = Month(2027, 1).first_day
ELSEWHERE = {"an": "P1", "giang": "S"}
"""Of whom the sample run tells, and in which unit."""
TERMS = {"ngay": "01/01/2027", "ly-do": "Thử", "p-floor_share": "25 %"}


@dataclass(frozen=True)
class Rulings:
    """Ids of a run and of a drafted change."""

    run: int
    draft: int


def made() -> Rulings:
    """A run that tells of An and Giang, and a draft."""
    month = period(MONTH)
    asked = asked_of(month.ends_on, "civil_servant", "", {"floor_share": "1/2"})
    by = cast.account("noi.vu")
    run = evaluation.compare_rules(month, asked, reason="Thử", by=by, at=world.AT)
    for person, unit in ELSEWHERE.items():
        ComparedPerson.objects.get_or_create(
            comparison_id=run,
            person=Person.objects.get(code=person),
            defaults={
                "unit": Unit.objects.get(code=unit), "agency": Unit.objects.get(code=unit[0]),
                "level_before": 1, "level_after": 2, "score_before": 6_000, "score_after": 7_000,
            },
        )  # fmt: skip
    return Rulings(run, drafted(0))


def drafted(n: int) -> int:
    """A draft that nobody proposed yet."""
    terms = OverlayTerms({"floor_share": "1/4"}, JANUARY, f"QĐ {n}", "Thử")
    return rulebook.draft_overlay(terms, by=cast.account("noi.vu"), at=world.AT)


def ruling_new(n: int) -> Sending:
    typed = {"ky": MONTH, "ly-do": f"Thử {n}", "p-floor_share": "25 %"}
    return Sending("noi.vu", at("ruling_new"), typed)


def overlay_new(n: int) -> Sending:
    return Sending("noi.vu", at("overlay_new"), TERMS | {"quyet-dinh": f"QĐ {n}"})


def overlay_edit(n: int) -> Sending:
    typed = TERMS | {"quyet-dinh": f"QĐ {n}, sửa"}
    return Sending("noi.vu", at("overlay_edit", drafted(n)), typed)


def overlay_step(n: int) -> Sending:
    typed = {"viec": "rut", "ly-do": "Chưa cần"}
    return Sending("noi.vu", at("overlay_step", drafted(n)), typed)
