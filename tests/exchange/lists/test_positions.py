"""Tables of positions, duties, required competencies and levels, as offices keep them."""

import datetime

import openpyxl
import pytest

from congvu.exchange.lists.descriptions import level_of
from congvu.exchange.lists.positions import ranks_in_words, split
from congvu.exchange.lists.reading import read_lists
from congvu.exchange.lists.references import competency_group, plain_name, position_group
from tests.exchange.lists.tables import faults, page, read, rows, told

POSITIONS = ["STT", "Tên vị trí việc làm", "Ngạch công chức", "Số lượng"]
DUTIES = ["Mã vị trí", "Tên VTVL", "Mục", "Nhiệm vụ", "Công việc cụ thể", "Tiêu chí hoàn thành"]


def ranks(reading):
    return [(row["position"], row["rank"], row["headcount"]) for row in rows(reading, "ranks")]


def test_positions_without_codes_get_them_by_group_from_headings_and_names(tmp_path):
    reading = read(
        tmp_path,
        page(
            POSITIONS,
            ["I", "Vị trí lãnh đạo, quản lý", None, 2], [1, "Trưởng phòng", "Chuyên viên chính", 1],
            ["II", "Vị trí nghiệp vụ chuyên môn dùng chung", None, None],
            [2, "Văn thư viên", "Văn thư viên", 1],
            ["III", "Nhóm hỗ trợ, phục vụ", None, None], [3, "Lái xe", "Hợp đồng", 1],
            ["Tổng cộng", None, None, 3],
        ),
    )  # fmt: skip
    assert [(row["code"], row["group"]) for row in rows(reading, "positions")] == [
        ("LD.01", "leadership"), ("DC.01", "shared"), ("HT.01", "support"),
    ]  # fmt: skip
    assert ranks(reading) == [
        ("LD.01", "Chuyên viên chính", "1"), ("DC.01", "Văn thư viên", "1"),
        ("HT.01", "Hợp đồng", "1"),
    ]  # fmt: skip
    assert reading.refused == ()


def test_a_position_over_several_rows_has_a_rank_a_row(tmp_path):
    titles = ["Mã", *POSITIONS[1:]]
    rows_ = [["A1", "Chuyên viên tư pháp", "Chuyên viên chính", 1], [None, None, "Chuyên viên", 2]]
    reading = read(tmp_path, page(titles, *rows_, merges=[(1, 0, 2, 0), (1, 1, 2, 1)]))
    assert len(rows(reading, "positions")) == 1
    assert ranks(reading) == [("A1", "Chuyên viên chính", "1"), ("A1", "Chuyên viên", "2")]


def test_counts_may_stand_in_a_column_a_rank(tmp_path):
    titles = [
        ["STT", "Vị trí việc làm", "Số lượng theo ngạch", None, None, "Tổng số người"],
        [None, None, "Chuyên viên cao cấp", "Chuyên viên chính", "Chuyên viên", None],
    ]
    body = [[1, "Phó Giám đốc sở", 1, 2, None, 4], [2, "Chuyên viên pháp chế", None, 1, 3, 4]]
    reading = read(tmp_path, page(*titles, *body, merges=[(0, 2, 0, 4)]))
    assert ranks(reading) == [
        ("LD.01", "Chuyên viên cao cấp", "1"), ("LD.01", "Chuyên viên chính", "2"),
        ("CM.01", "Chuyên viên chính", "1"), ("CM.01", "Chuyên viên", "3"),
    ]  # fmt: skip
    assert "cộng các ngạch được 3: lấy theo các ngạch" in told(reading)


def test_a_total_that_the_ranks_do_not_make_is_told(tmp_path):
    titles = ["STT", "Vị trí việc làm", "Biên chế năm 2026", "Chuyên viên"]
    reading = read(tmp_path, page(titles, [1, "Pháp chế", 4, 3]))
    assert ranks(reading) == [("CM.01", "Chuyên viên", "3")]
    assert "ghi 4 người nhưng cộng các ngạch được 3" in told(reading)


def test_ranks_that_cannot_be_counted_are_refused_and_the_position_stays(tmp_path):
    reading = read(
        tmp_path,
        page(POSITIONS, [1, "A", "Chuyên viên; Cán sự", 3], [2, "B", None, 2],
             [3, "C", "Chuyên viên", "hai"], [4, "D", "Chuyên viên", -1]),
    )  # fmt: skip
    assert len(rows(reading, "positions")) == 4
    assert rows(reading, "ranks") == []
    said = faults(reading)
    assert said[0].startswith("Trang!C2 (Ngạch, chức danh nghề nghiệp): có hơn một ngạch")
    assert said[1].startswith("Trang!D3 (Ngạch, chức danh nghề nghiệp): có số người mà không")
    assert said[2].startswith("Trang!D4 (Số người): “hai” không phải là số")
    assert said[3].startswith("Trang!D5 (Số người): số âm")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chuyên viên", ([("Chuyên viên", None)], None)),
        ("Chuyên viên chính 50%; Chuyên viên 50%",
         ([("Chuyên viên chính", None), ("Chuyên viên", None)], [50, 50])),
        ("Chuyên viên chính (40%), Chuyên viên (60%)",
         ([("Chuyên viên chính", None), ("Chuyên viên", None)], [40, 60])),
        ("Chuyên viên: 2\nCán sự: 1", ([("Chuyên viên", 2), ("Cán sự", 1)], None)),
        ("Chuyên viên 50%; Cán sự 40%", ([("Chuyên viên", None), ("Cán sự", None)], None)),
        ("", ([], None)),
    ],
)  # fmt: skip
def test_cells_of_ranks_are_read_as_offices_write_them(text, expected):
    assert ranks_in_words(text) == expected


def test_counts_beside_the_ranks_are_taken(tmp_path):
    reading = read(tmp_path, page(POSITIONS, [1, "A", "Chuyên viên: 2; Cán sự: 1", None]))
    assert ranks(reading) == [("CM.01", "Chuyên viên", "2"), ("CM.01", "Cán sự", "1")]


def test_halves_go_to_the_largest_remainder_then_to_the_first_named():
    assert split(2, [50, 50]) == [1, 1]
    assert split(1, [50, 50]) == [1, 0]
    assert split(5, [50, 50]) == [3, 2]
    assert split(1, [40, 60]) == [0, 1]
    assert split(7, [33, 33, 34]) == [2, 2, 3]
    assert split(0, [50, 50]) == [0, 0]


def test_a_headcount_that_shares_do_not_divide_says_who_gets_the_rest(tmp_path):
    reading = read(tmp_path, page(POSITIONS, [1, "A", "Chuyên viên chính 50%; Chuyên viên 50%", 3]))
    assert "Chuyên viên chính 2, Chuyên viên 1; phần lẻ về ngạch dư nhiều hơn" in told(reading)


def test_duties_over_several_rows_are_joined_and_numbers_made_unique(tmp_path):
    reading = read(
        tmp_path,
        page(
            DUTIES,
            ["A1", "Pháp chế", "2.1", "Soạn văn bản", "Việc một", "Đúng hạn"],
            [None, None, None, None, "Việc hai", None],
            [None, None, "2.1", "Soạn văn bản", "Việc ba", "Đúng mẫu"],
            [None, None, "2.1", "Kiểm tra", "Việc bốn", None],
            ["A2", "Nội vụ", None, "Họp", "Dự họp", None],
            [None, None, "3. Việc khác", "Được giao", "Theo phân công", None],
        ),
    )  # fmt: skip
    found = {(row["position"], row["number"]): row for row in rows(reading, "duties")}
    assert found["A1", "2.1"]["work"] == "Việc một\nViệc hai\nViệc ba"
    assert found["A1", "2.1"]["criteria"] == "Đúng hạn\nĐúng mẫu"
    assert found["A1", "2.1/2"]["duty"] == "Kiểm tra"
    assert found["A2", "1"]["duty"] == "Họp"
    assert (found["A2", "3"]["duty"], found["A2", "3"]["work"]) == (
        "Việc khác", "Được giao\nTheo phân công",
    )  # fmt: skip
    assert [row["code"] for row in rows(reading, "positions")] == ["A1", "A2"]
    assert reading.refused == ()


def test_a_duty_without_words_is_refused_with_its_cell(tmp_path):
    bad = ["A2", "Nội vụ", "1", None, "Việc", None]
    reading = read(tmp_path, page(DUTIES, ["A1", "Pháp chế", "1", "Soạn", "Việc", "x"], bad))
    assert len(rows(reading, "duties")) == 1
    assert faults(reading) == [
        "Trang!D3 (Nhiệm vụ, mảng công việc): “Nhiệm vụ, mảng công việc” đang trống; cần điền ô này"
    ]


def test_a_description_that_states_its_position_above_is_read(tmp_path):
    reading = read(
        tmp_path,
        page(
            ["BẢN MÔ TẢ CÔNG VIỆC"], ["Tên VTVL: Chuyên viên về pháp chế"], ["Mã VTVL:", "PC-01"],
            [],
            ["TT", "Nhiệm vụ, mảng công việc", "Công việc cụ thể", "Tiêu chí đánh giá"],
            [1, "Soạn văn bản", "Dự thảo", "Đúng hạn"],
        ),
    )  # fmt: skip
    assert rows(reading, "positions") == [
        {"code": "PC-01", "name": "Chuyên viên về pháp chế", "group": "professional"}
    ]
    assert [(row["position"], row["number"]) for row in rows(reading, "duties")] == [("PC-01", "1")]


def test_levels_that_a_spreadsheet_took_for_days_are_levels_again(tmp_path):
    titles = ["Mã vị trí", "Vị trí việc làm", "Tên năng lực", "Cấp độ yêu cầu"]
    read(
        tmp_path,
        page(
            titles,
            ["A1", "Pháp chế", "Ra quyết định", "Cấp độ 2"],
            ["A1", "Pháp chế", "Đạo đức", 3],
        ),
    )
    book = openpyxl.load_workbook(tmp_path / "tep.xlsx")
    book.active["D3"] = datetime.date(2026, 3, 2)
    book.save(tmp_path / "tep.xlsx")
    reading = read_lists([tmp_path / "tep.xlsx"])
    assert [row["level"] for row in rows(reading, "requirements")] == ["2", "2-3"]


def test_the_same_competency_twice_with_another_level_is_refused(tmp_path):
    titles = ["Mã vị trí", "Vị trí việc làm", "Nhóm năng lực", "Năng lực", "Cấp độ"]
    one = ["A1", "Pháp chế", "Nhóm năng lực quản lý", "Ra quyết định", "2"]
    reading = read(tmp_path, page(titles, one, [*one[:3], "Khả năng ra quyết định (theo việc)", 3]))
    assert rows(reading, "competencies") == [
        {"code": "RQD", "name": "Ra quyết định", "group": "managerial"}
    ]
    assert faults(reading)[0].startswith("Trang!3 (Mã vị trí, Mã năng lực): “A1 · RQD” đã có")


def test_levels_may_stand_in_a_column_each(tmp_path):
    titles = ["STT", "Tên năng lực", "Cấp độ 1", "Cấp độ 2", "Cấp độ 3"]
    reading = read(
        tmp_path,
        page(titles, ["I", "Năng lực chung"], [1, "Đạo đức", "Biết", "Hiểu", "Làm"],
             [2, "Giao tiếp", "Nghe", None, "Nói"]),
    )  # fmt: skip
    found = [
        (row["competency"], row["level"], row["descriptor"]) for row in rows(reading, "levels")
    ]
    assert found == [
        ("DD", "1", "Biết"), ("DD", "2", "Hiểu"), ("DD", "3", "Làm"), ("GT", "1", "Nghe"),
        ("GT", "3", "Nói"),
    ]  # fmt: skip
    assert {row["group"] for row in rows(reading, "competencies")} == {"general"}


def test_competencies_without_codes_get_initials(tmp_path):
    titles = ["TT", "Năng lực", "Nhóm", "Khái niệm"]
    reading = read(tmp_path, page(titles, [1, "Ra quyết định", "Năng lực quản lý", "Chọn đúng lúc"],
                                  [2, "Rà quy định", "khác", "x"]))  # fmt: skip
    found = [(row["code"], row["group"]) for row in rows(reading, "competencies")]
    assert found == [("RQD", "managerial"), ("RQD2", "professional")]
    assert "đã đặt mã cho 2 năng lực" in told(reading)


@pytest.mark.parametrize(
    ("text", "level"),
    [("Cấp độ 3", "3"), ("từ 2 đến 3", "2-3"), ("2 – 3", "2-3"), ("4", "4"), ("cao", "cao"),
     ("Mức 2/3", "2-3")],
)  # fmt: skip
def test_required_levels_are_read_as_offices_write_them(text, level):
    assert level_of(text) == level


def test_names_of_competencies_are_compared_by_the_words_that_count():
    same = "Khả năng kiểm tra việc thực hiện các văn bản (theo nhiệm vụ của vị trí việc làm)."
    assert plain_name(same) == plain_name("Kiểm tra thực hiện văn bản")
    assert plain_name("Phối hợp thực hiện văn bản") != plain_name("Kiểm tra thực hiện văn bản")
    assert plain_name("(theo nhiệm vụ)")


@pytest.mark.parametrize(
    ("words", "name", "group"),
    [("Lãnh đạo, quản lý", "x", ("leadership", True)),
     ("", "Phó Trưởng phòng", ("leadership", False)),
     ("", "Nhân viên lái xe", ("support", False)), ("", "Kế toán viên", ("shared", False)),
     ("", "Chuyên viên", ("professional", False)), ("", "Trưởng kho", ("professional", False)),
     ("Nghiệp vụ chuyên môn dùng chung", "x", ("shared", True))],
)  # fmt: skip
def test_groups_of_positions_are_read_from_words_then_names(words, name, group):
    assert position_group(words, name) == group


def test_groups_of_competencies_are_read_from_words():
    assert competency_group("Nhóm năng lực chung") == ("general", True)
    assert competency_group("Nhóm năng lực") == ("professional", False)
