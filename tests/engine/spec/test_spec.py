"""Every case of every chapter: answered by the judge and by the engine, printed as committed."""

import pytest

from tests.engine.spec.answers import EngineAnswers, OracleAnswers
from tests.engine.spec.chapters import CHAPTERS
from tests.engine.spec.toc import PAGE, page

CASES = [case for chapter in CHAPTERS for case in chapter.cases]


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_judge_answers_as_written(case):
    assert case.found(OracleAnswers()) == case.wanted()


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_the_text_of_the_rule_answers_as_written(case):
    assert case.found(EngineAnswers()) == case.wanted()


def test_the_printed_page_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page()
