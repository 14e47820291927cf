"""Papers as people meet them: printed from the month, a whole room's beside the pages, checked."""

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from config.env import ROOT
from congvu.exchange.demo.frames import CLOCK
from congvu.web.papers import starting
from tests.browser.conftest import DESK, Open
from tests.browser.test_reminding import fits

PATIENCE = 120


class Maker:
    """Starts the maker as the product does, on the tests' database and folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.children = folder, []

    def start(self, run_id: int) -> None:
        at = settings.DATABASES["default"]
        url = f"host={at['HOST']} user={at['USER']} dbname={at['NAME']}"
        said = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "CONGVU_DEMO": "1"}
        said |= {"DATABASE_URL": url, "CONGVU_VAR": str(self.folder.parent)}
        said |= {"CONGVU_FIXED_CLOCK": CLOCK.isoformat()}
        self.children.append(
            subprocess.Popen(
                [sys.executable, "-m", "congvu.cli", "papers", "make", str(run_id)],
                cwd=ROOT,
                env=said,
                start_new_session=True,
            )
        )

    def kill(self) -> None:
        """As a power cut would, its helpers too."""
        os.killpg(self.children[-1].pid, signal.SIGKILL)
        self.children[-1].wait()


@pytest.fixture
def maker(tmp_path, monkeypatch) -> Iterator[Maker]:
    folder = tmp_path / "papers"
    folder.mkdir()
    made = Maker(folder)
    monkeypatch.setattr(starting, "start", made.start)
    with override_settings(PAPERS=folder):
        yield made
    for child in made.children:
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def until(holds) -> None:
    """Wait for something that another process does; give up only after minutes."""
    for _ in range(PATIENCE * 10):
        if holds():
            return
        time.sleep(0.1)
    pytest.fail("it never came")


def test_a_room_is_printed_beside_the_pages_through_a_kill_and_then_checked(
    signed_in: Open, maker: Maker
):
    page = signed_in("truong.phong", at="/phong/")
    page.get_by_role("link", name="In phiếu cả đơn vị").click()
    page.get_by_role("button", name="Làm tệp in").click()
    until(lambda: list(maker.folder.glob("*.steps/*.zip")) or list(maker.folder.glob("*.zip")))
    maker.kill()
    fits(page)
    page.set_viewport_size({"width": DESK, "height": 800})
    if not list(maker.folder.glob("*.zip")):
        maker.start(int(page.url.rstrip("/").rpartition("/")[2]))
    page.get_by_role("link", name="Tải tệp zip").wait_for(timeout=PATIENCE * 1000)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải tệp zip").click()
    with zipfile.ZipFile(coming.value.path()) as packed:
        names = packed.namelist()
        assert packed.testzip() is None
        first = maker.folder / "phieu.pdf"
        first.write_bytes(packed.read(names[0]))
    assert names == [*sorted(names[:-1]), "gop-2026-11.pdf"]
    page.goto("/kiem-tra/")
    page.get_by_label("Tệp pdf hoặc docx").set_input_files(first)
    page.get_by_role("button", name="Kiểm tra tệp").click()
    page.get_by_text("Dự thảo", exact=True).wait_for()


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        ("truong.phong", "/in-phieu/"),
        ("truong.phong", "/phong/"),
        ("an.nguyen", "/kiem-tra/"),
        ("", "/kiem-tra/?ma=P-AVWG-9W58-T&dau=0123456789ab"),
    ],
)
def test_the_pages_of_papers_fit_phone_and_desk(signed_in: Open, reader: str, path: str):
    page = signed_in(reader, at=path)
    fits(page)
