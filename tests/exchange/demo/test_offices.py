"""Claims about units and people."""

from collections import Counter

from congvu.apps.org.enums import UnitKind
from congvu.exchange.demo import sheets, story
from congvu.exchange.demo.people import DEPUTY, HEAD, position_names
from tests.exchange.demo.provinces import whole


def test_all_65_communes_and_27_agencies_are_there_with_their_source():
    kinds = Counter(unit.kind for unit in whole().units)
    assert kinds["commune"] == 65
    assert sum(kinds[kind] for kind in ("department", "party", "front", "service_unit")) == 27
    assert all(unit.source for unit in whole().units)
    assert set(kinds) <= set(UnitKind.values)


def test_each_commune_has_three_rooms_and_a_service_centre():
    rooms = Counter(unit.parent for unit in whole().units if unit.kind == "commune_room")
    assert set(rooms.values()) == {4}
    ward = {unit.name for unit in whole().units if unit.parent == story.WARD}
    assert ward == {
        "Văn phòng HĐND và UBND",
        "Phòng Kinh tế, Hạ tầng và Đô thị",
        "Phòng Văn hóa – Xã hội",
        "Trung tâm Phục vụ hành chính công",
    }


def test_parents_come_first_and_codes_are_unique():
    seen = {""}
    for unit in whole().units:
        assert unit.parent in seen
        assert unit.code not in seen
        seen.add(unit.code)


def test_the_province_is_about_as_large_as_the_real_one():
    assert 4700 <= len(whole().people) <= 5300


def test_person_codes_are_unique_and_keep_their_form():
    codes = [person.code for person in whole().people]
    assert len(set(codes)) == len(codes)
    assert all(len(code) == 7 and code.startswith("KH") and code[2:].isdigit() for code in codes)


def test_every_staffed_unit_has_exactly_one_head():
    heads = Counter(p.postings[-1].unit for p in whole().people if p.postings[-1].leads == HEAD)
    assert heads == Counter(unit.code for unit in whole().units if unit.staff)


def test_postings_of_a_person_follow_each_other_without_overlap():
    moved = [person for person in whole().people if len(person.postings) > 1]
    assert 15 <= len(moved) <= 80
    for person in moved:
        before, after = person.postings
        assert before.until == after.since
        assert before.unit != after.unit


def test_positions_are_those_of_the_real_list():
    used = {post.position for person in whole().people for post in person.postings} - {""}
    assert used <= set(position_names())
    assert len(sheets.rows(sheets.POSITIONS)) == 42


def test_deputies_answer_for_units_or_people_of_their_own_agency():
    unit_of = {person.code: person.postings[-1].unit for person in whole().people}
    agency = {unit.code: unit.agency for unit in whole().units}
    leads = {person.code: person.postings[-1].leads for person in whole().people}
    for plan in whole().fields:
        assert leads[plan.deputy] == DEPUTY
        assert bool(plan.unit) != bool(plan.person)
        target = plan.unit or unit_of[plan.person]
        assert agency[target] == agency[unit_of[plan.deputy]]
        assert plan.person != plan.deputy


def test_every_deputy_is_assigned_a_field():
    deputies = {p.code for p in whole().people if p.postings[-1].leads == DEPUTY}
    idle = deputies - {plan.deputy for plan in whole().fields}
    assert len(idle) * 50 <= len(deputies)


def test_some_officers_are_on_maternity_leave_and_they_are_women():
    away = [person for person in whole().people if person.away_reason == "Nghỉ thai sản"]
    assert 20 <= len(away) <= 120
    assert all(person.name.female for person in away)
