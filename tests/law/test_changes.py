"""What changed between two days, in users' words."""

from datetime import date

from congvu.law.changes import changes
from congvu.law.registry import read_law, the_law
from tests.law.folder import VALUES, plant

OLD, NEW = date(2029, 12, 31), date(2030, 1, 1)


def _told(law, before, after):
    return {
        one.what: (one.before, one.after, one.basis)
        for one in changes(law, before, after, "civil_servant")
    }


def test_nothing_changes_between_two_days_of_one_law(folder):
    assert changes(read_law(folder), date(2031, 1, 1), date(2032, 1, 1), "civil_servant") == []


def test_a_new_law_is_told_with_its_values_and_what_they_rest_on(folder):
    told = _told(read_law(folder), OLD, NEW)
    assert told["Văn bản được áp dụng"] == (
        "Nghị định cũ", "Nghị định thử", "1/2030/NĐ-CP, Sổ tay thử",
    )  # fmt: skip
    assert told["Trừ mỗi lần chậm"] == ("20 %", "25 %", "điểm b khoản 1 Điều 1, 1/2030/NĐ-CP")
    assert told["Điểm nền"][:2] == ("chưa có", "4 điểm")
    assert told["Mức thấp nhất"] == ("chưa có", "0 %", "địa phương chọn")
    assert told["Cách tính chậm"] == (
        "chưa có", "theo ngày", "địa phương chọn (xem Chương VI, Sổ tay thử)",
    )  # fmt: skip
    assert told["Tiêu chí chung I.1: Nếp làm việc"] == (
        "chưa có", "tối đa 1,50 điểm", "Mẫu số 01 Phụ lục II, 1/2030/NĐ-CP",
    )  # fmt: skip


def test_what_ended_is_told_as_ended(folder):
    law = read_law(folder)
    told = _told(law, date(2039, 12, 31), date(2040, 1, 1))
    assert told["Văn bản được áp dụng"] == ("Nghị định thử", "không còn", "")
    assert told["Điểm nền"][:2] == ("4 điểm", "không còn")
    back = _told(law, NEW, OLD)
    assert back["Tiêu chí chung I.2: Kỷ luật"][:2] == ("tối đa 2,50 điểm", "không còn")


def test_the_same_value_on_a_new_ground_is_told_with_both_grounds(folder):
    law = read_law(plant(folder, VALUES, 'value = "1/5"', 'value = "1/4"'))
    before, after, _ = _told(law, OLD, NEW)["Trừ mỗi lần chậm"]
    assert (before, after) == ("25 % (Điều 7, 0/2020/NĐ-CP)", "25 %")


def test_the_turn_of_2026_changes_on_whom_the_cap_is_counted():
    told = _told(the_law(), date(2025, 12, 31), date(2026, 1, 1))
    assert told["Tỷ lệ xuất sắc tính trên"][0] == "tổng số cán bộ, công chức, viên chức của cơ quan"
    assert "đúng chữ" in told["Tỷ lệ xuất sắc tính trên"][1]
