"""Who manages whom on a period's last day, and in which order leaders are settled."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and sources' own words

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from congvu.apps.evaluation.queries import sources
from congvu.apps.org.queries import names_of
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.chain import ManagementCycle, strata
from congvu.engine.scoring import program_for
from congvu.law.registry import Rules


def managed_pairs(period: PeriodRow, *, scope: str = "") -> dict[int, list[int]]:
    """Return leader id → ids of the people managed (Đ10.1), under one unit's path if given."""
    with connection.cursor() as cursor:
        cursor.execute(sources.managed(period, scope))
        return _grouped(cursor.fetchall())


def leader_strata(period: PeriodRow, *, scope: str = "", pairs: str = "") -> list[list[int]]:
    """Return the leaders' ids in layers, each above the leaders it manages.

    `pairs`: the SELECT of leader and person managed, "" for the postings' own. Raises
    ManagementCycle naming the people who manage each other in a circle.
    """
    with connection.cursor() as cursor:
        cursor.execute(sources.leaders_below(pairs or sources.managed(period, scope)))
        return _layers(_grouped(cursor.fetchall()))


def strata_of(pairs: Mapping[int, Sequence[int]]) -> list[list[int]]:
    """Return the same as leader_strata from the pairs of `managed_pairs`; asks nothing."""
    return _layers({leader: [p for p in people if p in pairs] for leader, people in pairs.items()})


def _layers(below: Mapping[int, Sequence[int]]) -> list[list[int]]:
    try:
        layers = strata({str(leader): [str(p) for p in people] for leader, people in below.items()})
    except ManagementCycle as circle:
        names = names_of([int(person) for person in circle.people])
        raise ManagementCycle([names[int(person)] for person in circle.people]) from None
    return [[int(leader) for leader in layer] for layer in layers]


def _grouped(pairs: Iterable[tuple[int, int | None]]) -> dict[int, list[int]]:
    grouped: dict[int, list[int]] = {}
    for leader, person in pairs:
        people = grouped.setdefault(leader, [])
        if person is not None:
            people.append(person)
    return grouped


def people_in(period: PeriodRow, rules: Rules | None = None) -> int:
    """Return how many people get a card in a period, opened or proposed: whom its rule is about."""
    subjects = list(program_for(rules or rules_for(period)).subjects)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM ({sources.held(period)}) h"
            " JOIN org_person p ON p.id = h.person_id WHERE p.kind = ANY(%s)",
            [subjects],
        )
        found: int = cursor.fetchone()[0]
    return found
