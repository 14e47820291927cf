"""Reads of absences and discipline."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from congvu.apps.org.enums import AbsenceKind, DisciplineForm
from congvu.apps.org.models import Absence, Discipline


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence, both days included; `ends_on` is None while unknown."""

    id: int
    person_id: int
    kind: str
    starts_on: date
    ends_on: date | None
    decision: str
    note: str

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(AbsenceKind(self.kind).label)


@dataclass(frozen=True, slots=True)
class DisciplineRow:
    """A discipline, and where it counts; without a year `not_counted` says why."""

    id: int
    form: str
    duty_related: bool
    decision: str
    decided_on: date
    happened_on: date | None
    counts_year: int | None
    counts_unit_name: str | None
    not_counted: str

    @property
    def label(self) -> str:
        """The form in words."""
        return str(DisciplineForm(self.form).label)


_ABSENCE = ("pk", "person_id", "kind", "starts_on", "ends_on", "decision", "note")


def absences_of(person_id: int) -> list[AbsenceRow]:
    """Return a person's absences, latest first."""
    found = Absence.objects.filter(person=person_id).order_by("-starts_on")
    return [AbsenceRow(*row) for row in found.values_list(*_ABSENCE)]


def absent_between(
    first: date, last: date, *, people: Collection[int] | None = None
) -> list[AbsenceRow]:
    """Return the absences that touch some days (of some people), by person and day."""
    found = Absence.objects.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)
    if people is not None:
        found = found.filter(person__in=people)
    rows = found.order_by("person_id", "starts_on").values_list(*_ABSENCE)
    return [AbsenceRow(*row) for row in rows]


def disciplines_of(person_id: int) -> list[DisciplineRow]:
    """Return a person's discipline, latest first."""
    rows = Discipline.objects.filter(person=person_id).order_by("-decided_on").values_list(
        "pk", "form", "duty_related", "decision", "decided_on", "happened_on", "counts_year",
        F("counts_unit__name"), "not_counted",
    )  # fmt: skip
    return [DisciplineRow(*row) for row in rows]


def disciplined_in(year: int, *, people: Collection[int] | None = None) -> dict[int, str]:
    """Return whose discipline related to duty counts in a year, with its form in words (Đ20.4c)."""
    found = Discipline.objects.filter(counts_year=year, duty_related=True)
    if people is not None:
        found = found.filter(person__in=people)
    rows = found.order_by("decided_on").values_list("person_id", "form")
    return {person: str(DisciplineForm(form).label) for person, form in rows}
