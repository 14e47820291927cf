"""Reads of objections: one, those of a card or a year, those that wait, with their steps."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from congvu.apps.evaluation.enums import FROZEN, WAITING, ObjectionState
from congvu.apps.evaluation.models import Objection, ObjectionStep
from congvu.apps.evaluation.queries.deciders import About, Decider, heads_above
from congvu.apps.evaluation.queries.objection_clocks import days_left
from congvu.apps.evaluation.queries.subjects import subject_of_task


class UnknownObjection(LookupError):
    """An objection that is not in the records."""


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection with the person and the card, or the year's result, it is about; see the model.

    `decided_path` is the unit whose head, or the nearest above, answers it: the card's, or that of
    the round in which the person was rated. Whoever rated her is the `confirmer` of a year.
    """

    id: int
    card_id: int | None
    result_id: int | None
    period: str
    period_kind: str
    person_id: int
    person: str
    full_name: str
    kind: str
    unit_id: int
    unit_name: str
    unit_path: str
    decided_path: str
    agency_name: str
    subject: str
    label: str
    text: str
    link: str
    file_name: str
    file_sha256: str
    file_size: int | None
    file_type: str
    lodged_at: datetime
    due_on: date
    asks_opinion: bool
    state: str
    decided_by: str | None
    answered_at: datetime | None
    changes: Mapping[str, Any]
    reviewer_id: int | None
    confirmer_id: int | None
    reviewer: str | None
    confirmer: str | None

    @property
    def about(self) -> About:
        """Whom it is about, and where her decider is looked for."""
        return About(self.person_id, self.decided_path)

    @property
    def of_year(self) -> bool:
        """Whether it is about the result of a year."""
        return self.result_id is not None

    @property
    def waits(self) -> bool:
        """Whether it waits for its decision."""
        return self.state in WAITING

    @property
    def frozen(self) -> bool:
        """Whether nothing of its line may be amended by another way."""
        return self.state in FROZEN

    @property
    def scorers(self) -> frozenset[int]:
        """Who reviewed and confirmed the card, by id."""
        return frozenset(one for one in (self.reviewer_id, self.confirmer_id) if one)

    def left(self, today: date) -> int:
        """How many working days are left for the answer; negative when it is late."""
        return days_left(self.due_on, today)


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of an objection; `name` is the account's that took it."""

    kind: str
    text: str
    name: str | None
    on_behalf_of: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HeldObjection:
    """An objection that waits, who holds it, and the next level."""

    row: ObjectionRow
    decider: Decider | None
    above: Decider | None


def _of(card: str, rating: str) -> Coalesce:
    """What the card tells, or the form of the year."""
    return Coalesce(f"card__{card}", f"result__rating__{rating}")


_COLUMNS: dict[str, str | Coalesce] = {
    "id": "pk",
    "card_id": "card_id",
    "result_id": "result_id",
    "period": _of("period__key", "period__key"),
    "period_kind": _of("period__kind", "period__kind"),
    "person_id": "person_id",
    "person": "person__code",
    "full_name": "person__full_name",
    "kind": "person__kind",
    "unit_id": _of("unit_id", "unit_id"),
    "unit_name": _of("unit__name", "unit__name"),
    "unit_path": _of("unit__path", "unit__path"),
    "decided_path": _of("unit__path", "round__unit__path"),
    "agency_name": _of("agency__name", "agency__name"),
    "subject": "subject",
    "label": "label",
    "text": "text",
    "link": "link",
    "file_name": "file_name",
    "file_sha256": "file_sha256",
    "file_size": "file_size",
    "file_type": "file_type",
    "lodged_at": "lodged_at",
    "due_on": "due_on",
    "asks_opinion": "asks_opinion",
    "state": "state",
    "decided_by": "decided_by__full_name",
    "answered_at": "answered_at",
    "changes": "changes",
    "reviewer_id": "card__reviewed_by_id",
    "confirmer_id": Coalesce("card__confirmed_by_id", "result__decision__signer_id"),
    "reviewer": "card__reviewed_by__full_name",
    "confirmer": Coalesce("card__confirmed_by__full_name", "result__decision__signer__full_name"),
}


def objection(objection_id: int) -> ObjectionRow:
    """Return one objection; raises UnknownObjection."""
    found = objection_rows(Objection.objects.filter(pk=objection_id))
    if not found:
        raise UnknownObjection(f"Không có kiến nghị số {objection_id}.")
    return found[0]


def objections_of_card(card_id: int) -> list[ObjectionRow]:
    """Return the objections to one card, latest first."""
    return objection_rows(Objection.objects.filter(card=card_id).order_by("-pk"))


def objections_of_person(person_id: int, *, most: int) -> list[ObjectionRow]:
    """Return a person's own objections, latest first."""
    return objection_rows(Objection.objects.filter(person=person_id).order_by("-pk")[:most])


@dataclass(frozen=True, slots=True)
class Shown:
    """Which objections a list shows: of units at and under paths, by state, and late ones only."""

    paths: Collection[str]
    states: Collection[str] = ()
    late_on: date | None = None


def listed_objections(shown: Shown, *, first: int, most: int) -> tuple[int, list[ObjectionRow]]:
    """Return how many there are and one page of them: what waits first, the soonest due first."""
    within = Q()
    for path in shown.paths:
        within |= Q(card__unit__path__startswith=path)
        within |= Q(result__rating__unit__path__startswith=path)
    found = Objection.objects.filter(within) if shown.paths else Objection.objects.none()
    if shown.states:
        found = found.filter(state__in=shown.states)
    if shown.late_on is not None:
        found = found.filter(state__in=WAITING, due_on__lt=shown.late_on)
    ordered = found.order_by(_turn(), _waiting_due(), "-pk")
    return found.count(), objection_rows(ordered[first : first + most])


def _turn() -> Case:
    """What waits for a decision, then what waits for its amendment, then what is over."""
    return Case(
        When(state__in=WAITING, then=Value(0)),
        When(state=ObjectionState.ACCEPTED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )


def _waiting_due() -> Case:
    return Case(When(state__in=FROZEN, then=F("due_on")), default=Value(None))


def waiting_objections(on: date) -> list[HeldObjection]:
    """Return everything that waits for a decision, with who holds it on a day; two queries."""
    rows = objection_rows(Objection.objects.filter(state__in=WAITING).order_by("due_on", "pk"))
    return held(rows, on)


def held(rows: Iterable[ObjectionRow], on: date) -> list[HeldObjection]:
    """Return objections with who holds each on a day; one query."""
    listed = list(rows)
    heads = heads_above([row.about for row in listed], on)
    return [_held(row, heads[(row.person_id, row.decided_path)]) for row in listed]


def _held(row: ObjectionRow, heads: list[Decider]) -> HeldObjection:
    return HeldObjection(row, heads[0] if heads else None, heads[1] if len(heads) > 1 else None)


def frozen_subjects(card_id: int, *, but: int | None = None) -> set[str]:
    """Return the lines of a card that an open objection holds, other than one by id."""
    found = Objection.objects.filter(card=card_id, state__in=FROZEN).exclude(pk=but or 0)
    return set(found.values_list("subject", flat=True))


def frozen_steps(rating_ids: Collection[int], *, but: int | None = None) -> dict[int, set[str]]:
    """Return the steps of years' results that open objections hold, by the form's id; one query.

    `but` leaves one objection (by id) out.
    """
    found = Objection.objects.filter(result__rating__in=rating_ids, state__in=FROZEN)
    found = found.exclude(pk=but or 0)
    grouped: dict[int, set[str]] = {}
    for rating, subject in found.values_list("result__rating_id", "subject"):
        grouped.setdefault(rating, set()).add(subject)
    return grouped


def objections_of_rating(rating_id: int) -> list[ObjectionRow]:
    """Return the objections to one person's results of a year, latest first."""
    found = Objection.objects.filter(result__rating=rating_id)
    return objection_rows(found.order_by("-pk"))


def disputed(card_ids: Collection[int]) -> dict[int, set[str]]:
    """Return the lines that open objections hold, by card; one query."""
    found = Objection.objects.filter(card__in=card_ids, state__in=FROZEN)
    grouped: dict[int, set[str]] = {}
    for card, subject in found.values_list("card_id", "subject"):
        grouped.setdefault(card, set()).add(subject)
    return grouped


def objection_to_task(task_id: int) -> int | None:
    """Return the id of the open objection that holds a task's line, or None."""
    found = Objection.objects.filter(subject=subject_of_task(task_id), state__in=FROZEN)
    return found.values_list("pk", flat=True).first()


def objections_open_in(period_id: int) -> int:
    """Return how many objections of a period still hold a line; it is not closed before."""
    return Objection.objects.filter(card__period=period_id, state__in=FROZEN).count()


def steps_of(objection_id: int) -> list[StepRow]:
    """Return what was done to an objection, in order."""
    found = ObjectionStep.objects.filter(objection=objection_id).order_by("at", "pk")
    rows = found.values_list("kind", "text", "by__display_name", "on_behalf_of", "at")
    return [StepRow(*row) for row in rows]


def kept_proofs() -> list[str]:
    """Return the sha256 of every file that an objection names."""
    found = Objection.objects.exclude(file_sha256="").order_by("-pk")
    return list(dict.fromkeys(found.values_list("file_sha256", flat=True)))


def objection_rows(found: QuerySet[Objection]) -> list[ObjectionRow]:
    """Return objections as rows, in the order they were asked for."""
    return [ObjectionRow(*row) for row in found.values_list(*_COLUMNS.values())]
