"""Writes to delegations: somebody acts for another on some days, and openly so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import Delegation, Grant
from congvu.apps.org.queries.holdings import in_force
from congvu.apps.org.roles import lendable
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewDelegation:
    """What to lend, to whom, when; no permissions: all that the role may lend.

    `valid_until` is the first day on which it no longer holds.
    """

    grant_id: int
    to_user: int
    valid_from: date
    valid_until: date
    reason: str
    permissions: tuple[str, ...] = ()


@transaction.atomic
def delegate(row: NewDelegation, *, by: Actor, at: datetime) -> int:
    """Let another act in a role that one holds oneself; return the delegation's id.

    Raises Refused for a role one does not hold (so what was lent is never lent on), for what the
    role does not give or may not lend, for days gone by, and for what the records forbid.
    """
    day = at.date()
    grant = Grant.objects.filter(in_force(day), pk=row.grant_id, user=by.pk).first()
    if grant is None or not lendable(grant.role):
        raise Refused("Chỉ ủy quyền được vai trò người đứng đầu, cấp phó mà chính mình đang giữ.")
    if not set(row.permissions) <= lendable(grant.role):
        raise Refused("Không ủy quyền rộng hơn quyền của mình; chọn lại việc cần ủy quyền.")
    if row.valid_from < day:
        raise Refused(f"Ủy quyền từ hôm nay ({day:%d/%m/%Y}) trở đi; sửa lại ngày bắt đầu.")
    made = Delegation(
        grant=grant,
        from_user_id=by.pk,
        to_user_id=row.to_user,
        permissions=sorted(row.permissions),
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        reason=nfc(row.reason.strip()),
        made_at=at,
    )
    with in_words(Delegation), transaction.atomic():
        made.save(force_insert=True)
    _tell("org.delegated", made, row.permissions, by=by, at=at, reason=made.reason)
    return made.pk


@transaction.atomic
def end_delegation(delegation_id: int, *, by: Actor, at: datetime, reason: str) -> None:
    """End a delegation now; raises Refused without a reason and for one that is over."""
    found = Delegation.objects.select_for_update().get(pk=delegation_id)
    if found.ended_at is not None or found.valid_until <= at.date():
        raise Refused("Ủy quyền này đã hết; tải lại trang để xem.")
    found.ended_at, found.ended_by_id, found.end_reason = at, by.pk, nfc(reason.strip())
    with in_words(Delegation), transaction.atomic():
        found.save(update_fields=["ended_at", "ended_by", "end_reason"])
    _tell("org.delegation_ended", found, found.permissions, by=by, at=at, reason=found.end_reason)


def _tell(
    verb: str,
    row: Delegation,
    permissions: Collection[str],
    *,
    by: Actor,
    at: datetime,
    reason: str,
) -> None:
    audit.record(
        verb,
        kind="delegation",
        object_id=row.pk,
        label=f"{row.grant.role}: {row.from_user} → {row.to_user}",
        by=by,
        at=at,
        reason=reason,
        payload={
            "grant": row.grant_id,
            "to": row.to_user_id,
            "permissions": sorted(permissions),
            "valid_from": row.valid_from.isoformat(),
            "valid_until": row.valid_until.isoformat(),
        },
    )
