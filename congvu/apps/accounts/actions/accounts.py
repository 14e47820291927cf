"""Writes to the accounts themselves, each with its audit event."""

from django.conf import settings
from django.db import transaction

from congvu.apps.accounts.actions.sessions import drop_sessions
from congvu.apps.accounts.models import User
from congvu.apps.accounts.queries import user_named
from congvu.apps.audit import actions as audit
from congvu.apps.audit.refusals import in_words
from congvu.kernel.vietnamese import nfc


@transaction.atomic
def create_user(*, username: str, display_name: str, password: str, by: User | None) -> User:
    """Make an account that can sign in at once, marked if the demo makes it.

    Raises Refused for a name already taken or not plain.
    """
    user = User(
        username=username.strip().lower(),
        display_name=nfc(display_name),
        made_in_demo=settings.DEMO,
    )
    user.set_password(password)
    with in_words(User):
        user.save(force_insert=True)
    _record("accounts.user_created", user, by=by)
    return user


@transaction.atomic
def set_password(user: User, *, password: str, by: User | None, keep: str = "") -> None:
    """Change an account's password; its sessions end, but for the one of the key `keep`."""
    user.set_password(password)
    user.save(update_fields=["password"])
    drop_sessions(user, keep=keep)
    _record("accounts.password_set", user, by=by)


@transaction.atomic
def deactivate(user: User, *, by: User | None, reason: str) -> None:
    """Close an account to sign-in, ending its sessions; it is kept: the record names it."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    drop_sessions(user)
    _record("accounts.user_deactivated", user, by=by, reason=reason)


@transaction.atomic
def note_sign_in(user: User, *, how: str = "password") -> None:
    """Remember that somebody signed in with this account, and by what."""
    _record("accounts.signed_in", user, by=user, payload={"how": how})


@transaction.atomic
def note_refused_sign_in(*, username: str) -> None:
    """Remember a wrong password for an account there is.

    A name without account is not kept (people type passwords into the wrong box), but its event is
    written and taken back: both answers cost the same time.
    """
    user = user_named(username)
    _record("accounts.sign_in_refused", user or User(username="", display_name=""), by=None)
    if user is None:
        transaction.set_rollback(True)


def _record(
    verb: str,
    user: User,
    *,
    by: User | None,
    reason: str = "",
    payload: dict[str, str] | None = None,
) -> None:
    audit.record(
        verb,
        kind="user",
        object_id=user.pk,
        label=user.username,
        by=by,
        reason=reason,
        payload=payload,
    )
