"""Lịch kỳ as the Department meets it: phone and desk, without scripts too."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_reminding import fits

READER = "noi.vu"
PAGES = (
    "/lich-ky/",
    "/lich-ky/mo/",
    "/lich-ky/2026-11/gia-han/",
    "/lich-ky/thiet-dat/?muc=tracking",
    "/lich-ky/thiet-dat/?muc=december_cut_off",
)


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_fit_phone_and_desk(signed_in: Open, path: str):
    page = signed_in(READER, at=path)
    fits(page)


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_picture_of_who_holds_what_stands_near_the_top(signed_in: Open, width: int):
    page = signed_in(READER, width=width, at="/lich-ky/")
    expect(page.get_by_role("heading", name="Lịch kỳ")).to_be_visible()
    expect(page.locator(".lead")).to_be_in_viewport()
    bars = page.locator(".stage-bar")
    assert bars.count() == 4
    assert page.locator(".stage-bar .held").first.bounding_box()["width"] > 0


def test_a_step_is_put_off_without_scripts_and_a_mistake_keeps_what_was_typed(signed_in: Open):
    page = signed_in(READER, scripts=False, width=PHONE, at="/lich-ky/")
    page.get_by_role("link", name="Gia hạn").click()
    page.get_by_label("Công bố").check()
    page.get_by_label("Đến hết ngày").fill("01/12/2026")
    page.get_by_label("Lý do").fill("Mất điện diện rộng do bão")
    page.get_by_role("button", name="Gia hạn").last.click()
    expect(page.get_by_role("alert")).to_contain_text("đang có hạn 05/12/2026")
    expect(page.get_by_label("Lý do")).to_have_value("Mất điện diện rộng do bão")
    expect(page.get_by_label("Công bố")).to_be_checked()
    page.get_by_label("Đến hết ngày").fill("08/12/2026")
    page.get_by_role("button", name="Gia hạn").last.click()
    expect(page.get_by_text("Công bố, toàn tỉnh: đến 08/12/2026")).to_be_visible()
