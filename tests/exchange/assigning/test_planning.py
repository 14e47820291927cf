"""A pasted block becomes tasks, or cells to mend; nothing that was typed is lost."""

from datetime import date

import pytest

from congvu.apps.catalogue.queries import OfferedProduct
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.work.enums import Origin
from congvu.exchange.assigning.block import Block, NotABlock, read_block, text_of_file
from congvu.exchange.assigning.matching import NoMatch, People, Products, Staff
from congvu.exchange.assigning.planning import Terms, plan

NOVEMBER = PeriodRow(
    1, "month", "2026-11", date(2026, 11, 1), date(2026, 11, 30), "open",
    *[date(2026, 11, 25)] * 4,
)  # fmt: skip
TERMS = Terms(NOVEMBER, date(2026, 11, 10), most_amount=1_000_000, most_coefficient=2_000)
PEOPLE = People(
    [
        Staff(1, "an", "Nguyễn Văn An", "P1", "Phòng Kinh tế", "Chuyên viên"),
        Staff(2, "an2", "Nguyễn Văn Ân", "P1", "Phòng Kinh tế", "Chuyên viên"),
        Staff(3, "hoa", "Lê Thị Hoà", "P1", "Phòng Kinh tế", "Văn thư"),
    ]
)


def offered(number: int, code: str, name: str, **more: object) -> OfferedProduct:
    given = {"output": "Văn bản", "counted_in": "", "coefficient_tenths": 27, "default_days": None,
             "unit": "P1", "depth": 20}  # fmt: skip
    return OfferedProduct(number, code, name, **(given | more))


PRODUCTS = Products(
    [
        offered(1, "SP-1", "Thẩm định hồ sơ đất đai", default_days=5),
        offered(2, "SP-2", "Soạn thảo văn bản"),
        offered(3, "SP-3", "Soạn thảo văn bản"),
        offered(4, "C-1", "Thẩm định hồ sơ đất đai", unit=None, depth=0),
        offered(5, "C-2", "Tiếp công dân", unit=None, depth=0, coefficient_tenths=10),
    ]
)
HEAD = "TT\tNgười\tSản phẩm\tSố lượng\tHạn\tHệ số\tNguồn việc\tCăn cứ\tGhi chú"


def lines(*rows: str, head: str = HEAD, mended=None, left_out=()):
    block = read_block("\n".join((head, *rows)))
    return plan(block, PEOPLE, PRODUCTS, TERMS, mended=mended or {}, left_out=left_out)


def one(row: str, **more):
    (found,) = lines(row, **more)
    return found


def test_a_whole_line_becomes_a_task():
    row = one("1\tLe thi hoa\ttham dinh ho so dat dai\t2,5\t20/11/2026\t\t\t\t").row
    assert (row.person, row.unit, row.product_id) == ("hoa", "P1", 1)
    assert (row.title, row.coefficient_tenths) == ("Thẩm định hồ sơ đất đai", 27)
    assert (row.assigned_hundredths, row.due_on) == (250, date(2026, 11, 20))


def test_what_is_not_told_comes_from_the_catalogue_and_the_period():
    row = one("1\tan\tSP-1\t\t\t\t\t\t").row
    assert (row.assigned_hundredths, row.due_on) == (100, date(2026, 11, 17))
    assert one("1\tan\tC-2\t\t\t\t\t\t").row.due_on == date(2026, 11, 30)


def test_the_units_own_product_stands_before_the_common_one_of_the_same_name():
    assert one("1\tan\tThẩm định hồ sơ đất đai\t1\t\t\t\t\t").row.product_id == 1


def test_work_outside_the_catalogue_needs_its_coefficient():
    made = one("1\tan\tDọn kho lưu trữ\t1\t\t\t\t\t")
    assert made.row is None
    assert set(made.faults) == {"coefficient"}
    row = one("1\tan\tDọn kho lưu trữ\t1\t\t1,5\t\t\t").row
    assert (row.product_id, row.coefficient_tenths) == (None, 15)


def test_what_is_nearly_a_product_is_offered():
    made = one("1\tan\tThẩm định hồ sơ đất\t1\t\t\t\t\t")
    assert [value for value, _ in made.faults["product"].choices] == ["#1", "#4"]


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        ("1\tNguyen Van An\tSP-1\t1\t\t\t\t\t", "person"),
        ("1\tAi Đó\tSP-1\t1\t\t\t\t\t", "person"),
        ("1\t\tSP-1\t1\t\t\t\t\t", "person"),
        ("1\tan\tSoạn thảo văn bản\t1\t\t\t\t\t", "product"),
        ("1\tan\t\t1\t\t\t\t\t", "product"),
        ("1\tan\tSP-1\t1.234\t\t\t\t\t", "amount"),
        ("1\tan\tSP-1\t0\t\t\t\t\t", "amount"),
        ("1\tan\tSP-1\t99999999\t\t\t\t\t", "amount"),
        ("1\tan\tSP-1\tmột\t\t\t\t\t", "amount"),
        ("1\tan\tSP-1\t1\t31/11/2026\t\t\t\t", "due"),
        ("1\tan\tSP-1\t1\t31/10/2026\t\t\t\t", "due"),
        ("1\tan\tSP-1\t1\t\t2,6\t\t\t", "coefficient"),
        ("1\tan\tSP-1\t1\t\t\tnhận thay\t\t", "origin"),
        ("1\tan\tSP-1\t1\t\t\tđột xuất\t\t", "asked"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_marked_and_the_line_kept(cells, field):
    made = one(cells)
    assert made.row is None
    assert list(made.faults) == [field]
    assert made.cells["amount"] == cells.split("\t")[3]


def test_a_name_of_two_offers_both_and_a_code_settles_it():
    made = one("1\tNguyen Van An\tSP-1\t1\t\t\t\t\t")
    assert [value for value, _ in made.faults["person"].choices] == ["an", "an2"]
    assert one("1\tNguyen Van An\tSP-1\t1\t\t\t\t\t", mended={(2, "person"): "an2"}).row


def test_the_very_marks_tell_two_names_apart():
    assert one("1\tNguyễn Văn Ân\tSP-1\t1\t\t\t\t\t").row.person == "an2"


def test_a_given_name_alone_is_enough_where_one_has_it():
    assert one("1\tHòa\tSP-1\t1\t\t\t\t\t").row.person == "hoa"


def test_a_code_stands_before_a_name_but_not_against_it():
    head = "Mã người\tHọ và tên\tMã sản phẩm\tNội dung"
    assert one("an\tNguyen Van An\tSP-1\tViệc riêng", head=head).row.title == "Việc riêng"
    made = one("an\tLê Thị Hòa\tSP-1\tViệc riêng", head=head)
    assert list(made.faults) == ["person_code"]


def test_sudden_work_says_who_asked_for_it():
    row = one("1\tan\tC-2\t1\t\t\tđột xuất\tCông văn 12/UBND\t").row
    assert (row.origin, row.origin_reason) == (Origin.UNPLANNED, "Công văn 12/UBND")


def test_a_note_is_kept_with_what_is_to_come_out():
    assert one("1\tan\tC-2\t1\t\t\t\t\tgấp").row.output == "Văn bản (Ghi chú: gấp)"


def test_a_day_without_its_year_is_one_of_the_periods_year():
    assert one("1\tan\tC-2\t1\t20/11\t\t\t\t").row.due_on == date(2026, 11, 20)


def test_a_line_left_out_is_not_judged():
    assert [made.number for made in lines("1\tan\tC-2", "2\tx\tC-2", left_out={3})] == [2]


def test_without_a_heading_the_columns_are_taken_from_the_left_and_can_be_chosen():
    text = "an\tC-2\t2\nhoa\tC-2\t1"
    assert read_block(text).columns == ("person", "product", "amount")
    chosen = read_block(text, ["product", "person", "person"])
    assert chosen.columns == ("product", "person", "")
    assert len(chosen.lines) == 2


def test_titles_that_nobody_understands_are_told():
    assert read_block("Người\tNội dung\tMàu sắc\nan\tC-2\txanh").lost == ("Màu sắc",)


@pytest.mark.parametrize("text", ["", " \n\t", "Người\tNội dung", "a\tb\n" * 501])
def test_what_is_no_block_says_why(text):
    with pytest.raises(NotABlock):
        read_block(text)


def test_decomposed_text_and_control_signs_are_taken_as_what_is_meant():
    made = one("1\tLe\u0302 Thi\u0323 Ho\u0300a\tC-2\x00\t1\t\t\t\t\t")
    assert made.row.person == "hoa"


def test_a_workbook_reads_as_pasting_it_would(tmp_path):
    import xlsxwriter

    path = tmp_path / "viec.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Giao việc")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        page.write_row(0, 0, ["KẾ HOẠCH THÁNG 11"])
        page.write_row(2, 0, ["STT", "Người thực hiện", "Nội dung", "Số lượng", "Thời hạn"])
        page.write_row(3, 0, [1, "hoa", "C-2", 2.5])
        page.write_datetime(3, 4, __import__("datetime").datetime(2026, 11, 20), day)
    block = read_block(text_of_file(path))
    (made,) = plan(block, PEOPLE, PRODUCTS, TERMS, mended={})
    assert (made.row.assigned_hundredths, made.row.due_on) == (250, date(2026, 11, 20))


def test_a_workbook_without_work_says_so(tmp_path):
    path = tmp_path / "khac.csv"
    path.write_text("Màu,Cỡ\nxanh,to\n", encoding="utf-8")
    with pytest.raises(NotABlock, match="Không thấy bảng giao việc"):
        text_of_file(path)


def test_nobody_is_guessed():
    with pytest.raises(NoMatch):
        PEOPLE.find("Nguyễn")
    assert isinstance(read_block("Người\tNội dung\nan\tC-2"), Block)
