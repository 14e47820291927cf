"""The real product on a small demo province, in the system's own Chromium without a window.

The province is loaded once a run; this folder has a copy of its own, and the server runs in a
thread of this process, as the runtime role, with the demo's clock.
"""

import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from config import postgres
from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.story import PASSWORD
from tests.exchange.demo.provinces import SMALL_COMMUNES
from tests.provinces import province

PHONE, DESK = 360, 1280
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser")  # the lightest first
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
Open = Callable[..., Page]


class Quiet(WSGIRequestHandler):
    """A handler that does not write a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="package")
def site(
    postgres_server: postgres.Server, django_db_setup: None, django_db_blocker
) -> Iterator[str]:
    """Serve a copy of the province and give its address."""
    with (
        django_db_blocker.unblock(),
        override_settings(DEMO=True, FIXED_CLOCK=CLOCK, WHITENOISE_AUTOREFRESH=False),
        province(postgres_server, *SMALL_COMMUNES),
    ):
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.daemon_threads = True
        server.set_app(get_wsgi_application())
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="package")
def browser(site: str) -> Iterator[Browser]:
    """The system's Chromium; a new profile each run."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found, "Chromium is missing: apt-get install chromium-headless-shell (or chromium)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def known() -> dict[str, StorageState]:
    """Keep the session of each reader who came in through the form and does not leave."""
    return {}


@pytest.fixture
def signed_in(browser: Browser, site: str, known: dict[str, StorageState]) -> Iterator[Open]:
    """Give a function that opens a page for a reader, by default where a sign-in leads.

    The first time she comes in through the form, afterwards with that session. With no path at all
    nothing is opened yet, for whoever wants to listen to the page first.
    """
    contexts = []

    def opened(
        username: str = "",
        *,
        at: str = "/",
        width: int = DESK,
        scripts: bool = True,
        leaves: bool = False,
        workers: str = "allow",
    ) -> Page:
        if leaves:
            known.pop(username, None)
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            java_script_enabled=scripts,
            has_touch=width < DESK,
            storage_state=known.get(username),
            service_workers=workers,
        )
        contexts.append(context)
        page = context.new_page()
        if username and username not in known:
            _through_the_form(page, username)
            if not leaves:
                known[username] = context.storage_state()
            at = "" if at == "/" else at
        if at:
            page.goto(at)
        return page

    yield opened
    for context in contexts:
        context.close()


def _through_the_form(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
