"""Fixed-point numbers: an integer and the number of decimals it stands for.

Points, coefficients and amounts travel as scaled integers (76,70 points is 7670 with two
decimals). They become text, or come from text, only here.
"""

import re
from collections.abc import Iterable, Sequence
from fractions import Fraction

MINUS = "−"
LONGEST = 40
FURTHEST = 30

_SHAPES = (
    re.compile(r"(?P<whole>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]+)[.,](?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]+)"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3}){2,})"),
    re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3}){2,})"),
)
_EITHER_WAY = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


class NotANumber(ValueError):
    """A text that is not one number beyond doubt; its message is for the person who typed it."""


def parse_fixed(text: str, *, places: int) -> int:
    """Read `text` as a number with at most `places` decimals, scaled by 10**places.

    Decimal comma or point, thousands grouped by the other sign. Raises NotANumber when the text
    is no number, has more decimals than `places`, or reads two ways ("1.234").
    """
    sign, digits = _split_sign(text)
    if _EITHER_WAY.fullmatch(digits):
        raise NotANumber(_two_readings(digits))
    for shape in _SHAPES:
        if found := shape.fullmatch(digits):
            parts = found.groupdict(default="")
            return sign * _scale(parts["whole"], parts.get("part", ""), places, text)
    raise NotANumber(f"“{_short(text)}” không phải là số; hãy viết như 8,5 hoặc 1.234,56.")


def _split_sign(text: str) -> tuple[int, str]:
    stripped = text.strip()
    if len(stripped) > LONGEST:
        raise NotANumber(f"“{_short(text)}” quá dài; một số có nhiều nhất {LONGEST} ký tự.")
    if stripped[:1] in ("-", MINUS):
        return -1, stripped[1:]
    return 1, stripped.removeprefix("+")


def _scale(whole: str, part: str, places: int, text: str) -> int:
    kept = part.rstrip("0")
    if len(kept) > places:
        raise NotANumber(
            f"“{_short(text)}” có {len(kept)} chữ số thập phân; ở đây được nhiều nhất {places}."
        )
    grouped = whole.replace(".", "").replace(",", "")
    return int(grouped + kept.ljust(places, "0"))


def _two_readings(digits: str) -> str:
    whole, part = digits.split(".")
    return (
        f"“{digits}” đọc được hai cách; hãy viết {whole}{part} nếu là hàng nghìn, "
        f"hoặc {whole},{part} nếu là số thập phân."
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def half_up(numerator: int, denominator: int) -> int:
    """Return numerator/denominator rounded to the nearest integer, halves up; both non-negative."""
    if numerator < 0 or denominator <= 0:
        raise ValueError(f"half_up chỉ nhận số không âm, gặp {numerator}/{denominator}.")
    return (2 * numerator + denominator) // (2 * denominator)


def round_ratio(value: Fraction, places: int) -> int:
    """Return `value` scaled by 10**places, half up on the absolute value (−0,005 → −0,01)."""
    size = abs(value)
    scaled = half_up(size.numerator * 10**places, size.denominator)
    return -scaled if value < 0 else scaled


def format_fixed(value: int, *, places: int, show: int | None = None) -> str:
    """Write a scaled integer the Vietnamese way: 1.234,50; −0,5. `show` decimals are printed."""
    shown = places if show is None else show
    scaled = round_ratio(Fraction(value, 10**places), shown)
    whole, part = divmod(abs(scaled), 10**shown)
    sign = MINUS if scaled < 0 else ""
    grouped = f"{whole:,}".replace(",", ".")
    return f"{sign}{grouped},{part:0{shown}d}" if shown else f"{sign}{grouped}"


def format_ratio(value: Fraction, places: int) -> str:
    """Write an exact ratio with `places` decimals, half up on the absolute value."""
    return format_fixed(round_ratio(value, places), places=places)


def format_beside_threshold(
    value: Fraction, thresholds: Iterable[Fraction | int], places: int = 2
) -> str:
    """Write `value` with `places` decimals, or as many more as keep it on its side of each line.

    69,999 beside the threshold 70 stays "69,999": "70,00" would tell the reader the wrong level.
    """
    lines = tuple(thresholds)
    for digits in range(places, places + FURTHEST):
        shown = Fraction(round_ratio(value, digits), 10**digits)
        if all((value >= line) == (shown >= line) for line in lines):
            return format_ratio(value, digits)
    return format_ratio(value, places)


def apportion(total: int, shares: Sequence[int]) -> list[int]:
    """Split a whole number by shares so that the parts sum to it, the largest remainders first.

    Equal remainders go to the earlier share. Raises ValueError for shares that sum to nothing.
    """
    base = sum(shares)
    if base <= 0 or any(share < 0 for share in shares):
        raise ValueError("the shares must be whole numbers that sum to more than nothing")
    parts = [total * share // base for share in shares]
    order = sorted(range(len(shares)), key=lambda i: (-(total * shares[i] % base), i))
    for place in order[: total - sum(parts)]:
        parts[place] += 1
    return parts
