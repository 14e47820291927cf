"""The officer's day in a browser: what a thumb needs, and an outbox that loses and doubles nothing.

Each reader here logs as herself; what the demo's readers read off the month is left as it was.
"""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from congvu.exchange.demo.story import PASSWORD
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

OFFICER = "truong.phong"
TODAY, DIARY = "/hom-nay/", "/nhat-ky/"
LINES = 20
PATIENCE = 60_000
TOLD = re.compile(r"Đã ghi (\d+) dòng")
widths = pytest.mark.parametrize("width", [PHONE, DESK])


class Hand:
    """A thumb that counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps, self.keys = page, 0, 0

    def tap(self, target: Locator) -> None:
        """Tap once."""
        self.taps += 1
        target.tap()

    def type(self, text: str) -> None:
        """Press one key a letter, where the last tap put the cursor."""
        self.keys += len(text)
        self.page.keyboard.type(text)


def count(page: Page) -> int:
    """How many lines of today the server has, read off a page of its own."""
    fresh = page.context.new_page()
    fresh.goto(DIARY)
    found = TOLD.search(fresh.locator("main > .headed").inner_text())
    fresh.close()
    return int(found[1]) if found else 0


def plus(page: Page) -> Locator:
    """The first button that logs one."""
    return page.locator("button.plus").first


def box(page: Page) -> Locator:
    """What waits to be sent."""
    return page.locator("[data-box]")


def press(page: Page, times: int) -> None:
    """Log so many, each a press of its own."""
    for _ in range(times):
        plus(page).click()


@pytest.fixture
def officer(signed_in: Open) -> Page:
    """Her day on a phone, without a worker: what is routed in a test goes to the page."""
    page = signed_in(OFFICER, width=PHONE, workers="block", at="")
    page.goto(TODAY, wait_until="networkidle")
    return page


def test_a_known_product_takes_two_taps_and_no_key(signed_in: Open):
    page = signed_in(OFFICER, width=PHONE, at="/thang/")
    before, hand = count(page), Hand(page)
    hand.tap(page.locator(".tabs").get_by_role("link", name="Hôm nay"))
    hand.tap(plus(page))
    expect(page.locator("[data-just]")).to_contain_text("Đã ghi 1")
    assert (hand.taps, hand.keys) == (2, 0), "the bar: at most 3 taps, no key"
    assert count(page) == before + 1


def test_a_new_product_takes_four_taps_and_six_keys(signed_in: Open):
    page = signed_in(OFFICER, width=PHONE, at="/thang/")
    before, hand = count(page), Hand(page)
    hand.tap(page.locator(".tabs").get_by_role("link", name="Hôm nay"))
    hand.tap(page.get_by_role("searchbox", name="Tìm việc khác"))
    hand.type("hoa gi")
    hand.tap(page.get_by_role("button", name="Tìm"))
    listed = page.locator("section", has=page.get_by_role("heading", name="Trong danh mục"))
    expect(listed.locator("li").first).to_contain_text("hòa giải")
    hand.tap(listed.locator("button.plus").first)
    expect(page.locator("[data-just]")).to_contain_text("hòa giải")
    assert (hand.taps, hand.keys) == (4, 6), "the bar: at most 5 taps and 6 keys"
    assert count(page) == before + 1


def test_each_press_counts_and_is_taken_back(officer: Page):
    before = count(officer)
    press(officer, 3)
    expect(box(officer)).to_be_hidden(timeout=PATIENCE)
    assert count(officer) == before + 3
    officer.locator("[data-just]").get_by_role("button", name="Hoàn tác").click()
    expect(officer.get_by_text("Đã hoàn tác")).to_be_visible()
    assert count(officer) == before + 2


def test_the_rows_stay_under_the_thumb(officer: Page):
    before = count(officer)
    rows = officer.locator("[data-quick] .what > span:first-child")
    named = rows.all_inner_texts()
    third = officer.locator("button.plus").nth(2)
    for number in (1, 2):
        third.click()
        expect(officer.locator("main")).to_contain_text(f"Đã ghi {before + number} dòng")
        expect(officer.locator("[data-just]")).to_contain_text(named[2])
    expect(rows).to_have_text(named)
    assert count(officer) == before + 2
    officer.reload()
    expect(rows.first).to_have_text(named[2])


def test_twenty_lines_logged_without_a_net_are_sent_once(officer: Page):
    before = count(officer)
    officer.context.set_offline(True)
    press(officer, LINES)
    expect(box(officer)).to_contain_text(f"{LINES} việc chờ gửi")
    officer.context.set_offline(False)
    expect(box(officer)).to_be_hidden(timeout=PATIENCE)
    assert count(officer) == before + LINES


def test_answers_lost_after_the_server_kept_the_lines_double_nothing(officer: Page):
    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()
            route.abort()
        else:
            route.continue_()

    before = count(officer)
    officer.context.route("**/hom-nay/gui/", lose)
    for number in range(LINES):
        plus(officer).click()
        expect(box(officer)).to_contain_text(f"{number + 1} việc chờ gửi")
        expect(box(officer)).to_contain_text("sẽ gửi lại")
    officer.context.unroute("**/hom-nay/gui/")
    officer.evaluate("dispatchEvent(new Event('online'))")
    expect(box(officer)).to_be_hidden(timeout=PATIENCE)
    assert count(officer) == before + LINES


def test_ten_pages_that_wake_together_send_each_line_once(officer: Page):
    before = count(officer)
    officer.context.set_offline(True)
    press(officer, LINES)
    officer.context.set_offline(False)
    pages = [officer.context.new_page() for _ in range(10)]
    for page in pages:
        page.goto(TODAY, wait_until="commit")
    for page in (*pages, officer):
        expect(box(page)).to_be_hidden(timeout=PATIENCE)
    assert count(officer) == before + LINES


def test_ten_sendings_of_one_line_at_once_are_one(officer: Page):
    before = count(officer)
    states = officer.evaluate(
        """async () => {
          const { who, token } = await (await fetch("/hom-nay/gui/")).json();
          const task = document.querySelector("[data-entry] [name=san-pham]").value;
          const key = crypto.randomUUID();
          const body = new URLSearchParams({ key, who, "san-pham": task, "so-luong": "1" });
          const headers = { "X-CSRFToken": token, "Idempotency-Key": key };
          const once = () => fetch("/hom-nay/gui/", { method: "POST", body, headers });
          const answers = await Promise.all(Array.from({ length: 10 }, once));
          return Promise.all(answers.map(async (one) => (await one.json()).entry));
        }"""
    )
    assert len(states) == 10
    assert len(set(states)) == 1
    assert count(officer) == before + 1


def test_a_line_survives_the_session_and_no_other_account_sends_it(signed_in: Open):
    page = signed_in(OFFICER, width=PHONE, leaves=True, workers="block", at="")
    page.goto(TODAY, wait_until="networkidle")
    before = count(page)
    page.context.clear_cookies()
    press(page, 2)
    expect(box(page)).to_contain_text("2 việc chờ gửi")
    expect(box(page)).to_contain_text("Đăng nhập lại để gửi")
    _sign_in(page, "chu.tich")
    page.goto(TODAY, wait_until="networkidle")
    expect(box(page)).to_be_hidden(timeout=PATIENCE)
    assert count(page) == 0
    _sign_out(page)
    _sign_in(page, OFFICER)
    page.goto(TODAY)
    expect(page.locator("main")).to_contain_text(f"Đã ghi {before + 2} dòng")
    expect(box(page)).to_be_hidden(timeout=PATIENCE)


def _sign_in(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def _sign_out(page: Page) -> None:
    page.locator(".who summary").click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.wait_for_url("**/dang-nhap/")


def test_a_refused_line_stays_with_its_reason_is_mended_or_dropped(officer: Page):
    before = count(officer)
    officer.locator(".amounts summary").first.click()
    officer.get_by_role("link", name="Số khác").first.click()
    officer.get_by_label("Số lượng").fill("hai")
    officer.get_by_label("Ghi chú").fill("đi cơ sở")
    officer.get_by_role("button", name="Lưu").click()
    expect(box(officer)).to_contain_text("“hai” không phải là số")
    officer.goto(TODAY)
    expect(box(officer)).to_contain_text("1 việc chưa ghi được")
    box(officer).get_by_role("link", name="Sửa").click()
    expect(officer.get_by_label("Ghi chú")).to_have_value("đi cơ sở")
    officer.get_by_label("Số lượng").fill("0,5")
    officer.get_by_role("button", name="Lưu").click()
    expect(officer.locator("[data-just]")).to_contain_text("Đã ghi 0,5")
    expect(box(officer)).to_be_hidden(timeout=PATIENCE)
    assert count(officer) == before + 1
    officer.locator(".amounts summary").first.click()
    officer.get_by_role("link", name="Số khác").first.click()
    officer.get_by_label("Số lượng").fill("ba")
    officer.get_by_role("button", name="Lưu").click()
    box(officer).get_by_role("button", name="Bỏ").click()
    expect(box(officer)).to_be_hidden(timeout=PATIENCE)
    assert count(officer) == before + 1


def test_the_day_opens_without_a_net_and_is_forgotten_on_leaving(signed_in: Open):
    page = signed_in(OFFICER, width=PHONE, leaves=True, at=TODAY)
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload(wait_until="networkidle")
    assert page.evaluate("caches.has('congvu-page')")
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hôm nay")
    plus(page).click()
    expect(box(page)).to_contain_text("1 việc chờ gửi")
    page.context.set_offline(False)
    expect(box(page)).to_be_hidden(timeout=PATIENCE)
    page.goto("/thang/")
    _sign_out(page)
    assert not page.evaluate("caches.has('congvu-page')")


def test_the_day_works_without_scripts(signed_in: Open):
    page = signed_in(OFFICER, width=PHONE, scripts=False, at=TODAY)
    before = count(page)
    plus(page).click()
    expect(page.locator("[data-just]")).to_contain_text("Đã ghi 1")
    page.locator(".amounts summary").first.click()
    page.get_by_role("button", name="+3").first.click()
    expect(page.locator("[data-just]")).to_contain_text("Đã ghi 3")
    assert count(page) == before + 2
    page.locator("[data-just]").get_by_role("button", name="Hoàn tác").click()
    assert count(page) == before + 1


def test_the_first_view_is_light(signed_in: Open):
    page = signed_in(OFFICER, width=PHONE, at="")
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.setCacheDisabled", {"cacheDisabled": True})
    received, asked, said = [], [], []
    network.on("Network.loadingFinished", lambda one: received.append(one["encodedDataLength"]))
    page.on("request", lambda one: asked.append(one.url))
    page.on("console", lambda one: said.append(one.text))
    page.goto(TODAY, wait_until="networkidle")
    assert sum(received) <= 60_000
    assert len(asked) <= 8
    assert said == []


@pytest.mark.parametrize("path", [TODAY, "/ghi-viec/?tim=bao+cao", "/ghi-viec/", DIARY, "task"])
def test_pages_of_the_day_are_narrow_accessible_and_large_enough_to_tap(signed_in: Open, path: str):
    page = signed_in(OFFICER, workers="block", at="")
    if path == "task":
        page.goto("/thang/")
        page.locator("td.w6 a").first.click()
    else:
        page.goto(path)
    page.evaluate("document.querySelectorAll('details.fold').forEach(one => one.open = true)")
    assert too_wide(page) == []
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert serious(page) == []
    tapped = ".plus, .btn, summary, input:not([type=hidden]), .tap, .what, .tabs a"
    assert too_small(page, tapped) == []


@widths
def test_an_earlier_day_is_done_again_with_ticks_and_one_save(signed_in: Open, width: int):
    page = signed_in(OFFICER, width=width, at=TODAY)
    page.locator(".amounts summary").first.click()
    page.get_by_role("link", name="Số khác").first.click()
    page.get_by_label("Ngày làm").fill("2026-11-22")
    page.get_by_role("button", name="Lưu").click()
    page.wait_for_url(f"**{TODAY}*")
    page.goto(TODAY)
    before = count(page)
    page.get_by_role("link", name="Chép việc hôm qua").click()
    ticks = page.get_by_role("checkbox")
    listed = ticks.count()
    ticks.first.uncheck()
    page.get_by_role("button", name="Lưu những việc đã chọn").click()
    said = "Đã chép" if listed > 1 else "Chưa đánh dấu việc nào"
    expect(page.locator("main")).to_contain_text(said)
    assert count(page) == before + listed - 1
