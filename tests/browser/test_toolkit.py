"""Two provinces in one: a version comes in, is looked into, merged with what was changed here."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions, queries
from congvu.exchange.demo.frames import moment
from congvu.exchange.toolkit.adoption import Choosing, receive, take_over
from congvu.exchange.toolkit.meeting import Way
from congvu.exchange.toolkit.package import unpack
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious
from tests.exchange.toolkit.sharing import catalogue, packed, row, toolkit
from tests.faces.files import line, workbook

T = TypeVar("T")
widths = pytest.mark.parametrize("width", [PHONE, DESK])
scripts = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
AT = moment(date(2026, 11, 20))
FIRST = catalogue(row(1), row(2), row(3), code="BAN", name="Danh mục của tỉnh bạn")


def apart(work: Callable[[], T]) -> T:
    """Ask the records in a thread of its own: the browser's driver runs a loop in this one."""

    def asked() -> T:
        try:
            return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(asked).result()


@pytest.fixture
def package(site: str, tmp_path: Path) -> Iterator[Path]:
    """1.0.0 was taken over and changed here in two rows; 1.1.0 lies ready as a file."""
    file = tmp_path / "ban-1.1.0.congvu"
    file.write_bytes(apart(_prepared))
    yield file
    apart(_cleared)


def _prepared() -> bytes:
    clerk = User.objects.get(username="noi.vu")
    first = unpack(packed(toolkit(FIRST)))
    (proposal,) = take_over(
        receive(first, on=AT.date()), [Choosing("catalogue", "BAN", Way.NEW)], trusts_key=True,
        by=clerk, at=AT,
    )  # fmt: skip
    ours = {"A.01": {"name": "Tên của ta"}, "A.02": {"points": "15", "coefficient": "3"}}
    edits = [
        actions.RowEdit("products", {**one.values, **ours[one.values["code"]]}, one.id)
        for one in queries.draft_rows(proposal, "products")[1]
        if one.values["code"] in ours
    ]
    actions.change_rows(proposal, edits, label="Sửa", by=clerk, at=AT)
    theirs = catalogue(row(1, name="Tên của họ"), row(2, "20"), row(3, "25"), code="BAN",
                       name="Danh mục của tỉnh bạn")  # fmt: skip
    return packed(toolkit(theirs, version="1.1.0", previous=first.digest))


def _cleared() -> None:
    clerk = User.objects.get(username="noi.vu")
    for one in queries.incoming():
        actions.put_away(one.digest, by=clerk, at=AT)
    actions.withdraw(_draft(), reason="Hết bài thử", by=clerk, at=AT)


def _draft() -> int:
    return next(
        one.id for one in queries.proposals() if one.series == "BAN" and one.state == "draft"
    )


def drafted() -> dict[str, dict[str, str]]:
    """The rows of the list as it stands after the merge."""
    rows = apart(lambda: queries.draft_document(_draft()).rows("products"))
    return {one["code"]: one for one in rows}


def accessible(page: Page) -> None:
    """Nothing on the page stands in anybody's way, and nothing sticks out of it."""
    assert serious(page) == []
    wider = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wider


@widths
@scripts
@pytest.mark.usefixtures("package")
def test_a_new_version_is_looked_into_merged_and_becomes_a_proposal(
    signed_in: Open, package: Path, width: int, scripts: bool
):
    page = signed_in("noi.vu", width=width, scripts=scripts, at="/bo-cong-cu/")
    page.get_by_label("Chọn tệp .congvu").set_input_files(package)
    page.get_by_role("button", name="Xem gói này").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bộ công cụ Khánh Hòa 1.1.0")
    expect(page.locator("main")).to_contain_text("khóa đã biết")
    expect(page.locator("main")).to_contain_text("2 chỗ hai bên cùng sửa")
    page.get_by_role("button", name="Tiếp tục: chọn ở 2 chỗ").click()
    first, second = page.locator(".conflicts fieldset").all()
    expect(first).to_contain_text("Tên của họ")
    first.get_by_label("Giữ của ta").check()
    page.get_by_role("button", name="Lưu, làm tiếp sau").click()
    expect(page.locator(".lead")).to_contain_text("Đã chọn 1 trong 2")
    second.get_by_label("Ghi khác", exact=True).check()
    second.get_by_label("Ghi khác: Điểm").fill("hai mươi")
    page.get_by_role("button", name="Lập bản đề xuất").click()
    expect(page.get_by_role("alert")).to_contain_text("1 ô chưa đúng")
    expect(second.get_by_label("Ghi khác: Điểm")).to_have_value("hai mươi")
    second.get_by_label("Ghi khác: Điểm").fill("17,5")
    second.get_by_label("Ghi khác: Hệ số quy đổi").fill("3,5")
    page.get_by_role("button", name="Lập bản đề xuất").click()
    expect(page.locator(".said")).to_contain_text("Đã lập 1 bản đề xuất")
    rows = drafted()
    assert rows["A.01"]["name"] == "Tên của ta"
    assert (rows["A.02"]["points"], rows["A.02"]["coefficient"]) == ("17,5", "3,5")
    assert rows["A.03"]["points"] == "25"


@widths
def test_the_pages_of_toolkits_are_accessible(signed_in: Open, package: Path, width: int):
    page = signed_in("noi.vu", width=width, at="/bo-cong-cu/")
    page.get_by_text("Công bố phiên bản mới").click()
    accessible(page)
    page.get_by_label("Chọn tệp .congvu").set_input_files(package)
    page.get_by_role("button", name="Xem gói này").click()
    page.get_by_text("Xem từng thay đổi").first.click()
    accessible(page)
    page.get_by_role("button", name="Tiếp tục").click()
    page.get_by_label("Ghi khác", exact=True).first.check()
    accessible(page)
    page.get_by_role("button", name="Lập bản đề xuất").click()
    accessible(page)


@pytest.mark.usefixtures("package")
def test_typing_an_own_text_chooses_it_and_the_keyboard_does_it_all(signed_in: Open, package: Path):
    page = signed_in("noi.vu", at="/bo-cong-cu/")
    page.get_by_label("Chọn tệp .congvu").set_input_files(package)
    page.get_by_role("button", name="Xem gói này").click()
    page.get_by_role("button", name="Tiếp tục").click()
    first = page.locator(".conflicts fieldset").first
    expect(first.get_by_label("Ghi khác: Nhiệm vụ")).to_be_hidden()
    first.get_by_label("Giữ của ta").focus()
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    expect(first.get_by_label("Ghi khác: Nhiệm vụ")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("!")
    expect(first.get_by_label("Ghi khác", exact=True)).to_be_checked()


@widths
@scripts
def test_a_workbook_is_loaded_and_applied_by_a_second_person(
    signed_in: Open, package: Path, tmp_path: Path, width: int, scripts: bool
):
    proposal = apart(_draft)
    workbook(tmp_path / "viec-moi.xlsx", line(1), line(9, 15, 3), line(8, "hai mươi", 3))
    page = signed_in("noi.vu", width=width, scripts=scripts, at=f"/de-xuat/{proposal}/nhap/")
    if scripts:
        accessible(page)
    page.get_by_label("Bảng tính của cơ quan").set_input_files(tmp_path / "viec-moi.xlsx")
    page.get_by_role("button", name="Đọc tệp và xem kế hoạch").click()
    expect(page.locator(".lead")).to_contain_text("1 dòng mới, 1 dòng sửa, 1 dòng không nhận")
    expect(page.get_by_role("button", name="Áp dụng")).to_have_count(0)
    if scripts:
        accessible(page)
    second = signed_in("tham.dinh", width=width, scripts=scripts, at=page.url)
    second.get_by_role("button", name="Áp dụng").click()
    expect(second.locator("main")).to_contain_text("đã áp dụng")
    assert drafted()["A.09"]["points"] == "15"
    second.get_by_role("button", name="Hoàn tác cả tệp").click()
    expect(second.locator("main")).to_contain_text("hoàn tác")
    assert "A.09" not in drafted()
