"""Writes to postings, each with its audit event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import in_words
from congvu.apps.org.queries import person_ids, unit_ids
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.models import FieldAssignment, Posting
from congvu.apps.positions.queries import position_ids
from congvu.kernel.vietnamese import nfc

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class NewPosting:
    """A posting to open; person, unit and position by code, the last day is open by default."""

    person: str
    unit: str
    title: str
    valid_from: date
    position: str | None = None
    leads: str = Leads.NONE
    field: str = ""
    peer_group: str = ""
    is_primary: bool = True
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class NewField:
    """What a deputy looks after: one unit or one person, by code."""

    posting_id: int
    unit: str | None = None
    person: str | None = None


@transaction.atomic
def open_postings(rows: Sequence[NewPosting], *, by: Actor | None, at: datetime) -> list[int]:
    """Open postings and return their ids in order.

    Raises UnknownPerson, UnknownUnit, UnknownPosition, or Refused when a person would hold two
    primary postings, or a unit have two heads, on one day.
    """
    people = person_ids(row.person for row in rows)
    units = unit_ids(row.unit for row in rows)
    positions = position_ids(row.position for row in rows if row.position)
    postings = [
        Posting(
            person_id=people[row.person],
            unit_id=units[row.unit],
            position_id=positions[row.position] if row.position else None,
            title=nfc(row.title),
            leads=row.leads,
            field=nfc(row.field),
            peer_group=nfc(row.peer_group),
            is_primary=row.is_primary,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in rows
    ]
    with in_words(Posting):
        made = Posting.objects.bulk_create(postings, batch_size=_BATCH)
    audit.record(
        "positions.postings_opened",
        kind="posting",
        object_id=made[0].pk if len(made) == 1 else "",
        label=f"{len(rows)} vị trí công tác",
        by=by,
        at=at,
        payload=listed([[row.person, row.unit, row.title, row.valid_from] for row in rows]),
    )
    return [posting.pk for posting in made]


@transaction.atomic
def end_posting(posting_id: int, *, on: date, by: Actor | None, at: datetime, reason: str) -> None:
    """End a posting: `on` is the first day on which it is no longer held."""
    posting = Posting.objects.select_for_update().get(pk=posting_id)
    posting.valid_until = on
    with in_words(Posting):
        posting.save(update_fields=["valid_until"])
    audit.record(
        "positions.posting_ended",
        kind="posting",
        object_id=posting_id,
        label=posting.title,
        by=by,
        at=at,
        reason=reason,
        payload={"valid_until": on.isoformat()},
    )


@transaction.atomic
def assign_fields(rows: Sequence[NewField], *, by: Actor | None, at: datetime) -> None:
    """Assign deputies the units or people they look after (Đ10.1)."""
    units = unit_ids(row.unit for row in rows if row.unit)
    people = person_ids(row.person for row in rows if row.person)
    fields = [
        FieldAssignment(
            posting_id=row.posting_id,
            unit_id=units[row.unit] if row.unit else None,
            person_id=people[row.person] if row.person else None,
        )
        for row in rows
    ]
    with in_words(FieldAssignment):
        FieldAssignment.objects.bulk_create(fields, batch_size=_BATCH)
    audit.record(
        "positions.fields_assigned",
        kind="posting",
        object_id=rows[0].posting_id if len(rows) == 1 else "",
        label=f"{len(rows)} phân công phụ trách",
        by=by,
        at=at,
        payload=listed([[row.posting_id, row.unit, row.person] for row in rows]),
    )
