"""One person's month under review: what she did and showed, beside what the reviewer decides."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.access.policy import ACCEPT_WORK, may_accept, may_read_work
from congvu.apps.org.queries import PersonRow, UnknownPerson, person
from congvu.apps.positions.queries import HeldPosting, held_posting
from congvu.apps.rulebook.queries import PeriodRow, periods
from congvu.apps.work.queries import to_review
from congvu.web.head.review import may_answer, shown_with, within
from congvu.web.head.review_page import Shown, person_href
from congvu.web.head.review_rows import Record, records, row_shown, with_causes
from congvu.web.head.review_view import PersonReview, Row, Typed
from congvu.web.head.review_words import effect_note, effect_steps
from congvu.web.shared.frame import Link, show
from congvu.web.shared.months import months_around
from congvu.web.shared.periods import chosen

MONTH = "thang"


@require_safe
def review_person(request: HttpRequest, code: str) -> HttpResponse:
    """Show the month of a person whose work the reader reviews, or may read."""
    return person_page(request, code, request.GET.get(MONTH, ""))


def person_page(
    request: HttpRequest,
    code: str,
    key: str,
    *,
    typed: tuple[int, Typed] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of one person's month, with what was typed into one of its rows; Http404."""
    now, every = clock.now(), periods()
    period = chosen(every, key, now.date())
    if period is None:
        raise Http404
    asked = _person(code)
    rows = to_review(within(request, asked.id), [period.id], person_id=asked.id)
    posting = held_posting(asked.id, on=period.ends_on)
    seen = [row for row in rows if _may_read(request, row.person_id, row.unit_path)]
    if not seen and not (posting and _may_read(request, asked.id, posting.unit_path)):
        raise Http404
    found = with_causes(records(seen, today=now.date()))
    page = _page(
        request, asked, posting, period, found, shown_with(request, found, [period], now), typed
    )
    return show(
        request,
        "head/review_person.html",
        status,
        page=page,
        months=months_around(
            period.key,
            [one.key for one in every],
            lambda to: f"{reverse('review_person', args=(code,))}?{MONTH}={to}",
        ),
        up=Link("Duyệt", reverse("review"), here=False)
        if request.rights.may(ACCEPT_WORK)
        else None,
    )


def _person(code: str) -> PersonRow:
    if "\x00" in code:
        raise Http404
    try:
        return person(code)
    except UnknownPerson as unknown:
        raise Http404 from unknown


def _may_read(request: HttpRequest, who: int, unit_path: str) -> bool:
    if request.rights.person == who:
        return False
    return may_accept(request.rights, person=who, unit_path=unit_path) or may_read_work(
        request.rights, person=who, unit_path=unit_path
    )


def _page(
    request: HttpRequest,
    asked: PersonRow,
    posting: HeldPosting | None,
    period: PeriodRow,
    found: Sequence[Record],
    shown: Shown,
    typed: tuple[int, Typed] | None,
) -> PersonReview:
    acts = period.is_open and any(may_answer(request, one.row) for one in found)
    before, _, given = asked.full_name.rpartition(" ")
    if found:
        before, given = found[0].row.family_middle, found[0].row.given
    return PersonReview(
        person=asked.code,
        before=before,
        given=given,
        where=_where(posting),
        key=period.key,
        period=period.label,
        acts=acts,
        waiting=sum(one.row.waits or one.row.claim_id is not None for one in found),
        rows=tuple(_row(one, shown, typed) for one in found),
        effect_note=effect_note(shown.now),
        effects=effect_steps(),
        reasons=shown.conduct.reasons,
        problem=typed[1].problem if typed else "",
    )


def _where(posting: HeldPosting | None) -> str:
    return f"{posting.title}, {posting.unit_name}" if posting else ""


def _row(record: Record, shown: Shown, typed: tuple[int, Typed] | None) -> Row:
    row = record.row
    return row_shown(
        record,
        rules=shown.rules.get(row.period_id),
        today=shown.today,
        href=f"{person_href(row, shown.key)}#viec-{row.task_id}",
        typed=typed[1] if typed and typed[0] == row.task_id else None,
    )
