"""Organisations: assessed, looked at and recognised, lower before upper, within the cap."""

from dataclasses import replace
from datetime import timedelta

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import queries
from congvu.apps.evaluation.actions import organisations as acts
from congvu.apps.evaluation.actions.organisations import (
    NewCriterion,
    NewIndicator,
    OrganisationReview,
)
from congvu.apps.evaluation.models import OrganisationAssessment, Recognition
from congvu.apps.evaluation.queries import organisations as reads
from congvu.apps.org.queries import unit
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewPortion, NewWhole
from congvu.apps.work.models import CARRIED, Task
from congvu.apps.work.queries import Figures, year_figures
from tests.apps import world
from tests.apps.evaluation import organisations as year
from tests.apps.evaluation.organisations import AT, DAY, YEAR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _built():
    year.built()


def both_rooms(share: int = 80) -> None:
    year.settle("P1", "binh", "alice", share)
    year.settle("P2", "chi", "alice", share)


# --- who is whose ------------------------------------------------------------------------------


def test_each_organisation_is_recognised_by_the_nearest_head_above_it():
    found = {one.unit.code: one for one in reads.organisations_in(YEAR, DAY)}
    names = {code: one.authority.full_name for code, one in found.items()}
    assert names == {
        "P": "Ngô Chủ Tịch", "S": "Ngô Chủ Tịch", "P1": "Trần Thị Alice", "P2": "Trần Thị Alice",
    }  # fmt: skip
    assert found["P1"].above == "P"
    assert [one.code for one in year.year_of("P").rated] == ["P1", "P2"]
    assert [one.code for one in year.year_of("T").rated] == ["P", "S"]


def test_only_the_head_assesses_and_only_the_authority_looks_and_recognises():
    with pytest.raises(Refused, match="tự đánh giá tổ chức này là Lê Bình"):
        year.assess("P1", "alice")
    year.assess("P1", "binh")
    with pytest.raises(Refused, match="công nhận tổ chức này là Trần Thị Alice"):
        year.review("P1", "binh")
    with pytest.raises(Refused, match="Chỉ người đứng đầu Phường Nha Trang"):
        year.recognise("P", "chair")


def test_a_unit_whose_kind_has_no_criteria_is_not_rated():
    with pytest.raises(Refused, match="chưa có bộ tiêu chí"):
        year.assess("T", "chair")


# --- evidence -----------------------------------------------------------------------------------


def test_the_years_work_is_counted_as_the_decree_asks():
    november = period("2026-11")
    world.done(november, world.task("an"), finished_on=world.DUE + timedelta(1))
    world.done(november, world.task("an"), 50)
    world.done(november, world.task("an"), excused_days=2, excused_by="Alice", excuse="Bão",
               finished_on=world.DUE + timedelta(2))  # fmt: skip
    world.done(november, world.task("an", origin=2))
    world.done(november, world.task("chi", "P2"), failed=1)
    assert year_figures(unit("P1").path, YEAR, as_of=DAY) == Figures(5, 4, 3, 2, 2)
    assert year_figures(unit("P").path, YEAR, as_of=DAY) == Figures(8, 7, 5, 4, 2)
    before = year_figures(unit("P1").path, YEAR, as_of=world.DUE - timedelta(1))
    assert before == Figures(4, 4, 3, 2, 1)
    assert year_figures(unit("P1").path, 2025, as_of=DAY) == Figures()


def test_work_carried_over_and_shared_work_count_once():
    november = period("2026-11")
    (first,) = work.assign_tasks(november.id, [world.task("an")], by=None, at=AT)
    again = world.task("an", source=f"{CARRIED}{first}")
    (later,) = work.assign_tasks(november.id, [again], by=None, at=AT)
    assert year_figures(unit("P1").path, YEAR, as_of=DAY) == Figures(3, 2, 2, 2, 1)
    portions = [
        NewPortion(one, "P1", world.NOVEMBER, world.DUE, 5_000, leads=one == "an")
        for one in ("an", "binh")
    ]
    work.share_work(NewWhole("Đề án", 10, 200), portions, by=None, at=AT)
    work.hand_out(november, by=None, at=AT)
    assert year_figures(unit("P1").path, YEAR, as_of=DAY).tasks == 4
    Task.objects.filter(pk=later).update(cancelled_at=AT)
    assert year_figures(unit("P1").path, YEAR, as_of=DAY).tasks == 4


def test_a_ratio_measures_its_criterion_whatever_is_typed():
    figure = NewIndicator("P1", "on_time", 9_600, "Một cửa", DAY)
    acts.enter_indicators(YEAR, [replace(figure, value=5_000, as_of=world.START)], by=None, at=AT)
    acts.enter_indicators(YEAR, [figure], by=None, at=AT)
    year.assess("P1", "binh", points={**year.points(), "II.g": 1})
    row = reads.assessment("P1", YEAR)
    assert row.own_points["II.g"] == 840
    assert row.own_points["II.b"] == 875
    assert row.given == Figures(2, 2, 2, 2, 0)


def test_other_counts_than_the_systems_are_told_why():
    other = Figures(10, 9, 9, 3, 1)
    with pytest.raises(Refused, match="phải ghi vì sao"):
        year.assess("P1", "binh", given=other)
    with pytest.raises(Refused, match="chưa hợp lý"):
        year.assess("P1", "binh", given=replace(other, done=3), figures_note="Sổ")
    year.assess("P1", "binh", given=other, figures_note="Theo sổ giao việc của phường")
    row = reads.assessment("P1", YEAR)
    assert (row.given, row.counted) == (other, Figures(2, 2, 2, 2, 0))
    assert row.own_points["II.b"] == 788  # 9/10 of 8.75, half up


# --- criteria -----------------------------------------------------------------------------------


def test_a_set_adds_up_to_the_law_and_an_old_one_stays():
    lines = acts.written_lines(reads.organisation_rules(YEAR))
    with pytest.raises(Refused, match="phải đúng 30 điểm"):
        year.criteria("commune_room", lines=lines[1:], valid_from=DAY)
    wrong = NewCriterion("II.x", "X", "results", 875, "Đ7.1", measure="tasks", source="mơ")
    with pytest.raises(Refused, match="không có tỷ lệ “mơ”"):
        year.criteria("commune_room", lines=[*lines[:-1], wrong], valid_from=DAY)
    year.assess("P1", "binh")
    later = year.criteria("commune_room", valid_from=DAY, decision="QĐ 9")
    with pytest.raises(Refused, match="đã có một bộ tiêu chí"):
        year.criteria("commune_room", valid_from=DAY)
    assert reads.assessment("P1", YEAR).criteria_id != later
    year.assess("P2", "chi")
    assert reads.assessment("P2", YEAR).criteria_id == later


# --- the way to a level ---------------------------------------------------------------------------


def test_it_is_sent_whole_and_then_held_until_it_is_given_back():
    with pytest.raises(Refused, match=r"chưa chấm: I\.1"):
        year.assess("P1", "binh", points={})
    year.assess("P1", "binh", points={}, send=False)
    with pytest.raises(Refused, match="Chọn mức"):
        year.assess("P1", "binh", proposed_level="")
    with pytest.raises(Refused, match="từ 0 đến 10 điểm"):
        year.assess("P1", "binh", points={"I.1": 1001}, send=False)
    year.assess("P1", "binh")
    with pytest.raises(Refused, match="đề nghị cấp có thẩm quyền trả lại"):
        year.assess("P1", "binh")
    acts.return_organisation(
        "P1", YEAR, reason="Thiếu minh chứng", authority=year.person("alice"), by=None, at=AT
    )
    assert reads.assessment("P1", YEAR).return_reason == "Thiếu minh chứng"
    year.assess("P1", "binh", 90)


def test_other_points_want_a_reason_and_a_complaint_its_verification():
    year.assess("P1", "binh")
    with pytest.raises(Refused, match=r"phải ghi lý do: I\.1"):
        year.review("P1", "alice", points={"I.1": 500})
    year.review("P1", "alice", complaint=True, complaint_note="Đơn của ông B")
    waiting = "có đơn thư, chưa có kết quả xác minh"
    assert year.rated("P1", "P").missing() == ["chờ xem xét", waiting]
    with pytest.raises(Refused, match="kết luận nào"):
        year.review("P1", "alice", concluded=True)
    year.review(
        "P1", "alice", points={"I.1": 500, "I.2": 1000}, reasons={"I.1": "Chậm văn bản"},
        complaint=True, complaint_note="Đơn", verification="Không đúng, KL 5",
    )  # fmt: skip
    row = reads.assessment("P1", YEAR)
    assert row.given_points == {"I.1": 500}
    assert year.rated("P1", "P").score_hundredths == 9_500


def test_where_no_level_fits_the_authority_chooses_with_a_reason():
    short = {"given": Figures(10, 8, 8, 3, 1), "figures_note": "Sổ"}
    year.assess("P1", "binh", **short)
    with pytest.raises(Refused, match="Không mức nào của Điều 8 khớp"):
        year.review("P1", "alice")
    with pytest.raises(Refused, match="Chọn mức phải ghi lý do"):
        year.review("P1", "alice", chosen_level="met")
    with pytest.raises(Refused, match="Mức cao nhất được chọn ở đây là hoàn thành nhiệm vụ"):
        year.review("P1", "alice", chosen_level="good", chosen_reason="Khó")
    year.review("P1", "alice", chosen_level="good", chosen_reason="Bão số 9", force_majeure=True,
                force_majeure_note="Bão số 9")  # fmt: skip
    year.review("P1", "alice", chosen_level="unmet", chosen_reason="Không có lý do chính đáng")
    assert year.rated("P1", "P").level_before_cap == "unmet"
    year.assess("P2", "chi")
    with pytest.raises(Refused, match="đã xác định mức"):
        year.review("P2", "alice", chosen_level="met", chosen_reason="Muốn vậy")


def test_lower_before_upper_and_a_lowest_part_bars_the_highest_level():
    year.settle("P", "alice", "chair")
    year.settle("S", "giang", "chair", 80)
    assert year.rated("P", "T").missing() == [
        "đơn vị cấp dưới chưa được công nhận: Phòng Kinh tế, Phòng Văn hóa"
    ]
    assert [one.code for one in year.year_of("T").ready] == ["S"]
    year.settle("P1", "binh", "alice", concluded=True, concluded_note="KL 3")
    year.settle("P2", "chi", "alice", 80)
    assert year.recognise("P", "alice") == ["P1", "P2"]
    whole = year.rated("P", "T")
    assert [one.unit.code for one in whole.below_unmet] == ["P1"]
    assert (whole.level_before_cap, whole.missing()) == ("good", [])
    assert year.recognise("T", "chair") == ["P", "S"]
    levels = {"P": "good", "S": "good", "P1": "unmet", "P2": "good"}
    ids = {unit(code).id: level for code, level in levels.items()}
    assert queries.organisation_levels(YEAR) == ids
    assert queries.organisation_levels(2025) == {}


def test_whoever_would_be_excellent_waits_until_the_places_are_known():
    year.settle("P1", "binh", "alice")
    assert year.year_of("P").held == {"P1"}
    with pytest.raises(Refused, match=r"Phòng Văn hóa \(chưa tự đánh giá\)"):
        year.recognise("P", "alice")
    year.settle("P2", "chi", "alice", 80)
    found = year.year_of("P")
    assert (found.places, found.counted, found.after_cap["P1"]) == (0, 2, "good")
    assert found.capped == {"P1"}
    with pytest.raises(Refused, match="đã đổi từ lúc xem trước"):
        year.recognise("P", "alice", seen="khác")
    assert year.recognise("P", "alice", seen=found.digest) == ["P1", "P2"]
    made = Recognition.objects.get(unit__code="P1")
    assert (made.level, made.level_before_cap) == ("good", "excellent")
    assert (made.inputs["peers"]["places"], made.inputs["rule"]["in_time"]) == (0, 2)


def test_the_cap_is_raised_once_on_a_ground_and_changes_the_share():
    told = {"authority": year.person("alice"), "by": None, "at": AT}
    with pytest.raises(Refused, match="thành tích làm căn cứ"):
        acts.raise_cap("P", YEAR, ground=" ", decision="QĐ 1", **told)
    acts.raise_cap("P", YEAR, ground="Vượt mọi chỉ tiêu", decision="QĐ 1", **told)
    with pytest.raises(Refused, match="đã được nâng"):
        acts.raise_cap("P", YEAR, ground="Nữa", decision="QĐ 2", **told)
    both_rooms(100)
    assert year.rated("P1", "P").facts["raised"] is True


def test_a_recognised_level_stands_and_is_replaced_only_by_another_record():
    both_rooms()
    year.recognise("P", "alice")
    assert reads.altered_recognitions(YEAR) == []
    (first,) = reads.chain("P1", YEAR)
    told = {"decision": year.DECISION, "authority": year.person("alice"), "by": None, "at": AT}
    wrong = OrganisationReview(concluded=True, concluded_note="KL thanh tra 12")
    with pytest.raises(Refused, match="phải ghi lý do"):
        acts.replace_recognition("P1", YEAR, wrong, reason=" ", **told)
    level = acts.replace_recognition("P1", YEAR, wrong, reason="Kết luận thanh tra", **told)
    assert level == "unmet"
    old, new = reads.chain("P1", YEAR)
    assert (old.level, new.old_hash, new.before_id) == ("good", first.sha256, first.id)
    assert queries.organisation_levels(YEAR)[unit("P1").id] == "unmet"
    assert reads.altered_recognitions(YEAR) == []
    assert [reads.recomputed(one) for one in (old, new)] == [True, True]
    assert reads.recomputed(replace(new, totals={**new.totals, "score": 1})) is False
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {"evaluation.organisations_recognised", "evaluation.organisation_replaced"} <= verbs
    with pytest.raises(Refused, match="đã được công nhận"):
        year.recognise("P", "alice")
    shown = year.rated("P1", "P")
    assert (shown.row.concluded_note, shown.level_before_cap) == ("KL thanh tra 12", "unmet")


def test_a_part_replaced_afterwards_asks_for_another_look_at_the_whole():
    both_rooms()
    year.recognise("P", "alice")
    year.settle("P", "alice", "chair")
    year.settle("S", "giang", "chair", 80)
    year.recognise("T", "chair")

    def rested():
        return reads.outlived(year.rated("P", "T"), reads.organisation_rules(YEAR))

    assert rested() is None
    year.replace("P1", "alice", concluded=True, concluded_note="KL 12")
    found = rested()
    assert [one.unit.code for one in found.lowest] == ["P1"]
    assert (found.level, found.changes) == ("good", True)
    year.replace("P", "chair")
    assert rested() is None
    assert reads.chain("P", YEAR)[-1].level_before_cap == "good"
    year.replace("P1", "alice")
    assert (rested().lowest, rested().level) == ((), "excellent")


def test_a_stale_form_changes_nothing():
    year.assess("P1", "binh")
    seen = reads.assessment("P1", YEAR).seen
    year.review("P1", "alice")
    with pytest.raises(Refused, match="đã đổi từ lúc mở trang"):
        acts.return_organisation(
            "P1", YEAR, reason="Thiếu", authority=year.person("alice"), by=None, at=AT, seen=seen
        )
    assert OrganisationAssessment.objects.get(unit__code="P1").state == "reviewed"
