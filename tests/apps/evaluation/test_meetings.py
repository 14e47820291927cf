"""Meetings before the rating: who is called, who is spoken of, what may be written, what stands."""

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import Attendance, NewMember, Said, SaidOpinion
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.org.queries import unit
from tests.apps import world
from tests.apps.evaluation import gathering
from tests.apps.evaluation.gathering import BEGAN, HOUR, WHY

pytestmark = pytest.mark.django_db


def names(meeting_id):
    return {one.rating.person for one in gathering.minutes(meeting_id).agenda}


def capacities(unit_code):
    called = year_queries.called_to(unit(unit_code), on=world.NOVEMBER.last_day)
    return [(one.person, str(one.capacity)) for one in called]


def test_the_law_calls_leaders_to_an_agency_with_rooms_and_everybody_to_a_room():
    world.agency()
    assert capacities("P") == [
        ("alice", "leadership"), ("phong", "leadership"), ("binh", "unit_head"),
        ("chi", "unit_head"),
    ]  # fmt: skip
    assert capacities("P1") == [("binh", "staff"), ("an", "staff")]
    assert capacities("S") == [("giang", "staff")]


def test_each_is_spoken_of_where_she_works_and_in_her_own_round():
    period = gathering.opened()
    assert names(gathering.called(period)) == {"an", "binh"}
    of_deputies = gathering.called(period, "P", chair="alice", secretary="binh")
    assert names(of_deputies) == {"phong"}
    of_the_head = gathering.called(period, "P", of="T", chair="phong", secretary="binh")
    assert names(of_the_head) == {"alice"}
    with pytest.raises(Refused, match="Không có ai của đợt này"):
        gathering.called(period, "S", of="P")


def test_a_meeting_covers_its_people_once_its_minutes_are_passed():
    period = gathering.opened()
    held = gathering.round_id(period)
    everybody = {"phong", "binh", "an", "chi", "dung"}
    assert {one.person for one in year_queries.unmet_people(held)} == everybody
    made = gathering.concluded(period)
    (found,) = year_queries.meetings_of(held)
    forms = {gathering.form(period, "an"), gathering.form(period, "binh")}
    assert (found.meeting.id, found.meeting.stands, set(found.ratings)) == (made, True, forms)
    assert {one.person for one in year_queries.unmet_people(held)} == everybody - {"an", "binh"}
    verbs = set(Event.objects.filter(kind="meeting").values_list("verb", flat=True))
    assert verbs == {
        "evaluation.meeting_called", "evaluation.minutes_written", "evaluation.meeting_concluded",
    }  # fmt: skip


def test_passed_minutes_stand_and_a_later_meeting_may_leave_out_whom_they_spoke_of():
    period = gathering.opened()
    made = gathering.concluded(period)
    an = gathering.form(period, "an")
    with pytest.raises(Refused, match="đã thông qua"):
        actions.write_minutes(made, an, Said(level="met"), **WHY)
    with pytest.raises(Refused, match="đã thông qua"):
        actions.set_members(made, (), **WHY)
    again = gathering.called(period)
    assert all(one.met_before for one in gathering.minutes(again).agenda)
    actions.conclude_meeting(again, ended_at=BEGAN + HOUR, conclusion="Không thêm.", **WHY)


def test_a_unit_has_one_open_meeting_in_a_round():
    period = gathering.opened()
    gathering.called(period)
    with pytest.raises(Refused, match="chưa thông qua biên bản"):
        gathering.called(period)


def test_a_meeting_called_by_mistake_is_called_off_until_something_is_written():
    period = gathering.opened()
    made = gathering.called(period)
    with pytest.raises(Refused, match="lý do"):
        actions.call_off_meeting(made, " ", **WHY)
    actions.call_off_meeting(made, "Gọi nhầm phòng", **WHY)
    assert year_queries.meetings_of(gathering.round_id(period)) == []
    assert Event.objects.get(verb="evaluation.meeting_called_off").reason == "Gọi nhầm phòng"
    again = gathering.called(period)
    gathering.said(again, period, "an", "binh")
    with pytest.raises(Refused, match="đã có ý kiến"):
        actions.call_off_meeting(again, "Gọi nhầm", **WHY)


def test_nobody_speaks_of_herself_and_nobody_speaks_who_does_not_belong():
    period = gathering.opened()
    made, an = gathering.called(period), gathering.form(period, "an")
    herself = Said((SaidOpinion(gathering.member(made, "an"), "Tôi làm tốt"),))
    with pytest.raises(Refused, match="không nêu ý kiến về chính mình"):
        actions.write_minutes(made, an, herself, **WHY)
    with pytest.raises(Refused, match="phải có trong thành phần"):
        actions.write_minutes(made, an, Said((SaidOpinion(0, "Tốt"),)), **WHY)
    with pytest.raises(Refused, match="không thuộc cuộc họp"):
        actions.write_minutes(made, gathering.form(period, "chi"), Said(level="good"), **WHY)
    with pytest.raises(Refused, match="Không có mức"):
        actions.write_minutes(made, an, Said(level="giỏi"), **WHY)
    with pytest.raises(Refused, match="kèm mức"):
        actions.write_minutes(made, an, Said(summary="Tốt"), **WHY)


def test_an_opinion_is_changed_and_taken_away_by_its_id():
    period = gathering.opened()
    made, an = gathering.called(period), gathering.form(period, "an")
    gathering.said(made, period, "an", "binh")
    (spoken,) = [one for one in gathering.minutes(made).agenda if one.rating.id == an]
    (opinion,) = spoken.opinions
    changed = SaidOpinion(opinion.member_id, "Rất tốt", id=opinion.id)
    actions.write_minutes(made, an, Said((changed,), "excellent", "Nhất trí"), **WHY)
    (spoken,) = [one for one in gathering.minutes(made).agenda if one.rating.id == an]
    assert (spoken.opinions[0].text, spoken.level) == ("Rất tốt", "excellent")
    gone = SaidOpinion(opinion.member_id, " ", id=opinion.id)
    actions.write_minutes(made, an, Said((gone,)), **WHY)
    (spoken,) = [one for one in gathering.minutes(made).agenda if one.rating.id == an]
    assert not spoken.is_written


def test_a_member_writes_beforehand_and_nobody_changes_her_words():
    period = gathering.opened()
    made = gathering.called(period)
    an, binh = gathering.form(period, "an"), gathering.form(period, "binh")
    by = gathering.account("an")
    assert actions.write_own_opinions(made, {binh: "Điều hành tốt"}, by=by, at=world.AT) == 1
    (spoken,) = [one for one in gathering.minutes(made).agenda if one.rating.id == binh]
    (opinion,) = spoken.opinions
    assert (opinion.written, opinion.own) == (True, True)
    other = Said((SaidOpinion(opinion.member_id, "Sửa", id=opinion.id),))
    with pytest.raises(Refused, match="chính thành viên"):
        actions.write_minutes(made, binh, other, by=gathering.account("binh"), at=world.AT)
    with pytest.raises(Refused, match="chính mình"):
        actions.write_own_opinions(made, {an: "Tôi tốt"}, by=by, at=world.AT)
    assert actions.write_own_opinions(made, {binh: ""}, by=by, at=world.AT) == 0
    with pytest.raises(Refused, match="Chỉ thành viên"):
        actions.write_own_opinions(made, {binh: "Tốt"}, by=gathering.account("chi"), at=world.AT)


def test_members_are_added_excused_and_taken_off_unless_they_spoke():
    period = gathering.opened()
    made = gathering.called(period)
    an, binh = gathering.member(made, "an"), gathering.member(made, "binh")
    guest = NewMember("Lê Thị Đảng", "party", "Bí thư chi bộ")
    away = [Attendance(an, present=False, absent_reason="Đi công tác")]
    actions.set_members(made, away, added=[guest], **WHY)
    assert [(one.name, one.present) for one in gathering.minutes(made).members] == [
        ("Lê Bình", True), ("Nguyễn Văn An", False), ("Lê Thị Đảng", True),
    ]  # fmt: skip
    with pytest.raises(Refused, match="vắng mặt phải ghi lý do"):
        actions.set_members(made, [Attendance(binh, present=False)], **WHY)
    actions.set_members(made, (), removed=[an], **WHY)
    gathering.said(made, period, "an", "binh")
    with pytest.raises(Refused, match="đã có ý kiến"):
        actions.set_members(made, (), removed=[binh], **WHY)


def test_minutes_are_passed_whole():
    period = gathering.opened()
    made = gathering.called(period)
    end = {"ended_at": BEGAN + HOUR, "conclusion": "Thống nhất."}
    gathering.said(made, period, "an", "binh")
    with pytest.raises(Refused, match="Chưa ghi ý kiến hay đề nghị về Lê Bình"):
        actions.conclude_meeting(made, **end, **WHY)
    gathering.said(made, period, "binh", "an")
    with pytest.raises(Refused, match="kết luận"):
        actions.conclude_meeting(made, **end | {"conclusion": " "}, **WHY)
    with pytest.raises(Refused, match="sau giờ bắt đầu"):
        actions.conclude_meeting(made, **end | {"ended_at": BEGAN - HOUR}, **WHY)
    with pytest.raises(Refused, match="chưa tới"):
        actions.conclude_meeting(made, **end | {"ended_at": world.AT + HOUR}, **WHY)
    row = actions.NewMeeting(BEGAN, "Phòng họp", "an", "an")
    with pytest.raises(Refused, match="hai người"):
        actions.change_meeting(made, row, **WHY)
    actions.conclude_meeting(made, **end, **WHY)
