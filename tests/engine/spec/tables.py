"""Tables a reader can check by eye: what is given left of ⇒, what follows from it right."""

from fractions import Fraction

from congvu.kernel.fixed import format_ratio, parse_fixed

ARROW = "⇒"
NOTHING = "–"


def parse_table(text: str) -> list[dict[str, str]]:
    """Rows of a table as name → cell; the first line names the columns, the arrow has none."""
    lines = [line.strip() for line in text.strip().splitlines()]
    names, *rows = [[cell.strip() for cell in line.split("|")] for line in lines]
    for row in rows:
        assert len(row) == len(names), f"{len(names)} ô, nhưng dòng này khác: {row}"
    return [dict(zip(names, row, strict=True)) for row in rows]


def expected(row: dict[str, str]) -> dict[str, str]:
    """The cells right of the arrow."""
    names = list(row)
    return {name: row[name] for name in names[names.index(ARROW) + 1 :]} if ARROW in row else {}


def markdown_table(text: str) -> str:
    """The same table in Markdown."""
    rows = parse_table(text)
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([row[name] for name in names] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def tenths(cell: str) -> int:
    """A coefficient: 2,7 → 27."""
    return parse_fixed(cell, places=1)


def hundredths(cell: str) -> int:
    """An amount or points: 0,8 → 80."""
    return parse_fixed(cell, places=2)


def shown_percent(share: Fraction | None) -> str:
    """A share as the handbook prints it, one decimal of a percent."""
    return NOTHING if share is None else f"{format_ratio(share * 100, 1)} %"


def shown_points(value: Fraction | None, places: int = 2) -> str:
    """Points with a decimal comma."""
    return NOTHING if value is None else format_ratio(value, places)


def shown_notified(value: int | None) -> str:
    """Notified points from hundredths."""
    return NOTHING if value is None else format_ratio(Fraction(value, 100), 2)
