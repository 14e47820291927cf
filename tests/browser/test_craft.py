"""What only a browser knows: width, weight, contrast, keys, touch, paper, no scripts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

PAGES = (
    ("", "/dang-nhap/"),
    ("an.nguyen", "/thang/"),
    ("an.nguyen", "/thang/2026-10/"),
    ("an.nguyen", "/quy-dinh/"),
    ("an.nguyen", "/tinh/"),
    ("truong.phong", "/phong/"),
    ("truong.phong", "/thang/"),
    ("bi.thu", "/tinh/2026-10/"),
    ("bi.thu", "/tinh/"),
    ("van.hanh", "/suc-khoe/"),
    ("an.nguyen", "/vi-tri/"),
    ("an.nguyen", "/vi-tri/II.17/"),
    ("an.nguyen", "/vi-tri-cua-toi/"),
    ("truong.phong", "/vi-tri-cua-toi/"),
    ("truong.phong", "/nang-luc/"),
    ("truong.phong", "/nang-luc/KH00131/"),
    ("noi.vu", "/nang-luc/"),
    ("an.nguyen", "/bao-mat/"),
    ("an.nguyen", "/bao-mat/ung-dung/"),
    ("an.nguyen", "/bao-mat/mat-khau/"),
    ("an.nguyen", "/xac-nhan-lai/"),
    ("an.nguyen", "/tu-cham/"),
    ("duc.hoang", "/tu-cham/2026-10/"),
    ("truong.phong", "/cham-phieu/"),
    ("chu.tich", "/cham-phieu/"),
)

BUTTONS = ("/bao-mat/", "/bao-mat/ung-dung/", "/bao-mat/mat-khau/", "/xac-nhan-lai/")
TAPPED = (
    ".tabs a, .months a, .btn, summary, select, input:not([type=radio]), .brand, textarea,"
    " .five label, .tap, tbody th a, table:not(.cards) thead a"
)
"""What a thumb taps; the heads of cards are there for ears alone on a phone."""


@pytest.mark.parametrize(("reader", "path"), PAGES)
def test_a_page_is_light_fits_every_width_and_is_read_by_everybody(
    signed_in: Open, site: str, reader: str, path: str
):
    page = signed_in(reader, at="")
    with _light(page, site):
        page.goto(path)
        assert too_wide(page) == []
        assert path not in BUTTONS or too_small(page, "main .btn", least=24) == []
        page.set_viewport_size({"width": PHONE, "height": 800})
        assert too_small(page, TAPPED) == []
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert serious(page) == []


@contextmanager
def _light(page: Page, site: str) -> Iterator[None]:
    """What is opened meanwhile weighs little, asks one host, and breaks no rule of its own."""
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received, asked, said = [], [], []
    network.on("Network.loadingFinished", lambda one: received.append(one["encodedDataLength"]))
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text))
    yield
    page.wait_for_load_state("networkidle")
    assert sum(received) <= 100_000
    assert len(asked) <= 8
    assert [url for url in asked if not url.startswith(site)] == []
    assert [text for text in said if "403" not in text] == []


def test_the_first_tab_reaches_the_skip_link_and_focus_is_seen(signed_in: Open):
    page = signed_in("an.nguyen")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Đến nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"


def test_arrows_walk_the_rows_and_enter_opens_one(signed_in: Open):
    page = signed_in("truong.phong")
    rows = page.locator("tr[data-row] th a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/nguoi/"))


def test_units_are_filtered_and_sorted_without_a_page_load(signed_in: Open):
    page = signed_in("bi.thu")
    page.evaluate("window.stayed = true")
    page.get_by_label("Lọc theo tên").fill("khanh vinh")
    expect(page.locator("[data-units] tbody tr:visible")).to_have_count(1)
    page.get_by_label("Lọc theo tên").fill("")
    page.get_by_role("link", name="Người", exact=True).click()
    first = page.locator("[data-units] tbody tr").first
    expect(first).to_contain_text("Phường Nha Trang")
    page.get_by_role("link", name="Người", exact=True).click()
    expect(first).to_contain_text("Xã Bắc Khánh Vĩnh")
    assert page.evaluate("window.stayed")


def test_everything_works_without_scripts(signed_in: Open):
    page = signed_in("bi.thu", scripts=False)
    page.get_by_label("Lọc theo tên").fill("khanh vinh")
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator("[data-units] tbody tr")).to_have_count(1)
    page.get_by_role("link", name="Trung bình").click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("Trung bình")
    page.get_by_role("link", name="Xã Bắc Khánh Vĩnh").last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Xã Bắc Khánh Vĩnh")


def test_the_officers_page_works_without_scripts(signed_in: Open):
    page = signed_in("an.nguyen", scripts=False, leaves=True, at="/thang/")
    page.get_by_text("Chậm tiến độ").click()
    expect(page.locator(".parts li:visible").first).to_be_visible()
    page.get_by_role("link", name="tháng 10/2026").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tháng 10/2026")
    page.locator(".who summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đăng nhập")


def test_on_paper_the_causes_are_open_and_the_chrome_is_gone(signed_in: Open):
    page = signed_in("an.nguyen", at="/thang/")
    page.emulate_media(media="print")
    expect(page.locator(".parts li").first).to_be_visible()
    expect(page.locator("nav.nav")).to_be_hidden()
    expect(page.locator(".notice")).to_be_visible()
