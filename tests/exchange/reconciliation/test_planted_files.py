"""Differences planted in an office's file are all found from the file on, and nothing else told."""

from collections import defaultdict
from random import Random

import pytest

from congvu.engine.reconciliation.comparing import reconcile
from congvu.engine.reconciliation.lines import Field, Line, Outcome
from congvu.exchange.reconciliation.decisions import read_decision
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import fold
from tests.exchange.reconciliation.decisions import UNITS, Room, decision, written
from tests.kernel.old_texts import to_tcvn3

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Huỳnh", "Vũ")
MIDDLES = ("Văn", "Thị", "Hữu", "Thị Ngọc", "Đức")
GIVENS = ("Khánh", "Thảo", "Phương", "Trung", "Quỳnh", "Hòa", "Thúy", "Long", "Nhung")
LEVELS = {"excellent": "Hoàn thành xuất sắc nhiệm vụ", "good": "HTTNV", "met": "Hoàn thành"}
ROOMS = {"P1": "I. Phòng Kinh tế (20 người)", "P2": "II – PHÒNG VĂN HÓA - XÃ HỘI"}
PLANTS = ("none", "none", "absent", "score", "level", "title", "marks", "middle", "order")


def people(chance: Random) -> list[Line]:
    """Forty people of different family and given names."""
    names = chance.sample([(family, name) for family in FAMILIES for name in GIVENS], 40)
    return [
        Line(f"NV{n}", f"NV{n}", f"{family} {chance.choice(MIDDLES)} {name}",
             chance.choice(sorted(ROOMS)), "P", title="Chuyên viên",
             score_hundredths=chance.randrange(5_000, 9_900), level=chance.choice(sorted(LEVELS)))
        for n, (family, name) in enumerate(names)
    ]  # fmt: skip


def planted(one: Line, plant: str) -> tuple[list[object], Outcome, tuple[Field, ...]]:
    """The row that the decision has of somebody, and what is to be told of it."""
    name, title = one.name, one.title
    score, level = one.score_hundredths or 0, one.level
    told: tuple[Outcome, tuple[Field, ...]] = (Outcome.SAME, ())
    match plant:
        case "score":
            score, told = score + 1, (Outcome.DIFFERS, (Field.SCORE,))
        case "level":
            level = "met" if level != "met" else "good"
            told = (Outcome.DIFFERS, (Field.LEVEL,))
        case "title":
            title, told = "Phó Trưởng phòng", (Outcome.DIFFERS, (Field.TITLE,))
        case "marks":
            name, told = fold(name).title(), (Outcome.RENAMED, (Field.NAME,))
        case "middle":
            name = f"{name.split()[0]} {name.split()[-1]}"
            told = (Outcome.RENAMED, (Field.NAME,))
        case "order":
            name = " ".join((name.split()[-1], *name.split()[:-1]))
            told = (Outcome.RENAMED, (Field.NAME,))
    return [name, title, format_fixed(score, places=2), LEVELS[level], ""], *told


@pytest.mark.parametrize("seed", range(8))
def test_planted_differences_are_all_found_and_nothing_else_is_told(tmp_path, seed):
    chance = Random(seed)
    ours = people(chance)
    rows: dict[str, list[list[object]]] = defaultdict(list)
    expected = {}
    for one in ours:
        plant = chance.choice(PLANTS)
        row, outcome, differs = planted(one, plant)
        if plant == "absent":
            outcome, differs = Outcome.MISSING, ()
        else:
            rows[one.unit].append(row)
        expected[one.key] = (outcome, differs)
    rows["P1"].append(["Ngô Minh Tài", "Chuyên viên", "80,00", "HTTNV", ""])
    rooms = [
        Room(ROOMS[unit], chance.sample(rows[unit], len(rows[unit]))) for unit in sorted(ROOMS)
    ]
    old = to_tcvn3 if seed % 4 == 3 else str
    font = ".VnTime" if seed % 4 == 3 else "Calibri"
    read = read_decision(written(tmp_path, decision(*rooms), old=old, font=font), UNITS)
    found = reconcile(ours, read.lines, score_places=read.score_places)
    assert {one.ours[0].key: (one.outcome, one.differs) for one in found if one.ours} == expected
    assert [one.theirs[0].name for one in found if not one.ours] == ["Ngô Minh Tài"]
