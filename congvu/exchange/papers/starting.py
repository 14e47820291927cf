"""The process that makes papers, started beside the one that answers pages."""

import os
import subprocess
import sys
from pathlib import Path


def start_maker(folder: Path, *words: str) -> None:
    """Start `congvu papers` with these words and go on; what it says lies beside its files.

    No page waits for it and no page's end stops it; `folder` is that of all runs.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    outside = {name: text for name, text in os.environ.items() if name != "CONGVU_SERVING"}
    with (folder / "maker.log").open("ab") as log:
        subprocess.Popen(  # noqa: S603 - our own interpreter and command, no shell
            [sys.executable, "-m", "congvu.cli", "papers", *words],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=outside,
            start_new_session=True,
        )
