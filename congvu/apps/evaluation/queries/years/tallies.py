"""A round in figures: how many at which level after each step, in the round and its peer groups."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from congvu.apps.evaluation.queries.sources import NOTIFIED_PLACES
from congvu.apps.evaluation.queries.years.cases import peer_group_of
from congvu.apps.evaluation.queries.years.rated import RatedRound, RatedRow
from congvu.apps.evaluation.queries.years.severities import Scored, Severity, severities, together

FINAL = "final"
"""The name under which the level after the cap stands beside the rule's own lines."""


def tally_of(found: RatedRound) -> dict[str, Any]:
    """Return a round's figures, fit to be stored; one query.

    {"people", "ranked", "moved", "raised", "steps": [[line, words, {level: people}], …],
    "groups": [[peer group, {level: people}], …], "places": [[scope, group, places, taken,
    waiting], …], "scored": {the fields of Scored}, or None where nothing was scored}
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
        "scored": asdict(scored) if (scored := _scored(found)) else None,
    }


def heads_of_round(found: RatedRound) -> list[Severity]:
    """Return how strictly the heads of a round's people scored; nobody where there are no points.

    One query.
    """
    mark = found.rules.parameters.get("threshold_excellent")
    if mark is None:
        return []
    high = int(mark.value) * 10**NOTIFIED_PLACES
    return severities(int(found.period.key), high, found.round.id)


def _scored(found: RatedRound) -> Scored | None:
    return together(one.scored for one in heads_of_round(found))


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
