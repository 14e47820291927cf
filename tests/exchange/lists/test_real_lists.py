"""The published lists come in whole, as CSV and as workbooks laid out the way offices do."""

from pathlib import Path

import pytest

from congvu.engine.lists.sheets import ListKind
from congvu.exchange.demo import sheets
from congvu.exchange.lists.gathering import Reading
from congvu.exchange.lists.reading import read_lists
from congvu.exchange.workbook.refusal import Refused
from congvu.kernel.fixed import half_up, parse_fixed
from congvu.kernel.legacy_text import Encoding, decode
from tests.exchange.lists.offices import commune_page, source, statistics_pages, write_pages
from tests.kernel.old_texts import to_tcvn3, to_vni

COUNCIL, HANDBOOK = "thanh_hoa_vp_hdnd_catalogue_v2", "moha_handbook_example_items"
DUTIES, REQUIRED = "vtvl_commune_job_duties", "vtvl_commune_required_competency_levels"
LEVELS = "competency_framework_levels"


def csv_of(name: str) -> Path:
    return sheets.FOLDER / f"{name}.csv"


def rows_of(reading: Reading, kind: ListKind, sheet: str):
    return next(one for one in reading.documents if one.kind is kind).rows(sheet)


def products(reading: Reading):
    return rows_of(reading, ListKind.CATALOGUE, "products")


def told(reading: Reading) -> str:
    return "\n".join(f"{one.place} {one.what}" for one in reading.notices)


def test_the_commune_list_comes_in_whole_from_csv():
    reading = read_lists([csv_of(sheets.COMMUNE_CATALOGUE)])
    document = reading.documents[0]
    assert len(products(reading)) == 371
    assert reading.refused == ()
    assert document.settings == {
        "standard_points": "5", "band_1": "1-10", "band_2": "11-50", "band_3": "51-100",
        "band_4": "101-200",
    }  # fmt: skip
    assert "371/371 hệ số đúng với sản phẩm chuẩn 5 điểm" in told(reading)


def test_every_coefficient_of_the_commune_list_is_points_over_five():
    reading = read_lists([csv_of(sheets.COMMUNE_CATALOGUE)])
    standard = parse_fixed(reading.documents[0].settings["standard_points"], places=1)
    right = [
        half_up(parse_fixed(row["points"], places=1) * 10, standard)
        == parse_fixed(row["coefficient"], places=1)
        for row in products(reading)
    ]
    assert sum(right) == len(right) == 371


def test_groups_are_those_that_the_list_says():
    rows = products(read_lists([csv_of(sheets.COMMUNE_CATALOGUE)]))
    assert [sum(row["group"] == group for row in rows) for group in "ABCD"] == [18, 62, 291, 0]


def test_the_statistics_list_comes_in_whole_and_gets_codes():
    reading = read_lists([csv_of(sheets.DEPARTMENT_CATALOGUE)])
    rows = products(reading)
    assert len(rows) == len({row["code"] for row in rows}) == 172
    assert reading.refused == ()
    assert rows[0]["code"] == "LDQL.01"
    assert len(reading.made) == 172
    assert "đã đặt mã cho 172 dòng" in told(reading)
    assert reading.documents[0].settings["standard_points"] == "5"


def test_the_council_office_list_takes_the_unit_counted_for_the_output():
    reading = read_lists([csv_of(COUNCIL)])
    rows = products(reading)
    assert len(rows) == 48
    assert reading.refused == ()
    assert (rows[1]["unit"], rows[1]["output"]) == ("01 kế hoạch", "kế hoạch")
    assert rows[1]["section"].startswith("I.A. Tham mưu")
    assert reading.documents[0].settings == {"standard_points": "100"}


def test_the_handbook_rows_without_points_are_refused_with_their_cells():
    reading = read_lists([csv_of(HANDBOOK)])
    assert len(products(reading)) == 17
    assert [str(one.place) for one in reading.refused] == [f"{HANDBOOK}!{n}" for n in (19, 20, 21)]
    first = reading.refused[0]
    assert [str(fault.place)[-3:] for fault in first.faults] == ["C19", "E19"]
    assert first.typed["coefficient"] == "1.0"
    assert first.typed["name"].startswith("(ví dụ chương VI)")


def test_the_commune_list_comes_in_whole_from_an_office_workbook(tmp_path):
    path = write_pages(tmp_path / "dm.xlsx", [commune_page(source(sheets.COMMUNE_CATALOGUE))])
    reading = read_lists([path])
    plain = products(read_lists([csv_of(sheets.COMMUNE_CATALOGUE)]))
    rows = products(reading)
    assert reading.refused == ()
    compared = ("code", "group", "name", "detail", "output", "complexity", "points", "coefficient")
    assert [[row.get(name) for name in compared] for row in rows] == [
        [row.get(name) for name in compared] for row in plain
    ]
    assert [row["section"] for row in rows][-1] == plain[-1]["section"]
    assert rows[0]["section"] == "II - Lãnh đạo, quản lý"
    assert reading.documents[0].name == "DANH MỤC SẢN PHẨM/CÔNG VIỆC CẤP XÃ"
    assert reading.documents[0].settings["band_3"] == "51-100"


def test_what_is_no_row_is_told_line_by_line(tmp_path):
    path = write_pages(tmp_path / "dm.xlsx", [commune_page(source(sheets.COMMUNE_CATALOGUE))])
    said = told(read_lists([path]))
    assert said.count("tiêu đề lặp lại") == 3
    assert "dòng đánh số cột" in said
    assert "dòng tổng cộng" in said
    assert "phần dưới bảng, không nhập từ dòng này: “Ghi chú" in said
    assert "dòng đề mục: “II - Lãnh đạo, quản lý”" in said


def test_a_list_over_several_sheets_without_codes_comes_in_whole(tmp_path):
    pages = statistics_pages(source(sheets.DEPARTMENT_CATALOGUE))
    reading = read_lists([write_pages(tmp_path / "tk.xlsx", pages)])
    plain = products(read_lists([csv_of(sheets.DEPARTMENT_CATALOGUE)]))
    assert reading.refused == ()
    compared = ("code", "group", "section", "name", "output", "complexity", "points", "coefficient")
    assert [[row[name] for name in compared] for row in products(reading)] == [
        [row[name] for name in compared] for row in plain
    ]


@pytest.mark.parametrize(
    ("old", "encoding", "font"),
    [(to_tcvn3, Encoding.TCVN3, ".VnTime"), (to_vni, Encoding.VNI, "VNI-Times")],
)
def test_an_old_workbook_comes_in_whole_and_says_so(tmp_path, old, encoding, font):
    page = commune_page(source(sheets.COMMUNE_CATALOGUE))
    path = write_pages(tmp_path / "cu.xlsx", [page], old=old, font=font)
    modern = write_pages(tmp_path / "moi.xlsx", [page])
    reading = read_lists([path])
    old_text = reading.legacy[0]
    assert (old_text.encoding, old_text.sheet, old_text.converted) == (encoding, "Danh mục", True)
    assert len(old_text.samples) == 5
    assert old_text.samples[0] == (old(page.rows[0][0]), page.rows[0][0])
    assert [dict(row) for row in products(reading)] == [
        _lower(row, encoding) for row in products(read_lists([modern]))
    ]


def _lower(row, encoding):
    """TCVN3 has no capitals with tone marks: the first letter of a text may come back small."""
    if encoding is Encoding.VNI:
        return dict(row)
    return {name: decode(to_tcvn3(text), Encoding.TCVN3) for name, text in row.items()}


def test_old_text_can_be_kept_as_it_is(tmp_path):
    page = commune_page(source(sheets.COMMUNE_CATALOGUE)[:3])
    path = write_pages(tmp_path / "cu.xlsx", [page], old=to_vni)
    with pytest.raises(Refused):  # nobody knows the titles of such a table
        read_lists([path], legacy="keep")


def test_positions_come_in_whole_with_their_ranks():
    reading = read_lists([csv_of(sheets.POSITIONS)])
    positions = rows_of(reading, ListKind.POSITIONS, "positions")
    ranks = rows_of(reading, ListKind.POSITIONS, "ranks")
    assert len(positions) == 42
    assert [sum(row["group"] == one for row in positions)
            for one in ("leadership", "professional", "support")] == [6, 33, 3]  # fmt: skip
    assert sum(int(row["headcount"]) for row in ranks) == 33
    second = [(row["rank"], row["headcount"]) for row in ranks if row["position"] == "I.02"]
    assert second == [("Chuyên viên chính", "1"), ("Chuyên viên", "1")]
    assert reading.refused == ()
    assert "chia 2 người theo tỷ lệ: Chuyên viên chính 1, Chuyên viên 1" in told(reading)


def test_duties_come_in_with_positions_found_by_name_or_made():
    reading = read_lists([csv_of(sheets.POSITIONS), csv_of(DUTIES)])
    duties = rows_of(reading, ListKind.POSITIONS, "duties")
    codes = {row["code"] for row in rows_of(reading, ListKind.POSITIONS, "positions")}
    assert reading.refused == ()
    assert len(duties) == 177  # of 180 rows, three go on with the one above
    assert {row["position"] for row in duties} <= codes
    assert "III.3" in {row["position"] for row in duties}  # “Nhân viên Lái xe”, without a code
    assert "II.32" in {row["position"] for row in duties}  # “Kế toán viên”, with another code
    assert "15 tên chưa có trong danh mục vị trí việc làm" in told(reading)
    assert "3 dòng nối vào nhiệm vụ ở dòng trên" in told(reading)


def test_no_word_of_the_duties_is_lost():
    reading = read_lists([csv_of(DUTIES)])
    held = "\n".join(
        text for row in rows_of(reading, ListKind.POSITIONS, "duties") for text in row.values()
    )
    for row in source(DUTIES):
        for name in ("duty", "specific_work", "completion_criteria"):
            assert " ".join(row[name].split()) in held


def test_levels_come_in_and_those_without_words_are_refused():
    reading = read_lists([csv_of(LEVELS)])
    assert len(rows_of(reading, ListKind.FRAMEWORK, "competencies")) == 20
    assert len(rows_of(reading, ListKind.FRAMEWORK, "levels")) == 160
    assert [one.faults[0].title for one in reading.refused] == ["Mô tả"] * 5


def test_required_competencies_find_those_of_the_framework_by_words():
    reading = read_lists([csv_of(LEVELS), csv_of(REQUIRED)])
    names = {
        row["code"]: row["name"] for row in rows_of(reading, ListKind.FRAMEWORK, "competencies")
    }
    required = rows_of(reading, ListKind.POSITIONS, "requirements")
    met = {names[row["competency"]] for row in required}
    assert "Kiểm tra thực hiện văn bản" in met  # “Khả năng kiểm tra việc … (theo nhiệm vụ …)”
    assert not [name for name in met if name.startswith("Khả năng kiểm tra")]
    assert len(required) == 322  # of 341 rows, 19 repeat a position's competency
    assert told(reading).count("chỉ lấy một dòng") == 19
    assert [one.sheet for one in reading.refused] == ["levels"] * 5


def test_a_given_framework_and_given_positions_lend_their_codes():
    framework = [{"code": "NL.01", "name": "Đạo đức và bản lĩnh", "group": "general"}]
    positions = [{"code": "VT.07", "name": "Nhân viên Lái xe", "group": "support"}]
    reading = read_lists([csv_of(REQUIRED)], positions=positions, framework=framework)
    required = rows_of(reading, ListKind.POSITIONS, "requirements")
    assert "VT.07" in {row["position"] for row in required}
    assert "NL.01" in {row["competency"] for row in required}
    assert "VT.07" not in {row["code"] for row in rows_of(reading, ListKind.POSITIONS, "positions")}


def test_a_hint_reads_only_its_kind():
    both = [csv_of(sheets.POSITIONS), csv_of(COUNCIL)]
    assert [one.kind for one in read_lists(both, ListKind.CATALOGUE).documents] == ["catalogue"]
