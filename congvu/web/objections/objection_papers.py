"""Hồ sơ giải quyết kiến nghị: the paper of one objection, for whoever reads its page."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.queries import ObjectionRow, Stored
from congvu.exchange.forms.objection_file import Change, objection_file
from congvu.exchange.forms.words import OBJECTION_FILE
from congvu.exchange.papers.disputes import Settled, objection_papers
from congvu.exchange.papers.wording import of_unit
from congvu.kernel.dates import local_day
from congvu.web.objections.change_form import changed_lines
from congvu.web.objections.months import named
from congvu.web.objections.views import readable
from congvu.web.papers.making import foot, words
from congvu.web.shared.paper_files import WRITERS, sent


@require_safe
def paper(request: HttpRequest, objection_id: int, fmt: str) -> HttpResponse:
    """Send the file of an objection as far as it has come."""
    row = readable(request, objection_id)
    if fmt not in WRITERS:
        raise Http404
    period, rules = named(row.period)
    card = queries.card_of(row.person, period_id=period.id, on=period.ends_on)
    settled = _settled(row, queries.stored_of(period, card, rules))
    told = objection_papers(
        row, card, queries.steps_of(row.id), settled, period=period.label, foot=foot()
    )
    own = of_unit(words(OBJECTION_FILE, clock.today()), card.agency_name, card.agency_name)
    day = local_day(row.answered_at) if row.answered_at else None
    return sent(objection_file(told, own, day=day), fmt, f"kien-nghi-{row.id}-{row.person}")


def _settled(row: ObjectionRow, stored: Stored) -> Settled:
    """The amendment that this objection led to, with what it changed."""
    made = next(
        (one for one in queries.amendments_of(row.card_id) if one.objection_id == row.id), None
    )
    if made is None:
        return Settled()
    changes = changed_lines(stored, made.changes)
    return Settled(
        made, tuple(Change(f"{one.line}: {one.what}", one.before, one.after) for one in changes)
    )
