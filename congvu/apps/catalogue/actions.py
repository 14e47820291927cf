"""Writes to the catalogue: a version is issued whole, with all its products."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.catalogue.enums import Complexity, ProductGroup
from congvu.apps.catalogue.models import Product, Version
from congvu.kernel.fixed import half_up
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewProduct:
    """A line of a version to issue; points in tenths (70 points is 700).

    `coefficient_tenths` is what the paper states; it is checked, not believed. None: computed.
    """

    code: str
    group: str
    name: str
    complexity: int
    points_tenths: int
    section: str = ""
    detail: str = ""
    output: str = ""
    coefficient_tenths: int | None = None


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A catalogue version to issue; `standard_points_tenths`: 5 points is 50."""

    code: str
    name: str
    decision: str
    issued_by: str
    valid_from: date
    standard_points_tenths: int
    valid_until: date | None = None
    source: str = ""


@transaction.atomic
def issue_version(
    version: NewVersion, products: Sequence[NewProduct], *, by: Actor | None, at: datetime
) -> int:
    """Issue a dated version with its products (Đ13) and return its id.

    Raises Refused for a coefficient that is not points over standard points, half up to one
    decimal, a code given twice, or a group or complexity that does not exist.
    """
    if version.standard_points_tenths <= 0:
        raise Refused("Điểm của sản phẩm chuẩn phải lớn hơn 0.")
    _refuse_lines(version, products)
    with in_words(Version, Product):
        made = Version.objects.create(
            code=version.code,
            name=nfc(version.name),
            decision=nfc(version.decision),
            issued_by=nfc(version.issued_by),
            valid_from=version.valid_from,
            valid_until=version.valid_until,
            standard_points_tenths=version.standard_points_tenths,
            source=nfc(version.source),
        )
        Product.objects.bulk_create([_product(made, row) for row in products], batch_size=2000)
    audit.record(
        "catalogue.version_issued",
        kind="catalogue_version",
        object_id=version.code,
        label=version.name,
        by=by,
        at=at,
        reason=version.decision,
        clause="Đ13",
        payload=listed([[row.code, row.points_tenths] for row in products]),
    )
    return made.pk


def coefficient_tenths(points_tenths: int, standard_points_tenths: int) -> int:
    """Return points over the standard product's points in tenths, half up (Đ13.1)."""
    return half_up(10 * points_tenths, standard_points_tenths)


def _refuse_lines(version: NewVersion, products: Sequence[NewProduct]) -> None:
    for row in products:
        right = coefficient_tenths(row.points_tenths, version.standard_points_tenths)
        if row.coefficient_tenths not in (None, right):
            raise Refused(
                f"{row.code}: hệ số {row.coefficient_tenths}/10 khác điểm chia điểm chuẩn "
                f"({right}/10)."
            )
        if row.group not in ProductGroup.values or row.complexity not in Complexity.values:
            raise Refused(f"{row.code}: nhóm phải là A–D, độ phức tạp phải từ N1 đến N5.")


def _product(version: Version, row: NewProduct) -> Product:
    return Product(
        version=version,
        code=row.code,
        group=row.group,
        section=nfc(row.section),
        name=nfc(row.name),
        detail=nfc(row.detail),
        output=nfc(row.output),
        complexity=row.complexity,
        points_tenths=row.points_tenths,
        standard_points_tenths=version.standard_points_tenths,
        coefficient_tenths=coefficient_tenths(row.points_tenths, version.standard_points_tenths),
    )
