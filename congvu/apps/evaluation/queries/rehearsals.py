"""What a close that was computed, and not kept, would have stored: counts, digests, who moved."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connection

from congvu.apps.evaluation.queries import sealing
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.scoring import program_for

MUCH_HUNDREDTHS = 1000
"""A score this far from last month's is worth a look before it is published."""
MOST_MOVED = 20
_OF_PERIOD = "FROM evaluation_scorecard c WHERE c.period_id = %(period)s"
_AGENCIES = """
    SELECT a.code, a.name, count(*), count(c.score_hundredths),
           encode(sha256(convert_to(string_agg(c.inputs_hash, ' ' ORDER BY c.person_id), 'UTF8')),
                  'hex')
    FROM evaluation_scorecard c JOIN org_unit a ON a.id = c.agency_id
    WHERE c.period_id = %(period)s GROUP BY a.id ORDER BY a.path"""
_MOVED = """
    SELECT p.code, p.full_name, u.name, b.score_hundredths, c.score_hundredths,
           count(*) FILTER (WHERE c.score_hundredths > b.score_hundredths) OVER (),
           count(*) FILTER (WHERE c.score_hundredths < b.score_hundredths) OVER ()
    FROM evaluation_scorecard c
    JOIN rulebook_period here ON here.id = c.period_id
    JOIN LATERAL (
        SELECT x.id FROM rulebook_period x
        WHERE x.kind = here.kind AND x.ends_on < here.starts_on ORDER BY x.ends_on DESC LIMIT 1
    ) last ON true
    JOIN evaluation_scorecard b ON b.period_id = last.id AND b.person_id = c.person_id
    JOIN org_person p ON p.id = c.person_id
    JOIN org_unit u ON u.id = c.unit_id
    WHERE c.period_id = %(period)s AND b.state IN ('published', 'closed')
      AND abs(c.score_hundredths - b.score_hundredths) >= %(much)s
    ORDER BY abs(c.score_hundredths - b.score_hundredths) DESC, p.sort_key, p.id LIMIT %(most)s"""


@dataclass(frozen=True, slots=True)
class AgencyPart:
    """What an agency's people are in a close: counts, and the digest of their hashes."""

    code: str
    name: str
    people: int
    scored: int
    digest: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Somebody whose score would stand far from last month's; both in hundredths of a point."""

    person: str
    full_name: str
    unit_name: str
    before: int
    now: int


@dataclass(frozen=True)
class Rehearsed:
    """What a close would store: `digest` covers every card, as the close's own will.

    `reasons` has the people not scored by why, `levels` the others by level's label, the highest
    first; `risen` and `fallen` count who moves much, `moved` names the first of them.
    """

    people: int
    scored: int
    digest: str
    rules_fingerprint: str
    reasons: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]
    agencies: tuple[AgencyPart, ...]
    risen: int
    fallen: int
    moved: tuple[Moved, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept with a proposal."""
        return asdict(self)

    @classmethod
    def of_json(cls, kept: Mapping[str, Any]) -> "Rehearsed":
        """Return what `to_json` gave."""
        listed = {
            "reasons": tuple((why, people) for why, people in kept["reasons"]),
            "levels": tuple((label, people) for label, people in kept["levels"]),
            "agencies": tuple(AgencyPart(**one) for one in kept["agencies"]),
            "moved": tuple(Moved(**one) for one in kept["moved"]),
        }
        return cls(**{**kept, **listed})


@dataclass(frozen=True, slots=True)
class PartChange:
    """An agency whose part differs between two rehearsals; None: it was not there."""

    name: str
    before: AgencyPart | None
    now: AgencyPart | None


def changes(before: Rehearsed, now: Rehearsed) -> list[PartChange]:
    """Return the agencies in which anything differs, those that are gone last."""
    earlier = {one.code: one for one in before.agencies}
    found = [
        PartChange(one.name, earlier.get(one.code), one)
        for one in now.agencies
        if earlier.get(one.code) != one
    ]
    kept = {one.code for one in now.agencies}
    return found + [PartChange(one.name, one, None)
                    for one in before.agencies if one.code not in kept]  # fmt: skip


def rehearsed(period: PeriodRow) -> Rehearsed:
    """Return what was just stored, inside the transaction that will undo it."""
    rules = rules_for(period)
    program = program_for(rules)
    labels = [label for _, label in program.levels]
    moved = _rows(_MOVED, period, much=MUCH_HUNDREDTHS, most=MOST_MOVED)
    ((people, scored, digest),) = _rows(sealing.digest(period.id), period)
    risen, fallen = moved[0][5:] if moved else (0, 0)
    return Rehearsed(
        people=people,
        scored=scored,
        digest=digest,
        rules_fingerprint=rules.fingerprint,
        reasons=tuple(
            (why, people)
            for why, people in _rows(
                _grouped("c.not_scored_reason", "c.score_hundredths IS NULL"), period
            )
        ),
        levels=_levels(labels, period),
        agencies=tuple(AgencyPart(*row) for row in _rows(_AGENCIES, period)),
        risen=risen,
        fallen=fallen,
        moved=tuple(Moved(*row[:5]) for row in moved),
    )


def _levels(labels: Sequence[str], period: PeriodRow) -> tuple[tuple[str, int], ...]:
    """People by the label of the level that their score answers to, the highest first."""
    band = "(c.totals ->> 'band')::bigint"
    found = _rows(_grouped(band, f"c.score_hundredths IS NOT NULL AND {band} IS NOT NULL"), period)
    return tuple((labels[number], people) for number, people in sorted(found, reverse=True))


def _grouped(value: str, which: str) -> str:
    return f"SELECT {value}, count(*) {_OF_PERIOD} AND {which} GROUP BY 1 ORDER BY 2 DESC, 1"


def _rows(statement: str, period: PeriodRow, **more: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"period": period.id, **more})
        return list(cursor.fetchall())
