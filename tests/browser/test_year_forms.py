"""Mẫu 02 filled and sent by thumb; a secretary writes minutes by keys, and by thumb alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.accounts.models import User
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.actions import NewMeeting, NewMember
from congvu.apps.evaluation.queries.years import called_to, round_of
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant, NewPerson, NewUnit
from congvu.apps.org.models import Person
from congvu.apps.org.queries import unit
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import year_period, years_opened
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.story import PASSWORD
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious, too_small, too_wide

START, MOST_TAPS = date(2026, 1, 1), 8
NAMES = ("Trần Thị Đầu", "Lê Văn Phó", "Đỗ Thị Thư", "Hồ Văn Tư")
LEADS = {0: "head", 1: "deputy"}
TAPPED = "main :is(a, button, summary, select, textarea, fieldset label, .mt-who label, .mt-tick)"
WHY = {"by": None, "at": CLOCK}
numbers = count(1)


def _apart(act):
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once():
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as other:
        return other.submit(once).result()


def _agency() -> tuple[str, list[str]]:
    """A small agency with its year open: its code, and its people's codes, who sign in by them."""
    code = f"KH-NAM-{next(numbers)}"
    org.create_units(
        [NewUnit(code, f"Chi cục {code}", "department", START, parent="KH", agency=code)], **WHY
    )
    people = [f"{code}-{seat}".lower() for seat in range(len(NAMES))]
    rows = [NewPerson(one, name, "civil_servant") for one, name in zip(people, NAMES, strict=True)]
    org.create_people(rows, **WHY)
    posts = [
        NewPosting(one, code, "Chuyên viên", START, leads=LEADS.get(seat, "none"))
        for seat, one in enumerate(people)
    ]
    positions.open_postings(posts, **WHY)
    for seat, one in enumerate(people):
        _account(code, one, LEADS.get(seat, "officer"))
    if years_opened():
        evaluation.bring_up_ratings(year_period(2026), **WHY)
    else:
        evaluation.begin_year(2026, **WHY)
    return code, people


def _account(code: str, person: str, role: str) -> None:
    user = User(username=person, display_name=f"Người {person}", made_in_demo=True)
    user.set_password(PASSWORD)
    user.save()
    Person.objects.filter(code=person).update(user=user)
    org.grant_roles([NewGrant(user.pk, role, START, unit=code)], **WHY)


def _met() -> tuple[int, str]:
    """The meeting of such an agency, begun two hours ago; its secretary's sign-in."""
    code, people = _agency()
    members = [
        NewMember(one.name, one.capacity, one.title, one.person)
        for one in called_to(unit(code), on=CLOCK.date())
    ]
    row = NewMeeting(CLOCK - timedelta(hours=2), "Phòng họp", people[0], people[2])
    held = round_of(year_period(2026).id, code).id
    return evaluation.call_meeting(held, code, row, members, **WHY), people[2]


def _looks(page: Page) -> None:
    assert serious(page) == []
    assert too_wide(page) == []
    page.set_viewport_size({"width": PHONE, "height": 800})
    assert too_small(page, TAPPED) == []


@pytest.fixture
def officer(site: str) -> str:
    return _apart(_agency)[1][3]


@pytest.fixture
def meeting(site: str) -> tuple[int, str]:
    return _apart(_met)


def test_an_officer_fills_and_sends_her_form_by_thumb(signed_in: Open, officer: str):
    page = signed_in(officer, width=PHONE, at="/thang/")
    taps = [
        page.locator(".who summary"),
        page.get_by_role("link", name="Xếp loại của tôi").first,
        page.get_by_label("Hoàn thành tốt nhiệm vụ"),
        page.get_by_role("button", name="Gửi", exact=True),
    ]
    for one in taps[:2]:
        one.tap()
    expect(page.locator("[name=muc]:checked")).to_have_count(0)
    _looks(page)
    page.get_by_label("Báo cáo tự đánh giá").fill("Hoàn thành kế hoạch năm.")
    for one in taps[2:]:
        one.tap()
    expect(page.locator("main")).to_contain_text("Đã gửi phiếu xếp loại.")
    expect(page.get_by_role("button", name="Rút lại để sửa")).to_be_visible()
    assert len(taps) <= MOST_TAPS


def test_a_secretary_writes_minutes_by_keys_and_passes_them(
    signed_in: Open, meeting: tuple[int, str]
):
    made, secretary = meeting
    page = signed_in(secretary, width=DESK, at=f"/xep-loai/hop/{made}/")
    people = page.locator(".mt-one")
    expect(people).to_have_count(3)
    people.first.locator("select").first.focus()
    for number in range(3):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        page.keyboard.type(f"Nhất trí {number}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("main")).to_contain_text("Đã ghi ý kiến về")
        expect(people.nth(number)).to_contain_text(f"Nhất trí {number}")
        following = people.nth(number + 1) if number < 2 else page.locator("#ket-thuc")
        expect(following.locator("select, textarea").first).to_be_focused()
    page.get_by_label("Kết luận của cuộc họp").fill("Thống nhất.")
    page.get_by_role("button", name="Thông qua biên bản").click()
    expect(page.locator("main")).to_contain_text("biên bản đã được thông qua")
    _looks(page)


def test_the_meeting_is_written_on_a_phone_without_scripts(
    signed_in: Open, meeting: tuple[int, str]
):
    made, secretary = meeting
    page = signed_in(secretary, width=PHONE, scripts=False, at=f"/xep-loai/hop/{made}/")
    one = page.locator(".mt-one").first
    one.get_by_label("Hoàn thành tốt nhiệm vụ").tap()
    one.get_by_role("button", name="Ghi, sang người sau").tap()
    expect(page.locator("main")).to_contain_text("Đã ghi ý kiến về")
    page.get_by_role("link", name="Góp ý kiến bằng văn bản").tap()
    page.get_by_label("Ý kiến").first.fill("Điều hành tốt")
    page.get_by_role("button", name="Gửi ý kiến").tap()
    expect(page.locator("main")).to_contain_text("Đã ghi ý kiến về 1 người")
