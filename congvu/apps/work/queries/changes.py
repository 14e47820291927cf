"""Reads of changes asked for, causes claimed, reviews made and evidence attached."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from congvu.apps.audit import queries as audit
from congvu.apps.work.enums import CauseKind, CauseState, ChangeState
from congvu.apps.work.models import Cause, Evidence, Review, TaskChange
from congvu.apps.work.queries.among import Among


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change to an assigned task, before and after; amounts in hundredths, weights in tenths."""

    id: int
    task_id: int
    state: str
    was_assigned_hundredths: int
    was_coefficient_tenths: int
    was_due_on: date
    assigned_hundredths: int
    coefficient_tenths: int
    due_on: date
    cancels: bool
    reason: str
    asked_by_id: int | None
    asked_by: str | None
    asked_at: datetime
    decline_note: str
    settled_by: str | None
    settled_at: datetime | None

    @property
    def waits(self) -> bool:
        """Whether it holds not yet, and nobody withdrew it."""
        return self.state in {ChangeState.ASKED, ChangeState.DECLINED}


_CHANGE = (
    "pk", "task_id", "state", "was_assigned_hundredths", "was_coefficient_tenths", "was_due_on",
    "assigned_hundredths", "coefficient_tenths", "due_on", "cancels", "reason", "asked_by_id",
    F("asked_by__display_name"), "asked_at", "decline_note", F("settled_by__display_name"),
    "settled_at",
)  # fmt: skip


def changes_of(task_ids: Collection[int]) -> list[ChangeRow]:
    """Return every change asked for on these tasks, the latest first."""
    found = TaskChange.objects.filter(task__in=task_ids).order_by("-asked_at", "-pk")
    return [ChangeRow(*row) for row in found.values_list(*_CHANGE)]


@dataclass(frozen=True, slots=True)
class WaitingChange:
    """A change that waits, with whose task it is and where."""

    change: ChangeRow
    title: str
    person_id: int
    full_name: str
    unit_path: str


def changes_waiting(period_id: int, among: Among) -> list[WaitingChange]:
    """Return the changes of these units' tasks in a period that wait, the oldest first."""
    found = TaskChange.objects.filter(
        task__period=period_id,
        task__unit__in=among.units,
        task__cancelled_at=None,
        state__in=(ChangeState.ASKED, ChangeState.DECLINED),
    )
    if among.but:
        found = found.exclude(task__person__in=among.but)
    rows = found.order_by("asked_at", "pk").values_list(
        *_CHANGE, F("task__title"), F("task__person_id"), F("task__person__full_name"),
        F("task__unit__path"),
    )  # fmt: skip
    return [WaitingChange(ChangeRow(*row[:-4]), *row[-4:]) for row in rows]


@dataclass(frozen=True, slots=True)
class Touch:
    """Who last moved a task's amount, coefficient or deadline, and when."""

    by: str
    at: datetime


_TOUCHES = ("work.task_amended", "work.change_acknowledged", "work.change_approved")


def last_touch(task_id: int) -> Touch | None:
    """Return who last changed what was assigned, or None."""
    found = audit.history(kind="task", object_id=str(task_id)).filter(verb__in=_TOUCHES)
    event = found.first()
    return Touch(event.actor_label, event.at) if event else None


def change(change_id: int) -> ChangeRow | None:
    """Return one change, or None."""
    row = TaskChange.objects.filter(pk=change_id).values_list(*_CHANGE).first()
    return ChangeRow(*row) if row else None


@dataclass(frozen=True, slots=True)
class CauseRow:
    """A claimed objective cause; `days` and `failed` are what was confirmed."""

    id: int
    task_id: int
    kind: str
    note: str
    claimed_by: str | None
    claimed_at: datetime
    state: str
    days: int
    failed: int
    decided_by: str | None
    decided_at: datetime | None
    decision_note: str

    @property
    def waits(self) -> bool:
        """Whether nobody decided yet."""
        return self.state == CauseState.CLAIMED

    @property
    def words(self) -> str:
        """The cause as it is shown."""
        label = str(CauseKind(self.kind).label)
        if self.kind == CauseKind.OTHER:
            return self.note
        return f"{label}: {self.note}" if self.note else label


def causes_of(task_ids: Collection[int]) -> list[CauseRow]:
    """Return the causes claimed for these tasks, the latest first."""
    rows = Cause.objects.filter(task__in=task_ids).order_by("-claimed_at", "-pk").values_list(
        "pk", "task_id", "kind", "note", F("claimed_by__display_name"), "claimed_at", "state",
        "days", "failed", F("decided_by__display_name"), "decided_at", "decision_note",
    )  # fmt: skip
    return [CauseRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ProofRow:
    """Evidence of a task: a link, or a file by its hash (size in bytes)."""

    id: int
    task_id: int
    kind: str
    label: str
    link: str
    sha256: str
    size: int | None
    content_type: str
    added_by: str | None
    added_at: datetime


def proofs_of(task_ids: Collection[int]) -> list[ProofRow]:
    """Return the evidence attached to these tasks and not removed, oldest first."""
    rows = Evidence.objects.filter(task__in=task_ids, removed_at=None).order_by("pk").values_list(
        "pk", "task_id", "kind", "label", "link", "sha256", "size", "content_type",
        F("added_by__display_name"), "added_at",
    )  # fmt: skip
    return [ProofRow(*row) for row in rows]


def proof(evidence_id: int) -> ProofRow | None:
    """Return one piece of evidence that was not removed, or None."""
    found = Evidence.objects.filter(pk=evidence_id, removed_at=None).values_list("task_id").first()
    rows = proofs_of(found) if found else []
    return next((row for row in rows if row.id == evidence_id), None)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What a reviewer found of a task's result."""

    id: int
    task_id: int
    verdict: str
    batch: bool
    amount_hundredths: int
    effect: int | None
    reason: str
    by: str | None
    at: datetime


def reviews_of(task_ids: Collection[int]) -> list[ReviewRow]:
    """Return the reviews of these tasks, the latest first."""
    rows = Review.objects.filter(task__in=task_ids).order_by("-at", "-pk").values_list(
        "pk", "task_id", "verdict", "batch", "amount_hundredths", "effect", "reason",
        F("by__display_name"), "at",
    )  # fmt: skip
    return [ReviewRow(*row) for row in rows]
