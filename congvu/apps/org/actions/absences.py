"""Writes to absences and discipline, each with its audit event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import Absence, Discipline
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.kernel.vietnamese import nfc

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class NewAbsence:
    """A person (by code) is away from a day to a day, both included; open while unknown."""

    person: str
    kind: str
    starts_on: date
    ends_on: date | None = None
    decision: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewDiscipline:
    """A decision that disciplines a person, and the one year and unit (by code) it counts in.

    Without a year, `not_counted` says why: the act was counted in another year (Đ11.3a, b). The
    unit is the one she belonged to when it happened (Đ11.3c).
    """

    person: str
    form: str
    duty_related: bool
    decision: str
    decided_on: date
    happened_on: date | None = None
    counts_year: int | None = None
    counts_unit: str | None = None
    not_counted: str = ""


def record_absence(row: NewAbsence, *, by: Actor | None, at: datetime) -> int:
    """Enter one absence and return its id; raises as `record_absences`."""
    return record_absences([row], by=by, at=at)[0]


@transaction.atomic
def record_absences(rows: Sequence[NewAbsence], *, by: Actor | None, at: datetime) -> list[int]:
    """Enter absences and return their ids in order.

    Raises UnknownPerson, or Refused for two that overlap or a last day before the first.
    """
    people = person_ids(row.person for row in rows)
    with in_words(Absence):
        made = Absence.objects.bulk_create(
            [
                Absence(
                    person_id=people[row.person],
                    kind=row.kind,
                    starts_on=row.starts_on,
                    ends_on=row.ends_on,
                    decision=nfc(row.decision),
                    note=nfc(row.note),
                )
                for row in rows
            ],
            batch_size=_BATCH,
        )
    audit.record(
        "org.absences_recorded",
        kind="person",
        object_id=rows[0].person if len(rows) == 1 else "",
        label=f"{len(rows)} kỳ nghỉ",
        by=by,
        at=at,
        payload=listed([[row.person, row.kind, row.starts_on, row.ends_on] for row in rows]),
    )
    return [one.pk for one in made]


@transaction.atomic
def end_absence(absence_id: int, *, ends_on: date, by: Actor | None, at: datetime) -> None:
    """Set the last day of an absence, earlier or later than it was; raises Refused."""
    held = Absence.objects.select_for_update().select_related("person").get(pk=absence_id)
    before, held.ends_on = held.ends_on, ends_on
    with in_words(Absence):
        held.save(update_fields=["ends_on"])
    _tell("org.absence_ended", held, {"before": str(before), "after": str(ends_on)}, "", by, at)


@transaction.atomic
def withdraw_absence(absence_id: int, *, by: Actor | None, at: datetime, reason: str) -> None:
    """Take back an absence entered by mistake; the audit event keeps it whole."""
    if not reason.strip():
        raise Refused("Bỏ một kỳ nghỉ đã ghi phải có lý do, như “ghi nhầm người”.")
    held = Absence.objects.select_for_update().select_related("person").get(pk=absence_id)
    was = {
        "kind": held.kind, "starts_on": str(held.starts_on), "ends_on": str(held.ends_on),
        "decision": held.decision, "note": held.note,
    }  # fmt: skip
    held.delete()
    _tell("org.absence_withdrawn", held, was, reason, by, at)


@transaction.atomic
def record_discipline(row: NewDiscipline, *, by: Actor | None, at: datetime) -> int:
    """Enter a discipline and return its id.

    Raises UnknownPerson, UnknownUnit, or Refused when it is not clear in which one year and unit
    it counts, when it was entered before, or when the decision precedes the act.
    """
    with in_words(Discipline):
        made = Discipline.objects.create(
            person_id=person_ids([row.person])[row.person],
            form=row.form,
            duty_related=row.duty_related,
            decision=nfc(row.decision),
            decided_on=row.decided_on,
            happened_on=row.happened_on,
            counts_year=row.counts_year,
            counts_unit_id=unit_ids([row.counts_unit])[row.counts_unit]
            if row.counts_unit
            else None,
            not_counted=nfc(row.not_counted.strip()),
        )
    audit.record(
        "org.discipline_recorded",
        kind="person",
        object_id=row.person,
        label=made.get_form_display(),
        by=by,
        at=at,
        reason=row.decision,
        clause="Đ11.3",
        payload={"year": row.counts_year, "unit": row.counts_unit, "why_not": row.not_counted},
    )
    return made.pk


def _tell(
    verb: str, held: Absence, what: dict[str, str], reason: str, by: Actor | None, at: datetime
) -> None:
    audit.record(
        verb,
        kind="person",
        object_id=held.person.code,
        label=held.get_kind_display(),
        by=by,
        at=at,
        reason=reason,
        payload=what,
    )
