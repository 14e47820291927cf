"""Load the demo province through the apps' own actions: all of it, or nothing.

Every act is dated by the demo's clock, not the machine's, so two loads leave equal digests.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection, transaction

from congvu.apps.accounts import actions as accounts
from congvu.apps.audit.actions import Actor
from congvu.apps.org import actions as org
from congvu.apps.org import queries as org_queries
from congvu.apps.org.actions import NewAbsence, NewGrant, NewPerson, NewUnit
from congvu.apps.org.enums import AbsenceKind
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewField, NewPosting
from congvu.apps.rulebook.queries import period as period_named
from congvu.apps.toolkit import actions as toolkit
from congvu.apps.toolkit.actions import NewRelease
from congvu.exchange.demo import (
    assessing,
    comparing,
    disputes,
    drafts,
    earlier,
    intake,
    issue,
    months,
    organisations,
    published,
    reform,
    sheets,
    story,
    workday,
    years,
)
from congvu.exchange.demo.frames import CLOCK, MONTHS, OPEN, moment
from congvu.exchange.demo.offices import UnitPlan
from congvu.exchange.demo.people import STARTED, PersonPlan
from congvu.exchange.demo.province import LEAVE_DAYS, Province
from congvu.law.registry import general_criteria_on

OFFICIAL_CODE = "H32"  # of the province, by QĐ 20/2020/QĐ-TTg
SETTING_UP = moment(date(2026, 5, 29))
READ_BY_PAGES = (
    *("work_task", "work_result", "evaluation_scorecard", "catalogue_product", "audit_event"),
    *("positions_posting", "positions_fieldassignment", "org_person", "org_unit", "org_grant"),
    *("positions_assessment", "positions_requirement", "positions_duty"),
    *("work_entry", "work_received", "work_batch"),
)


class AlreadyLoaded(RuntimeError):
    """The database holds units already: the demo goes into an empty one only."""


@dataclass(frozen=True, slots=True)
class Step:
    """How far a load has come: what begins now, as step `number` of `count`."""

    label: str
    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load left behind; `digest` is over the closed months' digests."""

    units: int
    people: int
    tasks: int
    digest: str


class Steps:
    """Counts the steps of one load and tells each as it begins."""

    def __init__(self, tell: Callable[[Step], None], count: int) -> None:
        self._tell, self._count, self._number = tell, count, 0

    def begin(self, label: str) -> None:
        """Tell that the next step begins."""
        self._number += 1
        self._tell(Step(label, self._number, self._count))


def is_loaded() -> bool:
    """Whether the database already holds units."""
    return bool(org_queries.units(on=CLOCK.date()))


@transaction.atomic
def load(province: Province, *, on_step: Callable[[Step], None] = lambda step: None) -> Loaded:
    """Create the whole province and close its months up to the open one.

    Raises AlreadyLoaded when the database is not empty.
    """
    if is_loaded():
        raise AlreadyLoaded("Cơ sở dữ liệu đã có đơn vị; dữ liệu mẫu chỉ nạp vào nơi còn trống.")
    steps = Steps(on_step, 11 + 2 * len(MONTHS))
    steps.begin("Tài khoản mẫu")
    users = _users()
    clerk = users["noi.vu"]
    steps.begin("Danh mục sản phẩm, vị trí việc làm, khung năng lực, lịch")
    ids = issue.everything(by=clerk, at=SETTING_UP)
    steps.begin("Đơn vị, con người, vị trí công tác")
    _make_units(province, by=clerk)
    postings = _staff(province, users, by=clerk)
    steps.begin("Đánh giá năng lực của một phòng")
    assessing.of_the_room(tuple(province.people), postings, users)
    desk = months.Desk(head=users["truong.phong"], clerk=clerk)
    steps.begin("Hai tháng năm 2025 của một phường")
    earlier.months_of_the_ward(province, desk)
    loaded = _months(province, ids, desk, steps)
    steps.begin("Ngày làm việc của một phòng")
    workday.of_the_room(period_named(OPEN.key), users)
    steps.begin("Kiến nghị về kết quả tháng trước")
    disputes.of_the_room(period_named(OPEN.previous().key), users)
    comparing.of_the_department(period_named(OPEN.previous().key), users)
    steps.begin("Việc từ một cửa và văn phòng điện tử")
    intake.everything(tuple(province.people), ids, users)
    steps.begin("Bản đề xuất đang soạn, đang thẩm định")
    drafts.everything(users)
    steps.begin("Xếp loại tổ chức năm nay")
    organisations.everything(users)
    steps.begin("Xếp loại năm 2025, năm 2026")
    years.everything(users)
    _publish(clerk)
    _refresh_statistics()
    return loaded


def _months(province: Province, ids: issue.ProductIds, desk: months.Desk, steps: Steps) -> Loaded:
    tasks, digest = 0, hashlib.sha256()
    for now, listed in province.work():
        steps.begin(f"{now.month.label}: {len(listed)} việc")
        period = months.open_with_work(now, listed, ids, desk)
        _refresh_statistics()
        steps.begin(f"{now.month.label}: phiếu" + ("" if now.is_open else " và chốt"))
        cards = list(province.cards(now, general_criteria_on(now.month.last_day)))
        digest.update(months.score(now, period, cards, desk).encode())
        tasks += len(listed)
    return Loaded(len(province.units), len(province.people), tasks, digest.hexdigest())


def _publish(clerk: Actor) -> None:
    """The first version of the province's toolkit, which the neighbour's demo has taken over."""
    package = published.first()
    toolkit.publish(
        NewRelease(
            package.toolkit.code, package.toolkit.version, package.toolkit.name, package.digest,
            "", package.content,
        ),
        by=clerk,
        at=moment(published.FIRST_DAY),
    )  # fmt: skip


def _refresh_statistics() -> None:
    """Let the first page be planned with the open month in view; by itself that takes minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT refresh_statistics(VARIADIC %s::regclass[])", [list(READ_BY_PAGES)])


def _users() -> dict[str, Actor]:
    return {
        login.username: accounts.create_user(
            username=login.username, display_name=login.label, password=story.PASSWORD, by=None
        )
        for login in story.LOGINS
    }


def _make_units(province: Province, *, by: Actor) -> None:
    """The units of today, the communes before 1 July 2025, and which became which."""
    codes = {plan.area_code for plan in province.units if plan.kind == "commune"}
    listed = [row for row in sheets.rows(sheets.COMMUNES) if row["code"] in codes]
    before = reform.khanh_hoa(listed)
    units = [*map(_unit, province.units), *before.units]
    org.create_units(units, by=by, at=SETTING_UP)
    org.record_successions(before.successions, by=by, at=SETTING_UP)


def _unit(plan: UnitPlan) -> NewUnit:
    return NewUnit(
        code=plan.code,
        name=plan.name,
        kind=plan.kind,
        valid_from=STARTED,
        parent=plan.parent or None,
        agency=plan.agency or None,
        official_code=OFFICIAL_CODE if plan.kind == "province" else "",
        area_code=plan.area_code,
        predecessors=plan.predecessors,
        source=plan.source,
    )


def _staff(province: Province, users: Mapping[str, Actor], *, by: Actor) -> dict[str, int]:
    """People with their accounts, postings (returned by person), deputies' fields and grants."""
    accounts_of = {login.person: users[login.username].pk for login in story.LOGINS if login.person}
    org.create_people(
        [
            NewPerson(
                plan.code, plan.name.full, plan.kind, accounts_of.get(plan.code), plan.name.given
            )
            for plan in province.people
        ],
        by=by,
        at=SETTING_UP,
    )
    postings = _postings(province, by=by)
    positions.assign_fields(
        [
            NewField(postings[plan.deputy], plan.unit or None, plan.person or None)
            for plan in province.fields
        ],
        by=by,
        at=SETTING_UP,
    )
    org.grant_roles([_grant(login, users) for login in story.LOGINS], by=None, at=SETTING_UP)
    org.record_absences(
        [_absence(plan) for plan in province.people if plan.away], by=by, at=SETTING_UP
    )
    return postings


def _absence(plan: PersonPlan) -> NewAbsence:
    """The leave that the plan tells of; its decision is a sample like everything here."""
    sick = "ốm" in plan.away_reason
    first = plan.away or STARTED
    return NewAbsence(
        plan.code,
        AbsenceKind.SICK if sick else AbsenceKind.MATERNITY,
        first,
        first + timedelta(days=LEAVE_DAYS - 1),
        decision="Quyết định mẫu",
    )


def _postings(province: Province, *, by: Actor) -> dict[str, int]:
    """Open every posting; return the ids of the last one of each person."""
    held = [
        (person, number) for person in province.people for number in range(len(person.postings))
    ]
    made = positions.open_postings(
        [_posting(person, number) for person, number in held], by=by, at=SETTING_UP
    )
    return {person.code: row for (person, _), row in zip(held, made, strict=True)}


def _posting(person: PersonPlan, number: int) -> NewPosting:
    plan = person.postings[number]
    return NewPosting(
        person=person.code,
        unit=plan.unit,
        title=plan.title,
        valid_from=plan.since,
        position=plan.position or None,
        leads=plan.leads,
        field=plan.field,
        peer_group=plan.peer_group,
        valid_until=plan.until,
    )


def _grant(login: story.Login, users: Mapping[str, Actor]) -> NewGrant:
    return NewGrant(
        user_id=users[login.username].pk,
        role=login.role,
        valid_from=STARTED,
        unit=login.unit or None,
        reason="Tài khoản mẫu",
    )
