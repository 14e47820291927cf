"""Papers of the year: Mẫu số 02, the notice, minutes, a decision, a unit's list."""

from dataclasses import replace
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.years import may_read_round
from congvu.apps.evaluation.queries.years import (
    DecisionRow,
    FormView,
    NoYearResult,
    YearResultRow,
    decision_by_id,
    levels_of_year,
    ratings_at,
    results_by,
    round_by_id,
    year_result_of,
    year_results,
    year_results_through_time,
)
from congvu.apps.evaluation.queries.years.months import (
    year_months,
)
from congvu.apps.org.queries import UnitRow, UnknownUnit, unit
from congvu.apps.rulebook.queries import PeriodRow, rules_for, year_period
from congvu.exchange.forms.meeting_minutes import meeting_minutes
from congvu.exchange.forms.paper import Footer
from congvu.exchange.forms.rating_decision import rating_decision
from congvu.exchange.forms.unit_results import unit_results
from congvu.exchange.forms.words import (
    MEETING_MINUTES,
    RATING_DECISION,
    YEAR_CARD,
    YEAR_NOTICE,
    YEAR_RESULTS,
    FormWords,
)
from congvu.exchange.forms.year_card import year_card
from congvu.exchange.forms.year_notice import year_notice
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.minutes import minutes_paper
from congvu.exchange.papers.wording import of_unit, resting_on
from congvu.exchange.papers.year_forms import year_filling
from congvu.exchange.papers.years import (
    YearFilling,
    decision_named,
    decision_of,
    year_card_of,
    year_list,
    year_notice_of,
)
from congvu.kernel.dates import local_day
from congvu.web.papers.making import foot, words
from congvu.web.shared.paper_files import WRITERS, sent
from congvu.web.shared.typed import address
from congvu.web.years.reach import form_read, minutes_read, opened_year
from congvu.web.years.result_page import result_shown

UNIT = "don-vi"
LARGEST_ID = 1 << 63


@require_safe
def form(request: HttpRequest, year: int, code: str, fmt: str) -> HttpResponse:
    """Send Mẫu số 02 of a person within reach; a draft until the decision."""
    period, view = _form(request, year, code, fmt)
    rules, row = rules_for(period), view.rating
    months = year_months(row.person_id, period, rules)
    if not months.counts:
        raise Http404
    told = year_results_through_time(row.id)[-1:] if row.stands else []
    own = words(YEAR_CARD, clock.today())
    filling = year_filling(period, rules, own, [row], told, foot())
    card = year_card_of(
        row, months, told[0] if told else None, filling,
        own=request.rights.person == row.person_id,
    )  # fmt: skip
    return sent(year_card(card, own), fmt, f"phieu-xep-loai-{year}-{row.person}")


@require_safe
def notice(request: HttpRequest, year: int, code: str, fmt: str) -> HttpResponse:
    """Send the notice of a decided year; before that there is none."""
    period, view = _form(request, year, code, fmt)
    try:
        result = year_result_of(view.rating.person_id, period.id)
    except NoYearResult as unknown:
        raise Http404 from unknown
    rules, here = rules_for(period), unit(view.round_unit)
    every = year_results_through_time(view.rating.id)
    own = resting_on(
        of_unit(words(YEAR_NOTICE, clock.today()), here.name, here.name), YEAR_NOTICE, rules
    )
    filling = year_filling(period, rules, own, [], every[-1:], foot())
    shown = result_shown(every, rules, filling.labels)
    way = [f"{one.label}: {one.level.lower()}" for one in shown.steps] if shown else []
    replaced = decision_named(every[-2].number, every[-2].day) if every[1:] else ""
    told = year_notice_of(result, filling, way=way, replaced=replaced, rules=rules, body=here.name)
    signer = filling.decisions[result.decision_id].signer or ""
    own = replace(own, signer=own.signer or signer)
    paper = year_notice(told, own, day=local_day(result.signed_at))
    return sent(paper, fmt, f"thong-bao-xep-loai-{year}-{result.person}")


@require_safe
def minutes(request: HttpRequest, meeting_id: int, fmt: str) -> HttpResponse:
    """Send the minutes of a meeting that the reader may see; a draft until they are passed."""
    found = minutes_read(request, meeting_id)
    if fmt not in WRITERS:
        raise Http404
    held = found.meeting
    here = unit(held.unit)
    labels = levels_of_year(year_period(int(held.year)))
    own = of_unit(words(MEETING_MINUTES, clock.today()), _agency(here).name, here.name)
    day = local_day(held.ended_at) if held.ended_at else None
    paper = meeting_minutes(minutes_paper(found, labels, foot()), own, day=day)
    return sent(paper, fmt, f"bien-ban-hop-{held.year}-{quote(here.code, '')}")


@require_safe
def decision(request: HttpRequest, decision_id: int, fmt: str) -> HttpResponse:
    """Send a decision with its list to those over the unit whose head signed it."""
    found = decision_by_id(decision_id if decision_id < LARGEST_ID else 0)
    if found is None or fmt not in WRITERS:
        raise Http404
    held = round_by_id(found.round_id)
    if not may_read_round(request.rights, unit_path=held.unit_path):
        raise Http404
    period = year_period(int(held.period_key))
    old = decision_by_id(found.replaces_id) if found.replaces_id else None
    rules = rules_for(period)
    own = resting_on(
        of_unit(words(RATING_DECISION, clock.today()), held.unit_name, held.unit_name),
        RATING_DECISION,
        rules,
    )
    filling = year_filling(period, rules, own, [], [], foot())
    told = decision_of(
        found, results_by(found.id), filling, unit=held.unit_name,
        replaces=decision_named(old.number, old.day) if old else "",
    )  # fmt: skip
    paper = rating_decision(told, _signed(own, found), day=found.day)
    return sent(paper, fmt, f"quyet-dinh-xep-loai-{period.key}-{quote(held.unit_code, '')}")


@require_safe
def unit_list(request: HttpRequest, year: int, fmt: str) -> HttpResponse:
    """Send the list of a unit's people with their levels of a year, as decided so far."""
    period = opened_year(year)
    try:
        here = unit(address(request, UNIT))
    except UnknownUnit as unknown:
        raise Http404 from unknown
    if fmt not in WRITERS or not may_read_round(request.rights, unit_path=here.path):
        raise Http404
    rows = ratings_at(period.id, here.path, agency_id=_agency(here).id)
    decided = {one.rating_id: one for one in year_results(period.id, [r.person_id for r in rows])}
    own = of_unit(words(YEAR_RESULTS, clock.today()), _agency(here).name, here.name)
    filling = year_filling(period, rules_for(period), own, [], decided.values(), foot())
    pairs = [(row, decided.get(row.id)) for row in rows]
    told = year_list(here.name, pairs, filling, _one_foot(list(decided.values()), filling))
    return sent(unit_results(told, own), fmt, f"xep-loai-{year}-{quote(here.code, '')}")


def _form(request: HttpRequest, year: int, code: str, fmt: str) -> tuple[PeriodRow, FormView]:
    period = opened_year(year)
    if fmt not in WRITERS:
        raise Http404
    return period, form_read(request, period, code)


def _one_foot(results: list[YearResultRow], filling: YearFilling) -> Footer | None:
    """The foot of the one decision that a list rests on; none where there are several."""
    if len(filling.decisions) != 1 or not results:
        return None
    (only,) = filling.decisions.values()
    return filling.foot(Kind.DECISION, only.id, only.digest)


def _agency(here: UnitRow) -> UnitRow:
    return unit(here.agency) if here.agency and here.agency != here.code else here


def _signed(own: FormWords, found: DecisionRow) -> FormWords:
    """The words with the decision's own number and who signed it."""
    return replace(own, number=f"Số: {found.number}", signer=own.signer or found.signer or "")
