"""The units of the demo province: real communes and agencies, each with its rooms."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from congvu.exchange.demo import rooms, sheets
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.rooms import BUREAU, CULTURE, ECONOMY, LEADERSHIP, ONE_STOP, SAMPLE

PROVINCE = "KH"
NHA_TRANG = "22366"
TRUONG_SA = "22736"
# Mountain and thinly settled communes have fewer posts.
SMALL = frozenset(
    (
        *("22609", "22612", "22615", "22624", "22648"),  # Khánh Vĩnh
        *("22714", "22720", "22732"),  # Khánh Sơn
        *("22786", "22795", "22801"),  # Bác Ái
        *("22828", "22900", "22822"),
    )
)


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """A unit to create. `agency` is the code of the using agency it belongs to, '' for none."""

    code: str
    name: str
    kind: str
    parent: str
    agency: str
    theme: str
    staff: int
    area_code: str = ""
    predecessors: str = ""
    source: str = SAMPLE


def province() -> UnitPlan:
    """The root: the province itself, with its leadership's desk and nobody rated in it."""
    row = sheets.rows(sheets.COMMUNES)[0]
    return UnitPlan(
        code=PROVINCE,
        name="Tỉnh Khánh Hòa (dữ liệu mẫu)",
        kind="province",
        parent="",
        agency="",
        theme=LEADERSHIP,
        staff=0,
        area_code=row["province_code"],
        source=row["source"],
    )


def communes(codes: Collection[str] | None = None) -> Iterator[UnitPlan]:
    """Every commune-level unit (or those listed by official code) followed by its rooms."""
    for row in sheets.rows(sheets.COMMUNES):
        if codes is None or row["code"] in codes:
            yield from _commune(row)


def agencies(shorts: Collection[str] | None = None) -> Iterator[UnitPlan]:
    """Every provincial agency (or those listed by short code) followed by its rooms."""
    for row in sheets.rows(sheets.AGENCIES):
        shape = rooms.SHAPES[row["name"]]
        if shorts is None or shape.short in shorts:
            yield from _agency(row, shape)


def _commune_staff(row: dict[str, str]) -> int:
    dice = Dice("staff", row["code"])
    if row["code"] == NHA_TRANG:
        return 52
    if row["code"] == TRUONG_SA:
        return 21
    if row["type"] == "Phường":
        return dice.between(36, 43)
    return dice.between(23, 27) if row["code"] in SMALL else dice.between(27, 32)


def _commune(row: dict[str, str]) -> Iterator[UnitPlan]:
    code = f"{PROVINCE}-{row['code']}"
    staff = _commune_staff(row)
    yield UnitPlan(
        code=code,
        name=row["full_name"],
        kind="commune",
        parent=PROVINCE,
        agency=code,
        theme=LEADERSHIP,
        staff=3,
        area_code=row["code"],
        predecessors=row["predecessor_units"],
        source=row["source"],
    )
    economy = "Phòng Kinh tế, Hạ tầng và Đô thị" if row["type"] == "Phường" else "Phòng Kinh tế"
    listed = (
        ("VP", "Văn phòng HĐND và UBND", BUREAU),
        ("KT", economy, ECONOMY),
        ("VX", "Phòng Văn hóa – Xã hội", CULTURE),
        ("HCC", "Trung tâm Phục vụ hành chính công", ONE_STOP),
    )
    weights = (14, 12, 13, 10) if row["code"] == NHA_TRANG else (26, 29, 24, 21)
    shares = _shares(staff - 3, weights)
    for (short, name, theme), share in zip(listed, shares, strict=True):
        yield UnitPlan(f"{code}-{short}", name, "commune_room", code, code, theme, share)


def _agency(row: dict[str, str], shape: rooms.AgencyShape) -> Iterator[UnitPlan]:
    code = f"{PROVINCE}-{shape.short}"
    leaders = 4 if shape.staff > 50 else 3
    yield UnitPlan(
        code=code,
        name=row["name"],
        kind=_kind(row["kind"]),
        parent=PROVINCE,
        agency=code,
        theme=LEADERSHIP,
        staff=leaders if shape.staff else 0,
        source=f"{row['status']}; {row['source']}",
    )
    in_branches = sum(count for _, count, _ in shape.branches)
    yield from _rooms(code, code, shape.rooms, shape.staff - leaders - in_branches, "P")
    for number, (name, count, inner) in enumerate(shape.branches, start=1):
        branch = f"{code}-CC{number}"
        yield UnitPlan(branch, name, "room", code, code, LEADERSHIP, 3)
        yield from _rooms(branch, code, inner, count - 3, "P")


def _rooms(
    parent: str, agency: str, names: tuple[str, ...], staff: int, letter: str
) -> Iterator[UnitPlan]:
    dice = Dice("rooms", parent)
    shares = _shares(staff, tuple(dice.between(8, 13) for _ in names))
    for number, (name, share) in enumerate(zip(names, shares, strict=True), start=1):
        words = " ".join(name.split())
        code = f"{parent}-{letter}{number:02d}"
        yield UnitPlan(code, words, "room", parent, agency, rooms.theme_of(words), share)


def _kind(kind: str) -> str:
    if kind.startswith("Cơ quan Đảng"):
        return "party"
    if kind.startswith("Mặt trận"):
        return "front"
    return "service_unit" if kind.startswith("Đơn vị sự nghiệp") else "department"


def _shares(total: int, weights: tuple[int, ...]) -> list[int]:
    """Split whole posts by weight, largest remainders first, nothing lost."""
    if not weights:
        return []
    whole = sum(weights)
    shares = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares
