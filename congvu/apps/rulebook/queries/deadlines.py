"""The last days of a period's steps, as they were put off, and how long a late card is taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import F

from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.models import DeadlineExtension
from congvu.apps.rulebook.queries.period_rows import PeriodRow, rules_for
from congvu.kernel.workdays import add_working_days
from congvu.law.registry import Rules

EVERYBODY = 0
"""Stands for no agency: a deadline of the whole province."""


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """A step's last day was put off, for an agency (by name, "" for everybody)."""

    step: str
    until: date
    agency_id: int | None
    agency: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Deadlines:
    """The last day of each step, by agency; EVERYBODY's where an agency has none of its own.

    A step never ends before the one it waits for: putting off self-scores puts off the rest.
    `grace` is how many working days a late self-score is still taken (`grace_working_days`).
    """

    by_agency: Mapping[int, Mapping[str, date]]
    grace: int

    def on(self, step: Step, agency_id: int = EVERYBODY) -> date:
        """Return the last day of a step for an agency."""
        return self.by_agency.get(agency_id, self.by_agency[EVERYBODY])[step]

    def grace_ends(self, agency_id: int = EVERYBODY, step: Step = Step.SELF_SCORE) -> date:
        """Return the last day on which a late self-score is taken, or another step is only late."""
        return add_working_days(self.on(step, agency_id), self.grace)


def deadlines(period: PeriodRow, rules: Rules | None = None) -> Deadlines:
    """Return a period's deadlines as they stand; one query, two where its rules are not given."""
    held = rules or rules_for(period)
    grace = held.parameters.get("grace_working_days")
    put_off: dict[int, dict[str, date]] = {EVERYBODY: {}}
    rows = DeadlineExtension.objects.filter(period=period.id).values_list(
        "agency_id", "step", "until"
    )
    for agency_id, step, until in rows:
        days = put_off.setdefault(agency_id or EVERYBODY, {})
        days[step] = max(until, days.get(step, until))
    standing = {name: _days(period, put_off[EVERYBODY], days) for name, days in put_off.items()}
    return Deadlines(standing, int(Fraction(grace.value)) if grace else 0)


def _days(period: PeriodRow, *put_off: Mapping[str, date]) -> dict[str, date]:
    made: dict[str, date] = {}
    latest = period.starts_on
    for step, day in first_days(period).items():
        latest = max(latest, day, *(days.get(step, day) for days in put_off))
        made[step] = latest
    return made


def first_days(period: PeriodRow) -> dict[Step, date]:
    """Return the last day of each step as the period was opened with, in the steps' order."""
    return {
        Step.SELF_SCORE: period.self_score_by,
        Step.COMMENT: period.comment_by,
        Step.DECIDE: period.decide_by,
        Step.PUBLISH: period.publish_on,
    }


def extensions(period_id: int) -> list[ExtensionRow]:
    """Return what was put off in a period, the latest first."""
    found = DeadlineExtension.objects.filter(period=period_id).order_by("-at", "-pk")
    rows = found.values_list(
        "step", "until", "agency_id", F("agency__name"), "reason", F("by__display_name"), "at"
    )
    return [
        ExtensionRow(step, until, agency_id, agency or "", reason, by or "", at)
        for step, until, agency_id, agency, reason, by, at in rows
    ]
