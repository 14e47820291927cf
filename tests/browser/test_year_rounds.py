"""Xếp loại năm on a desk and a phone: a round, its calibration, a level moved without scripts."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.evaluation import actions
from congvu.apps.evaluation.queries import years as year_queries
from congvu.apps.rulebook.queries import year_period, years_opened
from congvu.exchange.demo.story import WARD
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

YEAR, AT = 2026, datetime(2026, 11, 23, 7, tzinfo=UTC)
ROUND = f"/xep-loai/{YEAR}/{WARD}/"


def _apart(act: Callable[..., object], *given: object) -> object:
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once() -> object:
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(once).result()


def _opened() -> None:
    if all(one.key != str(YEAR) for one in years_opened()):
        actions.begin_year(YEAR, by=None, at=AT)
    period = year_period(YEAR)
    for one in year_queries.rounds_of(period.id):
        if not one.is_decided:
            actions.keep_tally(one, period, at=AT)


@pytest.fixture
def year(site: str) -> None:
    """The year 2026, open and computed."""
    _apart(_opened)


def _fits(page: Page) -> None:
    assert serious(page) == []
    assert too_wide(page) == []


@pytest.mark.parametrize("path", ["", "can-chinh/", "quyet-dinh/"])
def test_a_rounds_pages_fit_and_can_be_tapped(signed_in: Open, year: None, path: str) -> None:
    page = signed_in("chu.tich", width=PHONE, at=ROUND + path)
    expect(page.locator("h1")).to_be_visible()
    assert too_small(page, "main .btn, main .tap, main select") == []
    _fits(page)


def test_without_scripts_a_level_is_moved_down_and_seen_in_the_calibration(
    signed_in: Open, year: None
) -> None:
    page = signed_in("chu.tich", width=PHONE, scripts=False, at=ROUND + "?muc=good")
    page.locator("tr[data-row] th a").nth(-1).click()
    name = page.locator("h1").inner_text()
    page.get_by_label("Lý do").first.fill("Đơn thư đã xác minh")
    page.get_by_role("button", name="Chuyển mức", exact=True).click()
    expect(page.get_by_text("Đã chuyển mức.")).to_be_visible()
    page.goto(ROUND + "can-chinh/")
    expect(page.get_by_text("Đơn thư đã xác minh")).to_be_visible()
    expect(page.get_by_role("link", name=name)).to_be_visible()


def test_home_affairs_looks_over_the_province_on_a_desk(signed_in: Open, year: None) -> None:
    page = signed_in("noi.vu", width=DESK, at="/xep-loai/")
    _fits(page)
    page.set_viewport_size({"width": DESK, "height": 800})
    page.get_by_role("link", name="Cân chỉnh toàn tỉnh").click()
    expect(page.get_by_text("Từ điểm đến mức cuối")).to_be_visible()
    _fits(page)
