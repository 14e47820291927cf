"""Which spellings may be one person's name, and in which way they differ."""

import pytest

from congvu.engine.reconciliation.lines import NameWay
from congvu.engine.reconciliation.names import is_slip, name_way, spoken


@pytest.mark.parametrize(
    ("one", "other", "way"),
    [
        ("Lê Thị Hoà", "Lê Thị Hòa", NameWay.SAME),
        ("LÊ THỊ HÒA", "Lê  Thị Hòa", NameWay.SAME),
        ("Lê Thúy", "Lê Thuý", NameWay.SAME),
        ("Lê Thị Hòa", "Le Thi Hoa", NameWay.MARKS),
        ("Đỗ Văn Đức", "Dỗ Văn Dức", NameWay.MARKS),
        ("Nguyễn Văn An", "Văn An Nguyễn", NameWay.ORDER),
        ("Nguyễn Thị Lan Anh", "Nguyễn Anh", NameWay.MIDDLE),
        ("Nguyễn Lan Anh", "Nguyễn Thị Lan Anh", NameWay.MIDDLE),
        ("Nguyễn Văn An", "Nguyễn Văn Ann", NameWay.SLIP),
        ("Nguyễn Văn Bình", "Nguyễn Văn Bìn", NameWay.SLIP),
        ("Nguyễn Văn Bình", "Nguyễn Văn Vình", NameWay.SLIP),
        ("Nguyễn Văn Bình", "Nguyễn Vna Bình", NameWay.SLIP),
        ("Nguyễn Văn Bình", "Nguyễn Văn Thành", NameWay.OTHER),
        ("Nguyễn Văn Bình", "Trần Văn Bình", NameWay.OTHER),
        ("Nguyễn Bình", "Nguyễn", NameWay.OTHER),
        ("An", "Anh", NameWay.OTHER),
    ],
)
def test_how_two_spellings_differ(one, other, way):
    assert name_way(one, other) is way
    assert name_way(other, one) is way


def test_a_tone_mark_on_another_vowel_is_the_same_sound_and_another_tone_is_not():
    assert spoken("hoà") == spoken("HÒA")
    assert spoken("hoà") != spoken("hoá")


@pytest.mark.parametrize("pair", [("nguyen van an", "nguyen van an"), ("abcdefg", "abcdxyz")])
def test_no_slip_where_nothing_or_too_much_differs(pair):
    assert not is_slip(*pair)
