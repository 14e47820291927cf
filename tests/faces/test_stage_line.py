"""How far a card has come, in the words of whoever reads it."""

from dataclasses import replace
from datetime import date

import pytest

from congvu.apps.evaluation.queries import HeldCard
from congvu.web.shared.stage import held_told, stage_line

DUE = date(2026, 11, 26)
CARD = HeldCard(
    person_id=1, person="an", full_name="Nguyễn Văn An", unit="Phòng Kinh tế", unit_path="/1/",
    agency_id=1, stage="self_scored", holder_id=2, holder="Lê Bình", above_id=3,
    since=date(2026, 11, 20), days=5, due=DUE, late_days=0, sent_late_days=0,
)  # fmt: skip


def test_it_says_what_was_done_and_for_whom_it_waits():
    line = stage_line(CARD, reader=1)
    assert line.done == "Đã tự chấm"
    assert line.waits == "chờ Lê Bình nhận xét, đã 5 ngày làm việc, hạn 26/11"
    assert (line.late, line.sent_late) == ("", "")
    assert "chờ ông/bà nhận xét" in stage_line(CARD, reader=2).waits


@pytest.mark.parametrize(
    ("stage", "told"),
    [
        ("draft", "chờ Lê Bình tự chấm"),
        ("reviewed", "chờ Lê Bình xác nhận"),
        ("confirmed", "chờ Sở Nội vụ công bố"),
        ("published", ""),
        ("left_out", ""),
    ],
)
def test_every_stage_has_its_words(stage, told):
    waits = stage_line(replace(CARD, stage=stage), reader=None).waits
    assert waits.startswith(told)
    assert bool(waits) is bool(told)


def test_what_is_late_is_told_in_working_days():
    line = stage_line(replace(CARD, late_days=2, sent_late_days=1), reader=None)
    assert line.late == "quá hạn 2 ngày làm việc"
    assert line.sent_late == "tự chấm gửi chậm 1 ngày làm việc"


def test_where_nobody_leads_it_says_so():
    nobody = replace(CARD, holder_id=None, holder="")
    assert "chưa có người đứng đầu nhận" in stage_line(nobody, reader=None).waits


def test_the_room_tells_little_and_nothing_of_what_is_in_time_elsewhere():
    assert held_told(CARD, 2) == ("chờ ông/bà nhận xét 5 ngày", False)
    assert held_told(replace(CARD, days=0), 2) == ("chờ ông/bà nhận xét từ hôm nay", False)
    assert held_told(replace(CARD, stage="draft"), 2) == ("", False)
    assert held_told(replace(CARD, stage="confirmed"), 2) == ("", False)
    late = replace(CARD, stage="draft", late_days=3)
    assert held_told(late, 2) == ("chờ tự chấm, quá hạn 3", True)
