"""Vietnamese names are found and ordered as Vietnamese readers expect."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.kernel.vietnamese import fold, nfc, sort_key, split_name

LETTERS = st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÀẢÃÁẠĐỂỮự '-čf1", max_size=12)

GOLD = [
    ["An", "Anh", "Ánh", "Ân", "Bình", "Dung", "Đức"],
    ["la", "là", "lả", "lã", "lá", "lạ", "lan"],
    ["ca", "că", "câ", "da", "đa", "e", "ê", "o", "ô", "ơ", "u", "ư", "y"],
    ["Hoa", "Hoàn", "Hoàng", "Hồng", "Hương", "Hường"],
    ["Nguyễn Văn An", "Trần Thị An", "Lê Bình", "Phạm Văn Bình", "Nguyễn Thị Ánh Đào"],
    ["Lê An", "Lê Thị An", "Lê Văn An", "Nguyễn An"],
]


@pytest.mark.parametrize("names", GOLD, ids=lambda names: names[0])
def test_names_follow_the_given_name_the_alphabet_and_the_tones(names):
    mixed = random.Random(7).sample(names, len(names))
    assert sorted(mixed, key=sort_key) == names


def test_a_name_is_ordered_by_its_given_name_however_long():
    assert sort_key("Nguyễn Thị Ánh Đào", given="Ánh Đào") < sort_key("Trần Bình")
    assert sort_key("Nguyễn Thị Ánh Đào") > sort_key("Trần Bình")


@pytest.mark.parametrize(("one", "other"), [("Hoà", "Hòa"), ("Thuỷ", "Thủy"), ("ĐỨC", "đức")])
def test_two_spellings_of_a_name_are_found_by_one_word_and_stand_together(one, other):
    assert fold(one) == fold(other)
    assert sort_key(one).split(b"\0")[0] == sort_key(other).split(b"\0")[0]


@given(LETTERS)
def test_the_normal_form_makes_no_difference(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text)
    assert sort_key(decomposed) == sort_key(nfc(text))


@given(LETTERS, LETTERS)
def test_only_the_same_text_has_the_same_key(one, other):
    same = " ".join(nfc(one).split()) == " ".join(nfc(other).split())
    assert (sort_key(one) == sort_key(other)) == same


def test_folding_keeps_words_apart_and_drops_marks():
    assert fold("  Nguyễn   Thị ĐÀO ") == "nguyen thi dao"


def test_signs_inside_a_name_do_not_move_it():
    assert sorted(["Y Xuân", "H'Hen", "Hiền"], key=sort_key) == ["H'Hen", "Hiền", "Y Xuân"]


def test_a_letter_of_another_language_stands_after_the_alphabet():
    assert sorted(["ßa", "Za", "\u0301a"], key=sort_key) == ["\u0301a", "Za", "ßa"]


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Nguyễn Văn An", ("Nguyễn Văn", "An")), ("An", ("", "An")), ("  ", ("", ""))],
)
def test_the_last_word_is_the_given_name(name, parts):
    assert split_name(name) == parts
