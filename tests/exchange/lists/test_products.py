"""Tables of products: titles, headings, notes, codes and what is inferred from words."""

import datetime

import openpyxl
import pytest

from congvu.exchange.lists.products import complexity_of, group_of_words, initials
from congvu.exchange.lists.reading import read_lists
from congvu.exchange.lists.standards import agreeing_standard, band_of, bands_of, stated_standard
from congvu.exchange.workbook.refusal import Kind, Refused
from tests.exchange.lists.tables import TITLES, faults, page, product, read, rows, told


def names(reading):
    return [row["name"] for row in rows(reading, "products")]


def test_titles_in_three_rows_under_a_letterhead_are_found(tmp_path):
    top = [
        ["SỞ NỘI VỤ"], ["DANH MỤC NHIỆM VỤ"], [],
        ["TT", "Ký hiệu", "Công việc", "Sản phẩm", "Nhóm", "Chấm điểm", None, None, None, None],
        [None, None, None, None, None, "Theo tiêu chí", None, None, None, "Tổng điểm"],
        [None, None, None, None, None, "Mức độ khó", "Khối lượng", "Phạm vi phối hợp",
         "Phạm vi áp dụng", None],
        [1, "K1", "Soạn văn bản", "Văn bản", "Nhóm 2", 3, 4, 2, 1.5, 10.5],
    ]  # fmt: skip
    merges = [(3, 5, 3, 9), (4, 5, 4, 8), *((3, at, 5, at) for at in range(5)), (4, 9, 5, 9)]
    (row,) = rows(read(tmp_path, page(*top, merges=merges)), "products")
    assert row == {
        "code": "K1", "group": "C", "name": "Soạn văn bản", "output": "Văn bản",
        "complexity": "N2", "difficulty": "3", "volume": "4", "breadth": "2", "reach": "1,5",
        "points": "10,5",
    }  # fmt: skip


def test_the_ministrys_form_is_read_by_its_own_titles(tmp_path):
    titles = ["Stt", "Nhiệm vụ", "Công việc chi tiết", "Sản phẩm đầu ra", "Phân nhóm",
              "Khung điểm tối đa", "Điểm chấm", "Hệ số quy đổi", "Ghi chú"]  # fmt: skip
    numbers = [f"({n})" for n in range(1, 10)]
    body = [1, "Soạn thảo", "Dự thảo, trình ký", "Văn bản", "Nhóm 1", 100, 5, 1, "Sản phẩm chuẩn"]
    reading = read(tmp_path, page(titles, numbers, body))
    (row,) = rows(reading, "products")
    assert (row["detail"], row["complexity"], row["note"]) == (
        "Dự thảo, trình ký", "N1", "Sản phẩm chuẩn",
    )  # fmt: skip
    assert reading.documents[0].settings["band_1"] == "1-100"


def test_headings_become_sections_and_groups(tmp_path):
    reading = read(
        tmp_path,
        page(
            TITLES,
            ["A", None, "NHIỆM VỤ LÃNH ĐẠO, QUẢN LÝ"], product(1),
            ["B. NHIỆM VỤ CHUNG"], ["I", None, "Văn thư"], product(2), ["II", None, "Kế toán", None,
                                                                       None, 12],
            product(3), ["C", None, "NHIỆM VỤ CHUYÊN MÔN"], ["I. Phòng Nội vụ"], product(4),
            ["D. NHIỆM VỤ KHÁC"], product(5),
        ),
    )  # fmt: skip
    found = [(row["group"], row["section"]) for row in rows(reading, "products")]
    assert found == [
        ("A", "A. NHIỆM VỤ LÃNH ĐẠO, QUẢN LÝ"), ("B", "I. Văn thư"), ("B", "II. Kế toán"),
        ("C", "I. Phòng Nội vụ"), ("D", "D. NHIỆM VỤ KHÁC"),
    ]  # fmt: skip
    assert reading.refused == ()


def test_a_bad_cell_refuses_its_row_with_address_and_all_that_was_typed(tmp_path):
    bad = product(2, Điểm="mười", Phân_nhóm="N9")
    reading = read(tmp_path, page(TITLES, product(1), bad, product(3), name="Kế hoạch"))
    assert names(reading) == ["Việc 1", "Việc 3"]
    assert faults(reading) == [
        "Kế hoạch!E3 (Phân nhóm): “N9” không có trong danh sách; cần một trong: N1 (Nhóm 1), "
        "N2 (Nhóm 2), N3 (Nhóm 3), N4 (Nhóm 4), N5 (Nhóm 5)",
        "Kế hoạch!F3 (Điểm): “mười” không phải là số; hãy viết như 8,5 hoặc 1.234,56.; cần một số "
        "như 8 hoặc 8,5",
    ]
    typed = dict(reading.refused[0].typed)
    assert (typed["name"], typed["points"], typed["complexity"]) == ("Việc 2", "mười", "N9")
    assert typed["Số thứ tự"] == "2"


def test_error_cells_and_days_are_faults_with_addresses(tmp_path):
    reading_path = tmp_path / "tep.xlsx"
    read(tmp_path, page(TITLES, product(1), product(2)))
    book = openpyxl.load_workbook(reading_path)
    book.active["F2"] = datetime.date(2026, 7, 2)
    book.active["F3"] = "=1/0"
    book.save(reading_path)
    said = faults(read_lists([reading_path]))
    assert said[0].startswith("Trang!F2 (Điểm): ô bị đổi thành ngày 02/07/2026")
    assert said[1].startswith("Trang!F3 (Điểm): ô có công thức chưa được tính")


def test_one_code_twice_is_refused_unless_the_rows_are_the_same(tmp_path):
    reading = read(tmp_path, page(TITLES, product(1), product(1), product(1, Điểm=10)))
    assert names(reading) == ["Việc 1"]
    assert "Trang!3 trùng với Trang!2: chỉ lấy một dòng" in told(reading)
    assert "“A1” đã có ở Trang!2 với nội dung khác" in faults(reading)[0]


def test_a_line_that_nobody_understands_is_refused_not_dropped(tmp_path):
    odd = [None, None, "một dòng lẻ loi", None, None, None, None]
    reading = read(tmp_path, page(TITLES, product(1), odd, product(2)))
    assert len(rows(reading, "products")) == 2
    assert faults(reading)[0].startswith("Trang!3 (dòng): dòng chưa đủ ô")
    assert reading.refused[0].typed == {"dòng": "một dòng lẻ loi"}


def test_signatures_below_are_told_once_and_rows_after_them_still_read(tmp_path):
    reading = read(
        tmp_path,
        page(TITLES, product(1), ["Nha Trang, ngày 05 tháng 02 năm 2026"], ["KT. CHỦ TỊCH"],
             ["Nguyễn Văn Mẫu"], [], product(2)),
    )  # fmt: skip
    assert names(reading) == ["Việc 1", "Việc 2"]
    assert reading.refused == ()
    assert told(reading).count("phần dưới bảng") == 1


def test_totals_numbering_and_repeated_titles_are_told(tmp_path):
    total = ["Tổng cộng", None, None, None, None, 10, 2]
    reading = read(tmp_path, page(TITLES, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"],
                                  product(1), TITLES, product(2), total))  # fmt: skip
    assert names(reading) == ["Việc 1", "Việc 2"]
    for what in ("dòng đánh số cột", "tiêu đề lặp lại", "dòng tổng cộng"):
        assert what in told(reading)


def test_one_row_of_two_rows_of_titles_printed_again_is_told(tmp_path):
    upper = [*TITLES[:5], "Chấm điểm", None]
    lower = [None] * 5 + TITLES[5:]
    reading = read(
        tmp_path, page(upper, lower, product(1), lower, product(2), merges=[(0, 5, 0, 6)])
    )
    assert names(reading) == ["Việc 1", "Việc 2"]
    assert "Trang!4 tiêu đề lặp lại" in told(reading)
    assert reading.refused == ()


def test_a_heading_after_a_note_in_the_middle_is_still_a_heading(tmp_path):
    reading = read(tmp_path, page(TITLES, product(1), ["Ghi chú: còn nữa"], ["một dòng thêm"],
                                  ["II. Phòng Kinh tế"], product(2)))  # fmt: skip
    assert [row.get("section") for row in rows(reading, "products")] == [None, "II. Phòng Kinh tế"]


def test_a_task_merged_over_several_products_names_each(tmp_path):
    three = [product(n, Nhiệm_vụ=None if n > 1 else "Tổ chức hội nghị") for n in (1, 2, 3)]
    reading = read(tmp_path, page(TITLES, *three, merges=[(1, 2, 3, 2)]))
    assert names(reading) == ["Tổ chức hội nghị"] * 3


def test_sheets_named_for_rooms_give_sections_and_codes(tmp_path):
    titles = ["STT", "Nhiệm vụ", "Sản phẩm đầu ra", "Phân nhóm", "Điểm"]
    pages = [page(titles, [1, f"Việc của {room}", "Báo cáo", "N1", 5], name=room)
             for room in ("Phòng Kinh tế", "Văn phòng", "Sheet3")]  # fmt: skip
    found = rows(read(tmp_path, *pages), "products")
    assert [(row.get("section", ""), row["code"]) for row in found] == [
        ("Phòng Kinh tế", "PKT.01"), ("Văn phòng", "VP.01"), ("", "SP.01"),
    ]  # fmt: skip


def test_unused_guessed_and_double_columns_are_told(tmp_path):
    titles = [*TITLES, "Người làm", "Sản phẩm đầu raa", "Mã số"]
    titles[3] = "Sản phẩm đầu rra"
    reading = read(tmp_path, page(titles, [*product(1), "An", "Văn bản", "Z1"]))
    said = told(reading)
    assert "không dùng các cột: “Người làm”" in said
    assert "“Sản phẩm đầu rra” được hiểu là “Sản phẩm đầu ra”" in said
    assert "hai cột cùng nghĩa “Mã”" in said


def test_a_coefficient_left_unrounded_by_a_formula_is_rounded_and_told(tmp_path):
    reading = read(tmp_path, page(TITLES, product(1, Điểm=8, Hệ_số=2.65), product(2, Hệ_số=2.6499)))
    assert [row["coefficient"] for row in rows(reading, "products")] == ["2,7", "2,6"]
    assert "2 hệ số có nhiều chữ số thập phân (dòng đầu: 2)" in told(reading)


def test_hours_may_carry_their_unit(tmp_path):
    titles = [*TITLES, "Thời gian (giờ)"]
    reading = read(
        tmp_path, page(titles, [*product(1), "1,5 giờ"], [*product(2), 2], [*product(3), "ít"])
    )
    assert [row["hours"] for row in rows(reading, "products")] == ["1,5", "2"]
    assert "Trang!H4 (Giờ định mức)" in faults(reading)[0]


def test_outputs_may_be_named_by_the_products_themselves(tmp_path):
    reading = read(
        tmp_path, page(["Mã", "Tên sản phẩm", "Nhóm", "Điểm"], ["A", "Báo cáo", "N1", 5])
    )
    assert rows(reading, "products")[0]["output"] == "Báo cáo"
    assert "không có cột “Sản phẩm đầu ra”: lấy theo cột “Nhiệm vụ”" in told(reading)


def test_groups_in_a_column_called_group_are_groups(tmp_path):
    titles = ["Mã", "Nhóm", "Nhiệm vụ", "Sản phẩm", "Phân nhóm", "Điểm"]
    found = rows(read(tmp_path, page(titles, ["A1", "B", "Việc", "Báo cáo", "N2", 5])), "products")
    assert (found[0]["group"], found[0]["complexity"]) == ("B", "N2")


def test_bands_that_differ_between_sheets_keep_the_first(tmp_path):
    titles = [*TITLES, "Khung điểm"]
    pages = [page(titles, [*product(at), band], name=f"P{at}")
             for at, band in ((1, "1-10"), (2, "1-20"))]  # fmt: skip
    reading = read(tmp_path, *pages)
    assert reading.documents[0].settings["band_1"] == "1-10"
    assert "nhóm N1 ở trang này có khung 1-20, trang trước 1-10" in told(reading)


def test_a_stated_standard_wins_over_what_the_rows_say(tmp_path):
    note = ["Sản phẩm/công việc chuẩn: soạn công văn, bằng 10 điểm"]
    reading = read(tmp_path, page(note, TITLES, product(1), product(2)))
    assert reading.documents[0].settings["standard_points"] == "10"
    assert "2/2 hệ số đúng với sản phẩm chuẩn 5 điểm, nhưng tệp ghi 10 điểm" in told(reading)


def test_a_workbook_without_any_list_is_refused(tmp_path):
    with pytest.raises(Refused) as refused:
        read(tmp_path, page(["Họ tên", "Ngày sinh"], ["An", "x"]))
    assert refused.value.kind is Kind.NO_TABLE


@pytest.mark.parametrize(
    ("text", "code"),
    [("Nhóm 3", "N3"), ("n3", "N3"), ("III", "N3"), ("3", "N3"), ("N3 (51-100 điểm)", "N3"),
     ("Nhóm IV", "N4"), ("Mức 5", "N5"), ("6", ""), ("Phòng 3", ""), ("N", ""), ("vii", "")],
)  # fmt: skip
def test_complexities_are_read_as_offices_write_them(text, code):
    assert complexity_of(text) == code


@pytest.mark.parametrize(
    ("words", "group"),
    [("II – Lãnh đạo, quản lý", "A"), ("III/B.I - Dùng chung", "B"), ("A. NHIỆM VỤ CHUNG", "B"),
     ("Phòng Hành chính – Tổ chức", "C"), ("IV. Nhiệm vụ khác", "D"), ("Nhiệm vụ đột xuất", "D"),
     ("Kiểm soát thủ tục hành chính", ""), ("Hành chính, văn phòng", "B"), ("Đất đai", ""),
     ("Văn thư, lưu trữ", "B"), ("Địa giới đơn vị hành chính", "")],
)  # fmt: skip
def test_groups_are_read_from_headings(words, group):
    assert group_of_words(words) == group


def test_initials_leave_numerals_and_small_words_out():
    assert initials("II. Lãnh đạo, quản lý") == "LDQL"
    assert initials("Phòng Văn hóa và Xã hội") == "PVHX"
    assert initials("12") == ""


@pytest.mark.parametrize(
    ("text", "band"),
    [("51 – 100 điểm", "51-100"), ("200", "1-200"), ("tối đa 300", "1-300"), ("≤ 40", "1-40"),
     ("01/10/2026", "1-10"), ("100-51", ""), ("nhiều", ""), ("0", ""), ("", "")],
)  # fmt: skip
def test_bands_are_read_as_offices_write_them(text, band):
    assert band_of(text) == band


def test_a_group_with_two_bands_takes_the_usual_one():
    pairs = [("N1", "1-10"), ("N1", "1-10"), ("N1", "1-20"), ("N2", "11-50"), ("", "1-5")]
    assert bands_of(pairs) == ({"band_1": "1-10", "band_2": "11-50"}, ["N1"])


def test_the_standard_is_what_most_rows_agree_with():
    def row(points, coefficient):
        return {"points": points, "coefficient": coefficient}

    assert agreeing_standard([row("5", "1"), row("8", "1,6"), row("9", "3")]) == ("5", 2, 3)
    assert agreeing_standard([row("8", "1,6"), row("40", "8")]) == ("5", 2, 2)
    assert agreeing_standard([row("5", "1")]) == ("", 1, 1)
    assert agreeing_standard([row("5", ""), row("x", "1"), row("5", "0")]) == ("", 0, 0)
    assert agreeing_standard([row("5", "1"), row("9", "1"), row("7", "3"), row("2", "2")])[0] == ""


def test_the_standard_may_be_stated_in_words():
    assert stated_standard(["x", "đơn vị sản phẩm chuẩn = 5 điểm"]) == "5"
    assert stated_standard(["sản phẩm/công việc chuẩn (công văn): 2,5 điểm"]) == "2,5"
    assert stated_standard(["sản phẩm chuẩn theo quyết định"]) == ""
