"""Criteria of a year without points: who tells, who confirms, what follows, what is refused."""

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.models import AutomaticCase
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.evaluation.queries.years.criteria import (
    conditions_of,
    criteria_unconfirmed,
    level_told,
    told_of,
    told_within,
)
from congvu.apps.rulebook.queries import rules_for
from tests.apps import world
from tests.apps.evaluation import earlier
from tests.apps.evaluation.disputes import account
from tests.apps.evaluation.earlier import AT, BEST, WHOLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return earlier.opened()


def row(year, person="an"):
    return told_of(person, period_id=year.id)


def level(year, person="an"):
    return level_told(rules_for(year), row(year, person))


def test_what_was_told_gives_a_level_and_says_why(year):
    assert level(year) is None
    earlier.told(year, "an", {"conduct": True, "done": WHOLE})
    assert level(year) is None
    earlier.told(year, "an", BEST | {"exceeding": 4999})
    assert level(year) == "good"
    found = {one.level: one for one in conditions_of(rules_for(year), row(year))}
    assert [one.name for one in found["excellent"].conditions if not one.holds] == ["exceeding"]
    earlier.told(year, "an")
    assert level(year) == "excellent"
    assert row(year).notes["done"] == "Báo cáo cuối năm"


def test_a_leader_answers_for_her_units_too(year):
    earlier.told(year, "binh", BEST)
    assert level(year, "binh") is None
    earlier.told(year, "binh", BEST | {"units_met": WHOLE, "units_good": 6999})
    assert level(year, "binh") == "good"
    with pytest.raises(Refused, match="không hỏi người này"):
        earlier.told(year, "an", {"units_met": WHOLE})


def test_a_fact_on_record_sets_the_lowest_level_whatever_was_told(year):
    earlier.told(year, "an")
    for kind, expected in (("waste", "excellent"), ("concluded", "unmet")):
        AutomaticCase.objects.create(
            rating_id=row(year).rating_id, kind=kind, document="KL 7", decided_on=AT.date(), at=AT
        )
        assert level(year) == expected


@pytest.mark.parametrize(
    ("told", "notes", "says"),
    [
        ({"done": WHOLE + 1}, {"done": "x"}, "phải từ 0 đến 10000"),
        ({"done": -1}, {"done": "x"}, "phải từ 0"),
        ({"done": WHOLE}, {"done": "  "}, "hãy ghi dẫn chứng"),
        ({"rank": 1}, {"rank": "x"}, "không hỏi người này"),
    ],
)
def test_what_is_out_of_range_or_without_a_note_is_refused(year, told, notes, says):
    with pytest.raises(Refused, match=says):
        actions.tell_criteria(year, "an", told, notes, by=account("an"), at=AT)
    assert row(year).told == {}


def test_each_tells_her_own_and_another_confirms_what_is_whole(year):
    with pytest.raises(Refused, match="do chính người"):
        actions.tell_criteria(year, "an", BEST, BEST, by=account("hoa"), at=AT)
    earlier.told(year, "an", {"done": WHOLE})
    with pytest.raises(Refused, match="còn thiếu"):
        actions.confirm_criteria(year, "an", by=account("hoa"), at=AT)
    earlier.told(year, "an")
    with pytest.raises(Refused, match="của chính mình"):
        actions.confirm_criteria(year, "an", by=account("an"), at=AT)
    assert len(criteria_unconfirmed(year_queries.round_of(year.id, "P").id)) == 7
    actions.confirm_criteria(year, "an", by=account("hoa"), at=AT)
    waiting = criteria_unconfirmed(year_queries.round_of(year.id, "P").id)
    assert "an" not in {one.person for one in waiting}
    assert row(year).confirmed_by == "Người hoa"
    assert Event.objects.latest("pk").verb == "evaluation.criteria_confirmed"


def test_what_was_confirmed_changes_only_after_it_was_given_back(year):
    earlier.told(year, "an")
    actions.confirm_criteria(year, "an", by=account("hoa"), at=AT)
    with pytest.raises(Refused, match="phải trả lại"):
        earlier.told(year, "an")
    with pytest.raises(Refused, match="phải ghi lý do"):
        actions.return_criteria(year, "an", reason=" ", by=account("hoa"), at=AT)
    actions.return_criteria(year, "an", reason="Thiếu số liệu", by=account("hoa"), at=AT)
    earlier.told(year, "an", {"done": 0})
    assert row(year).told == {"done": 0}


def test_those_who_wait_for_the_office_come_first(year):
    earlier.told(year, "dung")
    earlier.told(year, "an")
    actions.confirm_criteria(year, "an", by=account("hoa"), at=AT)
    unit = year_queries.round_of(year.id, "P").unit_path
    total, rows = told_within(year.id, [unit], first=0, most=50)
    assert (total, rows[0].person, rows[-1].person) == (8, "dung", "an")


def test_a_year_of_points_is_not_told(year):
    world_year, _ = actions.begin_year(2026, by=None, at=world.AT)
    with pytest.raises(Refused, match="Năm 2026 xếp loại theo điểm"):
        actions.confirm_criteria(world_year, "an", by=account("hoa"), at=world.AT)
