"""A round as it comes out now: each result as a decision would keep it, and what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass

from congvu.apps.evaluation.queries.years.rated import RatedRound, rated
from congvu.apps.evaluation.queries.years.ratings import RoundRow
from congvu.apps.evaluation.queries.years.readiness import Lacking, lacking, taken_steps
from congvu.apps.evaluation.queries.years.sealing import YearRecord, digest_of, record_of
from congvu.apps.rulebook.queries import PeriodRow, periods


@dataclass(frozen=True)
class RoundNow:
    """A round as it comes out now: its rows, what is kept of each, what it still lacks."""

    found: RatedRound
    records: Mapping[int, YearRecord]
    lacking: tuple[Lacking, ...]

    @property
    def digest(self) -> str:
        """The digest over everybody's hash."""
        return digest_of((person, one.sha256) for person, one in self.records.items())


def round_now(period: PeriodRow, row: RoundRow) -> RoundNow:
    """Return a round as it comes out now; raises RuleAsksTooMuch."""
    found = rated(period, row)
    records = records_of(found)
    taken = taken_steps(row.id, int(period.key))
    return RoundNow(found, records, tuple(lacking(found, taken, periods())))


def records_of(found: RatedRound) -> dict[int, YearRecord]:
    """Return what a decision would keep of everybody in a round, by person's id."""
    return {
        row.row.person_id: record_of(
            row,
            year=found.period.key,
            round_code=found.round.unit_code,
            fingerprint=found.rules.fingerprint,
        )
        for row in found.rows
    }
