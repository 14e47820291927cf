"""A catalogue version is issued whole, its coefficients checked and not believed."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError

from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.catalogue import actions, queries
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.catalogue.models import Product, Version
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
    issue(PLAN)
    issue(replace(PLAN, points_tenths=500), version=replace(
        VERSION, code="DM-01.2", series="DM-01", valid_from=date(2026, 7, 1)
    ))  # fmt: skip
    points = [queries.products(on=date(2026, month, 1))[0].points_tenths for month in (6, 7)]
    assert points == [700, 500]


def test_an_issue_leaves_one_event_with_its_decision():
    issue(PLAN)
    event = Event.objects.get(verb="catalogue.version_issued")
    assert (event.reason, event.clause) == ("QĐ 283", "Đ13")


def test_a_new_edition_ends_the_one_before_it():
    issue(PLAN)
    issue(PLAN, version=replace(
        VERSION, code="DM-01.2", series="DM-01", valid_from=date(2026, 7, 1)
    ))  # fmt: skip
    found = [(one.code, one.number, one.valid_until) for one in queries.versions()]
    assert found == [("DM-01.2", 2, None), ("DM-01", 1, date(2026, 7, 1))]


def test_a_new_edition_cannot_begin_before_the_one_it_supersedes():
    issue(PLAN)
    with pytest.raises(Refused, match="phải sau ngày có hiệu lực"):
        issue(PLAN, version=replace(VERSION, code="DM-01.2", series="DM-01"))


def test_points_outside_the_band_of_their_group_are_refused():
    banded = replace(VERSION, bands={"N3": (510, 1000)})
    with pytest.raises(Refused, match=r"QL\.01: 50 điểm .*từ 51 đến 100"):
        issue(replace(PLAN, points_tenths=500), version=banded)


def test_an_issued_product_stands():
    issue(PLAN)
    with pytest.raises(IntegrityError, match="đã ban hành không sửa"):
        Product.objects.update(points_tenths=1)


def test_an_edition_read_as_a_document_says_what_was_issued():
    row = replace(PLAN, output="Kế hoạch", hours_hundredths=150, difficulty_tenths=700)
    issue(row, version=replace(VERSION, bands={"N3": (510, 1000)}))
    found = queries.document_of("DM-01")
    assert found.settings == {"standard_points": "5", "band_3": "51-100"}
    (told,) = found.rows("products")
    assert (told["points"], told["coefficient"], told["hours"]) == ("70", "14", "1,5")
    assert (told["difficulty"], "volume" in told) == ("70", False)


def test_products_are_found_without_marks_and_filtered_by_their_columns():
    issue(PLAN, replace(PLAN, code="QL.02", name="Báo cáo quý", section="Phòng Kinh tế"))
    search = queries.Wanted(search="cong tac CHUONG")
    assert [row["code"] for row in queries.listed_products("DM-01", search)[1]] == ["QL.01"]
    assert queries.listed_products("DM-01", queries.Wanted(section="Phòng Kinh tế"))[0] == 1
    assert queries.listed_products("DM-01", queries.Wanted(group="B", complexity="N3"))[0] == 0
