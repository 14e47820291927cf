"""Time spent on work, as people write it: hours with a comma, kept in whole minutes."""

import re

from congvu.kernel.fixed import format_fixed, half_up, parse_fixed
from congvu.web.shared.numbers import trimmed

HOUR = 60
_HUNDREDTHS = 10**2
_CLOCK = re.compile(r"([0-9]{1,2})\s*(?::|h|giờ)\s*([0-5]?[0-9])?\s*(?:phút|p)?", re.IGNORECASE)


def parse_hours(text: str) -> int:
    """Read hours as minutes: "1,5", "1:30" and "1h30" are 90; raises NotANumber in words."""
    spoken = _CLOCK.fullmatch(text.strip())
    if spoken is not None:
        return int(spoken[1]) * HOUR + int(spoken[2] or 0)
    return half_up(parse_fixed(text, places=2) * HOUR, _HUNDREDTHS)


def hours(minutes: int) -> str:
    """Minutes as hours with at most two decimals: 90 → "1,5", 50 → "0,83"."""
    return trimmed(format_fixed(half_up(minutes * _HUNDREDTHS, HOUR), places=2))
