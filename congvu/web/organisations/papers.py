"""Thông báo: what an organisation is told of its recognised year, as docx or pdf."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.evaluation.enums import OrganisationLevel
from congvu.apps.evaluation.queries.organisations import RecognitionRow, chain
from congvu.apps.work.queries import FIGURES, Figures
from congvu.exchange.forms.organisation_notice import OrganisationNotice, organisation_notice
from congvu.exchange.forms.words import ORGANISATION_NOTICE
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.wording import of_unit
from congvu.exchange.papers.years import decision_named
from congvu.web.organisations.reach import readable_unit, year_of
from congvu.web.organisations.words import figures_in_words
from congvu.web.papers.making import foot, words
from congvu.web.shared.numbers import points
from congvu.web.shared.paper_files import WRITERS, sent


@require_safe
def notice(request: HttpRequest, code: str, fmt: str) -> HttpResponse:
    """Send the notice of a recognised year; before that there is none."""
    here, year = readable_unit(request.rights, code), year_of(request, clock.today())
    found = chain(code, year)
    if not found or fmt not in WRITERS:
        raise Http404
    last = found[-1]
    body = last.authority_unit_name
    own = of_unit(words(ORGANISATION_NOTICE, clock.today()), body, body)
    own = replace(own, signer=own.signer or last.authority)
    paper = organisation_notice(_told(found), own, day=last.decided_on)
    return sent(paper, fmt, f"thong-bao-to-chuc-{year}-{quote(here.code, '')}")


def _told(found: Sequence[RecognitionRow]) -> OrganisationNotice:
    """What stands of an organisation's results, the last of them."""
    one, before = found[-1], found[-2] if found[1:] else None
    rule = one.inputs["rule"]
    tasks = figures_in_words(Figures(**{name: rule[name] for name in FIGURES}))
    return OrganisationNotice(
        authority=one.authority_unit_name,
        organisation=one.unit_name,
        year=one.year,
        general=points(rule["general"]),
        results=points(rule["results"]),
        score=points(one.score_hundredths),
        tasks=f"Trong năm có {tasks}." if tasks else "",
        level=str(OrganisationLevel(one.level).label),
        capped=one.capped,
        decision=decision_named(one.decision, one.decided_on),
        replaced=decision_named(before.decision, before.decided_on) if before else "",
        reason=one.reason.rstrip("."),
        footer=foot()(Kind.ORGANISATION, one.id, one.sha256),
    )
