"""The list as a whole: its standard product, its bands, one score for a whole group."""

import pytest

from congvu.engine.appraisal.findings import Rule, Scope
from congvu.engine.appraisal.linter import findings
from tests.engine.appraisal.catalogues import FRAMES, made


def scale(*rows, **settings):
    return [one for one in findings(made(rows or [{}], **settings)) if one.rule is Rule.STANDARD]


def test_a_sound_scale_is_let_stand():
    assert scale() == []
    assert scale(**FRAMES) == []
    assert scale(band_1="0,5 – 10,5", band_2="10,6-50") == []


def test_an_empty_list_needs_no_standard_product():
    empty = made([])
    assert [one for one in findings(empty) if one.rule is Rule.STANDARD] == []


@pytest.mark.parametrize("text", ["", "0", "-5", "năm"])
def test_a_standard_that_cannot_divide_blocks(text):
    (one,) = scale(standard_points=text)
    assert (one.blocks, one.column, one.rows) == (True, "standard_points", ())


def test_no_row_of_the_standard_points_is_asked_about():
    (one,) = scale({"points": "8", "coefficient": "1,6"})
    assert (one.blocks, one.scope) == (False, Scope.LIST)


def test_a_row_of_coefficient_one_is_enough_without_points():
    assert [one.column for one in scale({"points": "", "coefficient": "1"})] == []


@pytest.mark.parametrize("text", ["10-1", "1 đến 10", "1.234-5", "10"])
def test_a_band_that_cannot_be_read_blocks(text):
    told = scale(band_1=text)
    assert [(one.column, one.blocks) for one in told] == [("band_1", True)]
    assert text in told[0].why


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"band_2": "10-50"}, "chồng lên"),
        ({"band_2": "13-50"}, "để trống"),
        ({"band_2": "1-10"}, "chồng lên"),
        ({"band_2": "11-60"}, "chồng lên"),
    ],
)
def test_bands_that_overlap_or_leave_a_gap_block(settings, word):
    told = scale(**settings)
    assert all(one.blocks for one in told)
    assert word in told[0].why


def test_frames_rise():
    told = scale(**FRAMES | {"band_4": "1-300"})
    assert [one.column for one in told] == ["band_4"]


def test_a_group_in_use_without_a_band_blocks():
    (one,) = scale({}, {"name": "Lập đề án lớn", "complexity": "N5", "points": "300",
                        "coefficient": "60"})  # fmt: skip
    assert (one.column, one.blocks) == ("band_5", True)


def test_a_band_that_cannot_be_read_is_told_once():
    assert len(scale(band_1="mười")) == 1


def alike(count, **cells):
    return [{"name": f"Việc thứ {n}", "points": "7", "coefficient": "1,4"} | cells
            for n in range(count)]  # fmt: skip


def uniform(rows):
    return [one for one in findings(made(rows)) if one.rule is Rule.UNIFORM]


def test_one_score_for_eight_rows_of_a_group_is_told_once():
    (one,) = uniform(alike(8))
    assert (one.scope, len(one.rows), one.blocks) == (Scope.LIST, 8, False)


def test_seven_rows_or_two_scores_are_let_stand():
    assert uniform(alike(7)) == []
    assert uniform([*alike(7), {"points": "8", "coefficient": "1,6"}]) == []
    assert uniform([*alike(7), {"points": ""}]) == []


def test_a_room_of_one_score_is_told_where_its_group_has_several():
    (one,) = uniform([*alike(8), {"section": "Phòng Kinh tế"}])
    assert "Văn phòng" in one.why


def test_rows_without_a_room_are_no_room():
    assert uniform([*alike(8, section=""), {"section": "Phòng Kinh tế"}]) == []
