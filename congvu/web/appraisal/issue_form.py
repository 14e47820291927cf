"""The terms of a decision as they were typed, and what was wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from congvu.kernel.dates import NotADay, format_day, parse_day

NUMBER, DECIDED, ISSUER, FROM = "so", "ngay", "co-quan", "hieu-luc"
MOST_TYPED = 300
_LABELS = {
    NUMBER: "Số quyết định",
    DECIDED: "Ngày ký",
    ISSUER: "Cơ quan ban hành",
    FROM: "Áp dụng từ ngày",
}
_HINTS = {
    NUMBER: "Như 45/QĐ-UBND.",
    DECIDED: "Ngày/tháng/năm, như 05/11/2026.",
    ISSUER: "",
    FROM: "Ngày/tháng/năm; thường là ngày đầu tháng, để cả tháng theo một bản.",
}


@dataclass(frozen=True)
class Entry:
    """A field of the form: what was typed, and what was wrong with it."""

    name: str
    label: str
    hint: str
    value: str
    problem: str = ""


@dataclass(frozen=True)
class Terms:
    """A decision that can be read."""

    number: str
    decided_on: date
    issued_by: str
    valid_from: date


@dataclass(frozen=True)
class Form:
    """The form: its fields in order, and the terms where all could be read."""

    entries: tuple[Entry, ...]
    terms: Terms | None = None

    @property
    def problems(self) -> tuple[Entry, ...]:
        """The fields that something is wrong with."""
        return tuple(entry for entry in self.entries if entry.problem)


def blank(*, today: date, issued_by: str) -> Form:
    """The form as it opens: signed today, in force from the first day of the next month."""
    values = {
        NUMBER: "",
        DECIDED: format_day(today),
        ISSUER: issued_by,
        FROM: format_day(next_month(today)),
    }
    return Form(tuple(_entry(name, text) for name, text in values.items()))


def read(typed: Mapping[str, str], *, today: date, before: date | None) -> Form:
    """Read what was typed; every problem is told at its field, and what was typed is kept.

    `before` is the first day of the edition that would be superseded.
    """
    texts = {name: typed.get(name, "").replace("\x00", "")[:MOST_TYPED] for name in _LABELS}
    days: dict[str, date] = {}
    problems = dict(_problems(texts, days, today, before))
    entries = tuple(
        replace(_entry(name, text), problem=problems.get(name, "")) for name, text in texts.items()
    )
    if problems:
        return Form(entries)
    terms = Terms(texts[NUMBER].strip(), days[DECIDED], texts[ISSUER].strip(), days[FROM])
    return Form(entries, terms)


def next_month(today: date) -> date:
    """The first day of the month after."""
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def _entry(name: str, value: str) -> Entry:
    return Entry(name, _LABELS[name], _HINTS[name], value)


def _problems(
    texts: Mapping[str, str], days: dict[str, date], today: date, before: date | None
) -> Iterator[tuple[str, str]]:
    """Yield field and problem; fill `days` with those that can be read."""
    for name in (NUMBER, ISSUER):
        if not texts[name].strip():
            yield name, f"{_LABELS[name]} đang trống."
    for name in (DECIDED, FROM):
        try:
            days[name] = parse_day(texts[name])
        except NotADay as problem:
            yield name, str(problem)
    signed, begins = days.get(DECIDED), days.get(FROM)
    if signed and signed > today:
        yield DECIDED, f"Ngày ký {format_day(signed)} chưa tới; ghi ngày đã ký quyết định."
    if before and begins and begins <= before:
        yield FROM, f"Bản trước áp dụng từ {format_day(before)}; bản này phải từ sau ngày đó."
    elif signed and begins and begins < signed:
        yield FROM, f"Ngày áp dụng phải từ ngày ký {format_day(signed)} trở đi."
