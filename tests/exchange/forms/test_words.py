"""The words around a form: defaults, a province's own, and what is refused."""

import dataclasses

import pytest

from congvu.engine.lists.document import NotValid
from congvu.exchange.forms.words import (
    DEFAULTS,
    FIELD_TITLES,
    FORM_TITLES,
    JOB_DESCRIPTION,
    POSITION_LIST,
    FormWords,
    words_of,
)


def row(form, field, text):
    return {"form": form, "field": field, "text": text}


def test_without_rows_a_form_has_its_default_words():
    assert words_of(POSITION_LIST) == DEFAULTS[POSITION_LIST]


def test_a_form_has_its_own_word_before_the_word_of_every_form_in_either_order():
    rows = [row(JOB_DESCRIPTION, "place", "Cam Lâm"), row("all", "place", "Nha Trang")]
    for given in (rows, rows[::-1]):
        assert words_of(JOB_DESCRIPTION, given).place == "Cam Lâm"
        assert words_of(POSITION_LIST, given).place == "Nha Trang"


def test_the_words_of_another_form_change_nothing():
    assert (
        words_of(JOB_DESCRIPTION, [row(POSITION_LIST, "title", "X")]) == DEFAULTS[JOB_DESCRIPTION]
    )


@pytest.mark.parametrize(
    ("form", "field", "taught"), [("x", "title", "biểu mẫu “x”"), ("all", "titel", "mục “titel”")]
)
def test_a_word_that_no_form_has_is_refused_and_those_there_are_listed(form, field, taught):
    with pytest.raises(NotValid) as refused:
        words_of(JOB_DESCRIPTION, [row(form, field, "…")])
    assert taught in refused.value.what
    assert refused.value.right.startswith("một trong: ")


def test_every_word_has_a_title_for_the_page_where_it_is_edited():
    assert {one.name for one in dataclasses.fields(FormWords)} == set(FIELD_TITLES)
    assert set(DEFAULTS) == set(FORM_TITLES) - {"all"}
