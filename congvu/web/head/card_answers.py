"""One card answered: confirmed, commented, sent back, or a confirmation taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from config import clock
from congvu.access.rights import acting_by
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import (
    Overtaken,
    confirm_card,
    return_card,
    review_card,
    unconfirm_card,
)
from congvu.apps.evaluation.queries import (
    Authority,
    CardRow,
    NoScorecard,
    authorities,
    card_of,
    cards_to_review,
)
from congvu.apps.rulebook.queries import MonthBook, PeriodClosed, PeriodRow, month_book
from congvu.law.registry import general_criteria_on
from congvu.web.head.card_form import ACT, SEEN, Mistyped, review_of, typed_of
from congvu.web.head.cards import asked, list_address, page_of
from congvu.web.head.cards_page import COMMENT, CONFIRM, Shown, row_of
from congvu.web.head.cards_view import Typed
from congvu.web.head.review import is_fetched
from congvu.web.shared.card_reach import PERIOD, comments, signs
from congvu.web.shared.frame import show
from congvu.web.shared.moments import clock_of
from congvu.web.shared.numbers import amount
from congvu.web.shared.periods import chosen

BACK, TAKE_BACK = "tra-lai", "bo-xac-nhan"
MISTAKEN, STALE = 422, 409


@dataclass(frozen=True)
class Place:
    """A card in which the reader has a say, and in whose name she answers."""

    period: PeriodRow
    book: MonthBook
    card: CardRow
    authority: Authority | None
    by: Actor
    signs: bool


@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Save the reader's answer to one card, or show beside it why nothing was saved."""
    place = _place(request, code)
    act = _ACTS.get(request.POST.get(ACT, ""))
    if act is None:
        raise Http404
    if act is not _comment and not place.signs:
        raise PermissionDenied
    typed = typed_of(request.POST.dict(), general_criteria_on(place.period.ends_on))
    try:
        told = act(place, typed, request.POST.get(SEEN, ""))
    except Overtaken as stale:
        return _again(request, place, replace(typed, problem=str(stale)), STALE)
    except (Refused, PeriodClosed) as refused:
        field = refused.field if isinstance(refused, Mistyped) else ""
        return _again(request, place, replace(typed, problem=str(refused), about=field), MISTAKEN)
    return _saved(request, place, told)


def _place(request: HttpRequest, code: str) -> Place:
    """The card asked for; Http404 for one unknown or in which the reader has no say."""
    book = month_book()
    period = chosen(book.months, request.GET.get(PERIOD, ""), clock.today())
    if period is None or "\0" in code:
        raise Http404
    try:
        card = card_of(code, period_id=period.id, on=period.ends_on)
    except NoScorecard as unknown:
        raise Http404 from unknown
    authority = authorities(period, [card.person_id]).get(card.person_id)
    held = comments(request, card, authority)
    if held is None:
        raise Http404
    may_sign = signs(request, card, authority) is not None
    return Place(period, book, card, authority, acting_by(request.user, held), may_sign)


def _confirm(place: Place, typed: Typed, seen: str) -> str:
    confirm_card(
        place.period,
        review_of(typed, general_criteria_on(place.period.ends_on), place.card),
        reason=typed.reason,
        seen=seen,
        by=place.by,
        at=clock.now(),
    )
    return "đã xác nhận"


def _comment(place: Place, typed: Typed, seen: str) -> str:
    row = review_of(typed, general_criteria_on(place.period.ends_on), place.card)
    review_card(place.period, row, seen=seen, by=place.by, at=clock.now())
    return "đã ghi nhận xét"


def _back(place: Place, typed: Typed, seen: str) -> str:
    return_card(
        place.period, place.card.person, reason=typed.back, seen=seen, by=place.by, at=clock.now()
    )
    return "đã trả lại"


def _take_back(place: Place, typed: Typed, seen: str) -> str:
    unconfirm_card(
        place.period, place.card.person, reason=typed.back, seen=seen, by=place.by, at=clock.now()
    )
    return "đã bỏ xác nhận"


_ACTS: dict[str, Callable[[Place, Typed, str], str]] = {
    CONFIRM: _confirm,
    COMMENT: _comment,
    BACK: _back,
    TAKE_BACK: _take_back,
}


def _again(request: HttpRequest, place: Place, typed: Typed, status: int) -> HttpResponse:
    """Show the card again with what was typed, and what stands where it was overtaken."""
    if status == STALE:
        typed = replace(typed, clash=_clash(_fresh(place)))
    if is_fetched(request):
        row = _row(request, place, typed) if status == STALE else ""
        return _told(request, row, typed, status)
    page = page_of(request, _came(request, place), {place.card.person: typed})
    return show(request, "head/cards.html", status, page=page)


def _came(request: HttpRequest, place: Place) -> QueryDict:
    """The list that the form was on; of this person alone where its page is not told."""
    came = QueryDict(request.POST.get("ve", ""), mutable=True)
    came[PERIOD] = place.period.key
    return came


def _fresh(place: Place) -> CardRow:
    return card_of(place.card.person, period_id=place.period.id, on=place.period.ends_on)


def _clash(now: CardRow) -> str:
    """What stands on the card now, and whose it is."""
    points = now.general_hundredths if now.reviewed else now.general_self_hundredths
    who = now.confirmed_by or now.reviewed_by or now.full_name
    when = f" lúc {clock_of(now.since)}" if now.since else ""
    return f"Đang lưu: {amount(points)} điểm tiêu chí chung, {who}{when}. Ông/bà đã gõ ở dưới."


def _saved(request: HttpRequest, place: Place, told: str) -> HttpResponse:
    said = f"{place.card.full_name}: {told} {clock.now():%H:%M}"
    if is_fetched(request):
        return _told(request, _row(request, place, Typed()), Typed(problem=said), 200)
    messages.success(request, f"{said}.")
    return redirect(list_address(_came(request, place), f"phieu-{place.card.person}"))


def _row(request: HttpRequest, place: Place, typed: Typed) -> str:
    """The card as the page shows it now."""
    rules, today = place.book.rules_for(place.period), clock.today()
    whose = {place.card.person_id: place.authority} if place.authority else {}
    (one,) = cards_to_review(
        place.period, whose, rules=rules, today=today, within=place.card.agency_path
    )
    found = asked(request, one)
    if found is None:
        return ""
    row = row_of(found, Shown(place.period, rules, today), typed)
    context = {"row": row, "query": request.POST.get("ve", "")}
    return render_to_string("head/_card_row.html", context, request=request)


def _told(request: HttpRequest, row: str, typed: Typed, status: int) -> HttpResponse:
    """What a script gets: the row if it is to be replaced, a sentence, the field it is about."""
    token = get_token(request)
    answer = {"row": row, "said": typed.problem, "field": typed.about, "token": token}
    return JsonResponse(answer, status=status)
