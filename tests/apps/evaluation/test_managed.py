"""Who manages whom (Điều 10 khoản 1), off the postings of the period's last day."""

from datetime import date

import pytest

from congvu.apps.evaluation import queries
from congvu.apps.evaluation.queries.managed import strata_of
from congvu.apps.org.queries import person_ids
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.engine.chain import ManagementCycle
from tests.apps import world
from tests.apps.world import Post

pytestmark = pytest.mark.django_db


def managed(period):
    """Who manages whom, by code."""
    pairs = queries.managed_pairs(period)
    codes = {pk: code for code, pk in person_ids(p.person for p in POSTS).items()}
    return {codes[leader]: {codes[p] for p in people} for leader, people in pairs.items()}


POSTS = (*world.POSTS, Post("chu-tich", "T", "head", "Trần Chủ Tịch"))


def test_a_head_manages_her_unit_and_all_under_it_but_not_herself():
    world.agency(POSTS)
    found = managed(world.november())
    assert found["alice"] == {"phong", "binh", "an", "chi", "dung"}
    assert found["binh"] == {"an"}


def test_the_head_of_the_managing_agency_manages_the_heads_of_the_agencies_only():
    world.agency(POSTS)
    assert managed(world.november())["chu-tich"] == {"alice", "giang"}


def test_a_deputy_manages_nobody_until_a_field_is_assigned():
    postings = world.agency(POSTS)
    period = world.november()
    assert "phong" not in managed(period)
    world.field_of(postings["phong"], unit="P2")
    world.field_of(postings["phong"], person="an")
    assert managed(period)["phong"] == {"chi", "dung", "an"}


def test_a_deputy_given_her_own_unit_does_not_manage_its_head():
    postings = world.agency(POSTS)
    world.field_of(postings["phong"], unit="P")
    assert managed(world.november())["phong"] == {"binh", "an", "chi", "dung"}


def test_the_posting_of_the_last_day_decides():
    postings = world.agency(POSTS)
    positions.end_posting(
        postings["an"], on=date(2026, 11, 20), by=None, at=world.AT, reason="Điều động"
    )
    moved = NewPosting("an", "P2", "Chuyên viên", date(2026, 11, 20))
    positions.open_postings([moved], by=None, at=world.AT)
    found = managed(world.november())
    assert found["chi"] == {"dung", "an"}
    assert "binh" not in found


def test_deputies_who_manage_each_other_are_named_in_a_circle():
    posts = [*POSTS, Post("hai", "P", "deputy", "Vũ Hai")]
    postings = world.agency(posts)
    world.field_of(postings["phong"], person="hai")
    world.field_of(postings["hai"], person="phong")
    with pytest.raises(ManagementCycle, match="Vũ Hai") as circle:
        queries.leader_strata(world.november())
    assert set(circle.value.people) == {"Vũ Phong", "Vũ Hai"}


def test_leaders_are_settled_from_the_bottom_up():
    world.agency(POSTS)
    codes = {pk: code for code, pk in person_ids(p.person for p in POSTS).items()}
    strata = queries.leader_strata(world.november())
    named = [{codes[leader] for leader in layer} for layer in strata]
    assert named == [{"binh", "chi"}, {"alice"}, {"chu-tich"}]


def test_the_layers_from_the_pairs_are_those_that_the_database_gives():
    world.agency(POSTS)
    period = world.november()
    pairs = queries.managed_pairs(period)
    layers = [set(layer) for layer in queries.leader_strata(period)]
    assert [set(layer) for layer in strata_of(pairs)] == layers
    assert sum(map(len, layers)) == len(pairs)
