"""Like work valued unlike is named with the units and their values."""

from congvu.engine.appraisal.findings import Rule
from congvu.engine.appraisal.linter import findings
from tests.engine.appraisal.catalogues import made

WORK = {"name": "Lập báo cáo tình hình kinh tế - xã hội", "output": "Báo cáo", "complexity": "N2"}


def row(points, **cells):
    return WORK | {"points": points, "coefficient": "", **cells}


def unit(name, *points, **settings):
    rows = [row(one, section=f"Phòng {n}") for n, one in enumerate(points)]
    return made(rows, name, **settings)


def told(draft, *others):
    return [one for one in findings(draft, others) if one.rule is Rule.OUTLIER]


def test_a_value_more_than_half_away_from_other_units_is_told_with_theirs():
    others = unit("Xã Cam Lâm", "20"), unit("Xã Cam An", "30")
    (one,) = told(unit("Nháp", "45"), *others)
    assert one.rows == (0,)
    for part in ("hệ số 9", "trung vị 5", "Xã Cam Lâm (VP.01) 4", "Xã Cam An (VP.01) 6"):
        assert part in one.why


def test_just_half_away_is_let_stand():
    assert told(unit("Nháp", "30"), unit("Xã Cam Lâm", "20")) == []
    assert told(unit("Nháp", "15"), unit("Xã Cam Lâm", "30")) == []


def test_values_are_relative_to_each_units_own_standard():
    assert told(unit("Nháp", "20"), unit("Sở", "400", standard_points="100")) == []
    assert told(unit("Nháp", "20"), unit("Sở", "40", standard_points="100"))


def test_two_rooms_that_differ_from_each_other_are_told_once():
    (one,) = told(unit("Nháp", "12", "40"))
    assert one.rows == (0, 1)


def test_one_room_among_many_is_told_alone():
    (one,) = told(unit("Nháp", "20", "20", "20", "45"))
    assert one.rows[0] == 3


def test_both_rooms_are_told_where_another_unit_bears_neither_out():
    found = told(unit("Nháp", "11", "50"), unit("Xã Cam Lâm", "30"))
    assert [one.rows[0] for one in found] == [0, 1]


def test_the_same_room_is_not_held_against_itself():
    assert told(made([row("12"), row("45", detail="Phần sau")])) == []


def test_rows_without_a_value_are_not_compared():
    assert told(unit("Nháp", ""), unit("Xã Cam Lâm", "45")) == []
    assert told(unit("Nháp", "45"), unit("Xã Cam Lâm", "")) == []


def test_more_than_five_like_rows_are_counted_not_listed():
    (one,) = told(unit("Nháp", "50"), *(unit(f"Xã số {n}", "11") for n in range(9)))
    assert one.why.endswith("; và 4 dòng nữa.")


def test_a_like_row_without_a_room_is_of_this_list():
    found = told(made([row("12", section=""), row("45", section="Phòng Kinh tế")]))
    assert [one.rows for one in found] == [(0, 1)]
    found = told(made([row("12", section="Phòng Kinh tế"), row("45", section="")]))
    assert "danh mục này (VP.02) 9" in found[0].why
