"""Whom Điều 10 names for each person: who confirms her card, and whose cards somebody answers."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and fixed words

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import connection

from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.evaluation.queries.heads import heads, nearest_first
from congvu.apps.evaluation.queries.sources import held
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import PeriodRow


@dataclass(frozen=True, slots=True)
class Authority:
    """Who confirms a person's card: by id, code and name, with the unit she heads."""

    person_id: int
    person: str
    full_name: str
    unit_name: str


@dataclass(frozen=True, slots=True)
class Led:
    """Whose cards are asked for: of whom `leaders` (ids) are the authority, and in some fields.

    `paths` are the units that the leaders reach; `fields` and `people` are what a deputy was
    assigned, whoever the authority there is.
    """

    leaders: frozenset[int]
    paths: frozenset[str]
    fields: frozenset[str] = frozenset()
    people: frozenset[int] = frozenset()


def authorities(period: PeriodRow, people: Collection[int]) -> dict[int, Authority]:
    """Return by person's id whom Điều 10 khoản 1 names, on the period's last day; one query.

    That is the head of the nearest unit at or above the person's own, other than herself: for
    staff and deputies of a room its head, for a room's head the agency's, for an agency's head
    the managing agency's. Whoever has nobody above is left out.
    """
    named = _named(period, "h.person_id = ANY(%s)")
    with connection.cursor() as cursor:
        cursor.execute(named, [list(people)])
        return {person: Authority(*row) for person, _, *row in cursor.fetchall()}


def led(period: PeriodRow, asked: Led) -> dict[int, Authority]:
    """Return the people whose cards are asked for, by id, each with the authority; one query."""
    within = "h.path LIKE ANY(%s) OR h.person_id = ANY(%s)"
    text = f"""
        SELECT n.* FROM ({_named(period, within)}) n
        WHERE n.authority = ANY(%s) OR n.path LIKE ANY(%s) OR n.person_id = ANY(%s)"""
    people = list(asked.people)
    every, fields = _under(asked.paths | asked.fields), _under(asked.fields)
    with connection.cursor() as cursor:
        cursor.execute(text, [every, people, list(asked.leaders), fields, people])
        return {person: Authority(*row) for person, _, *row in cursor.fetchall()}


def nearest_heads(found: Sequence[CardRow]) -> dict[int, Authority]:
    """Return for these cards' people the nearest head among them; asks nothing of the database.

    The twin of `authorities` where everybody at and above a unit is at hand.
    """
    heads = {card.unit_path: card for card in reversed(found) if card.leads == Leads.HEAD}
    named = {}
    for card in found:
        above = [one for path, one in heads.items() if card.unit_path.startswith(path)]
        others = [one for one in above if one.person_id != card.person_id]
        if others:
            head = max(others, key=lambda one: len(one.unit_path))
            named[card.person_id] = Authority(
                head.person_id, head.person, head.full_name, head.unit_name
            )
    return named


def nearest_head(period: PeriodRow, person_id: int) -> str:
    """Return the row of one person's authority as SQL; see `authorities`."""
    return _named(period, f"h.person_id = {int(person_id)}")


def _named(period: PeriodRow, within: str) -> str:
    """The people whom a test finds, each with the nearest head at or above her unit."""
    return f"""
        WITH rated AS (
            SELECT h.person_id AS id, h.person_id, h.path FROM ({held(period)}) h WHERE {within}
        )
        SELECT r.person_id, r.path, a.person_id AS authority, p.code, p.full_name, u.name
        FROM ({nearest_first("rated", f"({heads(period.ends_on)})")}) a
        JOIN rated r ON r.id = a.id
        JOIN org_person p ON p.id = a.person_id
        JOIN org_unit u ON u.id = a.unit_id
        WHERE a.n = 1"""


def _under(paths: Collection[str]) -> list[str]:
    return [f"{path}%" for path in paths]
