"""Each demo reader signs in and reads the handbook's figures off a page, on a phone and a desk."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open

FIGURES = ("76,70", "89,6%", "68,8%", "41,7%")
widths = pytest.mark.parametrize("width", [PHONE, DESK])


def reads_the_month(page: Page) -> None:
    """The month of Nguyễn Văn An is open, with all five figures."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Tháng 11/2026")
    main = page.locator("main")
    for figure in (*FIGURES, "66,7% của 70"):
        expect(main).to_contain_text(figure)
    expect(page.locator("[data-read=score]")).to_have_text("76,70")
    expect(main).to_contain_text("Hoàn thành tốt")


@widths
def test_the_officer_reads_her_month_at_once(signed_in: Open, width: int):
    page = signed_in("an.nguyen", width=width, at="/thang/")
    reads_the_month(page)


@widths
@pytest.mark.parametrize("head", ["truong.phong", "chu.tich"])
def test_a_head_finds_the_figures_in_the_row_and_opens_the_month(
    signed_in: Open, width: int, head: str
):
    page = signed_in(head, width=width)
    row = page.locator("tr", has_text="Nguyễn Văn An")
    for figure in (*FIGURES, "66,7%"):
        expect(row).to_contain_text(figure)
    row.get_by_role("link", name="Nguyễn Văn An", exact=True).click()
    reads_the_month(page)


@widths
@pytest.mark.parametrize("reader", ["thanh.tra", "noi.vu"])
def test_the_inspector_goes_from_the_province_to_the_month_in_two_steps(
    signed_in: Open, width: int, reader: str
):
    page = signed_in(reader, width=width)
    expect(page.get_by_role("heading", level=1)).to_have_text("Toàn tỉnh, tháng 11/2026")
    page.locator("[data-units]").get_by_role("link", name="Phường Nha Trang").click()
    page.get_by_role("link", name="Nguyễn Văn An").click()
    reads_the_month(page)


@widths
def test_leadership_reads_the_row_and_goes_no_further(signed_in: Open, width: int):
    page = signed_in("bi.thu", width=width)
    page.locator("[data-units]").get_by_role("link", name="Phường Nha Trang").click()
    row = page.locator("tr", has_text="Nguyễn Văn An")
    for figure in (*FIGURES, "66,7%"):
        expect(row).to_contain_text(figure)
    expect(row.get_by_role("link")).to_have_count(0)


def test_the_operator_sees_health_and_no_score(signed_in: Open):
    page = signed_in("van.hanh")
    expect(page.locator("main")).to_contain_text("Mọi thứ đang chạy bình thường")
    expect(page.get_by_role("link", name="Toàn tỉnh")).to_have_count(0)


def test_a_demo_reader_is_one_click_away(signed_in: Open):
    page = signed_in(at="/dang-nhap/")
    page.get_by_role("button", name="Trưởng phòng Mọi người").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Phòng Kinh tế, Hạ tầng và Đô thị")


def test_a_lost_point_is_one_tap_from_its_cause(signed_in: Open):
    page = signed_in("an.nguyen", width=PHONE, at="/thang/")
    page.get_by_text("Chậm tiến độ").click()
    part = page.locator(".parts li:visible", has_text="Soạn văn bản")
    expect(part).to_contain_text("chậm 4 ngày")
    expect(part).to_contain_text("nộp đúng hạn: 82,26")
    expect(part.get_by_role("link", name="điểm c khoản 2 Điều 14")).to_be_visible()


def test_a_clause_leads_to_its_own_words(signed_in: Open):
    page = signed_in("an.nguyen", at="/thang/")
    page.get_by_text("Chậm tiến độ").click()
    page.get_by_role("link", name="điểm c khoản 2 Điều 14").first.click()
    expect(page.locator("li:target")).to_contain_text("trừ")
    expect(page.locator("li:target")).to_be_in_viewport()
