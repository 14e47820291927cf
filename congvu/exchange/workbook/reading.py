"""The parent's side of reading: start the child, take its lines, end it when it overstays."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Timer
from typing import Any

import congvu
from congvu.exchange.workbook.child import TOO_COSTLY, Cells
from congvu.exchange.workbook.limits import MB, STANDARD, Limits
from congvu.exchange.workbook.refusal import Kind, Refused

LONGEST_WAIT: float = 30  # seconds for one line
CHILD = "congvu.exchange.workbook.child"


@dataclass(slots=True)
class Sheet:
    """One sheet as it comes: rows can be read once, in order, the first one is row 1.

    `fonts` are those of the whole workbook: they say in which encoding old texts may be.
    """

    name: str
    rows: Iterator[Cells]
    hidden: bool = False
    total: int | None = None
    merges: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    fonts: tuple[str, ...] = ()


def check_source(path: Path, limits: Limits = STANDARD) -> None:
    """Raise Refused unless `path` is a readable ordinary file of bearable size."""
    try:
        if not path.is_file():
            raise Refused(Kind.NOT_FOUND, f"Không tìm thấy tệp “{path}”.")
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as fault:
        raise Refused(Kind.NOT_FOUND, f"Không mở được tệp “{path}” ({fault.strerror}).") from fault
    if size > limits.file_bytes:
        raise Refused(
            Kind.TOO_LARGE, f"Tệp “{path.name}” lớn hơn {limits.file_bytes // MB} MB; hãy chia nhỏ."
        )


@contextmanager
def open_sheets(path: Path, limits: Limits = STANDARD) -> Iterator[Iterator[Sheet]]:
    """Read `path` in a child process; yields its sheets one after another; raises Refused."""
    check_source(path, limits)
    root = str(Path(congvu.__file__).parent.parent)
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, no shell
        [sys.executable, "-P", "-s", "-m", CHILD, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={"PYTHONPATH": root, "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"},
        close_fds=True,
    )
    try:
        yield _sheets(_Lines(child, LONGEST_WAIT + path.stat().st_size // MB))
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()


def _sheets(lines: "_Lines") -> Iterator[Sheet]:
    while (head := lines.head()) is not None:
        merges = [(tuple(start), tuple(end)) for start, end in head.get("merges", ())]
        yield Sheet(
            name=head["sheet"],
            rows=lines.rows(),
            hidden=head.get("hidden", False),
            total=head.get("total"),
            merges=merges,
            fonts=tuple(head.get("fonts", ())),
        )


class _Lines:
    """The child's lines, with one line of look-ahead; a line that does not come ends the child."""

    def __init__(self, child: "subprocess.Popen[bytes]", seconds: float) -> None:
        self._child = child
        self._seconds = seconds
        self._next: Any = None

    def head(self) -> dict[str, Any] | None:
        """The next sheet's opening line, whatever rows of the last one were left unread."""
        for _row in self.rows():
            pass
        line, self._next = self._next, None
        return None if "end" in line else line

    def rows(self) -> Iterator[Cells]:
        """The rows up to the next opening line."""
        while self._next is None:
            line = self._read()
            if isinstance(line, list):
                yield from line
            else:
                self._next = line

    def _read(self) -> Any:
        timer = Timer(self._seconds, self._child.kill)
        timer.start()
        try:
            text = self._child.stdout.readline() if self._child.stdout else b""
        finally:
            timer.cancel()
        if not text.endswith(b"\n"):
            raise Refused(Kind.TOO_COSTLY, TOO_COSTLY)
        line = json.loads(text)
        if isinstance(line, dict) and "refused" in line:
            raise Refused(Kind(line["refused"]), line["message"])
        return line
