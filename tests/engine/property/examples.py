"""How many examples a run tries: 300 provinces by default, CONGVU_FUZZ of them when it is set.

Without it the examples are the same every time; with it they are new ones.
"""

import os

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

FUZZ = int(os.environ.get("CONGVU_FUZZ", "0"))
PROVINCES = max(300, FUZZ)

several = settings(
    max_examples=PROVINCES,
    derandomize=not FUZZ,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
some = settings(several, max_examples=max(300, PROVINCES // 10))


def generated(strategy: st.SearchStrategy, number: int, *, salt: int = 0) -> list:
    """So many examples of a strategy at once, other ones for each salt."""
    made: list = []

    @settings(several, max_examples=number)
    @given(st.just(salt), strategy)
    def collect(_: int, one: object) -> None:
        made.append(one)

    collect()
    assert len(made) >= number, "fewer examples than promised"
    return made
