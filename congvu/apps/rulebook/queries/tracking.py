"""In which month or quarter a day's work counts: as the province tracks, and cuts off its year."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction

from congvu.apps.rulebook.enums import TRACKED_KINDS, PeriodKind, PeriodState
from congvu.apps.rulebook.models import Period
from congvu.apps.rulebook.queries.period_rows import (
    PeriodRow,
    UnknownPeriod,
    current_period,
    rules_in_force,
)
from congvu.kernel.periods import Month, Tracked, days_of
from congvu.law.faults import NoRuleInForce
from congvu.law.registry import Rules

_DECEMBER = 12
RulesOf = Callable[[date], Rules]
"""How the rules of a day are looked up: in the database, or in a MonthBook that was read."""


def period_holding(day: date) -> PeriodRow:
    """Return the period in which a day's work counts; raises UnknownPeriod if it is not open."""
    found = current_period(day)
    if found is None or not found.holds(day):
        raise UnknownPeriod(f"Chưa mở kỳ {span_on(day).label}.")
    return found


def span_on(day: date, rules_of: RulesOf = rules_in_force) -> Tracked:
    """Return the month or quarter in which a day's work counts, whether it was opened or not.

    What comes after the day on which a year's work is cut off is of the following year (Đ19.2).
    """
    month = Month.of(day)
    cut = month.month == _DECEMBER and day > december_cut_off(day.year, rules_of)
    return tracked_by(month.next() if cut else month, rules_of)


def tracked_by(month: Month, rules_of: RulesOf = rules_in_force) -> Tracked:
    """Return by what a calendar month is tracked: itself, or its quarter (Đ14.1).

    The rules of the quarter's first day say it for the whole of it.
    """
    whole = month.quarter
    return whole if tracking_on(whole.first_day, rules_of) == PeriodKind.QUARTER else month


def tracking_on(day: date, rules_of: RulesOf = rules_in_force) -> str:
    """Return whether the province tracks by "month" or by "quarter" on a day."""
    return _chosen(day, "tracking", rules_of) or PeriodKind.MONTH


def december_cut_off(year: int, rules_of: RulesOf = rules_in_force) -> date:
    """Return the last day whose work counts in a year (Đ19.2); before the decree its last day."""
    december = Month(year, _DECEMBER)
    chosen = _chosen(december.first_day, "december_cut_off", rules_of)
    return date.fromisoformat(f"{year:04d}-{chosen}") if chosen else december.last_day


def last_day_of(month: Month) -> date:
    """Return a month's last day on which work counts in it."""
    return december_cut_off(month.year) if month.month == _DECEMBER else month.last_day


def days_in(span: Tracked, rules_of: RulesOf = rules_in_force) -> tuple[date, date]:
    """Return a span's first and last day; it begins where the one before it was opened to end."""
    starts, ends = days_of(span, lambda year: december_cut_off(year, rules_of))
    before = span.months[0].previous()
    opened = Period.objects.filter(kind__in=TRACKED_KINDS, key__in=(before.key, before.quarter.key))
    ended = opened.exclude(state=PeriodState.MERGED).values_list("ends_on", flat=True).first()
    return (ended + timedelta(days=1) if ended else starts), ends


def next_span(today: date, rules_of: RulesOf = rules_in_force) -> Tracked:
    """Return the month or quarter to be opened next: after the latest, or today's if none is."""
    opened = Period.objects.filter(kind__in=TRACKED_KINDS).exclude(state=PeriodState.MERGED)
    last = opened.order_by("-ends_on").values_list("ends_on", flat=True).first()
    return span_on(last + timedelta(days=1) if last else today, rules_of)


def kind_of(span: Tracked) -> PeriodKind:
    """Return the kind of a tracked span."""
    return PeriodKind.MONTH if isinstance(span, Month) else PeriodKind.QUARTER


def proposed(span: Tracked, rules_of: RulesOf = rules_in_force) -> PeriodRow:
    """Return the period that opening a span would make, with its days and deadlines; id 0.

    The steps end on days of the last month, none of them after what its year leaves; where the
    rules set no day, as before the decree, on the last. A result that the year's rating rests on is
    told before that rating is due (Đ19.2).
    """
    starts, ends = days_in(span, rules_of)
    rules, month = rules_of(ends), span.months[-1]

    def on(name: str, of: Month) -> date:
        if name not in rules.parameters:
            return of.last_day
        day = int(Fraction(rules.value(name)))
        return min(of.last_day, of.first_day + timedelta(days=day - 1))

    self_score, comment, decide = (
        max(starts, min(ends, on(name, month)))
        for name in ("self_score_by", "comment_by", "decide_by")
    )
    publish = on("publish_by", month.next())
    if ends < month.last_day:
        rated_before = date.fromisoformat(f"{ends.year:04d}-{rules.value('rating_before')}")
        publish = min(publish, rated_before - timedelta(days=1))
    return PeriodRow(
        id=0,
        kind=kind_of(span),
        key=span.key,
        starts_on=starts,
        ends_on=ends,
        state=PeriodState.OPEN,
        self_score_by=self_score,
        comment_by=comment,
        decide_by=decide,
        publish_on=max(decide, publish),
    )


def _chosen(day: date, name: str, rules_of: RulesOf) -> str:
    """A value of a day as a code; "" where the law of that day knows none of this name."""
    try:
        found = rules_of(day).parameters.get(name)
    except NoRuleInForce:
        return ""
    return str(found.value) if found else ""
