"""Tác động: whom a proposed catalogue would have moved in a closed month; names only in reach."""

import gzip
import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue import queries as catalogue_queries
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation import queries as evaluation_queries
from congvu.apps.rulebook.queries import period
from congvu.apps.toolkit import actions
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind
from tests.apps import world
from tests.apps.toolkit.drafts import drafted, row
from tests.faces import town

TAG = re.compile(r"<[^>]+>")
USERS = (*(login.username for login in town.LOGINS), town.NO_ROLE)
OK, NO, HIDDEN = 200, 403, 404
POINTS = {"C.01": 50, "C.02": 200, "C.03": 90}


def text_of(answer) -> str:
    """A page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", answer.content.decode())).split())


def user(name: str) -> User:
    """Somebody of the town."""
    return User.objects.get(username=name)


def path(pk: int) -> str:
    """The page."""
    return f"/de-xuat/{pk}/tac-dong/"


@pytest.fixture
def world_at_work(signed_in) -> None:
    """The town in November: everybody confirmed; An and Giang work from the catalogue DM-XA."""
    signed_in("office")
    version = NewVersion("DM-XA", "Danh mục", "QĐ 1", "UBND", world.START, 50)
    lines = [NewProduct(code, "C", f"Việc {code}", 1, points) for code, points in POINTS.items()]
    catalogue.issue_version(version, lines, by=None, at=world.AT)
    ids = {one.code: one.id for one in catalogue_queries.products(on=world.DUE)}
    november = period(town.MONTH)
    for post in world.POSTS:
        if post.person != "an":
            world.review(november, post.person, leads=post.leads != "none")
            world.done(november, world.task(post.person, post.unit))
    world.done(november, world.task("an", product_id=ids["C.01"]), finished_on=world.DUE)
    unfinished = world.task("an", product_id=ids["C.02"], coefficient=40)
    world.done(november, unfinished, 0)
    giang = world.task("giang", "S", product_id=ids["C.01"])
    world.done(november, giang, 50)


def closed() -> None:
    """Close November."""
    evaluation.close_month(period(town.MONTH), by=None, at=world.AT)


def proposed(unit: str | None = "P", **points: str) -> int:
    """A draft that gives C.01 and C.02 other points and no longer has C.03."""
    told = {"C.01": "5", "C.02": "4"} | points
    rows = [row(code, f"Việc {code}", "Báo cáo", given, "") for code, given in told.items()]
    return actions.start(drafted(rows), unit=unit, by=user("office"), at=world.AT)


def test_the_answer_comes_first(signed_in, world_at_work):
    closed()
    page = text_of(signed_in("tham.dinh").get(path(proposed())))
    before = page.index("Nếu tháng 11/2026 dùng danh mục này: 1 trong 7 người đổi điểm")
    assert before < page.index("Phân bố điểm") < page.index("Từng đơn vị")
    assert "Xem trước, không đổi điểm của ai. So với tháng 11/2026 đã chốt." in page


def test_the_figures_are_those_of_the_preview(signed_in, world_at_work):
    closed()
    pk = proposed()
    page = text_of(signed_in("tham.dinh").get(path(pk)))
    seen = evaluation_queries.impact(
        drafted([row("C.01", "", "", "5", ""), row("C.02", "", "", "4", "")]), period(town.MONTH)
    )
    an = next(one for one in seen.people if one.person == "an")
    told = [f"{points // 100},{points % 100:02}" for points in an.score]
    assert f"Nguyễn Văn An Phòng Kinh tế, Phường Nha Trang {told[0]} → {told[1]}" in page
    assert "C.02 Việc C.02 1 4,0 → 0,8" in page
    assert "1 trong 2 sản phẩm đã dùng đổi hệ số." in page


def test_a_product_that_is_gone_is_listed_with_what_it_keeps(signed_in, world_at_work):
    closed()
    rows = [row("C.01", "Việc", "Báo cáo", "5", "")]
    pk = actions.start(drafted(rows), unit="P", by=user("office"), at=world.AT)
    page = text_of(signed_in("tham.dinh").get(path(pk)))
    assert "Không còn, hoặc không có hệ số trong bản đề xuất (1)" in page
    assert "C.02 Việc C.02 1 4,0 → không còn" in page
    assert "không ai trong 7 người đổi điểm" in page


def test_names_are_told_only_to_those_who_may_read_the_month(signed_in, world_at_work):
    closed()
    pk = proposed(**{"C.01": "50"})
    seen = {name: text_of(signed_in(name).get(path(pk))) for name in ("office", "bi.thu", "noi.vu")}
    told = "người ngoài phạm vi ông/bà được xem tên"
    assert "Nguyễn Văn An" in seen["office"]
    assert "Hồ Giang" not in seen["office"]
    assert "Nguyễn Văn An" not in seen["bi.thu"]
    assert f"Và 2 {told}." in seen["bi.thu"]
    assert "Hồ Giang" in seen["noi.vu"]
    assert told not in seen["noi.vu"]


def test_people_of_units_out_of_reach_are_counted_and_enter_no_mean(signed_in, world_at_work):
    closed()
    pk = proposed(**{"C.01": "50"})
    assert "2 trong 7 người đổi điểm" in text_of(signed_in("noi.vu").get(path(pk)))
    page = text_of(signed_in("office").get(path(pk)))
    assert "1 trong 6 người đổi điểm" in page
    assert "Ngoài phạm vi ông/bà được xem: 1 người ở 1 cơ quan, 1 người đổi điểm." in page
    assert "Sở Nội vụ" not in page


def test_where_one_agency_uses_the_list_its_rooms_are_told(signed_in, world_at_work):
    closed()
    pk = proposed(**{"C.01": "50"})
    assert "Cơ quan, địa phương" in text_of(signed_in("noi.vu").get(path(pk)))
    page = text_of(signed_in("office").get(path(pk)))
    units = page[page.index("Từng đơn vị") :]
    assert "Phòng Văn hóa 2 0 0" in units


@pytest.mark.parametrize("before_the_close", [True, False])
def test_without_a_closed_month_or_without_work_of_the_list_the_page_says_so(
    signed_in, world_at_work, before_the_close
):
    if before_the_close:
        assert "Chưa có tháng nào đã chốt" in text_of(signed_in("office").get(path(proposed())))
        return
    closed()
    other = document(
        ListKind.CATALOGUE, "KHAC", "Khác", {}, {"products": [row("A", "", "", "1", "")]}
    )
    pk = actions.start(other, unit="P", by=user("office"), at=world.AT)
    page = text_of(signed_in("office").get(path(pk)))
    assert "Tháng 11/2026 không có việc nào lấy từ danh mục này." in page
    assert "chưa có gì để so" in page


def test_a_month_is_chosen_among_the_closed_ones(signed_in, world_at_work):
    closed()
    pk = proposed()
    client = signed_in("noi.vu")
    assert client.get(path(pk) + f"?ky={town.MONTH}").status_code == OK
    assert client.get(path(pk) + "?ky=2031-01").status_code == HIDDEN


def test_only_a_catalogue_has_an_impact(signed_in, world_at_work):
    closed()
    told = document(ListKind.LOCAL, "TS", "Tham số", {}, {})
    pk = actions.start(told, by=user("noi.vu"), at=world.AT)
    assert signed_in("noi.vu").get(path(pk)).status_code == HIDDEN


def test_the_page_is_read_by_those_who_may_read_the_draft(signed_in, world_at_work):
    closed()
    pk = proposed()
    seen = {name: signed_in(name).get(path(pk)).status_code for name in USERS}
    readers = {"office", "office2", "noi.vu", "tham.dinh", "bi.thu", "thanh.tra"}
    assert {name for name, status in seen.items() if status == OK} == readers
    assert {seen[name] for name in USERS if name not in readers} == {NO}
    elsewhere = actions.start(
        document(ListKind.CATALOGUE, "S", "S", {}, {}), unit="S", by=user("noi.vu"), at=world.AT
    )
    assert signed_in("office").get(path(elsewhere)).status_code == HIDDEN


def test_the_page_is_light_takes_few_queries_and_writes_nothing(signed_in, world_at_work):
    closed()
    pk = proposed()
    client = signed_in("noi.vu")
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(path(pk))
    read = [one["sql"] for one in asked if re.match(r"\s*(SELECT|WITH)", one["sql"])]
    assert len(read) <= 18, read
    assert not [one for one in asked if re.match(r"\s*(INSERT|UPDATE|DELETE)", one["sql"])]
    assert len(gzip.compress(answer.content)) <= 20_000
    assert period(town.MONTH).ends_on == date(2026, 11, 30)
