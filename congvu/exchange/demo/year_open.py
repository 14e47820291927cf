"""The demo's year 2026, under way: forms sent or not, meetings, an opinion, an order, a move."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import (
    NewMeeting,
    NewMember,
    NewPartyOpinion,
    OwnYear,
    Said,
    SaidOpinion,
)
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years import RatingRow, RoundRow
from congvu.apps.org.queries import person_ids, unit
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.demo import story
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.frames import CLOCK, moment

YEAR = 2026
OPENED, SENT = date(2026, 11, 16), date(2026, 11, 18)
MET, MEETS = date(2026, 11, 20), date(2026, 11, 23)
GOOD, MET_LEVEL = "good", "met"
REPORT = (
    "Trong năm đã hoàn thành các nhiệm vụ được giao; chủ động phối hợp với các phòng; hạn chế: một "
    "số báo cáo còn nộp sát hạn."
)
GROUND = (
    "Phường hoàn thành vượt kế hoạch thu ngân sách và số hóa hồ sơ; Bằng khen của Chủ tịch UBND "
    "tỉnh tại Quyết định số 1702/QĐ-UBND ngày 30/10/2026 (mẫu)."
)
SAID = (
    "Nắm chắc việc, trả hồ sơ đúng hạn; cần chủ động hơn khi phối hợp.",
    "Nhiệt tình, có sáng kiến; nên chia sẻ kinh nghiệm với người mới.",
    "Hoàn thành tốt phần việc được giao.",
)


def opened(users: Mapping[str, Actor]) -> None:
    """Open 2026 and let the ward be in the middle of it."""
    period, _ = evaluation.begin_year(YEAR, by=users["noi.vu"], at=moment(OPENED, 9))
    held = year_queries.round_of(period.id, story.WARD)
    rows = year_queries.ratings_of(held.id)
    _forms(rows, users)
    _meetings(held, rows, users)
    _opinion(rows, users)
    _authority(period, held, users)


def _forms(rows: Sequence[RatingRow], users: Mapping[str, Actor]) -> None:
    """Most of the story's room sent theirs, some of the others; An keeps a draft."""
    for row in rows:
        if row.person == story.AN:
            draft = OwnYear(GOOD, REPORT)
            evaluation.keep_year_form(
                row.id, draft, by=users["an.nguyen"], at=moment(SENT, 16)
            )  # fmt: skip
        elif _sends(row):
            level = "excellent" if Dice("own", row.person).chance(300) else GOOD
            evaluation.send_year_form(row.id, OwnYear(level, REPORT), by=None, at=moment(SENT))


def _sends(row: RatingRow) -> bool:
    if row.person == story.NOT_YET:
        return False
    return row.unit_code == story.ROOM or Dice("sends", row.person).chance(550)


def _meetings(held: RoundRow, rows: Sequence[RatingRow], users: Mapping[str, Actor]) -> None:
    """The story's room has met and passed its minutes; another is in the middle of its meeting."""
    by, began = users["truong.phong"], moment(MET, 14)
    made = _called(held, story.ROOM, rows, began, by)
    if made:
        for row in (one for one in rows if one.unit_code == story.ROOM):
            _spoken(made, row, by, began)
        evaluation.conclude_meeting(
            made, ended_at=began + timedelta(minutes=95),
            conclusion="Thống nhất các mức đề nghị; từng người tiếp thu ý kiến.",
            by=by, at=began + timedelta(minutes=100),
        )  # fmt: skip
    office, now = users["to.chuc"], moment(MEETS, 13, 30)
    other = _called(held, story.CULTURE_ROOM, rows, now, office)
    if other:
        for row in [one for one in rows if one.unit_code == story.CULTURE_ROOM][:3]:
            _spoken(other, row, office, now)


def _called(
    held: RoundRow, room: str, rows: Sequence[RatingRow], at: datetime, by: Actor
) -> int | None:
    """A meeting of a room, chaired by its head; None in a province without one."""
    here = [row for row in rows if row.unit_code == room]
    head = next((row for row in here if row.leads == Leads.HEAD), None)
    clerk = next((row for row in here if row.leads == Leads.NONE), None)
    if head is None or clerk is None:
        return None
    found = year_queries.called_to(unit(room), on=at.date())
    people = [NewMember(one.name, one.capacity, one.title, one.person) for one in found]
    row = NewMeeting(at, "Phòng họp tầng 2", head.person, clerk.person)
    return evaluation.call_meeting(held.id, room, row, people, by=by, at=at - timedelta(days=2))


def _spoken(meeting: int, row: RatingRow, by: Actor, at: datetime) -> None:
    """Two members speak of somebody, and the meeting advises a level."""
    minutes = year_queries.minutes_of(year_queries.meeting(meeting))
    others = [one for one in minutes.members if one.person_id not in (None, row.person_id)]
    dice = Dice("said", row.person)
    opinions = tuple(SaidOpinion(one.id, dice.pick(SAID)) for one in others[:2])
    level = "excellent" if dice.chance(250) else GOOD
    said = Said(opinions, level, "Đa số nhất trí")
    evaluation.write_minutes(meeting, row.id, said, by=by, at=at + timedelta(minutes=40))


def _opinion(rows: Sequence[RatingRow], users: Mapping[str, Actor]) -> None:
    """The Party committee spoke of one deputy of the ward; the others are waited for."""
    row = next((one for one in rows if year_queries.wants_party(one)), None)
    if row is not None:
        told = NewPartyOpinion(
            "Ban Thường vụ Đảng ủy phường", "Nhất trí với mức tự xếp loại.", MET, "45-CV/ĐU (mẫu)"
        )
        evaluation.record_party_opinion(row.id, told, by=users["to.chuc"], at=moment(MEETS, 8))


def _authority(period: PeriodRow, held: RoundRow, users: Mapping[str, Actor]) -> None:
    """The chairman raises the cap, writes who comes first among equals, and moves one level."""
    by, chair = users["chu.tich"], person_ids([story.CHAIR])[story.CHAIR]
    evaluation.raise_cap(held.id, ground=GROUND, person=chair, by=by, at=moment(MEETS, 9))
    order = {
        story.ANH: (1, "Chủ trì đề án số hóa hồ sơ đất đai"),
        story.BINH: (2, "Tham gia đề án"),
    }
    known = {row.person for row in year_queries.ratings_of(held.id)}
    evaluation.write_order(
        held.id, {one: told for one, told in order.items() if one in known}, by=by,
        at=moment(MEETS, 9, 30),
    )  # fmt: skip
    now = year_queries.rated(period, year_queries.round_of(period.id, story.WARD))
    moved = next(
        (
            one
            for one in now.rows
            if one.before_move == GOOD
            and one.row.leads == Leads.NONE
            and one.row.person not in story.RESERVED
        ),
        None,
    )
    if moved is not None:
        evaluation.move_level(
            moved.row.id, level=MET_LEVEL, person=chair, by=by, at=min(CLOCK, moment(MEETS, 10)),
            reason="Cuộc họp nhận xét: ba lần để hồ sơ quá hạn trong quý III không báo trước.",
        )  # fmt: skip
