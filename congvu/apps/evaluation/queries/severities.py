"""How strictly each head scored in a year: what she confirmed, beside what people gave themselves.

A finding is an observation: a head whose people do well looks lenient and is not. It is shown
beside her peers, never as a list of names in order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median_low

from django.db import connection

from congvu.apps.evaluation.enums import STANDING


@dataclass(frozen=True, slots=True)
class Severity:
    """The published cards of a year that one head confirmed.

    Means are exact points in hundredths; `self_minus_head` is how much more people gave themselves
    for the general criteria than she did. `median` is that of `mean` among the heads compared.
    """

    person_id: int
    full_name: str
    unit_name: str
    agency: str
    agency_name: str
    cards: int
    people: int
    mean: Fraction
    general: Fraction | None
    self_minus_head: Fraction | None
    high: Fraction
    median: Fraction | None = None

    @property
    def against_peers(self) -> Fraction | None:
        """How far her mean lies above (below: negative) that of her peers."""
        return None if self.median is None else self.mean - self.median


def severities(year: int, high_hundredths: int, *, round_id: int | None = None) -> list[Severity]:
    """Return how strictly each head scored in a year, by name; one query.

    Heads of the people of one round, or of all; `high_hundredths` is from where a card counts as
    high. Heads are compared with those of the same agency's people where there are others, which is
    for whoever asks: the median is over those returned (see `beside_peers`).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _SEVERITIES,
            {"year": f"{year:04d}", "months": f"{year:04d}-%", "high": high_hundredths,
             "standing": [one.value for one in STANDING], "round": round_id},
        )  # fmt: skip
        rows = cursor.fetchall()
    return beside_peers([_severity(*row) for row in rows])


def beside_peers(rows: Sequence[Severity]) -> list[Severity]:
    """Return the heads with the median of their means, where there are at least two."""
    if len(rows) < 2:
        return list(rows)
    middle = median_low([one.mean for one in rows])
    return [replace(one, median=middle) for one in rows]


_SEVERITIES = """
    SELECT h.id, h.full_name, coalesce(u.name, ''), coalesce(a.code, ''), coalesce(a.name, ''),
           count(*), count(DISTINCT c.person_id), sum(c.score_hundredths),
           count(c.general_hundredths), coalesce(sum(c.general_hundredths), 0),
           count(*) FILTER (WHERE c.general_self_hundredths IS NOT NULL
                            AND c.general_hundredths IS NOT NULL),
           coalesce(sum(c.general_self_hundredths - c.general_hundredths), 0),
           count(*) FILTER (WHERE c.score_hundredths >= %(high)s)
    FROM evaluation_scorecard c
    JOIN rulebook_period p ON p.id = c.period_id
    JOIN rulebook_period y ON y.kind = 'year' AND y.key = %(year)s
    JOIN evaluation_rating r ON r.person_id = c.person_id AND r.period_id = y.id
    JOIN org_person h ON h.id = c.confirmed_by_id
    LEFT JOIN evaluation_rating own ON own.person_id = h.id AND own.period_id = y.id
    LEFT JOIN org_unit u ON u.id = own.unit_id
    LEFT JOIN org_unit a ON a.id = r.agency_id
    WHERE p.kind IN ('month', 'quarter') AND p.key LIKE %(months)s AND c.state = ANY(%(standing)s)
      AND c.score_hundredths IS NOT NULL
      AND (%(round)s::bigint IS NULL OR r.round_id = %(round)s)
    GROUP BY h.id, h.full_name, h.sort_key, u.name, a.code, a.name
    ORDER BY a.name, h.sort_key, h.id"""


def _severity(
    person: int, name: str, unit: str, agency: str, agency_name: str, cards: int, people: int,
    points: int, given: int, general: int, both: int, less: int, high: int,
) -> Severity:  # fmt: skip
    return Severity(
        person_id=person,
        full_name=name,
        unit_name=unit,
        agency=agency,
        agency_name=agency_name,
        cards=cards,
        people=people,
        mean=Fraction(points, cards),
        general=Fraction(general, given) if given else None,
        self_minus_head=Fraction(less, both) if both else None,
        high=Fraction(high, cards),
    )


def levels_before(year: int, round_id: int) -> dict[str, int]:
    """Return how many of a round's people stood at each level in the year before; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [f"{year - 1:04d}", round_id])
        return dict(cursor.fetchall())


_BEFORE = """
    SELECT x.level, count(*)
    FROM evaluation_ratingresult x
    JOIN evaluation_rating was ON was.id = x.rating_id
    JOIN rulebook_period y ON y.id = was.period_id AND y.key = %s
    JOIN evaluation_rating r ON r.person_id = was.person_id AND r.round_id = %s
    WHERE x.level <> ''
      AND NOT EXISTS (SELECT 1 FROM evaluation_ratingresult z WHERE z.before_id = x.id)
    GROUP BY x.level"""
