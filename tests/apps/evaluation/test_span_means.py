"""The list of a quarter's means reads an amended result as amended, and says so."""

import pytest

from congvu.apps.evaluation.queries.span_means import Within, periods_in, span_means
from congvu.apps.rulebook.queries import periods, rules_for
from congvu.kernel.periods import NotAPeriod, long_span
from tests.apps.evaluation import disputes

pytestmark = pytest.mark.django_db


def test_an_amended_result_enters_the_mean_as_amended_and_is_marked():
    month = disputes.published()
    span = month.months[0].quarter
    opened, whole = periods_in(span, periods()), Within(frozenset({"/"}))
    before, total = span_means(span, opened, rules_for(month), whole, first=0, most=50)
    disputes.amended(month)
    after, _ = span_means(span, opened, rules_for(month), whole, first=0, most=50)
    marked = [one for one in after if one.amended]
    assert [(one.person, one.amended) for one in marked] == [("an", frozenset({month.key}))]
    (was,) = (one for one in before if one.person == "an")
    assert (was.mean.score_hundredths, marked[0].mean.score_hundredths) == (7670, 8184)
    assert [one.mean for one in after if not one.amended] == [
        one.mean for one in before if one.person != "an"
    ]
    assert len(before) == total


@pytest.mark.parametrize("key", ["2026-Q4", "2026-H2"])
def test_a_quarter_or_half_year_is_read_from_its_key(key):
    assert long_span(key).key == key


@pytest.mark.parametrize("key", ["2026-Q5", "2026-H3", "2026-11", "", "0000-Q1", "2026-q4"])
def test_what_names_none_is_refused(key):
    with pytest.raises(NotAPeriod):
        long_span(key)
