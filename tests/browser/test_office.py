"""The office's pages in a browser: read, edit in place, paste, undo, two people; no scripts too."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.toolkit.models import Proposal
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious, too_small, too_wide
from tests.faces import lists

CLERK = "noi.vu"
ROWS = [
    lists.row("SP-01"),
    lists.row("SP-02", coefficient="9"),
    lists.row("SP-03", points="năm"),
    *(lists.row(f"SP-{number:02}") for number in range(4, 60)),
]
widths = pytest.mark.parametrize("width", [PHONE, DESK])
PARTS = ("", "?sua=", "?moi=1", "?xem=cai-dat", "?xem=dan", "?xem=lich-su", "?xem=y-kien",
         "?tim=zzz", "?cot=het")  # fmt: skip
TAPPED = ".acts a, .bar-line .btn, .filters select, .found .open, .pick-cell label, .field input"

phone_and_bare_desk = pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, False)])
"""A phone with scripts and a desk without: each half of both is walked once."""


@pytest.fixture
def draft(site: str, django_db_blocker) -> Iterator[int]:
    """A draft common to the province, by the home affairs' clerk; withdrawn afterwards."""
    with django_db_blocker.unblock(), ThreadPoolExecutor(1) as thread:
        number = thread.submit(_with_connection, _drafted).result()
        yield number
        thread.submit(_with_connection, _ended, number).result()


def _with_connection(work, *given):
    """Work in a thread of its own: the browser's loop runs in ours."""
    try:
        return work(*given)
    finally:
        connections.close_all()


def _drafted() -> int:
    return lists.drafted(ROWS, unit=None, by=CLERK)


def _ended(number: int) -> None:
    Proposal.objects.filter(pk=number).update(state="withdrawn")


def opened(signed_in: Open, draft: int, query: str = "", **how) -> Page:
    """The clerk's page of the draft."""
    return signed_in(CLERK, **how, at=f"/de-xuat/{draft}/{query}")


def cell(page: Page, code: str, column: str):
    """A cell of the grid."""
    return page.locator("tr[data-row]", has_text=code).first.locator(f"[data-col={column}]")


def parts_of(page: Page, draft: int) -> list[str]:
    """Every part of the draft's page, with a row opened."""
    row = page.locator("tr[data-row]").nth(1).get_attribute("data-row")
    return [f"/de-xuat/{draft}/{part}{row if part == '?sua=' else ''}" for part in PARTS]


def test_axe_finds_nothing_serious_and_nothing_scrolls_sideways(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    paths = ["/danh-muc/", "/danh-muc/MAU-CAP-XA-2026/", *parts_of(page, draft)]
    tapped = [f"/de-xuat/{draft}/{part}" for part in ("", "?moi=1", "?xem=dan")]
    wrong = []
    for path in paths:
        page.goto(path)
        page.set_viewport_size({"width": PHONE, "height": 800})
        small = too_small(page, TAPPED) if path in tapped else []
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        wide = too_wide(page)
        page.set_viewport_size({"width": PHONE, "height": 800})
        found = serious(page)
        wrong += [(path, small, wide, found)] if small or wide or found else []
    assert wrong == []


def test_the_page_is_light_and_breaks_no_rule_of_its_own(signed_in: Open, site: str, draft: int):
    page = opened(signed_in, draft)
    asked, said = [], []
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text))
    page.goto(f"/de-xuat/{draft}/?cot=het", wait_until="networkidle")
    assert len(asked) <= 8
    assert said == []


@phone_and_bare_desk
def test_a_product_is_found_in_an_edition(signed_in: Open, width: int, scripts: bool):
    page = signed_in(CLERK, width=width, scripts=scripts, at="/danh-muc/")
    page.locator(".lists").get_by_role("link", name="Danh mục sản phẩm/công việc cấp xã").click()
    expect(page.locator("main")).to_contain_text("371 sản phẩm, công việc")
    page.get_by_label("Tìm trong danh mục").fill("chuong trinh phong")
    page.get_by_role("button", name="Tìm").click()
    expect(page.locator("tbody tr").first).to_contain_text("QL.01")
    page.get_by_label("Lọc theo Phân nhóm").select_option("N3")
    if not scripts:
        page.get_by_role("button", name="Tìm").click()
    expect(page).to_have_url(re.compile("loc-complexity=N3"))
    page.get_by_text("Chi tiết QL.01").click()
    expect(page.locator(".more").first).to_contain_text("Rà soát nhiệm vụ cấp trên giao")


@phone_and_bare_desk
def test_a_row_is_opened_mended_and_undone(signed_in: Open, draft: int, width: int, scripts: bool):
    page = opened(signed_in, draft, width=width, scripts=scripts)
    expect(page.locator(".lead")).to_contain_text("Việc tiếp theo: sửa 2 lỗi")
    page.get_by_role("link", name="Sửa SP-02").click()
    page.get_by_label("Hệ số quy đổi").fill("1")
    page.get_by_role("button", name="Lưu dòng").click()
    expect(page.get_by_role("status").first).to_have_text("Đã lưu SP-02.")
    expect(page.locator(".lead")).to_contain_text("sửa 1 lỗi")
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".lead")).to_contain_text("sửa 2 lỗi")


@phone_and_bare_desk
def test_a_table_is_pasted_after_a_preview(signed_in: Open, draft: int, width: int, scripts: bool):
    page = opened(signed_in, draft, "?xem=dan", width=width, scripts=scripts)
    page.get_by_label("Các ô chép từ Excel").fill("Mã\tNhiệm vụ\tĐiểm\nSP-90\tViệc mới\tbảy\n")
    page.get_by_role("button", name="Xem trước").click()
    expect(page.locator("main")).to_contain_text("thêm 1 dòng. 1 ô chưa đúng")
    assert not scripts or serious(page) == []
    page.get_by_role("button", name="Đưa vào bản đề xuất").click()
    expect(page.locator("main")).to_contain_text("Dán 1 dòng từ bảng tính: đã đưa vào.")
    expect(page.locator(".tell")).to_contain_text("60 dòng")


def test_rows_are_chosen_and_removed_without_scripts(signed_in: Open, draft: int):
    page = opened(signed_in, draft, width=PHONE, scripts=False)
    page.get_by_label("Chọn SP-01").check()
    page.get_by_label("Chọn SP-02").check()
    page.get_by_role("button", name="Xóa").click()
    expect(page.locator("main")).to_contain_text("Đã xóa 2 dòng.")
    expect(page.locator(".tell")).to_contain_text("57 dòng")


# ---- the grid with its script ----


def test_a_cell_is_edited_by_keys_and_the_server_answers_in_place(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    page.evaluate("window.stayed = true")
    cell(page, "SP-02", "coefficient").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("1,0")
    page.keyboard.press("Enter")
    expect(cell(page, "SP-02", "coefficient")).to_have_text("1")
    expect(cell(page, "SP-03", "coefficient")).to_be_focused()
    expect(page.locator("[data-told]")).to_have_text("1 lỗi phải sửa")
    expect(page.locator("tr[data-row]", has_text="SP-02").first).not_to_contain_text("Phải sửa")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("5")
    page.keyboard.press("Tab")
    expect(page.locator("[data-told]")).to_contain_text("không có lỗi phải sửa")
    page.keyboard.press("Escape")
    expect(cell(page, "SP-03", "coefficient")).to_be_focused()
    assert page.evaluate("window.stayed")
    page.reload()
    expect(cell(page, "SP-03", "points")).to_have_text("5")


def test_what_is_wrong_in_a_cell_is_told_at_once_and_kept(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    cell(page, "SP-01", "points").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("F2")
    page.keyboard.type("tám")
    page.keyboard.press("Enter")
    expect(cell(page, "SP-01", "points")).to_contain_text("“tám” không phải là số")


def test_a_choice_is_edited_as_a_choice(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    cell(page, "SP-01", "group").click()
    page.locator("td.writing select").select_option("B")
    page.keyboard.press("Enter")
    expect(cell(page, "SP-01", "group")).to_have_text("B")


def test_many_cells_in_a_row_are_sent_one_after_another(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    cell(page, "SP-04", "section").click()
    for text in ("Phòng Mới", "Tên mới", "Đầu ra mới"):
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("td[aria-busy=true]")).to_have_count(0)
    page.reload()
    row = page.locator("tr[data-row]", has_text="SP-04").first
    for text in ("Phòng Mới", "Tên mới", "Đầu ra mới"):
        expect(row).to_contain_text(text)


def test_escape_leaves_a_cell_as_it_was(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    cell(page, "SP-01", "name").click()
    page.keyboard.type("bỏ đi")
    page.keyboard.press("Escape")
    expect(cell(page, "SP-01", "name")).to_have_text("Thẩm định hồ sơ SP-01")
    expect(cell(page, "SP-01", "name")).to_be_focused()


@pytest.mark.parametrize("writing", [True, False])
def test_a_block_is_pasted_onto_the_grid_and_taken_back_by_keys(
    signed_in: Open, draft: int, writing: bool
):
    page = opened(signed_in, draft)
    cell(page, "SP-04", "points").click()
    if not writing:
        page.keyboard.press("Escape")
    page.evaluate(
        """() => {
          const clip = new DataTransfer();
          clip.setData("text/plain", "6\\t1,2\\n7\\t1,4\\n");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: clip, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("main")).to_contain_text("Dán 2 dòng vào bảng.")
    expect(cell(page, "SP-05", "coefficient")).to_have_text("1,4")
    cell(page, "SP-01", "name").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("main")).to_contain_text("Hoàn tác: Dán 2 dòng vào bảng.")
    expect(cell(page, "SP-05", "coefficient")).to_have_text("1")


def test_two_people_on_one_row_see_both_versions(signed_in: Open, draft: int):
    mine, theirs = opened(signed_in, draft), opened(signed_in, draft)
    cell(theirs, "SP-01", "name").click()
    theirs.keyboard.press("Control+a")
    theirs.keyboard.type("Bản của họ")
    theirs.keyboard.press("Enter")
    expect(theirs.locator("tr[data-seen='2']")).to_have_count(1)
    cell(mine, "SP-01", "name").click()
    mine.keyboard.press("Control+a")
    mine.keyboard.type("Bản của tôi")
    mine.keyboard.press("Enter")
    expect(mine.get_by_role("heading", level=1)).to_have_text("Hai bản của SP-01")
    assert serious(mine) == []
    mine.get_by_label("Bản của tôi").check()
    mine.get_by_role("button", name="Lưu dòng đã chọn").click()
    expect(cell(mine, "SP-01", "name")).to_have_text("Bản của tôi")


def test_a_cell_that_cannot_be_sent_says_so(signed_in: Open, draft: int):
    page = opened(signed_in, draft)
    page.context.set_offline(True)
    cell(page, "SP-01", "name").click()
    page.keyboard.type("Không gửi được")
    page.keyboard.press("Enter")
    expect(page.locator("[data-saving]")).to_contain_text("Chưa lưu được ô vừa sửa")
    expect(cell(page, "SP-01", "name")).to_contain_text("Không gửi được")
    page.context.set_offline(False)
    cell(page, "SP-01", "name").click()
    page.keyboard.press("Enter")
    expect(page.locator("tr[data-seen='2']")).to_contain_text("Không gửi được")
