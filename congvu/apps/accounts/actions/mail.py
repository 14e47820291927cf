"""Where accounts get letters, and whether they want the daily one."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from congvu.apps.accounts.models import User
from congvu.apps.accounts.queries import plain_address
from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words

LONGEST_EMAIL = 254


@transaction.atomic
def choose_mail(
    user_id: int, *, email: str, wants_digest: bool, by: Actor | None, at: datetime
) -> None:
    """Set where an account gets letters ("" for nowhere) and whether it wants the daily one.

    Raises Refused for what is no address. The audit event tells that it changed, not the address.
    """
    user = User.objects.select_for_update().get(pk=user_id)
    typed = _plain(email)
    changed = typed != user.email
    user.email, user.wants_digest = typed, wants_digest
    with in_words(User), transaction.atomic():
        user.save(update_fields=["email", "wants_digest"])
    audit.record(
        "accounts.mail_chosen",
        kind="user",
        object_id=user.pk,
        label=user.username,
        by=by,
        at=at,
        payload={"address_changed": changed, "has_address": bool(typed), "digest": wants_digest},
    )


@transaction.atomic
def set_addresses(addresses: Mapping[int, str], *, by: Actor | None, at: datetime) -> int:
    """Set where accounts (by id) get letters, as their office knows it; return how many changed.

    Whether they want the daily letter stays theirs. Raises Refused for what is no address.
    """
    users = User.objects.select_for_update().filter(pk__in=addresses).order_by("pk")
    changed = [user for user in users if user.email != _plain(addresses[user.pk])]
    for user in changed:
        user.email = _plain(addresses[user.pk])
    with in_words(User), transaction.atomic():
        User.objects.bulk_update(changed, ["email"])
    audit.record(
        "accounts.addresses_set",
        kind="user",
        object_id="",
        label=f"{len(changed)} địa chỉ thư",
        by=by,
        at=at,
        payload=listed([user.username for user in changed]),
    )
    return len(changed)


def _plain(email: str) -> str:
    """The address as it is kept; raises Refused if it is endless."""
    typed = plain_address(email)
    if len(typed) > LONGEST_EMAIL:
        raise Refused(f"Địa chỉ thư dài quá {LONGEST_EMAIL} ký tự.")
    return typed
