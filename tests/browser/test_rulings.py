"""Thử quy định as the Department and the leadership meet it: phone and desk, without scripts."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.test_reminding import fits

PATH = "/quy-dinh/thu/"


def test_the_pages_fit_phone_and_desk(signed_in: Open):
    page = signed_in("noi.vu", at=PATH)
    fits(page)
    paths = [f"{PATH}so/", f"{PATH}du-thao/"]
    for link in page.locator("tbody th a").all():
        paths.append(link.get_attribute("href") or "")
    assert len(paths) == 5
    for path in paths:
        page.goto(path)
        fits(page)
    page.goto(paths[-1])
    page.get_by_role("link", name="Giải thích hai bên").first.click()
    expect(page.get_by_role("heading", name="Từng nguyên nhân")).to_be_visible()
    fits(page)


def test_a_run_answers_in_the_first_screen_and_keeps_names_from_the_leadership(signed_in: Open):
    for width in (PHONE, DESK):
        page = signed_in("bi.thu", width=width, at=PATH)
        page.get_by_role("link", name="Tháng 10/2026").last.click()
        expect(page.locator(".lead")).to_be_in_viewport()
        expect(page.get_by_text("tên từng người không hiện")).to_be_visible()
        assert page.get_by_role("link", name="Giải thích hai bên").count() == 0


def test_a_change_is_drafted_previewed_proposed_and_adopted_without_scripts(signed_in: Open):
    page = signed_in("noi.vu", scripts=False, width=PHONE, at="/quy-dinh/")
    page.get_by_role("link", name="Thử quy định").click()
    page.get_by_role("link", name="Soạn dự thảo").click()
    page.get_by_label("Mức thấp nhất của chất lượng").fill("75 %")
    page.get_by_label("Quyết định").fill("QĐ 90/QĐ-UBND")
    page.get_by_label("Lý do đổi").fill("Các xã đề nghị")
    page.get_by_role("button", name="Ghi dự thảo").click()
    expect(page.get_by_role("alert")).to_contain_text("phải từ 0 % đến 50 %")
    expect(page.get_by_label("Quyết định")).to_have_value("QĐ 90/QĐ-UBND")
    page.get_by_label("Mức thấp nhất của chất lượng").fill("25 %")
    page.get_by_role("button", name="Ghi dự thảo").click()
    page.get_by_role("button", name="Xem trước").click()
    expect(page.get_by_text("người đổi mức")).to_be_visible()
    page.get_by_role("button", name="Đề nghị áp dụng").click()
    expect(page.get_by_text("Ông/bà đề nghị thì người khác áp dụng.")).to_be_visible()
    other = signed_in("tham.dinh", scripts=False, at=page.url)
    other.get_by_role("button", name="Áp dụng").click()
    expect(other.get_by_text("Đã áp dụng; dự thảo này giữ nguyên")).to_be_visible()
