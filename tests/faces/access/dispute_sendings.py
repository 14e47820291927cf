"""How to send to the pages of objections and amendments; found by `sendings.SENDINGS`."""

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import AmendmentProposal, Objection, Scorecard
from congvu.apps.org.models import Person
from tests.apps import world
from tests.faces import disputes as town_disputes
from tests.faces.access import cast, disputes
from tests.faces.access.disputes import OCTOBER
from tests.faces.access.sending import Sending, at


def _objection() -> int:
    """Another objection of An's; one of before lets its line go."""
    for one in Objection.objects.filter(subject__startswith="general:", state="lodged"):
        actions.withdraw_objection(one.pk, by=cast.account("an"), at=world.AT)
    return disputes.objected("an", _criterion())


def _criterion() -> str:
    return f"general:{next(iter(disputes.points()))}"


def _proposal(person: str, hundredths: int = 0) -> int:
    """Another proposal about a person; one of before is refused."""
    by = cast.account("office2")
    for one in AmendmentProposal.objects.filter(
        person__code=person, state__in=("proposed", "checked")
    ):
        actions.refuse_amendment(one.pk, reason="Lại", by=by, at=world.AT)
    return disputes.proposed(person, hundredths)


def objection_new(n: int) -> Sending:
    _objection()
    typed = {"muc": list(map("general:{}".format, disputes.points()))[1], "noi-dung": f"Sai {n}"}
    return Sending("an", at("objection_new", OCTOBER), typed)


def objection_withdraw(n: int) -> Sending:
    return Sending("an", at("objection_withdraw", _objection()))


def objection_reply(n: int) -> Sending:
    return Sending("binh", at("objection_reply", _objection()), {"ly-do": f"Đúng {n}"})


def objection_opinion(n: int) -> Sending:
    card = Scorecard.objects.get(person__code="an", period__key=OCTOBER)
    row = Objection(
        card=card, person=card.person, subject=f"task:9{n}", label="Việc", text="Sai",
        lodged_at=world.AT, due_on=disputes.DUE, asks_opinion=True,
    )  # fmt: skip
    row.save()
    return Sending("noi.vu", at("objection_opinion", row.pk), {"ly-do": "Đúng"})


def objection_decide(n: int) -> Sending:
    typed = {"cach": "giu", "ly-do": f"Đúng {n}"}
    return Sending("binh", at("objection_decide", _objection()), typed)


def amendment_new(n: int) -> Sending:
    _proposal("dung")
    AmendmentProposal.objects.filter(person__code="dung", state="proposed").update(
        state="refused", refusal="Lại"
    )
    typed = {"ly-do": f"Sai {n}", _criterion(): "0,1"}
    return Sending("office", at("amendment_new", "dung", OCTOBER), typed)


def amendment_check(n: int) -> Sending:
    return Sending("office", at("amendment_check", _proposal("chi")), {"lam": "dung"})


def amendment_sign(n: int) -> Sending:
    if not Person.objects.filter(code="tinh").exists():
        town_disputes.chairwoman()
    made = _proposal("chi", n % 90 + 1)
    actions.check_amendment(made, by=cast.account("office"), at=world.AT)
    return Sending("bi.thu", at("amendment_sign", made), {"lam": "ky"})
