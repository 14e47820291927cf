"""How strictly each head scored in a year: what she confirmed, beside what people gave themselves.

A finding is an observation: a head whose people do well looks lenient and is not. It is shown
beside her peers, never as a list of names in order.
"""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from fractions import Fraction
from statistics import median_low

from django.db import connection

from congvu.apps.evaluation.enums import STANDING
from congvu.apps.evaluation.queries.years.cases import PEER_GROUPS
from congvu.apps.positions.enums import Leads


@dataclass(frozen=True, slots=True)
class Scored:
    """Published cards put together, as whole numbers: points in hundredths.

    `given` cards have general points (summing to `general`), `both` those of owner and head, which
    differ by `less` in all; `high` cards reach the mark of the highest level.
    """

    cards: int
    points: int
    given: int
    general: int
    both: int
    less: int
    high: int

    @property
    def mean(self) -> Fraction:
        """The exact mean of the points, in hundredths."""
        return Fraction(self.points, self.cards)

    @property
    def general_mean(self) -> Fraction | None:
        """The exact mean of the general points, None where there are none."""
        return Fraction(self.general, self.given) if self.given else None

    @property
    def self_minus_head(self) -> Fraction | None:
        """How much more people gave themselves than the head, on the mean."""
        return Fraction(self.less, self.both) if self.both else None

    @property
    def high_share(self) -> Fraction:
        """The share of cards at the highest level's mark."""
        return Fraction(self.high, self.cards)


@dataclass(frozen=True, slots=True)
class Severity:
    """The published cards of a year that one head confirmed, in one round."""

    person_id: int
    full_name: str
    unit_name: str
    scored: Scored


def severities(year: int, high_hundredths: int, round_id: int) -> list[Severity]:
    """Return how strictly each head scored a round's people in a year, by name; one query.

    `high_hundredths` is from where a card counts as high.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SEVERITIES,
            {"months": f"{year:04d}-%", "high": high_hundredths, "round": round_id,
             "standing": [one.value for one in STANDING]},
        )  # fmt: skip
        return [
            Severity(person, name, unit, Scored(*numbers))
            for person, name, unit, *numbers in cursor.fetchall()
        ]


def together(some: Iterable[Scored]) -> Scored | None:
    """Return cards put together; None where there are none."""
    rows = [astuple(one) for one in some]
    return Scored(*map(sum, zip(*rows, strict=True))) if rows else None


def middle(some: Iterable[Scored]) -> Fraction | None:
    """Return the median of the means, None where fewer than two are compared."""
    means = [one.mean for one in some]
    return median_low(means) if len(means) > 1 else None


_SEVERITIES = """
    SELECT h.id, h.full_name, coalesce(u.name, ''), count(*), sum(c.score_hundredths),
           count(c.general_hundredths), coalesce(sum(c.general_hundredths), 0),
           count(*) FILTER (WHERE c.general_self_hundredths IS NOT NULL
                            AND c.general_hundredths IS NOT NULL),
           coalesce(sum(c.general_self_hundredths - c.general_hundredths), 0),
           count(*) FILTER (WHERE c.score_hundredths >= %(high)s)
    FROM evaluation_rating r
    JOIN evaluation_scorecard c ON c.person_id = r.person_id
    JOIN rulebook_period p ON p.id = c.period_id
    JOIN org_person h ON h.id = c.confirmed_by_id
    LEFT JOIN evaluation_rating own ON own.person_id = h.id AND own.period_id = r.period_id
    LEFT JOIN org_unit u ON u.id = own.unit_id
    WHERE r.round_id = %(round)s
      AND p.kind IN ('month', 'quarter') AND p.key LIKE %(months)s AND c.state = ANY(%(standing)s)
      AND c.score_hundredths IS NOT NULL
    GROUP BY h.id, h.full_name, h.sort_key, u.name
    ORDER BY h.sort_key, h.id"""


def levels_before(year: int, round_id: int) -> dict[str, int]:
    """Return how many of a round's people stood at each level in the year before; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [f"{year - 1:04d}", round_id])
        return dict(cursor.fetchall())


@dataclass(frozen=True, slots=True)
class Before:
    """How many people of a round and peer group stood at a level in the year before."""

    round_id: int
    peer_group: str
    level: str
    people: int


def everybody_before(year: int) -> list[Before]:
    """Return where everybody of a year's rounds stood in the year before; one query.

    People are told by the rounds and peer groups of this year, so that both years tell of the same
    ones.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EVERYBODY_BEFORE, [f"{year - 1:04d}", f"{year:04d}"])
        return [
            Before(held, group or PEER_GROUPS[Leads(leads)], level, people)
            for held, group, leads, level, people in cursor.fetchall()
        ]


_EVERYBODY_BEFORE = """
    SELECT r.round_id, r.peer_group, r.leads, x.level, count(*)
    FROM evaluation_ratingresult x
    JOIN evaluation_rating was ON was.id = x.rating_id
    JOIN rulebook_period y ON y.id = was.period_id AND y.kind = 'year' AND y.key = %s
    JOIN rulebook_period p ON p.kind = 'year' AND p.key = %s
    JOIN evaluation_rating r ON r.period_id = p.id AND r.person_id = was.person_id
    WHERE x.level <> ''
      AND NOT EXISTS (SELECT 1 FROM evaluation_ratingresult z WHERE z.before_id = x.id)
    GROUP BY 1, 2, 3, 4"""
_BEFORE = """
    SELECT x.level, count(*)
    FROM evaluation_ratingresult x
    JOIN evaluation_rating was ON was.id = x.rating_id
    JOIN rulebook_period y ON y.id = was.period_id AND y.key = %s
    JOIN evaluation_rating r ON r.person_id = was.person_id AND r.round_id = %s
    WHERE x.level <> ''
      AND NOT EXISTS (SELECT 1 FROM evaluation_ratingresult z WHERE z.before_id = x.id)
    GROUP BY x.level"""
