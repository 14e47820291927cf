"""In phiếu, thông báo, danh sách: one paper of one person or one unit, made when asked for."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import READ_ROOM, may_read_month
from congvu.apps.evaluation.queries import (
    ListedScore,
    MonthView,
    NoScorecard,
    closed_period,
    listed_scores,
    month_of,
)
from congvu.apps.org.queries import UnitRow
from congvu.apps.org.queries import unit as unit_row
from congvu.apps.rulebook.queries import PeriodRow, months_and_rules
from congvu.engine.scoring import month_form, program_for
from congvu.exchange.forms.month_card import month_card
from congvu.exchange.forms.result_notice import result_notice
from congvu.exchange.forms.unit_results import unit_results
from congvu.exchange.forms.words import MONTH_CARD, RESULT_NOTICE, UNIT_RESULTS
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.results import notice_of, unit_list
from congvu.exchange.papers.wording import of_unit
from congvu.kernel.dates import local_day
from congvu.web.papers.making import card, foot, words
from congvu.web.shared.paper_files import WRITERS, sent
from congvu.web.shared.periods import chosen
from congvu.web.shared.reach import units_within

UNIT = "don-vi"
EXPLAINED = "giai-thich"


@require_safe
def card_paper(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    """Send Mẫu 01 of a person within reach; a draft until it is published."""
    view = _month(request, code, key, fmt)
    own = words(MONTH_CARD, clock.today())
    told = card(view, own.place, explained=EXPLAINED in request.GET)
    return sent(month_card(told, own), fmt, f"phieu-{view.period.key}-{view.card.person}")


@require_safe
def notice_paper(request: HttpRequest, code: str, key: str, fmt: str) -> HttpResponse:
    """Send the notice of a published month; before that there is none."""
    view = _month(request, code, key, fmt)
    if not view.card.stands:
        raise Http404
    agency = view.card.agency_name
    own = of_unit(words(RESULT_NOTICE, clock.today()), agency, agency)
    paper = result_notice(notice_of(view, foot()), own, day=local_day(view.card.closed_at))
    return sent(paper, fmt, f"thong-bao-{view.period.key}-{view.card.person}")


@require_safe
def list_paper(request: HttpRequest, key: str, fmt: str) -> HttpResponse:
    """Send the list of a unit within reach, as it stands or as it was published."""
    period = chosen((every := months_and_rules()).periods, key, clock.today())
    if period is None or fmt not in WRITERS:
        raise Http404
    _, here = units_within(request.rights, READ_ROOM, request.GET.get(UNIT, ""), clock.today())
    agency = unit_row(here.agency) if here.agency else here
    rules = every.rules_for(period)
    told = unit_list(
        here.name, period, _scores(period, here, agency), dict(program_for(rules).levels),
        _closed_foot(period),
    )  # fmt: skip
    own = of_unit(words(UNIT_RESULTS, clock.today()), agency.name, here.name)
    return sent(unit_results(told, own), fmt, f"danh-sach-{period.key}-{quote(here.code, '')}")


def _scores(period: PeriodRow, here: UnitRow, agency: UnitRow) -> list[ListedScore]:
    """The people of a unit; those of an agency under it are left to their own lists."""
    found = listed_scores(period, here.path, scope=agency.path)
    return [row for row in found if here.agency in (None, row.agency)]


def _closed_foot(period: PeriodRow):
    closed = closed_period(period.id)
    return foot()(Kind.CLOSE, closed.id, closed.digest) if closed else None


def _month(request: HttpRequest, code: str, key: str, fmt: str) -> MonthView:
    """The month asked for; Http404 where the reader may not read it, or it has no papers."""
    every = months_and_rules()
    period = chosen(every.periods, key, clock.today())
    if period is None or fmt not in WRITERS or "\x00" in code:
        raise Http404
    try:
        view = month_of(code, period, rules := every.rules_for(period))
    except NoScorecard as unknown:
        raise Http404 from unknown
    found = view.card
    reads = may_read_month(request.rights, person=found.person_id, unit_path=found.unit_path)
    if not reads or not month_form(rules):
        raise Http404
    return view
