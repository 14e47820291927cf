"""Until when the results of a published period may be objected to (Đ22)."""

from datetime import date
from fractions import Fraction

from congvu.apps.evaluation.models import Close
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.kernel.dates import local_day
from congvu.kernel.workdays import add_working_days


def objections_until(period: PeriodRow) -> date | None:
    """Return the last day on which an objection is taken, None while nothing is published.

    The days count from the publication; how many is a local choice, the decree being silent.
    """
    close = Close.objects.filter(period=period.id).first()
    if close is None:
        return None
    days = Fraction(str(rules_for(period).value("objection_window_working_days")))
    return add_working_days(local_day(close.finished_at), int(days))
