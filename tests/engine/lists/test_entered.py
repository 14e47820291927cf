"""What may be typed into a cell, and that reading it twice changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.lists.document import NotValid, entered
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
