"""Lending a role and keeping roles, as a browser shows them; and a form sent twice by hand."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.accounts.models import User
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.org.models import Delegation, Grant
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.people import STARTED
from tests.browser.conftest import PHONE, Open
from tests.browser.looks import serious, too_wide

LARGE = 44
LENT = "Đang thay Trịnh Thị Thu Hà tới 30/11/2026"


def apart(act: Callable[[], object]) -> object:
    """Ask the database in a thread of its own: the browser's driver keeps this one."""

    def asked() -> object:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asked).result()


@pytest.fixture(scope="module")
def administrator(site: str) -> str:
    """Let the demo's operator keep grants too, as the demo has nobody for it yet."""

    def given() -> None:
        user = User.objects.get(username="van.hanh")
        org.grant_roles([NewGrant(user.pk, "province_admin", STARTED)], by=None, at=CLOCK)

    apart(given)
    return "van.hanh"


@pytest.fixture
def lent(site: str) -> Iterator[None]:
    """Take back what a test lends."""
    yield
    apart(Delegation.objects.all().delete)


def lend(page: Page) -> None:
    """Fill the form and send it: a name, a day, a reason."""
    page.goto("/uy-quyen/")
    page.get_by_label("Người làm thay").fill("an.nguyen")
    page.get_by_label("Đến hết ngày").fill("30/11/2026")
    page.get_by_label("Lý do", exact=True).first.fill("Đi công tác")
    page.get_by_role("button", name="Ủy quyền", exact=True).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_head_lends_her_role_and_the_delegate_sees_it_everywhere(
    signed_in: Open, lent: None, scripts: bool
):
    lend(signed_in("truong.phong", scripts=scripts))
    page = signed_in("an.nguyen", width=PHONE, scripts=scripts, at="")
    for path in ("/thang/", "/quy-dinh/"):
        page.goto(path)
        expect(page.get_by_role("link", name=LENT)).to_be_visible()
    page.get_by_role("link", name=LENT).click()
    page.get_by_role("link", name="Phòng tôi").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Phòng Kinh tế")


def test_a_form_sent_twice_at_one_moment_lends_once(signed_in: Open, lent: None):
    """Without the guard the second would be refused: she acts for her already."""
    page = signed_in("truong.phong", at="/uy-quyen/")
    statuses = page.evaluate(
        """async () => {
          const form = document.querySelector('form[action="/uy-quyen/"]');
          const sent = new FormData(form);
          sent.set("nguoi", "an.nguyen");
          sent.set("den", "30/11/2026");
          sent.set("ly-do", "Đi công tác");
          const send = () => fetch(form.action, {method: "POST", body: sent});
          return (await Promise.all([send(), send()])).map((answer) => answer.status);
        }"""
    )
    assert statuses == [200, 200]
    assert apart(Delegation.objects.count) == 1


def test_what_is_sent_from_a_page_gone_back_to_is_meant(signed_in: Open, lent: None):
    """The old page's forms are marked, so that they are not taken for the first sending."""
    page = signed_in("truong.phong", at="/uy-quyen/")
    expect(page.locator("input[name=luot]")).to_have_count(0)
    page.goto("/quy-dinh/")
    page.go_back()
    page.wait_for_url(re.compile("/uy-quyen/"))
    marks = page.locator("input[name=luot]")
    expect(marks.first).to_be_attached()
    assert int(marks.first.input_value()) > 0


@pytest.mark.parametrize(
    ("reader", "path"),
    [("truong.phong", "/uy-quyen/"), ("van.hanh", "/quyen/"), ("van.hanh", "/quyen/cap/"),
     ("van.hanh", "/quyen/1/")],
)  # fmt: skip
def test_the_pages_fit_a_phone_and_axe_finds_nothing(
    signed_in: Open, administrator: str, reader: str, path: str
):
    page = signed_in(reader, at="")
    first = apart(lambda: Grant.objects.earliest("pk").pk)
    page.goto(path.replace("1", str(first)))
    assert too_wide(page) == []
    page.set_viewport_size({"width": PHONE, "height": 800})
    tapped = "main .btn, main summary, main select, main th a, .role-choice label, .tap, .acting a"
    small = [
        (one.inner_text(), one.bounding_box()["height"])
        for one in page.locator(tapped).all()
        if one.is_visible() and one.bounding_box()["height"] not in (1,)
    ]
    assert [one for one in small if one[1] < LARGE] == []
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert serious(page) == []


def test_an_administrator_gives_and_ends_a_role(signed_in: Open, administrator: str):
    page = signed_in(administrator, at="/quyen/cap/")
    page.get_by_label("Người nhận quyền").fill("an.nguyen")
    page.get_by_label("Văn phòng cơ quan").check()
    page.get_by_label("Ở đơn vị").fill("KH-22366")
    page.get_by_label("Lý do, căn cứ").fill("QĐ 45/QĐ-UBND")
    page.get_by_label("Lý do, căn cứ").press("Enter")
    expect(page.locator(".said")).to_contain_text("có hiệu lực ngay")
    page.get_by_label("Họ tên hoặc tên đăng nhập").fill("nguyen van an")
    page.get_by_role("button", name="Xem").click()
    page.get_by_role("row").filter(has_text="Văn phòng cơ quan").get_by_role("link").click()
    page.get_by_label("Lý do thu").fill("Cấp nhầm")
    page.get_by_role("button", name="Thu quyền ngay").click()
    expect(page.locator("main")).to_contain_text("đã thu ngay")
