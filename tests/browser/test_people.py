"""Units, people and the search box in a browser: on a phone, without scripts, all the way."""

import pytest
from playwright.sync_api import expect

from congvu.exchange.demo import story
from tests.browser.conftest import DESK, PHONE, Open

PAGES = (
    "/don-vi/",
    "/don-vi/?ngay=30/06/2025",
    f"/don-vi/{story.WARD}/",
    f"/don-vi/{story.ROOM}/sap-xep/",
    f"/nhan-su/?don-vi={story.WARD}",
    f"/nhan-su/{story.AN}/",
    "/nhan-su/them/",
    "/nap-nhan-su/",
    "/tim/?q=an",
)

CONTROLS = "header input, main button, main select, main summary, " + ", ".join(
    f"main input[type={kind}]" for kind in ("search", "text", "file")
) + ", main input:not([type])"  # fmt: skip
SMALL = """names => [...document.querySelectorAll(names)]
  .map(one => [one.textContent.trim().slice(0, 40), one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && box.height > 1 && box.height < 43.5)
  .map(([name]) => name)"""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_out_of_the_page_and_every_control_meets_a_thumb(signed_in: Open, path: str):
    page = signed_in("van.phong", width=PHONE, at=path)
    assert page.evaluate(SMALL, CONTROLS) == []
    for width in (PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        over = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert (width, over) == (width, 0)


def test_an_old_ward_is_found_from_any_page_and_leads_to_the_new(signed_in: Open):
    page = signed_in("an.nguyen", width=PHONE, scripts=False)
    page.get_by_role("searchbox", name="Tìm người").fill("loc tho")
    page.keyboard.press("Enter")
    main = page.locator("main")
    expect(main).to_contain_text("Phường Lộc Thọ")
    main.get_by_role("link", name="Phường Nha Trang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phường Nha Trang")
    expect(main).to_contain_text("Nhập vào đây")


def test_an_absence_is_entered_and_taken_back_without_scripts(signed_in: Open):
    page = signed_in("van.phong", width=PHONE, scripts=False, at=f"/nhan-su/{story.AN}/")
    page.get_by_text("Ghi nghỉ, vắng mặt").click()
    form = page.locator("#nghi form")
    form.get_by_label("Ngày đầu").fill("30/02/2027")
    form.get_by_role("button", name="Ghi kỳ nghỉ").click()
    expect(page.locator("#nghi")).to_contain_text("tháng 2/2027 có các ngày từ 1 đến 28")
    expect(form.get_by_label("Ngày đầu")).to_have_value("30/02/2027")
    form.get_by_label("Ngày đầu").fill("28/02/2027")
    form.get_by_role("button", name="Ghi kỳ nghỉ").click()
    away = page.locator("section", has_text="Nghỉ, vắng mặt").first
    expect(away).to_contain_text("từ 28/02/2027")
    page.get_by_text("Sửa kỳ nghỉ này").click()
    page.get_by_label("Lý do bỏ kỳ nghỉ").fill("Ghi nhầm")
    page.get_by_role("button", name="Bỏ", exact=True).click()
    expect(page.locator("main")).to_contain_text("Không có kỳ nghỉ nào được ghi")
