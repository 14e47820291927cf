"""A year is opened: who is rated in whose round, and what follows when people move."""

from datetime import date

import pytest

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries.years import ratings_of, round_of, rounds_of
from congvu.apps.org import actions as org
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import year_period
from tests.apps import world

pytestmark = pytest.mark.django_db
WHY = {"by": None, "at": world.AT}


def rated(period, unit):
    return {
        row.person: row.heads_id is not None for row in ratings_of(round_of(period.id, unit).id)
    }


def test_an_agencys_head_is_rated_by_the_managing_unit_and_everybody_else_by_her():
    world.agency()
    period, forms = actions.begin_year(2026, **WHY)
    assert forms == 7
    assert [row.unit_code for row in rounds_of(period.id)] == ["P", "T"]
    assert rated(period, "T") == {"alice": True, "giang": True}
    assert rated(period, "P") == {
        "phong": False, "binh": True, "an": False, "chi": True, "dung": False,
    }  # fmt: skip


def test_the_year_ends_at_its_cut_off_and_is_decided_before_the_laws_day():
    world.agency()
    actions.begin_year(2026, **WHY)
    period = year_period(2026)
    assert (period.starts_on, period.ends_on) == (date(2026, 1, 1), date(2026, 12, 14))
    assert (period.decide_by, period.label) == (date(2026, 12, 14), "năm 2026")


def test_a_year_is_opened_once():
    world.agency()
    actions.begin_year(2026, **WHY)
    with pytest.raises(Refused, match="đã được mở"):
        actions.begin_year(2026, **WHY)


def test_whoever_moves_is_rated_where_she_is_at_the_years_end():
    world.agency()
    period, _ = actions.begin_year(2026, **WHY)
    moved = NewPosting("an", "S", "Chuyên viên", date(2026, 12, 1))
    positions.transfer(moved, reason="Điều động", **WHY)
    assert actions.bring_up_ratings(period, **WHY) == 1
    assert "an" in rated(period, "S")
    assert "an" not in rated(period, "P")
    assert actions.bring_up_ratings(period, **WHY) == 0


def test_whoever_heads_what_nobody_manages_is_left_out():
    world.agency((*world.POSTS, world.Post("ha", "T", "head", "Lê Hà")))
    period, _ = actions.begin_year(2026, **WHY)
    assert "ha" not in rated(period, "T")


def test_those_of_another_kind_are_not_rated_by_this_rule():
    world.agency()
    org.create_people([org.NewPerson("hoa", "Lê Hoa", "contract")], **WHY)
    positions.open_postings([NewPosting("hoa", "P1", "Nhân viên", world.START)], **WHY)
    period, _ = actions.begin_year(2026, **WHY)
    assert "hoa" not in rated(period, "P")
