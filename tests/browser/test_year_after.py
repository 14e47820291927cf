"""A year without points and a result replaced, in a browser: every width, by thumb."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

PAGES = [
    ("an.nguyen", "/xep-loai/tieu-chi/2025/"),
    ("noi.vu", "/xep-loai/tieu-chi/2025/"),
    ("tham.dinh", "/xep-loai/thay-the/"),
]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_the_pages_fit_every_width_and_hide_from_nobody(signed_in: Open, who: str, path: str):
    page = signed_in(who, at=path)
    assert serious(page) == []
    assert too_wide(page) == []


def test_the_second_person_sees_before_and_after_and_answers_by_thumb(signed_in: Open):
    page = signed_in("tham.dinh", width=PHONE, at="/xep-loai/thay-the/")
    page.get_by_role("listitem").filter(has_text="Chờ kiểm tra").get_by_role("link").click()
    expect(page.get_by_text("Nếu thay")).to_be_visible()
    assert too_small(page, "main .btn, main summary") == []
    assert (serious(page), too_wide(page)) == ([], [])
    page.get_by_text("Không đồng ý").first.click()
    page.get_by_role("button", name="Gửi: không đồng ý").click()
    expect(page.get_by_role("alert")).to_contain_text("phải ghi lý do")
