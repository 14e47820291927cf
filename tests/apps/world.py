"""A small agency built by the actions alone: Alice heads the ward, Bình a room, An works in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson, NewUnit
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewField, NewPosting
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult, NewTask
from congvu.kernel.periods import Month
from congvu.law.registry import general_criteria_on

AT = datetime(2026, 11, 23, 7, 32, tzinfo=UTC)
START = date(2026, 1, 1)
NOVEMBER = Month(2026, 11)
DUE = date(2026, 11, 20)


@dataclass(frozen=True)
class Post:
    """A person in a unit; leads none, head or deputy."""

    person: str
    unit: str
    leads: str = "none"
    name: str = "Nguyễn Văn Tám"


UNITS = (
    NewUnit("T", "Tỉnh Khánh Hòa", "province", START, agency="T"),
    NewUnit("P", "Phường Nha Trang", "commune", START, parent="T", agency="P"),
    NewUnit("P1", "Phòng Kinh tế", "commune_room", START, parent="P", agency="P"),
    NewUnit("P2", "Phòng Văn hóa", "commune_room", START, parent="P", agency="P"),
    NewUnit("S", "Sở Nội vụ", "department", START, parent="T", agency="S"),
)
POSTS = (
    Post("alice", "P", "head", "Trần Thị Alice"),
    Post("phong", "P", "deputy", "Vũ Phong"),
    Post("binh", "P1", "head", "Lê Bình"),
    Post("an", "P1", "none", "Nguyễn Văn An"),
    Post("chi", "P2", "head", "Phạm Chi"),
    Post("dung", "P2", "none", "Đỗ Dung"),
    Post("giang", "S", "head", "Hồ Giang"),
)


def agency(posts: Sequence[Post] = POSTS, units: Sequence[NewUnit] = UNITS) -> dict[str, int]:
    """Build units, people and primary postings; return posting ids by person."""
    org.create_units(units, by=None, at=AT)
    people = [NewPerson(post.person, post.name, "civil_servant") for post in posts]
    org.create_people(people, by=None, at=AT)
    rows = [NewPosting(p.person, p.unit, "Chức danh", START, leads=p.leads) for p in posts]
    ids = positions.open_postings(rows, by=None, at=AT)
    return dict(zip((post.person for post in posts), ids, strict=True))


def november() -> PeriodRow:
    """Open November 2026."""
    return rulebook.open_period(NOVEMBER, by=None, at=AT)


def month(posts: Sequence[Post] = POSTS) -> PeriodRow:
    """Build the agency, open November and everybody's card."""
    agency(posts)
    period = november()
    evaluation.open_scorecards(period, by=None, at=AT)
    return period


def field_of(posting: int, *, unit: str | None = None, person: str | None = None) -> None:
    """Assign a deputy a unit or a person."""
    positions.assign_fields([NewField(posting, unit=unit, person=person)], by=None, at=AT)


def task(
    person: str, unit: str = "P1", *, coefficient: int = 10, amount: int = 100, **more: object
) -> NewTask:
    """A task of one standard product due on the 20th."""
    given = {"title": "Soạn thảo văn bản", "due_on": DUE} | more
    given |= {"coefficient_tenths": coefficient, "assigned_hundredths": amount}
    return NewTask(person, unit, **given)


def done(period: PeriodRow, row: NewTask, completed: int | None = None, **result: object) -> int:
    """Assign a task, report it (whole and in time unless told otherwise) and accept it."""
    (task_id,) = work.assign_tasks(period.id, [row], by=None, at=AT)
    amount = row.assigned_hundredths if completed is None else completed
    report = {"finished_on": row.due_on} | result
    work.report_result(NewResult(task_id, amount, **report), by=None, at=AT)
    work.accept_results([task_id], by=None, at=AT)
    return task_id


def points(share: int = 100, period: PeriodRow | None = None) -> dict[str, int]:
    """The general criteria at a share (percent) of their maxima: 100 is thirty points."""
    day = period.ends_on if period else NOVEMBER.last_day
    return {one.code: one.max_hundredths * share // 100 for one in general_criteria_on(day)}


def review(
    period: PeriodRow, person: str, share: int = 100, *, leads: bool = False, **steps: object
) -> None:
    """Self-score and confirm a person's card; a leader at the full steps unless told otherwise."""
    given = {"organising": 0, "organising_reason": "Có sáng kiến", "unity": 0}
    given |= {"unity_reason": "Đoàn kết"} | steps
    row = Review(person, points(share), **(given if leads else {}))
    evaluation.save_self_scores(period, [SelfScore(person, points(share))], by=None, at=AT)
    evaluation.review_scorecards(period, [row], by=None, at=AT)
    evaluation.confirm_scorecards(period, {person: "Kết quả nổi bật"}, by=None, at=AT)


def review_again(period: PeriodRow, row: Review) -> None:
    """Give a confirmed card another review, and confirm that."""
    why = "Nhận xét lại"
    evaluation.unconfirm_scorecards(period, [row.person], reason=why, by=None, at=AT)
    evaluation.review_scorecards(period, [row], by=None, at=AT)
    evaluation.confirm_scorecards(period, {row.person: why}, by=None, at=AT)


def reviewed_month(posts: Sequence[Post] = POSTS, share: int = 100) -> PeriodRow:
    """November with every card confirmed and one finished task for each person."""
    period = month(posts)
    for post in posts:
        review(period, post.person, share, leads=post.leads != "none")
        done(period, task(post.person, post.unit))
    return period
