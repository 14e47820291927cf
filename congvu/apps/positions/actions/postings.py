"""Writes to postings, each with its audit event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.actions import NewPerson, create_people
from congvu.apps.org.queries import lifetimes, person_ids, unit_ids
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.models import FieldAssignment, Posting
from congvu.apps.positions.queries import position_ids
from congvu.kernel.dates import format_day
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
    """What a deputy looks after: one unit or one person, by code; as long as the posting is held,
    unless a first day is told.
    """

    posting_id: int
    unit: str | None = None
    person: str | None = None
    valid_from: date | None = None


@transaction.atomic
def open_postings(
    rows: Sequence[NewPosting], *, by: Actor | None, at: datetime, reason: str = ""
) -> list[int]:
    """Open postings and return their ids in order.

    Raises UnknownPerson, UnknownUnit, UnknownPosition, or Refused when a person would hold two
    primary postings, or a unit have two heads, on one day, or a unit not exist on the days.
    """
    made = _insert(rows)
    audit.record(
        "positions.postings_opened",
        kind="posting",
        object_id=made[0].pk if len(made) == 1 else "",
        label=f"{len(rows)} vị trí công tác",
        by=by,
        at=at,
        reason=reason,
        payload=listed([[row.person, row.unit, row.title, row.valid_from] for row in rows]),
    )
    return [posting.pk for posting in made]


@transaction.atomic
def engage(row: NewPerson, post: NewPosting, *, reason: str, by: Actor | None, at: datetime) -> int:
    """Enter somebody new together with her first post; return the posting's id.

    Raises as `create_people` and `open_postings`: then neither is kept.
    """
    create_people([row], by=by, at=at)
    return open_postings([post], by=by, at=at, reason=reason)[0]


@transaction.atomic
def transfer(row: NewPosting, *, by: Actor | None, at: datetime, reason: str) -> int:
    """End a person's primary posting and open another on the same day; return the new one's id.

    It serves a transfer, an appointment and a change of position alike. Concurrent postings stay.
    Raises as `open_postings`, and Refused when she holds no primary posting before that day.
    """
    people = person_ids([row.person])
    held = (
        Posting.objects.select_for_update()
        .filter(
            Q(valid_until=None) | Q(valid_until__gt=row.valid_from),
            person=people[row.person],
            is_primary=True,
            valid_from__lt=row.valid_from,
        )
        .first()
    )
    if held is None:
        raise Refused(
            f"Người này không giữ vị trí chính nào trước ngày {format_day(row.valid_from)}; "
            "hãy ghi vị trí mới thay vì điều động."
        )
    was = [held.pk, held.unit_id, held.title, held.leads]
    held.valid_until = row.valid_from
    with in_words(Posting):
        held.save(update_fields=["valid_until"])
    made = _insert([replace(row, is_primary=True)])[0]
    audit.record(
        "positions.transferred",
        kind="person",
        object_id=row.person,
        label=made.title,
        by=by,
        at=at,
        reason=reason,
        payload={
            "before": was,
            "after": [made.pk, row.unit, row.title, row.leads],
            "on": row.valid_from.isoformat(),
        },
    )
    return made.pk


def _insert(rows: Sequence[NewPosting]) -> list[Posting]:
    people = person_ids(row.person for row in rows)
    _refuse_absent_units(rows)
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
        return Posting.objects.bulk_create(postings, batch_size=_BATCH)


def _refuse_absent_units(rows: Sequence[NewPosting]) -> None:
    """A unit receives nobody before it exists and keeps nobody after it has ended."""
    lives = lifetimes({row.unit for row in rows})
    for row in rows:
        if row.unit not in lives:
            continue
        since, until, name = lives[row.unit]
        if row.valid_from < since:
            raise Refused(f"{name} có từ {format_day(since)}; không ghi người vào trước ngày đó.")
        if until is not None and (row.valid_until is None or row.valid_until > until):
            raise Refused(
                f"{name} kết thúc hoạt động {format_day(until)}; không ghi người làm việc ở đó từ "
                "ngày ấy."
            )


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
def assign_fields(
    rows: Sequence[NewField], *, by: Actor | None, at: datetime, reason: str = ""
) -> None:
    """Assign deputies the units or people they look after (Đ10.1).

    Raises UnknownUnit, UnknownPerson, or Refused where a posting is no deputy's, or what is
    assigned is the deputy herself.
    """
    units = unit_ids(row.unit for row in rows if row.unit)
    people = person_ids(row.person for row in rows if row.person)
    fields = [
        FieldAssignment(
            posting_id=row.posting_id,
            unit_id=units[row.unit] if row.unit else None,
            person_id=people[row.person] if row.person else None,
            valid_from=row.valid_from,
        )
        for row in rows
    ]
    _refuse_fields(fields)
    with in_words(FieldAssignment):
        FieldAssignment.objects.bulk_create(fields, batch_size=_BATCH)
    audit.record(
        "positions.fields_assigned",
        kind="posting",
        object_id=rows[0].posting_id if len(rows) == 1 else "",
        label=f"{len(rows)} phân công phụ trách",
        by=by,
        at=at,
        reason=reason,
        payload=listed([[row.posting_id, row.unit, row.person] for row in rows]),
    )


def _refuse_fields(fields: Sequence[FieldAssignment]) -> None:
    ids = [field.posting_id for field in fields]
    held = Posting.objects.filter(pk__in=ids).values_list("pk", "leads", "person_id")
    posts = {pk: (leads, person) for pk, leads, person in held}
    for field in fields:
        leads, person = posts[field.posting_id]
        if leads != Leads.DEPUTY:
            raise Refused("Chỉ phân công phụ trách cho người giữ chức cấp phó.")
        if person == field.person_id:
            raise Refused("Cấp phó không phụ trách chính mình.")


@transaction.atomic
def end_field(field_id: int, *, on: date, by: Actor | None, at: datetime, reason: str) -> None:
    """Let a deputy no longer look after something: `on` is the first day without it.

    Raises Refused when the day lies before it began, or it was ended already.
    """
    field = FieldAssignment.objects.select_for_update().get(pk=field_id)
    if field.valid_until is not None:
        raise Refused(f"Đã thôi phụ trách từ ngày {format_day(field.valid_until)}.")
    field.valid_until = on
    with in_words(FieldAssignment):
        field.save(update_fields=["valid_until"])
    audit.record(
        "positions.field_ended",
        kind="posting",
        object_id=field.posting_id,
        label="Thôi phụ trách",
        by=by,
        at=at,
        reason=reason,
        payload={"unit": field.unit_id, "person": field.person_id, "valid_until": on.isoformat()},
    )
