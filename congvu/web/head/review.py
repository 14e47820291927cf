"""Duyệt: everything that waits for a reviewer on one page, and the answers sent from it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import ACCEPT_WORK, may_accept
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.rulebook.queries import PeriodClosed, PeriodRow, periods, rules_for
from congvu.apps.work.actions import accept_together
from congvu.apps.work.queries import ToReview, Within, conduct_of, to_review
from congvu.web.head.review_page import Shown, by_person, review_page, units_of
from congvu.web.head.review_rows import Record, claims, records
from congvu.web.head.review_view import ReviewPage
from congvu.web.shared.frame import show
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import pages_of

UNIT, PAGE, SEEN, PERSON = "don-vi", "trang", "dong", "nguoi"
MOST_PEOPLE = 24
MISTAKEN = 422
CHANGED = "{} việc vừa thay đổi sau khi ông/bà mở trang nên để lại."


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader; accept together what nothing is odd about."""
    if request.method == "POST":
        return _together(request)
    return show(request, "head/review.html", page=_page(request, request.GET))


def within(request: HttpRequest, *people: int) -> Within:
    """Whose work the reader may accept, never her own; `people` by id are asked for beside."""
    reach = request.rights.reach(ACCEPT_WORK)
    return Within(reach.paths, reach.people | set(people), request.rights.person)


def open_periods() -> list[PeriodRow]:
    """The months that still take answers, latest first."""
    return [one for one in periods() if one.is_open]


def acceptable(request: HttpRequest, rows: Sequence[ToReview]) -> list[ToReview]:
    """The rows of these that the reader may answer, as the policy says of each."""
    return [row for row in rows if may_answer(request, row)]


def may_answer(request: HttpRequest, row: ToReview) -> bool:
    """Whether the reader may answer a task: one in reach, of nobody who heads her own unit."""
    within_reach = may_accept(request.rights, person=row.person_id, unit_path=row.unit_path)
    return within_reach and not row.is_above


def shown_with(
    request: HttpRequest, found: Sequence[Record], open_ones: Sequence[PeriodRow], now: datetime
) -> Shown:
    """What the rows rest on: the rules of each period where a cause waits, and of the latest."""
    latest, asked = open_ones[0], claims(found)
    rules = {one.id: rules_for(one) for one in open_ones if one.id in asked or one is latest}
    return Shown(
        today=now.date(),
        rules=rules,
        now=rules[latest.id],
        conduct=conduct_of(request.user.pk, [one.id for one in open_ones]),
        key=latest.key,
    )


def _page(request: HttpRequest, given: QueryDict, problem: str = "") -> ReviewPage | None:
    """The page that the address asks for; None while no period is open."""
    now, open_ones = clock.now(), open_periods()
    if not open_ones:
        return None
    midnight = datetime.combine(now.date(), time(), now.tzinfo)
    rows = acceptable(
        request,
        to_review(
            within(request),
            [one.id for one in open_ones],
            reviewer=request.user.pk,
            since=midnight,
        ),
    )
    here = given.get(UNIT, "")
    found = records([row for row in rows if here in {"", row.unit}], today=now.date())
    people = by_person(found)
    asked = {UNIT: here} if here else {}
    pages = pages_of(
        len(people),
        _number(given.get(PAGE, "")),
        MOST_PEOPLE,
        lambda to: f"?{urlencode({**asked, PAGE: to})}",
    )
    return review_page(
        people,
        shown_with(request, found, open_ones, now),
        period=", ".join(one.label for one in open_ones),
        units=units_of(rows, here),
        pages=pages,
        query=urlencode({**asked, PAGE: pages.here} if pages.here > 1 else asked),
        problem=problem,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 1


def _together(request: HttpRequest) -> HttpResponse:
    """Accept together the rows sent that still are plain; the others stay to be looked at."""
    seen = _seen(request.POST.get(SEEN, ""))
    plain = _plain(request, seen, request.POST.get(PERSON, ""))
    try:
        if not plain:
            raise Refused("Không còn việc nào không có gì lạ để nghiệm thu gộp.")
        done = [
            accept_together({one: seen[one] for one in tasks}, by=by, at=clock.now())
            for by, tasks in plain
        ]
    except (Refused, PeriodClosed) as refused:
        return _refused(request, str(refused))
    told = f"Đã nghiệm thu gộp {count(sum(len(one.accepted) for one in done))} việc."
    if changed := sum(len(one.changed) for one in done):
        told += f" {CHANGED.format(count(changed))}"
    if is_fetched(request):
        return JsonResponse({"said": told, "token": get_token(request)})
    messages.success(request, told)
    return redirect(review_address(QueryDict(request.POST.get("ve", ""))))


def _plain(
    request: HttpRequest, seen: Mapping[int, str], person: str
) -> list[tuple[Actor, list[int]]]:
    """The tasks of these that nothing is odd about now, with in whose name they are accepted.

    Of one person, if one is named; who acts for several people has one list for each.
    """
    open_ids = [one.id for one in open_periods()]
    rows = acceptable(request, to_review(within(request), open_ids, task_ids=list(seen)))
    wanted = [row for row in rows if person in {"", row.person}]
    found: dict[str, tuple[Actor, list[int]]] = {}
    for one in records(wanted, today=clock.today()):
        if one.plain:
            by = acting(request, one.row.unit_path, one.row.person_id)
            found.setdefault(by.on_behalf_of, (by, []))[1].append(one.row.task_id)
    return list(found.values())


def acting(request: HttpRequest, unit_path: str, person: int) -> Actor:
    """In whose name the reader answers about a person of a unit: her own, or a lender's."""
    return request.rights.acting(request.user, ACCEPT_WORK, unit_path, person)


def _seen(text: str) -> dict[int, str]:
    """Read "12:as-it-stood 13:…": rows by id, each with how it stood when it was shown."""
    pairs = (one.partition(":") for one in text.split())
    return {
        int(row): stood
        for row, _, stood in pairs
        if row.isascii() and row.isdecimal() and len(row) < 19
    }


def _refused(request: HttpRequest, problem: str) -> HttpResponse:
    if is_fetched(request):
        return JsonResponse({"said": problem, "token": get_token(request)}, status=MISTAKEN)
    page = _page(request, QueryDict(request.POST.get("ve", "")), problem)
    return show(request, "head/review.html", MISTAKEN, page=page)


def review_address(query: QueryDict, anchor: str = "") -> str:
    """The page that a form was sent from; nothing but a unit and a page number is taken over."""
    kept = {name: query[name] for name in (UNIT, PAGE) if query.get(name)}
    address = reverse("review") + (f"?{urlencode(kept)}" if kept else "")
    return f"{address}#{anchor}" if anchor else address


def is_fetched(request: HttpRequest) -> bool:
    """Whether a script sent it, which shows nothing but what it asked for."""
    return request.headers.get("X-Requested-With") == "fetch"
