"""Reads of the catalogue: products of the versions in force."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from congvu.apps.catalogue.models import Product


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product as a list shows it; coefficient in tenths (2,7 is 27)."""

    id: int
    version: str
    code: str
    group: str
    section: str
    name: str
    output: str
    complexity: int
    points_tenths: int
    coefficient_tenths: int


def products(*, on: date, version: str | None = None) -> list[ProductRow]:
    """Return the products of the versions in force on a day (of one version), in code order."""
    found = Product.objects.filter(
        Q(version__valid_until=None) | Q(version__valid_until__gt=on), version__valid_from__lte=on
    )
    if version is not None:
        found = found.filter(version__code=version)
    rows = found.order_by("version__code", "code").values_list(
        "pk", F("version__code"), "code", "group", "section", "name", "output", "complexity",
        "points_tenths", "coefficient_tenths",
    )  # fmt: skip
    return [ProductRow(*row) for row in rows]
