"""The pages of organisations: who opens them, sees and does what; part of `table`."""

from collections.abc import Iterable

from tests.faces.access.asked import HEADS, Page, Thing, over
from tests.faces.access.cast import Who
from tests.faces.access.rules import ABOVE, PERSON_OF, holding
from tests.faces.access.samples import Samples

UNKNOWN = "khong-co"
READS = ("room.read_unit", "province.read")


def rated(_samples: Samples) -> Iterable[Thing]:
    """The province itself is not rated."""
    yield from (Thing({"unit": unit}, unit) for unit in ("P", "P1", "P2", "S"))
    yield Thing({"unit": "T"}, "T", known=False)
    yield Thing({"unit": UNKNOWN}, known=False)


def rooms(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"unit": unit}, unit) for unit in ("P", "P1", "S", "T"))
    yield Thing({"unit": UNKNOWN}, known=False)


def _as_head(who: Who, right: str, unit: str, head: str) -> bool:
    """Whether somebody is a unit's head, or acts for her, with a right that reaches there."""
    own = (one for one in holding(who, right)
           if head and (PERSON_OF[one.behalf] if one.behalf else who.person) == head)  # fmt: skip
    return any(one.unit in ABOVE[unit] for one in own)


def _authority(unit: str) -> str:
    above = (HEADS.get(one, "") for one in ABOVE[unit][1:])
    return next((one for one in above if one and one != HEADS.get(unit)), "")


def assesses_or_decides(who: Who, thing: Thing) -> bool:
    if _as_head(who, "organisation.assess_unit", thing.unit, HEADS.get(thing.unit, "")):
        return True
    named = _authority(thing.unit)
    return who.person != HEADS.get(thing.unit) and _as_head(
        who, "organisation.recognise_unit", thing.unit, named
    )


def recognises_here(who: Who, thing: Thing) -> bool:
    head = HEADS.get(thing.unit, "")
    return over(*READS)(who, thing) and _as_head(
        who, "organisation.recognise_unit", thing.unit, head
    )


def nobody(_who: Who, _thing: Thing) -> bool:
    """What there is not before anything is recognised."""
    return False


def every(_who: Who, _thing: Thing) -> bool:
    return True


def sets_criteria(who: Who, _thing: Thing) -> bool:
    return bool(holding(who, "rulebook.adopt"))


ORGANISATIONS: dict[str, Page] = {
    "organisations": Page("/to-chuc/?don-vi={unit}", READS, rooms, over(*READS)),
    "organisation": Page(
        "/to-chuc/{unit}/", READS, rated, over(*READS), assesses_or_decides, post={}
    ),
    "organisation_notice": Page("/to-chuc/{unit}/thong-bao/docx/", READS, rated, nobody),
    "organisation_replace": Page(
        "/to-chuc/{unit}/thay/", ("organisation.recognise_unit",), rated, nobody, post={}
    ),
    "organisations_recognise": Page(
        "/to-chuc/cong-nhan/?don-vi={unit}", ("organisation.recognise_unit",), rooms,
        recognises_here, post={},
    ),
    "organisation_figures": Page("/to-chuc/chi-so/", ("units.keep",), post={}),
    "organisation_criteria": Page(
        "/to-chuc/tieu-chi/", (*READS, "rulebook.adopt"), acts=sets_criteria, post={}
    ),
    "unit_summary": Page("/don-vi/{unit}/tong-hop/", READS, rooms, over(*READS)),
}  # fmt: skip
