"""Numbers as a Vietnamese reader writes them: decimal comma, no sign of doubt, no floats."""

from fractions import Fraction

from congvu.kernel.fixed import format_fixed, format_ratio

NOTHING = "–"
PERCENT = 100


def points(hundredths: int | None) -> str:
    """Score in hundredths of a point as "76,70"; a dash where there is none."""
    return NOTHING if hundredths is None else format_fixed(hundredths, places=2)


def signed(hundredths: int) -> str:
    """A gain or loss in hundredths of a point as "+1,20" or "−4,17"; zero has no sign."""
    text = format_fixed(abs(hundredths), places=2)
    return text if hundredths == 0 else f"{'−' if hundredths < 0 else '+'}{text}"


def percent(share: Fraction | None, places: int = 1) -> str:
    """A share in 0…1 as "89,6%"; a dash where there is none."""
    if share is None:
        return NOTHING
    return "100%" if share == 1 else f"{format_ratio(share * PERCENT, places)}%"


def percent_of(hundredths: int) -> str:
    """A share in hundredths of a percent as short as it can be: 2500 → "25 %"."""
    return f"{amount(hundredths)} %"


def amount(hundredths: int | None) -> str:
    """An amount of products in hundredths as short as it can be: 500 → "5", 80 → "0,8"."""
    return NOTHING if hundredths is None else trimmed(format_fixed(hundredths, places=2))


def coefficient(tenths: int) -> str:
    """A conversion coefficient in tenths with its one decimal: 27 → "2,7"."""
    return format_fixed(tenths, places=1)


def plain(value: Fraction) -> str:
    """A number of the law as short as it can be: 90 → "90", 5/2 → "2,5"."""
    return trimmed(format_ratio(value, 4))


def trimmed(text: str) -> str:
    """Drop the zeros (and the comma) that a decimal text ends in."""
    return text.rstrip("0").rstrip(",") if "," in text else text


def place(value: Fraction, whole: Fraction) -> str:
    """Where a value lies on a drawing whose full width is `whole`: SVG's "76.7014%"."""
    inside = min(max(value, Fraction(0)), whole)
    return f"{format_ratio(inside / whole * PERCENT, 4).replace('.', '').replace(',', '.')}%"


def count(number: int) -> str:
    """A count of people or units with the dot of thousands: 4987 → "4.987"."""
    return format_fixed(number, places=0)


def converted(thousandths: int) -> str:
    """Coefficient × amount, in thousandths of a standard product: at least one decimal, "16,8"."""
    text = trimmed(format_fixed(thousandths, places=3))
    return text if "," in text else f"{text},0"


def ratio(value: Fraction) -> str:
    """An exact number of points with two decimals, half up: "46,70"."""
    return format_ratio(value, 2)


def capital(text: str) -> str:
    """A text with its first letter large."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """A text with its first letter small, to stand inside a sentence."""
    return text[:1].lower() + text[1:]
