"""The values a text may state: their units, how they are written and how they are shown."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from congvu.kernel.dates import format_day
from congvu.kernel.fixed import MINUS, format_ratio
from congvu.kernel.frozen import FrozenMap

Value = Fraction | bool | str

_RATIO = re.compile(r"(?P<above>-?[0-9]{1,9})/(?P<below>[1-9][0-9]{0,8})")
_PERCENT = re.compile(r"(?P<whole>[0-9]{1,3})(?:,(?P<part>[0-9]{1,4}))? ?%")
_DECIMAL = re.compile(r"(?P<whole>[0-9]{1,9})(?:,(?P<part>[0-9]{1,6}))?")
_MONTH_DAY = re.compile(r"(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_YES = ("có", "yes", "true", "1")
_NO = ("không", "no", "false", "0")


class NotAValue(ValueError):
    """A value that its unit does not allow; the message says what would be right."""


@dataclass(frozen=True)
class Unit:
    """What a value is measured in, and how a value of it is read and shown."""

    label: str
    read: Callable[[object], Value]
    show: Callable[[Value], str]
    bounded: bool = False


def _number(raw: object) -> Fraction:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return Fraction(raw)
    if isinstance(raw, Fraction):
        return raw
    if type(raw) is str and (found := _written(raw.strip())) is not None:
        return found
    raise NotAValue("phải là số nguyên, phân số “1/4”, “25 %” hoặc số thập phân “2,5” (có ngoặc)")


def _written(text: str) -> Fraction | None:
    if found := _RATIO.fullmatch(text):
        return Fraction(int(found["above"]), int(found["below"]))
    if found := _PERCENT.fullmatch(text):
        return _decimal(found) / 100
    found = _DECIMAL.fullmatch(text)
    return _decimal(found) if found else None


def _decimal(found: re.Match[str]) -> Fraction:
    part = found["part"] or ""
    return Fraction(int(found["whole"] + part), 10 ** len(part))


def _count(raw: object) -> Fraction:
    value = _number(raw)
    if value.denominator != 1 or value < 0:
        raise NotAValue("phải là số nguyên không âm")
    return value


def _share(raw: object) -> Fraction:
    value = _number(raw)
    if not 0 <= value <= 1:
        raise NotAValue("tỷ lệ phải từ 0 đến 1, ví dụ “1/4” hoặc “25 %”")
    return value


def _points(raw: object) -> Fraction:
    value = _number(raw)
    if not 0 <= value <= 100:
        raise NotAValue("điểm phải từ 0 đến 100")
    return value


def _day_of_month(raw: object) -> Fraction:
    value = _count(raw)
    if not 1 <= value <= 31:
        raise NotAValue("ngày trong tháng phải từ 1 đến 31")
    return value


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    if type(raw) is str and raw.strip().lower() in (*_YES, *_NO):
        return raw.strip().lower() in _YES
    raise NotAValue("phải là true (có) hoặc false (không)")


def _code(raw: object) -> str:
    if type(raw) is str and re.fullmatch(r"[a-z][a-z0-9_]*", raw):
        return raw
    raise NotAValue("phải là một mã chữ thường, ví dụ “calendar_day”")


def _month_day(raw: object) -> str:
    found = _MONTH_DAY.fullmatch(raw) if type(raw) is str else None
    if found and 1 <= int(found["month"]) <= 12:
        month, day = int(found["month"]), int(found["day"])
        if 1 <= day <= monthrange(2000, month)[1]:
            return found[0]
    raise NotAValue("phải là tháng-ngày, ví dụ “12-15” cho ngày 15 tháng 12")


def _calendar_day(raw: object) -> str:
    try:
        return date.fromisoformat(raw if type(raw) is str else "").isoformat()
    except ValueError:
        raise NotAValue("phải là ngày trong ngoặc kép, ví dụ “2026-06-30”") from None


def _shown_number(value: Value, after: str = "", before: str = "") -> str:
    if not isinstance(value, Fraction):
        return str(value)
    places = next((p for p in range(7) if (value * 10**p).denominator == 1), None)
    plain = f"{value}".replace("-", MINUS) if places is None else format_ratio(value, places)
    return f"{before}{plain}{after}"


def _shown_share(value: Value) -> str:
    return _shown_number(value * 100, " %") if isinstance(value, Fraction) else str(value)


def _with(after: str = "", before: str = "") -> Callable[[Value], str]:
    return lambda value: _shown_number(value, after, before)


def _shown_flag(value: Value) -> str:
    return "có" if value else "không"


def _shown_month_day(value: Value) -> str:
    month, day = str(value).split("-")
    return f"ngày {day} tháng {month}"


def _shown_day(value: Value) -> str:
    return f"ngày {format_day(date.fromisoformat(str(value)))}"


UNITS: Mapping[str, Unit] = FrozenMap(
    {
        "points": Unit("điểm", _points, _with(" điểm"), bounded=True),
        "share": Unit("tỷ lệ", _share, _shown_share, bounded=True),
        "count": Unit("số lượng", _count, _with(), bounded=True),
        "decimals": Unit("chữ số thập phân", _count, _with(" chữ số thập phân"), bounded=True),
        "years": Unit("năm", _count, _with(" năm"), bounded=True),
        "months": Unit("tháng", _count, _with(" tháng"), bounded=True),
        "days": Unit("ngày", _count, _with(" ngày"), bounded=True),
        "working_days": Unit("ngày làm việc", _count, _with(" ngày làm việc"), bounded=True),
        "day_of_month": Unit(
            "ngày trong tháng", _day_of_month, _with(before="ngày "), bounded=True
        ),
        "month_day": Unit("ngày trong năm", _month_day, _shown_month_day),
        "day": Unit("ngày", _calendar_day, _shown_day),
        "flag": Unit("có hoặc không", _flag, _shown_flag),
        "choice": Unit("lựa chọn", _code, str),
    }
)
