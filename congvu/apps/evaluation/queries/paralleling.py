"""One period scored by its own rules and by others, over the same inputs; nothing of it is touched.

Before is what the close stored, or what stands now while the period is open. After is the SQL that
a close by the other rules would run: over the stored cards, the work as it stands and the people
managed that the close wrote down.
"""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from django.db import connection, transaction

from congvu.apps.evaluation.models import Amendment, Close
from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.province import has_band
from congvu.apps.evaluation.queries.recomputing import COPY, PAIRS, copy_stored
from congvu.apps.evaluation.queries.sealing import plan_for_everybody
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.apps.work.enums import Effect
from congvu.engine.contrast import BarDifference
from congvu.engine.language.program import Program
from congvu.engine.scoring import program_for, scalar_stage
from congvu.law.registry import Rules

HUNDREDTHS = 100
_BEFORE, _AFTER = "compared_before", "compared_after"


class NotComparable(ValueError):
    """The two rule sets cannot be held against each other in this period; says why."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one rule set makes of a person: hundredths and level's rank, or why there is neither.

    `settled`: whether everybody managed reached the mark (leaders only).
    """

    score: int | None
    level: int | None
    reason: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Both:
    """A person under the two rule sets; `bars` are told for those whose level differs, or None."""

    person_id: int
    person: str
    unit_id: int
    agency_id: int
    before: Side
    after: Side
    bars: tuple[BarDifference, ...] | None = None

    @property
    def relevelled(self) -> bool:
        """Whether the level differs, being scored at all included."""
        return self.before.level != self.after.level

    @property
    def scored_twice(self) -> bool:
        """Whether both rule sets score the person."""
        return self.before.score is not None and self.after.score is not None

    @property
    def change(self) -> int:
        """How many hundredths the score differs; 0 where either is missing."""
        if self.before.score is None or self.after.score is None:
            return 0
        return self.after.score - self.before.score


@dataclass(frozen=True, slots=True)
class Lack:
    """An input that only the other rules read: how many of how many records have none.

    `taken`: the value taken instead, which the rule text starts from.
    """

    label: str
    missing: int
    records: int
    taken: str


@dataclass(frozen=True, slots=True)
class Agency:
    """A using agency with cards in the period, as it is called at the time of the run."""

    id: int
    code: str
    name: str
    kind: str
    path: str


@dataclass(frozen=True)
class Parallel:
    """Everybody of a period under two rule sets, in the order of the people's codes.

    `ladder` has the levels' codes and labels from the lowest; `levelled`: which of the two texts
    names levels itself, the other is read by the thresholds. `same_rules`: the rules of the period
    are still those it was closed by; only then is a difference told by bars.
    """

    before: Scoring
    after: Scoring
    ladder: tuple[tuple[str, str], ...]
    levelled: tuple[bool, bool]
    people: tuple[Both, ...]
    agencies: tuple[Agency, ...]
    lacks: tuple[Lack, ...]
    before_fingerprint: str
    amended: int
    same_rules: bool

    @cached_property
    def digest(self) -> str:
        """The sha256 over everybody's two results."""
        lines = (
            f"{one.person} {one.before.score} {one.before.level} {one.after.score} "
            f"{one.after.level}"
            for one in self.people
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def scorings(period: PeriodRow, rules: Rules) -> tuple[Scoring, Scoring]:
    """Return how a period was (is) scored, and how by other rules; raises NotComparable."""
    before = Scoring(period, rules_for(period), closing=not period.is_open)
    for one in (before.rules, rules):
        if "month" not in program_for(one).stages:
            raise NotComparable(f"“{one.title}” không chấm điểm theo kỳ, nên không có gì để so.")
    after = Scoring(period, rules, closing=not period.is_open)
    taken = _start_of_effect(after) if _only_after(before, after) else None
    return before, after if taken is None else replace(after, ungraded=taken)


def parallel(period: PeriodRow, rules: Rules) -> Parallel:
    """Return everybody of a period under its own rules and under others; bars not yet told.

    Raises NotComparable, RuleAsksTooMuch, or ManagementCycle naming the circle.
    """
    before, after = scorings(period, rules)
    close = Close.objects.filter(period=period.id).values_list("rules_fingerprint", flat=True)
    closed_by = close.first()
    ladder = _ladder(before.program, after.program)
    with transaction.atomic():
        rows = _rows(before, after)
        transaction.set_rollback(True)
    levels = (_Levels(before, before, ladder), _Levels(after, before, ladder))
    return Parallel(
        before,
        after,
        ladder,
        (has_band(before), has_band(after)),
        tuple(_both(row, levels) for row in rows),
        tuple(_agencies(period)),
        tuple(_lacks(before, after)),
        closed_by or before.rules.fingerprint,
        Amendment.objects.filter(card__period=period.id).values("card").distinct().count(),
        closed_by in (None, before.rules.fingerprint),
    )


def _agencies(period: PeriodRow) -> list[Agency]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, code, name, kind, path FROM org_unit WHERE id IN (SELECT c.agency_id "
            f"FROM {sources.CARDS} c WHERE c.period_id = {int(period.id)}) ORDER BY path"
        )
        return [Agency(*row) for row in cursor.fetchall()]


def _only_after(before: Scoring, after: Scoring) -> bool:
    """Whether only the other rules read how effective a result was."""
    names = [{item.name for item in one.stage.fields} for one in (before, after)]
    return "effect" in names[1] - names[0]


def _start_of_effect(scoring: Scoring) -> int | None:
    """The grade that a rule text starts from, where it is one for everybody."""
    (field,) = (item for item in scoring.stage.fields if item.name == "effect")
    start = scoring.stage.start.get(field.column)
    if start is None:
        return None
    names, value = scalar_stage(scoring.program, "month").setter(start)
    return None if names else value()


def _lacks(before: Scoring, after: Scoring) -> list[Lack]:
    if not _only_after(before, after):
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(r.id) FILTER (WHERE r.effect IS NULL), count(r.id) "
            f"{sources.tasks(after)}"
        )
        missing, records = cursor.fetchone()
    (field,) = (item for item in after.stage.fields if item.name == "effect")
    taken = str(Effect(after.ungraded).label)
    return [Lack(field.label, missing, records, taken)] if missing else []


def _ladder(before: Program, after: Program) -> tuple[tuple[str, str], ...]:
    if not (before.levels or after.levels):
        raise NotComparable("Không văn bản nào trong hai văn bản nêu mức, nên không so được mức.")
    return before.levels or after.levels


class _Levels:
    """To which rank of the ladder a score answers: by the text's own band, or by thresholds."""

    def __init__(self, scoring: Scoring, fallback: Scoring, ladder: Sequence[tuple[str, str]]):
        codes = [code for code, _ in ladder]
        self.bands: Sequence[int] | None = None
        self.starts: list[Fraction] = []
        if has_band(scoring):
            self.bands = [codes.index(code) for code, _ in scoring.program.levels]
            return
        names = [f"threshold_{code}" for code in codes[1:]]
        held = scoring.rules.parameters
        rules = scoring.rules if all(name in held for name in names) else fallback.rules
        self.starts = [Fraction(rules.value(name)) * HUNDREDTHS for name in names]

    def of(self, score: int | None, band: int | None) -> int | None:
        """The rank, None where nothing was scored."""
        if score is None:
            return None
        if self.bands is not None:
            return None if band is None else self.bands[band]
        return sum(score >= start for start in self.starts)


_Row = tuple[
    int, str, int, int,
    int | None, int | None, str, bool | None,
    int | None, int | None, str, bool | None,
]  # fmt: skip


def _both(row: _Row, levels: tuple[_Levels, _Levels]) -> Both:
    person_id, code, unit_id, agency_id = row[:4]
    score, band, reason, settled = row[4:8]
    other, its_band, its_reason, its_settled = row[8:]
    return Both(
        person_id, code, unit_id, agency_id,
        Side(score, levels[0].of(score, band), reason, settled is not False),
        Side(other, levels[1].of(other, its_band), its_reason, its_settled is not False),
    )  # fmt: skip


def _rows(before: Scoring, after: Scoring) -> list[_Row]:
    """Everybody with both results; part of a transaction that is undone."""
    with connection.cursor() as cursor:
        plan_for_everybody(cursor)
    if before.closing:
        copy_stored(replace(before, table=COPY))
        after = replace(after, table=COPY, pairs=f"SELECT leader, person FROM {PAIRS}")
    _score(after, _AFTER)
    if not before.closing:
        _score(before, _BEFORE)
    with connection.cursor() as cursor:
        cursor.execute(_compared(before, after))
        return list(cursor.fetchall())


def _score(scoring: Scoring, table: str) -> None:
    strata = leader_strata(scoring.period, pairs=scoring.pairs) if scoring.chained else []
    asked = [scoring.stage.result, *(["band"] if has_band(scoring) else [])]
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {table}")
        cursor.execute(f"CREATE TEMPORARY TABLE {table} AS {scoring.query(strata, asked)}")
        cursor.execute(f"ANALYZE {table}")


def _columns(scoring: Scoring, scored: str, card: str) -> str:
    """Score, band, reason and settled of a side that was scored into a table."""
    band = f"{scored}.band" if has_band(scoring) else "NULL::bigint"
    unmet = sources.requirement_words(scoring, scored)
    settled = f"{scored}.settled" if scoring.chained else "TRUE"
    return (
        f"({scored}.{scoring.stage.result} * {sources.to_hundredths(scoring)})::bigint, {band}, "
        f"coalesce({sources.card_reason(scoring, card)}, {unmet}, ''), {settled}"
    )


def _compared(before: Scoring, after: Scoring) -> str:
    stored = "c.score_hundredths, (c.totals ->> 'band')::bigint, c.not_scored_reason, c.settled"
    left, join = stored, f"JOIN {after.table} x ON x.id = c.id"
    if not before.closing:
        left = _columns(before, "b", "c")
        join = f"LEFT JOIN {_BEFORE} b ON b.person = c.person_id"
    right = _columns(after, "a", "x" if before.closing else "c")
    return f"""
        SELECT c.person_id, p.code, c.unit_id, c.agency_id, {left}, {right}
        FROM {sources.CARDS} c
        JOIN org_person p ON p.id = c.person_id
        {join} LEFT JOIN {_AFTER} a ON a.person = c.person_id
        WHERE c.period_id = {int(before.period.id)} ORDER BY p.code"""


Told = Mapping[int, tuple[BarDifference, ...]]
