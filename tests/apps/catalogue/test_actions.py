"""A catalogue version is issued whole, its coefficients checked and not believed."""

from dataclasses import replace
from datetime import date

import pytest

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import actions, queries
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Version
from tests.apps import world

pytestmark = pytest.mark.django_db
VERSION = NewVersion("DM-01", "Danh mục", "QĐ 283", "UBND xã", world.START, 50)
PLAN = NewProduct("QL.01", "A", "Chương trình công tác", 3, 700)


def issue(*products, version=VERSION):
    return actions.issue_version(version, products, by=None, at=world.AT)


def test_the_coefficient_is_points_over_standard_points():
    issue(PLAN, replace(PLAN, code="QL.02", points_tenths=86))
    found = [row.coefficient_tenths for row in queries.products(on=date(2026, 11, 1))]
    assert found == [140, 17]


def test_a_stated_coefficient_that_does_not_follow_is_refused_and_nothing_is_issued():
    with pytest.raises(Refused, match=r"QL\.01: hệ số 139/10"):
        issue(replace(PLAN, coefficient_tenths=139))
    assert not Version.objects.exists()


@pytest.mark.parametrize("change", [{"group": "E"}, {"complexity": 6}])
def test_groups_and_complexities_that_do_not_exist_are_refused(change):
    with pytest.raises(Refused, match="A–D"):
        issue(replace(PLAN, **change))


def test_products_are_read_from_the_version_of_the_day():
    issue(PLAN, version=replace(VERSION, valid_until=date(2026, 7, 1)))
    issue(replace(PLAN, points_tenths=500), version=replace(
        VERSION, code="DM-02", valid_from=date(2026, 7, 1)
    ))  # fmt: skip
    points = [queries.products(on=date(2026, month, 1))[0].points_tenths for month in (6, 7)]
    assert points == [700, 500]


def test_an_issue_leaves_one_event_with_its_decision():
    issue(PLAN)
    event = Event.objects.get(verb="catalogue.version_issued")
    assert (event.reason, event.clause) == ("QĐ 283", "Đ13")
