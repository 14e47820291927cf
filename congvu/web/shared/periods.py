"""Which period a page shows: the one its address names, or the one that runs today."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404

from congvu.apps.rulebook.enums import PeriodKind
from congvu.apps.rulebook.queries import PeriodRow


def word_of(period: PeriodRow) -> str:
    """The word for a period as it is tracked: "tháng" or "quý"."""
    return "tháng" if period.kind == PeriodKind.MONTH else "quý"


def chosen(every: Sequence[PeriodRow], key: str, today: date) -> PeriodRow | None:
    """The period named by `key`; without a key the latest begun by today, None if none is.

    A month's key names the quarter that the month went on in. Raises Http404 for one that names
    no period.
    """
    if key:
        named = next((one for one in every if one.key == key), None) or _holding(every, key)
        if named is None:
            raise Http404
        return named
    begun = [one for one in every if one.starts_on <= today]
    return max(begun, key=lambda one: one.starts_on, default=None)


def _holding(every: Sequence[PeriodRow], key: str) -> PeriodRow | None:
    """The quarter in which a month is tracked."""
    return next((one for one in every if key in {month.key for month in one.months}), None)
