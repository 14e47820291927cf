"""Chốt kỳ on a desk and a phone: proposed by one, signed by another, followed, called off."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from playwright.sync_api import Page, expect

from congvu.apps.evaluation import queries
from congvu.apps.evaluation.queries.runs import RUNNER
from congvu.apps.rulebook.queries import period
from congvu.exchange.closing import starting
from tests.browser.conftest import DESK, PHONE, Open
from tests.browser.looks import serious

KEY = "2026-11"


def _apart(act: Callable[..., object], *given: object) -> object:
    """Run an act on the records in a thread of its own: the browser's loop holds this one."""

    def once() -> object:
        try:
            return act(*given)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as apart:
        return apart.submit(once).result()


def _latest() -> int:
    return queries.runs_of(period(KEY).id)[0].id


def _stored(run: int, done: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE evaluation_closerun SET state = 'running', done = %s, total = 400,"
            " attempts = 1, started_at = now() - interval '2 seconds', told_at = now()"
            " WHERE id = %s",
            [done, run],
        )


@pytest.fixture
def someone_at_it(site: str) -> Iterator[None]:
    """A connection that holds the lock of the one runner."""
    held = connections.create_connection("default")
    held.inc_thread_sharing()

    def take() -> None:
        with held.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", RUNNER)

    _apart(take)
    yield
    _apart(held.close)


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert serious(page) == []


def _proposed(page: Page) -> None:
    page.goto(f"/chot-ky/{KEY}/")
    _fits(page)
    for one in page.locator(".propose input").all():
        if (one.get_attribute("name") or "").startswith("ly-do-"):
            one.fill("Đã nhắc, quá hạn")
    page.get_by_role("button", name="Đề nghị chốt").click()
    expect(page.get_by_text("thì người khác ký")).to_be_visible()
    _fits(page)


def _withdrawn(page: Page, button: str) -> None:
    page.get_by_text(button, exact=True).first.click()
    page.get_by_label("Lý do").fill("Chạy thử")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("Đã hủy; không công bố gì.").first).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_close_is_proposed_signed_followed_and_called_off(
    signed_in: Open, monkeypatch: pytest.MonkeyPatch, someone_at_it: None, width: int
) -> None:
    monkeypatch.setattr(starting, "start_runner", lambda: None)
    _proposed(signed_in("noi.vu", width=width))
    run = _apart(_latest)
    page = signed_in("tham.dinh", width=width, at=f"/chot-ky/lan/{run}/")
    _fits(page)
    page.get_by_role("button", name="Ký và chốt").click()
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible()
    for done in (100, 300):
        _apart(_stored, run, done)
        told = page.locator("[data-progress] [role=status]")
        expect(told).to_contain_text(f"{done} trong 400 người")
        expect(bar).to_have_attribute("value", str(done))
    _fits(page)
    _withdrawn(page, "Hủy chốt")


def test_without_scripts_a_gap_is_opened_and_its_people_are_found(signed_in: Open) -> None:
    page = signed_in("noi.vu", width=PHONE, scripts=False, at="/chot-ky/")
    page.get_by_role("link", name="Chưa tự chấm", exact=True).click()
    _fits_without_scripts(page)
    page.get_by_label("Tìm người", exact=True).fill("khong co ai ten nay")
    page.get_by_role("button", name="Lọc").click()
    expect(page.get_by_text("Không có ai khớp.")).to_be_visible()


def _fits_without_scripts(page: Page) -> None:
    box = page.locator("main").bounding_box()
    assert box
    assert box["width"] <= PHONE
