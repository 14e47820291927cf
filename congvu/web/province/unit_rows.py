"""The agencies as rows: filtered by name without diacritics, sorted by any column."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from urllib.parse import urlencode

from congvu.apps.evaluation.queries import AgencyTally
from congvu.kernel.vietnamese import fold
from congvu.web.province.looks import FEW
from congvu.web.province.province_view import Column, UnitRow
from congvu.web.shared.levels import Scale
from congvu.web.shared.numbers import NOTHING, PERCENT, count, percent, ratio

KEYS = ("ten", "nguoi", "chua", "tb", "cao", "thap")
DOWN = "-"


def columns(scale: Scale, search: str, sort: str) -> tuple[Column, ...]:
    """The sortable heads; the link of a head sorts by it, or turns the order it has.

    The last two are of the highest and the lowest level, where the rules set levels.
    """
    labels = ["Đơn vị", "Người", "Chưa có điểm", "Trung bình"]
    if scale.levels:
        labels += [f"Từ {scale.levels[-1].starts}", f"Dưới {scale.levels[1].starts}"]
    return tuple(
        Column(label, _href(key, number, search, sort), _sorted(key, sort), number > 0, number)
        for number, (key, label) in enumerate(zip(KEYS[: len(labels)], labels, strict=True))
    )


def unit_rows(
    agencies: Sequence[AgencyTally],
    scale: Scale,
    *,
    search: str,
    sort: str,
    href: Callable[[str], str],
) -> tuple[UnitRow, ...]:
    """The agencies whose name holds `search`, ordered by `sort` ("tb", "-tb"; else as listed)."""
    by_name = sorted(agencies, key=lambda one: fold(one.name))
    rank = {one.code: number for number, one in enumerate(by_name)}
    rows = [_row(one, rank[one.code], scale, href) for one in agencies]
    wanted = fold(search)
    kept = [row for row in rows if wanted in row.key]
    key = sort.removeprefix(DOWN)
    if key in KEYS:
        column = KEYS.index(key)
        kept.sort(key=lambda row: row.sorts[column], reverse=sort.startswith(DOWN))
    return tuple(kept)


def _row(one: AgencyTally, rank: int, scale: Scale, href: Callable[[str], str]) -> UnitRow:
    tally = one.tally
    enough = tally.scored >= FEW
    mean = tally.mean_hundredths / PERCENT if enough else None
    told = enough and scale.levels
    high = Fraction(tally.levels[scale.levels[-1].code], tally.scored) if told else None
    low = Fraction(tally.levels[scale.levels[0].code], tally.scored) if told else None
    missing = tally.people - tally.scored
    return UnitRow(
        name=one.name,
        key=fold(one.name),
        href=href(one.code),
        people=count(tally.people),
        unscored=count(missing),
        mean=NOTHING if mean is None else ratio(mean),
        x="" if mean is None else scale.at(mean),
        high=percent(high),
        low=percent(low),
        sorts=(rank, tally.people, missing, *(_whole(value) for value in (mean, high, low))),
    )


def _whole(value: Fraction | None) -> int:
    """A number to sort by: whole ten-thousandths, what is not told last."""
    return -1 if value is None else int(value * 10_000)


def _sorted(key: str, sort: str) -> str:
    if sort.removeprefix(DOWN) != key:
        return ""
    return "descending" if sort.startswith(DOWN) else "ascending"


def _href(key: str, number: int, search: str, sort: str) -> str:
    first = f"{DOWN}{key}" if number else key
    other = key if number else f"{DOWN}{key}"
    asked = {"tim": search} if search else {}
    return "?" + urlencode({**asked, "sap": other if sort == first else first}) + "#don-vi"
