"""Writes to grants: a role is given, confirmed by a second person where it must be, ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import Grant
from congvu.apps.org.queries import unit_ids
from congvu.apps.org.roles import FOUR_EYES
from congvu.kernel.vietnamese import nfc

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role to give on a unit (by code) and all under it; no unit: the whole province."""

    user_id: int
    role: str
    valid_from: date
    unit: str | None = None
    valid_until: date | None = None
    reason: str = ""


@transaction.atomic
def grant_roles(rows: Sequence[NewGrant], *, by: Actor | None, at: datetime) -> None:
    """Give roles from a day on; raises Refused for one given already, and for one to oneself.

    A role of four eyes given by a person holds only once another has confirmed it
    (`confirm_grant`); the system itself (`by=None`: the first administrators) needs nobody.
    """
    _refuse_own(rows, by)
    ids = unit_ids(row.unit for row in rows if row.unit)
    grants = [_grant(row, ids, by, at) for row in rows]
    with in_words(Grant):
        made = Grant.objects.bulk_create(grants, batch_size=_BATCH)
    audit.record(
        "org.roles_granted",
        kind="grant",
        object_id=made[0].pk if len(made) == 1 else "",
        label=f"{len(rows)} quyền",
        by=by,
        at=at,
        reason=rows[0].reason if len(rows) == 1 else "",
        payload=listed([[row.user_id, row.role, row.unit, row.valid_from] for row in rows]),
    )


def _refuse_own(rows: Sequence[NewGrant], by: Actor | None) -> None:
    if by is not None and any(row.user_id == by.pk for row in rows):
        raise Refused("Không ai tự cấp quyền cho mình; đề nghị người quản trị khác cấp.")


def _grant(row: NewGrant, units: dict[str, int], by: Actor | None, at: datetime) -> Grant:
    return Grant(
        user_id=row.user_id,
        role=row.role,
        unit_id=units[row.unit] if row.unit else None,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        granted_by_id=by.pk if by else None,
        granted_at=at,
        reason=nfc(row.reason),
        awaits_confirmation=by is not None and row.role in FOUR_EYES,
    )


@transaction.atomic
def confirm_grant(grant_id: int, *, by: Actor, at: datetime) -> None:
    """Confirm a role that waits for a second person; from then on it holds on its days.

    Raises Refused for its giver, its holder, and for one that does not wait (any more).
    """
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    if not grant.awaits_confirmation or grant.confirmed_by_id is not None or grant.void:
        raise Refused("Quyền này không chờ xác nhận nữa; tải lại trang để xem.")
    grant.confirmed_by_id, grant.confirmed_at = by.pk, at
    with in_words(Grant):
        grant.save(update_fields=["confirmed_by", "confirmed_at"])
    audit.record(
        "org.role_confirmed", kind="grant", object_id=grant_id, label=grant.role, by=by, at=at
    )


@transaction.atomic
def end_grant(grant_id: int, *, on: date, by: Actor | None, at: datetime, reason: str) -> None:
    """End a role: `on` is the first day on which it no longer holds.

    A role ended on its first day, before it, or before it was confirmed never held: it is void.
    Raises Refused for one that ended earlier, and for a person ending it without a reason.
    """
    grant = Grant.objects.select_for_update().get(pk=grant_id)
    _refuse_end(grant, on, by, reason)
    never = on <= grant.valid_from or (grant.awaits_confirmation and not grant.confirmed_by_id)
    grant.void = never
    grant.valid_until = max(on, grant.valid_from + timedelta(days=1))
    grant.ended_by_id, grant.ended_at, grant.end_reason = by.pk if by else None, at, nfc(reason)
    with in_words(Grant):
        grant.save(update_fields=["void", "valid_until", "ended_by", "ended_at", "end_reason"])
    audit.record(
        "org.role_ended",
        kind="grant",
        object_id=grant_id,
        label=grant.role,
        by=by,
        at=at,
        reason=reason,
        payload={"valid_until": grant.valid_until.isoformat(), "void": never},
    )


def _refuse_end(grant: Grant, on: date, by: Actor | None, reason: str) -> None:
    if grant.void or (grant.valid_until is not None and grant.valid_until <= on):
        raise Refused("Quyền này đã hết từ trước; tải lại trang để xem.")
    if by is not None and not reason.strip():
        raise Refused("Thu quyền phải ghi lý do, như “Chuyển công tác”.")
