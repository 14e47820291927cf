"""A person objects to one line of her month by a thumb: four taps at most; also without scripts."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connections
from playwright.sync_api import Page, expect

from congvu.apps.evaluation.models import Objection
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.models import LocalParameter
from congvu.exchange.demo.frames import CLOCK
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious
from tests.browser.test_day import Hand

PERSON, HEAD, MONTH = "duc.hoang", "truong.phong", "/thang/2026-10/"
WINDOW = "objection_window_working_days"
MOST_TAPS, NARROWEST = 4, 320


def _apart(act, *given):
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once():
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(once).result()


def _longer() -> None:
    rulebook.adopt_parameter(
        name=WINDOW, value="60", decision="QĐ 7", valid_from=date(2026, 11, 1), by=None, at=CLOCK
    )


@pytest.fixture(autouse=True, scope="module")
def _time_enough(site: str) -> Iterator[None]:
    """The province gives time enough that October may still be objected to."""
    _apart(_longer)
    yield
    _apart(LocalParameter.objects.filter(name=WINDOW).delete)


def _link(page: Page):
    """The way to object to the first task of the first cause."""
    return page.locator(".fall details").first.get_by_role("link", name="Kiến nghị").first


def test_one_line_takes_four_taps_at_most(signed_in: Open):
    page = signed_in(PERSON, width=PHONE, at=MONTH)
    hand = Hand(page)
    hand.tap(page.locator(".fall summary").first)
    hand.tap(_link(page))
    expect(page.get_by_label("Vì sao")).to_be_focused()
    page.keyboard.type("Toi lam du, co bien nhan.")
    hand.tap(page.get_by_role("button", name="Gửi", exact=True))
    expect(page.get_by_text("Đã gửi kiến nghị.")).to_be_visible()
    assert hand.taps <= MOST_TAPS
    expect(page.get_by_text("Toi lam du, co bien nhan.")).to_be_visible()
    page.goto(MONTH)
    expect(page.locator("main")).to_contain_text("đang kiến nghị")


def test_without_scripts_the_whole_result_is_objected_to_and_taken_back(signed_in: Open):
    page = signed_in("an.nguyen", width=PHONE, scripts=False, at=MONTH)
    page.get_by_role("link", name="kiến nghị cả kết quả").click()
    page.get_by_label("Vì sao").fill("Sai")
    page.get_by_role("button", name="Gửi", exact=True).click()
    expect(page.get_by_text("Đã gửi kiến nghị.")).to_be_visible()
    page.get_by_role("button", name="Rút kiến nghị").click()
    expect(page.get_by_text("Đã rút kiến nghị.")).to_be_visible()


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        (PERSON, "/kien-nghi/gui/2026-10/?muc=all"),
        (HEAD, "/kien-nghi/"),
        (HEAD, "one"),
        ("van.phong", "/dieu-chinh/"),
    ],
)
def test_a_page_fits_every_width_and_is_read_by_everybody(signed_in: Open, reader, path):
    page = signed_in(reader, at="")
    if path == "one":
        made = _apart(Objection.objects.filter(state="lodged").values_list("pk", flat=True).first)
        path = f"/kien-nghi/{made}/"
    page.goto(path)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    for width in (NARROWEST, PHONE, DESK):
        page.set_viewport_size({"width": width, "height": 800})
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (width, max(beyond, 0)) == (width, 0)
        assert (width, serious(page)) == (width, [])
