"""Tháng của tôi, and the same page of another person for whoever may read it."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import may_read_month, may_read_room, may_reopen
from congvu.apps.evaluation.queries import (
    MonthView,
    NoScorecard,
    earlier_cards,
    means_around,
    month_of,
)
from congvu.apps.rulebook.queries import PeriodRow, months_and_rules
from congvu.web.officer.means import earlier_lines, mean_lines
from congvu.web.officer.month_page import month_page
from congvu.web.shared.frame import Link, show
from congvu.web.shared.periods import chosen


@require_safe
def month(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show the reader's own month."""
    person = request.rights.person
    if person is None:
        return show(request, "officer/nobody.html")
    every = months_and_rules()
    period = chosen(every.periods, key, clock.today())
    if period is None:
        return show(request, "officer/nobody.html", person=person)
    try:
        view = month_of(person, period, every.rules_for(period))
    except NoScorecard:
        return show(request, "officer/nobody.html", person=person, period=period)
    return _page(request, view, every.periods, mine=True)


@require_safe
def person_month(request: HttpRequest, code: str, key: str) -> HttpResponse:
    """Show the month of a person within the reader's reach; anybody else is not found."""
    every = months_and_rules()
    period = chosen(every.periods, key, clock.today())
    try:
        view = month_of(code, period, every.rules_for(period)) if period else None
    except NoScorecard as unknown:
        raise Http404 from unknown
    if view is None or not _may_read(request, view):
        raise Http404
    return _page(request, view, every.periods, mine=request.rights.person == view.card.person_id)


def _may_read(request: HttpRequest, view: MonthView) -> bool:
    card = view.card
    return may_read_month(request.rights, person=card.person_id, unit_path=card.unit_path)


def _page(
    request: HttpRequest, view: MonthView, every: list[PeriodRow], *, mine: bool
) -> HttpResponse:
    def href(key: str) -> str:
        if mine:
            return reverse("month_of", args=(key,))
        return reverse("person_month", args=(view.card.person, key))

    page = month_page(view, mine=mine, periods=every, href=href, now=clock.now())
    return show(
        request,
        "officer/month.html",
        page=page,
        up=None if mine else _up(request, view),
        means=mean_lines(means_around(view.card.person_id, view.period, view.rules)),
        earlier=_earlier(view),
        reopen=_reopen(request, view),
    )


def _reopen(request: HttpRequest, view: MonthView) -> str:
    """The way to take a self-score that was not sent in time, for whoever reviews the card."""
    card, period = view.card, view.period
    waits = period.is_open and not card.self_scored and clock.today() > period.self_score_by
    if not waits or not may_reopen(request.rights, person=card.person_id, unit_path=card.unit_path):
        return ""
    return reverse("self_score_reopen", args=(card.person, period.key))


def _earlier(view: MonthView) -> tuple[str, ...]:
    """What was scored in the months of a quarter before they went on in it."""
    if len(view.period.months) == 1:
        return ()
    return earlier_lines(earlier_cards(view.card.person_id, view.period))


def _up(request: HttpRequest, view: MonthView) -> Link | None:
    """The way back to the people of the unit, for whoever may list them."""
    card = view.card
    if not may_read_room(request.rights, unit_path=card.unit_path):
        return None
    room = reverse("room_of", args=(view.period.key,))
    return Link(card.unit_name, f"{room}?{urlencode({'don-vi': card.unit})}", here=False)
