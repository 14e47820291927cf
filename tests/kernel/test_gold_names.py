"""Two hundred names in the order a Vietnamese reader expects, written by hand; no inversion."""

import random

import pytest

from congvu.kernel.vietnamese import initials, sort_key, spellings

# Each line: the given name, then the rest of the names that bear it, in order. Letters go before
# tones: a ă â … o ô ơ u ư; ngang huyền hỏi ngã sắc nặng.
GOLD = """
An: Bùi Thị, Đặng Văn, Lê, Lê Thị, Lê Văn, Nguyễn Hoài, Nguyễn Văn
Anh: Bùi Tuấn, Đỗ Lan, Lê Kim, Ngô Công, Phạm Quỳnh, Phan Thị, Vũ Hoàng
Ánh: Cao Ngọc, Lê Thị, Nguyễn Thị
Ân: Hoàng Thiên, Hồ Văn, Nguyễn
Ẩn: Trần Văn
Bách: Cao Xuân, Lê, Mai Khắc
Bảo: Lê Gia, Lê Quốc, Nguyễn Chí
Bằng: Hà Văn, Nguyễn Công
Bình: Lê, Lê Thanh, Nguyễn Thái, Phạm Văn, Trần An
Châu: Lê Hồng, Nguyễn Minh
Chi: Lê Linh, Phạm, Phan Mai
Chính: Đào Công, Lê Văn
Cúc: Lê Thị, Trần Thị
Cường: Đỗ Mạnh, Lê Quốc, Phạm Hùng
Dung: Đỗ, Lê Mỹ, Nguyễn Thùy
Dũng: Lê Tiến, Nguyễn Đình, Trịnh Văn
Duy: Lê, Ngô Đức
Duyên: Lê Mỹ, Trần Thị
Dương: Lê Thị, Nguyễn Thùy, Vũ
Đại: Lê Văn, Nguyễn Trung
Đạt: Lê Tiến, Trần Thành
Điền: Nguyễn Anh, Phạm
Đông: Lê, Nguyễn Phương
Đức: Lê Anh, Nguyễn Văn, Tạ
Giang: Hồ, Lê Hương, Trần Trường
Hà: Lê Thu, Nguyễn Hải, Trịnh Thị Thu
Hải: Đặng Hoàng, Lê, Vũ Thanh
Hạnh: Lê Mỹ, Nguyễn Thị
Hằng: Lê Thị, Nguyễn Thu
Hậu: Bùi, Lê Văn
Hiền: Lê Thị Thu, Nguyễn Thúy
Hiếu: Lê Minh, Trần Trung
Hoa: Lê Thị, Phan Thúy, Trần
Hòa: Lê, Lê Văn
Hoàng: Lê Minh, Nguyễn
Hồng: Lê Thị, Mai Thị
Huệ: Lê, Trần Thị
Hùng: Lê Hữu, Phạm Văn
Huy: Đỗ Quang, Lê Gia
Huyền: Lê Thị, Phạm Ngọc
Hưng: Lê Quốc, Nguyễn
Hương: Lê Mai, Trần Thị
Hường: Lê, Vũ Thị
Khánh: Lê Quốc, Trần
Khôi: Lê Minh, Trương Đức
Lan: Lê Thị, Nguyễn Thị
Lâm: Bùi Tùng, Lê
Liên: Lê, Phạm Thị
Linh: Đỗ Thùy, Lê Khánh, Lê Mỹ
Loan: Lê Thị, Nguyễn
Long: Lê Hoàng, Tạ Đức
Lộc: Lê, Nguyễn Xuân
Mai: Lê, Lê Thị, Phan Thị
Mạnh: Lê Đức, Trần
Minh: Lê Anh, Lê Bình, Nguyễn, Trần Quang
Mỹ: Lê Thị, Phạm
Nam: Chamaléa Văn, Lê Hoài, Nguyễn
Nga: Lê, Nguyễn Kim
Ngân: Lê Kim, Phạm Thu
Nghĩa: Lê Trọng, Trần
Ngọc: Lê Bảo, Nguyễn Thị
Nguyên: Lê, Phan Thảo
Nhân: Lê Thành, Trần Xuân
Nhật: Lê, Nguyễn Minh
Nhi: Huỳnh Thị Ngọc, Lê Yến
Nhung: Lê Hồng, Nguyễn Ngọc
Oanh: Lê Kim, Trần
Phong: Lê, Phạm Hữu, Vũ
Phú: Lê, Nguyễn Minh
Phúc: Lê Hồng, Nguyễn Thị
Phương: Lê Hà, Nguyễn Thu
Quang: Lê Vinh, Nguyễn
Quân: Đoàn Minh, Lê
Quý: Lê, Nguyễn Minh
Quyên: Lê, Nguyễn Mỹ
Sơn: Lê Thái, Trần
Tài: Lê, Nguyễn Tấn
Tâm: Lê Minh, Nguyễn Thị
Tân: Lê, Nguyễn Văn
Thanh: Lê Mai, Trần
Thành: Lê Công, Võ
Thảo: Lê Thu, Phạm
Thắng: Lê, Nguyễn Thanh
Thu: Huỳnh Thị Thanh, Lê
Thủy: Lê, Trần Thị
Thúy: Lê, Trần Thị
Trang: Lê Thu, Phạm
Trâm: Lê, Lương Thị Ngọc
Trí: Lê Minh, Trần
Trinh: Lê, Ngô Thị Phương
Tuấn: Huỳnh Xuân, Lê Anh
Tùng: Đặng Hoàng, Lê
Tư: Lê, Nguyễn Văn
Uyên: Lê Tú, Phạm
Vân: Lê Thị, Nguyễn
Vinh: Hồ Quang, Lê
Vương: Lê, Ngô Quang
Vy: Lê Tường, Trần
Xuân: Lê Thị, Nguyễn
Yến: Lê Hải, Trần
"""
OVERRIDDEN = (("Y Moan Êban", "Moan", "Minh", "Mỹ"), ("H'Hen Niê", "H'Hen", "Hậu", "Hiền"))


def written() -> list[tuple[str, str]]:
    """(full name, given name) in the order of the page."""
    lines = (line.partition(": ") for line in GOLD.strip().splitlines())
    return [(f"{rest} {given}", given) for given, _, listed in lines for rest in listed.split(", ")]


def with_overrides() -> list[tuple[str, str]]:
    """The list with names whose last word is not the given name, where they belong."""
    names = written()
    for full, given, before, after in OVERRIDDEN:
        place = next(at for at, (_, one) in enumerate(names) if one == after)
        assert names[place - 1][1] == before
        names.insert(place, (full, given))
    return names


def test_the_list_holds_two_hundred_names_each_once():
    assert len(set(with_overrides())) == len(with_overrides()) >= 200


@pytest.mark.parametrize("seed", range(5))
def test_two_hundred_names_are_ordered_without_an_inversion(seed):
    gold = with_overrides()
    mixed = random.Random(seed).sample(gold, len(gold))
    assert sorted(mixed, key=lambda one: sort_key(*one)) == gold


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("hoà", {"hoà", "hòa"}),
        ("Hòa", {"hoà", "hòa"}),
        ("thuý", {"thuý", "thúy"}),
        ("khoẻ", {"khoẻ", "khỏe"}),
        ("hoàng", {"hoàng"}),
        ("hoa", {"hoa"}),
        ("an", {"an"}),
    ],
)
def test_a_tone_that_wavers_is_looked_for_in_both_places(word, forms):
    assert set(spellings(word)) == forms


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Nguyễn Văn An", "nva"), ("Đỗ  Ánh", "da"), ("H'Hen Niê", "hn"), ("", "")],
)
def test_initials_are_first_letters_without_marks(name, letters):
    assert initials(name) == letters
