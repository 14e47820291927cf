"""Writes to the catalogue: an edition is issued whole, with all its products."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.catalogue.enums import Complexity, ProductGroup
from congvu.apps.catalogue.models import Product, Version
from congvu.apps.org.queries import unit_ids
from congvu.engine.lists.document import written
from congvu.kernel.fixed import half_up
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import fold, nfc


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
    unit_of_count: str = ""
    difficulty_tenths: int | None = None
    volume_tenths: int | None = None
    breadth_tenths: int | None = None
    reach_tenths: int | None = None
    hours_hundredths: int | None = None
    default_days: int | None = None
    note: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class NewVersion:
    """An edition to issue; `standard_points_tenths`: 5 points is 50.

    `series` names its catalogue (the first edition's code if empty); the edition in force before
    it ends on the day it begins. `bands` are points in tenths by complexity group, {"N1":
    (10, 100)}; no bands, no bounds. `unit` is whose catalogue it is, by code; none: common.
    """

    code: str
    name: str
    decision: str
    issued_by: str
    valid_from: date
    standard_points_tenths: int
    valid_until: date | None = None
    source: str = ""
    series: str = ""
    unit: str | None = None
    bands: Mapping[str, tuple[int, int]] = field(default_factory=FrozenMap)
    decided_on: date | None = None


@transaction.atomic
def issue_version(
    version: NewVersion, products: Sequence[NewProduct], *, by: Actor | None, at: datetime
) -> int:
    """Issue an edition with its products (Đ13) and return its id; the one before it ends.

    Raises Refused for a coefficient that is not points over standard points, half up to one
    decimal, points outside the band of their group, a code given twice, a group or complexity
    that does not exist, or a first day not after that of the edition before.
    """
    if version.standard_points_tenths <= 0:
        raise Refused("Điểm của sản phẩm chuẩn phải lớn hơn 0.")
    _refuse_lines(version, products)
    with in_words(Version, Product):
        before = _supersede(version)
        made = Version.objects.create(
            code=version.code,
            series=version.series or version.code,
            number=before.number + 1 if before else 1,
            unit_id=unit_ids([version.unit])[version.unit] if version.unit else None,
            bands={group: list(band) for group, band in version.bands.items()},
            decided_on=version.decided_on,
            name=nfc(version.name),
            decision=nfc(version.decision),
            issued_by=nfc(version.issued_by),
            valid_from=version.valid_from,
            valid_until=version.valid_until,
            standard_points_tenths=version.standard_points_tenths,
            source=nfc(version.source),
        )
        Product.objects.bulk_create(
            [_product(made, row, place) for place, row in enumerate(products)], batch_size=2000
        )
    audit.record(
        "catalogue.version_issued",
        kind="catalogue_version",
        object_id=version.code,
        label=version.name,
        by=by,
        at=at,
        reason=version.decision,
        clause="Đ13",
        payload=listed([[row.code, row.points_tenths] for row in products])
        | {"supersedes": before.code if before else ""},
    )
    return made.pk


def next_code(series: str) -> str:
    """Return the code that the next edition of a catalogue gets: its series, then series.2 …"""
    editions = Version.objects.filter(series=series).count()
    return f"{series}.{editions + 1}" if editions else series


def _supersede(version: NewVersion) -> Version | None:
    """End the latest edition of the catalogue on the day the new one begins."""
    series = version.series or version.code
    before = Version.objects.select_for_update().filter(series=series).order_by("-number").first()
    if before is not None and before.valid_until is None:
        before.valid_until = version.valid_from
        before.save(update_fields=["valid_until"])
    return before


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
        low, high = version.bands.get(f"N{row.complexity}", (0, row.points_tenths))
        if not low <= row.points_tenths <= high:
            raise Refused(
                f"{row.code}: {written(row.points_tenths, 1)} điểm nằm ngoài khung của nhóm "
                f"N{row.complexity} (từ {written(low, 1)} đến {written(high, 1)})."
            )


def _product(version: Version, row: NewProduct, place: int) -> Product:
    return Product(
        version=version,
        place=place,
        search_key=fold(f"{row.code} {row.name} {row.detail} {row.output}"),
        unit_of_count=nfc(row.unit_of_count),
        difficulty_tenths=row.difficulty_tenths,
        volume_tenths=row.volume_tenths,
        breadth_tenths=row.breadth_tenths,
        reach_tenths=row.reach_tenths,
        hours_hundredths=row.hours_hundredths,
        default_days=row.default_days,
        note=nfc(row.note),
        source=nfc(row.source),
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
