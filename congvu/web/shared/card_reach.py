"""Whose cards a reader answers, in whose name, and where."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from congvu.access.policy import commenting, confirming
from congvu.access.rights import Held
from congvu.apps.evaluation.queries import Authority, CardRow
from congvu.apps.positions.enums import Leads

PERIOD, PERSON = "ky", "nguoi"


def signs(request: HttpRequest, card: CardRow, authority: Authority | None) -> Held | None:
    """The grant by which the reader confirms a card, if she may (Đ10.1)."""
    return confirming(
        request.rights,
        person=card.person_id,
        unit_path=card.unit_path,
        authority=authority.person_id if authority else None,
    )


def comments(request: HttpRequest, card: CardRow, authority: Authority | None) -> Held | None:
    """The grant by which the reader reviews a card, if she may; whoever confirms it may."""
    return commenting(
        request.rights,
        person=card.person_id,
        unit_path=card.unit_path,
        authority=authority.person_id if authority else None,
        heads=card.leads == Leads.HEAD,
    )


def may_answer(request: HttpRequest, card: CardRow, authority: Authority | None) -> bool:
    """Whether the reader has a say in a card."""
    return comments(request, card, authority) is not None


def card_address(period: str, person: str = "") -> str:
    """The page on which cards of a period are answered, of one person if named."""
    named = {PERIOD: period, **({PERSON: person} if person else {})}
    return f"{reverse('cards')}?{urlencode(named)}"
