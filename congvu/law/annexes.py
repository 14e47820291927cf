"""What an annex says of each general criterion, in the words of the text we hold."""

from congvu.law.criteria import Criterion
from congvu.law.passages import passages
from congvu.law.registry import the_law

_GROUPS = {"I": "1", "II": "2", "III": "3", "IV": "4"}
_POINTS = "abcdđe"


def criterion_words(criterion: Criterion) -> str:
    """Return what Phụ lục I says of a criterion beyond its name; "" if nothing, or not held.

    The form numbers the criteria I.1 … III.4, the annex the same ones 1.a … 3.d.
    """
    held = the_law().instruments[criterion.instrument].held
    group, _, number = criterion.code.partition(".")
    if held is None or group not in _GROUPS or not number.isdecimal():
        return ""
    point = _POINTS[int(number) - 1 : int(number)]
    if not point:
        return ""
    found = passages(held).get(f"PL1.{_GROUPS[group]}{point}", "")
    return found.removeprefix(f"{point}) ").removeprefix(criterion.label).strip(" .")
