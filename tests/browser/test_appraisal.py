"""The appraiser, the proposer and whoever issues walk a list from its faults to its edition."""

from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions, queries
from congvu.engine.lists.document import document
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.products import COMMUNE_VERSION
from congvu.exchange.demo.story import WARD
from tests.apps.toolkit.drafts import drafted
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious

NARROWEST = 320
widths = pytest.mark.parametrize("width", [PHONE, DESK])
numbers = count(1)

phone_and_bare_desk = pytest.mark.parametrize(("width", "scripts"), [(PHONE, True), (DESK, False)])
"""A phone with scripts and a desk without: each half of both is walked once."""


def _apart(act, *given):
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once():
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(once).result()


def _faulty() -> int:
    """A submitted catalogue of the ward with a fault of each sort."""
    told = drafted()
    told = document(told.kind, f"THU-{next(numbers)}", told.name, told.settings, told.sheets)
    clerk = User.objects.get(username="van.phong")
    pk = actions.start(told, unit=WARD, by=clerk, at=CLOCK)
    actions.submit(pk, by=clerk, at=CLOCK)
    return pk


@pytest.fixture
def faulty(site: str) -> int:
    """A list that waits for its appraiser."""
    return _apart(_faulty)


@pytest.fixture
def revision(site: str) -> int:
    """The demo's own revision of the commune catalogue: it would move people."""
    return _apart(lambda: _of(COMMUNE_VERSION))


def _of(series: str) -> int:
    return next(one.id for one in queries.proposals() if one.series == series)


def appraisal(pk: int) -> str:
    """The appraiser's page."""
    return f"/de-xuat/{pk}/tham-dinh/"


def fits_and_reads_well(page: Page) -> None:
    """Nothing sideways, nothing serious for axe, every fold open."""
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert serious(page) == []
    width = page.viewport_size["width"]
    for narrow in {width, min(width, NARROWEST)}:
        page.set_viewport_size({"width": narrow, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size({"width": width, "height": 800})


@phone_and_bare_desk
def test_a_list_is_mended_confirmed_and_issued(
    signed_in: Open, faulty: int, width: int, scripts: bool
):
    page = signed_in("tham.dinh", width=width, scripts=scripts, at=appraisal(faulty))
    expect(page.locator(".lead")).to_contain_text("Còn 4 lỗi phải sửa và 2 điểm cần ý kiến.")
    page.get_by_role("link", name="Sửa cả 2 theo đề nghị").click()
    expect(page.locator(".choose > li")).to_have_count(2)
    page.get_by_role("button", name="Sửa theo đề nghị các dòng đã chọn").click()
    expect(page.locator(".said")).to_contain_text("Đã sửa theo đề nghị 2 phát hiện.")
    for code in ("C.05", "C.06"):
        row = page.locator(".finding", has_text=f"{code} ").first
        row.get_by_role("button", name="Sửa theo đề nghị").click()
    expect(page.locator(".lead")).to_contain_text("Còn 2 điểm cần ý kiến.")
    for code in ("C.04", "C.06"):
        row = page.locator(".finding", has_text=code)
        row.get_by_label("Lý do").fill("Đã thống nhất với phòng")
        row.get_by_role("button", name="Giữ nguyên").click()
    expect(page.locator(".lead")).to_contain_text("Không còn phát hiện nào phải xử lý.")
    page.get_by_label("Ý kiến thẩm định").fill("Đạt yêu cầu")
    page.get_by_role("button", name="Xác nhận đã thẩm định").click()
    expect(page.locator(".lead")).to_contain_text("Đạt yêu cầu")
    issues(signed_in("noi.vu", width=width, scripts=scripts), faulty)


def issues(page: Page, pk: int) -> None:
    """Enter the decision: first a wrong day, then a right one."""
    page.goto(appraisal(pk))
    page.get_by_role("link", name="Ban hành").click()
    page.get_by_label("Số quyết định").fill("45/QĐ-UBND")
    page.get_by_label("Cơ quan ban hành").fill("UBND phường Nha Trang")
    page.get_by_label("Áp dụng từ ngày").fill("31/11/2026")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("alert")).to_contain_text("tháng 11/2026 có các ngày từ 1 đến 30")
    expect(page.get_by_label("Số quyết định")).to_have_value("45/QĐ-UBND")
    page.get_by_label("Áp dụng từ ngày").fill("01/12/2026")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator(".said")).to_contain_text("Đã ban hành theo 45/QĐ-UBND")
    expect(page.locator("main")).to_contain_text("45/QĐ-UBND")


@widths
def test_what_is_sent_back_reaches_the_proposer_with_its_reason(
    signed_in: Open, faulty: int, width: int
):
    page = signed_in("tham.dinh", width=width, at=appraisal(faulty))
    row = page.locator(".finding", has_text="C.04")
    row.get_by_role("button", name="Trả lại").click()
    expect(page.get_by_role("alert").first).to_contain_text("phải ghi lý do")
    row.get_by_label("Lý do").fill("Ghi rõ sản phẩm nộp được.")
    row.get_by_role("button", name="Trả lại").click()
    expect(row).to_contain_text("Sẽ trả lại")
    page.get_by_label("Lý do trả lại").fill("Một dòng cần sửa.")
    page.get_by_role("button", name="Trả lại cả bản").click()
    expect(page.locator(".said")).to_contain_text("Đã trả lại người đề xuất.")
    clerk = signed_in("van.phong", width=width, at=appraisal(faulty))
    row = clerk.locator(".finding", has_text="C.04")
    expect(row).to_contain_text("Ghi rõ sản phẩm nộp được.")
    row.get_by_role("link", name="Mở dòng để sửa").click()
    expect(clerk.locator("main")).to_contain_text("C.04")


@widths
def test_the_pages_fit_and_axe_finds_nothing_serious(
    signed_in: Open, faulty: int, revision: int, width: int
):
    page = signed_in("tham.dinh", width=width, at="")
    for path in (
        appraisal(faulty),
        f"{appraisal(faulty)}?nhom=coefficient&muc=blocks&viec=return",
        appraisal(revision),
        f"/de-xuat/{revision}/tac-dong/",
        f"/de-xuat/{revision}/ban-hanh/",
    ):
        page.goto(path)
        fits_and_reads_well(page)


def test_the_form_of_a_decision_reads_well_full_and_with_faults(signed_in: Open, faulty: int):
    _apart(_appraise, faulty)
    page = signed_in("noi.vu", width=PHONE, at=f"/de-xuat/{faulty}/ban-hanh/")
    fits_and_reads_well(page)
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("alert")).to_contain_text("Số quyết định đang trống.")
    fits_and_reads_well(page)


def _appraise(pk: int) -> None:
    """Settle everything as its appraiser would."""
    by = User.objects.get(username="tham.dinh")
    seen = queries.judged(pk).waiting
    mended = [one.fingerprint for one in seen if one.blocks and one.change]
    actions.rule(pk, mended, "fix", by=by, at=CLOCK)
    left = [one.fingerprint for one in queries.judged(pk).waiting]
    actions.rule(pk, left, "override", reason="Đúng", by=by, at=CLOCK)
    actions.appraise(pk, opinion="Đạt", by=by, at=CLOCK)


@widths
def test_the_impact_answers_first_and_opens_a_month(signed_in: Open, revision: int, width: int):
    page = signed_in("noi.vu", width=width, at=f"/de-xuat/{revision}/tac-dong/")
    lead = page.locator(".lead")
    expect(lead).to_contain_text("Nếu tháng 10/2026 dùng danh mục này:")
    expect(lead).to_be_in_viewport()
    people = page.locator("section", has=page.get_by_role("heading", name="Đổi điểm nhiều nhất"))
    people.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tháng 10/2026")
