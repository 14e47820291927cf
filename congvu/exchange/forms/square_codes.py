"""The square code (QR) at the foot of a paper: an address that opens the page of the check."""

from functools import lru_cache
from io import BytesIO

import segno

_CORRECTION = "m"  # 15 % of it may be dirty
_MASK = 3  # trying all eight takes ten times as long, and a phone reads any of them
_DOTS = 4


@lru_cache(maxsize=4096)
def square_code(text: str) -> bytes:
    """Return the code of a text as PNG, without a margin: the same bytes for the same text."""
    made = segno.make(text, error=_CORRECTION, mask=_MASK, boost_error=False, micro=False)
    drawn = BytesIO()
    made.save(drawn, kind="png", border=0, scale=_DOTS)
    return drawn.getvalue()
