"""A mapping rule: written as a form, tried on what came last, kept as a sentence."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.work import actions
from congvu.apps.work.queries import RuleRow, SystemRow, received, rules_of
from congvu.exchange.intake.receiving import try_rules
from congvu.web.intake.reach import MISTAKEN, kept_system
from congvu.web.intake.rule_form import RuleForm, form_for, form_like, form_of, form_typed, terms_of
from congvu.web.intake.rule_page import Trial, draft_of, trial_of
from congvu.web.shared.frame import Link, show


@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Write a new rule (`tu`: from a record), change one (`sua`), try it, end it."""
    found = kept_system(request, code)
    rules = rules_of(found.id)
    changed = _changed(request, rules)
    if request.method != "POST":
        return _show(request, found, changed, _first(request, found, changed))
    step = request.POST.get("buoc", "")
    if step == "thoi" and changed is not None:
        return _end(request, found, changed)
    form = form_typed(request, found)
    try:
        terms = terms_of(request, found, today=clock.today())
        if step == "thu":
            return _tried(request, found, rules, changed, form)
        instead = changed.id if changed else None
        actions.make_rule(found.id, terms, instead_of=instead, by=request.user, at=clock.now())
    except Refused as refused:
        return _show(request, found, changed, form, problem=str(refused))
    messages.success(
        request, "Đã lưu luật. Những gì đã tính không đổi; dòng mới tính theo luật này."
    )
    return redirect("intake_system", code)


def _changed(request: HttpRequest, rules: list[RuleRow]) -> RuleRow | None:
    asked = request.GET.get("sua", "")
    if not asked:
        return None
    found = next((one for one in rules if str(one.id) == asked), None)
    if found is None:
        raise Http404
    return found


def _first(request: HttpRequest, found: SystemRow, changed: RuleRow | None) -> RuleForm:
    if changed is not None:
        return form_of(found, changed, today=clock.today())
    asked = request.GET.get("tu", "")
    record = received(int(asked)) if asked.isdecimal() and len(asked) < 18 else None
    if record is not None and record.system_id == found.id:
        return form_like(found, record, today=clock.today())
    return form_for(found, today=clock.today())


def _end(request: HttpRequest, found: SystemRow, changed: RuleRow) -> HttpResponse:
    try:
        actions.end_rule(found.id, changed.id, by=request.user, at=clock.now())
    except Refused as refused:
        form = form_of(found, changed, today=clock.today())
        return _show(request, found, changed, form, problem=str(refused))
    messages.success(request, f"Đã thôi dùng luật “{changed.name}”. Những gì đã tính không đổi.")
    return redirect("intake_system", found.code)


def _tried(
    request: HttpRequest,
    found: SystemRow,
    rules: list[RuleRow],
    changed: RuleRow | None,
    form: RuleForm,
) -> HttpResponse:
    draft = draft_of(found, form, terms_of(request, found, today=clock.today()))
    place = next((at for at, one in enumerate(rules) if changed and one.id == changed.id), None)
    tried = [*rules]
    if place is None:
        tried.append(draft)
    else:
        tried[place] = replace(draft, place=rules[place].place)
    count, seen = try_rules(found, tried, today=clock.today())
    return _show(request, found, changed, form, trial=trial_of(count, seen, tried))


def _show(
    request: HttpRequest,
    found: SystemRow,
    changed: RuleRow | None,
    form: RuleForm,
    *,
    problem: str = "",
    trial: Trial | None = None,
) -> HttpResponse:
    up = Link(found.name, reverse("intake_system", args=(found.code,)), here=False)
    return show(
        request,
        "intake/rule.html",
        MISTAKEN if problem else 200,
        system=found,
        changed=changed,
        form=form,
        problem=problem,
        trial=trial,
        up=up,
    )
