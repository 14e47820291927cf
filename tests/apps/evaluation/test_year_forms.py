"""Mẫu 02 of a person: kept, sent, taken back, returned; the Party's opinion and part IV beside."""

from datetime import date, timedelta

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.actions import NewPartyOpinion, OwnYear
from congvu.apps.evaluation.models import RatingRound
from congvu.apps.evaluation.queries import years as year_queries
from tests.apps import world
from tests.apps.evaluation import gathering
from tests.apps.evaluation.gathering import WHY

pytestmark = pytest.mark.django_db
WELL = OwnYear("good", "Hoàn thành kế hoạch năm.")
OPINION = NewPartyOpinion("Chi bộ phường", "Giữ vững phẩm chất.", date(2026, 11, 20), "BB 12")


def of(period, person="an"):
    return year_queries.year_form(person, period_id=period.id)


def unsent(period):
    return {one.person for one in year_queries.forms_unsent(gathering.round_id(period))}


def proposed(period, unit="P"):
    RatingRound.objects.filter(pk=gathering.round_id(period, unit)).update(
        state="proposed", proposed_at=world.AT, digest="0" * 64
    )


def test_a_form_is_kept_sent_taken_back_returned_and_sent_again():
    period = gathering.opened()
    form, by = gathering.form(period, "an"), gathering.account("an")
    own = {"by": by, "at": world.AT}
    assert unsent(period) == {"phong", "binh", "an", "chi", "dung"}
    actions.keep_year_form(form, OwnYear(report="Đang viết"), **own)
    assert (of(period).rating.own_level, of(period).rating.own_report) == ("", "Đang viết")
    with pytest.raises(Refused, match="chọn mức"):
        actions.send_year_form(form, OwnYear(report="Xong"), **own)
    actions.send_year_form(form, WELL, **own)
    assert of(period).is_sent
    assert "an" not in unsent(period)
    with pytest.raises(Refused, match="rút lại"):
        actions.keep_year_form(form, WELL, **own)
    actions.withdraw_year_form(form, **own)
    actions.send_year_form(form, WELL, **own)
    actions.return_year_form(form, "Thiếu số liệu quý IV", **WHY)
    view = of(period)
    assert (view.is_sent, view.return_reason) == (False, "Thiếu số liệu quý IV")
    assert (view.rating.own_level, view.rating.own_report) == (WELL.level, WELL.report)
    actions.send_year_form(form, WELL, **own)
    assert of(period).return_reason == ""
    assert Event.objects.filter(kind="rating", object_id=form).count() == 6


def test_only_its_owner_fills_a_form_and_with_a_level_there_is():
    period = gathering.opened()
    form = gathering.form(period, "an")
    with pytest.raises(Refused, match="Chỉ người được xếp loại"):
        actions.send_year_form(form, WELL, by=gathering.account("binh"), at=world.AT)
    with pytest.raises(Refused, match="Không có mức"):
        actions.keep_year_form(form, OwnYear("tuyệt vời"), **WHY)
    with pytest.raises(Refused, match="nhiều nhất"):
        actions.keep_year_form(form, OwnYear("good", "a" * 20_001), **WHY)
    with pytest.raises(Refused, match="lý do"):
        actions.return_year_form(form, " ", **WHY)
    with pytest.raises(Refused, match="chưa gửi"):
        actions.return_year_form(form, "Viết lại", **WHY)


def test_what_a_meeting_spoke_of_is_taken_back_no_more():
    period = gathering.opened()
    form = gathering.form(period, "an")
    actions.send_year_form(form, WELL, **WHY)
    gathering.concluded(period)
    with pytest.raises(Refused, match="Cuộc họp đã nhận xét"):
        actions.withdraw_year_form(form, **WHY)
    actions.return_year_form(form, "Sửa số liệu", **WHY)


def test_once_the_round_is_proposed_nothing_of_a_form_changes_but_part_four():
    period = gathering.opened()
    form = gathering.form(period, "an")
    proposed(period)
    for act in (
        lambda: actions.keep_year_form(form, WELL, **WHY),
        lambda: actions.send_year_form(form, WELL, **WHY),
        lambda: actions.return_year_form(form, "Sửa", **WHY),
        lambda: gathering.called(period),
    ):
        with pytest.raises(Refused, match="đã trình"):
            act()
    actions.propose_handling(form, "Bồi dưỡng kỹ năng số", **WHY)
    assert of(period).rating.proposal == "Bồi dưỡng kỹ năng số"


def test_the_partys_opinion_is_of_leaders_and_wanted_of_an_agencys():
    period = gathering.opened()
    held = gathering.round_id(period)
    phong = gathering.form(period, "phong")
    assert [one.person for one in year_queries.party_opinions_missing(held)] == ["phong"]
    actions.record_party_opinion(phong, OPINION, **WHY)
    actions.record_party_opinion(gathering.form(period, "binh"), OPINION, **WHY)
    assert year_queries.party_opinions_missing(held) == []
    assert year_queries.party_opinion_of(phong).text == "Giữ vững phẩm chất."
    assert len(year_queries.party_opinions_of(held)) == 2
    with pytest.raises(Refused, match="người đứng đầu và cấp phó"):
        actions.record_party_opinion(gathering.form(period, "an"), OPINION, **WHY)
    late = NewPartyOpinion("Chi bộ", "Tốt", world.AT.date() + timedelta(days=2))
    with pytest.raises(Refused, match="chưa tới"):
        actions.record_party_opinion(phong, late, **WHY)


def test_nobody_writes_the_authoritys_part_of_her_own_form():
    period = gathering.opened()
    own = {"by": gathering.account("phong"), "at": world.AT}
    form = gathering.form(period, "phong")
    for act in (
        lambda: actions.propose_handling(form, "Khen thưởng", **own),
        lambda: actions.record_party_opinion(form, OPINION, **own),
    ):
        with pytest.raises(Refused, match="chính mình"):
            act()
