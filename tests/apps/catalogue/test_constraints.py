"""What the tables of the catalogue promise."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.db.models import Model

from congvu.apps.catalogue.models import Product, Version
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def version(**changes: object) -> Model:
    row = {
        "code": "DM-01", "series": "DM", "name": "Danh mục", "decision": "QĐ 283",
        "issued_by": "UBND xã", "valid_from": world.START, "standard_points_tenths": 50,
    }  # fmt: skip
    return Version.objects.create(**row | changes)


def product(**changes: object) -> Model:
    issued = Version.objects.first() or version()
    row = {
        "version": issued, "code": "QL.01", "group": "A", "name": "Chương trình", "complexity": 3,
        "points_tenths": 700, "standard_points_tenths": 50, "coefficient_tenths": 140,
    }  # fmt: skip
    return Product.objects.create(**row | changes)


VERSIONS = [
    Promise(
        "catalogue_version_days",
        holds={},
        broken={"valid_until": world.START},
        edge={"valid_until": world.START + DAY},
    ),
    Promise(
        "catalogue_version_standard",
        holds={},
        broken={"standard_points_tenths": 0},
        edge={"standard_points_tenths": 1},
    ),
]
VERSIONS += [
    Promise(
        "catalogue_version_number",
        beside={"valid_until": world.START + DAY},
        holds={"code": "DM-02", "number": 2, "valid_from": world.START + DAY},
        broken={"code": "DM-02", "valid_from": world.START + DAY},
        edge={"code": "DM-02", "series": "DM2"},
    ),
    Promise(
        "catalogue_version_one_a_day",
        beside={"valid_until": world.START + 2 * DAY},
        holds={"code": "DM-02", "series": "DM2"},
        broken={"code": "DM-02", "number": 2, "valid_from": world.START + DAY},
        edge={"code": "DM-02", "number": 2, "valid_from": world.START + 2 * DAY},
    ),
]
PRODUCTS = [
    Promise(
        "catalogue_product_criteria",
        holds={},
        broken={"difficulty_tenths": 400, "volume_tenths": 299},
        edge={"difficulty_tenths": 400, "reach_tenths": 300},
    ),
    Promise(
        "catalogue_product_hours",
        holds={},
        broken={"hours_hundredths": 0},
        edge={"hours_hundredths": 1},
    ),
    Promise(
        "catalogue_product_code",
        beside={},
        holds={"code": "QL.02"},
        broken={},
        edge={"code": "ql.01"},
    ),
    Promise(
        "catalogue_product_coefficient",
        holds={},
        broken={"coefficient_tenths": 139},
        edge={"points_tenths": 86, "coefficient_tenths": 17},
    ),
    Promise(
        "catalogue_product_complexity", holds={}, broken={"complexity": 6}, edge={"complexity": 5}
    ),
]
ALL = [
    *((Version, version, promise) for promise in VERSIONS),
    *((Product, product, promise) for promise in PRODUCTS),
]
EACH = pytest.mark.parametrize(("model", "make", "promise"), ALL)


@EACH
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@EACH
def test_the_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize(("points", "coefficient"), [(5, 1), (2, 0), (3, 1), (124, 25), (123, 25)])
def test_the_coefficient_is_rounded_half_up(points, coefficient):
    product(points_tenths=points, coefficient_tenths=coefficient)


def test_a_product_cannot_name_other_standard_points_than_its_version():
    version()
    with pytest.raises(IntegrityError, match="catalogue_product_standard"):
        product(standard_points_tenths=100, coefficient_tenths=70)


def test_no_constraint_goes_without_its_three_rows():
    # The unique key on (id, standard points) only serves the two-column foreign key above.
    serving = Promise("catalogue_version_standard_of", holds={}, broken={}, edge={})
    every_constraint_is_promised(Version, [*VERSIONS, serving])
    every_constraint_is_promised(Product, PRODUCTS)
