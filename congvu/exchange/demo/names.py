"""Names of people who do not exist, in the proportions and shapes of Khánh Hòa.

Family names follow their known frequencies in Viet Nam with the south-central forms (Huỳnh,
Võ); Chăm, Raglai and Ê-đê names follow their own order and particles. Every name is NFC.
"""

from dataclasses import dataclass

from congvu.exchange.demo.dice import Dice, Weighted


@dataclass(frozen=True, slots=True)
class Name:
    """A full name as written, and the gender it was made for (used for maternity leave only)."""

    full: str
    female: bool

    @property
    def given(self) -> str:
        """The given name of an Ê-đê name, which the clan follows; empty: the last word."""
        first, *others = self.full.split()
        if first == "Y" and len(others) > 1:
            return others[0]
        return first if first.startswith("H’") and others else ""


def _weights(text: str) -> Weighted[str]:
    """'Nguyễn 384, Trần 110' → weighted choices; a word without a number weighs 10."""
    pairs = []
    for entry in text.replace("\n", " ").split(","):
        words = entry.split()
        weight = int(words.pop()) if words[-1].isdigit() else 10
        pairs.append((" ".join(words), weight))
    return Weighted(pairs)


KINH_FAMILIES = _weights(
    """Nguyễn 384, Trần 110, Lê 95, Phạm 70, Huỳnh 42, Hoàng 9, Phan 45, Võ 36, Vũ 8, Đặng 21,
    Bùi 20, Đỗ 14, Hồ 13, Ngô 13, Dương 10, Lý 5, Đinh 8, Trương 16, Đoàn 10, Trịnh 8, Lương 8,
    Mai 8, Đào 7, Cao 7, Tô 4, Hà 5, Lâm 6, Tạ 3, Châu 4, Thái 5, Văn 3, Từ 3, Phùng 3, Vương 2,
    Quách 2, La 2, Kiều 2, Tôn 1, Nguyễn Thanh 1, Lê Hoàng 1"""
)
MALE_MIDDLES = _weights(
    """Văn 180, Minh 70, Quốc 60, Đức 55, Ngọc 50, Thanh 60, Hữu 55, Công 40, Xuân 35, Quang 50,
    Anh 25, Trọng 25, Hoàng 35, Thành 35, Gia 20, Đình 45, Bá 20, Duy 30, Tấn 35, Viết 15,
    Nhật 15, Trung 20, Hồng 12, Bảo 12, Phước 15, Thế 20, Tuấn 20, Vĩnh 8, Khắc 8"""
)
MALE_GIVEN = _weights(
    """An, Anh, Bách, Bảo, Bình, Chung, Cường, Danh, Duy, Dũng, Dương, Đại, Đạt, Đăng, Điền,
    Định, Đông, Đức, Giang, Hà, Hải, Hào, Hậu, Hiến, Hiệp, Hiếu, Hòa, Hoan, Hoàng, Hùng, Huy,
    Hưng, Kha, Khải, Khánh, Khoa, Khôi, Kiên, Kiệt, Lâm, Lân, Lộc, Lợi, Long, Luân, Lực, Mạnh,
    Minh, Nam, Nghĩa, Nguyên, Nhân, Nhật, Ninh, Phong, Phú, Phúc, Phước, Quân, Quang, Quý, Quyết,
    Sang, Sáng, Sơn, Tài, Tâm, Tân, Thái, Thắng, Thành, Thạnh, Thiện, Thịnh, Thọ, Thông, Thuận,
    Thức, Tiến, Tín, Toàn, Tri, Trí, Triều, Trung, Trường, Tú, Tuấn, Tùng, Tường, Việt, Vinh,
    Vũ, Vương, Vỹ"""
)
FEMALE_MIDDLES = _weights(
    """Thị 260, Thị Thanh 45, Thị Ngọc 45, Thị Kim 35, Thị Mỹ 35, Thị Thu 40, Thị Hồng 35,
    Thị Bích 28, Thị Minh 20, Thị Phương 20, Thị Tuyết 15, Thị Ánh 12, Thị Diệu 10, Thị Cẩm 10,
    Ngọc 45, Thanh 30, Kim 22, Mỹ 15, Thu 20, Hồng 15, Minh 15, Phương 15, Bảo 10, Khánh 10,
    Diệu 10, Quỳnh 12, Thùy 12, Tường 6, Hoài 8, Hải 8, Lan 5, Mai 6"""
)
FEMALE_GIVEN = _weights(
    """An, Anh, Ánh, Bích, Bình, Chi, Châu, Cúc, Diễm, Diệp, Dung, Duyên, Dương, Đào, Giang, Hà,
    Hải, Hân, Hằng, Hạnh, Hiền, Hoa, Hòa, Hoài, Hồng, Huệ, Huyền, Hương, Hường, Khanh, Khuyên,
    Kiều, Lam, Lan, Lệ, Liên, Liễu, Linh, Loan, Ly, Mai, Mẫn, Minh, My, Mỹ, Nga, Ngân, Nghi,
    Ngọc, Nguyên, Nguyệt, Nhàn, Nhi, Nhiên, Nhung, Như, Oanh, Phúc, Phượng, Phương, Quyên,
    Quỳnh, Sương, Tâm, Thảo, Thắm, Thanh, Thi, Thoa, Thơ, Thu, Thủy, Thúy, Thư, Thương, Tiên,
    Trà, Trâm, Trang, Trinh, Trúc, Tuyền, Tuyết, Tú, Uyên, Vân, Vi, Vy, Xuân, Ý, Yến"""
)

CHAM_FAMILIES = _weights(
    """Thập 9, Đàng 12, Quảng 10, Châu 9, Báo 6, Kiều 9, Não 4, Đạo 6, Lộ 5, Hán 7, Bá 8, Trượng 8,
    Phú 9, Lưu 7, Từ 5, Thành 8, Vạn 6, Đổng 7, Qua 4, Thiên 6, Sử 3, Tài 4, Ngụy 3, Miêu 3"""
)
CHAM_MIDDLES = _weights("Văn 70, Năng 12, Ngọc 10, Xuân 10, Quốc 8")
RAGLAI_FAMILIES = _weights(
    """Cao 30, Mấu 22, Bo Bo 18, Tro 10, Pi Năng 16, Chamaléa 16, Katơr 14, Pupur 6, Taing 6,
    Patâu Axá 5, Tà Yên 5"""
)
RAGLAI_MIDDLES = _weights("Văn 60, Minh 12, Xuân 12, Quốc 8, Hồng 8")
RAGLAI_MALE = _weights(
    """Bình, Chiêu, Điệp, Đảo, Giáp, Hạnh, Hóa, Hòa, Lực, Nam, Ngọc, Nhân, Phong, Quý, Sanh, Sơn,
    Thanh, Thiên, Thìn, Tiến, Tuân, Vinh, Xanh, Xuân"""
)
RAGLAI_FEMALE = _weights(
    """Bích, Diễm, Hà, Hạ, Hậu, Hồng, Hương, Lan, Lành, Lý, Mai, Mận, Mây, Năm, Ngọc, Nhị, Nương,
    Phấn, Sính, Thảo, Thêm, Thúy, Xinh, Yến"""
)
EDE_CLANS = _weights("Niê 30, Mlô 18, Êban 14, Ayun 12, Ksơr 10, Kbuôr 8, Hwing 6, Byă 8")
EDE_GIVEN_MALE = _weights("Blăng, Bhiông, Djuang, Hên, Khuin, Krông, Lôc, Ngông, Phôn, Thinh, Wôn")
EDE_GIVEN_FEMALE = _weights("Bliên, Dên, Hoa, Lan, Linh, Ly, Mrang, Nga, Ngui, Rin, Thuyên, Wê")


def _given(dice: Dice, pool: Weighted[str], taken: str) -> str:
    """A given name that does not repeat a word already in the name."""
    given = dice.draw(pool)
    while given in taken.split():
        given = dice.draw(pool)
    return given


def _kinh(dice: Dice, female: bool) -> str:
    front = f"{dice.draw(KINH_FAMILIES)} {dice.draw(FEMALE_MIDDLES if female else MALE_MIDDLES)}"
    return f"{front} {_given(dice, FEMALE_GIVEN if female else MALE_GIVEN, front)}"


def _cham(dice: Dice, female: bool) -> str:
    front = f"{dice.draw(CHAM_FAMILIES)} {dice.draw(FEMALE_MIDDLES if female else CHAM_MIDDLES)}"
    return f"{front} {_given(dice, FEMALE_GIVEN if female else MALE_GIVEN, front)}"


def _raglai(dice: Dice, female: bool) -> str:
    front = f"{dice.draw(RAGLAI_FAMILIES)} {'Thị' if female else dice.draw(RAGLAI_MIDDLES)}"
    return f"{front} {_given(dice, RAGLAI_FEMALE if female else RAGLAI_MALE, front)}"


def _ede(dice: Dice, female: bool) -> str:
    if female:
        return f"H’{dice.draw(EDE_GIVEN_FEMALE)} {dice.draw(EDE_CLANS)}"
    return f"Y {dice.draw(EDE_GIVEN_MALE)} {dice.draw(EDE_CLANS)}"


# Names of well-known people that the lists above could put together by chance.
WELL_KNOWN = frozenset(
    ("Nguyễn Xuân Phúc", "Nguyễn Tấn Dũng", "Lê Đức Anh", "Lê Đức Thọ", "Nguyễn Thị Bình")
)
MAKERS = {"kinh": _kinh, "cham": _cham, "raglai": _raglai, "ede": _ede}

# Shares (per mille) of name styles where a people lives in numbers, by official commune code.
_RAGLAI_HOME = Weighted((("kinh", 520), ("raglai", 430), ("ede", 50)))
_RAGLAI_SOME = Weighted((("kinh", 760), ("raglai", 240)))
_CHAM_HOME = Weighted((("kinh", 640), ("cham", 330), ("raglai", 30)))
_EDE_HOME = Weighted((("kinh", 720), ("ede", 230), ("raglai", 50)))
_PLAIN = Weighted((("kinh", 985), ("cham", 8), ("raglai", 5), ("ede", 2)))

STYLES = {
    **dict.fromkeys(("22714", "22720", "22732"), _RAGLAI_HOME),  # Khánh Sơn
    **dict.fromkeys(("22609", "22612", "22615", "22624", "22648"), _RAGLAI_HOME),  # Khánh Vĩnh
    **dict.fromkeys(("22786", "22795", "22801"), _RAGLAI_HOME),  # Bác Ái
    **dict.fromkeys(("22828", "22840", "22849", "22900", "22822"), _RAGLAI_SOME),
    **dict.fromkeys(("22870", "22873", "22891", "22897", "22861"), _CHAM_HOME),
    "22552": _EDE_HOME,  # Tây Ninh Hoà
}


def make_name(dice: Dice, commune_code: str, *, female: bool | None = None) -> Name:
    """A plausible full name for an official of this commune ('' for a provincial agency)."""
    chosen = dice.chance(470) if female is None else female
    style = dice.draw(STYLES.get(commune_code, _PLAIN))
    full = MAKERS[style](dice, chosen)
    while full in WELL_KNOWN:
        full = MAKERS[style](dice, chosen)
    return Name(full, chosen)
