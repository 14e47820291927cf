"""What was packed is what is read, byte for byte, and anybody can read it without us."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.lists.document import Document
from congvu.exchange.toolkit.contents import LawMark
from congvu.exchange.toolkit.keys import fingerprint, public_part
from congvu.exchange.toolkit.package import pack, read_package, unpack, write_package
from congvu.exchange.toolkit.readme import readme_text
from congvu.exchange.toolkit.refusal import PackageRefused
from tests.exchange.toolkit.toolkits import (
    HEAD,
    KEY,
    OTHER_KEY,
    PRODUCTS,
    ROWS,
    RULE_FILE,
    catalogue,
    documents,
    toolkit,
)


def test_a_package_read_and_written_again_is_the_same_file(tmp_path: Path) -> None:
    first, second = tmp_path / "a.congvu", tmp_path / "b.congvu"
    whole = toolkit(law=(LawMark("nd335_2025", "civil_servant", "0" * 64),), previous="f" * 64)
    written = write_package(whole, KEY, first)
    package = read_package(first)
    assert package == written
    assert package.toolkit == whole
    assert package.fingerprint == fingerprint(public_part(KEY))
    write_package(package.toolkit, KEY, second)
    assert second.read_bytes() == first.read_bytes() == package.content


@given(st.lists(documents(), max_size=3, unique_by=lambda one: (one.kind, one.code.casefold())))
def test_any_lists_come_back_as_they_went(lists: list[Document]) -> None:
    whole = toolkit(*lists, documents=tuple(lists))
    package = pack(whole, KEY)
    assert package.toolkit == whole
    assert pack(package.toolkit, KEY).content == package.content


def test_the_order_in_which_lists_were_given_is_no_matter() -> None:
    one, two = catalogue(code="a"), catalogue(code="b")
    assert pack(toolkit(one, two), KEY).content == pack(toolkit(two, one), KEY).content


def test_a_key_of_ones_own_changes_the_signature_and_the_publishers_key_only() -> None:
    ours, theirs = pack(toolkit(), KEY), pack(toolkit(), OTHER_KEY)
    assert ours.toolkit == theirs.toolkit
    assert (ours.key, ours.digest) != (theirs.key, theirs.digest)


def test_any_zip_tool_opens_it_and_any_spreadsheet_reads_the_lists() -> None:
    with zipfile.ZipFile(io.BytesIO(pack(toolkit(), KEY).content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "TOOLKIT.json", "DOC-TRUOC.md", HEAD, PRODUCTS, RULE_FILE, "SIGNATURE",
        ]  # fmt: skip
        text = archive.read(PRODUCTS).decode("utf-8-sig")
        head = json.loads(archive.read(HEAD))
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [{name: cell for name, cell in row.items() if cell} for row in found] == list(ROWS)
    assert head["settings"] == {"band_1": "1-10", "standard_points": "5"}
    assert text.splitlines()[0].startswith("code,group,section,name,detail,output,unit,complexity")


def test_the_readme_says_what_each_column_holds() -> None:
    text = readme_text(toolkit(catalogue(name="Sở | A")))
    assert "# Bộ công cụ mẫu, 1.2.0" in text
    assert "| Danh mục sản phẩm/công việc: Sở \\| A | products: 2 |" in text
    assert (
        "| points | Điểm | số, nhiều nhất 1 số lẻ / number, at most 1 decimal | có / yes |" in text
    )
    assert "N1 = Nhóm 1" in text
    assert unpack(pack(toolkit(), KEY).content).readme == readme_text(toolkit())


def test_codes_that_no_path_may_hold_are_written_so_that_it_may() -> None:
    codes = ["../../x", ".", "Sở Nội vụ/1", "a\\b", "CON:", "%2e"]
    whole = toolkit(*(catalogue(code=code) for code in codes))
    with zipfile.ZipFile(io.BytesIO(pack(whole, KEY).content)) as archive:
        names = archive.namelist()
    assert {one.code for one in pack(whole, KEY).toolkit.documents} == set(codes)
    assert all(name.count("/") in (0, 1, 3) and ".." not in name.split("/") for name in names)


@pytest.mark.parametrize(
    ("wrong", "file", "what"),
    [
        (lambda: toolkit(version="1.2"), "TOOLKIT.json", "version: phải là ba số như 1.2.0"),
        (lambda: toolkit(name=" Bộ"), "TOOLKIT.json", "name: có dấu cách thừa"),
        (lambda: toolkit(licence=""), "TOOLKIT.json", "licence: “licence” đang trống"),
        (lambda: toolkit(previous="x"), "TOOLKIT.json", "previous: phải là 64 chữ số"),
        (lambda: toolkit(name="a\ud800"), "TOOLKIT.json", "ký tự không viết được"),
        (lambda: toolkit(catalogue(), catalogue()), "lists/catalogue/so-a", "hai danh mục"),
        (lambda: toolkit(catalogue(code="A"), catalogue(code="a")), "lists/", "có hai lần"),
        (lambda: toolkit(catalogue(code="ở" * 40)), "'lists/", "quá dài"),
        (
            lambda: toolkit(catalogue({**ROWS[0], "points": "8.50"})),
            f"{PRODUCTS}:2:points",
            "“8.50” chưa ở dạng chuẩn; hãy viết “8,5”",
        ),
        (
            lambda: toolkit(catalogue({**ROWS[0], "phone": "0912345678"})),
            f"{PRODUCTS}:2",
            "không có cột “phone”",
        ),
        (lambda: toolkit(catalogue(ROWS[0], ROWS[0])), PRODUCTS, "hai dòng cùng Mã “A.1”"),
        (lambda: toolkit(rules={"Tên": "x"}), "'rules/", "ký tự lạ"),
        (lambda: toolkit(rules={"khac": "rule ten \"x\"\n"}), "rules/khac.rule", "rule khac"),
    ],
)  # fmt: skip
def test_the_writer_refuses_what_no_reader_would_take(wrong, file: str, what: str) -> None:
    with pytest.raises(PackageRefused) as refused:
        pack(wrong(), KEY)
    assert refused.value.file.startswith(file)
    assert what in str(refused.value)


def test_a_sheet_of_another_kind_is_refused_not_left_out() -> None:
    people = Document(catalogue().kind, "so-a", "Sở A", {}, {"people": ({"name": "x"},)})
    with pytest.raises(PackageRefused, match="trang “people” không thuộc loại danh mục này"):
        toolkit(people)
