"""Sessions and known devices: ending them, remembering them."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from congvu.apps.accounts.models import Device, Session, User
from congvu.apps.audit import actions as audit

_FORGOTTEN_AFTER = timedelta(days=365)


def drop_sessions(user: User, *, keep: str = "") -> int:
    """End an account's sessions but the one of the key `keep`; return how many ended.

    The act that causes it (a new password, a closed account) is the one recorded.
    """
    found = Session.objects.filter(user=user.pk).exclude(session_key=keep)
    return found.delete()[0]


@transaction.atomic
def end_session(user: User, key: str, *, by: User, at: datetime) -> None:
    """End one session of the account, named by `queries.sessions_of`; nothing if it is gone."""
    for row in Session.objects.filter(user=user.pk):
        if hashed(row.session_key) == key:
            row.delete()
            _record("accounts.session_ended", user, by=by, at=at, label=row.label)


@transaction.atomic
def end_other_sessions(user: User, *, keep: str, by: User, at: datetime) -> int:
    """End every session of the account but the one of the key `keep`; return how many."""
    count = drop_sessions(user, keep=keep)
    _record("accounts.sessions_ended", user, by=by, at=at, label=str(count))
    return count


def remember_device(user: User, token: str, *, label: str, at: datetime) -> None:
    """Note that the account signed in from the browser that holds `token`."""
    Device.objects.update_or_create(
        user=user,
        token_hash=hashed(token),
        defaults={"label": label, "last_at": at},
        create_defaults={"label": label, "last_at": at, "first_at": at},
    )


@transaction.atomic
def forget_devices(user: User, *, by: User | None, at: datetime) -> int:
    """Make every device unknown again to the account; return how many were known."""
    count, _ = Device.objects.filter(user=user.pk).delete()
    _record("accounts.devices_forgotten", user, by=by, at=at, label=str(count))
    return count


def sweep(*, at: datetime) -> tuple[int, int]:
    """Delete sessions past their end and devices not seen for a year; return how many of each."""
    sessions, _ = Session.objects.filter(expire_date__lt=at).delete()
    devices, _ = Device.objects.filter(last_at__lt=at - _FORGOTTEN_AFTER).delete()
    return sessions, devices


def hashed(token: str) -> str:
    """Return the SHA-256 of a random token, as it is kept and shown."""
    return hashlib.sha256(token.encode()).hexdigest()


def _record(verb: str, user: User, *, by: User | None, at: datetime, label: str) -> None:
    audit.record(
        verb,
        kind="user",
        object_id=user.pk,
        label=user.username,
        by=by,
        at=at,
        payload={"what": label},
    )
