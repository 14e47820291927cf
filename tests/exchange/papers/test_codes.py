"""The code at the foot: short, typed without slips, and never mistaken for another."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from congvu.exchange.papers.codes import Kind, Told, code_of, looks_like_a_code, told_in

NUMBERS = some.integers(min_value=1, max_value=(1 << 40) - 1)
KINDS = some.sampled_from(list(Kind))
SEALS = some.text("0123456789abcdef", min_size=12, max_size=12)


@given(KINDS, NUMBERS, SEALS)
def test_a_code_comes_back_as_it_went_in_however_it_is_written(kind, number, seal):
    code = code_of(kind, number)
    told = Told(kind, number, seal)
    for text in (
        f"Mã {code} · dấu {seal}",
        f"{code}.{seal}",
        f"{code.lower()} {seal.upper()}",
        f"https://x.vn/kiem-tra/?ma={code}.{seal}",
        f"{code.replace('-', '')} {seal}",
        f"xin xem {code}, dấu: {seal} nhé",
    ):
        assert list(told_in(text)) == [told]
        assert told.code == code
    assert list(told_in(f"Mã {code} · chưa công bố")) == [Told(kind, number, "")]


@given(KINDS, NUMBERS, some.integers(0, 7), some.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_letter_never_names_another_paper(kind, number, place, letter):
    code = code_of(kind, number)
    letters = code.replace("-", "")
    wrong = letters[: place + 1] + letter + letters[place + 2 :]
    found = list(told_in(wrong))
    pair = {letters[place + 1], letter}
    if wrong != letters and pair != {"0", "Z"}:  # the check counts to 31
        assert found == []
        assert looks_like_a_code(wrong)


def test_neighbours_do_not_look_alike():
    codes = [code_of(Kind.CARD, number) for number in range(1, 2_000)]
    assert len(set(codes)) == len(codes)
    starts = {code[2:6] for code in codes}
    assert len(starts) > 1_900
    assert all(re.fullmatch(r"P-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", code) for code in codes)
    assert not any(set(code[1:]) & set("ILOU") for code in codes)


def test_a_code_is_found_once_and_words_are_none():
    code = code_of(Kind.CARD, 7)
    assert len(list(told_in(f"{code} {code}\n{code}"))) == 1
    assert list(told_in("PHIẾU THEO DÕI 2026, P-1234, KHÔNG CÓ")) == []
    assert not looks_like_a_code("xin chào")


@pytest.mark.parametrize("number", [0, -1, 1 << 40])
def test_a_number_out_of_range_has_no_code(number):
    with pytest.raises(ValueError, match=str(number)):
        code_of(Kind.CARD, number)


@given(some.text(max_size=200))
def test_no_text_stops_the_search(text):
    assert all(one.id > 0 for one in told_in(text))
