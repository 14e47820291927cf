"""A decision that takes the place of another, as its paper says it."""

from datetime import date

import pytest

from congvu.apps.evaluation.queries.years import DecisionRow
from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.rating_decision import rating_decision
from congvu.exchange.forms.words import RATING_DECISION, words_of
from congvu.exchange.papers.footers import footing
from congvu.exchange.papers.wording import resting_on
from congvu.exchange.papers.years import YearFilling, decision_of
from congvu.law.registry import rules_on
from tests.apps import world
from tests.exchange.forms import docx_reader

LATER = DecisionRow(
    2, 1, 1, "20/QĐ-UBND", date(2027, 2, 1), "Trần Thị Alice", "Alice", world.AT, "Đ21.3",
    "Phát hiện khai sai số liệu", "Trên hệ thống.", "0" * 64, 0, "0" * 64,
)  # fmt: skip
FILLING = YearFilling(2026, {}, {}, "", {}, footing("https://congvu.tinh.vn/kiem-tra/"))


def test_a_replacing_decision_names_what_it_replaces_why_and_by_which_clause():
    told = decision_of(LATER, [], FILLING, unit="UBND tỉnh", replaces="Quyết định số 15/QĐ-UBND")
    paper = rating_decision(told, words_of(RATING_DECISION), day=LATER.day)
    said = " ".join(docx_reader.text_of(docx_of(paper)).split())
    for words in ("Căn cứ khoản 3 Điều 21", "Phát hiện khai sai số liệu",
                  "Quyết định này thay thế Quyết định số 15/QĐ-UBND"):  # fmt: skip
        assert words in said, words


@pytest.mark.parametrize(("year", "number"), [(2026, "335/2025/NĐ-CP"), (2025, "90/2020/NĐ-CP")])
def test_a_year_rests_on_the_texts_of_its_own_rule(year, number):
    rules = rules_on(date(year, 12, 14), "civil_servant", None)
    told = resting_on(words_of(RATING_DECISION), RATING_DECISION, rules)
    assert f"Căn cứ Nghị định số {number} ngày" in told.basis
