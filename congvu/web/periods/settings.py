"""One setting of the calendar: its value from a day on, by a decision, with what came before."""

from datetime import date, timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import ADOPT_RULES
from congvu.access.rights import PROVINCE
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import choices_of, rules_in_force
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Month
from congvu.law.faults import LawFault
from congvu.law.schema import Parameter
from congvu.web.periods.forms import (
    DECISION,
    FROM,
    NAME,
    VALUE,
    Setting,
    Typed,
    blank_setting,
    bounds_told,
    choices_told,
    setting_of,
    typed_of,
)
from congvu.web.periods.settings_shown import NAMES, value_told
from congvu.web.shared.frame import Link, show
from congvu.web.shared.numbers import count

MISTAKEN = 422
TRACKING = "tracking"


@require_http_methods(["GET", "HEAD", "POST"])
def calendar_setting(request: HttpRequest) -> HttpResponse:
    """Show one setting with its history; change it from a day on."""
    today = clock.today()
    name = request.POST.get(NAME) or request.GET.get(NAME, "")
    parameter = rules_in_force(today).parameters.get(name) if name in NAMES else None
    if parameter is None:
        raise Http404
    if request.method != "POST":
        return _show(request, parameter, blank_setting(parameter, since=_first_day(name, today)))
    typed = typed_of(request.POST, (NAME, VALUE, FROM, DECISION))
    meant = setting_of(typed, parameter)
    if meant is None:
        return _show(request, parameter, typed)
    try:
        told = _change(name, meant, request.rights.acting(request.user, ADOPT_RULES, PROVINCE))
    except (Refused, LawFault) as refused:
        typed.refused = str(refused)
        return _show(request, parameter, typed)
    since = format_day(meant.valid_from)
    messages.success(
        request, f"{parameter.label}: {value_told(parameter, meant.value)} từ {since}.{told}"
    )
    return redirect("calendar")


def _first_day(name: str, today: date) -> date:
    """The day from which a change is offered: the next month's, or the next quarter's."""
    month = Month.of(today)
    following = month.quarter.last_day if name == TRACKING else month.last_day
    return following + timedelta(days=1)


def _change(name: str, meant: Setting, by: Actor) -> str:
    """Change a setting; return what followed of it, in words."""
    at = clock.now()
    if name != TRACKING:
        rulebook.replace_parameter(
            name=name, value=meant.value, decision=meant.decision, valid_from=meant.valid_from,
            by=by, at=at,
        )  # fmt: skip
        return ""
    done = evaluation.track_by(
        PeriodKind(meant.value), valid_from=meant.valid_from, decision=meant.decision, by=by, at=at
    )
    if not done.quarters:
        return ""
    return f" Đã nhập các tháng đang mở: {count(done.tasks)} việc, {count(done.cards)} phiếu."


def _show(request: HttpRequest, parameter: Parameter, typed: Typed) -> HttpResponse:
    history = [
        f"{value_told(parameter, one.value)}: từ {format_day(one.valid_from)}"
        + (f" đến trước {format_day(one.valid_until)}" if one.valid_until else "")
        + f". {one.decision}"
        for one in choices_of([parameter.name])
    ]
    return show(
        request,
        "periods/setting.html",
        MISTAKEN if typed.is_wrong else 200,
        form=typed,
        fields=typed.fields,
        label=parameter.label,
        why=parameter.why,
        now=parameter.shown(),
        hint=bounds_told(parameter),
        choices=choices_told(parameter, typed.texts[VALUE]),
        tracking=parameter.name == TRACKING,
        history=history,
        up=Link("Lịch kỳ", reverse("calendar"), here=False),
    )
