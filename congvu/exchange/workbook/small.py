"""A workbook made in one go, for a list that is asked for on a page."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from congvu.exchange.workbook.results import Sheet
from congvu.exchange.workbook.writing import write_tables


def workbook_of(sheets: Sequence[Sheet]) -> bytes:
    """Return the sheets as an xlsx; what begins with = + - @ stays a text. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / "danh-sach.xlsx"
        write_tables(sheets, path)
        return path.read_bytes()
