"""Passkeys with Chromium's own virtual authenticator, and the notice before a session ends."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, Open

NAME = "van.phong"


@pytest.fixture
def localhost(site: str) -> str:
    """The site under a name that browsers allow passkeys for without a certificate."""
    return site.replace("127.0.0.1", "localhost")


@pytest.fixture
def reader(browser: Browser, localhost: str) -> Iterator[Page]:
    """A browser with an authenticator that knows its owner."""
    context = browser.new_context(base_url=localhost, viewport={"width": PHONE, "height": 800})
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()


def by_password(page: Page) -> None:
    """Sign in with the demo's password."""
    page.goto("/dang-nhap/")
    page.locator("li form", has_text="van.phong").first.get_by_role("button").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def out(page: Page) -> None:
    """Sign out from the frame of the page."""
    page.goto("/quy-dinh/")
    page.locator(".who summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/")


def test_a_passkey_is_made_signs_in_alone_and_is_the_second_factor(reader: Page):
    by_password(reader)
    reader.goto("/bao-mat/")
    reader.get_by_label("Khóa truy cập mới: gọi là gì?").fill("Điện thoại của Hạnh")
    reader.get_by_role("button", name="Lập khóa truy cập").click()
    expect(reader.get_by_role("heading", name="Mã dự phòng")).to_be_visible()
    expect(reader.locator(".codes li")).to_have_count(10)

    out(reader)
    reader.get_by_role("button", name="Đăng nhập bằng khóa truy cập").click()
    reader.wait_for_url(lambda url: "dang-nhap" not in url)
    reader.goto("/bao-mat/")
    expect(reader.locator("main")).to_contain_text("Điện thoại của Hạnh")

    out(reader)
    reader.locator("li form", has_text="van.phong").first.get_by_role("button").click()
    reader.wait_for_url("**/buoc-hai/")
    reader.get_by_role("button", name="Dùng khóa truy cập").click()
    reader.wait_for_url(lambda url: "dang-nhap" not in url)
    reader.goto("/bao-mat/")
    reader.get_by_role("button", name="Gỡ khóa Điện thoại của Hạnh").click()
    expect(reader.locator("main")).to_contain_text("Chỉ có mật khẩu bảo vệ tài khoản này.")


def test_the_sign_in_page_offers_no_passkey_without_javascript(signed_in: Open):
    page = signed_in(scripts=False, at="/dang-nhap/")
    expect(page.get_by_role("button", name="Đăng nhập", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Đăng nhập bằng khóa truy cập")).to_be_hidden()


def test_two_minutes_before_the_session_ends_a_notice_keeps_it_open(signed_in: Open):
    page = signed_in("an.nguyen", at="")
    page.clock.install()
    page.goto("/quy-dinh/")
    notice = page.locator("[data-session-left]")
    expect(notice).to_be_hidden()
    page.clock.run_for((settings.SESSION_IDLE - 119) * 1000)
    expect(notice).to_contain_text("sẽ đóng sau 2 phút")
    with page.expect_response("**/phien/giu/") as answer:
        notice.get_by_role("button", name="Tiếp tục làm việc").click()
    assert answer.value.text() == str(settings.SESSION_IDLE)
    expect(notice).to_be_hidden()
    page.clock.run_for((settings.SESSION_IDLE + 1) * 1000)
    expect(notice).to_contain_text("Phiên làm việc đã đóng")
