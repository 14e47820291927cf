"""An officer scores herself by thumb, a head confirms fifteen cards by keys; each is counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import count, product

import pytest
from django.db import connections
from playwright.sync_api import Locator, Page, expect

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import Review, SelfScore
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant, NewPerson, NewUnit
from congvu.apps.org.models import Person
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions as work
from congvu.apps.work.actions import NewResult, NewTask
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.story import PASSWORD
from congvu.law.registry import general_criteria_on
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious
from tests.browser.test_review import NARROWEST, _small

PEOPLE, MOST_TAPS, MOST_KEYS = 15, 12, 60
KEYS = 17  # what these fifteen take today; it may fall, and is never to grow
START, DUE = date(2026, 1, 1), date(2026, 11, 20)
DEPUTY, HIGH, CHANGED, WAITING, PLAIN = 0, 1, 2, (2, 3, 4, 5), 9
TOGETHER = f"Xác nhận {PLAIN} phiếu không có gì bất thường"
numbers = count(1)
widths = pytest.mark.parametrize("width", [PHONE, DESK])
CRITERIA = general_criteria_on(date(2026, 11, 30))


def _apart(act, *given):
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once():
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(once).result()


def _points(share: int) -> dict[str, int]:
    return {one.code: one.max_hundredths * share // 100 for one in CRITERIA}


def _room(*, scored: bool) -> list[str]:
    """A room of fifteen and their head; sign-ins of the head and of the last of them."""
    number = next(numbers)
    unit = f"KH-PHIEU-{number}"
    here = NewUnit(unit, f"Phòng Phiếu {number}", "department", START, parent="KH", agency=unit)
    org.create_units([here], by=None, at=CLOCK)
    codes = [f"P{number}-{seat:02}" for seat in range(PEOPLE + 1)]
    people = [NewPerson(code, f"Trần Thị Mai {code}", "civil_servant") for code in codes]
    org.create_people(people, by=None, at=CLOCK)
    leads = {0: "head", 1: "deputy"}
    posts = [
        NewPosting(code, unit, "Chuyên viên", START, leads=leads.get(seat, "none"))
        for seat, code in enumerate(codes)
    ]
    positions.open_postings(posts, by=None, at=CLOCK)
    month = period("2026-11")
    evaluation.open_scorecards(month, by=None, at=CLOCK)
    for seat, code in enumerate(codes[1:]):
        _worked(month, code, unit, seat)
        if scored:
            row = SelfScore(code, _points(100 if seat == HIGH else 80))
            evaluation.save_self_scores(month, [row], by=None, at=CLOCK)
    return [_account(unit, codes[0], "head"), _account(unit, codes[-1], "officer")]


def _worked(month, code: str, unit: str, seat: int) -> None:
    """Four fifths of a task accepted (all of it where the score is to be high); some wait."""
    whole = 500 if seat == HIGH else 400
    task = NewTask(code, unit, "Soạn thảo văn bản", 10, 500, DUE)
    later = NewTask(code, unit, "Báo cáo tuần", 10, 1, DUE)
    first, second = work.assign_tasks(month.id, [task, later], by=None, at=CLOCK)
    work.report_results(
        [NewResult(first, whole, finished_on=DUE), NewResult(second, 1, finished_on=DUE)],
        by=None, at=CLOCK,
    )  # fmt: skip
    work.accept_results([first] if seat in WAITING else [first, second], by=None, at=CLOCK)


def _account(unit: str, code: str, role: str) -> str:
    user = User(username=f"{role}.{code}".lower(), display_name=f"Người {code}", made_in_demo=True)
    user.set_password(PASSWORD)
    user.save()
    Person.objects.filter(code=code).update(user=user)
    org.grant_roles([NewGrant(user.pk, role, START, unit=unit)], by=None, at=CLOCK)
    return user.username


@pytest.fixture
def officer(site: str) -> str:
    """The sign-in of an officer who has not scored herself."""
    return _apart(lambda: _room(scored=False))[1]


@pytest.fixture
def head(site: str) -> str:
    """The sign-in of a head whose fifteen people sent their cards."""
    return _apart(lambda: _room(scored=True))[0]


# --- the officer ------------------------------------------------------------------------------


class Thumb:
    """Taps and counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0

    def tap(self, what: Locator) -> None:
        """Tap once."""
        self.taps += 1
        what.tap()


@pytest.mark.parametrize(("start", "link"), [("/hom-nay/", "Tự chấm tháng này"),
                                             ("/thang/", "Tự chấm tiêu chí chung")])  # fmt: skip
def test_an_officer_scores_herself_in_at_most_twelve_taps(
    signed_in: Open, officer: str, start: str, link: str
):
    page = signed_in(officer, width=PHONE, at=start)
    thumb = Thumb(page)
    thumb.tap(page.get_by_role("link", name=link))
    expect(page.locator("[data-sum]")).to_have_text("0")
    for number, one in enumerate(CRITERIA, 1):
        thumb.tap(page.locator(f'[id="f-{one.code}"] .six label').nth(4))
        expect(page.locator("[data-chosen]")).to_have_text(str(number))
    expect(page.locator("[data-sum]")).to_have_text("24")
    expect(page.locator("[data-total]")).to_have_text("80,03")
    thumb.tap(page.get_by_role("button", name="Gửi"))
    expect(page.locator(".card-state")).to_contain_text("Đã tự chấm")
    assert thumb.taps <= MOST_TAPS
    assert _apart(_sent_by, officer) == 2400


def _sent_by(username: str) -> int | None:
    return Scorecard.objects.get(person__user__username=username).general_self_hundredths


def test_a_step_and_a_number_of_ones_own_put_each_other_away(signed_in: Open, officer: str):
    page = signed_in(officer, width=PHONE, at="/tu-cham/")
    first = page.locator('[id="f-I.1"]')
    first.locator(".six label").nth(5).tap()
    expect(first.locator(".ss-hint")).to_be_visible()
    first.get_by_text("Dẫn chứng, điểm lẻ").tap()
    first.get_by_label("Điểm lẻ").fill("4,25")
    expect(page.locator("[data-sum]")).to_have_text("4,25")
    expect(first.locator(":checked")).to_have_count(0)
    first.locator(".six label").nth(2).tap()
    expect(first.get_by_label("Điểm lẻ")).to_have_value("")
    expect(page.locator("[data-sum]")).to_have_text("2")


@widths
def test_without_scripts_she_keeps_a_draft_and_sends_it(signed_in: Open, officer: str, width: int):
    page = signed_in(officer, width=width, scripts=False, at="/tu-cham/")
    for one in CRITERIA[:9]:
        page.locator(f'[id="f-{one.code}"] .six label').nth(4).click()
    page.get_by_role("button", name="Gửi").click()
    expect(page.get_by_role("alert")).to_contain_text("Tiêu chí III.4: chưa chấm")
    last = page.locator('[id="f-III.4"]')
    last.locator(".six label").nth(3).click()
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator("[data-sum]")).to_have_text("23,5")
    page.get_by_role("button", name="Gửi").click()
    expect(page.locator(".card-state")).to_contain_text("Đã tự chấm")
    page.get_by_role("button", name="Rút lại để sửa").click()
    expect(page.locator("[data-sum]")).to_have_text("23,5")


# --- the head ---------------------------------------------------------------------------------


class Keyboard:
    """Presses keys and counts them; the words of a reason are typed without being counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        """Press keys one by one, and wait until what each started is saved."""
        for key in keys:
            self.pressed += 1
            self.page.keyboard.press(key)
            expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
            expect(self.page.locator("[data-said]")).not_to_have_text("đang lưu…")

    def reason(self, text: str) -> None:
        """Type a reason."""
        self.page.keyboard.type(text)


def test_a_head_finishes_fifteen_cards_on_one_page_in_at_most_sixty_keys(
    signed_in: Open, head: str
):
    page = signed_in(head, at="/cham-phieu/")
    loads = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    keys = Keyboard(page)
    expect(page.locator("[data-all]")).to_have_text(TOGETHER)
    keys.press("a", "Enter")
    expect(page.locator("[data-said]")).to_have_text(f"Đã xác nhận gộp {PLAIN} phiếu.")
    while page.locator(".cd[data-waits]").count():
        _answer(page, keys)
    expect(page.locator(".tell")).to_contain_text("không còn phiếu nào chờ ông/bà")
    assert loads == []
    assert keys.pressed <= KEYS <= MOST_KEYS
    assert _apart(_confirmed_by, head) == (PEOPLE, PLAIN, "Đã giúp phòng khác")


def _answer(page: Page, keys: Keyboard) -> None:
    """Answer the card that the focus stands on, as a head would."""
    row = page.locator(".cd:focus")
    seat = int((row.get_attribute("id") or "")[-2:]) - 1
    if seat == CHANGED:
        keys.press("3", "1", "Enter")
    elif seat == HIGH:
        keys.press("Enter")
        expect(page.locator("[name=ly-do]:focus")).to_have_count(1)
        keys.reason("Đã giúp phòng khác")
        keys.press("Enter")
    elif seat == DEPUTY:
        keys.press("Enter", "Space", "Tab")
        keys.reason("Có sáng kiến")
        keys.press("Tab", "Space", "Tab")
        keys.reason("Đoàn kết")
        keys.press("Enter")
    else:
        keys.press("Enter")


def _confirmed_by(username: str) -> tuple[int, int, str]:
    found = Scorecard.objects.filter(confirmed_by__user__username=username)
    (reason,) = set(found.exclude(extreme_reason="").values_list("extreme_reason", flat=True))
    return found.count(), found.filter(batch=True).count(), reason


def test_arrows_walk_and_what_is_refused_stays_as_typed(signed_in: Open, head: str):
    page = signed_in(head, at="/cham-phieu/")
    rows = page.locator(".cd")
    keys = Keyboard(page)
    keys.press("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown")
    expect(rows.nth(1)).to_be_focused()
    keys.press("1")
    keys.reason("9")
    keys.press("Enter")
    if rows.nth(1).locator("[name=ly-do]:focus").count():
        keys.reason("Vì")
        keys.press("Enter")
    expect(rows.nth(1).locator("[data-wrong]")).to_be_visible()
    expect(rows.nth(1).locator('[name="t-I.1"]')).to_have_value("9")
    keys.press("Escape")
    expect(rows.nth(1)).to_be_focused()
    keys.press("t")
    expect(rows.nth(1).get_by_label("Cần sửa gì")).to_be_focused()


def test_a_card_overtaken_shows_what_stands_and_what_was_typed(signed_in: Open, head: str):
    page = signed_in(head, at="/cham-phieu/")
    row = page.locator(".cd[data-plain]").first
    code = (row.get_attribute("id") or "").removeprefix("phieu-")
    row.locator('[name="t-I.1"]').fill("3")
    _apart(_reviewed_by_another, code)
    row.get_by_role("button", name="Xác nhận").click()
    row = page.locator(f'[id="phieu-{code}"]')
    expect(row.get_by_role("alert")).to_contain_text("Đang lưu: 15 điểm tiêu chí chung")
    expect(row.locator('[name="t-I.1"]')).to_have_value("3")


def _reviewed_by_another(code: str) -> None:
    rows = [Review(code, _points(50))]
    evaluation.review_scorecards(period("2026-11"), rows, by=None, at=CLOCK)


def test_a_lost_connection_leaves_what_was_typed(signed_in: Open, head: str):
    page = signed_in(head, at="/cham-phieu/")
    row = page.locator(".cd[data-plain]").first
    row.locator('[name="t-I.1"]').fill("3")
    page.context.set_offline(True)
    row.get_by_role("button", name="Xác nhận").click()
    expect(row.locator("[data-wrong]")).to_contain_text("mất kết nối")
    page.context.set_offline(False)
    row.get_by_role("button", name="Xác nhận").click()
    expect(page.locator("[data-said]")).to_contain_text("đã xác nhận")


@widths
def test_everything_works_without_scripts(signed_in: Open, head: str, width: int):
    page = signed_in(head, width=width, scripts=False, at="/cham-phieu/")
    page.get_by_role("button", name=TOGETHER).click()
    expect(page.locator(".said")).to_contain_text(f"Đã xác nhận gộp {PLAIN} phiếu.")
    deputy = page.locator(".cd:has(.cd-step)")
    deputy.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("Chọn mức cho tiêu chí đ.")
    for step in (deputy.locator(".cd-step").nth(0), deputy.locator(".cd-step").nth(1)):
        step.get_by_label("Mức cao").check()
        step.get_by_label("Lý do").fill("Có sáng kiến")
    deputy.get_by_role("button", name="Xác nhận").click()
    expect(page.locator(".said")).to_contain_text("đã xác nhận")
    done = page.locator(".cd.done").first
    done.get_by_text("Bỏ xác nhận").first.click()
    done.get_by_label("Vì sao bỏ xác nhận").fill("Chấm nhầm")
    done.get_by_role("button", name="Bỏ xác nhận").click()
    expect(page.locator(".said")).to_contain_text("đã bỏ xác nhận")


def test_the_pages_fit_and_axe_finds_nothing_serious(signed_in: Open, head: str, officer: str):
    reads = ((head, "/cham-phieu/"), (officer, "/tu-cham/"))
    for width, (reader, path) in product((PHONE, DESK), reads):
        page = signed_in(reader, width=width, at=path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        assert serious(page) == []
        for narrow in {width, min(width, NARROWEST)}:
            page.set_viewport_size({"width": narrow, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.set_viewport_size({"width": width, "height": 800})
        if width == PHONE:
            assert [one for one in _small(page) if 'type="radio"' not in one] == []
