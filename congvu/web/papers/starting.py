"""Let a process of its own make papers, so that no page waits for it and no page's end stops it."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import transaction

from config.env import ROOT


def start_after_commit(run_id: int) -> None:
    """Start the maker of a run once the run itself is stored."""
    transaction.on_commit(lambda: start(run_id))


def start(run_id: int) -> None:
    """Start the maker of a run and go on; what it says lies beside its files."""
    settings.PAPERS.mkdir(mode=0o700, parents=True, exist_ok=True)
    outside = {name: text for name, text in os.environ.items() if name != "CONGVU_SERVING"}
    with (settings.PAPERS / "maker.log").open("ab") as log:
        subprocess.Popen(  # noqa: S603 - our own interpreter and command, no shell
            [sys.executable, "-m", "congvu.cli", "papers", "make", str(run_id)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=ROOT,
            env=outside,
            start_new_session=True,
        )
