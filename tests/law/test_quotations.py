"""Decree 335/2025: every value is quoted word for word, and every number it states is here."""

import re
import unicodedata

import pytest

from congvu.law.clauses import is_clause
from congvu.law.passages import passages
from congvu.law.registry import HOME, the_law

DECREE = HOME / "texts" / "nd335-2025.txt"
MEASURE = re.compile(r"\d[\d,]*(?=\s?(?:%|điểm|tháng|ngày làm việc|ngày sau|nhóm|năm(?! \d)))")
DAY = re.compile(r"ngày (?:\d+ tháng \d+)(?: năm \d+)?")
LAW = the_law()
OF_DECREE = [one for one in LAW.parameters if one.instrument == "nd335_2025"]
# Where the decree repeats a number that is a value elsewhere, or names a day of its own making.
SAID_BEFORE = {
    ("Đ8.2", "90"): "below 90: the threshold of Điều 8.1",
    ("Đ8.3", "70"): "below 70: the threshold of Điều 8.2",
    ("Đ23.2", "06"): "the six months of Điều 17.3",
    ("Đ27.1", "01"): "in force: instruments.toml",
    ("Đ27.1", "ngày 01 tháng 01 năm 2026"): "in force: instruments.toml",
    ("Đ27.2", "13"): "the decrees it repeals: instruments.toml",
    ("Đ27.2", "17"): "the decrees it repeals: instruments.toml",
    ("Đ27.2", "ngày 13 tháng 8 năm 2020"): "the decrees it repeals: instruments.toml",
    ("Đ27.2", "ngày 17 tháng 7 năm 2023"): "the decrees it repeals: instruments.toml",
}


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


@pytest.mark.parametrize("one", OF_DECREE, ids=lambda one: f"{one.name}-{one.line}")
def test_a_quotation_is_found_word_for_word(one):
    assert _folded(one.says) in _folded(DECREE.read_text(encoding="utf-8"))
    assert is_clause(one.at)


def test_a_stated_number_stands_in_its_own_quotation():
    odd = []
    for one in OF_DECREE:
        if one.local or one.unit in ("flag", "choice", "month_day", "day"):
            continue
        number = one.value * 100 if one.unit == "share" else one.value
        if not re.search(rf"(?<!\d)0?{number}(?!\d)", one.says):
            odd.append(one.name)
    assert odd == []


def _own_text(at: str, clauses: dict[str, str]) -> str:
    """Return a passage without the clauses and points inside it."""
    text = clauses[at]
    for inner in sorted(clauses, key=lambda one: -len(clauses[one])):
        if inner != at and re.fullmatch(rf"{re.escape(at)}(\.\d+)?[a-zđ]?", inner):
            text = text.replace(clauses[inner], "")
    return text


def test_every_number_the_decree_states_is_a_value_or_said_before():
    clauses = dict(passages(DECREE))
    left = []
    for at in (at for at in clauses if at.startswith("Đ")):
        text = _own_text(at, clauses)
        said = " ".join(_folded(one.says) for one in OF_DECREE if one.at == at)
        for number in {*MEASURE.findall(text), *DAY.findall(text)}:
            if number not in said and (at, number) not in SAID_BEFORE:
                left.append((at, number))
    assert left == []


def test_the_decree_is_whole():
    clauses = passages(DECREE)
    assert [at for at in clauses if re.fullmatch(r"Đ\d+", at)] == [f"Đ{n}" for n in range(1, 30)]
    assert {"PL1.1a", "PL1.3d", "PL2.M1", "PL2.M2"} <= set(clauses)


def test_values_not_read_in_the_text_itself_say_so_and_where_they_come_from():
    for one in LAW.parameters:
        if one.instrument and LAW.instruments[one.instrument].held is None and not one.local:
            assert one.unsure
            assert one.source
