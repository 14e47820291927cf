"""A person's file: read by herself and those over her, written by those who keep people."""

from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from config import clock
from congvu.access.policy import (
    KEEP_PEOPLE,
    may_keep_person,
    may_list_people,
    may_read_competencies,
    may_read_discipline,
    may_read_month,
    may_read_person,
)
from congvu.apps.audit.refusals import Refused
from congvu.apps.org.queries import absences_of, disciplines_of
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.queries import (
    FieldFile,
    PersonFile,
    PostingFile,
    fields_of_postings,
    person_file,
    postings_through_time,
    service_of,
)
from congvu.apps.rulebook.queries import current_period
from congvu.web.people import person_forms, person_writes
from congvu.web.people.forms import WHICH, Form, NamedUnit, read
from congvu.web.people.named import near, units_to_name
from congvu.web.people.person_page import PersonPage, person_page
from congvu.web.people.person_writes import Desk
from congvu.web.people.units_views import MISTAKEN
from congvu.web.shared.frame import Link, show

ROW = "dong"
_ROW_ACTS = {
    person_forms.END_POST: person_writes.end_post,
    person_forms.END_FIELD: person_writes.end_field,
    person_forms.END_AWAY: person_writes.end_away,
    person_forms.UNDO_AWAY: person_writes.undo_away,
}
DONE = {
    person_forms.END_FIELD: "Đã ghi ngày thôi phụ trách.",
    person_forms.END_POST: "Đã ghi ngày thôi giữ vị trí.",
    person_forms.END_AWAY: "Đã ghi ngày cuối của kỳ nghỉ.",
    person_forms.UNDO_AWAY: "Đã bỏ kỳ nghỉ.",
}


@dataclass(frozen=True)
class Subject:
    """Whose file it is, every post she held, and the paths of the units that count for reach."""

    person: PersonFile
    posts: list[PostingFile]
    paths: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, code: str) -> HttpResponse:
    """Show a person's file; write into it what a form tells."""
    subject = _subject(request, code)
    keeps = _keeps(request, subject)
    if request.method != "POST":
        return _shown(request, subject)
    if not keeps:
        raise PermissionDenied
    which = request.POST.get(WHICH, "")
    if which in _ROW_ACTS:
        return _row_act(request, subject, which)
    return _form_act(request, subject, which)


def _subject(request: HttpRequest, code: str) -> Subject:
    found = person_file(code)
    if found is None:
        raise Http404
    posts = postings_through_time(found.id)
    today = clock.today()
    held = [one for one in posts if one.holds_on(today)] or posts[:1]
    subject = Subject(found, posts, tuple(dict.fromkeys(one.unit_path for one in held)))
    if not may_read_person(request.rights, person=found.id, unit_paths=subject.paths):
        raise Http404
    return subject


def _keeps(request: HttpRequest, subject: Subject) -> bool:
    return may_keep_person(request.rights, person=subject.person.id, unit_paths=subject.paths)


def _form_act(request: HttpRequest, subject: Subject, which: str) -> HttpResponse:
    named = units_to_name(request.rights, KEEP_PEOPLE, clock.today())
    form = _forms(subject).get(which)
    if form is None:
        return _shown(request, subject, refused="Chưa chọn việc cần ghi.")
    form, told = read(form, request.POST, named)
    if form.problems:
        return _shown(request, subject, form=form, named=named)
    try:
        person_writes.FORMS[which](_desk(request, subject), told)
    except Refused as refused:
        wrong = replace(form, refused=str(refused))
        return _shown(request, subject, form=wrong, named=named)
    messages.success(request, f"{form.title}: đã ghi.")
    return redirect("person", subject.person.code)


def _row_act(request: HttpRequest, subject: Subject, which: str) -> HttpResponse:
    """Act on one line of the file, which must be hers."""
    sent = request.POST.get(ROW, "")
    row = int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 19 else 0
    if row not in _own_rows(subject, which):
        raise Http404
    try:
        _ROW_ACTS[which](_desk(request, subject), row, request.POST)
    except Refused as refused:
        return _shown(request, subject, refused=str(refused))
    messages.success(request, DONE[which])
    return redirect("person", subject.person.code)


def _own_rows(subject: Subject, which: str) -> set[int]:
    if which == person_forms.END_POST:
        return {one.id for one in subject.posts}
    if which == person_forms.END_FIELD:
        return {one.id for one in _fields(subject)}
    return {one.id for one in absences_of(subject.person.id)}


def _fields(subject: Subject) -> list[FieldFile]:
    return fields_of_postings([one.id for one in subject.posts if one.leads == Leads.DEPUTY])


def _desk(request: HttpRequest, subject: Subject) -> Desk:
    return Desk(request.user, clock.now(), subject.person, subject.posts)


def _forms(subject: Subject) -> dict[str, Form]:
    today = clock.today()
    primary = [one for one in subject.posts if one.is_primary and one.holds_on(today)]
    return person_forms.forms_of(subject.person, primary[0] if primary else None, today)


def _shown(
    request: HttpRequest, subject: Subject, *, form: Form | None = None,
    named: list[NamedUnit] | None = None, refused: str = "",
) -> HttpResponse:  # fmt: skip
    forms: list[Form] = []
    if _keeps(request, subject):
        every = _forms(subject)
        if form is not None:
            every[form.key] = form
        forms = list(every.values())
        named = named or units_to_name(request.rights, KEEP_PEOPLE, clock.today())
    where = subject.posts[0].unit if subject.posts else ""
    agency = next((one.agency or one.name for one in named or [] if one.code == where), "")
    return show(
        request,
        "people/person.html",
        MISTAKEN if refused or form else 200,
        page=_page(request, subject),
        forms=forms,
        refused=refused,
        typed=request.POST if refused else {},
        named=near(named or [], agency),
        up=_up(request, subject),
    )


def _page(request: HttpRequest, subject: Subject) -> PersonPage:
    today, person_id = clock.today(), subject.person.id
    shows = may_read_discipline(request.rights, person=person_id, unit_paths=subject.paths)
    return person_page(
        subject.person,
        subject.posts,
        _fields(subject),
        absences_of(person_id),
        disciplines_of(person_id) if shows else [],
        service_of(person_id, today.year, on=today),
        today=today,
        shows_discipline=shows,
        keeps=_keeps(request, subject),
        links=tuple(_links(request, subject)),
    )


def _links(request: HttpRequest, subject: Subject) -> list[tuple[str, str]]:
    """The other pages about her that the reader may open."""
    rights, her, code = request.rights, subject.person.id, subject.person.code
    path = subject.paths[0] if subject.paths else ""
    links = []
    period = current_period(clock.today())
    if period and path and may_read_month(rights, person=her, unit_path=path):
        links.append((f"Điểm {period.label}", reverse("person_month", args=(code, period.key))))
    if path and may_read_competencies(rights, person=her, unit_path=path):
        links.append(("Năng lực", reverse("person_competencies", args=(code,))))
    return links


def _up(request: HttpRequest, subject: Subject) -> Link | None:
    where = next(
        (one for one in subject.posts if may_list_people(request.rights, unit_path=one.unit_path)),
        None,
    )
    if where is None:
        return None
    return Link(
        f"Nhân sự: {where.unit_name}", f"{reverse('people')}?don-vi={where.unit}", here=False
    )
