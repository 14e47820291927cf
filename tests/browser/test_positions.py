"""An official finds her position and says what she is able to do; her head answers; with or
without scripts, on a phone and at a desk."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open

widths = pytest.mark.parametrize("width", [PHONE, DESK])
scripts = pytest.mark.parametrize("scripts", [True, False])
LANGUAGE = "Sử dụng ngoại ngữ"
DUC, PHUC = "KH00127", "KH00131"


def of(page: Page, competency: str):
    """The row of a competency in the form."""
    return page.locator(".able > li").filter(has=page.get_by_text(competency, exact=True))


@widths
@scripts
def test_an_official_says_her_level_and_sees_what_is_missing(
    signed_in: Open, width: int, scripts: bool
):
    page = signed_in("an.nguyen", width=width, scripts=scripts)
    page.locator("details.who summary").click()
    page.get_by_role("link", name="Vị trí của tôi").locator("visible=true").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đất đai")
    missing = page.locator(".gaps")
    expect(missing).to_contain_text(f"Thiếu 1 cấp: {LANGUAGE} (yêu cầu 2–3, hiện 1)")
    row = of(page, LANGUAGE)
    expect(row.get_by_text("Giao tiếp cơ bản.")).to_be_visible()
    row.locator("label", has_text="2").click()
    expect(row.get_by_text("Giao tiếp cơ bản.")).to_be_hidden()
    row.get_by_role("textbox").fill("Chứng chỉ bậc 2")
    page.get_by_role("button", name="Lưu tự đánh giá").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 1 mức tự đánh giá")
    expect(missing).to_have_count(0)
    row = of(page, LANGUAGE)
    expect(row.get_by_role("textbox")).to_have_value("Chứng chỉ bậc 2")
    row.locator("label", has_text="1").click()
    row.get_by_role("textbox").fill("Chưa có chứng chỉ; đọc được tài liệu ngắn")
    page.get_by_role("button", name="Lưu tự đánh giá").click()
    expect(missing).to_contain_text(LANGUAGE)


def test_levels_are_chosen_with_the_keys(signed_in: Open):
    page = signed_in("an.nguyen", at="/vi-tri-cua-toi/")
    row = of(page, LANGUAGE)
    row.locator("input:checked").focus()
    page.keyboard.press("ArrowRight")
    expect(row.locator("input:checked")).to_have_value("2")
    expect(row.locator("input:checked")).to_be_focused()
    outline = row.locator("input:checked + label").evaluate("e => getComputedStyle(e).outlineWidth")
    assert outline == "3px"


@widths
@scripts
def test_a_head_finds_who_lacks_what_and_must_say_why(signed_in: Open, width: int, scripts: bool):
    page = signed_in("truong.phong", width=width, scripts=scripts, at="/nang-luc/")
    expect(page.locator(".lacks tbody tr").first).to_contain_text(LANGUAGE)
    page.get_by_role("link", name="Bùi Gia Phúc").click()
    expect(page.locator("main")).to_contain_text("đánh giá khi đổi vị trí")
    row = of(page, "Quan hệ phối hợp")
    row.locator("label", has_text="5").click()
    page.get_by_role("button", name="Lưu đánh giá").click()
    expect(page).to_have_title(re.compile("^Lỗi: Năng lực"))
    expect(page.get_by_role("alert")).to_contain_text("Cấp 5 khác mức tự đánh giá")
    page.get_by_role("alert").get_by_role("link", name="Quan hệ phối hợp").click()
    row = of(page, "Quan hệ phối hợp")
    expect(row).to_be_in_viewport()
    expect(row.locator("input:checked")).to_have_value("5")


def test_a_head_agrees_with_all_that_was_said(signed_in: Open):
    page = signed_in("truong.phong", at=f"/nang-luc/{DUC}/")
    page.get_by_role("button", name="đồng ý với các mức tự đánh giá còn lại").click()
    expect(page.get_by_role("status")).to_contain_text("Đã lưu 17 mức đánh giá")
    expect(page.locator("main")).to_contain_text("người quản lý đánh giá 17/17")


@widths
def test_anybody_finds_a_position_without_marks_and_takes_its_paper_along(
    signed_in: Open, width: int
):
    page = signed_in("noi.vu", width=width, at="/vi-tri/")
    page.locator("main").get_by_role("searchbox").fill("noi vu")
    page.locator("main").get_by_role("button", name="Tìm").click()
    page.get_by_role("link", name="Chuyên viên về lĩnh vực nội vụ").click()
    expect(page.locator("main")).to_contain_text("Hoàn thành khi")
    page.get_by_text("Soạn thảo và ban hành văn bản: cấp 2–3").click()
    expect(page.locator(".needs details[open] dd").first).to_be_visible()
    for kind in ("Word", "PDF"):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind).click()
        assert download.value.suggested_filename.startswith("ban-mo-ta-II.17")
    page.get_by_role("link", name=re.compile("^Bản 1")).click()
    expect(page.locator("main")).to_contain_text("Đây là bản cũ")
