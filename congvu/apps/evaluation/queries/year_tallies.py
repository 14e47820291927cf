"""A round in figures: how many at which level after each step, in the round and its peer groups."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from congvu.apps.evaluation.queries.rated import RatedRound, RatedRow
from congvu.apps.evaluation.queries.year_cases import peer_group_of

FINAL = "final"
"""The name under which the level after the cap stands beside the rule's own lines."""


def tally_of(found: RatedRound) -> dict[str, Any]:
    """Return a round's figures, fit to be stored.

    {"people", "ranked", "moved", "raised", "steps": [[line, words, {level: people}], …],
    "groups": [[peer group, {level: people}], …], "places": [[scope, group, places, taken,
    waiting], …]}
    """
    ranked = [row for row in found.rows if row.is_ranked]
    return {
        "people": len(found.rows),
        "ranked": len(ranked),
        "moved": sum(row.facts.move is not None for row in ranked),
        "raised": bool(found.round.raised_ground),
        "steps": steps_tally(found),
        "groups": [
            [group, dict(Counter(row.level for row in ranked if peer_group_of(row.row) == group))]
            for group in sorted({peer_group_of(row.row) for row in ranked})
        ],
        "places": [
            [one.scope, one.key[0], one.places, one.taken, len(one.waiting)] for one in found.places
        ],
    }


def steps_tally(found: RatedRound) -> list[list[Any]]:
    """Return how many stand at each level after each line, and after the cap as the last."""
    ranked = [row for row in found.rows if row.is_ranked]
    lines = ranked[0].steps if ranked else ()
    told: list[list[Any]] = [
        [line.name, line.label, dict(Counter(row.steps[number].level for row in ranked))]
        for number, line in enumerate(lines)
    ]
    return [*told, [FINAL, "Mức sau trần xuất sắc", _levels(ranked)]] if ranked else []


def _levels(rows: Iterable[RatedRow]) -> dict[str, int]:
    return dict(Counter(row.level for row in rows))
