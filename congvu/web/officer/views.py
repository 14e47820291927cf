"""Tháng của tôi, and the same page of another person for whoever may read it."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import (
    may_amend,
    may_lodge,
    may_read_month,
    may_read_room,
    may_reopen,
    may_self_score,
)
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.queries import (
    Authority,
    MonthView,
    NoScorecard,
    beside,
    earlier_cards,
    means_from,
    month_of,
)
from congvu.apps.evaluation.queries.years import decided_level
from congvu.apps.rulebook.queries import PeriodRow, deadlines, months_and_rules
from congvu.engine.scoring import month_form
from congvu.web.objections.marks import Dispute, dispute_of
from congvu.web.officer.means import earlier_lines, mean_lines
from congvu.web.officer.month_page import month_page
from congvu.web.shared.card_files import files_by_criterion
from congvu.web.shared.card_reach import card_address, may_answer
from congvu.web.shared.frame import Link, show
from congvu.web.shared.periods import chosen
from congvu.web.years.level_words import level_word


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

    if not mine:
        view = _without_draft(view)
    around = beside(view.period, view.card.person_id)
    authority = None if view.card.stands else around.authority
    page = month_page(
        view,
        mine=mine,
        periods=every,
        href=href,
        now=clock.now(),
        authority=authority,
        to_card=_to_card(request, view, authority, mine=mine),
        dispute=_dispute(request, view, mine=mine),
        files=files_by_criterion(view.card.files),
        days=deadlines(view.period, view.rules) if view.period.is_open else None,
    )
    return show(
        request,
        "officer/month.html",
        page=page,
        up=None if mine else _up(request, view),
        means=mean_lines(means_from(around.scores, view.period, view.rules)),
        earlier=_earlier(view),
        papers=_papers(view),
        reopen=_reopen(request, view),
        year=_year(view, mine=mine),
    )


def _year(view: MonthView, *, mine: bool) -> Link | None:
    """The level of the month's year, once it was decided, and the way to how it came about.

    Before that her own way to her form of the year. While the month is open its year cannot have
    been decided, and nothing is asked.
    """
    year = view.period.months[0].year
    level = None if view.period.is_open else decided_level(view.card.person_id, year)
    if level is None:
        return Link("Xếp loại năm của tôi", reverse("own_rating"), here=False) if mine else None
    href = reverse("rating", args=(year, view.card.person))
    return Link(f"Xếp loại năm {year}: {level_word(level)}", href, here=False)


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


def _without_draft(view: MonthView) -> MonthView:
    """What another may read: a self-score that is not sent is its owner's alone."""
    if view.card.state != ScorecardState.DRAFT:
        return view
    card = replace(
        view.card, general_self={}, general_notes={}, files=(), strengths="", shortcomings=""
    )
    lines = tuple(replace(line, self_hundredths=None) for line in view.criteria)
    return replace(view, card=card, criteria=lines)


def _to_card(
    request: HttpRequest, view: MonthView, authority: Authority | None, *, mine: bool
) -> Link | None:
    """The way to where the reader scores or answers the card; the button while it waits for her."""
    card, key = view.card, view.period.key
    if mine:
        if not may_self_score(request.rights, person=card.person_id):
            return None
        waits = view.period.is_open and card.state == ScorecardState.DRAFT
        label = "Tự chấm tiêu chí chung" if waits else "Phiếu tự chấm"
        return Link(label, reverse("self_score_of", args=(key,)), here=waits)
    if not may_answer(request, card, authority):
        return None
    waits = view.period.is_open and not card.confirmed
    return Link("Chấm phiếu này", card_address(key, card.person), here=waits)


def _dispute(request: HttpRequest, view: MonthView, *, mine: bool) -> Dispute:
    card, rights = view.card, request.rights
    return dispute_of(
        view,
        mine=mine and may_lodge(rights, person=card.person_id),
        amends=may_amend(rights, person=card.person_id, unit_path=card.unit_path),
        today=clock.today(),
    )


def _papers(view: MonthView) -> dict[str, str]:
    """Where the card and, once it is published, the notice of its result are as papers.

    Nowhere under a text that gives a month's card no form.
    """
    if not month_form(view.rules):
        return {}
    named = {"": "card_paper"} | ({"notice_": "notice_paper"} if view.card.stands else {})
    return {
        f"{prefix}{fmt}": reverse(name, args=(view.card.person, view.period.key, fmt))
        for prefix, name in named.items()
        for fmt in ("pdf", "docx")
    }


def _up(request: HttpRequest, view: MonthView) -> Link | None:
    """The way back to the people of the unit, for whoever may list them."""
    card = view.card
    if not may_read_room(request.rights, unit_path=card.unit_path):
        return None
    room = reverse("room_of", args=(view.period.key,))
    return Link(card.unit_name, f"{room}?{urlencode({'don-vi': card.unit})}", here=False)
