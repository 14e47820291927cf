"""The linter on a catalogue of 2,812 rows: `python -m bench.lint [rows]`.

2,812 is the size of the customs' list. The real rows are multiplied, each copy about another field
(as a province would list them), in an order that is the same every time. Beside it stands the
naive baseline: one pass of `entered` over the same cells. Printed: seconds, processor seconds,
their ratio, findings; then a list in which every row has one name and other contents.
"""

import sys
from collections import Counter
from collections.abc import Callable
from time import perf_counter, process_time
from typing import Any

from congvu.engine.appraisal import outputs, wording
from congvu.engine.appraisal.equity import equity
from congvu.engine.appraisal.linter import findings
from congvu.engine.lists.document import Document, document, entered
from congvu.engine.lists.sheets import PRODUCTS, ListKind
from congvu.exchange.demo.products import commune_products
from congvu.kernel.fixed import format_fixed

ROWS, BAR = 2_812, 3
SETTINGS = {
    "standard_points": "5", "band_1": "1-10", "band_2": "11-50", "band_3": "51-100",
    "band_4": "101-200",
}  # fmt: skip
FIELDS = (
    "thủy sản", "khoáng sản", "viễn thông", "xuất nhập khẩu", "hải quan", "kiểm lâm",
    "đăng kiểm", "bảo tàng", "dược phẩm", "thú y", "hàng hải",
)  # fmt: skip


def main(count: int = ROWS) -> None:
    """Print the times of reading alone and of the whole linter."""
    for title, rows in (("nhiều lĩnh vực", varied(count)), ("cùng một tên", one_name(count))):
        draft = document(ListKind.CATALOGUE, "DM", "Nháp", SETTINGS, {"products": rows})
        print(f"{title}: {count:,} dòng")
        _measure(draft)


def varied(count: int) -> list[dict[str, str]]:
    """The commune's rows, over and over, each round in another field and room."""
    listed = commune_products()
    rows = []
    for number in range(count):
        product, field = listed[number % len(listed)], FIELDS[number // len(listed) % len(FIELDS)]
        rows.append(
            {
                "code": f"{product.code}.{number:04d}", "group": product.group,
                "section": f"{product.section} {field}".strip(),
                "name": f"{product.name} {field}".strip(), "detail": product.detail,
                "output": product.output, "complexity": f"N{product.complexity}",
                "points": format_fixed(product.points_tenths, places=1),
                "coefficient": format_fixed(product.coefficient_tenths, places=1),
            }
        )  # fmt: skip
    return rows


def one_name(count: int) -> list[dict[str, str]]:
    """The hardest list for the index: parts of one product that differ in their contents alone."""
    return [
        row | {"name": "Tổ chức hội nghị chuyên đề của tỉnh", "section": "dùng chung"}
        for row in varied(count)
    ]


def reading(draft: Document) -> int:
    """The naive pass: every cell read as if alone."""
    return sum(
        len(entered(column, row[column.name]))
        for row in draft.rows("products")
        for column in PRODUCTS.columns
        if column.name in row
    )


def _measure(draft: Document) -> None:
    _, plain = _timed("đọc từng ô", lambda: reading(draft))
    _forget()
    found, whole = _timed("soát toàn bộ", lambda: findings(draft))
    _timed("soát lại (từ đã quen)", lambda: findings(draft))
    _timed("so các phòng", lambda: equity(draft))
    print(f"{whole / plain:8.1f} lần đọc từng ô; trần {BAR} s")
    print("        ", dict(Counter(one.rule.value for one in found)), flush=True)


def _forget() -> None:
    """Begin as a fresh process does: nothing folded yet."""
    for known in (wording.syllables, wording.words, outputs.deliverable, outputs.noun):
        known.cache_clear()


def _timed(what: str, run: Callable[[], Any]) -> tuple[Any, float]:
    begun, used = perf_counter(), process_time()
    found = run()
    wall, cpu = perf_counter() - begun, process_time() - used
    print(f"{wall:8.2f} s  CPU {cpu:6.2f} s  {what}")
    return found, cpu


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
