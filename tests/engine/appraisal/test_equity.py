"""Rooms beside each other: exact, ready to be drawn, and told where they are far apart."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congvu.engine.appraisal.equity import Standing, equity
from congvu.engine.appraisal.findings import Rule, Scope
from congvu.engine.appraisal.linter import findings
from congvu.engine.appraisal.spread import median, quartiles
from tests.engine.appraisal import catalogues
from tests.engine.appraisal.catalogues import made


def rooms(document):
    return {room.section: room for room in equity(document).rooms}


def test_the_commune_rooms_have_the_medians_that_are_known():
    medians = {name: room.median for name, room in rooms(catalogues.commune()).items()}
    assert medians == {
        "lãnh đạo phòng": 110, "dùng chung": 80, "Văn phòng HĐND-UBND": 85,
        "Phòng Kinh tế": 140, "Phòng Văn hóa - Xã hội": 130,
        "Trung tâm Phục vụ hành chính công": 50,
    }  # fmt: skip
    assert equity(catalogues.commune()).median == 120


def test_the_one_stop_room_is_told_to_be_valued_low():
    (one,) = [one for one in findings(catalogues.commune()) if one.rule is Rule.EQUITY]
    assert (one.scope, one.blocks, len(one.rows)) == (Scope.LIST, False, 42)
    assert "Trung tâm Phục vụ hành chính công" in one.why
    assert "thấp hơn một nửa" in one.why


def test_a_room_can_be_drawn():
    room = rooms(catalogues.commune())["Văn phòng HĐND-UBND"]
    assert (len(room.values), room.least, room.most) == (42, 16, 170)
    assert room.quartiles == (70, 130)
    assert room.values == tuple(sorted(room.values))
    assert room.shares == {"N1": Fraction(2, 21), "N2": Fraction(11, 21), "N3": Fraction(8, 21)}


def test_leaders_are_shown_and_neither_counted_in_nor_told():
    room = rooms(catalogues.statistics())["I. Lãnh đạo, quản lý"]
    assert (room.leads, room.standing, room.median) == (True, Standing.USUAL, 980)
    assert equity(catalogues.statistics()).median == 580


def room_of(section, *points):
    return [{"section": section, "points": one, "coefficient": "", "name": f"Việc {section} {n}"}
            for n, one in enumerate(points)]  # fmt: skip


def test_just_half_and_just_twice_are_usual():
    usual = ["10"] * 9
    rows = [*room_of("A", *usual), *room_of("B", *["5"] * 5), *room_of("C", *["20"] * 5)]
    assert {one.standing for one in equity(made(rows)).rooms} == {Standing.USUAL}


def test_less_than_half_is_low_more_than_twice_is_high_of_five_rows_or_more():
    rows = [*room_of("A", *["10"] * 20), *room_of("B", *["4,5"] * 5), *room_of("C", *["21"] * 5),
            *room_of("D", *["50"] * 4)]  # fmt: skip
    found = {name: room.standing for name, room in rooms(made(rows)).items()}
    assert found == {"A": "usual", "B": "low", "C": "high", "D": "usual"}
    told = [one for one in findings(made(rows)) if one.rule is Rule.EQUITY]
    assert ["thấp" in one.why for one in told] == [True, False]


def test_rows_without_a_value_are_left_out_and_a_stated_coefficient_will_do():
    rows = [*room_of("A", "10", ""), {"section": "A", "points": "", "coefficient": "4"}]
    (room,) = equity(made(rows)).rooms
    assert room.values == (20, 40)
    assert equity(made(room_of("A", ""))).rooms == ()


def test_a_list_of_leaders_alone_has_no_median_of_others():
    rows = [row | {"group": "A"} for row in room_of("A", *["10"] * 6)]
    found = equity(made(rows))
    assert (found.median, found.rooms[0].standing) == (None, Standing.USUAL)


def test_a_room_without_a_name_or_groups_is_still_shown():
    rows = [row | {"complexity": "rất khó"} for row in room_of("", "10", "20", "30", "40", "45")]
    others = room_of("B", *["2"] * 20)
    first, _ = equity(made([*rows, *others])).rooms
    assert (first.section, dict(first.shares), first.standing) == ("", {}, Standing.HIGH)
    assert "chưa ghi phòng" in next(
        one.why for one in findings(made([*rows, *others])) if one.rule is Rule.EQUITY
    )


@pytest.mark.parametrize(
    ("ordered", "middle", "quarters"),
    [
        ([7], 7, (7, 7)),
        ([1, 2], Fraction(3, 2), (1, 2)),
        ([1, 2, 4], 2, (1, 4)),
        ([1, 2, 4, 8], 3, (Fraction(3, 2), 6)),
        ([1, 2, 3, 4, 5], 3, (Fraction(3, 2), Fraction(9, 2))),
    ],
)
def test_quartiles_are_the_medians_of_the_halves(ordered, middle, quarters):
    assert (median(ordered), quartiles(ordered)) == (middle, quarters)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=30))
def test_quartiles_stand_in_order_between_the_ends(values):
    ordered = sorted(values)
    low, high = quartiles(ordered)
    assert ordered[0] <= low <= median(ordered) <= high <= ordered[-1]
