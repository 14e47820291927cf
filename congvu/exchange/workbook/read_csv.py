"""CSV as offices save it: comma, semicolon or tab; UTF-8 or Excel's "Unicode text".

The standard reader is used and not DuckDB's: it keeps blank lines, so that a problem's row number
is the one the user sees when she opens the file.
"""

import csv
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path

from congvu.exchange.workbook.limits import Limits
from congvu.exchange.workbook.prescan import too_wide
from congvu.exchange.workbook.refusal import Kind, Refused

SEPARATORS = (";", "\t", ",", "|")
SAMPLE = 1 << 16
Cells = list[str | None]


def read_csv(path: Path, limits: Limits) -> Iterator[Cells]:
    """Yield the rows of the file as tagged cells; raise Refused where it is no CSV."""
    encoding = _encoding(path)
    csv.field_size_limit(limits.text)
    with path.open("rb") as raw:
        text = TextIOWrapper(raw, encoding=encoding, errors="strict", newline="")
        try:
            yield from _rows(text, _separator(text), limits)
        except UnicodeError as fault:
            raise Refused(Kind.WRONG_TYPE, NOT_UTF8) from fault
        except csv.Error as fault:
            raise Refused(
                Kind.BROKEN, f"Tệp CSV bị hỏng ({fault}); hãy lưu lại bằng Excel."
            ) from fault


NOT_UTF8 = (
    "Tệp không phải bảng tính Excel (.xlsx), Parquet hay CSV mã UTF-8. Trong Excel hãy chọn "
    "Lưu thành › “CSV UTF-8”, hoặc lưu .xlsx."
)


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    if not head.strip():
        raise Refused(Kind.WRONG_TYPE, "Tệp rỗng.")
    if b"\x00" in head or head.lstrip()[:1] == b"<" or head[:5] in (b"%PDF-", b"\x7fELF"):
        raise Refused(Kind.WRONG_TYPE, NOT_UTF8)
    return "utf-8-sig"


def _separator(text: TextIOWrapper) -> str:
    """The sign that cuts the first lines into most pieces; the file is wound back."""
    sample = text.read(SAMPLE)
    text.seek(0)
    counts = {sign: sample.count(sign) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: counts[sign])
    return ";" if counts[";"] * 2 > counts[best] else best


def _rows(text: TextIOWrapper, separator: str, limits: Limits) -> Iterator[Cells]:
    for index, row in enumerate(csv.reader(text, delimiter=separator, strict=False)):
        if index >= limits.rows or len(row) > limits.columns:
            raise too_wide(index + 1, len(row), limits)
        yield ["s" + cell if cell else None for cell in row]
