"""Tìm: people within reach, units of today and of long ago, products in force."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from congvu.apps.catalogue.queries import ProductHit
from congvu.apps.org.queries import UnitHit
from congvu.apps.positions.queries import PersonHit
from congvu.web.people.units_page import FoundUnit, found_unit
from congvu.web.shared.names import name_parts
from congvu.web.shared.numbers import coefficient


@dataclass(frozen=True)
class FoundPerson:
    """A person found, with where she works."""

    before: str
    given: str
    after: str
    href: str
    told: str


@dataclass(frozen=True)
class FoundProduct:
    """A product found, with its list and its coefficient."""

    name: str
    href: str
    told: str


@dataclass(frozen=True)
class SearchPage:
    """The whole page; `more` tells which parts hold more than is shown."""

    asked: str
    answer: str
    people: tuple[FoundPerson, ...]
    units: tuple[FoundUnit, ...]
    products: tuple[FoundProduct, ...]
    more: tuple[str, ...]


def search_page(
    asked: str,
    people: Sequence[PersonHit],
    units: Sequence[UnitHit],
    products: Sequence[ProductHit],
    *,
    most: int,
) -> SearchPage:
    """The page of what was found; each part has at most `most` rows, one more says so."""
    parts = (("người", people), ("đơn vị", units), ("sản phẩm", products))
    counted = [
        f"{min(len(found), most)}{'+' if len(found) > most else ''} {name}"
        for name, found in parts
        if found
    ]
    return SearchPage(
        asked=asked,
        answer=", ".join(counted),
        people=tuple(map(_person, people[:most])),
        units=tuple(map(found_unit, units[:most])),
        products=tuple(map(_product, products[:most])),
        more=tuple(name for name, found in parts if len(found) > most),
    )


def _person(one: PersonHit) -> FoundPerson:
    told = ", ".join(filter(None, (one.title, one.unit_name))) or "không giữ vị trí nào hôm nay"
    return FoundPerson(
        *name_parts(one.full_name, one.given), reverse("person", args=(one.code,)), told
    )


def _product(one: ProductHit) -> FoundProduct:
    href = f"{reverse('catalogue', args=(one.version,))}?tim={one.code}"
    told = f"{one.code} · hệ số {coefficient(one.coefficient_tenths)} · {one.version_name}"
    return FoundProduct(one.name, href, told)
