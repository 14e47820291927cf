"""The annex's own words stand beside each general criterion."""

from dataclasses import replace
from datetime import date

from congvu.law.annexes import criterion_words
from congvu.law.registry import general_criteria_on

CRITERIA = {one.code: one for one in general_criteria_on(date(2026, 11, 30))}


def test_a_criterion_has_the_words_of_its_point():
    assert criterion_words(CRITERIA["I.2"]).startswith("Chấp hành sự phân công của tổ chức.")
    assert "chủ nghĩa Mác - Lênin" in criterion_words(CRITERIA["I.1"])
    assert criterion_words(CRITERIA["II.3"]).endswith("các hoạt động liên quan đến chuyên môn")


def test_where_the_annex_says_no_more_than_the_name_there_is_nothing_to_add():
    assert [criterion_words(CRITERIA[f"III.{number}"]) for number in range(1, 5)] == [""] * 4


def test_a_code_that_the_annex_does_not_know_has_no_words():
    for code in ("IX.1", "I.9", "I", "I.x"):
        assert criterion_words(replace(CRITERIA["I.1"], code=code)) == ""
