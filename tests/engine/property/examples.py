"""How many examples a run tries: 300 provinces by default, CONGVU_FUZZ of them when it is set.

Without it the examples are the same every time; with it they are new ones.
"""

import os

from hypothesis import HealthCheck, settings

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
