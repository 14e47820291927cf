"""A toolkit of 3,000 rows packed, looked into and merged: `python -m bench.toolkit [rows]`.

The rows are a commune's real catalogue, repeated under new codes. Printed beside each figure: how
many times as long as putting the same CSV bytes into a plain ZIP and taking them out again, in the
same run. The bar is 5 seconds each.
"""

import statistics
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.engine.lists.document import Document, document, entered
from congvu.engine.lists.merge import Merged, merge
from congvu.engine.lists.sheets import PRODUCTS, ListKind
from congvu.exchange.demo.sheets import COMMUNE_CATALOGUE, rows
from congvu.exchange.toolkit.contents import Publisher, Toolkit
from congvu.exchange.toolkit.inspection import Inspection, inspect
from congvu.exchange.toolkit.lists import list_files
from congvu.exchange.toolkit.package import pack, unpack

ROUNDS = 5
DAY = date(2026, 11, 30)
COLUMNS = {
    "section": "part", "name": "task", "detail": "work_detail", "output": "output_product",
    "complexity": "complexity_group", "points": "score", "coefficient": "conversion_coefficient",
    "note": "note", "source": "source",
}  # fmt: skip


def catalogue(count: int) -> Document:
    """So many rows of the real catalogue, each under a code of its own."""
    real = rows(COMMUNE_CATALOGUE)
    products = [
        {"code": f"{real[n % len(real)]['code']}-{n}", "group": "C"} | _texts(real[n % len(real)])
        for n in range(count)
    ]
    settings = {"standard_points": "5", "band_1": "1-10"}
    return document(
        ListKind.CATALOGUE, "xa-mau", "Danh mục xã mẫu", settings, {"products": products}
    )


def _texts(row: dict[str, str]) -> dict[str, str]:
    return {ours: entered(PRODUCTS.column(ours), row[name]) for ours, name in COLUMNS.items()}


def edited(one: Document, every: int, column: str, text: str) -> Document:
    """An edition with one text changed in every so many rows, and as many rows removed."""
    found = [
        {**row, column: text} if n % every == 1 else row
        for n, row in enumerate(one.rows("products"))
        if n % every != 0
    ]
    return document(one.kind, one.code, one.name, one.settings, {"products": found})


def plain_zip(files: list[tuple[str, bytes, int | None]]) -> int:
    """Put the bytes into a ZIP and take them out again; return how many came out."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content, _ in files:
            archive.writestr(name, content)
    with zipfile.ZipFile(out) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


def main(count: int) -> None:
    """Print the figures."""
    key = Ed25519PrivateKey.generate()
    ours = catalogue(count)
    made = Toolkit(
        "mau", "Bộ mẫu", "1.0.0", Publisher("mau", "Tỉnh Mẫu"), DAY, "CC-BY-4.0", (ours,)
    )
    files = list(list_files(ours))
    package = pack(made, key)
    mine, theirs = edited(ours, 7, "note", "ta"), edited(ours, 11, "note", "họ")

    def look() -> Inspection:
        return inspect(unpack(package.content), {(ours.kind, ours.code): mine}, on=DAY)

    def combine() -> Merged:
        return merge(ours, mine, theirs)

    size = sum(len(content) for _, content, _ in files)
    print(f"{count:,} rows, {size:,} bytes of CSV, {len(package.content):,} packed", flush=True)
    base = say("plain ZIP of the same bytes, in and out", lambda: plain_zip(files))
    say("pack: write, sign, read back", lambda: pack(made, key), base)
    say("read, check and inspect against ours", look, base)
    say(f"three-way merge, {len(combine().conflicts):,} conflicts", combine, base)


def say(label: str, work: Callable[[], object], base: float = 0) -> float:
    """Print and return the median seconds of some rounds, and the ratio to the base."""
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    median = statistics.median(taken)
    ratio = f"{median / base:>6.1f}× the plain ZIP" if base else ""
    print(f"{label:<48}{median:>8.3f} s  {ratio}".rstrip(), flush=True)
    return median


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
