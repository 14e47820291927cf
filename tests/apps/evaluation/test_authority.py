"""Whom Điều 10 names for each person, and whose cards somebody is asked for."""

import pytest

from congvu.apps.evaluation import queries
from congvu.apps.evaluation.queries import Led
from congvu.apps.org.actions import NewUnit
from congvu.apps.org.models import Person, Unit
from congvu.apps.positions.models import Posting
from congvu.apps.rulebook.queries import rules_for
from tests.apps import world
from tests.apps.world import Post

pytestmark = pytest.mark.django_db
PROVINCE = (
    Post("tinh", "T", "head", "Chủ tịch tỉnh"),
    *world.POSTS,
    Post("hoa", "P1", "deputy", "Phó phòng Hoa"),
)


def ids(*people):
    found = dict(Person.objects.filter(code__in=people).values_list("code", "pk"))
    return [found[one] for one in people]


def named(period, *people):
    """Who is named for each of these people, by code."""
    found = queries.authorities(period, ids(*people))
    return {one: found[key].person for one, key in zip(people, ids(*people), strict=True)
            if key in found}  # fmt: skip


def path(code):
    return Unit.objects.get(code=code).path


def test_the_nearest_head_at_or_above_is_named_and_nobody_herself():
    period = world.month(PROVINCE)
    assert named(period, "an", "hoa", "binh", "phong", "chi", "dung", "alice", "giang", "tinh") == {
        "an": "binh",
        "hoa": "binh",
        "binh": "alice",
        "phong": "alice",
        "chi": "alice",
        "dung": "chi",
        "alice": "tinh",
        "giang": "tinh",
    }


def test_the_rows_tell_the_name_and_the_unit():
    period = world.month()
    (an,) = ids("an")
    assert queries.authorities(period, [an]) == {
        an: queries.Authority(*ids("binh"), "binh", "Lê Bình", "Phòng Kinh tế")
    }


def test_without_a_head_the_next_unit_above_answers_two_levels_up_if_need_be():
    units = (*world.UNITS, NewUnit("P11", "Tổ Một", "commune_room", world.START, parent="P1",
                                   agency="P"))  # fmt: skip
    posts = [post for post in PROVINCE if post.person not in ("binh", "alice")]
    world.agency([*posts, Post("to", "P11", name="Tổ viên")], units)
    period = world.november()
    assert named(period, "to", "an", "hoa") == {"to": "tinh", "an": "tinh", "hoa": "tinh"}


def test_a_head_who_left_before_the_periods_end_is_not_named():
    period = world.month(PROVINCE)
    Posting.objects.filter(person__code="binh").update(valid_until=period.ends_on)
    assert named(period, "an") == {"an": "alice"}


def test_nobody_above_is_nobody():
    period = world.month()
    assert named(period, "alice") == {}


def test_a_head_is_asked_for_those_whom_she_is_named_for_and_no_others():
    period = world.month(PROVINCE)
    asked = Led(frozenset(ids("alice")), frozenset([path("P")]))
    assert set(queries.led(period, asked)) == set(ids("binh", "phong", "chi"))
    province = Led(frozenset(ids("tinh")), frozenset(["/"]))
    assert set(queries.led(period, province)) == set(ids("alice", "giang"))


def test_a_deputy_is_asked_for_everybody_in_his_field_whoever_is_named():
    period = world.month(PROVINCE)
    field = Led(frozenset(), frozenset(), frozenset([path("P2")]), frozenset(ids("an")))
    found = queries.led(period, field)
    assert {one.person for one in found.values()} == {"alice", "chi", "binh"}
    assert set(found) == set(ids("chi", "dung", "an"))


@pytest.mark.parametrize("people", [["an"], ["an", "binh", "chi", "dung", "alice", "giang"]])
def test_it_is_one_query_however_many_people(people, django_assert_num_queries):
    period = world.month(PROVINCE)
    wanted = ids(*people)
    with django_assert_num_queries(1):
        queries.authorities(period, wanted)


def test_the_heads_among_those_at_hand_are_the_ones_that_the_records_name():
    period = world.month(PROVINCE)
    everybody = queries.cards_to_review(
        period, queries.led(period, Led(frozenset(), frozenset(), frozenset(["/"]))),
        rules=rules_for(period), today=period.ends_on,
    )  # fmt: skip
    found = [one.card for one in everybody]
    people = [card.person_id for card in found]
    top = [card for card in found if card.person == "alice"]
    asked = queries.authorities(period, people)
    assert len(found) == len(PROVINCE) - 1  # nobody is above the head of the province
    named = queries.nearest_heads(found)
    above = {card.person_id for card in found if card.person in ("alice", "giang")}
    assert named == {key: one for key, one in asked.items() if key not in above}
    assert queries.nearest_heads(top) == {}


def test_whoever_confirms_is_next_above_a_draft_and_answers_an_objection_too():
    period = world.month(PROVINCE)
    drafts = queries.holders(period, "", today=period.ends_on)
    named = queries.authorities(period, [one.person_id for one in drafts])
    deciders = queries.deciders_of(drafts, period.ends_on)
    confirms = {one.person: named[one.person_id].person_id for one in drafts if one.above_id}
    assert confirms == {one.person: one.above_id for one in drafts if one.above_id}
    assert {key: one.person_id for key, one in named.items()} == {
        key: one.person_id for (key, _), one in deciders.items()
    }
    assert len(confirms) == len(PROVINCE) - 1
