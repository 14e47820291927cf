"""How large a package may be, and why no larger.

Measured: 3,000 rows of a real catalogue are 1.3 MB unpacked and pack 8 times (bench/toolkit.py), so
the budget is about 100,000 rows. The reader holds the file and what it unpacks to in memory.
"""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one package. Sizes in bytes; rows of all its sheets together."""

    file_bytes: int = 50 * MB
    members: int = 200
    unpacked_bytes: int = 50 * MB
    ratio: int = 100  # the same row 3,000 times over reaches 20
    ratio_from_bytes: int = MB  # small members of blanks are harmless
    rows: int = 200_000
    rule_bytes: int = MB >> 2  # four times what the compiler reads


STANDARD = Limits()
