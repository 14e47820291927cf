"""Files as a whole: what is hidden, too long, of another list, in old letters left as they are."""

import openpyxl
import pytest

from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from congvu.exchange.lists.planning import plan_lists
from congvu.exchange.lists.plans import ListPlan
from congvu.exchange.lists.reading import read_lists
from congvu.exchange.lists.writing import write_lists
from congvu.exchange.workbook.refusal import Kind, Refused
from congvu.kernel.legacy_text import Encoding
from tests.exchange.lists.offices import write_pages
from tests.exchange.lists.tables import TITLES, faults, page, product, read, rows, told
from tests.kernel.old_texts import to_tcvn3

OLD_WORDS = ["Tham mưu kế hoạch", "Soạn thảo tờ trình", "Kiểm tra, đôn đốc", "Lưu trữ hồ sơ"]


def test_hidden_and_strange_sheets_are_told_and_the_rest_read(tmp_path):
    read(tmp_path, page(TITLES, product(1)), page(TITLES, product(2), name="Ẩn"),
         page(["Họ tên", "Quê quán"], ["An", "x"], name="Khác"), page(name="Trống"))  # fmt: skip
    book = openpyxl.load_workbook(tmp_path / "tep.xlsx")
    book["Ẩn"].sheet_state = "hidden"
    book.save(tmp_path / "tep.xlsx")
    reading = read_lists([tmp_path / "tep.xlsx"])
    assert [row["code"] for row in rows(reading, "products")] == ["A1"]
    assert "Ẩn! trang đang ẩn: không đọc" in told(reading)
    assert "Khác! không nhận ra bảng nào trên trang này" in told(reading)
    assert "Trống!" not in told(reading)


def test_a_list_of_endless_rows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("congvu.exchange.lists.worksheets.MOST_ROWS", 3)
    with pytest.raises(Refused) as refused:
        read(tmp_path, page(TITLES, *map(product, range(3))))
    assert refused.value.kind is Kind.TOO_LARGE


def test_sheets_of_several_files_are_named_with_their_file(tmp_path):
    paths = [write_pages(tmp_path / f"{name}.xlsx", [page(TITLES, product(number))])
             for number, name in enumerate("ab")]  # fmt: skip
    reading = read_lists(paths)
    assert [str(place) for place in reading.places.values()] == [
        "[a.xlsx]Trang!2",
        "[b.xlsx]Trang!2",
    ]


def test_old_letters_are_left_where_the_reader_asks_and_the_plan_remembers(tmp_path):
    old = [product(n, Nhiệm_vụ=to_tcvn3(words)) for n, words in enumerate(OLD_WORDS)]
    path = write_pages(tmp_path / "cu.xlsx", [page(TITLES, *old)])
    modern = read_lists([path])
    kept = read_lists([path], legacy="keep")
    assert [row["name"] for row in rows(modern, "products")] == OLD_WORDS
    assert rows(kept, "products")[0]["name"] == to_tcvn3(OLD_WORDS[0])
    assert [one.legacy[0].converted for one in (modern, kept)] == [True, False]
    assert modern.legacy[0].encoding is Encoding.TCVN3
    assert modern.legacy[0].samples[0] == (to_tcvn3(OLD_WORDS[0]), OLD_WORDS[0])
    assert "phông cũ (TCVN3), 4 ô: để nguyên" in told(kept)
    plan = plan_lists(modern, {})
    assert ListPlan.from_json(plan.as_json()) == plan


def test_the_fonts_of_a_workbook_let_few_words_speak(tmp_path):
    old = product(1, Nhiệm_vụ=to_tcvn3("Nội vụ"), Sản_phẩm_đầu_ra="x")
    plain = read_lists([write_pages(tmp_path / "a.xlsx", [page(TITLES, old)])])
    assert plain.legacy == ()
    fonts = [[*(to_tcvn3(title) for title in TITLES)], old]
    told_by_font = read_lists([write_pages(tmp_path / "b.xlsx", [page(*fonts)], font=".VnTimeH")])
    assert rows(told_by_font, "products")[0]["name"] == "Nội vụ"


def test_a_name_too_long_for_a_position_is_a_fault_that_says_so(tmp_path):
    titles = ["Tên vị trí việc làm", "Nhiệm vụ", "Công việc cụ thể"]
    reading = read(tmp_path, page(titles, ["Chuyên viên " * 40, "Soạn", "Dự thảo"]))
    assert rows(reading, "positions") == []
    assert "dài 479 ký tự; cần nhiều nhất 300 ký tự" in faults(reading)[0]
    assert reading.refused[0].typed["position"].startswith("Chuyên viên Chuyên viên")


def test_a_setting_of_no_list_of_ours_is_told(tmp_path):
    path = tmp_path / "dm.xlsx"
    write_lists(document(ListKind.CATALOGUE, "X", "Y", {"band_1": "1-10"}), path)
    book = openpyxl.load_workbook(path)
    book["Thiết lập"].append(["Danh sách lạ", "band_1", "1-20"])
    book.save(path)
    reading = read_lists([path])
    assert reading.documents == (document(ListKind.CATALOGUE, "X", "Y", {"band_1": "1-10"}),)
    assert "Thiết lập!5 không có danh sách “Danh sách lạ”" in told(reading)


def test_words_that_look_old_in_our_own_workbook_stay(tmp_path):
    row = {"code": "A", "group": "A", "name": to_tcvn3("; ".join(OLD_WORDS)), "output": "x",
           "complexity": "N1", "points": "8"}  # fmt: skip
    path = tmp_path / "dm.xlsx"
    written = document(ListKind.CATALOGUE, "X", "Y", {}, {"products": [row]})
    write_lists(written, path)
    assert read_lists([path]).documents == (written,)
