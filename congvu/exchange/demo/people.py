"""The officials of the demo province: who sits where, who leads, who answers for what."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from congvu.exchange.demo import rooms, sheets
from congvu.exchange.demo.dice import Dice, Weighted
from congvu.exchange.demo.names import Name, make_name
from congvu.exchange.demo.offices import UnitPlan

STARTED = date(2025, 7, 1)
HEAD, DEPUTY, NONE = "head", "deputy", "none"
CIVIL_SERVANT = "civil_servant"


@dataclass(frozen=True, slots=True)
class Hand:
    """How a person works: chances per mille of a late, failed or short product, and general marks.

    `spare` is how often (per mille) a general criterion gets its full marks.
    """

    late: int
    failed: int
    short: int
    spare: int


FLAWLESS = Hand(0, 0, 0, 1000)
STRONG = Hand(130, 100, 60, 620)
SOLID = Hand(310, 270, 170, 350)
ORDINARY = Hand(430, 390, 280, 270)
WEAK = Hand(640, 590, 470, 200)
FAILING = Hand(960, 930, 900, 60)
HANDS = Weighted(((STRONG, 100), (SOLID, 460), (ORDINARY, 338), (WEAK, 74), (FAILING, 28)))


@dataclass(frozen=True, slots=True)
class PostingPlan:
    """A primary posting in one unit; `until` is the first day after it, None while it lasts."""

    unit: str
    title: str
    position: str
    leads: str
    peer_group: str
    field: str = ""
    since: date = STARTED
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """A synthetic official, the postings held in order, and the hand that does the work.

    `fields` are the product families of the desk; `away` is the day a long leave began; `fixed`
    people belong to the story and keep their seat.
    """

    code: str
    name: Name
    kind: str
    postings: tuple[PostingPlan, ...]
    hand: Hand
    fields: tuple[str, ...]
    away: date | None = None
    away_reason: str = ""
    fixed: bool = False

    def posting_on(self, day: date) -> PostingPlan:
        """The posting held on a day (the last one begun by then)."""
        held = [posting for posting in self.postings if posting.since <= day]
        return held[-1] if held else self.postings[0]


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """What a deputy is assigned: a whole unit or one person (the other is '')."""

    deputy: str
    unit: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """One post of a unit before a person is found for it."""

    title: str
    position: str
    leads: str
    fields: tuple[str, ...] = ()


# Product families by the commune positions of the real list (vtvl_commune_42_positions).
DESKS: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    rooms.BUREAU: (
        ("II.02", ("VP",)),
        ("II.04", ("VP",)),
        ("II.26", ("VP", "DC")),
        ("II.32", ("VP",)),
        ("II.01", ("VP",)),
        ("II.03", ("VP", "DC")),
        ("II.29", ("VP",)),
        ("II.25", ("VP", "DC")),
    ),
    rooms.ECONOMY: (
        ("II.15", ("KTDC",)),
        ("II.06", ("KTTC",)),
        ("II.10", ("KTXD",)),
        ("II.13", ("KTNN",)),
        ("II.15", ("KTDC", "GPMB")),
        ("II.07", ("KTTC",)),
        ("II.16", ("KTMT",)),
        ("II.15", ("GPMB",)),
        ("II.09", ("KTXD",)),
        ("II.12", ("KTTC", "KTXD")),
    ),
    rooms.CULTURE: (
        ("II.17", ("NV",)),
        ("II.18", ("ASXH",)),
        ("II.20", ("GD",)),
        ("II.24", ("YTE",)),
        ("II.22", ("VHTT",)),
        ("II.21", ("VHTT", "GD")),
        ("II.19", ("NV", "ASXH")),
        ("II.32", ("VHXHKT", "ASXH")),
    ),
    rooms.ONE_STOP: (
        ("II.25", ("HCC",)),
        ("II.25", ("HCC",)),
        ("II.04", ("HCC", "VP")),
        ("II.27", ("HCC",)),
        ("II.15", ("HCC",)),
    ),
}
CHIEFS = {
    rooms.BUREAU: (("I.01", "Chánh Văn phòng"), ("I.02", "Phó Chánh Văn phòng")),
    rooms.ECONOMY: (("I.03", "Trưởng phòng"), ("I.04", "Phó Trưởng phòng")),
    rooms.CULTURE: (("I.03", "Trưởng phòng"), ("I.04", "Phó Trưởng phòng")),
    rooms.ONE_STOP: (("I.05", "Giám đốc Trung tâm"), ("I.06", "Phó Giám đốc Trung tâm")),
}
FIELD_WORDS = {
    "KTDC": "đất đai",
    "KTTC": "tài chính, đầu tư",
    "KTXD": "xây dựng, giao thông",
    "KTNN": "nông nghiệp",
    "KTMT": "môi trường",
    "GPMB": "giải phóng mặt bằng",
    "NV": "nội vụ",
    "ASXH": "an sinh xã hội",
    "GD": "giáo dục",
    "YTE": "y tế",
    "VHTT": "văn hóa, thông tin",
    "VHXHKT": "kế toán",
    "VP": "văn phòng, tư pháp",
    "HCC": "tiếp nhận và trả kết quả",
    "DC": "tổng hợp",
}


@cache
def position_names() -> dict[str, str]:
    """Code → name of the real commune positions."""
    return {row["code"]: row["position"] for row in sheets.rows(sheets.POSITIONS)}


def desks(unit: UnitPlan) -> list[Desk]:
    """The posts of a unit, its head first, then deputies, then officers."""
    if unit.theme == rooms.LEADERSHIP:
        return _leaders(unit)
    if unit.kind == "commune_room":
        return _commune_room(unit)
    deputies = 1 + (unit.staff >= 11) + (unit.staff >= 19)
    head, deputy = _room_titles(unit.name)
    officers = unit.staff - 1 - deputies
    return [
        Desk(head, "", HEAD, (unit.theme,)),
        *[Desk(deputy, "", DEPUTY, (unit.theme,))] * deputies,
        *(Desk(_rank(unit.code, i), "", NONE, (unit.theme,)) for i in range(officers)),
    ]


def _leaders(unit: UnitPlan) -> list[Desk]:
    if unit.kind == "commune":
        place = {"Phườn": "phường", "Đặc k": "đặc khu"}.get(unit.name[:5], "xã")
        head, deputy = f"Chủ tịch UBND {place}", f"Phó Chủ tịch UBND {place}"
    else:
        head, deputy = _agency_titles(unit.name)
    count = max(0, unit.staff - 1)
    return [Desk(head, "", HEAD), *[Desk(deputy, "", DEPUTY)] * count][: unit.staff]


def _agency_titles(name: str) -> tuple[str, str]:
    if name.startswith("Sở"):
        return f"Giám đốc {name}", f"Phó Giám đốc {name}"
    if name.startswith("Chi cục"):
        return "Chi cục trưởng", "Phó Chi cục trưởng"
    if name.startswith("Thanh tra"):
        return "Chánh Thanh tra tỉnh", "Phó Chánh Thanh tra tỉnh"
    if name.startswith("Văn phòng"):
        return f"Chánh {name}", f"Phó Chánh {name}"
    if name.startswith(("Ủy ban", "Hội")):
        short = {"Ủy ban Kiểm tra Tỉnh ủy": "Chủ nhiệm"}.get(name, "Chủ tịch")
        return f"{short} {name}", f"Phó {short} {name}"
    if name.startswith("Đảng ủy"):
        return f"Phó Bí thư Thường trực {name}", f"Phó Bí thư {name}"
    return f"Trưởng {name}", f"Phó Trưởng {name}"


def _room_titles(name: str) -> tuple[str, str]:
    if name.startswith("Văn phòng"):
        return "Chánh Văn phòng", "Phó Chánh Văn phòng"
    if name.startswith("Hạt"):
        return "Hạt trưởng", "Phó Hạt trưởng"
    if name.startswith("Đội"):
        return "Đội trưởng", "Phó Đội trưởng"
    return ("Trưởng ban", "Phó Trưởng ban") if name[:3] == "Ban" else ("Trưởng phòng", "Phó phòng")


def _rank(unit: str, number: int) -> str:
    return Dice("rank", unit, str(number)).draw(RANKS)


RANKS = Weighted((("Chuyên viên", 72), ("Chuyên viên chính", 22), ("Cán sự", 6)))


def _commune_room(unit: UnitPlan) -> list[Desk]:
    (head_code, head), (deputy_code, deputy) = CHIEFS[unit.theme]
    deputies = 1 + (unit.staff >= 7)
    pattern = DESKS[unit.theme]
    families = tuple(dict.fromkeys(family for _, inner in pattern for family in inner))
    listed = [Desk(head, head_code, HEAD, families)]
    listed += [Desk(deputy, deputy_code, DEPUTY, families)] * deputies
    for number in range(unit.staff - 1 - deputies):
        code, inner = pattern[number % len(pattern)]
        listed.append(Desk(_rank(unit.code, number), code, NONE, inner))
    return listed


def peer_group(unit: UnitPlan, desk: Desk) -> str:
    """The group of similar tasks inside the agency in which a person is compared."""
    if unit.theme == rooms.LEADERSHIP and unit.code == unit.agency:
        return "Lãnh đạo cơ quan"
    if desk.leads == HEAD:
        return "Trưởng phòng và tương đương"
    if desk.leads == DEPUTY:
        return "Phó trưởng phòng và tương đương"
    return "Công chức tiếp nhận, trả kết quả" if unit.theme == rooms.ONE_STOP else "Công chức"


def staff(units: Iterable[UnitPlan], *, reserved: Collection[str]) -> Iterator[PersonPlan]:
    """Every official in unit order; `reserved` codes are kept for the story."""
    number = 0
    for unit in units:
        commune = unit.agency.removeprefix("KH-")
        for seat, desk in enumerate(desks(unit)):
            number += 1
            while f"KH{number:05d}" in reserved:
                number += 1
            dice = Dice("person", unit.code, str(seat))
            yield PersonPlan(
                code=f"KH{number:05d}",
                name=make_name(dice, commune),
                kind=CIVIL_SERVANT,
                postings=(_posting(unit, desk),),
                hand=_hand(dice, desk),
                fields=desk.fields,
            )


def _posting(unit: UnitPlan, desk: Desk) -> PostingPlan:
    words = [FIELD_WORDS[family] for family in desk.fields if family in FIELD_WORDS]
    field = ", ".join(words) if desk.leads == NONE else ""
    return PostingPlan(
        unit.code, desk.title, desk.position, desk.leads, peer_group(unit, desk), field
    )


def _hand(dice: Dice, desk: Desk) -> Hand:
    hand = dice.draw(HANDS)
    if desk.leads != NONE and hand in (WEAK, FAILING):
        return ORDINARY
    return Hand(
        *(_shaken(share, dice) for share in (hand.late, hand.failed, hand.short, hand.spare))
    )


def _shaken(share: int, dice: Dice) -> int:
    """No two hands are alike: a share is up to a quarter more or less."""
    return share + share * dice.between(-250, 250) // 1000


def with_leave(people: Iterable[PersonPlan]) -> Iterator[PersonPlan]:
    """Some officers begin maternity leave; a few are on long sick leave or study."""
    for person in people:
        dice = Dice("leave", person.code)
        officer = person.postings[-1].leads == NONE and not person.fixed
        if officer and person.name.female and dice.chance(22):
            day = date(2026, dice.between(5, 11), dice.between(1, 20))
            yield replace(person, away=day, away_reason="Nghỉ thai sản")
        elif officer and dice.chance(4):
            day = date(2026, dice.between(6, 10), dice.between(1, 20))
            yield replace(person, away=day, away_reason="Nghỉ ốm dài ngày")
        else:
            yield person


def with_transfers(people: Iterable[PersonPlan], units: Iterable[UnitPlan]) -> Iterator[PersonPlan]:
    """About one officer in 120 moves to another room of the same kind in mid-period."""
    theme_of: dict[str, str] = {}
    alike: dict[str, list[str]] = {}
    for unit in units:
        theme_of[unit.code] = unit.theme
        if unit.theme != rooms.LEADERSHIP:
            alike.setdefault(unit.theme, []).append(unit.code)
    for person in people:
        yield _moved(person, alike.get(theme_of[person.postings[-1].unit], []))


def _moved(person: PersonPlan, alike: list[str]) -> PersonPlan:
    here, dice = person.postings[-1], Dice("transfer", person.code)
    if here.leads != NONE or person.away or person.fixed or not dice.chance(8):
        return person
    there = dice.pick(alike)
    if there == here.unit:
        return person
    day = date(2026, dice.between(7, 10), dice.between(6, 24))
    moved = replace(here, unit=there, since=day)
    return replace(person, postings=(replace(here, until=day), moved))


def fields_of_deputies(people: list[PersonPlan], units: list[UnitPlan]) -> Iterator[FieldPlan]:
    """Deputies of agencies answer for units, deputies of rooms for officers, shared out in turn."""
    seats: dict[str, list[PersonPlan]] = {}
    for person in people:
        seats.setdefault(person.postings[-1].unit, []).append(person)
    children: dict[str, list[str]] = {}
    for unit in units:
        children.setdefault(unit.parent, []).append(unit.code)
    for unit in units:
        here = seats.get(unit.code, [])
        deputies = [person.code for person in here if person.postings[-1].leads == DEPUTY]
        if not deputies:
            continue
        below = children.get(unit.code, [])
        for number, code in enumerate(below):
            yield FieldPlan(deputies[number % len(deputies)], unit=code)
        officers = [person.code for person in here if person.postings[-1].leads == NONE]
        for number, code in enumerate(officers if not below else ()):
            if number % (len(deputies) + 1) < len(deputies):
                yield FieldPlan(deputies[number % (len(deputies) + 1)], person=code)
