"""What every paper of the evaluation asks of a face: the province's words, where to check."""

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.urls import reverse

from congvu.apps.evaluation.queries import MonthView, signings
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.toolkit.queries import form_texts
from congvu.exchange.forms.month_card import MonthCard
from congvu.exchange.forms.words import FormWords
from congvu.exchange.papers.cards import Filling, card_of
from congvu.exchange.papers.footers import Footing, footing
from congvu.exchange.papers.wording import chosen_words


def foot() -> Footing:
    """The maker of feet that name this server's page of checks."""
    return footing(check_address())


def check_address() -> str:
    """The whole address of the page of checks."""
    return f"{settings.SITE.rstrip('/')}{reverse('check')}"


def words(form: str, today: date) -> FormWords:
    """A form's words as the province has them today."""
    return chosen_words(form, form_texts(on=today))


def filling(period: PeriodRow, people: Collection[str], place: str, *, explained: bool) -> Filling:
    """What the cards of some people (by code) share."""
    return Filling(place, signings(period, people), foot(), explained)


def card(view: MonthView, place: str, *, explained: bool) -> MonthCard:
    """One person's card, with who signed it."""
    return card_of(view, filling(view.period, [view.card.person], place, explained=explained))
