"""Reads of the catalogue: editions, their products, and an edition as a document."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Coalesce, Length

from congvu.apps.catalogue.models import Product, Version
from congvu.apps.org.queries import Words
from congvu.engine.lists.document import Document, document, written
from congvu.engine.lists.sheets import ListKind, Row
from congvu.kernel.vietnamese import fold, nfc


class UnknownVersion(LookupError):
    """An edition that was never issued."""


class UnknownProduct(LookupError):
    """A product that is in no edition."""


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


@dataclass(frozen=True, slots=True)
class VersionRow:
    """An edition; `unit` is the code of whose catalogue it is, None for a common one."""

    id: int
    code: str
    series: str
    number: int
    name: str
    unit: str | None
    unit_name: str | None
    unit_path: str | None
    decision: str
    decided_on: date | None
    issued_by: str
    valid_from: date
    valid_until: date | None
    standard_points_tenths: int
    bands: dict[str, list[int]]
    source: str
    products: int

    def holds_on(self, day: date) -> bool:
        """Whether the edition is in force on a day."""
        return self.valid_from <= day and (self.valid_until is None or day < self.valid_until)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader of a list asked for; empty fields ask for nothing."""

    search: str = ""
    group: str = ""
    section: str = ""
    complexity: str = ""


_PRODUCT = (
    "pk", F("version__code"), "code", "group", "section", "name", "output", "complexity",
    "points_tenths", "coefficient_tenths",
)  # fmt: skip
_VERSION = (
    "pk", "code", "series", "number", "name", F("unit__code"), F("unit__name"), F("unit__path"),
    "decision", "decided_on", "issued_by", "valid_from", "valid_until", "standard_points_tenths",
    "bands", "source", "count",
)  # fmt: skip


def products(*, on: date, version: str | None = None) -> list[ProductRow]:
    """Return the products of the editions in force on a day (of one edition), in code order."""
    found = Product.objects.filter(
        Q(version__valid_until=None) | Q(version__valid_until__gt=on), version__valid_from__lte=on
    )
    if version is not None:
        found = found.filter(version__code=version)
    rows = found.order_by("version__code", "code").values_list(*_PRODUCT)
    return [ProductRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class OfferedProduct:
    """A product that a unit may assign; `unit` is whose catalogue it is in, None for a common one.

    `default_days` are working days, None where the catalogue sets none; coefficient in tenths.
    """

    id: int
    code: str
    name: str
    output: str
    counted_in: str
    coefficient_tenths: int
    default_days: int | None
    unit: str | None
    depth: int


def offered_products(
    unit_path: str,
    *,
    on: date,
    search: str = "",
    most: int | None = None,
    chosen: int | None = None,
) -> list[OfferedProduct]:
    """Return what a unit may assign on a day: of its own catalogue first, then of those above it.

    The search takes every word of it, marks and case aside; names that hold it with its very marks
    come first among those of one catalogue, the shortest before longer ones. `chosen` (by id) is
    listed first, found or not.
    """
    steps = unit_path.strip("/").split("/")
    above = ["/" + "/".join(steps[: count + 1]) + "/" for count in range(len(steps))]
    found = Product.objects.filter(
        Q(version__valid_until=None) | Q(version__valid_until__gt=on),
        Q(version__unit=None) | Q(version__unit__path__in=above),
        version__valid_from__lte=on,
    ).annotate(
        depth=Coalesce(Length("version__unit__path"), 0),
        exact=Case(When(name__icontains=nfc(search).strip(), then=0), default=1),
        taken=Case(When(pk=chosen or 0, then=0), default=1),
    )
    for word in fold(search).split():
        found = found.filter(Q(search_key__contains=word) | Q(pk=chosen or 0))
    shortest = (Length("name"),) if search.strip() else ()
    rows = found.order_by(
        "taken", "-depth", "exact", *shortest, "version__code", "place", "pk"
    ).values_list(
        "pk", "code", "name", "output", "unit_of_count", "coefficient_tenths", "default_days",
        F("version__unit__code"), "depth",
    )  # fmt: skip
    return [OfferedProduct(*row) for row in rows[:most]]


def product_named(product_id: int) -> ProductRow:
    """Return one product by its id; raises UnknownProduct."""
    row = Product.objects.filter(pk=product_id).values_list(*_PRODUCT).first()
    if row is None:
        raise UnknownProduct("Không có sản phẩm này trong danh mục.")
    return ProductRow(*row)


def product_keys(product_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Return by id the (series, code) by which products are the same through the editions."""
    rows = Product.objects.filter(pk__in=product_ids)
    return {
        pk: (series, code) for pk, series, code in rows.values_list("pk", "version__series", "code")
    }


@dataclass(frozen=True, slots=True)
class DatedProduct:
    """A product with its series and the days its edition holds (`until` is the first day after)."""

    series: str
    product: ProductRow
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether its edition is in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def dated_products(keys: Collection[tuple[str, str]]) -> list[DatedProduct]:
    """Return the products of these (series, code) in every edition, the latest first."""
    rows = Product.objects.filter(
        version__series__in={series for series, _ in keys}, code__in={code for _, code in keys}
    ).order_by("-version__valid_from")
    return [
        DatedProduct(series, ProductRow(*row), since, until)
        for series, since, until, *row in rows.values_list(
            "version__series", "version__valid_from", "version__valid_until", *_PRODUCT
        )
        if (series, row[2]) in keys
    ]


def products_in_force(product_ids: Collection[int], *, on: date) -> dict[int, tuple[int, int]]:
    """Return for each product the id and coefficient (tenths) it has in the edition of a day.

    A product is the same through the editions of its series by its code; one that is no longer
    listed on that day is left out.
    """
    rows = Product.objects.filter(
        Q(version__valid_until=None) | Q(version__valid_until__gt=on),
        version__valid_from__lte=on,
    )
    asked = product_keys(product_ids)
    held = rows.filter(code__in={code for _, code in asked.values()})
    now = {
        (series, code): (pk, weight)
        for pk, series, code, weight in held.values_list(
            "pk", "version__series", "code", "coefficient_tenths"
        )
    }
    return {pk: now[key] for pk, key in asked.items() if key in now}


def versions() -> list[VersionRow]:
    """Return every edition, by series, latest edition first (its name may change between two)."""
    return _versions(Version.objects.all())


def version(code: str) -> VersionRow:
    """Return one edition; raises UnknownVersion."""
    found = _versions(Version.objects.filter(code=code))
    if not found:
        raise UnknownVersion(f"Không có danh mục mang mã “{code}”.")
    return found[0]


def editions_of(series: str) -> list[VersionRow]:
    """Return the editions of a catalogue, latest first, however they are named."""
    found = _versions(Version.objects.filter(series=series))
    return sorted(found, key=lambda row: row.number, reverse=True)


def version_of(series: str, *, on: date) -> VersionRow | None:
    """Return the edition of a catalogue in force on a day, else its latest, else None."""
    found = editions_of(series)
    return next((row for row in found if row.holds_on(on)), next(iter(found), None))


def listed_products(
    code: str, wanted: Wanted, *, first: int = 0, most: int | None = None
) -> tuple[int, list[Row]]:
    """Return how many products of an edition match, and those from `first` on, at most `most`.

    The search takes every word of it, marks and case aside, anywhere in code, name or output.
    """
    found = _matching(Product.objects.filter(version__code=code), wanted)
    last = None if most is None else first + most
    return found.count(), [row_of(one) for one in found.order_by("place", "pk")[first:last]]


def sections_of(code: str) -> tuple[str, ...]:
    """Return the sections of an edition in its order."""
    rows = Product.objects.filter(version__code=code).order_by("place").values_list("section")
    return tuple(dict.fromkeys(name for (name,) in rows))


def document_of(code: str) -> Document:
    """Return an edition as a document, as it would be drafted; raises UnknownVersion."""
    found = version(code)
    rows = Product.objects.filter(version__code=code).order_by("place", "pk")
    settings = {"standard_points": written(found.standard_points_tenths, 1)} | {
        f"band_{group[1:]}": "-".join(written(edge, 1) for edge in band)
        for group, band in found.bands.items()
    }
    return document(
        ListKind.CATALOGUE, found.series, found.name, settings, {"products": _rows(rows)}
    )


def _rows(found: QuerySet[Product]) -> Sequence[Row]:
    return [row_of(product) for product in found]


def row_of(product: Product) -> Row:
    """Return a product as a row of the PRODUCTS sheet."""
    tenths = {
        "points": product.points_tenths,
        "coefficient": product.coefficient_tenths,
        "difficulty": product.difficulty_tenths,
        "volume": product.volume_tenths,
        "breadth": product.breadth_tenths,
        "reach": product.reach_tenths,
    }
    hours, days = product.hours_hundredths, product.default_days
    return {
        "code": product.code,
        "group": product.group,
        "section": product.section,
        "name": product.name,
        "detail": product.detail,
        "output": product.output,
        "unit": product.unit_of_count,
        "complexity": f"N{product.complexity}",
        **{name: "" if value is None else written(value, 1) for name, value in tenths.items()},
        "hours": "" if hours is None else written(hours, 2),
        "days": "" if days is None else str(days),
        "note": product.note,
        "source": product.source,
    }


def _matching(found: QuerySet[Product], wanted: Wanted) -> QuerySet[Product]:
    for word in fold(wanted.search).split():
        found = found.filter(search_key__contains=word)
    if wanted.group:
        found = found.filter(group=wanted.group)
    if wanted.section:
        found = found.filter(section=wanted.section)
    if wanted.complexity:
        found = found.filter(complexity=wanted.complexity.removeprefix("N"))
    return found


def _versions(found: QuerySet[Version]) -> list[VersionRow]:
    counted = found.annotate(count=Count("products")).order_by("series", "-number")
    return [VersionRow(*row) for row in counted.values_list(*_VERSION)]


@dataclass(frozen=True, slots=True)
class ProductHit:
    """A product found, with the edition it stands in; coefficient in tenths."""

    code: str
    name: str
    coefficient_tenths: int
    version: str
    version_name: str


def search_products(text: str, *, on: date, most: int = 20) -> list[ProductHit]:
    """Return products of the editions in force on a day that hold the words in any order.

    Names as typed come first, then whole words, then parts of words; each in code order.
    """
    words = Words.of(text)
    if not words.anywhere:
        return []
    matches, given = words.matches("p.search_key")
    rank, ranked = words.rank("p.name", "p.search_key")
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT p.code, p.name, p.coefficient_tenths, v.code, v.name
            FROM catalogue_product p JOIN catalogue_version v ON v.id = p.version_id
            WHERE {matches} AND v.valid_from <= %s
              AND (v.valid_until IS NULL OR v.valid_until > %s)
            ORDER BY {rank}, p.code, v.code LIMIT %s""",  # noqa: S608 - our own words
            [*given, on, on, *ranked, most],
        )
        return [ProductHit(*row) for row in cursor.fetchall()]
