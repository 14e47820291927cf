"""The pages where rules are tried, and of means: who opens, sees and does what (see table)."""

from collections.abc import Iterable

from tests.faces.access.asked import CARDS, Page, Thing, over
from tests.faces.access.ruling_sendings import ELSEWHERE
from tests.faces.access.samples import Samples


def runs(samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"pk": samples.rulings.run}), Thing({"pk": 999_999}, known=False))


def people_of_runs(samples: Samples) -> Iterable[Thing]:
    """Only who reads a person's month sees her in a run; whoever did not move is not there."""
    for person in ELSEWHERE:
        yield Thing({"pk": samples.rulings.run, "code": person}, CARDS[person], person)
    yield Thing({"pk": samples.rulings.run, "code": "khong-co"}, known=False)
    yield Thing({"pk": 999_999, "code": "an"}, known=False)


def drafts(samples: Samples) -> Iterable[Thing]:
    yield from (Thing({"pk": samples.rulings.draft}), Thing({"pk": 999_999}, known=False))


def spans(_samples: Samples) -> Iterable[Thing]:
    """A quarter or half-year in which a period was opened; what it lists is asked per person."""
    yield from (Thing({"key": key}) for key in ("2026-Q4", "2026-H2"))
    yield from (Thing({"key": key}, known=False) for key in ("2031-Q1", "2026-11"))


RULINGS: dict[str, Page] = {
    "means": Page("/ky/", ("month.read_unit",)),
    "means_of": Page("/ky/{key}/", ("month.read_unit",), spans),
    "rulings": Page("/quy-dinh/thu/", ("province.read",)),
    "ruling_new": Page("/quy-dinh/thu/so/", ("rulebook.adopt",), post={}),
    "ruling_run": Page("/quy-dinh/thu/so/{pk}/", ("province.read",), runs),
    "ruling_person": Page(
        "/quy-dinh/thu/so/{pk}/{code}/", ("province.read",), people_of_runs, over("month.read_unit")
    ),
    "overlay": Page("/quy-dinh/thu/du-thao/{pk}/", ("province.read",), drafts),
    "overlay_new": Page("/quy-dinh/thu/du-thao/", ("rulebook.adopt",), post={}),
    "overlay_edit": Page("/quy-dinh/thu/du-thao/{pk}/sua/", ("rulebook.adopt",), drafts, post={}),
    "overlay_step": Page(
        "/quy-dinh/thu/du-thao/{pk}/buoc/", ("rulebook.adopt",), drafts, get=False, post={}
    ),
}
