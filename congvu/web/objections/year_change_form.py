"""The inputs of a year's result as a form, laid out from the rule text that rated it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.queries import ALL, overlap
from congvu.apps.evaluation.queries.years import YearResultRow
from congvu.apps.evaluation.queries.years.inputs import (
    YearText,
    scores_by_month,
    stored_case,
    text_of,
)
from congvu.apps.evaluation.queries.years.subjects import (
    MONTHS,
    YEAR_WORDS,
    year_touched_by,
)
from congvu.engine.language.program import Field as Input
from congvu.engine.scoring import program_for
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.kernel.periods import Month, whole_year
from congvu.web.objections.change_form import Choice, Field, Line
from congvu.web.shared.numbers import amount

_FIXED = {"leads", "heads"}
"""Inputs that follow from the post itself."""
_YES, _NO, _NONE = "1", "0", ""
_MONTH = f"{MONTHS}:"
_SHARE_PLACES = 2


@dataclass(frozen=True)
class _Entry:
    """One field of the form: its step, its name, what stands (as it is shown) and its choices."""

    subject: str
    name: str
    label: str
    now: str
    choices: tuple[tuple[str, str], ...] = ()
    field: Input | None = None


def year_lines_of(
    row: YearResultRow,
    only: Collection[str] = (ALL,),
    typed: Mapping[str, str] | None = None,
    text: YearText | None = None,
) -> tuple[Line, ...]:
    """The steps that may be changed, each with its inputs as they stand or as they are typed."""
    lines: dict[str, list[Field]] = {}
    for one in _entries(row, text):
        if overlap(one.subject, only):
            given = (typed or {}).get(one.name, one.now)
            choices = tuple(Choice(value, words, value == given) for value, words in one.choices)
            lines.setdefault(one.subject, []).append(
                Field(one.name, one.label, given, one.now, choices)
            )
    return tuple(Line(YEAR_WORDS[subject], tuple(found)) for subject, found in lines.items())


def year_changes_typed(
    row: YearResultRow, typed: Mapping[str, str], only: Collection[str] = (ALL,)
) -> dict[str, Any]:
    """Read what is typed otherwise than it stands, as changes; raises Refused in words.

    A month emptied is taken out of the mean.
    """
    told: dict[str, Any] = {}
    for one in _entries(row):
        given = typed.get(one.name, one.now).replace("\0", "").strip()
        if not overlap(one.subject, only) or given == one.now:
            continue
        value = _read(one, given)
        if one.field is None:
            told.setdefault(MONTHS, {})[one.name.removeprefix(_MONTH)] = value
        else:
            told[one.field.name] = value
    return told


def year_changes_in_words(
    row: YearResultRow, changes: Mapping[str, Any], text: YearText | None = None
) -> tuple[str, ...]:
    """Say what changes set, beside what the result rests on; `text` where it was read already."""
    told = []
    for one in _entries(row, text):
        month = one.name.removeprefix(_MONTH)
        given = changes.get(MONTHS, {}) if one.field is None else changes
        key = month if one.field is None else one.field.name
        if key in given:
            words = dict(one.choices)
            after = _shown(one.field, given[key])
            before = words.get(one.now, one.now or "–")
            told.append(f"{one.label}: {before} → {words.get(after, after or '–')}")
    return tuple(told)


def _entries(row: YearResultRow, text: YearText | None = None) -> Iterator[_Entry]:
    text, case = text or text_of(row), stored_case(row)
    if text.counts_months:
        yield from _months(row, scores_by_month(case))
    for name, field in text.fields.items():
        (subject,) = year_touched_by([name])
        if name not in _FIXED:
            now = _shown(field, case.inputs.get(name))
            share = field.places > _SHARE_PLACES
            label = f"{field.label} (%)" if share else field.label
            yield _Entry(subject, name, label, now, _choices(text, field), field)


def _months(row: YearResultRow, now: Mapping[str, int]) -> Iterator[_Entry]:
    for month in whole_year(int(row.year)).months:
        shown = amount(now[month.key]) if month.key in now else ""
        (subject,) = year_touched_by([MONTHS])
        yield _Entry(subject, f"{_MONTH}{month.key}", month.label, shown)


def _choices(text: YearText, field: Input) -> tuple[tuple[str, str], ...]:
    if field.kind == "yes_no":
        return ((_NO, "Không"), (_YES, "Có"))
    labels = dict(program_for(text.rules).levels)
    options = tuple((one, labels.get(one, one)) for one in field.options)
    return ((_NONE, "Không có"), *options) if field.kind == "level" else options


def _shown(field: Input | None, value: Any) -> str:
    if value is None:
        return ""
    if field is None or field.places > _SHARE_PLACES:
        return amount(int(value))
    if field.kind == "yes_no":
        return _YES if value else _NO
    return str(value)


def _read(one: _Entry, given: str) -> Any:
    field = one.field
    if field is not None and field.kind == "yes_no":
        return given == _YES
    if field is not None and field.options:
        return given or None
    if field is None and not given:
        return None
    places = _SHARE_PLACES if field is None else max(field.places - _SHARE_PLACES, 0)
    try:
        return parse_fixed(given.removesuffix("%"), places=places)
    except NotANumber as wrong:
        raise Refused(f"{one.label}: {wrong}") from wrong


def published_now(row: YearResultRow, scores: Mapping[Month, int | None]) -> dict[str, str]:
    """What the months read by now, as the form would be filled with it; only where it differs."""
    now = scores_by_month(stored_case(row))
    return {
        f"{_MONTH}{month.key}": "" if score is None else amount(score)
        for month, score in scores.items()
        if now.get(month.key) != score
    }
