"""How to send to the pages of what follows a year; found by `sendings.SENDINGS`."""

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import Objection, Rating
from congvu.apps.evaluation.queries.years.replacements import (
    named_in,
    replacement_by_id,
)
from congvu.apps.evaluation.queries.years.replacing import (
    what_comes,
)
from congvu.apps.org.models import Person
from tests.apps import world
from tests.faces import disputes as town_disputes
from tests.faces.access import cast, years_after
from tests.faces.access.sending import Sending, at
from tests.faces.access.years_after import DECIDED, TOLD

_WHOLE = {"conduct": True, "exemplary": True, "done": 10_000, "exceeding": 0, "short": 0}


def _form(**changed: object) -> None:
    """An's form of the told year, as it is before something is sent to it."""
    Rating.objects.filter(person__code="an", period__key=str(TOLD)).update(
        told_confirmed_at=None, told_confirmed_by=None, **changed
    )


def year_criteria(n: int) -> Sending:
    _form(told={}, told_notes={})
    fields = {"tc-done": "100", "dc-done": f"Báo cáo {n}"}
    return Sending("an", at("year_criteria", TOLD), fields)


def year_criteria_of(n: int) -> Sending:
    _form(told=_WHOLE, told_notes=dict.fromkeys(_WHOLE, f"Báo cáo {n}"))
    return Sending("office", at("year_criteria_of", TOLD, "an"), {"lam": "xac-nhan"})


def year_objection(n: int) -> Sending:
    for one in Objection.objects.filter(result__isnull=False, state="lodged"):
        actions.withdraw_objection(one.pk, by=cast.account("an"), at=world.AT)
    return Sending("an", at("year_objection", DECIDED), {"muc": "criteria", "noi-dung": f"Sai {n}"})


def replacement_new(n: int) -> Sending:
    years_after.withdrawn("dung")
    fields = {"ly-do": f"Sai {n}", "done": str(n % 60 + 1)}
    return Sending("office", at("replacement_new", DECIDED, "dung"), fields)


def _proposal(n: int) -> int:
    years_after.withdrawn("dung")
    return years_after.proposed("dung", 100 * (n % 60 + 1))


def replacement_check(n: int) -> Sending:
    return Sending("office", at("replacement_check", _proposal(n)), {"lam": "dung"})


def replacement_sign(n: int) -> Sending:
    if not Person.objects.filter(code="tinh").exists():
        town_disputes.chairwoman()
    made = _proposal(n)
    actions.check_replacement(made, by=cast.account("office"), at=world.AT)
    row = replacement_by_id(made)
    digest = what_comes(row, named_in([made])[made]).digest
    fields = {"lam": "ky", "so": f"{n}/QĐ", "ngay": "23/11/2026", "ma": digest}
    return Sending("bi.thu", at("replacement_sign", made), fields)
