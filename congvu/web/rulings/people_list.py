"""Whose level differs, one page of the list: who, from where to where, and by which bars."""

from collections.abc import Callable, Sequence

from congvu.apps.evaluation.queries.comparisons import ComparedRow, Narrowing
from congvu.apps.evaluation.queries.figures import Figures
from congvu.web.rulings.result_view import BarPart, PeopleList, PersonLine
from congvu.web.shared.levels import LADDER
from congvu.web.shared.numbers import NOTHING, count, points, signed
from congvu.web.shared.paging import Pages

MOST_BARS = 3
UNSCORED = "không có điểm"
SHORT = {code: short for code, _, _, short in LADDER}
"""The levels' short words, where a table has no room for the law's."""
Address = Callable[[ComparedRow], str]


def people_list(
    rows: Sequence[ComparedRow],
    asked: Narrowing,
    found: Figures,
    pages: Pages,
    *,
    month: Address,
    both: Address,
) -> PeopleList:
    """Return one page of the list; `month` and `both` give the two explanations' addresses."""
    words = {rank: SHORT.get(code, label) for rank, (code, label) in enumerate(found.ladder)}
    words[-1] = UNSCORED
    ends = [f"từ “{words[asked.before]}”" if asked.before is not None else "",
            f"đến “{words[asked.after]}”" if asked.after is not None else ""]  # fmt: skip
    return PeopleList(
        tuple(_line(row, words, month(row), both(row)) for row in rows),
        pages,
        asked.search,
        " ".join(filter(None, ends)),
        count(pages.total),
    )


def _line(row: ComparedRow, words: dict[int, str], month: str, both: str) -> PersonLine:
    before, after = row.score
    scored = before is not None and after is not None
    ranks = (-1 if rank is None else rank for rank in row.level)
    was, now = (words[rank] for rank in ranks)
    unit = row.unit if row.unit == row.agency else f"{row.unit}, {row.agency}"
    bars = (row.bars or [])[:MOST_BARS]
    return PersonLine(
        name=row.name,
        unit=unit,
        score=(points(before), points(after)),
        change=signed((after or 0) - (before or 0)) if scored else NOTHING,
        level=(was, now),
        bars=tuple(BarPart(label, signed(shown)) for _, label, shown in bars),
        why=next(filter(None, reversed(row.reason)), ""),
        month_href=month,
        href=both,
    )


def rank_asked(text: str, found: Figures) -> int | None:
    """A rank of the address ("khong": not scored), None for anything else."""
    if text == "khong":
        return -1
    known = text.isascii() and text.isdecimal() and len(text) == 1
    return int(text) if known and int(text) < len(found.ladder) else None
