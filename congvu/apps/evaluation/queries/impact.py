"""What a closed month would have been under a proposed catalogue: a preview that changes nothing.

Before is what the close stored. After is the same SQL that the close ran, over the same cards, the
same work and the same people managed; only the coefficients differ.
"""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db import connection

from congvu.apps.evaluation.models import Close
from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.province import has_band
from congvu.apps.evaluation.queries.sealing import plan_for_everybody
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.appraisal.lines import catalogue
from congvu.engine.backends.dialects import POSTGRESQL
from congvu.engine.backends.sql import Sources, stage_query
from congvu.engine.chain import strata
from congvu.engine.lists.document import Document
from congvu.kernel.frozen import FrozenMap


class NotClosed(ValueError):
    """The month is open: its scores are not final, so there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class ProductShift:
    """A product that the month's work named: its coefficient (tenths) then and as proposed.

    `after` is None where the proposal no longer has the product, or gives it no coefficient that
    the rules can take; its tasks keep what they weighed. `assigned` in hundredths.
    """

    id: int
    code: str
    name: str
    before: int
    after: int | None
    tasks: int
    people: int
    assigned: int

    @property
    def moves(self) -> bool:
        """Whether the proposal gives it another coefficient."""
        return self.after not in (None, self.before)


@dataclass(frozen=True, slots=True)
class PersonShift:
    """A scored person: points in hundredths, levels by code ("" where the rules name none).

    `load` is coefficient × amount assigned over all tasks, in thousandths of a standard product.
    """

    person_id: int
    person: str
    name: str
    unit_path: str
    unit: str
    agency: str
    agency_name: str
    score: tuple[int, int]
    level: tuple[str, str]
    load: tuple[int, int]
    touched: bool

    @property
    def change(self) -> int:
        """How many hundredths of a point the score moves."""
        return self.score[1] - self.score[0]

    @property
    def relevelled(self) -> bool:
        """Whether the score answers to another level."""
        return self.level[0] != self.level[1]


@dataclass(frozen=True)
class Impact:
    """A closed month before and after; `people` are those of the agencies that use the list.

    `same_rules`: the rules in force for the month are those it was closed under; where they were
    changed since, not all that moves is the catalogue's doing.
    """

    period: PeriodRow
    products: tuple[ProductShift, ...]
    people: tuple[PersonShift, ...]
    level_labels: Mapping[str, str] = field(default_factory=FrozenMap)
    same_rules: bool = True


def impact(proposed: Document, period: PeriodRow) -> Impact:
    """Return what a closed month would have been under a proposed catalogue.

    A task's product is matched by the catalogue's series and the product's code. Raises NotClosed.
    """
    close = Close.objects.filter(period=period.id).values_list("digest", "rules_fingerprint")
    found = close.first()
    if found is None:
        raise NotClosed(f"Kỳ {period.key} chưa chốt; chỉ so được với kỳ đã chốt.")
    return _impact(proposed, period, *found, rules_for(period).fingerprint)


@lru_cache(maxsize=4)
def _impact(
    proposed: Document, period: PeriodRow, digest: str, closed_by: str, rules: str
) -> Impact:
    """A closed month does not change (`digest`): the same list moves it in the same way."""
    products = tuple(_products(proposed, period))
    moved = {one.id: one.after for one in products if one.after is not None and one.moves}
    scoring = Scoring(period, rules_for(period), closing=True, coefficients=FrozenMap(moved))
    everybody = _people(scoring, [one.id for one in products])
    concerned = {one.agency for one in everybody if one.touched or one.change}
    return Impact(
        period,
        products,
        tuple(one for one in everybody if one.agency in concerned),
        dict(scoring.program.levels),
        same_rules=closed_by == rules,
    )


def proposed_coefficients(proposed: Document) -> dict[str, int]:
    """Return code → coefficient (tenths) of a catalogue: points ÷ standard, else what is stated."""
    read = catalogue(proposed)
    weights = {line.code: read.weight(line) for line in reversed(read.lines)}
    return {code: weight for code, weight in weights.items() if weight}


def _products(proposed: Document, period: PeriodRow) -> Iterator[ProductShift]:
    """The products of this catalogue that the month's tasks name, the most used first."""
    weights = proposed_coefficients(proposed)
    most = _highest(period)
    with connection.cursor() as cursor:
        cursor.execute(_PRODUCTS, [period.id, proposed.code])
        for pk, code, name, before, *counted in cursor.fetchall():
            after = weights.get(code)
            usable = after if after is not None and after <= most else None
            yield ProductShift(pk, code, name, before, usable, *counted)


def _highest(period: PeriodRow) -> int:
    """The highest coefficient, in tenths, that the rules can take."""
    fields = {item.name: item for item in Scoring(period, rules_for(period)).stage.fields}
    return fields["coefficient"].high


_PRODUCTS = """
    SELECT p.id, p.code, p.name, p.coefficient_tenths, count(*), count(DISTINCT t.person_id),
           sum(t.assigned_hundredths)::bigint
    FROM work_task t
    JOIN catalogue_product p ON p.id = t.product_id
    JOIN catalogue_version v ON v.id = p.version_id
    WHERE t.period_id = %s AND v.series = %s AND t.cancelled_at IS NULL
    GROUP BY p.id ORDER BY count(*) DESC, p.code"""


def _people(scoring: Scoring, products: Sequence[int]) -> list[PersonShift]:
    """Everybody scored at the close, before and after, in the order of the units."""
    levels = [code for code, _ in scoring.program.levels]
    with connection.cursor() as cursor:
        plan_for_everybody(cursor)
        layers: list[list[int]] = []
        if scoring.chained:
            cursor.execute(_leaders_below(scoring.period))
            layers = _layers(cursor.fetchall())
        cursor.execute(_compared(scoring, layers, products))
        return [_shift(row, levels) for row in cursor.fetchall()]


def _layers(pairs: Iterable[tuple[int, int | None]]) -> list[list[int]]:
    below: dict[str, list[str]] = {}
    for leader, person in pairs:
        people = below.setdefault(str(leader), [])
        if person is not None:
            people.append(str(person))
    return [[int(leader) for leader in layer] for layer in strata(below)]


def _shift(row: Sequence[Any], levels: Sequence[str]) -> PersonShift:
    pk, code, name, path, unit, agency, agency_name = row[:7]
    before, after, was, now, load, new_load, touched = row[7:]
    level = "" if was is None else levels[was], "" if now is None else levels[now]
    return PersonShift(
        pk, code, name, path, unit, agency, agency_name,
        (before, after), level, (load, new_load), touched,
    )  # fmt: skip


def _managed(period: PeriodRow) -> str:
    """Return leader and person of everybody whom a stored d rests on (not of today's postings)."""
    return f"""
        SELECT c.person_id AS leader, p.id AS person
        FROM evaluation_scorecard c
        CROSS JOIN LATERAL jsonb_array_elements_text(c.managed) AS listed(code)
        JOIN org_person p ON p.code = listed.code
        WHERE c.period_id = {int(period.id)}"""


def _leaders_below(period: PeriodRow) -> str:
    """Return leader and person for the leaders managed by leaders, NULL for none below."""
    return f"""
        WITH pairs AS MATERIALIZED ({_managed(period)}),
        leaders AS (SELECT DISTINCT leader FROM pairs)
        SELECT l.leader, p.person FROM leaders l
        LEFT JOIN pairs p ON p.leader = l.leader AND p.person IN (SELECT leader FROM leaders)"""


def _scored(scoring: Scoring, layers: Sequence[Sequence[int]]) -> str:
    """Return the close's SELECT over the managed pairs that the close stored."""
    given = Sources(
        people=sources.people(scoring),
        rows=sources.task_rows(scoring),
        managed=sources.with_strata(_managed(scoring.period), layers) if layers else "",
        strata=len(layers),
    )
    asked = [scoring.stage.result, *(["band"] if has_band(scoring) else [])]
    return stage_query(scoring.stage, POSTGRESQL, given, asked)


def _compared(scoring: Scoring, layers: Sequence[Sequence[int]], products: Sequence[int]) -> str:
    """Return the one SELECT of everybody before and after."""
    score = f"s.{scoring.stage.result} * {sources.to_hundredths(scoring)}"
    banded = has_band(scoring)
    was, now = ("(c.totals ->> 'band')::int", "s.band") if banded else ("NULL", "NULL")
    ids = sources.array(products)
    return f"""
        WITH scored AS MATERIALIZED ({_scored(scoring, layers)}),
        loads AS MATERIALIZED (
            SELECT t.person_id, sum(t.coefficient_tenths::bigint * t.assigned_hundredths) AS before,
                   sum({sources.coefficient(scoring)}::bigint * t.assigned_hundredths) AS after,
                   bool_or(coalesce(t.product_id = ANY({ids}), FALSE)) AS touched
            {sources.tasks(scoring)} GROUP BY t.person_id
        )
        SELECT c.person_id, p.code, p.full_name, u.path, u.name, a.code, a.name,
               c.score_hundredths, ({score})::bigint, {was}, {now},
               coalesce(l.before, 0)::bigint, coalesce(l.after, 0)::bigint,
               coalesce(l.touched, FALSE)
        FROM evaluation_scorecard c
        JOIN scored s ON s.person = c.person_id
        JOIN org_person p ON p.id = c.person_id
        JOIN org_unit u ON u.id = c.unit_id
        JOIN org_unit a ON a.id = c.agency_id
        LEFT JOIN loads l ON l.person_id = c.person_id
        WHERE c.period_id = {int(scoring.period.id)} AND c.score_hundredths IS NOT NULL
          AND s.{scoring.stage.result} IS NOT NULL
        ORDER BY u.path, p.sort_key, p.id"""
