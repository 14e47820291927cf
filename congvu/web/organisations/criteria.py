"""Bộ tiêu chí: the dated sets by kind of organisation; the department of home affairs adds one."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import ADOPT_RULES
from congvu.access.rights import PROVINCE
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions import organisations as actions
from congvu.apps.evaluation.actions.organisations import NewCriteria
from congvu.apps.evaluation.enums import Part
from congvu.apps.evaluation.queries.organisations import (
    CriteriaRow,
    criteria_among,
    criteria_sets,
    organisation_rules,
)
from congvu.apps.org.enums import UnitKind
from congvu.exchange.organisations.criteria import (
    PARTS,
    RATIOS,
    NotACriterion,
    criteria_of,
    lines_of,
)
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.web.organisations.deciding import NUMBER, text_of
from congvu.web.organisations.words import MISTAKEN, clause_of, measured_by
from congvu.web.shared.frame import Link, show
from congvu.web.shared.numbers import amount

KIND, FROM, LINES, NOTE = "loai", "tu-ngay", "dong", "ghi-chu"
LONGEST = 60_000
RATED = (
    UnitKind.DEPARTMENT, UnitKind.ROOM, UnitKind.SUB_DEPARTMENT, UnitKind.COMMUNE,
    UnitKind.COMMUNE_ROOM,
)  # fmt: skip
"""The kinds of unit that are administrative organisations."""
EVEN = "Điểm từng tiêu chí chia đều: địa phương chọn, Nghị định chỉ định điểm của mỗi phần."


@require_http_methods(["GET", "HEAD", "POST"])
def criteria(request: HttpRequest) -> HttpResponse:
    """Show every set; take a new one."""
    if request.method != "POST":
        return _page(request)
    if not request.rights.may(ADOPT_RULES):
        raise PermissionDenied
    try:
        made = NewCriteria(
            unit_kind=request.POST.get(KIND, ""),
            valid_from=parse_day(request.POST.get(FROM, "")),
            decision=text_of(request.POST, NUMBER),
            lines=criteria_of(request.POST.get(LINES, "")[:LONGEST]),
            note=text_of(request.POST, NOTE),
        )
        acting = request.rights.acting(request.user, ADOPT_RULES, PROVINCE)
        actions.set_criteria(made, by=acting, at=clock.now())
    except (Refused, NotADay, NotACriterion) as wrong:
        return _page(request, str(wrong))
    messages.success(request, "Đã lập bộ tiêu chí; bộ cũ vẫn giữ cho những năm đã dùng.")
    return redirect("organisation_criteria")


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    today, sets = clock.today(), criteria_sets()
    kind = request.POST.get(KIND) or request.GET.get(KIND, "")
    kind = kind if kind in RATED else UnitKind.DEPARTMENT.value
    in_force = criteria_among(sets, today)
    return show(
        request,
        "organisations/criteria.html",
        MISTAKEN if problem else 200,
        sets=[_shown(one, in_force.get(one.unit_kind) is one) for one in sets],
        problem=problem,
        may_set=request.rights.may(ADOPT_RULES),
        kinds=[(one.value, str(one.label), one.value == kind) for one in RATED],
        since=request.POST.get(FROM, "") or format_day(today),
        decision=text_of(request.POST, NUMBER),
        note=request.POST.get(NOTE, "") or ("" if kind in in_force else EVEN),
        lines=request.POST.get(LINES, "") or _begun(in_force.get(kind), today.year),
        ratios=list(RATIOS),
        up=Link("Tổ chức", reverse("organisations"), here=False),
    )


def _begun(now: CriteriaRow | None, year: int) -> str:
    """The lines to begin with: those in force, else the decree's with even points."""
    return lines_of(now.lines if now else actions.written_lines(organisation_rules(year)))


def _shown(one: CriteriaRow, in_force: bool) -> dict[str, object]:
    words = {part.value: word for word, part in PARTS.items()}
    return {
        "kind": str(UnitKind(one.unit_kind).label),
        "since": format_day(one.valid_from),
        "decision": one.decision,
        "note": one.note,
        "in_force": in_force,
        "lines": [
            (line.code, line.label, words[line.part], amount(line.most_hundredths),
             measured_by(line), clause_of(line.clause))
            for line in one.lines
        ],
        "sums": ", ".join(
            f"{part.label.lower()} {amount(_sum(one, part))}" for part in Part
        ),
    }  # fmt: skip


def _sum(one: CriteriaRow, part: Part) -> int:
    return sum(line.most_hundredths for line in one.lines if line.part == part)
