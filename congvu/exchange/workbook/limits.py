"""How large a file may be, and why so large and no larger.

Measured: 200,000 tasks × 15 columns in one xlsx sheet are 10–13 MB packed and 154 MB unpacked
(ratio 12–16), and cost the reader 275 MB and 9 s. A province's month (40,000 people × 20 tasks =
800,000 rows) does not fit that budget and comes as CSV (105 MB) or Parquet, which reach the
parent row by row: read and planned in 25 s of processor time and 530 MB.
"""

from dataclasses import dataclass

MB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one file. Sizes in bytes; cells are rows × columns from A1 to the last one."""

    file_bytes: int = 400 * MB
    members: int = 200
    unpacked_bytes: int = 400 * MB  # twice 200,000 tasks, and some
    ratio: int = 100  # honest sheets reach 30
    ratio_from_bytes: int = MB  # tiny members of spaces are harmless
    rows: int = 1_000_000
    columns: int = 60
    cells: int = 12_000_000  # the reader lays out the whole rectangle: 32 bytes a cell
    sheets: int = 50
    text: int = 32_767  # what a cell of Excel holds
    merges: int = 200_000
    memory_bytes: int = 1536 * MB
    cpu_seconds: int = 3  # before anything is known of the file
    bytes_per_cpu_second: int = 8 * MB  # then more for what is really there: unpacked xlsx
    cells_per_cpu_second: int = 500_000  # and cells of Parquet, whose size on disk says nothing


STANDARD = Limits()
