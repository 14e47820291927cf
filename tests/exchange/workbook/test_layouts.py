"""The table is found however the office laid it out, and nothing else is taken for it."""

import unicodedata
from datetime import date, datetime, time

import openpyxl
import pytest

from congvu.exchange.workbook.headers import find_header
from congvu.exchange.workbook.refusal import Kind
from congvu.exchange.workbook.tables import PEOPLE, TASKS
from congvu.kernel.vietnamese import fold
from tests.exchange.workbook.office import (
    PERSON_TITLES,
    TASK_TITLES,
    congvu_score,
    person,
    score_month,
    task,
    write_xlsx,
)

OTHER_NAMES = {
    "Mã": ["Mã công chức", "MÃ SỐ", "ma can bo", "Mã CBCC"],
    "Hệ số": ["Hệ số quy đổi", "he so (k)", "HỆ SỐ SẢN PHẨM", "Hệ số quy đổi sản phẩm/công việc"],
    "Giao": ["Số lượng giao", "Số lượng được giao", "SL giao", "Được giao"],
    "Hoàn thành": ["Số lượng hoàn thành", "hoan thanh", "Đã hoàn thành", "SL hoàn thành"],
    "Hạn": ["Thời hạn hoàn thành", "Hạn hoàn thành", "Thời hạn", "han"],
    "Ngày xong": ["Ngày hoàn thành", "Ngày hoàn thành thực tế", "ngay xong"],
    "Số lần chưa đạt": ["Số lần đánh giá chưa đạt", "Chưa đạt", "so lan chua dat chat luong"],
    "Nguồn việc": ["Nguồn công việc", "Loại việc", "nguon viec"],
    "Người xác nhận": ["Cấp xác nhận", "Người xác nhận nguyên nhân khách quan"],
    "Số lần chưa đạt được miễn do khách quan": ["Số lần được miễn", "Miễn (số lần chưa đạt)"],
    "Số ngày chậm được miễn do khách quan": ["Số ngày được miễn", "Chậm do khách quan (ngày)"],
}
SYNONYMS = [(title, other) for title, others in OTHER_NAMES.items() for other in others]


def _key(title: str, words=TASKS) -> str:
    return words.field_of((title,))[0]


@pytest.mark.parametrize(("title", "other"), SYNONYMS)
def test_a_column_goes_by_the_names_offices_give_it(title, other):
    assert _key(other) == _key(title) != ""


@pytest.mark.parametrize("title", [*TASK_TITLES, "Hiệu quả", "Kỳ"])
def test_a_title_is_read_without_marks_and_decomposed(title):
    assert _key(title)
    assert _key(fold(title)) == _key(unicodedata.normalize("NFD", title)) == _key(title)
    assert _key(title.upper()) == _key(title)


@pytest.mark.parametrize(
    "title",
    ["STT", "Đơn vị tính", "Ghi chú", "Mã sản phẩm", "Người giao", "Ngày giao", "d", "Điện thoại"],
)
def test_a_strangers_column_is_not_taken_for_ours(title):
    assert _key(title) == ""


def test_e_and_d_with_a_bar_are_columns_and_plain_d_is_computed():
    assert _key("đ", PEOPLE) == "organising"
    assert _key(unicodedata.normalize("NFD", "Đ"), PEOPLE) == "organising"
    assert _key("e", PEOPLE) == "unity"
    header = find_header([["sMã", "sLãnh đạo", "sd", "sđ", "se"]], PEOPLE)
    assert header.columns["organising"] == 3
    bare = find_header([["sMa", "sLanh dao", "sd", "se"]], PEOPLE)
    assert bare.columns["organising"] == 2
    assert "organising" in bare.guessed


def test_columns_in_any_order_under_title_rows_are_found(tmp_path):
    order = [7, 3, 0, 14, 10, 5, 9, 8, 6, 1, 2, 4, 11, 12, 13]
    rows = [
        ["ỦY BAN NHÂN DÂN PHƯỜNG NHA TRANG"],
        [None, None, "BẢNG THEO DÕI CÔNG VIỆC THÁNG 11/2026"],
        [],
        [TASK_TITLES[at] for at in order],
        [f"({number})" for number in range(1, len(order) + 1)],
        [task()[at] for at in order],
    ]
    path = write_xlsx(tmp_path / "t.xlsx", {"T11": rows, "Ng": [PERSON_TITLES, person()]})
    run = congvu_score(path)
    assert run.person()["Điểm tháng"] == 100
    assert "đánh số cột" in run.problems()["T11!5"]["Sai gì"]


def test_titles_in_two_merged_rows_are_found(tmp_path):
    path = tmp_path / "t.xlsx"
    write_xlsx(path, {"Người": [PERSON_TITLES, person()]})
    book = openpyxl.load_workbook(path)
    sheet = book.create_sheet("Việc")
    sheet["A1"] = "BẢNG TỔNG HỢP"
    sheet.merge_cells("A1:L1")
    upper = ["Mã", "Sản phẩm", "Hệ số", "Số lượng", None, "Thời gian", None, "Chất lượng", None,
             "Được miễn do khách quan", None, "Người xác nhận"]  # fmt: skip
    lower = [None, None, None, "Giao", "Hoàn thành", "Hạn", "Ngày xong", "Số lần chưa đạt", "Khác",
             "Số lần chưa đạt", "Số ngày chậm", None]  # fmt: skip
    for column, (above, below) in enumerate(zip(upper, lower, strict=True), start=1):
        sheet.cell(3, column, above)
        sheet.cell(4, column, below)
    for area in ("A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:I3", "J3:K3", "L3:L4"):
        sheet.merge_cells(area)
    work = ["A1", "Tờ trình", "1,0", 2, 2, "10/11/2026", "12/11/2026", 1, "x", 1, 2, "Giám đốc"]
    sheet.append(work)
    book.save(path)
    assert congvu_score(path).person()["Điểm tháng"] == 100


def test_a_code_merged_over_several_rows_speaks_for_each(tmp_path):
    path = write_xlsx(
        tmp_path / "t.xlsx",
        {
            "Việc": [TASK_TITLES, task(), task(None, Họ_tên=None), task(None, Họ_tên=None)],
            "Người": [PERSON_TITLES, person()],
        },
    )
    book = openpyxl.load_workbook(path)
    book["Việc"].merge_cells("A2:A4")
    book.save(path)
    run = congvu_score(path)
    assert "việc: 3" in run.said
    assert run.problems() == {}


def test_sections_sums_signatures_and_notes_are_passed_over_with_a_notice(tmp_path):
    blank: list = [None] * len(TASK_TITLES)
    section = ["I. PHÒNG KINH TẾ", *blank[1:]]
    total = [None, "Tổng cộng", None, None, None, None, 4, 4, *blank[8:]]
    note = ["Ghi chú: số liệu đã đối chiếu", *blank[1:]]
    place = [*blank[:7], "Nha Trang, ngày 30 tháng 11 năm 2026", *blank[8:]]
    signed = [None, "Người lập", *blank[2:7], "THỦ TRƯỞNG ĐƠN VỊ", *blank[8:]]
    rows = [section, task(), list(TASK_TITLES), task("A2"), total, [], note, place, signed]
    run = score_month(tmp_path, rows, [person(), person("A2")])
    assert "việc: 2" in run.said
    notices = {at: row["Xử lý"] for at, row in run.problems().items()}
    assert notices == dict.fromkeys(
        ["Việc!2", "Việc!4", "Việc!6", "Việc!8", "Việc!9", "Việc!10"], "chỉ báo"
    )


def test_other_sheets_and_hidden_sheets_are_left_alone_with_a_notice(tmp_path):
    path = write_xlsx(
        tmp_path / "t.xlsx",
        {
            "Danh bạ": [["Tên", "Điện thoại"], ["An", "0258"]],
            "Việc": [TASK_TITLES, task()],
            "Người": [PERSON_TITLES, person()],
            "Cũ": [TASK_TITLES, task(Hoàn_thành=0)],
        },
    )
    book = openpyxl.load_workbook(path)
    book["Cũ"].sheet_state = "hidden"
    book.save(path)
    run = congvu_score(path)
    assert run.person()["Điểm tháng"] == 100
    assert "ẩn" in run.problems()["Cũ!"]["Sai gì"]
    assert "Danh bạ!" in run.problems()


def test_several_sheets_of_tasks_are_read_together(tmp_path):
    path = write_xlsx(
        tmp_path / "t.xlsx",
        {
            "Phòng A": [TASK_TITLES, task("A1")],
            "Phòng B": [TASK_TITLES, task("B1")],
            "Người": [PERSON_TITLES, person("A1"), person("B1")],
        },
    )
    assert {row["Mã"] for row in congvu_score(path).table("Kết quả")} == {"A1", "B1"}


def test_a_slip_in_a_title_is_understood_and_told(tmp_path):
    titles = [title.replace("Hoàn thành", "Hoàn thàn") for title in TASK_TITLES]
    path = write_xlsx(tmp_path / "t.xlsx", {"V": [titles, task()], "N": [PERSON_TITLES, person()]})
    run = congvu_score(path)
    assert run.person()["Điểm tháng"] == 100
    assert run.problems()["V!H1"]["Xử lý"] == "đã tự sửa"


def test_two_columns_of_one_meaning_are_refused(tmp_path):
    titles = [*TASK_TITLES, "Hệ số quy đổi"]
    path = write_xlsx(
        tmp_path / "t.xlsx", {"V": [titles, [*task(), 2]], "N": [PERSON_TITLES, person()]}
    )
    run = congvu_score(path)
    assert run.code == Kind.DOUBLE_COLUMN.value
    assert "“Hệ số” và “Hệ số quy đổi”" in run.said


@pytest.mark.parametrize("title", ["Mã", "Hệ số", "Giao", "Hoàn thành", "Hạn", "Ngày xong"])
def test_a_missing_required_column_is_named_and_nothing_is_scored(tmp_path, title):
    at = TASK_TITLES.index(title)
    rows = [
        [cell for place, cell in enumerate(row) if place != at] for row in [TASK_TITLES, task()]
    ]
    path = write_xlsx(tmp_path / "t.xlsx", {"V": rows, "N": [PERSON_TITLES, person()]})
    run = congvu_score(path)
    assert run.code == Kind.MISSING_COLUMN.value
    assert f"bắt buộc: {title}." in run.said
    assert not run.out.exists()


def test_without_a_column_of_leaders_nobody_is_scored(tmp_path):
    path = write_xlsx(
        tmp_path / "t.xlsx",
        {"V": [TASK_TITLES, task()], "N": [["Mã", "Điểm tiêu chí chung"], ["A1", 30]]},
    )
    run = congvu_score(path)
    assert run.code == Kind.MISSING_COLUMN.value
    assert "Lãnh đạo" in run.said


@pytest.mark.parametrize(
    ("sheets", "needed"),
    [
        ({"N": [PERSON_TITLES, person()]}, "bảng việc"),
        ({"V": [TASK_TITLES, task()]}, "bảng người"),
        ({"X": [["a", "b"], [1, 2]]}, "bảng việc"),
        ({"X": []}, "bảng việc"),
    ],
)
def test_a_workbook_without_one_of_the_two_tables_is_refused(tmp_path, sheets, needed):
    run = congvu_score(write_xlsx(tmp_path / "t.xlsx", sheets))
    assert run.code == Kind.NO_TABLE.value
    assert needed in run.said


def test_ten_criteria_columns_stand_for_the_general_points(tmp_path):
    codes = ["I.1", "I.2", "II.1", "II.2", "II.3", "II.4", "III.1", "III.2", "III.3", "III.4"]
    points = [5, 4.5, 2.5, 2, 2.5, 2.5, 1, "2,5", 2.5, 2.5]
    path = write_xlsx(
        tmp_path / "t.xlsx",
        {"V": [TASK_TITLES, task()], "N": [["Mã", "Lãnh đạo", *codes], ["A1", None, *points]]},
    )
    row = congvu_score(path).person()
    assert row["Điểm tiêu chí chung"] == 27.5
    assert row["Điểm tháng"] == 97.5


@pytest.mark.parametrize(
    "day",
    ["05/11/2026", "5/11/2026", "05-11-2026", "2026-11-05", date(2026, 11, 5),
     datetime.combine(date(2026, 11, 5), time(16, 30)), "05/11/2026 16:30", " 05/11/2026 "],
)  # fmt: skip
def test_a_day_is_read_however_it_is_kept(tmp_path, day):
    run = score_month(tmp_path, [task(Hạn="04/11/2026", Ngày_xong=day)], [person()])
    assert run.person()["c (%)"] == 75
    assert run.problems() == {}


@pytest.mark.parametrize("amount", [2.5, "2,5", "2.5", " 2,50 ", "+2,5"])
def test_a_number_is_read_with_comma_or_point(tmp_path, amount):
    run = score_month(tmp_path, [task(Giao="5,0", Hoàn_thành=amount)], [person()])
    assert run.person()["a (%)"] == 50
    assert run.problems() == {}
