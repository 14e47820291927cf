"""Quy định: every value in force with its clause and quotation; local choices marked as such."""

import re
from html import unescape

import pytest

from congvu.apps.rulebook import actions as rulebook
from congvu.law.registry import rules_on
from tests.apps import world
from tests.faces.test_month_page import text_of

PATH = "/quy-dinh/"


def test_every_value_in_force_is_on_the_page(signed_in):
    html = unescape(signed_in("an").get(PATH).content.decode())
    missing = [
        one.label for one in rules_on(world.DUE).parameters.values() if one.label not in html
    ]
    assert missing == []


def test_local_choices_are_marked_as_such_with_their_limits(signed_in):
    page = text_of(signed_in("an"), PATH)
    local = page[page.index("Văn bản không nói rõ những điểm này") :]
    assert "không phải quy định của pháp luật" in local
    assert "Có thể chọn" in local


def test_anchors_are_unique(signed_in):
    ids = re.findall(r'\bid="([^"]+)"', signed_in("an").get(PATH).content.decode())
    assert len(ids) == len(set(ids))


def test_the_rules_of_another_day_are_shown_by_its_date(signed_in):
    assert "ngày 05/01/2026" in text_of(signed_in("an"), f"{PATH}?ngay=5/1/2026")


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "1/1/1900"])
def test_a_day_that_cannot_be_answered_is_explained_and_kept_harmless(signed_in, typed):
    answer = signed_in("an").get(PATH, {"ngay": typed})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


def test_the_text_that_runs_is_shown_whole(signed_in):
    assert "rule nd335_2025" in text_of(signed_in("an"), PATH)


def test_what_the_province_chose_is_shown_with_its_decision(signed_in):
    client = signed_in("an")
    rulebook.adopt_parameter(
        name="delay_unit", value="occurrence", decision="QĐ 12/QĐ-UBND", valid_from=world.START,
        by=None, at=world.AT,
    )  # fmt: skip
    page = text_of(client, PATH)
    assert "Áp dụng theo: QĐ 12/QĐ-UBND" in page


def test_the_regime_before_2026_is_shown_as_not_checked_against_its_text(signed_in):
    page = text_of(signed_in("an"), f"{PATH}?ngay=01/06/2025")
    assert "chưa đối chiếu được nguyên văn" in page
