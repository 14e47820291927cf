"""Which period a page shows: the one its address names, or the one that runs today."""

from collections.abc import Sequence
from datetime import date

from django.http import Http404

from congvu.apps.rulebook.queries import PeriodRow


def chosen(every: Sequence[PeriodRow], key: str, today: date) -> PeriodRow | None:
    """The period named by `key`; without a key the latest begun by today, None if none is.

    Raises Http404 for a key that names no period.
    """
    if key:
        named = next((one for one in every if one.key == key), None)
        if named is None:
            raise Http404
        return named
    begun = [one for one in every if one.starts_on <= today]
    return max(begun, key=lambda one: one.starts_on, default=None)
