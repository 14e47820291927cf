"""The form of one person as those over her read it; what the authority's side puts beside it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import may_amend
from congvu.access.years import may_prepare_rating
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import (
    NewPartyOpinion,
    OwnYear,
    propose_handling,
    record_party_opinion,
    return_year_form,
)
from congvu.apps.evaluation.queries.years import (
    FormView,
    PartyOpinionRow,
    party_opinion_of,
    wants_party,
)
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.frame import show
from congvu.web.shared.typed import line
from congvu.web.years.form_page import HANDLING_CLAUSE, form_page, heads_agency
from congvu.web.years.reach import form_read, opened_year

ACT = "viec"
RETURN, HANDLING, PARTY = "tra-lai", "phuong-an", "cap-uy"
HEADS_PARTY, DEPUTIES_PARTY = "Đ21.1c", "Đ21.2c"
MISTAKEN = 422


@dataclass(frozen=True)
class Beside:
    """What stands beside a form and what the reader may write there; texts as last typed.

    `party_wanted`: the law wants the Party committee's opinion, `party_open`: the reader records
    it; `problem` is at the form named by `act`.
    """

    returns: bool
    handles: bool
    handling: str
    handling_clause: Clause
    party: PartyOpinionRow | None
    party_shown: bool
    party_open: bool
    party_clause: Clause
    body: str
    said: str
    document: str
    day: str
    reason: str
    act: str
    problem: str
    person: str
    replaces: bool


@require_http_methods(["GET", "HEAD", "POST"])
def rating(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """Show a person's form; return it, write part IV or the Party's opinion as who may."""
    period = opened_year(year)
    view = form_read(request, period, code)
    if request.method != "POST":
        return _page(request, period, view)
    act = _ACTS.get(request.POST.get(ACT, ""))
    if not _may(request, view, request.POST.get(ACT, "")):
        raise PermissionDenied
    if act is None:
        raise Http404
    try:
        messages.success(request, act(request, view))
    except (Refused, NotADay) as refused:
        return _page(request, period, view, str(refused))
    return redirect("rating", year, code)


def _may(request: HttpRequest, view: FormView, act: str) -> bool:
    """Who prepares the round returns forms and writes part IV; the Party's opinion may also come
    from who prepares where the person works. Nobody in her own form."""
    row, rights = view.rating, request.rights
    if rights.person == row.person_id:
        return False
    paths = (view.round_unit_path, row.unit_path) if act == PARTY else (view.round_unit_path,)
    return any(may_prepare_rating(rights, unit_path=path) for path in paths)


def _return(request: HttpRequest, view: FormView) -> str:
    return_year_form(view.rating.id, _text(request), by=request.user, at=clock.now())
    return "Đã trả lại phiếu."


def _handle(request: HttpRequest, view: FormView) -> str:
    propose_handling(view.rating.id, _text(request), by=request.user, at=clock.now())
    return "Đã ghi đề xuất phương án xử lý."


def _party(request: HttpRequest, view: FormView) -> str:
    row = NewPartyOpinion(
        line(request, "cap-uy"), _text(request), parse_day(line(request, "ngay")),
        line(request, "van-ban"),
    )  # fmt: skip
    record_party_opinion(view.rating.id, row, by=request.user, at=clock.now())
    return "Đã ghi ý kiến cấp ủy."


_ACTS: dict[str, Callable[[HttpRequest, FormView], str]] = {
    RETURN: _return,
    HANDLING: _handle,
    PARTY: _party,
}


def _text(request: HttpRequest) -> str:
    return request.POST.get("noi-dung", "").replace("\0", "").strip()


def _page(
    request: HttpRequest, period: PeriodRow, view: FormView, problem: str = ""
) -> HttpResponse:
    row = view.rating
    typed = OwnYear(row.own_level, row.own_report)
    page = form_page(view, period, clock.today(), mine=False, typed=typed)
    beside = _beside(request, view, problem)
    status = MISTAKEN if problem else 200
    return show(request, "years/rating.html", status, page=page, beside=beside)


def _beside(request: HttpRequest, view: FormView, problem: str) -> Beside:
    row, act = view.rating, request.POST.get(ACT, "") if problem else ""
    party = party_opinion_of(row.id) if row.is_leader else None
    prepares = _may(request, view, HANDLING)

    def said(of: str, name: str, kept: str) -> str:
        return request.POST.get(name, "") if act == of else kept

    return Beside(
        returns=prepares and view.is_sent and view.is_open,
        handles=prepares and not row.stands,
        handling=said(HANDLING, "noi-dung", row.proposal),
        handling_clause=clause_of(HANDLING_CLAUSE),
        party=party,
        party_shown=wants_party(row) or party is not None,
        party_open=row.is_leader and view.is_open and _may(request, view, PARTY),
        party_clause=clause_of(HEADS_PARTY if heads_agency(row) else DEPUTIES_PARTY),
        body=said(PARTY, "cap-uy", party.body if party else ""),
        said=said(PARTY, "noi-dung", party.text if party else ""),
        document=said(PARTY, "van-ban", party.document if party else ""),
        day=said(PARTY, "ngay", format_day(party.given_on if party else clock.today())),
        reason=said(RETURN, "noi-dung", ""),
        act=act,
        problem=problem,
        person=row.person,
        replaces=row.stands
        and may_amend(request.rights, person=row.person_id, unit_path=row.unit_path),
    )
