"""A decision's list, as the office has it, becomes lines to compare."""

import os
from random import Random

import pytest

from congvu.exchange.reconciliation.decisions import read_decision
from congvu.exchange.workbook.refusal import Refused
from tests.exchange.reconciliation.decisions import TITLES, UNITS, Room, decision, written
from tests.kernel.old_texts import to_tcvn3, to_vni

ROOMS = (
    Room("I. Phòng Kinh tế (02 người)", [
        ["Lê Bình", "Trưởng phòng", 91.25, "Hoàn thành xuất sắc nhiệm vụ", ""],
        ["Nguyễn Văn An", "Chuyên viên", 76.7, "HTTNV", "Nghỉ ốm"],
    ]),
    Room("II – PHÒNG VĂN HÓA - XÃ HỘI", [["Phạm Chi", "", "", "Không đánh giá", ""]]),
)  # fmt: skip
TRIES = min(int(os.environ.get("CONGVU_FUZZ", "0")) or 60, 10_000)


def told(line):
    return (line.name, line.unit, line.score_hundredths, line.level)


def test_a_decision_with_everything_around_it(tmp_path):
    read = read_decision(written(tmp_path, decision(*ROOMS)), UNITS)
    assert [told(line) for line in read.lines] == [
        ("Lê Bình", "P1", 9125, "excellent"),
        ("Nguyễn Văn An", "P1", 7670, "good"),
        ("Phạm Chi", "P2", None, ""),
    ]
    assert read.lines[0].key == "Sheet1!8"
    assert [line.title_told for line in read.lines] == [True, True, False]
    assert read.score_places == 2


@pytest.mark.parametrize(("old", "font"), [(to_tcvn3, ".VnTime"), (to_vni, "VNI-Times")])
def test_old_fonts_are_read(tmp_path, old, font):
    read = read_decision(written(tmp_path, decision(*ROOMS), old=old, font=font), UNITS)
    assert [line.name for line in read.lines] == ["Lê Bình", "Nguyễn Văn An", "Phạm Chi"]
    assert "phông cũ" in " ".join(one.what for one in read.problems)


def test_a_decision_that_shows_one_decimal_says_so(tmp_path):
    rows = [["Lê Bình", "", 91.2, "A", ""], ["Nguyễn Văn An", "", "76,7", "B", ""],
            ["Phạm Chi", "", 80, "B", ""]]  # fmt: skip
    read = read_decision(written(tmp_path, decision(Room("", rows))), UNITS)
    assert read.score_places == 1
    assert [line.level for line in read.lines] == ["excellent", "good", "good"]
    whole = [[name, "", score, "B", ""] for name, score in (("An", 80), ("Bê", 75), ("Cê", 70))]
    assert read_decision(written(tmp_path, decision(Room("", whole))), UNITS).score_places == 0
    rows[0][2] = "91,20"
    assert read_decision(written(tmp_path, decision(Room("", rows))), UNITS).score_places == 2


def test_a_few_scores_do_not_tell_how_many_decimals_a_decision_shows(tmp_path):
    rows = [["Lê Bình", "", 91.2, "A", ""], ["Nguyễn Văn An", "", 76.7, "B", ""]]
    assert read_decision(written(tmp_path, decision(Room("", rows))), UNITS).score_places == 2


def test_what_cannot_be_read_is_told_with_its_cell_and_not_compared(tmp_path):
    rows = [["Lê Bình", "", "9l,25", "Khá giỏi", ""], ["Nguyễn Văn An", "", 76.715, "B", ""]]
    read = read_decision(written(tmp_path, decision(Room("", rows))), UNITS)
    assert [(line.score_told, line.level_told) for line in read.lines] == [
        (False, False),
        (False, True),
    ]
    places = [str(one.place) for one in read.problems if "đề mục" not in one.what]
    assert {"Sheet1!D7", "Sheet1!E7", "Sheet1!D8"} <= set(places)


def test_units_in_a_column_and_codes(tmp_path):
    titles = ("TT", "Mã số", "Họ và tên", "Đơn vị công tác", "Tổng điểm")
    rows = [
        ["an", "Nguyễn Văn An", "Phòng Kinh tế, phường Nha Trang", 76.7],
        ["x", "Lê Bình", "Phường Nha Trang", 80],
        ["y", "Lê Bình", "Phòng Không Có", 80],
    ]
    read = read_decision(written(tmp_path, decision(Room("", rows), titles=titles)), UNITS)
    assert [(one.code, one.unit, one.agency) for one in read.lines] == [
        ("an", "P1", "P"), ("x", "", "P"), ("y", "", ""),
    ]  # fmt: skip
    assert dict(read.unknown_units) == {"Phòng Không Có": 1}


def test_a_name_over_two_columns_and_a_name_in_two_titles_are_put_together(tmp_path):
    merged = decision(
        Room("", [["Nguyễn Văn", "An", "B"]]), titles=("STT", "Họ và tên", "", "Xếp loại")
    )
    row = next(n for n, cells in enumerate(merged.rows) if cells and cells[0] == "STT")
    merged.merges.append((row, 1, row, 2))
    split = decision(
        Room("", [["Nguyễn Văn", "An", "B"]]), titles=("STT", "Họ và tên đệm", "Tên", "Xếp loại")
    )
    for page in (merged, split):
        (line,) = read_decision(written(tmp_path, page), UNITS).lines
        assert line.name == "Nguyễn Văn An"


def test_a_room_numbered_like_a_person_heads_its_rows(tmp_path):
    rows = [["Phòng Kinh tế", "", "", "", ""], ["Lê Bình", "", 80, "B", ""]]
    (line,) = read_decision(written(tmp_path, decision(Room("", rows))), UNITS).lines
    assert (line.name, line.unit) == ("Lê Bình", "P1")


def test_a_sheet_named_after_its_room(tmp_path):
    page = decision(Room("", [["Lê Bình", "", 80, "B", ""]]))
    page.name = "Phòng Kinh tế"
    (line,) = read_decision(written(tmp_path, page), UNITS).lines
    assert line.unit == "P1"


def test_a_csv_is_a_decision_too(tmp_path):
    path = tmp_path / "quyet-dinh.csv"
    path.write_text(";".join(TITLES) + "\n1;Lê Bình;Trưởng phòng;91,25;HTXSNV;\n")
    (line,) = read_decision(path, UNITS).lines
    assert told(line) == ("Lê Bình", "", 9125, "excellent")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("STT;Nội dung\n1;Báo cáo\n", "Không thấy danh sách người nào"),
        (";".join(TITLES) + "\n", "không có dòng người nào"),
    ],
)
def test_a_file_without_a_list_or_without_people_is_refused(tmp_path, content, message):
    path = tmp_path / "tep.csv"
    path.write_text(content)
    with pytest.raises(Refused, match=message):
        read_decision(path, UNITS)


def test_spoilt_files_are_read_or_refused_in_words(tmp_path):
    sound = written(tmp_path, decision(*ROOMS)).read_bytes()
    text = (";".join(TITLES) + "\n1;Lê Bình;Trưởng phòng;91,25;HTXSNV;\n").encode() * 3
    chance, outcomes = Random(335), set()
    for number in range(TRIES):
        source = sound if number % 10 == 0 else text
        path = tmp_path / ("xau.xlsx" if source is sound else "xau.csv")
        path.write_bytes(_spoilt(source, chance))
        try:
            outcomes.add(bool(read_decision(path, UNITS).lines))
        except Refused as refused:
            outcomes.add(refused.message[:1])
    assert True in outcomes
    assert all(outcomes)
    assert len(outcomes) > 1


def _spoilt(content: bytes, chance: Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(len(spoilt))
        match chance.randrange(4):
            case 0:
                spoilt[at] = chance.randrange(256)
            case 1:
                del spoilt[at : at + chance.randrange(1, 40)]
            case 2:
                spoilt[at:at] = spoilt[max(0, at - 60) : at]
            case _:
                spoilt[at:at] = bytes(chance.choice(b';\n\t"\x00,') for _ in range(5))
        spoilt = spoilt or bytearray(b"x")
    return bytes(spoilt)
