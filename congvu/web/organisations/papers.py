"""Thông báo: what an organisation is told of its recognised year, as docx or pdf."""

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.evaluation.enums import OrganisationLevel
from congvu.apps.evaluation.queries.organisations import RecognitionRow, chain
from congvu.apps.work.queries import FIGURES, Figures
from congvu.exchange.forms.organisation_notice import OrganisationNotice, organisation_notice
from congvu.exchange.forms.words import RESULT_NOTICE
from congvu.exchange.papers.wording import of_unit
from congvu.kernel.dates import format_day
from congvu.web.organisations.reach import readable_unit, year_of
from congvu.web.organisations.words import figures_in_words
from congvu.web.papers.making import words
from congvu.web.shared.numbers import points
from congvu.web.shared.paper_files import WRITERS, sent

SEAL_LENGTH = 12


@require_safe
def notice(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """Send the notice of a recognised year; before that there is none."""
    here, year = readable_unit(request.rights, code), year_of(request, clock.today())
    found = chain(code, year)
    if not found or fmt not in WRITERS:
        raise Http404
    told = _told(found[-1])
    own = of_unit(words(RESULT_NOTICE, clock.today()), told.authority, told.authority)
    paper = organisation_notice(told, own, day=found[-1].decided_on)
    return sent(paper, fmt, f"thong-bao-to-chuc-{year}-{quote(here.code, '')}")


def _told(one: RecognitionRow) -> OrganisationNotice:
    rule = one.inputs["rule"]
    tasks = figures_in_words(Figures(**{name: rule[name] for name in FIGURES}))
    return OrganisationNotice(
        authority=one.authority_unit_name,
        organisation=one.unit_name,
        year=one.year,
        general=points(rule["general"]),
        results=points(rule["results"]),
        score=points(one.score_hundredths),
        tasks=f"Trong năm có {tasks}.",
        level=str(OrganisationLevel(one.level).label),
        capped=one.capped,
        decision=f"Quyết định {one.decision} ngày {format_day(one.decided_on)}",
        replaces=one.reason,
        seal=one.sha256[:SEAL_LENGTH],
    )
