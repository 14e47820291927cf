"""Lists pasted and read from a workbook: `python -m bench.lists [rows]`.

The rows are a commune's real catalogue, repeated under new codes to 500 for the paste, as it is
(371 rows) for the workbook. Printed beside each figure: how many times as long as splitting the
same text with the plain csv reader in the same run. The bar for 500 pasted rows is 1 second.
"""

import csv
import io
import statistics
import sys
import time
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import xlsxwriter  # type: ignore[import-untyped]

from congvu.engine.lists.sheets import PRODUCTS, ListKind
from congvu.exchange.demo.sheets import COMMUNE_CATALOGUE, FOLDER, rows
from congvu.exchange.lists.pasting import read_pasted
from congvu.exchange.lists.planning import plan_lists
from congvu.exchange.lists.reading import read_lists
from congvu.exchange.lists.writing import write_lists

ROUNDS = 5
BAR_SECONDS = 1.0
CURRENT = (ListKind.CATALOGUE, "products")


def pasted_text(count: int) -> str:
    """So many rows with their titles, as a spreadsheet copies them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    real = rows(COMMUNE_CATALOGUE)
    writer.writerow(real[0])
    for number, row in enumerate(islice(cycle(real), count)):
        writer.writerow([f"{row['code']}-{number}", *list(row.values())[1:]])
    return text.getvalue()


def write_workbook(folder: Path) -> Path:
    """The commune's list as a plain office workbook: a title block above one sheet."""
    path = folder / "danh-muc.xlsx"
    real = rows(COMMUNE_CATALOGUE)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Danh mục")
        sheet.merge_range(0, 0, 0, 11, "DANH MỤC SẢN PHẨM/CÔNG VIỆC")
        for number, row in enumerate((list(real[0]), *(list(one.values()) for one in real))):
            for column, text in enumerate(row):
                sheet.write(number + 2, column, text)
    return path


def seconds(act: Callable[[], object]) -> float:
    """The median of a few runs."""
    times = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def main(count: int = 500) -> int:
    """Print each figure beside its baseline; 1 where the paste missed its bar."""
    text = pasted_text(count)
    plain = seconds(lambda: list(csv.reader(io.StringIO(text), delimiter="\t")))
    pasted = seconds(lambda: read_pasted(text, PRODUCTS))
    _print(f"{count} dòng dán, kiểm từng ô", pasted, plain)
    with TemporaryDirectory() as folder:
        path = write_workbook(Path(folder))
        own = Path(folder) / "xuat.xlsx"
        reading = read_lists([path])
        write_lists(reading.documents, own)
        real = (FOLDER / f"{COMMUNE_CATALOGUE}.csv").read_text(encoding="utf-8-sig")
        plain = seconds(lambda: list(csv.reader(io.StringIO(real))))
        _print("đọc tệp xlsx 371 dòng của cơ quan", seconds(lambda: read_lists([path])), plain)
        _print("đọc tệp xlsx do chính hệ thống ghi", seconds(lambda: read_lists([own])), plain)
        held = {CURRENT: reading.documents[0].rows("products")}
        _print("so với danh mục đang có", seconds(lambda: plan_lists(reading, held)), plain)
        _print("ghi tệp xlsx", seconds(lambda: write_lists(reading.documents, own)), plain)
    return int(pasted > BAR_SECONDS)


def _print(what: str, taken: float, plain: float) -> None:
    print(f"{taken * 1000:9.1f} ms  {taken / plain:7.1f} × tách CSV/TSV thuần  {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
