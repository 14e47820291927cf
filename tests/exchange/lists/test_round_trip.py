"""What is written and read back is the same document, whatever was typed in it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from congvu.exchange.demo import sheets
from congvu.exchange.lists.reading import read_lists
from congvu.exchange.lists.writing import write_lists
from congvu.exchange.workbook.refusal import Refused
from tests.exchange.lists.documents import documents

EXAMPLES = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow,
                                                           HealthCheck.data_too_large],
)  # fmt: skip


def read_back(*written):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write_lists(written, path)
        return read_lists([path])


@pytest.mark.parametrize("kind", ListKind)
@EXAMPLES
@given(data=st.data())
def test_reading_what_was_written_gives_the_same_document(kind, data):
    written = data.draw(documents(kind))
    reading = read_back(written)
    assert reading.refused == ()
    assert reading.documents == (written,)


@EXAMPLES
@given(documents(ListKind.CATALOGUE), documents(ListKind.POSITIONS), documents(ListKind.FRAMEWORK))
def test_one_workbook_holds_a_list_of_each_kind(catalogue, positions, framework):
    assert read_back(framework, positions, catalogue).documents == (catalogue, positions, framework)


def test_the_commune_list_goes_out_and_comes_back_the_same():
    first = read_lists([sheets.FOLDER / f"{sheets.COMMUNE_CATALOGUE}.csv"]).documents[0]
    assert read_back(first).documents == (first,)


def test_a_name_that_looks_like_old_letters_stays():
    written = document(ListKind.LOCAL, "", "B¡0A Ü0A Þn ®éi", {})
    assert read_back(written).documents == (written,)


def test_texts_that_look_like_formulas_stay_texts(tmp_path):
    row = {"code": "=1+1", "group": "A", "name": "@SUM(A1)", "output": "-2", "complexity": "N1",
           "points": "8,5"}  # fmt: skip
    path = tmp_path / "dm.xlsx"
    write_lists(document(ListKind.CATALOGUE, "X", "Y", {}, {"products": [row]}), path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert [sheet.cell(4, at).data_type for at in (1, 4, 6)] == ["s", "s", "s"]
    assert (sheet.cell(4, 13).value, sheet.cell(4, 13).data_type) == (8.5, "n")
    assert sheet.freeze_panes == "A4"


def test_a_workbook_edited_by_hand_is_read_with_its_changes(tmp_path):
    row = {"code": "A1", "group": "A", "name": "Việc", "output": "Báo cáo", "complexity": "N1",
           "points": "8"}  # fmt: skip
    path = tmp_path / "dm.xlsx"
    write_lists(document(ListKind.CATALOGUE, "X", "Y", {}, {"products": [row]}), path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.cell(4, 13).value = 9.5
    for at, value in enumerate(("A2", "b. chuyên môn dùng chung", None, "Việc khác"), start=1):
        sheet.cell(5, at).value = value
    book.save(path)
    reading = read_lists([path])
    assert [dict(one)["points"] for one in reading.documents[0].rows("products")] == ["9,5"]
    assert [fault.title for fault in reading.refused[0].faults] == [
        "Sản phẩm đầu ra", "Phân nhóm", "Điểm",
    ]  # fmt: skip


def test_what_cannot_be_written_is_said(tmp_path):
    one = document(ListKind.CATALOGUE, "X", "Y")
    with pytest.raises(ValueError, match="một danh sách của mỗi loại"):
        write_lists((one, one), tmp_path / "dm.xlsx")
    with pytest.raises(Refused, match=r"\.xlsx"):
        write_lists(one, tmp_path / "dm.csv")
    with pytest.raises(Refused, match="Không có thư mục"):
        write_lists(one, tmp_path / "đâu" / "dm.xlsx")
