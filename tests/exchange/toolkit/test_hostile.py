"""What somebody with a key of their own may try: the signature is right, the content is not."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.exchange.toolkit import archive
from congvu.exchange.toolkit.archive import SIGNATURE
from congvu.exchange.toolkit.limits import Limits
from congvu.exchange.toolkit.manifest import MANIFEST
from congvu.exchange.toolkit.package import pack, unpack
from congvu.exchange.toolkit.readme import README
from congvu.exchange.toolkit.refusal import PackageRefused
from tests.exchange.toolkit.toolkits import (
    HEAD,
    KEY,
    PRODUCTS,
    RULE_FILE,
    catalogue,
    edited,
    files_of,
    resigned,
    signed,
    toolkit,
)

WHOLE = pack(toolkit(), KEY).content


def refusal(content: bytes, limits: Limits | None = None) -> PackageRefused:
    with pytest.raises(PackageRefused) as refused:
        unpack(content, limits or Limits())
    return refused.value


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


CELLS = [
    ("8,5", "8.5", f"{PRODUCTS}:2:points", "hãy viết “8,5”"),
    ("N1", "n1", f"{PRODUCTS}:2:complexity", "hãy viết “N1”"),
    ("N1", "N7", f"{PRODUCTS}:2:complexity", "không có trong danh sách"),
    ("Tờ trình", "Tờ  trình", f"{PRODUCTS}:3:name", "chưa ở dạng chuẩn"),
    ("Tờ trình", "To\u031b\u0300 tri\u0300nh", f"{PRODUCTS}:3:name", "chưa ở dạng chuẩn"),
    ("Tờ trình", "Tờ\x00trình", f"{PRODUCTS}:3:name", "ký tự ẩn U+0000"),
    ("Tờ trình", "Tờ\u202etrình", f"{PRODUCTS}:3:name", "ký tự ẩn U+202E"),
    ("A.2", "A.1", PRODUCTS, "hai dòng cùng Mã “A.1”"),
    ("A.2", "", f"{PRODUCTS}:3:code", "đang trống"),
    ("code,group", "group,code", f"{PRODUCTS}:1", "đúng thứ tự"),
    ("code,group", "code,họ tên", f"{PRODUCTS}:1", "không được có cột “họ tên”"),
    (",source\r\n", ",source,phone\r\n", f"{PRODUCTS}:1", "không được có cột “phone”"),
    (",D,", ",D,x,", f"{PRODUCTS}:3", "có 19 ô, phải có 18"),
    ("\ufeff", "", PRODUCTS, "có BOM"),
    (",x,", ',"x",', PRODUCTS, "không viết theo mẫu"),
    (",x,", ',"x"y,', f"{PRODUCTS}:4", "không phải là CSV"),
    (",x,", ',"x,', f"{PRODUCTS}:4", "không phải là CSV"),
    ("\r\n", "\n", PRODUCTS, "không viết theo mẫu"),
]


@pytest.mark.parametrize(("old", "new", "file", "what"), CELLS)
def test_a_cell_that_is_not_as_it_would_be_written_is_named(
    old: str, new: str, file: str, what: str
) -> None:
    found = refusal(edited(PRODUCTS, replaced(old, new)))
    assert found.file == file
    assert what in found.what


HEADS = [
    ('"so-a"', '"so-b"', "không ứng với thư mục"),
    ('"so-a"', '" so-a"', "code: có dấu cách thừa"),
    ('"so-a"', '"so\u200b-a"', "ký tự ẩn U+200B"),
    ('"Sở A"', "7", "name: phải là chữ"),
    ('"band_1"', '"salary"', "settings.salary: loại danh mục này không có mục này"),
    ('"5"', '"5,0"', "hãy viết “5”"),
    ('"5"', '""', "settings.standard_points: “standard_points” đang trống"),
    ('"name"', '"people": [], "name"', "people: định dạng không có mục này"),
    ('"settings": {', '"settings": [{', "không phải là JSON"),
    ('"settings": {', '"x": {', "x: định dạng không có mục này"),
    ('"code"', '"code": "a", "code"', "không viết theo mẫu"),
    ("{", "[" * 100_000 + "{", "không phải là JSON"),
    ("  ", " ", "không viết theo mẫu"),
]


@pytest.mark.parametrize(("old", "new", "what"), HEADS)
def test_a_list_says_no_more_than_its_code_name_and_settings(old: str, new: str, what: str) -> None:
    found = refusal(edited(HEAD, replaced(old, new)))
    assert found.file == HEAD
    assert what in found.what


MANIFESTS = [
    ('"congvu-toolkit"', '"zip"', "không phải là bộ công cụ"),
    ('_version": 1', '_version": 2', "hãy nâng cấp chương trình"),
    ('_version": 1', '_version": 1.0', "không phải là JSON"),
    ('_version": 1', '_version": true', "không viết theo mẫu"),
    ('_version": 1', '_version": NaN', "không phải là JSON"),
    ('_version": 1', f'_version": {"1" * 5000}', "không phải là JSON"),
    ('"2026-11-23"', '"23/11/2026"', "created: phải là ngày"),
    ('"2026-11-23"', "20261123", "created: phải là ngày"),
    ('"2026-11-23"', '"20261123"', "không viết theo mẫu"),
    ('"1.2.0"', '"1.02.0"', "version: phải là ba số"),
    ('"previous": null', '"previous": "AB"', "previous: phải là 64"),
    ('"law": []', '"law": {}', "law: phải là một danh sách"),
    ('"law": []', '"law": [7]', "law[0]: phải là một đối tượng"),
    ('"law": []', '"law": [{"rule": "x"}]', "law[0].subject: thiếu mục này"),
    ('"rows": 2', '"rows": 3', "không viết theo mẫu"),
    ('"rows": 2', '"rows": -2', "rows: phải là số nguyên không âm"),
    ('"rows": 2', '"rows": false', "rows: phải là số nguyên không âm"),
    ('"licence"', '"owner": "Nguyễn Văn A", "licence"', "owner: định dạng không có mục này"),
    ('"licence": "CC-BY-4.0",', "", "licence: thiếu mục này"),
    ("Quyết định", "Quyết\\ud800định", "ký tự ẩn U+D800"),
]


@pytest.mark.parametrize(("old", "new", "what"), MANIFESTS)
def test_the_manifest_says_what_the_format_has_and_no_more(old: str, new: str, what: str) -> None:
    found = refusal(edited(MANIFEST, replaced(old, new)))
    assert found.file == MANIFEST
    assert what in found.what


RULES = [
    ("rule bon_tieu_chi_2025", "rule khac", RULE_FILE, "dòng đầu phải là: rule bon_tieu_chi_2025"),
    ("\n", "\r\n", RULE_FILE, "xuống dòng bằng LF"),
    ("stage", "# \u202e\nstage", f"{RULE_FILE}:7", "ký tự ẩn U+202E"),
]


@pytest.mark.parametrize(("old", "new", "file", "what"), RULES)
def test_a_rule_text_hides_nothing(old: str, new: str, file: str, what: str) -> None:
    found = refusal(edited(RULE_FILE, replaced(old, new)))
    assert (found.file, what in found.what) == (file, True)


FILES = [
    ("lists/people/so-a/document.json", "lists/people/so-a", "không có loại danh mục này"),
    ("lists/catalogue/so-a/people.csv", "lists/catalogue/so-a/people.csv", "không có trang"),
    ("lists/catalogue/b/products.csv", "lists/catalogue/b/document.json", "thiếu tệp này"),
    ("lists/catalogue/so-a/x/y.csv", "lists/catalogue/so-a/x/y.csv", "không có trang"),
    ("lists/x.csv", "lists", "không có loại danh mục này"),
    ("rules/Ten.rule", "rules/Ten.rule", "tên chữ thường"),
    ("rules/a.txt", "rules/a.txt", "tên chữ thường"),
    ("photos/a.jpg", "photos/a.jpg", "định dạng không có tệp này"),
]


@pytest.mark.parametrize(("name", "file", "what"), FILES)
def test_a_signed_file_that_the_format_does_not_have_is_refused(
    name: str, file: str, what: str
) -> None:
    found = refusal(resigned({name: b"{}"}))
    assert (found.file, what in found.what) == (file, True)


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../x", "lists/../x", "a\\b", "C:x", "a//b", "ở", ""]
)
def test_no_path_leaves_the_folder_it_is_unpacked_into(name: str) -> None:
    assert "không được phép" in refusal(resigned({name: b"x"})).what


@pytest.mark.parametrize("name", [README, HEAD, PRODUCTS])
def test_a_file_that_is_neither_listed_nor_there_is_missing_all_the_same(name: str) -> None:
    found = refusal(resigned({name: None}))
    assert (found.file, found.what) == (name, "thiếu tệp này.")


def test_two_names_that_some_systems_take_for_one_are_refused() -> None:
    assert refusal(resigned({"doc-truoc.MD": b"x"})).file == "doc-truoc.MD"
    assert "có hai lần" in refusal(resigned({"doc-truoc.MD": b"x"})).what


def test_a_link_is_no_file() -> None:
    ordinary, link = (0o100644 << 16).to_bytes(4, "little"), (0o120777 << 16).to_bytes(4, "little")
    found = refusal(WHOLE.replace(ordinary, link, 1))
    assert (found.file, "là liên kết" in found.what) == (MANIFEST, True)


def test_nothing_stands_before_behind_or_between() -> None:
    assert "không phải là bộ công cụ" in refusal(b"#!/bin/sh\n" + WHOLE).what
    assert refusal(WHOLE + b"x").file == archive.INDEX
    comment = WHOLE[:-2] + b"\x05\x00hello"
    assert refusal(comment).file == archive.INDEX


def test_a_bomb_is_not_opened() -> None:
    blanks = resigned({README: b" " * (2 << 20)})
    assert (refusal(blanks).file, "bom nén" in refusal(blanks).what) == (README, True)
    small = Limits(unpacked_bytes=5000)
    assert "bung ra hơn" in refusal(WHOLE, small).what
    understated = archive.packed(README, b"x" * 1000)
    liar = archive.Member(README, understated.packed, 10, understated.check)
    assert "phần thừa" in refusal(archive.indexed([liar])).what


def test_each_budget_is_kept() -> None:
    assert "lớn hơn 0 MB" in refusal(WHOLE, Limits(file_bytes=100)).what
    assert "hơn 5 tệp" in refusal(WHOLE, Limits(members=5)).what
    assert refusal(WHOLE, Limits(rows=1)).file == PRODUCTS
    assert refusal(WHOLE, Limits(rule_bytes=100)).file == RULE_FILE
    two = pack(toolkit(catalogue(), catalogue(code="so-b")), KEY).content
    assert refusal(two, Limits(rows=3)).file == PRODUCTS.replace("so-a", "so-b")
    unpack(two, Limits(rows=4))


def test_a_formula_is_a_text() -> None:
    package = unpack(WHOLE)
    assert package.toolkit.documents[0].rows("products")[0]["note"] == '=1+"1"'


@pytest.mark.parametrize("file", [HEAD, PRODUCTS, RULE_FILE, MANIFEST, README])
def test_what_is_no_text_is_no_list(file: str) -> None:
    content = b"\xff\xfe\x00"
    bad = (
        signed({**files_of(WHOLE), file: content})
        if file == MANIFEST
        else resigned({file: content})
    )
    assert "UTF-8" in refusal(bad).what


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("algorithm", "none", "chữ ký phải là Ed25519"),
        ("fingerprint", "0000", "dấu của khóa không đúng"),
        ("public_key", "00", "public_key: phải là 64"),
        ("signature", "0" * 128, "chữ ký không đúng"),
        ("packed", "0" * 64, "nén lại sau khi ký"),
        ("more", "x", "more: định dạng không có mục này"),
    ],
)
def test_a_signature_of_another_make_is_refused(name: str, value: str, what: str) -> None:
    files = files_of(WHOLE)
    told = {**json.loads(files[SIGNATURE]), name: value}
    files[SIGNATURE] = (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
    members = [archive.packed(one, content) for one, content in files.items()]
    found = refusal(archive.indexed(members))
    assert (found.file, what in found.what) == (SIGNATURE, True)


@given(st.sampled_from([HEAD, PRODUCTS, RULE_FILE, MANIFEST]), st.data())
def test_whatever_a_key_holder_writes_is_read_whole_or_refused(
    file: str, draw: st.DataObject
) -> None:
    text = files_of(WHOLE)[file]
    first, last = sorted(draw.draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
    new = draw.draw(
        st.one_of(st.binary(max_size=9), st.sampled_from([b"", b'"', b"\r\n", b",", b"0"]))
    )
    content = text[:first] + new + text[last:]
    made = (
        signed({**files_of(WHOLE), file: content})
        if file == MANIFEST
        else resigned({file: content})
    )
    try:
        package = unpack(made)
    except PackageRefused:
        return
    again = files_of(pack(package.toolkit, KEY).content)
    kept = [name for name in again if name.startswith(("lists/", "rules/"))]
    assert [again[name] for name in kept] == [files_of(made)[name] for name in kept]
