"""What may be typed into a cell, and that reading it twice changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.lists.document import NotValid, entered, scaled, span_of, written
from congvu.engine.lists.sheets import LISTS, Column, Kind

COLUMNS = [column for sheets in LISTS.values() for sheet in sheets for column in sheet.columns]
WORDS = st.sampled_from(["8.50", "n3", "B", "2 – 3", "4", "1.234,5", "Nhóm 2", " a\r\n\nb ", "007"])


@given(st.sampled_from(COLUMNS), st.one_of(WORDS, st.text(max_size=30)))
def test_what_was_read_reads_as_itself(column: Column, typed: str) -> None:
    try:
        text = entered(column, typed)
    except NotValid:
        return
    assert entered(column, text) == text
    assert text.encode().decode() == text


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\ud800", "\u202e", "\uffff"])
def test_a_hidden_character_is_refused_by_its_number(hidden: str) -> None:
    with pytest.raises(NotValid, match=f"U\\+{ord(hidden):04X} ở vị trí 3"):
        entered(Column("name", "Tên"), f"ab{hidden}c")


def test_two_codes_that_look_alike_are_one_code() -> None:
    with pytest.raises(NotValid, match="U\\+200B"):
        entered(Column("code", "Mã", Kind.CODE), "A.1\u200b")
    assert entered(Column("name", "Tên"), "gia\u200bđình") == "gia\u200bđình"


def test_a_level_is_one_to_five_or_a_rising_range() -> None:
    level = Column("level", "Cấp độ", Kind.SPAN)
    assert [entered(level, typed) for typed in ("2 – 3", "4", "3-3")] == ["2-3", "4", "3"]
    assert (span_of("2-3"), span_of("4")) == ((2, 3), (4, 4))
    for typed in ("2-0", "3-2", "0", "6", "hai"):
        with pytest.raises(NotValid, match="không phải là cấp độ"):
            entered(level, typed)


def test_a_cell_says_what_would_be_right() -> None:
    with pytest.raises(NotValid, match="là số âm"):
        entered(Column("points", "Điểm", Kind.TENTHS), "-1")
    with pytest.raises(NotValid, match="dài 5 ký tự"):
        entered(Column("unit", "Đơn vị", longest=4), "chiếc")


def test_numbers_are_written_without_grouping_or_trailing_zeros() -> None:
    assert [written(value, 1) for value in (145, 140, 6)] == ["14,5", "14", "0,6"]
    assert (written(1200, 0), scaled("14,5", 1)) == ("1200", 145)
