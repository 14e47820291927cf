"""Chấm phiếu: the cards that Điều 10 gives the reader, on one page; what is plain goes together."""

from collections.abc import Collection, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import COMMENT_CARD, REVIEW_CARD
from congvu.access.rights import Reach, acting_by
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import confirm_together
from congvu.apps.evaluation.queries import CardToReview, Led, cards_to_review, led
from congvu.apps.rulebook.queries import MonthBook, PeriodClosed, PeriodRow, month_book
from congvu.web.head.cards_file import cards_file
from congvu.web.head.cards_page import COMMENT, CONFIRM, Asked, Shown, cards_page, in_order
from congvu.web.head.cards_view import CardsPage, Typed
from congvu.web.head.review import is_fetched
from congvu.web.shared.card_reach import PERIOD, PERSON, comments, signs
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import wants_list_file
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import pages_of
from congvu.web.shared.periods import chosen

PAGE, SEEN = "trang", "dong"
MOST_ROWS = 24
MISTAKEN = 422
NOTHING_PLAIN = "Không còn phiếu nào không có gì bất thường để xác nhận gộp."


@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest) -> HttpResponse:
    """Show the cards whose next step may be the reader's; confirm together the plain ones."""
    if request.method == "POST":
        return _together(request)
    if wants_list_file(request):
        return _file(request)
    return show(request, "head/cards.html", page=page_of(request, request.GET))


def _file(request: HttpRequest) -> HttpResponse:
    book = month_book()
    period = chosen(book.months, request.GET.get(PERIOD, ""), clock.today())
    if period is None:
        raise Http404
    return cards_file(period, in_order(asked_of(request, period, book)))


def page_of(
    request: HttpRequest,
    given: QueryDict,
    typed: Mapping[str, Typed] | None = None,
    problem: str = "",
) -> CardsPage | None:
    """The page that an address asks for; None while no period was opened; Http404."""
    book = month_book()
    period = chosen(book.months, given.get(PERIOD, ""), clock.today())
    if period is None:
        return None
    found = in_order(asked_of(request, period, book))
    one = given.get(PERSON, "")
    if one:
        found = [asked for asked in found if asked.card.card.person == one]
        if not found:
            raise Http404
    kept = {name: given[name] for name in (PERIOD, PERSON) if given.get(name)}
    pages = pages_of(
        len(found),
        _number(given.get(PAGE, "")),
        MOST_ROWS,
        lambda to: f"?{urlencode({**kept, PAGE: to})}",
    )
    query = urlencode({**kept, PAGE: pages.here} if pages.here > 1 else kept)
    shown = Shown(period, book.rules_for(period), clock.today())
    return cards_page(found, shown, pages, query=query, one=one, typed=typed, problem=problem)


def asked_of(request: HttpRequest, period: PeriodRow, book: MonthBook) -> list[Asked]:
    """The cards in which the reader has a say, as the policy says of each."""
    sign, comment = (request.rights.reach(one) for one in (REVIEW_CARD, COMMENT_CARD))
    whose = led(period, Led(sign.holders, sign.paths, comment.paths, comment.people))
    if not whose:
        return []
    today = clock.today()
    within = Reach((*sign.giving, *comment.giving), request.rights.person).above
    found = cards_to_review(period, whose, rules=book.rules_for(period), today=today, within=within)
    rows = (asked(request, one) for one in found)
    return [one for one in rows if one is not None]


def asked(request: HttpRequest, one: CardToReview) -> Asked | None:
    """A card with what the reader may do with it; None where she has no say."""
    if signs(request, one.card, one.authority) is not None:
        return Asked(one, CONFIRM)
    if comments(request, one.card, one.authority) is not None:
        return Asked(one, COMMENT)
    return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _together(request: HttpRequest) -> HttpResponse:
    """Confirm together the cards sent that still are plain; the others stay to be looked at."""
    came = QueryDict(request.POST.get("ve", ""))
    book = month_book()
    period = chosen(book.months, came.get(PERIOD, ""), clock.today())
    if period is None:
        raise Http404
    seen = dict(_pair(one) for one in request.POST.getlist(SEEN))
    try:
        plain = _plain(request, period, book, seen.keys())
        if not plain:
            raise Refused(NOTHING_PLAIN)
        done = [
            confirm_together(period, {one: seen[one] for one in people}, by=by, at=clock.now())
            for by, people in plain
        ]
    except (Refused, PeriodClosed) as refused:
        return _refused(request, came, str(refused))
    told = f"Đã xác nhận gộp {count(sum(len(one.confirmed) for one in done))} phiếu."
    if changed := sum(len(one.changed) for one in done):
        told += f" {count(changed)} phiếu vừa thay đổi sau khi ông/bà mở trang nên để lại."
    if is_fetched(request):
        return JsonResponse({"said": told, "token": get_token(request)})
    messages.success(request, told)
    return redirect(list_address(came))


def _pair(text: str) -> tuple[str, str]:
    person, _, seen = text.rpartition("|")
    return person, seen


def _plain(
    request: HttpRequest, period: PeriodRow, book: MonthBook, wanted: Collection[str]
) -> list[tuple[Actor, list[str]]]:
    """The people of these whose cards are plain now, with in whose name they are confirmed."""
    found: dict[str, tuple[Actor, list[str]]] = {}
    for one in asked_of(request, period, book):
        card = one.card.card
        if one.plain and card.person in wanted:
            by = acting_by(request.user, signs(request, card, one.card.authority))
            found.setdefault(by.on_behalf_of, (by, []))[1].append(card.person)
    return list(found.values())


def _refused(request: HttpRequest, came: QueryDict, problem: str) -> HttpResponse:
    if is_fetched(request):
        return JsonResponse({"said": problem, "token": get_token(request)}, status=MISTAKEN)
    page = page_of(request, came, problem=problem)
    return show(request, "head/cards.html", MISTAKEN, page=page)


def list_address(query: QueryDict, anchor: str = "") -> str:
    """The page that a form was sent from; nothing but its own words is taken over."""
    kept = {name: query[name] for name in (PERIOD, PERSON, PAGE) if query.get(name)}
    address = reverse("cards") + (f"?{urlencode(kept)}" if kept else "")
    return f"{address}#{anchor}" if anchor else address
