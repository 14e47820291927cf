"""Organisations in a browser: pages that fit everybody, recognition without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

WARD, ROOM = "KH-22366", "KH-22366-KT"
PAGES = (
    ("chu.tich", ("/to-chuc/", f"/to-chuc/{ROOM}/", f"/to-chuc/{WARD}/", "/to-chuc/cong-nhan/",
                  f"/don-vi/{WARD}/tong-hop/")),
    ("noi.vu", ("/to-chuc/", "/to-chuc/chi-so/", "/to-chuc/tieu-chi/")),
)  # fmt: skip
TAPPED = ".btn, summary, select, main input:not([type=radio]):not([type=checkbox]), .tap, .org-pick"


@pytest.mark.parametrize(("reader", "paths"), PAGES)
def test_every_page_fits_and_is_read_and_tapped_by_everybody(signed_in: Open, reader, paths):
    page = signed_in(reader, at="")
    for path in paths:
        page.goto(path)
        assert too_wide(page) == [], path
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        page.set_viewport_size({"width": PHONE, "height": 800})
        assert serious(page) == [], path
        assert too_small(page, TAPPED) == [], path


def test_a_chair_looks_at_a_room_and_recognises_it_without_scripts(signed_in: Open):
    page = signed_in("chu.tich", scripts=False, at="/to-chuc/KH-22366-KT/")
    page.get_by_role("checkbox", name="Còn hạn chế").check()
    page.get_by_role("button", name="Đã xem xét").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi hạn chế nào chưa khắc phục")
    page.locator("#con-han-che-ghi").fill("Hai kiến nghị kiểm toán")
    page.get_by_role("button", name="Đã xem xét").click()
    expect(page.get_by_text("Đã xem xét xong")).to_be_visible()
    page.goto("/to-chuc/cong-nhan/")
    page.locator("#quyet-dinh").fill("QĐ 45/QĐ-UBND")
    page.get_by_role("button", name="Công nhận", exact=True).click()
    expect(page.get_by_text(re.compile("Đã công nhận 1 tổ chức"))).to_be_visible()
    expect(page.get_by_text("QĐ 45/QĐ-UBND")).to_be_visible()
