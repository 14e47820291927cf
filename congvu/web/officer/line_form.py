"""A line of work as it is typed: one form, whether a page, the outbox or a mending sends it."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.apps.work.actions import NewEntry
from congvu.kernel.dates import format_day, parse_day
from congvu.kernel.fixed import parse_fixed
from congvu.web.shared.hours import HOUR, parse_hours

ONE = "1"
LARGEST_AMOUNT = 10**7  # hundredths
LARGEST_COEFFICIENT = 10**4  # tenths
LONGEST_NOTE = LONGEST_TITLE = 500
LONGEST_DAY = 24 * HOUR
_MOST_DIGITS = 18
_BROKEN = "Mẫu này bị hỏng; tải lại trang rồi ghi lại."


@dataclass(frozen=True)
class Typed:
    """The fields as they came, to be shown again as they were."""

    key: str = ""
    task: str = ""
    product: str = ""
    day: str = ""
    amount: str = ""
    hours: str = ""
    note: str = ""
    title: str = ""
    coefficient: str = ""


FIELDS = {
    "key": "key",
    "task": "viec",
    "product": "san-pham",
    "day": "ngay",
    "amount": "so-luong",
    "hours": "gio",
    "note": "ghi-chu",
    "title": "ten",
    "coefficient": "he-so",
}
"""The names of the fields in a form, by the names here."""


@dataclass(frozen=True)
class Problem:
    """What is wrong with one field (by its name in the form), and what would be right."""

    field: str
    words: str


def typed_of(fields: Mapping[str, str]) -> Typed:
    """Take the fields of a form; signs that no text holds are left out."""
    return Typed(**{ours: fields.get(name, "").replace("\0", "") for ours, name in FIELDS.items()})


def fresh_key() -> str:
    """A new key for one line, made where the line is typed."""
    return str(uuid.uuid4())


def line_of(
    typed: Typed, *, person: str, today: date
) -> tuple[NewEntry | None, tuple[Problem, ...]]:
    """Read a line of a person (by code): what is to be logged, or everything wrong with it."""
    read: dict[str, Any] = {}
    wrong = []
    for name, (ours, reader) in _READERS.items():
        try:
            read[name] = reader(getattr(typed, ours))
        except ValueError as mistake:
            wrong.append(Problem(FIELDS[ours], str(mistake)))
    day = read.get("day") or today
    if day > today:
        wrong.append(Problem(FIELDS["day"], f"{format_day(day)} chưa tới; chỉ ghi việc đã làm."))
    if wrong:
        return None, tuple(wrong)
    return NewEntry(**(read | {"day": day}), person=person), ()


def _key(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text) if text else uuid.uuid4()
    except ValueError as mistake:
        raise ValueError(_BROKEN) from mistake


def _number(text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise ValueError(_BROKEN)
    return int(text)


def _day(text: str) -> date | None:
    return parse_day(text) if text.strip() else None


def _amount(text: str) -> int:
    amount = parse_fixed(text or ONE, places=2)
    if not 0 <= amount <= LARGEST_AMOUNT:
        raise ValueError("Số lượng phải từ 0 đến 100.000; ghi 0 khi chỉ báo tiến độ, kèm ghi chú.")
    return amount


def _minutes(text: str) -> int | None:
    if not text.strip():
        return None
    minutes = parse_hours(text)
    if not 0 < minutes <= LONGEST_DAY:
        raise ValueError("Số giờ của một dòng phải lớn hơn 0 và không quá 24; ví dụ 1,5 hoặc 1h30.")
    return minutes


def _note(text: str) -> str:
    return _short(text, LONGEST_NOTE, "Ghi chú")


def _title(text: str) -> str:
    return _short(text, LONGEST_TITLE, "Tên việc")


def _short(text: str, most: int, what: str) -> str:
    if len(text) > most:
        raise ValueError(f"{what} dài {len(text)} ký tự; nhiều nhất {most}.")
    return text.strip()


def _coefficient(text: str) -> int | None:
    if not text.strip():
        return None
    tenths = parse_fixed(text, places=1)
    if not 0 < tenths <= LARGEST_COEFFICIENT:
        raise ValueError("Hệ số đề nghị phải lớn hơn 0; ví dụ 1 hoặc 2,7.")
    return tenths


_READERS: dict[str, tuple[str, Callable[[str], Any]]] = {
    "key": ("key", _key),
    "task_id": ("task", _number),
    "product_id": ("product", _number),
    "day": ("day", _day),
    "amount_hundredths": ("amount", _amount),
    "minutes": ("hours", _minutes),
    "note": ("note", _note),
    "title": ("title", _title),
    "coefficient_tenths": ("coefficient", _coefficient),
}
