"""How large a package may be, and why no larger.

A toolkit of 3,000 rows is 1–2 MB unpacked; a whole province's catalogues are a tenth of what is
let in. A reader holds the unpacked texts in memory once, so 50 MB is safe on the smallest server.
"""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one package. Sizes in bytes; rows of all its sheets together."""

    file_bytes: int = 50 * MB
    members: int = 200
    unpacked_bytes: int = 50 * MB
    ratio: int = 100  # honest lists reach 15
    ratio_from_bytes: int = MB  # small members of blanks are harmless
    rows: int = 200_000
    rule_bytes: int = MB >> 2  # the longest rule text of the product is 20 kB


STANDARD = Limits()
