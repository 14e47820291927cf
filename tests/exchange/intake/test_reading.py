"""Files of other systems: read alike whatever they are written in, refused in words."""

import json

import pytest

from congvu.exchange.intake import json_reader
from congvu.exchange.intake.json_reader import read_json
from congvu.exchange.intake.records import read_records
from congvu.exchange.workbook.refusal import Kind, Refused
from tests.exchange.intake import sources
from tests.exchange.workbook.hostile import HOSTILE

ID = "Mã hồ sơ"


@pytest.mark.parametrize("kind", sources.WRITERS)
def test_the_same_records_read_alike_from_every_kind_of_file(tmp_path, kind):
    path = sources.written(tmp_path, kind, [sources.dossier(1), sources.dossier(2, day=7)])
    read = read_records(path, ID)
    assert read.titles == sources.TITLES
    assert [one.text(ID) for one in read.records] == [
        "000.12.H32-261105-0001",
        "000.12.H32-261107-0002",
    ]
    assert [one.text("ngay tra") for one in read.records] == ["05/11/2026", "07/11/2026"]
    assert [one.text("Lĩnh vực") for one in read.records] == ["Đất đai", "Đất đai"]


def test_a_record_knows_where_it_stands(tmp_path):
    places = {
        kind: read_records(sources.written(tmp_path, kind, [sources.dossier(1)]), ID)
        .records[0].address
        for kind in sources.WRITERS
    }  # fmt: skip
    assert places == {"csv": "dòng 2", "json": "bản ghi 1", "xlsx": "Hồ sơ!4"}


def test_nested_fields_of_json_have_names_of_their_own():
    content = json.dumps([{"id": 12, "canBo": {"ma": "an", "ten": None}, "the": ["a", "b"]}])
    assert read_json(content.encode()) == [
        {"id": "n12", "canBo.ma": "san", "canBo.ten": None, "the": "sa; b"}
    ]


@pytest.mark.parametrize(
    ("content", "kind", "says"),
    [
        (b"[" * 20 + b"]" * 20, Kind.UNSAFE, "lồng nhau"),
        (b'{"a": ' * 200_000, Kind.UNSAFE, "lồng nhau"),
        (b'[{"a": 1, "a": 2}]', Kind.BROKEN, "cùng tên “a”"),
        (b"[1, 2]", Kind.BROKEN, "thứ 1"),
        (b"[{]", Kind.BROKEN, "dòng 1"),
        (b"[NaN]", Kind.BROKEN, "không đọc được"),
        (b'"x"', Kind.NO_TABLE, "danh sách"),
        (b'{"a": [], "b": []}', Kind.NO_TABLE, "danh sách"),
        ("[{“a”: 1}]".encode("utf-16"), Kind.WRONG_TYPE, "UTF-8"),
        (json.dumps([{f"f{n}": 1 for n in range(61)}]).encode(), Kind.TOO_WIDE, "60"),
    ],
)
def test_json_that_is_deep_doubtful_or_broken_is_refused_in_words(content, kind, says):
    with pytest.raises(Refused, match=says) as refused:
        read_json(content)
    assert refused.value.kind is kind


def test_brackets_inside_texts_are_no_depth():
    assert read_json(b'[{"a": "[[[[[[[[[[ \\" {{{{"}]') == [{"a": 's[[[[[[[[[[ " {{{{'}]


def test_numbers_nobody_writes_stay_texts():
    read = read_json(b'[{"a": 1e999999999, "b": ' + b"9" * 4000 + b', "c": 2.50}]')
    assert read[0]["a"] == "s1e999999999"
    assert read[0]["c"] == "n2.50"


def test_too_much_json_is_refused(monkeypatch):
    monkeypatch.setattr(json_reader, "MOST_RECORDS", 2)
    monkeypatch.setattr(json_reader, "MOST_BYTES", 60)
    with pytest.raises(Refused, match="hơn 2 bản ghi"):
        read_json(b'[{"a":1},{"a":2},{"a":3}]')
    with pytest.raises(Refused, match="lớn hơn"):
        read_json(b"[" + b" " * 60 + b"]")


def test_a_source_without_the_column_of_ids_is_refused_and_told_what_it_has(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("Số;Ngày\n1;2\n".encode())
    with pytest.raises(Refused, match="Không thấy cột “Mã hồ sơ”") as refused:
        read_records(path, ID)
    assert refused.value.kind is Kind.MISSING_COLUMN
    path.write_bytes(b'[{"so": 1, "ngay": 2}]')
    with pytest.raises(Refused, match="“so”, “ngay”"):
        read_records(path, ID)


def test_two_columns_of_one_name_are_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes("Mã hồ sơ;Ngày;NGÀY\n1;2;3\n".encode())
    with pytest.raises(Refused, match="hai cột cùng tên “Ngày”"):
        read_records(path, ID)


def test_a_record_with_signs_that_no_database_keeps_is_told_not_taken(tmp_path):
    path = tmp_path / "x.json"
    path.write_bytes(rb'[{"Ma ho so": "A\u0000"}, {"Ma ho so": "\ud800"}, {"Ma ho so": "B"}]')
    read = read_records(path, ID)
    assert [bool(one.broken) for one in read.records] == [True, True, False]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(tmp_path, name):
    _kind, build = HOSTILE[name]
    with pytest.raises(Refused) as refused:
        read_records(build(tmp_path), ID)
    assert refused.value.message.strip().endswith((".", "?", ")"))
