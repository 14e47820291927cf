"""Sendings about cards: scored by their owners, answered by their heads."""

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.cards import stood
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions as work
from congvu.apps.work.models import Task
from tests.apps import world
from tests.faces.access.sending import Fields, Sending, at
from tests.faces.town import MONTH

HALF = {code: f"{given // 100},{given % 100:02}" for code, given in world.points(80).items()}


def _card(person: str) -> Scorecard:
    return Scorecard.objects.get(person__code=person, period__key=MONTH)


def _sent(person: str) -> str:
    """Make a card wait for its head, whatever was done to it before; how it stands."""
    month = period(MONTH)
    if _card(person).state == "confirmed":
        why = "Làm lại"
        actions.unconfirm_scorecards(month, [person], reason=why, by=None, at=world.AT)
    if _card(person).state == "reviewed":
        actions.return_scorecard(month, person, reason="Làm lại", by=None, at=world.AT)
    row = SelfScore(person, world.points(55))
    actions.save_self_scores(month, [row], by=None, at=world.AT)
    held = _card(person)
    return stood(held.state, held.since)


def self_score(n: int) -> Sending:
    _sent("chi")
    actions.withdraw_self_score(period(MONTH), "chi", by=None, at=world.AT)
    return Sending("chi", at("self_score"), {"viec": "luu", "so-I.1": f"4,{n % 10}"})


def self_score_of(n: int) -> Sending:
    _sent("chi")
    return Sending("chi", at("self_score_of", MONTH), {"viec": "rut", "n": str(n)})


def cards(n: int) -> Sending:
    seen = _sent("dung")
    waiting = Task.objects.filter(person__code="dung", result__accepted_at=None)
    work.accept_results(list(waiting.values_list("pk", flat=True)), by=None, at=world.AT)
    world.done(period(MONTH), world.task("dung", "P2", amount=300_000 + n), 240_000)
    return Sending("chi", at("cards"), {"dong": [f"dung|{seen}"], "ve": f"ky={MONTH}"})


def card_answer(n: int) -> Sending:
    fields: Fields = {f"t-{code}": given for code, given in HALF.items()}
    fields |= {"viec": "xac-nhan", "ban": _sent("an"), "ly-do": f"Kết quả nổi bật {n}"}
    return Sending("binh", f"{at('card_answer', 'an')}?ky={MONTH}", fields)
