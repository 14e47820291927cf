"""Toàn tỉnh: the answer first, the lines of the law from the Rules, a twin for every picture."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import Tally
from congvu.apps.rulebook.queries import period as period_of
from congvu.law.registry import rules_on
from congvu.web.province.histogram import histogram
from congvu.web.shared.levels import scale_of
from tests.apps import world
from tests.faces import town
from tests.faces.test_month_page import text_of

PATH = f"/tinh/{town.MONTH}/"


def test_the_answer_comes_first(signed_in):
    page = text_of(signed_in("bi.thu"), PATH)
    assert "1 trong 7 người đã có điểm. 6 người chưa: 6 chưa có điểm tiêu chí chung." in page
    assert page.index("1 trong 7") < page.index("Từng cơ quan")


def test_what_is_missing_is_named_with_a_way_there(signed_in):
    html = signed_in("bi.thu").get(PATH).content.decode()
    assert "Phường Nha Trang: 5 người chưa có điểm" in html
    assert f'<a href="/phong/{town.MONTH}/?don-vi=P">' in html


def test_units_are_found_without_diacritics(signed_in):
    page = text_of(signed_in("bi.thu"), f"{PATH}?tim=nha+trang")
    assert "1 trong 2 đơn vị" in page
    assert "0 trong 2 đơn vị" in text_of(signed_in("bi.thu"), f"{PATH}?tim=xyz")


@pytest.mark.parametrize(("sort", "first"), [("nguoi", "Sở Nội vụ"), ("-nguoi", "Phường Nha Trang"),
                                             ("drop table", "Phường Nha Trang")])  # fmt: skip
def test_units_are_sorted_by_a_column_and_by_nothing_else(signed_in, sort, first):
    html = signed_in("bi.thu").get(PATH, {"sap": sort}).content.decode()
    rows = re.findall(r'<th scope="row" class="w6"><a href="[^"]+">([^<]+)</a>', html)
    assert rows[0] == first


def test_a_mean_of_fewer_than_five_people_is_not_told(signed_in):
    html = signed_in("bi.thu").get(PATH).content.decode()
    assert re.search(r'<b class="pts">–</b>', html)


def test_a_closed_month_counts_the_same_people(signed_in):
    actions.close_month(period_of(town.MONTH), by=None, at=world.AT)
    page = text_of(signed_in("bi.thu"), PATH)
    assert "1 trong 7 người đã có điểm" in page
    assert "Đã chốt" in page


def tally() -> Tally:
    """Ten people: one under fifty, two to seventy, five to ninety, one above, one at the top."""
    found = Tally(people=10, scored=10, sum_hundredths=75000)
    found.bins.update({48: 1, 60: 2, 80: 5, 90: 1, 100: 1})
    found.levels.update({"unmet": 1, "met": 2, "good": 5, "excellent": 2})
    return found


def test_the_lines_of_the_picture_are_those_of_the_rules():
    rules = rules_on(world.DUE)
    scale = scale_of(rules)
    drawn = histogram(tally(), None, scale)
    assert [line.label for line in drawn.lines] == ["50", "70", "90"]
    name = "threshold_good"
    moved = dict(rules.parameters) | {name: replace(rules.parameters[name], value=Fraction(75))}
    changed = histogram(tally(), None, scale_of(replace(rules, parameters=moved)))
    assert [line.label for line in changed.lines] == ["50", "75", "90"]


def test_the_table_twin_counts_everybody_in_the_picture():
    drawn = histogram(tally(), tally(), scale_of(rules_on(world.DUE)))
    assert sum(int(one.people) for one in drawn.bins) == 10
    assert drawn.bins[-1].people == "1"  # the full score belongs to the last column
    assert drawn.told == (
        "Phân bố điểm của 10 người: xuất sắc 20,0%, tốt 50,0%, hoàn thành 20,0%, "
        "không hoàn thành 10,0%"
    )


def test_no_picture_is_drawn_of_nobody():
    assert histogram(Tally(), None, scale_of(rules_on(world.DUE))) is None
