"""The pages of a year's rounds: who opens them, sees and does what; part of `table`."""

from collections.abc import Iterable

from tests.faces.access.asked import HEADS, Page, Thing, over
from tests.faces.access.cast import Who
from tests.faces.access.rules import PERSON_OF, holding, reaches
from tests.faces.access.samples import Samples

UNKNOWN = "khong-co"
OPENS = ("rating.prepare_unit", "rating.decide_unit", "month.read_unit")
READS = over(*OPENS)
ROUND_OF = {"an": "P", "binh": "P", "giang": "T"}
"""In whose round somebody is."""


def rounds(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"unit": "P"}, "P"), Thing({"unit": "T"}, "T"))
    yield from (Thing({"unit": "P1"}, known=False), Thing({"unit": UNKNOWN}, known=False))


def people(_samples: Samples) -> Iterable[Thing]:
    for person, unit in ROUND_OF.items():
        yield Thing({"unit": unit, "code": person}, unit, person)
    yield Thing({"unit": "P", "code": "giang"}, known=False)
    yield Thing({"unit": "P", "code": UNKNOWN}, known=False)


def years(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"year": 2026}), Thing({"year": 2031}, known=False))


def decides(who: Who, thing: Thing) -> bool:
    """Whoever heads the round's unit, or acts for her; nobody about herself."""
    head = HEADS.get(thing.unit)
    others = not thing.person or who.person != thing.person
    return others and any(
        (PERSON_OF[one.behalf] if one.behalf else who.person) == head and head
        for one in holding(who, "rating.decide_unit")
    )


def prepares(who: Who, thing: Thing) -> bool:
    return reaches(who, "rating.prepare_unit", thing.unit) or decides(who, thing)


YEAR_ROUNDS: dict[str, Page] = {
    "years": Page("/xep-loai/", ("own.rate", *OPENS, "year.open")),
    "year_open": Page("/xep-loai/mo/", ("year.open",), get=False, post={"nam": "2026"}),
    "province_calibration": Page("/xep-loai/{year}/can-chinh/", ("province.read",), years),
    "year_round": Page("/xep-loai/2026/{unit}/", OPENS, rounds, READS),
    "year_calibration": Page(
        "/xep-loai/2026/{unit}/can-chinh/", OPENS, rounds, READS, decides,
        post={"viec": "nang", "can-cu": "Bằng khen"},
    ),
    "year_decision": Page(
        "/xep-loai/2026/{unit}/quyet-dinh/", OPENS, rounds, READS, prepares,
        post={"viec": "tra", "ly-do": "Lại"},
    ),
    "year_person": Page(
        "/xep-loai/2026/{unit}/nguoi/{code}/", OPENS, people, READS, decides,
        post={"viec": "thu-tu", "thu-tu": "1", "ly-do": "Sáng kiến"},
    ),
    "year_public": Page(
        "/xep-loai/2026/{unit}/cong-khai/", ("own.rate", *OPENS), rounds,
        lambda _who, _thing: False,
    ),
}  # fmt: skip
