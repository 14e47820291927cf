"""Search 40,000 people, 2,812 products and a province's units: `python -m bench.search [people]`.

Names are the demo's invented ones, products a commune's and an office's real lists repeated under
new codes, units the scratch province of `bench.month` with the real communes and their names
before 1 July 2025. Printed: the middle and the 95th percentile of a whole search (people, units
and products, as the page asks), for a reader of the province and for a head; beside each how many
times as long the same searches take when the database may not use its indexes. The bar is 50 ms.
"""
# ruff: noqa: S311 - chance picks what is searched for, and guards nothing

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle, islice
from random import Random
from time import perf_counter

from bench import month

BAR_SECONDS = 0.050
PRODUCTS, SEARCHES = 2_812, 200
TODAY = date(2026, 11, 23)
STANDARD_TENTHS = 50


def main(people: int = 40_000) -> int:
    """Build the province, search it, print the figures; 1 where the bar was missed."""
    with month.scratch("bench_search"):
        return _measure(people)


def _measure(people: int) -> int:
    from congvu.apps.org.queries import unit

    month.timed(f"người, đơn vị, vị trí ({people:,})", lambda: _fill(people))
    month.analyse()
    missed = 0
    for who, paths in (("cả tỉnh", None), ("một cơ quan", [unit("A0").path])):
        asked = _questions()
        with _plain():
            slow = _seconds(asked, paths)
        quick = _seconds(asked, paths)
        ratio = _at(quick, 95) / _at(slow, 95)
        print(
            f"{_at(quick, 50) * 1000:7.1f} ms giữa {_at(quick, 95) * 1000:7.1f} ms p95 "
            f"{ratio:5.2f} × không chỉ mục  người xem {who}, {len(asked)} lần tìm",
            flush=True,
        )
        missed += _at(quick, 95) > BAR_SECONDS
    return int(bool(missed))


def _fill(people: int) -> None:
    from congvu.apps.org import actions as org
    from congvu.apps.org.actions import NewUnit
    from congvu.exchange.demo import reform, sheets

    month.staff(people, _names())
    rows = sheets.rows(sheets.COMMUNES)
    before = reform.khanh_hoa(rows)
    communes = [
        NewUnit(f"KH-{row['code']}", row["full_name"], "commune", reform.DAY) for row in rows
    ]
    root = NewUnit("KH", "Tỉnh Khánh Hòa", "province", reform.DAY)
    org.create_units([root, *communes, *before.units], by=None, at=month.AT)
    org.record_successions(before.successions, by=None, at=month.AT)
    _products()


def _names() -> Iterator[str]:
    """Invented names without end."""
    from congvu.exchange.demo.dice import Dice
    from congvu.exchange.demo.names import STYLES, make_name

    for number, home in enumerate(cycle(("", "", "", "", *STYLES))):
        yield make_name(Dice("bench", str(number)), home).full


def _products() -> None:
    from congvu.apps.catalogue.models import Product, Version
    from congvu.exchange.demo import sheets
    from congvu.kernel.vietnamese import fold

    version = Version.objects.create(
        code="B", series="B", name="Danh mục đo", decision="QĐ", issued_by="UBND",
        valid_from=date(2026, 1, 1), standard_points_tenths=STANDARD_TENTHS,
    )  # fmt: skip
    texts = [
        *(
            f"{row['task']} {row['output_product']}"
            for row in sheets.rows(sheets.COMMUNE_CATALOGUE)
        ),
        *(row["work"] for row in sheets.rows(sheets.DEPARTMENT_CATALOGUE)),
    ]
    Product.objects.bulk_create(
        Product(
            version=version, code=f"B{number}", group="C", name=text, complexity=1,
            points_tenths=STANDARD_TENTHS, standard_points_tenths=STANDARD_TENTHS,
            coefficient_tenths=10, search_key=fold(f"B{number} {text}"),
        )
        for number, text in enumerate(islice(cycle(texts), PRODUCTS))
    )  # fmt: skip


def _questions() -> list[str]:
    """What people type: whole names, parts in any order, without marks, initials, old communes."""
    from congvu.apps.org.models import Person
    from congvu.exchange.demo import reform, sheets
    from congvu.kernel.vietnamese import fold, initials

    dice = Random(5)
    names = dice.sample(list(Person.objects.values_list("full_name", flat=True)), SEARCHES)
    old = [name for row in sheets.rows(sheets.COMMUNES) for name in reform.old_names(row)]
    work = [row["task"] for row in sheets.rows(sheets.COMMUNE_CATALOGUE)]
    ways: tuple[Callable[[str], str], ...] = (
        str,
        fold,
        lambda name: name.split()[-1],
        lambda name: fold(name.split()[-1]),
        lambda name: " ".join(reversed(fold(name).split()[-2:])),
        initials,
        lambda _name: fold(dice.choice(old)),
        lambda _name: " ".join(dice.choice(work).split()[:3]),
    )
    return [way(name) for way, name in zip(cycle(ways), names, strict=False)]


def _seconds(asked: list[str], paths: list[str] | None) -> list[float]:
    """How long each search of the page takes, smallest first."""
    from congvu.apps.catalogue.queries import search_products
    from congvu.apps.org.queries import find_units
    from congvu.apps.positions.queries import search_people

    times = []
    for text in asked:
        started = perf_counter()
        search_people(text, on=TODAY, paths=paths, most=21)
        find_units(text, on=TODAY, most=21)
        search_products(text, on=TODAY, most=21)
        times.append(perf_counter() - started)
    return sorted(times)


@contextmanager
def _plain() -> Iterator[None]:
    """Without indexes: what the same searches cost where every row is looked at."""
    from django.db import connection

    with connection.cursor() as cursor:
        for name in ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan"):
            cursor.execute(f"SET {name} = off")
        yield
        for name in ("enable_indexscan", "enable_bitmapscan", "enable_indexonlyscan"):
            cursor.execute(f"SET {name} = on")


def _at(times: list[float], percent: int) -> float:
    return times[min(len(times) - 1, len(times) * percent // 100)]


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
