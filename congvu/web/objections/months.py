"""The month that an address or a record names, with its rules, in one query."""

from congvu.apps.rulebook.queries import PeriodRow, UnknownPeriod, months_and_rules
from congvu.law.registry import Rules


def named(key: str) -> tuple[PeriodRow, Rules]:
    """Return a month by its key and the rules in force in it; raises UnknownPeriod."""
    every = months_and_rules()
    found = next((one for one in every.periods if one.key == key), None)
    if found is None:
        raise UnknownPeriod(f"Chưa mở kỳ “{key}”.")
    return found, every.rules_for(found)
