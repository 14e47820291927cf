"""The criteria of a year without points: told by the person, confirmed by her agency's office."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.models import Rating
from congvu.apps.evaluation.queries.years.criteria import (
    ToldRow,
    asked_of,
    is_by_conditions,
    told_of,
)
from congvu.apps.org.queries import person_of
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.engine.cases import InputError, coded
from congvu.engine.language.program import Field
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import Rules


@transaction.atomic
def tell_criteria(
    period: PeriodRow,
    person: str,
    told: Mapping[str, int | bool],
    notes: Mapping[str, str],
    *,
    by: Actor | None,
    at: datetime,
) -> None:
    """Keep what a person tells of her own criteria, in the scale of the rule's inputs.

    Each with a note of what shows it; whatever is not told yet stays open. Raises NoRating, or
    Refused for another's criteria, after they were confirmed or put before whoever decides, for
    what the rule does not ask of her, out of range, or told without a note.
    """
    row, rules = _held(period, person)
    if by is not None and _person(by) != row.person_id:
        raise Refused("Tiêu chí của năm do chính người được xếp loại kê khai.")
    _refuse_confirmed(row)
    fields = {field.name: field for field in asked_of(rules, row)}
    kept = {name: _value(fields, name, value, person) for name, value in told.items()}
    _save(row, told=kept, told_notes=_notes(fields, kept, notes))
    _tell("evaluation.criteria_told", row, "", by=by, at=at, told=kept)


@transaction.atomic
def confirm_criteria(period: PeriodRow, person: str, *, by: Actor | None, at: datetime) -> None:
    """Confirm what a person told, as the office that prepares the rating.

    Raises NoRating, or Refused for one's own, what is incomplete or confirmed already.
    """
    row, rules = _held(period, person)
    _refuse_own(row, by)
    _refuse_confirmed(row)
    missing = [field.label for field in asked_of(rules, row) if field.name not in row.told]
    if missing:
        raise Refused(f"{row.full_name} chưa kê đủ; còn thiếu: {'; '.join(missing)}.")
    _save(row, told_confirmed_at=at, told_confirmed_by_id=by.pk if by else None)
    _tell("evaluation.criteria_confirmed", row, "", by=by, at=at, told=dict(row.told))


@transaction.atomic
def return_criteria(
    period: PeriodRow, person: str, *, reason: str, by: Actor | None, at: datetime
) -> None:
    """Give confirmed criteria back to be told again. Raises NoRating, or Refused."""
    row, _ = _held(period, person)
    _refuse_own(row, by)
    refuse_blank(reason, "Trả lại thì phải ghi lý do.")
    if not row.confirmed:
        raise Refused("Tiêu chí chưa xác nhận; người kê khai vẫn sửa được.")
    _save(row, told_confirmed_at=None, told_confirmed_by_id=None)
    _tell("evaluation.criteria_returned", row, reason, by=by, at=at, told=dict(row.told))


def _held(period: PeriodRow, person: str) -> tuple[ToldRow, Rules]:
    """Hold a form until the transaction ends, where its year is rated by conditions."""
    rules = rules_for(period)
    if not is_by_conditions(rules):
        raise Refused(f"{period.label.capitalize()} xếp loại theo điểm, không kê tiêu chí.")
    list(Rating.objects.select_for_update().filter(period=period.id, person__code=person))
    row = told_of(person, period_id=period.id)
    if not row.open:
        raise Refused("Đợt xếp loại đã trình hoặc đã quyết định; tiêu chí không sửa được nữa.")
    return row, rules


def _value(fields: Mapping[str, Field], name: str, value: int | bool, person: str) -> int | bool:
    if name not in fields:
        raise Refused(f"Quy định không hỏi người này mục “{name}”.")
    try:
        found = coded(fields[name], value, person)
    except InputError as wrong:
        raise Refused(str(wrong)) from wrong
    return bool(found) if fields[name].kind == "yes_no" else found


def _notes(
    fields: Mapping[str, Field], kept: Mapping[str, int | bool], notes: Mapping[str, str]
) -> dict[str, str]:
    told = {name: nfc(notes.get(name, "")).strip() for name in kept}
    for name, text in told.items():
        refuse_blank(text, f"“{fields[name].label}”: hãy ghi dẫn chứng.")
    return told


def _refuse_confirmed(row: ToldRow) -> None:
    if row.confirmed:
        raise Refused("Tiêu chí đã được xác nhận; muốn sửa thì văn phòng phải trả lại.")


def _refuse_own(row: ToldRow, by: Actor | None) -> None:
    if by is not None and _person(by) == row.person_id:
        raise Refused("Không ai xác nhận tiêu chí của chính mình.")


def _person(by: Actor) -> int | None:
    found = person_of(by.pk)
    return found.id if found else None


def _save(row: ToldRow, **changed: object) -> None:
    with in_words(Rating), transaction.atomic():
        Rating.objects.filter(pk=row.rating_id).update(**changed)


def _tell(
    verb: str,
    row: ToldRow,
    reason: str,
    *,
    by: Actor | None,
    at: datetime,
    told: Mapping[str, int | bool],
) -> None:
    audit.record(
        verb,
        kind="rating",
        object_id=row.rating_id,
        label=row.full_name,
        by=by,
        at=at,
        reason=nfc(reason).strip(),
        payload={"told": dict(told)},
    )
