"""How the people managed stand, for the leaders of one unit's page: settled or not, how many."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.sources import Scoring


@dataclass(frozen=True, slots=True)
class Managing:
    """What d rests on: whether everyone managed and scored reached the mark, and how many were."""

    settled: bool
    scored: int


def alone(scoring: Scoring) -> Managing:
    """Return what d rests on where nobody below was scored: the rules say (`nobody_scored`)."""
    return Managing(scoring.stage.managed_none, 0)


def managing_of(scoring: Scoring, leaders: Collection[int]) -> dict[int, Managing]:
    """Return for each leader what d rests on; two queries, however deep the units lie.

    `scoring.scope` must be the path of an agency that holds all these leaders: whoever one of
    them manages, directly or through others, then lies in it too.
    """
    if not leaders or not scoring.chained:
        return {}
    strata = leader_strata(scoring.period, scope=scoring.scope)
    query = scoring.query(strata, outputs=("managed_scored",))
    ids = ",".join(str(int(leader)) for leader in leaders)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT person, settled, managed_scored FROM ({query}) s WHERE person IN ({ids})"
        )
        return {person: Managing(settled, scored) for person, settled, scored in cursor.fetchall()}
