"""Who answers an objection: the nearest head at or above the unit of the card (Đ10.1, Đ22)."""
# ruff: noqa: S608 - the SQL is put together from dates and this module's own words

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import connection

from congvu.apps.evaluation.queries.heads import heads, nearest_first


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
class About:
    """A person, and the path of the unit from which her decider is looked for."""

    person_id: int
    unit_path: str


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
    keys = sorted({_key(card) for card in cards})
    found: dict[tuple[int, str], list[Decider]] = {key: [] for key in keys}
    if not keys:
        return found
    people, paths = zip(*keys, strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_named(on), [list(people), list(paths)])
        for key, *row in cursor.fetchall():
            found[keys[key - 1]].append(Decider(*row))
    return found


def _named(on: date) -> str:
    rated = "unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS asked(person_id, path, id)"
    return f"""
        WITH rated AS (SELECT * FROM {rated})
        SELECT a.id, a.person_id, x.full_name, u.name, u.path
        FROM ({nearest_first("rated", f"({heads(on, concurrent=True)})")}) a
        JOIN org_person x ON x.id = a.person_id
        JOIN org_unit u ON u.id = a.unit_id
        ORDER BY a.id, a.n"""


def managing_head_of(unit_path: str, on: date) -> Decider | None:
    """Return who heads the managing agency of a unit (Đ21.3); None where nobody does.

    The managing agency is the one written at the unit or above, else the nearest province.
    """
    with connection.cursor() as cursor:
        cursor.execute(_managing(on), [steps(unit_path)])
        row = cursor.fetchone()
    return Decider(*row) if row else None


def _managing(on: date) -> str:
    return f"""
        SELECT h.person_id, x.full_name, u.name, u.path
        FROM (
            SELECT m.id FROM org_unit u
            JOIN org_unit m
              ON m.id = coalesce(u.managing_id, CASE WHEN u.kind = 'province' THEN u.id END)
            WHERE u.path = ANY(%s)
            ORDER BY u.managing_id IS NULL, length(u.path) DESC LIMIT 1
        ) m
        JOIN ({heads(on, concurrent=True)}) h ON h.unit_id = m.id
        JOIN org_person x ON x.id = h.person_id
        JOIN org_unit u ON u.id = m.id
        ORDER BY h.is_primary DESC, h.posting_id LIMIT 1"""


def heads_at(paths: Collection[str], on: date) -> dict[str, list[Decider]]:
    """Return who heads the units of these paths on a day, by path; one query."""
    found: dict[str, list[Decider]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT h.person_id, x.full_name, u.name, u.path
                FROM ({heads(on, concurrent=True)}) h
                JOIN org_person x ON x.id = h.person_id JOIN org_unit u ON u.id = h.unit_id
                WHERE u.path = ANY(%s) ORDER BY u.path, h.is_primary DESC, h.posting_id""",
            [list(paths)],
        )
        for row in cursor.fetchall():
            one = Decider(*row)
            found.setdefault(one.unit_path, []).append(one)
    return found


def _key(card: Rated) -> tuple[int, str]:
    return card.person_id, card.unit_path


def steps(path: str) -> list[str]:
    """The paths from the highest unit down to this one."""
    parts = path.strip("/").split("/")
    return ["/" + "/".join(parts[: depth + 1]) + "/" for depth in range(len(parts))]


def round_decider(row: UnitOfRound, on: date) -> Decider | None:
    """Return who decides the year's round of a unit: its head, or the nearest above (Đ10.2)."""
    return round_deciders([row], on).get(row.unit_path)


def round_deciders(rows: Iterable[UnitOfRound], on: date) -> dict[str, Decider]:
    """Return who decides the rounds of units, by the unit's path; one query."""
    paths = {row.unit_path for row in rows}
    heads = heads_at({step for path in paths for step in steps(path)}, on)
    found = {}
    for path in paths:
        above = (heads.get(step, ()) for step in reversed(steps(path)))
        if held := next((one for one in above if one), None):
            found[path] = held[0]
    return found


def are_under(paths: Iterable[str], leaders: Iterable[int], on: date) -> bool:
    """Whether any of these units lies at or under one that any of the leaders heads on a day."""
    above = {step for path in paths for step in steps(path) if path.strip("/")}
    heading = {one.person_id for held in heads_at(above, on).values() for one in held}
    return bool(heading & set(leaders))
