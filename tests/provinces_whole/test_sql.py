"""PostgreSQL and DuckDB, running the generated SQL, give the judge's digits for whole provinces."""

from collections.abc import Iterator, Sequence
from itertools import islice
from random import Random

import pytest

from config.postgres import RUNTIME_ROLE
from congvu.engine import oracle
from congvu.engine.oracle import Line, Month, Settings, Year
from tests.engine.property import databases, engine
from tests.engine.property.databases import Backend, Batch, number_of, person_of
from tests.engine.property.examples import PROVINCES, generated
from tests.engine.property.provinces import (
    AMOUNT_MOST,
    COEFFICIENT_MOST,
    SETTINGS,
    Province,
    Unit,
    province,
    year_of_people,
)

TOGETHER = 50  # provinces in one statement
EACH = -(-PROVINCES // len(SETTINGS))  # provinces for each choice of settings

every_setting = pytest.mark.parametrize("settings", SETTINGS, ids=range(len(SETTINGS)))


@pytest.fixture(scope="session")
def backends(postgres_server) -> Iterator[list[Backend]]:
    """Both databases."""
    with databases.both(postgres_server.conninfo(user=RUNTIME_ROLE)) as found:
        yield found


def batches(made: Sequence) -> Iterator[list]:
    """The examples, some at a time."""
    waiting = iter(made)
    while batch := list(islice(waiting, TOGETHER)):
        yield batch


def judged(provinces: Sequence[Province], settings: Settings) -> dict:
    """What the judge says of a batch, numbered as the batch is."""
    found = {}
    for number, made in enumerate(provinces):
        for period, months in enumerate(made.months, 1):
            for person, settled in oracle.settle(months.values(), made.managed, settings).items():
                scored = settled.score
                found[number_of(number, person), period] = scored and scored.notified
    return found


def by_scalar(provinces: Sequence[Province], settings: Settings) -> dict:
    """What the scalar functions say of a batch."""
    return {
        (number_of(number, person), period): answer.notified
        for number, made in enumerate(provinces)
        for period, months in enumerate(made.months, 1)
        for person, answer in engine.settle(months.values(), made.managed, settings).items()
    }


def notified(found: dict) -> dict:
    """Only the notified scores."""
    return {key: score for key, (score, *_) in found.items()}


@every_setting
def test_scalar_duckdb_and_postgresql_score_whole_provinces_as_the_judge(settings, backends):
    for batch in batches(generated(province(), EACH, salt=SETTINGS.index(settings))):
        wanted, sources = judged(batch, settings), Batch.of(batch).sources()
        assert by_scalar(batch, settings) == wanted
        for backend in backends:
            found = notified(databases.months_of(backend, settings, sources))
            assert found == wanted, smallest_month(backend, batch, found, wanted)


def smallest_month(backend: Backend, batch: Sequence[Province], found: dict, wanted: dict) -> str:
    """The smallest disagreement, to be run by hand."""
    wrong = [key for key in wanted if found.get(key, "no row") != wanted[key]]
    key = min(wrong, key=lambda one: len(month_at(batch, one).lines), default=None)
    if key is None:
        return f"{backend.name}: rows of nobody: {found.keys() - wanted.keys()}"
    month, made = month_at(batch, key), batch[person_of(key[0])[0]]
    return (
        f"{backend.name}: {found.get(key, 'no row')} instead of {wanted[key]} for {month}, "
        f"who manages {made.managed.get(month.person, ())}; {len(wrong)} wrong in all"
    )


def month_at(batch: Sequence[Province], key: tuple[int, int]) -> Month:
    """The month that a row of a batch stands for."""
    number, person = person_of(key[0])
    return batch[number].months[key[1] - 1][person]


@every_setting
def test_row_order_and_batch_split_do_not_change_a_digit(settings, backends):
    made = generated(province(), TOGETHER, salt=SETTINGS.index(settings))
    random = Random(20260101)
    shuffled = Batch.of(made)
    for rows in (shuffled.people, shuffled.rows, shuffled.managed):
        random.shuffle(rows)
    for backend in backends:
        whole = databases.months_of(backend, settings, Batch.of(made).sources())
        assert databases.months_of(backend, settings, shuffled.sources()) == whole
        parts = {}
        for number, one in enumerate(made[:5]):
            alone = databases.months_of(backend, settings, Batch.of([one]).sources())
            offset = number_of(number, "00") - number_of(0, "00")
            parts |= {(person + offset, period): x for (person, period), x in alone.items()}
        assert parts == {key: whole[key] for key in parts}


@every_setting
def test_scalar_duckdb_and_postgresql_rate_years_and_cap_them_as_the_judge(settings, backends):
    for batch in batches(generated(year_of_people(), EACH, salt=SETTINGS.index(settings))):
        wanted = {
            number_of(number, person): [rating.level]
            for number, people in enumerate(batch)
            for person, rating in oracle.rate(people, settings).items()
        }
        by_scalar = {
            number_of(number, person): [rating.level]
            for number, people in enumerate(batch)
            for person, rating in engine.rate(people, settings).items()
        }
        assert by_scalar == wanted
        for backend in backends:
            found = databases.levels_of(backend, settings, databases.year_sources(batch))
            got = {person: [level] for person, (_, level) in found.items()}
            assert got == wanted, smallest_year(backend, batch, got, wanted)


def smallest_year(
    backend: Backend, batch: Sequence[Sequence[Year]], got: dict, wanted: dict
) -> str:
    """The smallest year rated otherwise than by the judge."""
    wrong = {person for person, level in wanted.items() if got.get(person) != level}
    people = min((batch[person_of(person)[0]] for person in wrong), key=len)
    return f"{backend.name}: {sorted(wrong)[:5]} of {people}"


LARGEST = 2000  # lines: the most that the rule admits


@every_setting
@pytest.mark.parametrize(("failed", "delays"), [(0, 0), (3, 1000), (1, 2)])
def test_the_largest_month_the_rule_admits_loses_no_digit(settings, backends, failed, delays):
    lines = tuple(
        Line(f"t{n:04}", COEFFICIENT_MOST, AMOUNT_MOST, AMOUNT_MOST - n % 2, failed, delays)
        for n in range(LARGEST)
    )
    months = {name: Month(name, 2999, lines, leads=name == "00") for name in ("00", "01")}
    made = Province((Unit(None, 0),), (), {"00": ("01",)}, (months,))
    wanted, sources = judged([made], settings), Batch.of([made]).sources()
    assert by_scalar([made], settings) == wanted
    for backend in backends:
        assert notified(databases.months_of(backend, settings, sources)) == wanted
