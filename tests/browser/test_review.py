"""A head answers fifteen people on one page by keys alone, each counted; also without scripts."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count, product

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.accounts.models import User
from congvu.apps.catalogue.queries import products
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant, NewPerson, NewUnit
from congvu.apps.org.models import Person
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import period
from congvu.apps.work import actions
from congvu.apps.work.actions import NewEntry, NewTask
from congvu.apps.work.models import Cause, Review
from congvu.apps.work.queries import seen_of
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.story import PASSWORD
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious

PEOPLE, NARROWEST, MOST_KEYS = 15, 320, 60
KEYS = 22  # what these fifteen people take today; it may fall, and is never to grow
DUE, START = date(2026, 11, 20), date(2026, 1, 1)
ON_TIME = CLOCK - timedelta(days=5)
numbers = count(1)
widths = pytest.mark.parametrize("width", [PHONE, DESK])


class Keyboard:
    """Presses keys and counts them; the text of a reason is typed without being counted."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str) -> None:
        """Press one key and wait until what it started is saved."""
        self.pressed += 1
        self.page.keyboard.press(key)
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        expect(self.page.locator("[data-said]")).not_to_have_text("đang lưu…")

    def reason(self, text: str) -> None:
        """Type a reason."""
        self.page.keyboard.type(text)


def _apart(act, *given):
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once():
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(once).result()


def _room() -> str:
    """A room of fifteen whose head signs in, two plain reports each and one that is not."""
    number = next(numbers)
    unit, head = f"KH-DUYET-{number}", f"duyet.{number}"
    here = NewUnit(unit, f"Phòng Duyệt {number}", "department", START, parent="KH", agency=unit)
    org.create_units([here], by=None, at=CLOCK)
    names = [f"D{number}-{seat:02}" for seat in range(PEOPLE + 1)]
    org.create_people(
        [NewPerson(code, f"Lê Thị Hoa {code}", "civil_servant") for code in names],
        by=None,
        at=CLOCK,
    )
    positions.open_postings(
        [
            NewPosting(code, unit, "Chuyên viên", START, leads="none" if seat else "head")
            for seat, code in enumerate(names)
        ],
        by=None,
        at=CLOCK,
    )
    user = User(username=head, display_name="Người duyệt", made_in_demo=True)
    user.set_password(PASSWORD)
    user.save()
    Person.objects.filter(code=names[0]).update(user=user)
    org.grant_roles([NewGrant(user.pk, "head", START, unit=unit)], by=None, at=CLOCK)
    for seat, code in enumerate(names[1:]):
        _reports(code, unit, seat)
    return head


def _reports(code: str, unit: str, seat: int) -> None:
    """Two plain reports; the third is late, over what was asked, or has a cause to confirm."""
    for _ in range(2):
        _logged(code, unit, 100, date(2026, 11, 18))
    if seat % 5 == 4:
        _logged(code, unit, 300, date(2026, 11, 18))
        return
    late = _logged(code, unit, 100, DUE + timedelta(days=2))
    if seat == 0:
        actions.claim_cause(late, "waiting", note="Sở Tài chính", by=None, at=CLOCK)


def _logged(code: str, unit: str, amount: int, day: date) -> int:
    product = products(on=DUE)[0]
    task = NewTask(
        person=code, unit=unit, title=product.name, coefficient_tenths=10,
        assigned_hundredths=100, due_on=DUE, product_id=product.id,
    )  # fmt: skip
    (task_id,) = actions.assign_tasks(period("2026-11").id, [task], by=None, at=ON_TIME)
    line = NewEntry(uuid.uuid4(), code, day, amount, task_id=task_id, note="Đã gửi văn thư")
    actions.log_work([line], by=None, at=max(ON_TIME, CLOCK if day > DUE else ON_TIME))
    return task_id


@pytest.fixture
def head(site: str) -> str:
    """The sign-in of a head whose fifteen people wait."""
    return _apart(_room)


def test_a_head_answers_fifteen_people_on_one_page_in_at_most_sixty_keys(
    signed_in: Open, head: str
):
    page = signed_in(head, at="/duyet/")
    loads = []
    page.on("framenavigated", lambda frame: loads.append(frame.url))
    expect(page.locator(".tell")).to_contain_text("45 việc chờ nghiệm thu")
    keys = Keyboard(page)
    keys.press("a")
    keys.press("Enter")
    expect(page.locator("[data-said]")).to_have_text("Đã nghiệm thu gộp 30 việc.")
    expect(page.locator(".rv")).to_have_count(PEOPLE)
    keys.press("x")
    keys.press("Enter")
    _fails(keys, "c", "Sai số liệu ở phụ lục 2")
    _fails(keys, "t", "Thiếu chữ ký")
    keys.press("1")
    keys.reason("Được các phường khác dùng lại")
    keys.press("Enter")
    keys.press("2")
    while page.locator(".rv[data-waits]").count():
        keys.press("Enter")
    expect(page.locator(".tell")).to_have_text("Không còn việc nào chờ ông/bà duyệt")
    assert loads == []
    assert keys.pressed <= KEYS <= MOST_KEYS
    assert _apart(_told) == {
        ("accepted", True): 30, ("accepted", False): 13, ("failed", False): 1,
        ("returned", False): 1,
    }  # fmt: skip


def _fails(keys: Keyboard, key: str, reason: str) -> None:
    keys.press(key)
    keys.reason(reason)
    keys.press("Enter")


def _told() -> dict[tuple[str, bool], int]:
    """How many reviews of each sort the newest head made."""
    by = User.objects.filter(username__startswith="duyet.").order_by("-pk")[0]
    found = Review.objects.filter(by=by).values_list("verdict", "batch")
    assert not Cause.objects.filter(decided_by=by).exclude(state="confirmed").exists()
    return {pair: list(found).count(pair) for pair in set(found)}


def test_arrows_walk_what_is_in_sight_and_an_answer_leads_on(signed_in: Open, head: str):
    page = signed_in(head, at="/duyet/")
    sent = []
    page.on("request", lambda one: sent.append(one.headers.get("idempotency-key")))
    keys = Keyboard(page)
    rows = page.locator(".rv.look")
    for key, place in (("ArrowDown", 0), ("j", 1), ("ArrowDown", 2), ("k", 1), ("c", None)):
        keys.press(key)
        if place is not None:
            expect(rows.nth(place)).to_be_focused()
    expect(page.get_by_label("Vì sao chưa đạt")).to_be_focused()
    keys.press("Escape")
    expect(rows.nth(1)).to_be_focused()
    next_row = rows.nth(2).get_attribute("id")
    keys.press("Enter")
    expect(page.locator(f"#{next_row}")).to_be_focused()
    keys.press("3")
    assert len(set(filter(None, sent))) == 2
    keys.press("g")
    expect(page.locator("section:has(.rv.look) [data-group]:focus")).to_have_count(1)
    keys.press("Enter")
    expect(page.locator("[data-said]")).to_have_text("Đã nghiệm thu gộp 2 việc.")


def test_what_is_refused_keeps_its_words_and_what_was_overtaken_shows_both(
    signed_in: Open, head: str
):
    page = signed_in(head, at="/duyet/")
    keys = Keyboard(page)
    keys.press("ArrowDown")
    row = page.locator(".rv:focus")
    number = int(row.get_attribute("data-row"))
    keys.press("c")
    keys.press("Enter")
    expect(page.locator("[data-wrong]")).to_contain_text("phải ghi lý do")
    _apart(_accepted_by_another, number)
    keys.reason("Sai số liệu")
    keys.press("Enter")
    row = page.locator(f"#viec-{number}")
    expect(row).to_contain_text("Lúc ông/bà mở trang: giao 1, báo 1.")
    expect(row).to_contain_text("Nghiệm thu 1 · Đoàn Minh Quân, 14:32 23/11/2026.")


def _accepted_by_another(task_id: int) -> None:
    chair = User.objects.get(username="chu.tich")
    said = actions.Answer(actions.Act.ACCEPT)
    seen = seen_of([task_id])[task_id]
    actions.answer_task(task_id, said, seen=seen, by=chair, at=CLOCK)


def test_a_lost_connection_leaves_what_was_typed(signed_in: Open, head: str):
    page = signed_in(head, at="/duyet/")
    keys = Keyboard(page)
    for key in ("j", "j", "k", "j", "t"):
        keys.press(key)
    keys.reason("Thiếu chữ ký")
    page.context.set_offline(True)
    keys.press("Enter")
    expect(page.locator("[data-wrong]")).to_contain_text("mất kết nối")
    expect(page.locator(".rv-ask [name=ly-do]")).to_have_value("Thiếu chữ ký")
    page.context.set_offline(False)
    keys.press("Enter")
    expect(page.locator(".rv-ask")).to_have_count(0)
    expect(page.locator("[data-said]")).to_have_text("đã lưu 14:32")


def test_on_a_phone_a_row_is_tapped_and_answered_in_place(signed_in: Open, head: str):
    page = signed_in(head, width=PHONE, at="/duyet/")
    row = page.locator(".rv.look").nth(1)
    number = row.get_attribute("data-row")
    row.get_by_text("Trả lời khác").tap()
    row.get_by_role("button", name="Chưa đạt").tap()
    row.get_by_label("Vì sao chưa đạt").fill("Sai số liệu")
    row.get_by_role("button", name="Lưu").tap()
    expect(page.locator(f"#viec-{number}")).to_contain_text("Chưa đạt lúc 14:32 23/11")


@widths
def test_everything_works_without_scripts(signed_in: Open, head: str, width: int):
    page = signed_in(head, width=width, scripts=False, at="/duyet/")
    page.get_by_role("button", name="Nghiệm thu 30 việc không có gì lạ").click()
    expect(page.locator(".said")).to_contain_text("Đã nghiệm thu gộp 30 việc.")
    row = page.locator(".rv").nth(1)
    number = row.get_attribute("data-row")
    row.get_by_role("button", name="Nghiệm thu").click()
    expect(page.locator(f"#viec-{number}")).to_contain_text("Đã nghiệm thu lúc 14:32")
    row = page.locator(".rv[data-waits]").nth(1)
    number = row.get_attribute("data-row")
    row.get_by_role("link", name="Trả lời khác").click()
    file = page.locator(f"#viec-{number}")
    file.get_by_role("button", name="Trả lại").click()
    expect(file.get_by_role("alert")).to_contain_text("phải ghi lý do")
    file.get_by_label("Lý do (chưa đạt").fill("Thiếu chữ ký")
    file.get_by_role("button", name="Trả lại").click()
    expect(page.locator(f"#viec-{number}")).to_contain_text("Đã trả lại lúc 14:32")


def test_the_pages_fit_and_axe_finds_nothing_serious(signed_in: Open, head: str):
    for width, path in product((PHONE, DESK), ("/duyet/", _apart(_somebody))):
        page = signed_in(head, width=width, at="")
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
        if path == "/duyet/":
            page.locator(".rv.look").first.get_by_text("Trả lời khác").click()
            page.get_by_role("button", name="Chưa đạt").click()
        assert serious(page) == []
        for narrow in {width, min(width, NARROWEST)}:
            page.set_viewport_size({"width": narrow, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        page.set_viewport_size({"width": width, "height": 800})
        if width == PHONE:
            assert _small(page) == []


def _somebody() -> str:
    """The page of one of the newest head's people."""
    code = Person.objects.filter(code__startswith="D").order_by("-pk")[0].code
    return f"/duyet/{code}/"


def _small(page: Page) -> list[str]:
    """What is to be touched on a phone and is less than 44 pixels high."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main :is(a, button, summary, input, select)')]
        .filter((one) => one.offsetParent && !one.closest('.hidden') && !one.disabled)
        .filter((one) => one.getBoundingClientRect().height < 44)
        .map((one) => one.outerHTML.slice(0, 80))"""
    )


def test_the_inspector_sees_who_accepts_together(signed_in: Open, head: str):
    page = signed_in(head, at="/duyet/")
    page.get_by_role("button", name="Nghiệm thu 30 việc không có gì lạ").click()
    expect(page.locator("[data-said]")).to_have_text("Đã nghiệm thu gộp 30 việc.")
    page = signed_in("thanh.tra", width=PHONE, at="/duyet-gop/")
    expect(page.locator("tbody").first).to_contain_text("Người duyệt")
    expect(page.locator("tbody").first).to_contain_text("100%")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
