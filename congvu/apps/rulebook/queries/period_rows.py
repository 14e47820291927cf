"""Reads of the periods, and of the rules that apply in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet, Value

from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.enums import TRACKED_KINDS, PeriodKind, PeriodState
from congvu.apps.rulebook.models import LocalParameter, Period, RuleAssignment, WorkingDay
from congvu.kernel.periods import Month, Tracked, tracked, whole_year
from congvu.law.registry import Overlay, Rules, rules_on

_Dated = TypeVar("_Dated", bound=Model)
_Adopted = tuple[str, str, str, date, date | None]


class UnknownPeriod(LookupError):
    """A period that was never opened."""


class PeriodClosed(ValueError):
    """A change to a period that is closed; it takes an amendment."""


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period; `ends_on` is its last day, the four deadlines are last days too."""

    id: int
    kind: str
    key: str
    starts_on: date
    ends_on: date
    state: str
    self_score_by: date
    comment_by: date
    decide_by: date
    publish_on: date

    @property
    def is_open(self) -> bool:
        """Whether work and reviews of the period may still change."""
        return self.state == PeriodState.OPEN

    @property
    def span(self) -> Tracked:
        """The month or quarter that it is; raises NotAPeriod for a longer one."""
        return tracked(self.key)

    @property
    def months(self) -> tuple[Month, ...]:
        """The calendar months it stands for: one, or a quarter's three."""
        return self.span.months

    @property
    def label(self) -> str:
        """The period as a reader says it: "tháng 11/2026", "quý IV/2026", "năm 2026"."""
        if self.kind == PeriodKind.YEAR:
            return whole_year(int(self.key)).label
        return self.span.label if self.kind in TRACKED_KINDS else self.key

    def holds(self, day: date) -> bool:
        """Whether work of a day counts in it."""
        return self.starts_on <= day <= self.ends_on


FIELDS = (
    "pk", "kind", "key", "starts_on", "ends_on", "state",
    "self_score_by", "comment_by", "decide_by", "publish_on",
)  # fmt: skip


def period(key: str) -> PeriodRow:
    """Return the month or quarter of this key; raises UnknownPeriod.

    A month that was put into a quarter is no period any more: the words name the quarter.
    """
    row = Period.objects.filter(kind__in=TRACKED_KINDS, key=key)
    found = row.values_list(*FIELDS, "merged_into__key").first()
    if found is None:
        raise UnknownPeriod(f"Chưa mở kỳ “{key}”.")
    *values, into = found
    if into is not None:
        one, whole = tracked(key), tracked(into)
        raise UnknownPeriod(f"Kỳ {one.label} đã nhập vào {whole.label}.")
    return PeriodRow(*values)


def periods() -> list[PeriodRow]:
    """Return the months and quarters by which results are kept, latest first."""
    found = _tracked().order_by("-starts_on")
    return [PeriodRow(*row) for row in found.values_list(*FIELDS)]


def merged_months(into: int) -> list[PeriodRow]:
    """Return the months that were put into a quarter (by id), the earliest first."""
    found = Period.objects.filter(merged_into=into).order_by("starts_on")
    return [PeriodRow(*row) for row in found.values_list(*FIELDS)]


def _tracked() -> QuerySet[Period]:
    return Period.objects.filter(kind__in=TRACKED_KINDS).exclude(state=PeriodState.MERGED)


@dataclass(frozen=True)
class MonthBook:
    """Every month and everything that was adopted, read in one query.

    `texts` and `values` are (name, value, decision, from, until) of rule texts of one kind of
    official and of local values.
    """

    months: tuple[PeriodRow, ...]
    subject: str
    texts: tuple[_Adopted, ...]
    values: tuple[_Adopted, ...]

    def rules_for(self, period: PeriodRow) -> Rules:
        """Return the rules in force on the period's last day; see rules_for."""
        return self.rules_of(period.ends_on)

    def rules_of(self, day: date) -> Rules:
        """Return the rules in force on a day; the twin of rules_in_force."""
        texts, values = ([one for one in some if _holds(one, day)]
                         for some in (self.texts, self.values))  # fmt: skip
        if not texts and not values:
            return rules_on(day, self.subject, None)
        found = [*sorted(texts), *sorted(values)]
        return rules_on(
            day,
            self.subject,
            Overlay(
                rule=next((name for name, *_ in sorted(texts)), None),
                parameters={name: value for name, value, *_ in sorted(values)},
                decision="; ".join(dict.fromkeys(decision for _, _, decision, *_ in found)),
            ),
        )


def month_book(subject: str = PersonKind.CIVIL_SERVANT) -> MonthBook:
    """Return the months, latest first, with the rules that apply in them; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_BOOK, [subject])
        rows = cursor.fetchall()
    months = tuple(PeriodRow(*row[1:11]) for row in rows if row[0] == "month")
    adopted = {
        kind: tuple((row[2], row[3], row[11], row[4], row[5]) for row in rows if row[0] == kind)
        for kind in ("text", "value")
    }
    return MonthBook(months, str(subject), adopted["text"], adopted["value"])


_BOOK = """
    SELECT 'month' AS what, id, kind, key, starts_on, ends_on, state, self_score_by, comment_by,
           decide_by, publish_on, ''
    FROM rulebook_period WHERE kind IN ('month', 'quarter') AND state <> 'merged'
    UNION ALL
    SELECT 'text', id, rule, '', valid_from, valid_until, '', NULL, NULL, NULL, NULL, decision
    FROM rulebook_ruleassignment WHERE subject = %s AND unit_id IS NULL
    UNION ALL
    SELECT 'value', id, name, value, valid_from, valid_until, '', NULL, NULL, NULL, NULL, decision
    FROM rulebook_localparameter WHERE unit_id IS NULL
    ORDER BY 1, 5 DESC
"""


def _holds(one: _Adopted, day: date) -> bool:
    return one[3] <= day and (one[4] is None or one[4] > day)


def current_period(today: date) -> PeriodRow | None:
    """Return the period that holds a day, else the latest that started before it, else None."""
    found = _tracked().filter(starts_on__lte=today).order_by("-starts_on")
    row = found.values_list(*FIELDS).first()
    return PeriodRow(*row) if row else None


def rules_for(period: PeriodRow, subject: str = PersonKind.CIVIL_SERVANT) -> Rules:
    """Return the rules in force on the period's last day for a kind of official."""
    return rules_in_force(period.ends_on, subject)


def rules_in_force(day: date, subject: str = PersonKind.CIVIL_SERVANT) -> Rules:
    """Return the rules of a day for a kind of official, as the province adopted them.

    The law's own text unless the province adopted another; the local values it adopted where the
    law is silent. Raises law's NoRuleInForce or OverlayRefused.
    """
    return rules_on(day, subject, adopted(day, subject))


def adopted(day: date, subject: str) -> Overlay | None:
    """Read the adopted text and values in one query; None when the law stands as it is."""
    texts = _in_force(RuleAssignment.objects.filter(subject=subject), day)
    values = _in_force(LocalParameter.objects.all(), day)
    found = sorted(
        texts.values_list(Value(0), "rule", Value(""), "decision").union(
            values.values_list(Value(1), "name", "value", "decision"), all=True
        )
    )
    return _overlay(found)


def _overlay(found: Sequence[tuple[int, str, str, str]]) -> Overlay | None:
    """Put (kind, name, value, decision) together; kind 0 names the text, 1 a value."""
    if not found:
        return None
    return Overlay(
        rule=next((name for kind, name, _, _ in found if kind == 0), None),
        parameters={name: value for kind, name, value, _ in found if kind == 1},
        decision="; ".join(dict.fromkeys(decision for _, _, _, decision in found)),
    )


def _in_force(found: QuerySet[_Dated], day: date) -> QuerySet[_Dated]:
    return found.filter(
        Q(valid_until=None) | Q(valid_until__gt=day), valid_from__lte=day, unit=None
    )


@dataclass(frozen=True)
class Months:
    """The months, latest first, and what the province adopted for a kind of official, dated.

    A page that names its month needs both, and has no query to spare (see months_and_rules).
    """

    subject: str
    periods: list[PeriodRow]
    adoptions: tuple[tuple[int, str, str, str, date, date | None], ...]

    def rules_for(self, period: PeriodRow) -> Rules:
        """Return the rules in force on a period's last day; the twin of rules_for."""
        day = period.ends_on
        held = sorted(
            one[:4] for one in self.adoptions if one[4] <= day and (one[5] is None or day < one[5])
        )
        return rules_on(day, self.subject, _overlay(held))


def months_and_rules(subject: str = PersonKind.CIVIL_SERVANT) -> Months:
    """Read the periods and everything adopted for a kind of official in one query."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, [subject])
        rows = cursor.fetchall()
    periods = [PeriodRow(*row[4:]) for row in rows if row[0] is None]
    adoptions = tuple((*row[:4], row[7], row[8]) for row in rows if row[0] is not None)
    return Months(subject, sorted(periods, key=lambda one: one.starts_on, reverse=True), adoptions)


_MONTHS = """
    SELECT NULL::int, '', '', '', id, kind, key, starts_on, ends_on, state, self_score_by,
           comment_by, decide_by, publish_on
    FROM rulebook_period WHERE kind IN ('month', 'quarter') AND state <> 'merged'
    UNION ALL
    SELECT 0, rule, '', decision, 0, '', '', valid_from, valid_until, '', NULL, NULL, NULL, NULL
    FROM rulebook_ruleassignment WHERE subject = %s AND unit_id IS NULL
    UNION ALL
    SELECT 1, name, value, decision, 0, '', '', valid_from, valid_until, '', NULL, NULL, NULL, NULL
    FROM rulebook_localparameter WHERE unit_id IS NULL
"""


def calendar_reaches() -> date | None:
    """Return the last day of the stored calendar, or None when there is none."""
    return WorkingDay.objects.order_by("-day").values_list("day", flat=True).first()


def hold_open(period_ids: list[int]) -> None:
    """Keep these periods open until the transaction ends; raises PeriodClosed.

    Writers of one period do not wait for each other, only for the close, and the close for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, state FROM rulebook_period WHERE id = ANY(%s) ORDER BY id FOR SHARE",
            [period_ids],
        )
        closed = [key for key, state in cursor.fetchall() if state != PeriodState.OPEN]
    if closed:
        raise PeriodClosed(f"Kỳ {', '.join(closed)} đã chốt; sửa kết quả phải lập bản điều chỉnh.")
