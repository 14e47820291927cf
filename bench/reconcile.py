"""Read a decision of 40,000 rows and hold it against a list of as many, and say how long it took.

python -m bench.reconcile [people]
"""
# ruff: noqa: S311 - chance makes the data here, and guards nothing

import resource
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from time import perf_counter
from typing import NamedTuple

import xlsxwriter

from congvu.engine.reconciliation.comparing import reconcile
from congvu.engine.reconciliation.lines import Line
from congvu.exchange.demo.dice import Dice
from congvu.exchange.demo.names import make_name
from congvu.exchange.reconciliation.decisions import read_decision
from congvu.kernel.fixed import format_fixed

ROOM, ROOMS = 25, 8
TITLES = ("STT", "Họ và tên", "Chức vụ", "Điểm", "Xếp loại")


class Unit(NamedTuple):
    """A unit as the reader asks for it."""

    code: str
    name: str
    path: str
    parent: str
    agency: str


def main(people: int = 40_000) -> None:
    """Write the decision without codes, read it, compare it; print the times."""
    ours = _people(people, Random(335))
    units = _units(people)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "quyet-dinh.xlsx"
        _write(path, ours)
        print(f"{people} dòng, {path.stat().st_size / 1e6:.1f} MB")
        began = perf_counter()
        decision = read_decision(path, units)
        read = perf_counter()
    found = reconcile(ours, decision.lines, score_places=decision.score_places)
    done = perf_counter()
    print(f"đọc {read - began:.1f} s, đối chiếu theo tên {done - read:.1f} s")
    print(dict(Counter(one.outcome.value for one in found)))
    coded = [replace(line, key=f"x{line.key}") for line in ours]
    began = perf_counter()
    reconcile(ours, coded)
    print(f"đối chiếu theo mã {perf_counter() - began:.1f} s")
    strangers = [replace(one, code="", unit="", agency="", name=f"{one.name} Z") for one in coded]
    began = perf_counter()
    reconcile(ours, strangers)
    print(f"không ai trùng tên {perf_counter() - began:.1f} s")
    print(f"bộ nhớ lớn nhất {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def _people(people: int, chance: Random) -> list[Line]:
    dice = Dice("reconcile")
    return [
        Line(f"N{n}", f"N{n}", make_name(dice, "").full, f"R{n // ROOM}", f"A{n // ROOM // ROOMS}",
             title="Chuyên viên", level="good", score_hundredths=chance.randrange(7000, 9000))
        for n in range(people)
    ]  # fmt: skip


def _units(people: int) -> list[Unit]:
    rooms = range(-(-people // ROOM))
    agencies = [
        Unit(f"A{n}", f"Sở Số {n}", f"/1/{n}/", "T", f"A{n}")
        for n in range(-(-len(rooms) // ROOMS))
    ]
    return [
        *agencies,
        *(
            Unit(f"R{n}", f"Phòng Số {n}", f"/1/{n // ROOMS}/r{n}/", f"A{n // ROOMS}",
                 f"A{n // ROOMS}")
            for n in rooms
        ),
    ]  # fmt: skip


def _write(path: Path, ours: Sequence[Line]) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page, row = book.add_worksheet("Danh sách"), 0
        page.write_row(row, 0, TITLES)
        for number, one in enumerate(ours):
            row += 1
            if number % ROOM == 0:
                page.write_row(row, 0, ("I", f"Phòng Số {number // ROOM}"))
                row += 1
            score = format_fixed(one.score_hundredths or 0, places=2)
            page.write_row(row, 0, (number + 1, one.name, one.title, score, "HTTNV"))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
