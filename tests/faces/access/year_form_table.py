"""The pages of forms, meetings and papers of a year; part of `table`."""

from collections.abc import Iterable

from tests.faces.access.asked import CARDS, Page, Thing, over, reads_month
from tests.faces.access.cast import Who
from tests.faces.access.rules import reaches
from tests.faces.access.samples import Samples
from tests.faces.access.year_forms import BUREAU, MEMBERS

UNKNOWN = "khong-co"
ROUNDS = {"alice": "T", "giang": "T"}
"""Who is in another round than that of the ward."""
READS = ("own.rate", "rating.prepare_unit", "month.read_unit")
HOLDS = over("rating.prepare_unit", "rating.decide_unit")
OVER_ROUND = ("rating.prepare_unit", "rating.decide_unit", "month.read_unit")


def years(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"year": 2026}), Thing({"year": 2031}, known=False))


def forms(_samples: Samples) -> Iterable[Thing]:
    for person, unit in CARDS.items():
        yield Thing({"year": 2026, "code": person}, unit, person)
    yield Thing({"year": 2031, "code": "an"}, known=False)
    yield Thing({"year": 2026, "code": UNKNOWN}, known=False)


def few_forms(samples: Samples) -> Iterable[Thing]:
    return (one for one in forms(samples) if one.person in ("an", "alice", "giang", ""))


def meetings(samples: Samples) -> Iterable[Thing]:
    yield Thing({"pk": samples.meeting}, "P1", whose=MEMBERS)
    yield Thing({"pk": 999_999}, known=False)


def callings(_samples: Samples) -> Iterable[Thing]:
    for unit, held in (("P1", "P"), ("P2", "P"), ("P", "P"), ("P", "T"), ("S", "T")):
        yield Thing({"unit": unit, "round": held}, unit)
    yield Thing({"unit": "S", "round": "P"}, known=False)
    yield Thing({"unit": UNKNOWN, "round": "P"}, known=False)


def rooms(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"unit": unit}, unit) for unit in ("P", "P1", "S"))
    yield Thing({"unit": UNKNOWN}, known=False)


def decisions(_samples: Samples) -> Iterable[Thing]:
    """None is signed yet in the town."""
    yield Thing({"pk": 999_999}, known=False)


def prepares(who: Who, thing: Thing) -> bool:
    """Whoever prepares the round that the person is in; nobody for herself."""
    held = ROUNDS.get(thing.person, "P")
    return who.person != thing.person and reaches(who, "rating.prepare_unit", held)


def belongs(who: Who, thing: Thing) -> bool:
    return bool(who.person) and who.person in thing.whose


def reads_meeting(who: Who, thing: Thing) -> bool:
    return belongs(who, thing) or HOLDS(who, thing) or over("month.read_unit")(who, thing)


def keeps_minutes(who: Who, thing: Thing) -> bool:
    return who.person in BUREAU or HOLDS(who, thing)


def nobody(_who: Who, _thing: Thing) -> bool:
    return False


YEAR_FORMS: dict[str, Page] = {
    "own_rating": Page("/xep-loai/cua-toi/", ("own.rate",), post={"viec": "luu"}),
    "own_rating_of": Page(
        "/xep-loai/{year}/cua-toi/", ("own.rate",), years, post={"viec": "luu"}
    ),
    "rating": Page(
        "/xep-loai/{year}/nguoi/{code}/", ("own.month", "month.read_unit"), forms, reads_month,
        prepares, post={"viec": "phuong-an", "noi-dung": "Bồi dưỡng"},
    ),
    "meetings": Page("/xep-loai/hop/", READS),
    "meetings_of": Page("/xep-loai/{year}/hop/", READS, years),
    "meeting_call": Page(
        "/xep-loai/2026/hop/goi/?don-vi={unit}&dot={round}",
        ("rating.prepare_unit", "rating.decide_unit"), callings, HOLDS, post={"gio": "8"},
    ),
    "meeting": Page(
        "/xep-loai/hop/{pk}/", READS, meetings, reads_meeting, keeps_minutes,
        post={"viec": "ket-thuc", "gio": "8"},
    ),
    "meeting_opinions": Page(
        "/xep-loai/hop/{pk}/y-kien/", ("own.rate",), meetings, belongs, post={"yk-0": ""}
    ),
    "rating_paper": Page(
        "/xep-loai/{year}/nguoi/{code}/phieu/docx/", ("own.month", "month.read_unit"), few_forms,
        reads_month,
    ),
    "rating_notice": Page(
        "/xep-loai/{year}/nguoi/{code}/thong-bao/docx/", ("own.month", "month.read_unit"),
        few_forms, nobody,
    ),
    "minutes_paper": Page("/xep-loai/hop/{pk}/bien-ban/docx/", READS, meetings, reads_meeting),
    "rating_decision_paper": Page("/xep-loai/quyet-dinh/{pk}/docx/", OVER_ROUND, decisions),
    "rating_list_paper": Page(
        "/xep-loai/2026/danh-sach/docx/?don-vi={unit}", OVER_ROUND, rooms, over(*OVER_ROUND)
    ),
}  # fmt: skip
