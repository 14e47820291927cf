"""Handing out work in a browser: sixty lines by paste in few clicks, a search, no scripts too."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

HEAD = "truong.phong"
MOST_CLICKS = 6
widths = pytest.mark.parametrize("width", [PHONE, DESK])
TITLES = "TT\tNgười thực hiện\tNội dung\tSố lượng\tHạn\tHệ số\tGhi chú"
PATHS = (
    "/phong/", "/giao-viec/", "/giao-viec/?cach=chung", "/giao-viec/?cach=dai",
    "/giao-viec/?cach=lap", "/giao-viec/bang/", "/viec-phong/",
)  # fmt: skip
TAPPED = "main .btn, main .rules a, main .pick-line, main select, main input[type=search]"

phone_and_bare_desk = pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, False)])
"""A phone with scripts and a desk without: each half of both is walked once."""


class Hand:
    """A reader's hand on a page, whose clicks are counted; keys are not."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0

    def click(self, role: str, name: str) -> None:
        """Click what has this role and name in the main part of the page."""
        self.clicks += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()

    def paste(self, text: str) -> None:
        """Paste where the focus is (Ctrl+V)."""
        self.page.keyboard.insert_text(text)


def people(page: Page) -> list[str]:
    """The names of those whom the head hands out work to."""
    page.goto("/giao-viec/")
    names = page.locator("[data-people] .pick-line > span").all()
    return [one.evaluate("one => one.firstChild.textContent") for one in names]


def sixty(names: list[str]) -> str:
    """Sixty lines as a spreadsheet gives them."""
    rows = [
        f"{at}\t{names[at % len(names)]}\tRà soát hồ sơ giao thử số {at}\t1\t27/11/2026\t1,0\t"
        for at in range(1, 61)
    ]
    return "\n".join((TITLES, *rows))


def taken_back(page: Page) -> None:
    """Leave the province as it was."""
    page.get_by_role("button", name="Thu lại").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"Đã thu lại \d+ việc vừa giao"))


@phone_and_bare_desk
def test_sixty_tasks_are_handed_out_by_paste_in_six_clicks(
    signed_in: Open, width: int, scripts: bool
):
    page = signed_in(HEAD, width=width, scripts=scripts, at="")
    text = sixty(people(page))
    page.goto("/phong/")
    hand = Hand(page)
    hand.click("link", "Giao việc")
    hand.click("link", "Dán cả bảng")
    hand.click("textbox", "Dán các dòng từ bảng tính")
    hand.paste(text)
    hand.click("button", "Xem trước")
    expect(page.locator("main")).to_contain_text("60 việc sẵn sàng giao")
    hand.click("button", "Giao 60 việc")
    expect(page.locator("main")).to_contain_text("Đã giao 60 việc")
    assert hand.clicks <= MOST_CLICKS
    taken_back(page)


def test_a_bad_cell_is_mended_where_it_stands(signed_in: Open):
    page = signed_in(HEAD, at="")
    names = people(page)
    page.goto("/giao-viec/bang/")
    lines = sixty(names).split("\n")[:4]
    lines[2] = lines[2].replace("\t1\t", "\t1.234\t")
    lines[3] = lines[3].replace(names[3 % len(names)], "Người Lạ")
    page.get_by_label("Dán các dòng từ bảng tính").fill("\n".join(lines))
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("2 dòng cần sửa")
    page.get_by_label("Số lượng, dòng 3").fill("2")
    page.get_by_label("Người thực hiện, dòng 4").fill(names[0])
    page.get_by_role("button", name="Giao 3 việc").click()
    expect(page.locator("main")).to_contain_text("Đã giao 3 việc")
    taken_back(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_a_product_is_found_without_marks_and_handed_out(signed_in: Open, scripts: bool):
    page = signed_in(HEAD, scripts=scripts, at="/giao-viec/")
    page.locator("[data-people] .pick-line").first.click()
    first = page.locator("[data-products] .pick-line").first
    before = first.inner_text().split()[0]
    page.get_by_label("Tìm sản phẩm").fill("bao cao")
    if scripts:  # the list asked for has come when another line is the first
        expect(first).not_to_contain_text(before)
    else:
        page.locator("main").get_by_role("button", name="Tìm", exact=True).click()
    page.locator("[data-products] .pick-line").first.click()
    page.get_by_role("button", name="Giao việc").click()
    expect(page.locator("main")).to_contain_text("Đã giao 1 việc")
    taken_back(page)


def test_the_shares_are_summed_while_typed(signed_in: Open):
    page = signed_in(HEAD, at="/giao-viec/?cach=chung")
    boxes = page.locator("[data-share]")
    boxes.nth(0).fill("33,3")
    boxes.nth(1).fill("50")
    expect(page.locator("[data-share-sum]")).to_contain_text("Cộng: 83,3 %")
    expect(page.locator("input[name=nguoi]").nth(1)).to_be_checked()


def test_the_pages_fit_a_thumb_and_every_width_and_break_no_rule_of_their_own(signed_in: Open):
    page = signed_in(HEAD, at="")
    wrong, said = [], []
    page.on("console", lambda one: said.append(one.text))
    for path in PATHS:
        page.goto(path)
        page.set_viewport_size({"width": PHONE, "height": 800})
        small = too_small(page, TAPPED) if path in PATHS[1:] else []
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = too_wide(page)
        page.set_viewport_size({"width": PHONE, "height": 800})
        found = serious(page)
        wrong += [(path, small, wide, found)] if small or wide or found else []
    page.wait_for_load_state("networkidle")
    assert wrong == []
    assert said == []
