"""Many provinces in one statement: the generated SQL of a batch, run in DuckDB or PostgreSQL.

People get numbers of their own in the batch, so that provinces share a statement and no row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import psycopg

from congvu.engine.backends.dialects import DUCKDB, POSTGRESQL, Dialect
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.chain import strata
from congvu.engine.language.program import MANAGED_SCORED
from congvu.engine.oracle import Month, Settings, Year
from tests.engine.property.engine import program_of
from tests.engine.property.provinces import Province

ORIGINS = {"planned": 0, "taken_over": 1, "unplanned": 2}
LOW = {"full": 0, "low": 1}
WIDTH = 1000  # people numbers of a province in a batch
FIRST = 1_000_000  # keys compare as text: numbers of one length keep the order of the ids

Row = tuple[int | bool, ...]
Key = tuple[int, int]  # person, period
Run = Callable[[str], list[tuple]]


@dataclass(frozen=True)
class Backend:
    """A database and how to ask it."""

    dialect: Dialect
    run: Run

    @property
    def name(self) -> str:
        """Its name in test ids."""
        return self.dialect.name


def values(columns: str, types: str, rows: Iterable[Row]) -> str:
    """A SELECT of literal rows; the first, of no effect, gives the types."""
    names, kinds = columns.split(), types.split()
    first = ", ".join(
        f"CAST(NULL AS {kind}) AS {name}" for name, kind in zip(names, kinds, strict=True)
    )
    body = f"SELECT {first} WHERE FALSE"
    literals = [f"({', '.join(map(_literal, row))})" for row in rows]
    if literals:
        body += f" UNION ALL SELECT * FROM (VALUES {', '.join(literals)}) given"
    return body


def _literal(value: int | bool) -> str:
    return str(value).upper() if isinstance(value, bool) else str(value)


# --- months ---------------------------------------------------------------------------------------

PEOPLE = (
    "person period general leads organising unity",
    "integer integer integer boolean integer integer",
)
ROWS = (
    "person period coefficient assigned completed failed delays origin",
    "integer integer integer integer integer integer integer integer",
)
MANAGED = "leader person period stratum", "integer integer integer integer"


@dataclass
class Batch:
    """The source rows of many provinces."""

    people: list[Row]
    rows: list[Row]
    managed: list[Row]

    @classmethod
    def of(cls, provinces: Sequence[Province]) -> "Batch":
        """Number the provinces' people and lay out their rows."""
        batch = cls([], [], [])
        for number, province in enumerate(provinces):
            for period, months in enumerate(province.months, 1):
                for month in months.values():
                    batch.add(number, period, month)
                batch.manage(number, period, province)
        return batch

    def add(self, province: int, period: int, month: Month) -> None:
        """One person's month."""
        person = number_of(province, month.person)
        steps = LOW[month.organising], LOW[month.unity]
        self.people.append((person, period, month.general_hundredths, month.leads, *steps))
        for line in month.lines:
            given = line.coefficient_tenths, line.assigned_hundredths, line.completed_hundredths
            events = line.failed, line.delays, ORIGINS[line.origin]
            self.rows.append((person, period, *given, *events))

    def manage(self, province: int, period: int, made: Province) -> None:
        """Who manages whom, with the leader's stratum from the bottom."""
        for stratum, leaders in enumerate(strata(made.managed), 1):
            for leader in leaders:
                for person in made.managed[leader]:
                    pair = number_of(province, leader), number_of(province, person)
                    self.managed.append((*pair, period, stratum))

    def sources(self) -> Sources:
        """The batch as SELECTs."""
        most = max((row[3] for row in self.managed), default=0)
        return Sources(
            values(*PEOPLE, self.people),
            values(*ROWS, self.rows),
            values(*MANAGED, self.managed),
            most,
        )


def number_of(province: int, person: str) -> int:
    """A person's number in a batch."""
    return FIRST + province * WIDTH + int(person)


def person_of(number: int) -> tuple[int, str]:
    """The province in the batch and the person's id in it."""
    province, person = divmod(number - FIRST, WIDTH)
    return province, f"{person:02}"


def months_of(
    backend: Backend, settings: Settings, sources: Sources
) -> dict[tuple[int, int], tuple]:
    """(person, period) → (notified, settled, managed_scored); notified None where not scored."""
    stage = program_of(settings).stage("month")
    query = stage_query(stage, backend.dialect, sources, outputs=["score", "managed_scored"])
    names = f"person, period, reason IS NULL, score, settled, {MANAGED_SCORED}"
    found = backend.run(f"SELECT {names} FROM ({query}) q")
    assert all(scored == (score is not None) for _, _, scored, score, _, _ in found)
    return {(person, period): (score, *rest) for person, period, _, score, *rest in found}


# --- years ----------------------------------------------------------------------------------------

YEARS = (
    "person period worked_months protected_leave concluded disciplined leads waste heads "
    "organisation moved raised rank peer_group agency",
    "integer integer integer boolean boolean boolean boolean boolean boolean "
    "integer integer boolean integer integer integer",
)
SCORES = "person period score", "integer integer integer"


def year_row(batch: int, year: Year) -> Row:
    """A person's year as a row; agencies of different batches stay apart."""
    heads = year.organisation_level is not None
    organisation = int(year.organisation_level) if heads else 3
    facts = year.months_worked, year.protected_leave, False, year.automatic_failed
    moved = 3 if year.moved is None else int(year.moved)
    head = heads, False, heads, organisation, moved, year.raised, year.rank
    scope = int(year.peer_group), batch * WIDTH + int(year.agency)
    return (number_of(batch, year.person), 2026, *facts, *head, *scope)


def year_sources(years: Sequence[Sequence[Year]]) -> Sources:
    """Many provinces' years as SELECTs."""
    people = [year_row(batch, year) for batch, people in enumerate(years) for year in people]
    scores = [
        (number_of(batch, year.person), 2026, score)
        for batch, people in enumerate(years)
        for year in people
        for score in year.months
        if score is not None
    ]
    return Sources(values(*YEARS, people), values(*SCORES, scores))


def levels_of(backend: Backend, settings: Settings, sources: Sources) -> dict[int, tuple]:
    """person → (level by score, final level); None where not ranked."""
    stage = program_of(settings).stage("year")
    query = stage_query(stage, backend.dialect, sources, outputs=["by_score"])
    names = "person, by_score, final_level"
    return {person: rest for person, *rest in backend.run(f"SELECT {names} FROM ({query}) q")}


@contextmanager
def both(conninfo: str) -> Iterator[list[Backend]]:
    """DuckDB in this process, and PostgreSQL at a connection string."""
    with duckdb.connect() as files, psycopg.connect(conninfo, autocommit=True) as server:
        yield [
            Backend(DUCKDB, lambda text: files.execute(text).fetchall()),
            Backend(POSTGRESQL, lambda text: server.execute(text).fetchall()),
        ]
