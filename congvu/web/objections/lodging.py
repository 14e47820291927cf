"""Kiến nghị: what a person does not agree with, why, and what shows it; one form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewObjection, Proof
from congvu.apps.evaluation.queries import (
    CardRow,
    Decider,
    NoScorecard,
    card_of,
    decider_of,
    subjects_of,
    window_of,
)
from congvu.apps.evaluation.queries.objection_clocks import is_unsure, objection_working_days
from congvu.apps.rulebook.queries import PeriodRow, UnknownPeriod
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.work.queries import tasks
from congvu.exchange.evidence.kinds import EvidenceRefused
from congvu.kernel.dates import format_day
from congvu.web.objections.marks import ONE_OF_GENERAL
from congvu.web.shared.clauses import clause_of
from congvu.web.shared.frame import Link, show
from congvu.web.shared.kept_files import taken

MISTAKEN = 422
CLAUSE = "Đ22"


@dataclass(frozen=True)
class Option:
    """A line that may be objected to."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Typed:
    """What was typed, to be shown again as it was."""

    subject: str
    text: str = ""
    link: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def objection_new(request: HttpRequest, key: str) -> HttpResponse:
    """Show the form for the reader's own month, or send it; a mistake keeps what was typed."""
    held, card = _own(request, key)
    typed = typed_in(request)
    if request.method != "POST":
        return _form(request, held, card, typed)
    try:
        row = new_objection(request, typed)
        made = actions.lodge_objection(held, card.person, row, by=request.user, at=clock.now())
    except (Refused, EvidenceRefused) as refused:
        return _form(request, held, card, typed, str(refused))
    messages.success(request, "Đã gửi kiến nghị.")
    return redirect("objection", made)


def typed_in(request: HttpRequest) -> Typed:
    """What was typed, or asked for by the address."""
    return Typed(
        request.POST.get("muc") or request.GET.get("muc", ""),
        request.POST.get("noi-dung", ""),
        request.POST.get("duong-dan", ""),
    )


def new_objection(request: HttpRequest, typed: Typed) -> NewObjection:
    """The objection as it was typed, its file kept; raises EvidenceRefused."""
    proof = _proof(request.FILES.get("tep"))
    return NewObjection(typed.subject, _clean(typed.text), _clean(typed.link), proof)


def _own(request: HttpRequest, key: str) -> tuple[PeriodRow, CardRow]:
    """The month and the reader's own card in it; 404 where there is none."""
    if request.rights.person is None:
        raise Http404
    try:
        held = period_named(key)
        return held, card_of(request.rights.person, period_id=held.id, on=held.ends_on)
    except (UnknownPeriod, NoScorecard) as unknown:
        raise Http404 from unknown


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()


def _proof(sent: UploadedFile | None) -> Proof | None:
    """Look into a file and keep it; raises EvidenceRefused."""
    if sent is None:
        return None
    looked = taken(sent)
    return Proof(looked.name, looked.sha256, looked.size, looked.kind.content_type)


def _form(
    request: HttpRequest, held: PeriodRow, card: CardRow, typed: Typed, problem: str = ""
) -> HttpResponse:
    today = clock.today()
    rows = tasks(held.id, [card.person_id])
    return show_form(
        request,
        typed,
        problem,
        label=held.label,
        named=subjects_of(card, rows, held.ends_on),
        closed=_closed(card, today),
        told=lambda: answering(decider_of(card, today), card.kind, today),
        up=Link("Tháng của tôi", reverse("month_of", args=(held.key,)), here=False),
    )


def show_form(
    request: HttpRequest,
    typed: Typed,
    problem: str,
    *,
    label: str,
    named: dict[str, str],
    closed: str,
    told: Callable[[], str],
    up: Link,
) -> HttpResponse:
    """The form of an objection to a period; `closed` says why nothing can be sent, if so."""
    return show(
        request,
        "objections/new.html",
        MISTAKEN if problem else 200,
        label=label,
        typed=typed,
        problem=problem,
        file_lost="tep" in request.FILES,
        options=_options(named, typed.subject),
        told="" if closed else told(),
        closed=closed,
        clause=clause_of(CLAUSE),
        up=up,
    )


def _options(named: dict[str, str], subject: str) -> tuple[Option, ...]:
    """Every line, the one asked for chosen; the general criteria first where one is meant."""
    listed = list(named.items())
    if subject == ONE_OF_GENERAL:
        listed.sort(key=lambda one: not one[0].startswith(ONE_OF_GENERAL))
    return tuple(Option(value, label, value == subject) for value, label in listed)


def answering(decider: Decider | None, kind: str, today: date) -> str:
    """Who answers, and within how long."""
    days = objection_working_days(today, kind)
    unsure = " (theo nguồn thứ cấp, chưa có toàn văn)" if is_unsure(today, kind) else ""
    who = f"{decider.full_name}, {decider.unit_name}" if decider else "Người có thẩm quyền"
    return f"{who} trả lời trong {days} ngày làm việc kể từ ngày nhận{unsure}."


def _closed(card: CardRow, today: date) -> str:
    """Why nothing can be sent, empty where it can."""
    if not card.stands:
        return "Kết quả kỳ này chưa công bố; khi công bố rồi mới kiến nghị được."
    window = window_of(card, today)
    if window is None:
        return "Chưa có quy định về thời hạn kiến nghị về kết quả kỳ này."
    if not window.is_open:
        return f"Đã hết thời hạn kiến nghị về kỳ này (ngày {format_day(window.last_day)})."
    return ""
