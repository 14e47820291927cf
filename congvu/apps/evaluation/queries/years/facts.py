"""Everything on record that a year's rating of people rests on, read once for a whole round."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection

from congvu.apps.evaluation.enums import AutomaticKind
from congvu.apps.evaluation.queries.tracked import TrackedScore, tracked_scores
from congvu.apps.evaluation.queries.years.ratings import RatingRow
from congvu.apps.org.enums import DisciplineForm
from congvu.apps.positions.queries import services_from
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.attendance import Away, Days, Least, Service
from congvu.kernel.dates import DAY
from congvu.law.registry import Rules


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A fact that sets the lowest level: its kind, the document, by whom it was written down."""

    id: int
    kind: str
    document: str
    decided_on: date
    note: str
    by: str

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(AutomaticKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A level set below what score, cases and organisation give; by whom, when and why."""

    level: str
    computed: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class YearFacts:
    """What is known of one person's year; `discipline` is its form in words, "" for none.

    `organisation` is the level of the organisation she heads, None where none binds her;
    `service` None where the rule does not ask for it.
    """

    months: tuple[TrackedScore, ...] = ()
    service: Service | None = None
    discipline: str = ""
    cases: tuple[CaseRow, ...] = ()
    moves: tuple[MoveRow, ...] = ()
    organisation: str | None = None

    @property
    def move(self) -> MoveRow | None:
        """The move that counts: the last one, unless it took the one before back."""
        last = self.moves[-1] if self.moves else None
        return last if last and last.level else None


@dataclass
class _Found:
    held: dict[int, list[Days]] = field(default_factory=lambda: defaultdict(list))
    away: dict[int, list[Away]] = field(default_factory=lambda: defaultdict(list))
    discipline: dict[int, str] = field(default_factory=dict)
    cases: dict[int, list[CaseRow]] = field(default_factory=lambda: defaultdict(list))
    moves: dict[int, list[MoveRow]] = field(default_factory=lambda: defaultdict(list))
    organisations: dict[int, str] = field(default_factory=dict)


def facts_of(period: PeriodRow, rules: Rules, ratings: Sequence[RatingRow]) -> dict[int, YearFacts]:
    """Return what is known of each of these people's year, by person's id; two queries."""
    people = [row.person_id for row in ratings]
    year = int(period.key)
    months: dict[int, list[TrackedScore]] = defaultdict(list)
    for score in tracked_scores(people, year):
        months[score.person_id].append(score)
    found = _read(period, people)
    served = _services(found, people, year, rules)
    return {
        row.person_id: YearFacts(
            months=tuple(months[row.person_id]),
            service=served.get(row.person_id),
            discipline=found.discipline.get(row.person_id, ""),
            cases=tuple(found.cases.get(row.person_id, ())),
            moves=tuple(found.moves.get(row.person_id, ())),
            organisation=found.organisations.get(row.person_id),
        )
        for row in ratings
    }


def _services(found: _Found, people: Iterable[int], year: int, rules: Rules) -> dict[int, Service]:
    """Each person's service; empty where the rules set no least of it."""
    least = [
        rules.parameters.get(name)
        for name in ("least_months_worked", "unpaid_leave_least_months_worked")
    ]
    whole = [int(one.value) for one in least if one is not None]
    if len(whole) < len(least):
        return {}
    return services_from(found.held, found.away, people=people, year=year, least=Least(*whole))


def _read(period: PeriodRow, people: Sequence[int]) -> _Found:
    year = int(period.key)
    first, last = date(year, 1, 1), date(year + 1, 1, 1) - DAY
    with connection.cursor() as cursor:
        cursor.execute(
            _FACTS,
            {"people": list(people), "first": first, "last": last, "year": year,
             "period": period.id},
        )  # fmt: skip
        rows = cursor.fetchall()
    found = _Found()
    for what, person, number, start, end, words, told, by, at in rows:
        match what:
            case "held":
                found.held[person].append(Days(start, end - DAY if end else None))
            case "away":
                found.away[person].append(Away(words, Days(start, end)))
            case "discipline":
                found.discipline[person] = str(DisciplineForm(words).label)
            case "organisation":
                found.organisations[person] = words
            case "case":
                document, note = told
                found.cases[person].append(CaseRow(number, words, document, start, note, by))
            case _:
                computed, reason = told
                found.moves[person].append(MoveRow(words, computed, reason, by, at))
    return found


_FACTS = """
    SELECT 'held' AS what, person_id, id, valid_from AS start, valid_until AS until,
           '' AS words, NULL::text[] AS told, '' AS by, NULL::timestamptz AS at
    FROM positions_posting
    WHERE person_id = ANY(%(people)s) AND valid_from <= %(last)s
      AND (valid_until IS NULL OR valid_until > %(first)s)
    UNION ALL
    SELECT 'away', person_id, id, starts_on, ends_on, kind, NULL, '', NULL
    FROM org_absence
    WHERE person_id = ANY(%(people)s) AND starts_on <= %(last)s
      AND (ends_on IS NULL OR ends_on >= %(first)s)
    UNION ALL
    SELECT 'discipline', person_id, id, decided_on, NULL, form, NULL, '', NULL
    FROM org_discipline
    WHERE person_id = ANY(%(people)s) AND counts_year = %(year)s AND duty_related
    UNION ALL
    SELECT 'case', r.person_id, c.id, c.decided_on, NULL, c.kind, ARRAY[c.document, c.note],
           coalesce(x.display_name, ''), NULL
    FROM evaluation_automaticcase c JOIN evaluation_rating r ON r.id = c.rating_id
    LEFT JOIN accounts_user x ON x.id = c.by_id
    WHERE r.period_id = %(period)s AND r.person_id = ANY(%(people)s) AND c.withdrawn_at IS NULL
    UNION ALL
    SELECT 'move', r.person_id, m.id, NULL, NULL, m.level, ARRAY[m.computed, m.reason],
           coalesce(x.display_name, ''), m.at
    FROM evaluation_ratingmove m JOIN evaluation_rating r ON r.id = m.rating_id
    LEFT JOIN accounts_user x ON x.id = m.by_id
    WHERE r.period_id = %(period)s AND r.person_id = ANY(%(people)s)
    UNION ALL
    SELECT 'organisation', r.person_id, g.id, NULL, NULL, g.level, NULL, '', NULL
    FROM evaluation_rating r
    JOIN evaluation_recognition g ON g.unit_id = r.heads_id AND g.year = %(year)s
    WHERE r.period_id = %(period)s AND r.person_id = ANY(%(people)s)
      AND NOT EXISTS (SELECT 1 FROM evaluation_recognition z WHERE z.before_id = g.id)
    ORDER BY what, person_id, start, id"""
