"""The province in a period: counts, distribution, levels and units, read as groups, not people."""
# ruff: noqa: S608 - the SQL is put together from integers, dates and the rule generator's words

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from django.db import connection

from congvu.apps.evaluation.queries import sources
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.law.registry import Rules

BIN_HUNDREDTHS = 200
_BAND = " ->> 'band'"


@dataclass(slots=True)
class Tally:
    """Counts of a group of people; `sum_hundredths` over `scored` is the exact mean.

    `bins` counts people by the lower end of a two-point bin (whole points), `levels` by level
    code, `reasons` those not scored by reason. Whoever's result was amended is counted as it
    stands now; `amended` tells how many they are.
    """

    people: int = 0
    scored: int = 0
    sum_hundredths: int = 0
    not_self_scored: int = 0
    not_confirmed: int = 0
    amended: int = 0
    bins: Counter[int] = field(default_factory=Counter)
    levels: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    @property
    def mean_hundredths(self) -> Fraction | None:
        """The exact mean of the notified scores, None when nobody is scored."""
        return Fraction(self.sum_hundredths, self.scored) if self.scored else None


@dataclass(frozen=True, slots=True)
class AgencyTally:
    """A using agency and its people."""

    code: str
    name: str
    kind: str
    path: str
    tally: Tally


@dataclass(frozen=True)
class ProvinceView:
    """The whole province; agencies in tree order. `provisional`: the period is open."""

    period: PeriodRow
    rules: Rules
    provisional: bool
    level_labels: dict[str, str]
    whole: Tally
    agencies: tuple[AgencyTally, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    agency: tuple[str, str, str, str]
    self_scored: bool
    confirmed: bool
    amended: bool
    reason: str
    bin: int | None
    band: int | None
    people: int
    sum_hundredths: int


def province(period: PeriodRow) -> ProvinceView:
    """Return the province in a period, scored live in the database while it is open.

    Three queries at most. Raises ManagementCycle naming the circle.
    """
    scoring = Scoring(period, rules_for(period), closing=not period.is_open)
    groups = _read(_live(scoring) if period.is_open else _stored(scoring))
    levels = [code for code, _ in scoring.program.levels]
    whole, by_agency = Tally(), dict[tuple[str, str, str, str], Tally]()
    for group in groups:
        _count(whole, group, levels)
        _count(by_agency.setdefault(group.agency, Tally()), group, levels)
    return ProvinceView(
        period=period,
        rules=scoring.rules,
        provisional=period.is_open,
        level_labels=dict(scoring.program.levels),
        whole=whole,
        agencies=tuple(
            AgencyTally(*agency, tally)
            for agency, tally in sorted(by_agency.items(), key=lambda found: found[0][3])
        ),
    )


def _count(tally: Tally, group: _Group, levels: list[str]) -> None:
    tally.people += group.people
    tally.not_self_scored += 0 if group.self_scored else group.people
    tally.not_confirmed += 0 if group.confirmed else group.people
    tally.amended += group.people if group.amended else 0
    if group.bin is None:
        tally.reasons[group.reason] += group.people
        return
    tally.scored += group.people
    tally.sum_hundredths += group.sum_hundredths
    tally.bins[group.bin * BIN_HUNDREDTHS // 100] += group.people
    if group.band is not None:
        tally.levels[levels[group.band]] += group.people


def _read(sql: str) -> Iterable[_Group]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [_Group(tuple(row[:4]), *row[4:]) for row in cursor.fetchall()]


def _live(scoring: Scoring) -> str:
    """Return the grouping over one SELECT of the engine's generator."""
    strata = leader_strata(scoring.period) if scoring.chained else []
    result, unmet = scoring.stage.result, sources.requirement_words(scoring, "s")
    lines = [result, *(["band"] if has_band(scoring) else [])]
    return _grouped(
        scoring,
        join=f"LEFT JOIN ({scoring.query(strata, lines)}) s ON s.person = c.person_id",
        score=f"s.{result} * {sources.to_hundredths(scoring)}",
        band="s.band" if has_band(scoring) else "NULL::bigint",
        reason=f"coalesce({sources.card_reason(scoring)}, {unmet}, '')",
    )


def _stored(scoring: Scoring) -> str:
    return _grouped(
        scoring,
        join=sources.LAST_AMENDED,
        score=sources.standing("score_hundredths"),
        band=f"({sources.standing('totals', _BAND)})::bigint",
        reason=sources.standing("not_scored_reason"),
        amended="amended.id IS NOT NULL",
    )


def _grouped(
    scoring: Scoring, *, join: str, score: str, band: str, reason: str, amended: str = "FALSE"
) -> str:
    return f"""
        SELECT a.code, a.name, a.kind, a.path, g.self_scored, g.confirmed, g.amended, g.reason,
               g.bin, g.band, g.people, g.points
        FROM (
            SELECT x.agency_id, x.self_scored, x.confirmed, x.amended, x.reason,
                   x.score / {BIN_HUNDREDTHS} AS bin, x.band,
                   count(*) AS people, coalesce(sum(x.score), 0)::bigint AS points
            FROM (
                SELECT c.agency_id, c.general_self_hundredths IS NOT NULL AS self_scored,
                       c.confirmed_at IS NOT NULL AS confirmed, {amended} AS amended,
                       {reason} AS reason,
                       ({score})::bigint AS score, {band} AS band
                FROM evaluation_scorecard c {join} WHERE c.period_id = {int(scoring.period.id)}
            ) x GROUP BY 1, 2, 3, 4, 5, 6, 7
        ) g JOIN org_unit a ON a.id = g.agency_id"""


def has_band(scoring: Scoring) -> bool:
    """Whether the month's stage names a level for each score."""
    return any(step.name == "band" and step.kind == "level" for step in scoring.stage.steps)
