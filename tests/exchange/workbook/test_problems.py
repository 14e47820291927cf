"""Every problem names its cell, what was wrong, what would be right and what was done."""

from datetime import date

import openpyxl
import pytest

from congvu.exchange.workbook.refusal import Kind
from tests.exchange.workbook.office import (
    TASK_TITLES,
    congvu_score,
    month_file,
    person,
    score_month,
    task,
)

SKIPPED, MENDED, NOTICE = "bỏ qua dòng", "đã tự sửa", "chỉ báo"

BAD_TASKS = [
    ({"Mã": None}, "A3", "thiếu mã"),
    ({"Hệ_số": None}, "F3", "trống"),
    ({"Hệ_số": "hai"}, "F3", "không phải là số"),
    ({"Hệ_số": "2,75"}, "F3", "chữ số thập phân"),
    ({"Hệ_số": 2.75}, "F3", "chữ số thập phân"),
    ({"Hệ_số": 201}, "F3", "ngoài khoảng"),
    ({"Hệ_số": date(2026, 7, 2)}, "F3", "bị đổi thành ngày 02/07/2026"),
    ({"Hệ_số": True}, "F3", "TRUE"),
    ({"Giao": "1.234"}, "G3", "đọc được hai cách"),
    ({"Giao": -1}, "G3", "số âm"),
    ({"Giao": "10.000,01"}, "G3", "ngoài khoảng"),
    ({"Hoàn_thành": "0,805"}, "H3", "chữ số thập phân"),
    ({"Hạn": None}, "I3", "thiếu hạn"),
    ({"Hạn": "31/11/2026"}, "I3", "31/11/2026"),
    ({"Hạn": "cuối tháng"}, "I3", "không phải là ngày"),
    ({"Ngày_xong": "13/13/2026"}, "J3", "không có tháng 13"),
    ({"Số_lần_chưa_đạt": "1,5"}, "K3", "chữ số thập phân"),
    ({"Số_lần_chưa_đạt": "hai lần"}, "K3", "không phải là số"),
    ({"Số_lần_chưa_đạt": 4000}, "K3", "ngoài khoảng"),
    ({"Nguồn_việc": "tự nghĩ"}, "L3", "chưa rõ"),
    ({"Họ_tên": "Người Khác"}, "B3", "đã là “Người A1”"),
]


@pytest.mark.parametrize(("given", "cell", "what"), BAD_TASKS)
def test_a_faulty_row_is_named_by_its_cell_and_the_others_are_scored(tmp_path, given, cell, what):
    rows = [task(), task(**given) if "Mã" not in given else task(None), task("A2")]
    run = score_month(tmp_path, rows, [person(), person("A2")])
    assert run.code == 0
    problem = run.problems()[f"Việc!{cell}"]
    assert what in problem["Sai gì"]
    assert problem["Thế nào thì đúng"]
    assert problem["Xử lý"] == SKIPPED
    assert run.person("A2")["Điểm tháng"] == 100
    assert run.person("A1")["Điểm tháng"] == 100


def test_who_lost_a_row_is_told_that_the_score_is_not_complete(tmp_path):
    run = score_month(tmp_path, [task(), task(Hệ_số="x")], [person()])
    assert run.person()["Dòng bị bỏ"] == 1
    assert "chưa đầy đủ" in run.person()["Lưu ý"]


@pytest.mark.parametrize(
    ("given", "cell", "score"),
    [
        ({"Số_lần_chưa_đạt": 1, "Số_lần_chưa_đạt_được_miễn_do_khách_quan": 1}, "M2", 94.17),
        ({"Ngày_xong": "21/11/2026", "Số_ngày_chậm_được_miễn_do_khách_quan": 1}, "N2", 94.17),
    ],
)
def test_an_excuse_without_a_confirmer_is_refused_and_the_deduction_stands(
    tmp_path, given, cell, score
):
    refused = score_month(tmp_path, [task(**given)], [person()])
    problem = refused.problems()[f"Việc!{cell}"]
    assert "không có người xác nhận" in problem["Sai gì"]
    assert "Điều 14 khoản 2 điểm" in problem["Thế nào thì đúng"]
    assert refused.person()["Điểm tháng"] == score
    granted = score_month(tmp_path, [task(Người_xác_nhận="Giám đốc", **given)], [person()])
    assert granted.person()["Điểm tháng"] == 100


def test_more_excused_than_failed_counts_as_all(tmp_path):
    given = {"Số_lần_chưa_đạt_được_miễn_do_khách_quan": 3, "Người_xác_nhận": "Chủ tịch"}
    run = score_month(tmp_path, [task(Số_lần_chưa_đạt=1, **given)], [person()])
    assert run.problems()["Việc!M2"]["Xử lý"] == MENDED
    assert run.person()["b (%)"] == 100


def test_a_bare_day_number_is_read_as_the_day_and_told(tmp_path):
    run = score_month(tmp_path, [task(Hạn=46346)], [person()])  # 20/11/2026
    assert "20/11/2026" in run.problems()["Việc!I2"]["Sai gì"]
    assert run.problems()["Việc!I2"]["Xử lý"] == MENDED


def test_accepted_work_without_a_day_ends_with_the_month_and_is_told(tmp_path):
    run = score_month(tmp_path, [task(Hạn="29/11/2026", Ngày_xong=None)], [person()])
    assert run.problems()["Việc!J2"]["Xử lý"] == NOTICE
    assert run.person()["c (%)"] == 75


def test_errors_and_formulas_nobody_calculated_are_not_taken_for_blanks(tmp_path):
    path = month_file(tmp_path, [task(), task(), task(), task("A2")], [person(), person("A2")])
    book = openpyxl.load_workbook(path)
    book["Việc"]["K2"] = "=1+1"
    book["Việc"]["K3"] = "#REF!"
    book["Việc"]["K3"].data_type = "e"
    book.save(path)
    problems = congvu_score(path).problems()
    assert "chưa được tính" in problems["Việc!K2"]["Sai gì"]
    assert "#REF!" in problems["Việc!K3"]["Sai gì"]


BAD_PEOPLE = [
    ({"Điểm_tiêu_chí_chung": 30.5}, "D2", "ngoài khoảng"),
    ({"Điểm_tiêu_chí_chung": "ba mươi"}, "D2", "không phải là số"),
    ({"Lãnh_đạo": "giám đốc"}, "E2", "chưa rõ"),
    ({"Họ_tên": "Người Khác"}, "B2", "ở bảng việc là"),
    ({"Lãnh_đạo": "người đứng đầu", "đ": "nhiều", "e": 100}, "G2", "không phải là số"),
]


@pytest.mark.parametrize(("given", "cell", "what"), BAD_PEOPLE)
def test_a_fault_among_the_people_holds_that_person_only(tmp_path, given, cell, what):
    run = score_month(tmp_path, [task(), task("A2")], [person(**given), person("A2")])
    problem = run.problems()[f"Người!{cell}"]
    assert what in problem["Sai gì"]
    assert problem["Xử lý"] == SKIPPED
    assert run.person()["Điểm tháng"] == ""
    assert run.person()["Lý do không chấm"]
    assert run.person("A2")["Điểm tháng"] == 100


def test_one_person_in_two_different_rows_is_held_and_in_two_same_rows_is_not(tmp_path):
    people = [person(), person(Điểm_tiêu_chí_chung=20), person("A2"), person("A2")]
    run = score_month(tmp_path, [task(), task("A2")], people)
    assert run.person()["Điểm tháng"] == ""
    assert run.problems()["Người!A3"]["Xử lý"] == SKIPPED
    assert run.person("A2")["Điểm tháng"] == 100
    assert run.problems()["Người!A5"]["Xử lý"] == MENDED


def test_a_total_that_differs_from_its_criteria_is_asked_back(tmp_path):
    codes = ["I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4"]
    path = month_file(tmp_path, [task()], [person()])
    book = openpyxl.load_workbook(path)
    for at, code in enumerate(codes):
        book["Người"].cell(1, 9 + at, code)
        book["Người"].cell(2, 9 + at, 2)
    book.save(path)
    problem = congvu_score(path).problems()["Người!D2"]
    assert "30,00" in problem["Sai gì"]
    assert "20,00" in problem["Sai gì"]


def test_a_tenth_of_bad_rows_is_listed_and_the_rest_is_scored(tmp_path):
    rows = [task(f"P{n % 40}", Hệ_số="?" if n % 10 == 0 else 1) for n in range(400)]
    run = score_month(tmp_path, rows, [person(f"P{n}") for n in range(40)])
    assert run.code == 0
    assert len(run.problems()) == 40
    assert set(run.problems()) == {f"Việc!F{2 + n}" for n in range(0, 400, 10)}
    scored = [row for row in run.table("Kết quả") if row["Điểm tháng"] != ""]
    assert len(scored) == 36  # the others lost their only ten rows


def test_when_more_than_half_is_bad_nothing_is_scored_but_the_problems_are_given(tmp_path):
    run = score_month(tmp_path, [task(), task(Hệ_số="x"), task(Hệ_số="y")], [person()])
    assert run.code == Kind.MOSTLY_BAD.value
    assert "hơn một nửa" in run.said
    assert set(run.problems()) == {"Việc!F3", "Việc!F4"}


def test_a_cell_of_a_csv_is_named_as_the_reader_sees_it(tmp_path):
    path = tmp_path / "viec.csv"
    lines = ["BẢNG VIỆC", "", ";".join(TASK_TITLES), ";".join(map(str, task()[:12])), ""]
    bad = [str(cell) for cell in task(Giao="1.234")[:12]]
    path.write_text("\n".join([*lines, ";".join(bad)]), encoding="utf-8")
    people = tmp_path / "nguoi.csv"
    people.write_text("Mã;Lãnh đạo;Điểm tiêu chí chung\nA1;;30\n", encoding="utf-8")
    assert "đọc được hai cách" in congvu_score(path, people).problems()["viec.csv!G6"]["Sai gì"]
