"""The form of a year's criteria, laid out from the rule's inputs: shares are typed as percent."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from congvu.apps.audit.refusals import Refused
from congvu.engine.conditions import clause_in
from congvu.engine.language.program import Field
from congvu.kernel.fixed import NotANumber, parse_fixed
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.numbers import PERCENT, amount

VALUE, NOTE = "tc-", "dc-"
YES, NO = "co", "khong"
_PERCENT_PLACES = len(str(PERCENT)) - 1


@dataclass(frozen=True)
class Row:
    """One criterion of the form: a yes or no, or a share in percent, and a note."""

    name: str
    label: str
    clause: Clause
    yes_no: bool
    value: str
    note: str


def rows_of(
    text: str, fields: Iterable[Field], told: Mapping[str, int | bool], notes: Mapping[str, str]
) -> tuple[Row, ...]:
    """The form of a rule text as what was told fills it; nothing is chosen beforehand."""
    return tuple(
        Row(
            one.name,
            one.label,
            clause_of(clause_in(text, one.clause)),
            one.kind == "yes_no",
            _shown(one, told.get(one.name)),
            notes.get(one.name, ""),
        )
        for one in fields
    )


def rows_typed(text: str, fields: Iterable[Field], typed: Mapping[str, str]) -> tuple[Row, ...]:
    """The form of a rule text as it was typed."""
    return tuple(
        Row(
            one.name,
            one.label,
            clause_of(clause_in(text, one.clause)),
            one.kind == "yes_no",
            typed.get(f"{VALUE}{one.name}", ""),
            typed.get(f"{NOTE}{one.name}", ""),
        )
        for one in fields
    )


def criteria_typed(
    fields: Iterable[Field], typed: Mapping[str, str]
) -> tuple[dict[str, int | bool], dict[str, str]]:
    """Read what was typed, in the scale of the rule's inputs, and its notes.

    What is left empty is not told yet. Raises Refused for a note without its value, or no number.
    """
    told: dict[str, int | bool] = {}
    notes: dict[str, str] = {}
    for one in fields:
        given = _clean(typed.get(f"{VALUE}{one.name}", ""))
        note = _clean(typed.get(f"{NOTE}{one.name}", ""))
        if given:
            told[one.name], notes[one.name] = _read(one, given), note
        elif note:
            raise Refused(f"“{one.label}”: đã có dẫn chứng, còn thiếu phần trả lời.")
    return told, notes


def _read(field: Field, given: str) -> int | bool:
    if field.kind == "yes_no":
        return given == YES
    try:
        return parse_fixed(given.removesuffix("%"), places=field.places - _PERCENT_PLACES)
    except NotANumber as wrong:
        raise Refused(f"“{field.label}”: {wrong}") from wrong


def _shown(field: Field, value: int | bool | None) -> str:
    if value is None:
        return ""
    if field.kind == "yes_no":
        return YES if value else NO
    return amount(int(value))


def _clean(text: str) -> str:
    return text.replace("\0", "").strip()
