"""How the rooms of a catalogue are valued beside each other, ready to be drawn."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from congvu.engine.appraisal.findings import Finding, Judged, Rule, Scope, Severity, finding
from congvu.engine.appraisal.lines import LEADERSHIP, Catalogue, Line, catalogue
from congvu.engine.appraisal.spread import median, quartiles
from congvu.engine.lists.document import Document, written
from congvu.engine.lists.sheets import COMPLEXITIES
from congvu.kernel.fixed import round_ratio
from congvu.kernel.frozen import FrozenMap

FEWEST_ROWS = 5
"""A room of fewer rows is shown, and not called high or low."""


class Standing(StrEnum):
    """Where a room's median stands beside that of all rooms but the leaders'."""

    LOW = "low"  # less than half
    USUAL = "usual"
    HIGH = "high"  # more than twice


@dataclass(frozen=True, slots=True)
class Room:
    """The coefficients of one section, in tenths, in order; `rows` are their places in the sheet.

    Quartiles are the medians of the lower and of the upper half, an odd middle left out of both.
    `shares` tells for each group of complexity which part of the room's rows it has.
    """

    section: str
    leads: bool
    rows: tuple[int, ...]
    values: tuple[int, ...]
    median: Fraction
    quartiles: tuple[Fraction, Fraction]
    shares: Mapping[str, Fraction]
    standing: Standing

    @property
    def least(self) -> int:
        """The lowest coefficient, in tenths."""
        return self.values[0]

    @property
    def most(self) -> int:
        """The highest coefficient, in tenths."""
        return self.values[-1]


@dataclass(frozen=True, slots=True)
class Equity:
    """The rooms in the order of the list; `median` of all rows but the leaders' rooms, in tenths.

    None where no such row has a coefficient.
    """

    rooms: tuple[Room, ...]
    median: Fraction | None


def equity(document: Document) -> Equity:
    """Compare the sections of a catalogue by their rows' coefficients.

    A coefficient is points ÷ standard where both can be read, or else what is stated; rows with
    neither are left out. A room whose rows are all of group A is a leaders' room.
    """
    return compared(catalogue(document))


def compared(read: Catalogue) -> Equity:
    """Compare the sections of a catalogue that was read already."""
    sections: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for line in read.lines:
        weight = read.weight(line)
        if weight is not None:
            sections[line.section].append((weight, line))
    officers = sorted(
        weight for rows in sections.values() if not _leads(rows) for weight, _ in rows
    )
    middle = median(officers) if officers else None
    return Equity(tuple(_room(name, rows, middle) for name, rows in sections.items()), middle)


def uneven(read: Catalogue) -> Iterator[Finding]:
    """Yield the rooms valued less than half or more than twice of all; somebody looks."""
    whole = compared(read)
    for room in whole.rooms:
        if room.standing is Standing.USUAL:
            continue
        assert whole.median is not None
        low = room.standing is Standing.LOW
        usual, own = (written(round_ratio(one, 0), 1) for one in (whole.median, room.median))
        yield finding(
            Rule.EQUITY, Severity.ASKS, read.table.sheet, read.table.rows,
            Judged(room.rows, ("points", "coefficient"), "section", room.standing.value),
            f"Hệ số giữa của “{room.section or 'chưa ghi phòng'}” là {own}, "
            f"{'thấp hơn một nửa' if low else 'cao hơn hai lần'} hệ số giữa {usual} của các phòng.",
            "Xem điểm có theo bốn tiêu chí không; nếu đúng là việc khác hẳn (như tiếp nhận hồ sơ "
            "hằng ngày), ghi rõ lý do.",
            scope=Scope.LIST,
        )  # fmt: skip


def _room(section: str, rows: list[tuple[int, Line]], overall: Fraction | None) -> Room:
    values = tuple(sorted(weight for weight, _ in rows))
    groups = Counter(line.complexity for _, line in rows)
    middle, leads = median(values), _leads(rows)
    known = sum(groups[group] for group in COMPLEXITIES)
    shares = {group: Fraction(groups[group], known) for group in COMPLEXITIES if groups[group]}
    judged = not leads and overall is not None and len(values) >= FEWEST_ROWS
    standing = _standing(middle, overall) if judged and overall is not None else Standing.USUAL
    places = tuple(line.number for _, line in rows)
    return Room(
        section, leads, places, values, middle, quartiles(values), FrozenMap(shares), standing
    )


def _standing(middle: Fraction, overall: Fraction) -> Standing:
    if 2 * middle < overall:
        return Standing.LOW
    return Standing.HIGH if middle > 2 * overall else Standing.USUAL


def _leads(rows: list[tuple[int, Line]]) -> bool:
    return all(line.group == LEADERSHIP for _, line in rows)
