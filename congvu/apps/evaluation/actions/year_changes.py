"""Changes to the inputs of a year's result, looked through before they are granted or proposed."""

from collections.abc import Mapping
from typing import Any

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.queries.years.inputs import (
    YearText,
    changed_case,
    scores_by_month,
    stored_case,
    text_of,
)
from congvu.apps.evaluation.queries.years.results import YearResultRow
from congvu.apps.evaluation.queries.years.subjects import MONTHS, PLACES
from congvu.engine.cases import Case, InputError, coded
from congvu.engine.language.program import Field
from congvu.engine.scoring import score
from congvu.kernel.periods import Month, NotAPeriod


def checked_year_changes(row: YearResultRow, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return changes in their one shape, without what stands already.

    Raises Refused for an input that the year's rule does not read or allow, and where nothing is
    changed.
    """
    text, case = text_of(row), stored_case(row)
    told = {name: value for name, value in changes.items() if name not in (MONTHS, PLACES)}
    for name, value in told.items():
        _refuse_unknown(text, name)
        _refuse_out_of_range(text.fields[name], value, row.person)
    kept = {name: value for name, value in told.items() if _differs(text, case, name, value)}
    if months := _months(text, row, changes.get(MONTHS, {})):
        kept[MONTHS] = months
    if changes.get(PLACES):
        kept[PLACES] = True
    if not kept:
        raise Refused("Hãy ghi ít nhất một điều khác với kết quả đang có.")
    _refuse_unscorable(text, changed_case(case, kept))
    return kept


def _refuse_unknown(text: YearText, name: str) -> None:
    if name not in text.fields:
        raise Refused(f"Quy định xếp loại năm này không có mục “{name}”.")


def _refuse_out_of_range(field: Field, value: Any, person: str) -> None:
    try:
        coded(field, value, person)
    except InputError as wrong:
        raise Refused(str(wrong)) from wrong


def _differs(text: YearText, case: Case, name: str, value: Any) -> bool:
    field = text.fields[name]
    return coded(field, value, case.person) != coded(field, case.inputs.get(name), case.person)


def _months(text: YearText, row: YearResultRow, given: Mapping[str, Any]) -> dict[str, int | None]:
    if given and not text.counts_months:
        raise Refused("Quy định xếp loại năm này không tính điểm các tháng.")
    for key in given:
        _refuse_no_month(key, row.year)
    now = scores_by_month(stored_case(row))
    return {key: score for key, score in sorted(given.items()) if now.get(key) != score}


def _refuse_no_month(key: str, year: str) -> None:
    try:
        inside = Month.parse(key).year == int(year)
    except NotAPeriod as wrong:
        raise Refused(str(wrong)) from wrong
    if not inside:
        raise Refused(f"Tháng {key} không thuộc năm được xếp loại.")


def _refuse_unscorable(text: YearText, case: Case) -> None:
    try:
        score(text.program, text.stage.name, case)
    except InputError as wrong:
        raise Refused(str(wrong)) from wrong
