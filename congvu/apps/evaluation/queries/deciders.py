"""Who answers an objection: the nearest head at or above the unit of the card (Đ10.1, Đ22)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import connection


class Rated(Protocol):
    """Whoever was rated, and the unit that the card lies in."""

    @property
    def person_id(self) -> int: ...

    @property
    def unit_path(self) -> str: ...


class UnitOfRound(Protocol):
    """The unit whose head decides."""

    @property
    def unit_path(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Decider:
    """A head as of a day: the person, and the unit she heads."""

    person_id: int
    full_name: str
    unit_name: str
    unit_path: str


def decider_of(card: Rated, on: date) -> Decider | None:
    """Return who answers an objection to a card; None where nobody heads any unit above."""
    return next(iter(heads_above([card], on)[_key(card)]), None)


def deciders_of(cards: Iterable[Rated], on: date) -> dict[tuple[int, str], Decider]:
    """Return who answers, by (person, unit path); one query, however many cards."""
    found = heads_above(cards, on)
    return {key: heads[0] for key, heads in found.items() if heads}


def heads_above(cards: Iterable[Rated], on: date) -> dict[tuple[int, str], list[Decider]]:
    """Return the heads at and above each card's unit, nearest first, the rated person left out.

    The second of them is the next level, which is told when the first is late.
    """
    keys = {_key(card) for card in cards}
    heads = heads_at({step for _, path in keys for step in steps(path)}, on)
    return {
        (person, path): [
            one
            for step in reversed(steps(path))
            for one in heads.get(step, ())
            if one.person_id != person
        ]
        for person, path in keys
    }


def heads_at(paths: set[str], on: date) -> dict[str, list[Decider]]:
    """Return who heads the units of these paths on a day, by path; one query."""
    if not paths:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [list(paths), on, on])
        rows = [Decider(*row) for row in cursor.fetchall()]
    found: dict[str, list[Decider]] = {}
    for row in rows:
        found.setdefault(row.unit_path, []).append(row)
    return found


_HEADS = """
    SELECT p.person_id, x.full_name, u.name, u.path
    FROM positions_posting p JOIN org_unit u ON u.id = p.unit_id
    JOIN org_person x ON x.id = p.person_id
    WHERE u.path = ANY(%s) AND p.leads = 'head' AND p.valid_from <= %s
      AND (p.valid_until IS NULL OR p.valid_until > %s)
    ORDER BY u.path, p.is_primary DESC, p.person_id
"""


def managing_head_of(unit_path: str, on: date) -> Decider | None:
    """Return who heads the managing agency of a unit (Đ21.3); None where nobody does.

    The managing agency is the one written at the unit or above, else the nearest province.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MANAGING, [steps(unit_path)])
        row = cursor.fetchone()
    heads = heads_at({row[0]}, on).get(row[0], []) if row else []
    return next(iter(heads), None)


_MANAGING = """
    SELECT m.path FROM org_unit u
    JOIN org_unit m
      ON m.id = coalesce(u.managing_id, CASE WHEN u.kind = 'province' THEN u.id END)
    WHERE u.path = ANY(%s)
    ORDER BY u.managing_id IS NULL, length(u.path) DESC LIMIT 1
"""


def _key(card: Rated) -> tuple[int, str]:
    return card.person_id, card.unit_path


def steps(path: str) -> list[str]:
    """The paths from the highest unit down to this one."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def round_decider(row: UnitOfRound, on: date) -> Decider | None:
    """Return who decides the year's round of a unit: its head, or the nearest above (Đ10.2)."""
    heads = heads_at(set(steps(row.unit_path)), on)
    above = (heads.get(step, ()) for step in reversed(steps(row.unit_path)))
    return next((found[0] for found in above if found), None)


def are_under(paths: Iterable[str], leaders: Iterable[int], on: date) -> bool:
    """Whether any of these units lies at or under one that any of the leaders heads on a day."""
    above = {step for path in paths for step in steps(path) if path.strip("/")}
    heading = {one.person_id for heads in heads_at(above, on).values() for one in heads}
    return bool(heading & set(leaders))
