"""Reminders, addresses and the reconciliation as a reader meets them: phone, desk, no scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious
from tests.exchange.reconciliation.decisions import Room, decision, written

PAGES = (
    ("an.nguyen", "/nhac-viec/"),
    ("an.nguyen", "/nhac-viec/thu/"),
    ("truong.phong", "/nhac-viec/"),
    ("van.phong", "/nhac-viec/dia-chi/"),
    ("van.phong", "/doi-chieu/"),
)
ROWS = (["Nguyễn Văn Người Lạ", "Chuyên viên", 80.5, "Hoàn thành tốt nhiệm vụ", ""],)


def fits(page: Page) -> None:
    """No sideways scrolling, nothing serious for axe, touch targets large enough on a phone."""
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert serious(page) == []
    page.set_viewport_size({"width": PHONE, "height": 800})
    small = page.evaluate(
        """[...document.querySelectorAll('main a, main button, main select, main summary,'
            + 'main input:not([type=hidden]):not([type=checkbox]):not([type=radio])')]
           .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)
           .map(one => one.outerHTML.slice(0, 120))"""
    )
    assert small == []


@pytest.mark.parametrize(("reader", "path"), PAGES)
def test_the_pages_fit_phone_and_desk(signed_in: Open, reader: str, path: str):
    page = signed_in(reader, at=path)
    fits(page)


def test_the_number_of_reminders_stands_beside_their_link_from_the_first_page_on(signed_in: Open):
    page = signed_in("truong.phong", leaves=True)
    link = page.get_by_role("navigation", name="Các trang", exact=True).get_by_role(
        "link", name="Nhắc việc"
    )
    told = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", name="Nhắc việc", exact=True)).to_be_visible()
    number = told.removeprefix("Nhắc việc").strip(" ()")
    answer = f"Có {number} việc cần xem." if number else "Không có việc nào cần xem ngay."
    expect(page.get_by_text(answer)).to_be_visible()


def test_a_decision_is_compared_without_scripts(signed_in: Open, tmp_path: Path):
    page = signed_in("van.phong", scripts=False, at="/doi-chieu/")
    file = written(tmp_path, decision(Room("", ROWS)))
    page.get_by_label("Tệp danh sách kèm quyết định").set_input_files(file)
    page.get_by_role("button", name="Đối chiếu").click()
    expect(page.get_by_role("heading", name="quyet-dinh.xlsx")).to_be_visible()
    expect(page.get_by_text("dòng cần xem")).to_be_visible()
    page.get_by_role("link", name="Chỉ có trong quyết định").click()
    expect(page.get_by_text("Nguyễn Văn Người Lạ")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="Tải bảng đối chiếu").click()
    assert got.value.suggested_filename.endswith(".xlsx")
    seen = signed_in("van.phong", at=page.url)
    fits(seen)
