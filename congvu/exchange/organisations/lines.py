"""Pasted lines as cells: by tabs where a sheet was copied, else by a sign between them."""

from collections.abc import Iterator

from congvu.kernel.vietnamese import nfc

MOST_LINES = 2_000


def cells_of(text: str, between: str = ";") -> Iterator[tuple[int, list[str]]]:
    """Give each line that holds anything by its number, its cells without spaces around."""
    for number, line in enumerate(nfc(text).replace("\x00", "").splitlines(), 1):
        if line.strip():
            yield number, [cell.strip() for cell in line.split("\t" if "\t" in line else between)]
