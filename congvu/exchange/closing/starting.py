"""The process that closes, started beside the one that answers pages."""

import subprocess
import sys


def start_runner() -> None:
    """Start `congvu close run` on its own; it ends by itself when another is at it already.

    What goes wrong is told where the errors of whoever starts it are told.
    """
    subprocess.Popen(
        [sys.executable, "-m", "congvu.cli", "close", "run"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
