"""What a keeper writes into a person's file: one act a form."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewAbsence, NewDiscipline
from congvu.apps.org.queries import UnknownPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewField, NewPosting
from congvu.apps.positions.queries import PersonFile, PostingFile
from congvu.kernel.dates import DAY, NotADay, format_day, parse_day
from congvu.web.people import person_forms as forms
from congvu.web.people.forms import Answers, year_of


@dataclass(frozen=True)
class Desk:
    """Who writes, when, in whose file, and the posts of hers that lie within reach."""

    by: Actor
    at: datetime
    person: PersonFile
    posts: Sequence[PostingFile]


def transfer(desk: Desk, told: Answers) -> None:
    """Move her from the day; where she holds no post before it, open one."""
    row = _posting(desk, told, primary=True)
    before = [one for one in desk.posts if one.is_primary and one.holds_on(row.valid_from - DAY)]
    if before:
        positions.transfer(row, by=desk.by, at=desk.at, reason=told["quyet-dinh"])
    else:
        positions.open_postings([row], by=desk.by, at=desk.at, reason=told["quyet-dinh"])


def beside(desk: Desk, told: Answers) -> None:
    """Open a post beside the primary one."""
    row = _posting(desk, told, primary=False)
    positions.open_postings([row], by=desk.by, at=desk.at, reason=told["quyet-dinh"])


def field(desk: Desk, told: Answers) -> None:
    """Let a deputy look after a unit or a person from the day."""
    unit, person, day = told["don-vi"], told["nguoi"], told["ngay"]
    if bool(unit) == bool(person):
        raise Refused("Ghi đúng một: đơn vị phụ trách, hoặc mã một người.")
    held = next((one for one in desk.posts if one.is_primary and one.holds_on(day)), None)
    if held is None:
        raise Refused(f"Người này không giữ vị trí chính nào ngày {format_day(day)}.")
    row = NewField(held.id, unit or None, person or None, valid_from=day)
    try:
        positions.assign_fields([row], by=desk.by, at=desk.at, reason=told["quyet-dinh"])
    except UnknownPerson as problem:
        raise Refused(str(problem)) from problem


def away(desk: Desk, told: Answers) -> None:
    """Enter an absence; the open months follow."""
    evaluation.record_absence(
        NewAbsence(
            desk.person.code, told["loai"], told["tu"], told["den"], told["quyet-dinh"],
            told["ghi-chu"],
        ),
        by=desk.by,
        at=desk.at,
    )  # fmt: skip


def discipline(desk: Desk, told: Answers) -> None:
    """Enter a discipline; by default it counts in the year of the decision, in the unit of then."""
    decided, happened, why_not = told["ngay-ky"], told["vi-pham"], told["khong-tinh"]
    year = None if why_not else year_of(decided, told["nam"])
    if not why_not and year is None:
        raise Refused(f"Năm “{told['nam'][:20]}” chưa đúng; ghi bốn chữ số, như 2026.")
    unit = None if why_not else told["don-vi"] or _unit_on(desk.posts, happened or decided)
    org.record_discipline(
        NewDiscipline(
            desk.person.code, told["hinh-thuc"], told["cong-vu"], told["quyet-dinh"], decided,
            happened, year, unit, why_not,
        ),
        by=desk.by,
        at=desk.at,
    )  # fmt: skip


def name(desk: Desk, told: Answers) -> None:
    """Correct how she is written."""
    org.correct_name(
        desk.person.code, told["ho-ten"], given=told["ten-goi"], by=desk.by, at=desk.at,
        reason=told["ly-do"],
    )  # fmt: skip


FORMS: Mapping[str, Callable[[Desk, Answers], None]] = {
    forms.TRANSFER: transfer,
    forms.BESIDE: beside,
    forms.FIELD: field,
    forms.AWAY: away,
    forms.DISCIPLINE: discipline,
    forms.NAME: name,
}


def end_post(desk: Desk, row: int, typed: Mapping[str, str]) -> None:
    """End one of her posts; the day typed is the last on which she holds it."""
    last = _day(typed.get("ngay", ""), "Ngày cuối giữ vị trí")
    positions.end_posting(
        row, on=last + DAY, by=desk.by, at=desk.at, reason=_reason(typed, "Thôi giữ vị trí")
    )


def end_field(desk: Desk, row: int, typed: Mapping[str, str]) -> None:
    """End something she looks after; the day typed is the last on which she does."""
    last = _day(typed.get("ngay", ""), "Ngày cuối phụ trách")
    positions.end_field(
        row, on=last + DAY, by=desk.by, at=desk.at, reason=_reason(typed, "Thôi phụ trách")
    )


def end_away(desk: Desk, row: int, typed: Mapping[str, str]) -> None:
    """Set the last day of one of her absences."""
    last = _day(typed.get("ngay", ""), "Ngày cuối nghỉ")
    evaluation.end_absence(row, ends_on=last, by=desk.by, at=desk.at)


def undo_away(desk: Desk, row: int, typed: Mapping[str, str]) -> None:
    """Take back one of her absences that was entered by mistake."""
    evaluation.withdraw_absence(
        row, by=desk.by, at=desk.at, reason=_reason(typed, "Bỏ kỳ nghỉ đã ghi")
    )


def _posting(desk: Desk, told: Answers, *, primary: bool) -> NewPosting:
    return NewPosting(
        desk.person.code, told["phong"], told["chuc-vu"], told["ngay"],
        leads=told["lanh-dao"] or "none", field=told["linh-vuc"], is_primary=primary,
    )  # fmt: skip


def _unit_on(posts: Sequence[PostingFile], day: date) -> str:
    """The unit she belonged to on a day; Refused where none is known."""
    held = next((one for one in posts if one.is_primary and one.holds_on(day)), None)
    if held is None:
        raise Refused("Không rõ đơn vị lúc vi phạm; hãy ghi đơn vị được tính.")
    return held.unit


def _day(typed: str, what: str) -> date:
    try:
        return parse_day(typed)
    except NotADay as problem:
        raise Refused(f"{what}: {problem}") from problem


def _reason(typed: Mapping[str, str], what: str) -> str:
    reason = typed.get("ly-do", "").strip()[:500]
    if not reason:
        raise Refused(f"{what} phải ghi số quyết định hoặc lý do.")
    return reason
