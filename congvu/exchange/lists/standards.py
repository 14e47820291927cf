"""What a catalogue's table says of its scale: the standard product's points, each group's band."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from congvu.engine.lists.document import scaled, written
from congvu.engine.lists.sheets import COMPLEXITIES, Row
from congvu.kernel.fixed import NotANumber, half_up, parse_fixed
from congvu.kernel.vietnamese import fold

MOST_TRIED = 8
_STATED = re.compile(
    r"(?:san pham|cong viec|don vi)[a-z/, ]{0,30} chuan[^0-9]{0,40}?([0-9]+(?:[.,][0-9])?) ?diem"
)
_BAND = re.compile(r"([0-9]+)\s*(?:[-–—]|đến)\s*([0-9]+)(?:\s*điểm)?")
_DATE_BAND = re.compile(r"([0-9]{2})/([0-9]{2})/([0-9]{4})")
_MAXIMUM = re.compile(r"(?:≤|tối đa)?\s*([0-9]+)(?:\s*điểm)?")


def coefficient_tenths(points_tenths: int, standard_tenths: int) -> int:
    """Points over the standard product's points, to one decimal, half up (Đ13 khoản 1)."""
    return half_up(points_tenths * 10, standard_tenths)


def stated_standard(texts: Iterable[str]) -> str:
    """The points in words like “sản phẩm chuẩn = 5 điểm”, canonical; "" where nothing is said."""
    for text in texts:
        found = _STATED.search(fold(text))
        if found:
            return written(parse_fixed(found[1], places=1), 1)
    return ""


def agreeing_standard(rows: Iterable[Row]) -> tuple[str, int, int]:
    """(the standard with which most rows' points give their coefficient, agreeing, judged).

    Only a standard that more than half of the rows (and two at least) agree with is named.
    """
    pairs = [pair for row in rows if (pair := _pair(row))]
    tried = Counter(half_up(points * 10, coefficient) for points, coefficient in pairs)
    likely = [points for points, coefficient in pairs if coefficient == 10][:1]
    likely += [standard for standard, _count in tried.most_common(MOST_TRIED) if standard]
    best, most = 0, 0
    for standard in likely:
        agreeing = sum(coefficient_tenths(points, standard) == k for points, k in pairs)
        if agreeing > most:
            best, most = standard, agreeing
    if most < 2 or most * 2 <= len(pairs):
        return "", most, len(pairs)
    return written(best, 1), most, len(pairs)


def _pair(row: Row) -> tuple[int, int] | None:
    try:
        points, coefficient = (
            scaled(row.get("points", ""), 1),
            scaled(row.get("coefficient", ""), 1),
        )
    except NotANumber:
        return None
    return (points, coefficient) if points and coefficient else None


def bands_of(pairs: Sequence[tuple[str, str]]) -> tuple[dict[str, str], list[str]]:
    """({"band_3": "51-100", …}, groups with more than one band) from (complexity, band cell)."""
    met: dict[str, Counter[str]] = defaultdict(Counter)
    for complexity, text in pairs:
        if complexity in COMPLEXITIES and (band := band_of(text)):
            met[complexity][band] += 1
    unclear = sorted(group for group, bands in met.items() if len(bands) > 1)
    chosen = {
        f"band_{group[1:]}": bands.most_common(1)[0][0] for group, bands in sorted(met.items())
    }
    return chosen, unclear


def band_of(text: str) -> str:
    """ "51 – 100 điểm" → "51-100"; a single maximum "200" → "1-200"; "" for anything else.

    A band that a spreadsheet took for a day (1-10 → 01/10/2026) becomes the band again.
    """
    if found := _DATE_BAND.fullmatch(text):
        low, high = sorted((int(found[1]), int(found[2])))
        return f"{low}-{high}"
    if (found := _BAND.fullmatch(text)) and int(found[1]) <= int(found[2]):
        return f"{int(found[1])}-{int(found[2])}"
    if (found := _MAXIMUM.fullmatch(text)) and int(found[1]):
        return f"1-{int(found[1])}"
    return ""
