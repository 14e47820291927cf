"""The pages of a year without points and of what follows a year's decision; part of `table`."""

from collections.abc import Iterable

from tests.faces.access.asked import Page, Thing, over, reads_month
from tests.faces.access.cast import NEW, Who
from tests.faces.access.dispute_table import CARDS, UNKNOWN, amends
from tests.faces.access.rules import has
from tests.faces.access.samples import Samples
from tests.faces.access.years_after import DECIDED, FORMS, RATED, TOLD

PREPARES = "rating.prepare_unit"


def years(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"year": TOLD}), Thing({"year": 2031}, known=False))


def told(_samples: Samples) -> Iterable[Thing]:
    for person, unit in FORMS.items():
        yield Thing({"year": TOLD, "code": person}, unit, person)
    yield Thing({"year": TOLD, "code": UNKNOWN}, known=False)


def decided(_samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"year": DECIDED}), Thing({"year": 2031}, known=False))


def results(_samples: Samples) -> Iterable[Thing]:
    for person in ("an", "chi", "dung", "giang", "mai"):
        yield Thing({"year": DECIDED, "code": person}, (CARDS | NEW)[person], person)
    yield Thing({"year": TOLD, "code": "an"}, known=False)
    yield Thing({"year": DECIDED, "code": UNKNOWN}, known=False)


def replaced(samples: Samples) -> Iterable[Thing]:
    for person, number in samples.replacements.items():
        yield Thing({"pk": number}, CARDS[person], person)
    yield Thing({"pk": 999_999}, known=False)


def has_form(who: Who, _thing: Thing) -> bool:
    """Whoever has a form of the year, and may rate herself, sends to it."""
    return who.person in FORMS and has(who, "own.rate")


def has_result(who: Who, _thing: Thing) -> bool:
    return who.person in RATED


def prepares(who: Who, thing: Thing) -> bool:
    return who.person != thing.person and over(PREPARES)(who, thing)


def nobody(_who: Who, _thing: Thing) -> bool:
    return False


YEAR_AFTER: dict[str, Page] = {
    "year_criteria": Page(
        "/xep-loai/tieu-chi/{year}/", ("own.rate", PREPARES), years, finds=has_form, post={}
    ),
    "year_criteria_of": Page(
        "/xep-loai/tieu-chi/{year}/{code}/", (PREPARES,), told, prepares, post={}
    ),
    "year_objection": Page(
        "/xep-loai/kien-nghi/{year}/", ("own.object",), decided, has_result, post={}
    ),
    "replacements": Page("/xep-loai/thay-the/", ("month.read_unit",)),
    "replacement_new": Page(
        "/xep-loai/thay-the/lap/{year}/{code}/", ("result.amend_unit",), results, amends, post={}
    ),
    "replacement": Page(
        "/xep-loai/thay-the/{pk}/", ("own.month", "month.read_unit"), replaced, reads_month
    ),
    "replacement_check": Page(
        "/xep-loai/thay-the/{pk}/kiem-tra/", ("result.amend_unit",), replaced, reads_month,
        amends, get=False, post={},
    ),
    "replacement_sign": Page(
        "/xep-loai/thay-the/{pk}/ky/", ("result.decide_unit",), replaced, reads_month, nobody,
        get=False, post={},
    ),
}  # fmt: skip
