"""Logging one line for whoever is signed in, whichever page or outbox sent it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest

from config import clock
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue.queries import UnknownProduct
from congvu.apps.org.queries import PersonRow, UnknownUnit, person_of
from congvu.apps.positions.queries import held_posting
from congvu.apps.rulebook.queries import PeriodClosed, UnknownPeriod
from congvu.apps.work import actions as work
from congvu.apps.work.actions import Logged, NewEntry
from congvu.apps.work.queries import entry, places_of
from congvu.web.officer.line_form import Problem, Typed, line_of
from congvu.web.shared.numbers import amount

CANNOT = (Refused, PeriodClosed, UnknownPeriod, UnknownProduct, UnknownUnit)
"""What an action may say against a line, in words for its reader."""
NO_UNIT = (
    "Ngày này ông/bà chưa có vị trí công tác chính nên chỉ ghi được việc đã giao; đề nghị văn "
    "phòng cơ quan cập nhật."
)
NOTHING = "Chọn một việc đã giao, một sản phẩm trong danh mục, hoặc ghi tên việc phát sinh."


@dataclass(frozen=True)
class Answer:
    """What became of a line: logged, logged before, or not, and why."""

    logged: Logged | None = None
    problems: tuple[Problem, ...] = ()
    was: str = ""
    """Where the line had come before with another amount: that amount."""


def person_here(request: HttpRequest) -> PersonRow:
    """The person who is signed in; 404 for an account that is nobody's."""
    person = person_of(request.user.pk)
    if person is None:
        raise Http404
    return person


def log_line(request: HttpRequest, typed: Typed) -> Answer:
    """Log a line as it was typed, or say what is wrong with it."""
    person = person_here(request)
    line, problems = line_of(typed, person=person.code, today=clock.today())
    if line is None:
        return Answer(problems=problems)
    refuse_foreign(request, [line])
    try:
        placed = placed_in_unit(line, person.id)
        (made,) = work.log_work([placed], by=request.user, at=clock.now())
    except CANNOT as refused:
        return Answer(problems=(Problem("", str(refused)),))
    return Answer(logged=made, was=_amount_before(made, line))


def refuse_foreign(request: HttpRequest, lines: Sequence[NewEntry]) -> None:
    """404 for a task that is unknown or somebody else's, which must look the same."""
    named = {line.task_id for line in lines if line.task_id is not None}
    places = places_of(named)
    if any(one not in places or places[one].person_id != request.rights.person for one in named):
        raise Http404


def placed_in_unit(line: NewEntry, person_id: int) -> NewEntry:
    """The line with the unit where the person worked that day, which unassigned work needs.

    Raises Refused where the line names nothing, or she held no post that day.
    """
    if line.task_id is not None:
        return line
    if line.product_id is None and not line.title:
        raise Refused(NOTHING)
    posting = held_posting(person_id, on=line.day)
    if posting is None:
        raise Refused(NO_UNIT)
    return replace(line, unit=posting.unit)


def _amount_before(made: Logged, line: NewEntry) -> str:
    """The amount a line was first sent with, where it differs from what came now."""
    first = None if made.new else entry(made.entry_id)
    differs = first is not None and first.amount_hundredths != line.amount_hundredths
    return amount(first.amount_hundredths) if first and differs else ""
