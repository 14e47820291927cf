"""The real product on a small demo province, in the system's own Chromium.

The province is loaded once for this folder and the server runs in a thread of this process, as the
runtime role, with the demo's clock.
"""

import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import override_settings
from playwright.sync_api import Browser, Page, StorageState, sync_playwright

from congvu.exchange.demo.frames import CLOCK
from congvu.exchange.demo.load import load
from congvu.exchange.demo.province import Province
from congvu.exchange.demo.story import PASSWORD
from tests.conftest import _empty_as_the_owner as empty_the_database

COMMUNES = ("22366", "22615")  # phường Nha Trang, xã Bắc Khánh Vĩnh
PHONE, DESK = 360, 1280
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
def site(django_db_setup: None, django_db_blocker) -> Iterator[str]:
    """Load the province, serve it, and give its address; leave an empty database behind."""
    with django_db_blocker.unblock(), override_settings(DEMO=True, FIXED_CLOCK=CLOCK):
        load(Province(communes=COMMUNES, agencies=()))
        server = ThreadedWSGIServer(("127.0.0.1", 0), Quiet)
        server.daemon_threads = True
        server.set_app(get_wsgi_application())
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()
        connections.close_all()
        empty_the_database(None)


@pytest.fixture(scope="package")
def browser(site: str) -> Iterator[Browser]:
    """The system's Chromium; a new profile each run."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
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
    """Give a function that signs a reader in (by the form the first time) on her first page."""
    contexts = []

    def opened(
        username: str = "",
        *,
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
        page.goto("/" if username in known else "/dang-nhap/")
        if username and username not in known:
            _through_the_form(page, username)
            if not leaves:
                known[username] = context.storage_state()
        return page

    yield opened
    for context in contexts:
        context.close()


def _through_the_form(page: Page, username: str) -> None:
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập", exact=True).click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)
