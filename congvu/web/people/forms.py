"""Small forms: what each asks, how it is read, and what was wrong with what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from congvu.kernel.dates import NotADay, parse_day
from congvu.kernel.vietnamese import fold

TEXT, DAY, CHOICE, TICK, UNIT = "text", "day", "choice", "tick", "unit"
MOST_TYPED = 500
MOST_NAMED = 5
WHICH = "viec"
"""The field that says which form of a page was sent."""


@dataclass(frozen=True)
class Field:
    """One field: how it is shown, what stands in it, what was wrong with that."""

    name: str
    label: str
    kind: str = TEXT
    hint: str = ""
    needed: bool = False
    options: tuple[tuple[str, str], ...] = ()
    value: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Form:
    """A form of a page; `refused` is why what it asks for could not be done."""

    key: str
    title: str
    button: str
    fields: tuple[Field, ...]
    lead: str = ""
    refused: str = ""
    sent: bool = False

    @property
    def problems(self) -> tuple[Field, ...]:
        """The fields that something is wrong with."""
        return tuple(one for one in self.fields if one.problem)

    @property
    def wrong(self) -> bool:
        """Whether it came back with something to mend."""
        return bool(self.refused or self.problems)


@dataclass(frozen=True)
class NamedUnit:
    """A unit that a form may name: its code, its name, the name of its agency."""

    code: str
    name: str
    agency: str = ""

    @property
    def label(self) -> str:
        """The unit as a reader picks it."""
        return f"{self.name} ({self.agency})" if self.agency else self.name


Answers = dict[str, Any]


def read(
    form: Form, typed: Mapping[str, str], units: Sequence[NamedUnit] = ()
) -> tuple[Form, Answers]:
    """Read what was typed: the form with it kept and its problems told, and the answers.

    Days are dates (None if empty), ticks booleans, units codes. The answers are whole only where
    the form has no problems.
    """
    answers: Answers = {}
    fields = []
    for one in form.fields:
        text = typed.get(one.name, "").replace("\x00", "").strip()[:MOST_TYPED]
        answer, problem = _read(one, text, units)
        if one.needed and not text:
            problem = f"{one.label} đang trống."
        answers[one.name] = answer
        fields.append(replace(one, value=text, problem=problem))
    return replace(form, fields=tuple(fields), sent=True), answers


def _read(one: Field, text: str, units: Sequence[NamedUnit]) -> tuple[Any, str]:
    """The answer, and the problem if there is one."""
    if one.kind == DAY:
        try:
            return (parse_day(text) if text else None), ""
        except NotADay as problem:
            return None, str(problem)
    if one.kind == TICK:
        return text == "1", ""
    if one.kind == CHOICE and text and text not in dict(one.options):
        return "", f"“{text[:40]}” không có trong các lựa chọn."
    if one.kind == UNIT and text:
        return unit_named(text, units)
    return text, ""


def unit_named(text: str, units: Sequence[NamedUnit]) -> tuple[str, str]:
    """The code of the one unit that a text names, by code or by name; or what is wrong with it."""
    by_code = [one for one in units if one.code.lower() == text.lower()]
    if by_code:
        return by_code[0].code, ""
    wanted = fold(text)
    named = [one for one in units if wanted in (fold(one.name), fold(one.label))]
    if len(named) == 1:
        return named[0].code, ""
    if not named:
        return "", f"Không có đơn vị “{text[:60]}” trong phạm vi phụ trách; ghi mã hoặc đúng tên."
    listed = "; ".join(f"{one.code} – {one.label}" for one in named[:MOST_NAMED])
    return "", f"Có {len(named)} đơn vị tên “{text[:60]}”: {listed}. Hãy ghi mã."


def chosen(options: Sequence[tuple[Any, Any]]) -> tuple[tuple[str, str], ...]:
    """Options of a choice as texts."""
    return tuple((str(value), str(label)) for value, label in options)


def filled(form: Form, **values: str) -> Form:
    """The form with these values in it, as it opens."""
    fields = (replace(one, value=values.get(one.name, one.value)) for one in form.fields)
    return replace(form, fields=tuple(fields))


def year_of(day: date | None, typed: str) -> int | None:
    """A year as typed; that of the day where nothing was."""
    if not typed:
        return day.year if day else None
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) == 4 else None
