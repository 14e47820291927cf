"""Second factors: set up, used, taken away; each with its audit event."""

import secrets
from datetime import datetime

from django.db import transaction

from congvu.apps.accounts import passkeys, totp
from congvu.apps.accounts.actions.sessions import drop_sessions
from congvu.apps.accounts.models import Passkey, RecoveryCode, SsoIdentity, Totp, User
from congvu.apps.accounts.passkeys import NotThatKey, Registered, Site, State
from congvu.apps.accounts.sealing import Unsealable, code_hash, seal, unseal
from congvu.apps.audit import actions as audit
from congvu.apps.audit.refusals import Refused, in_words
from congvu.kernel.vietnamese import nfc

_CODES, _CODE_LENGTH = 10, 10
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is mistaken for another
WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Xem lại mã 6 số đang hiện trên ứng dụng rồi gõ lại."


@transaction.atomic
def set_up_totp(user: User, *, secret: str, code: str, by: User, at: datetime) -> None:
    """Keep an app's secret once its owner typed a code of it; it replaces the one before.

    Raises Refused when the code is not the app's.
    """
    step = totp.step_of(secret, code, at=at, after=0)
    if step is None:
        raise Refused(WRONG_CODE)
    Totp.objects.update_or_create(
        user=user, defaults={"sealed": seal(secret), "last_step": step, "made_at": at}
    )
    _record("accounts.totp_set", user, by=by, at=at)


@transaction.atomic
def use_totp(user: User, code: str, *, at: datetime) -> bool:
    """Whether the code is the app's, now, and was not used before; it is used hereby."""
    row = Totp.objects.select_for_update().filter(user=user.pk).first()
    if row is None:
        return False
    try:
        step = totp.step_of(unseal(row.sealed), code, at=at, after=row.last_step)
    except Unsealable:
        return False
    if step is None:
        return False
    row.last_step = step
    row.save(update_fields=["last_step"])
    return True


@transaction.atomic
def register_passkey(
    user: User, registered: Registered, *, label: str, by: User, at: datetime
) -> None:
    """Keep a passkey that `passkeys.finish_registration` found good.

    Raises Refused for a key that is kept already or has no name.
    """
    if Passkey.objects.filter(credential_id=registered.credential_id).exists():
        raise Refused("Khóa này đã được đăng ký.")
    with in_words(Passkey):
        Passkey.objects.create(
            user=user,
            credential_id=registered.credential_id,
            credential=registered.credential,
            sign_count=registered.sign_count,
            label=nfc(label.strip()),
            made_at=at,
        )
    _record("accounts.passkey_registered", user, by=by, at=at, what=nfc(label.strip()))


@transaction.atomic
def use_passkey(
    site: Site, state: State, answer: State, *, at: datetime, user: User | None = None
) -> User | None:
    """Return the active account whose key signed the challenge (of `user` if given), or None."""
    try:
        found = Passkey.objects.select_for_update(of=("self",)).select_related("user")
        key = found.filter(credential_id=passkeys.named(answer), user__is_active=True).first()
        if key is None or (user is not None and key.user_id != user.pk):
            return None
        used = passkeys.finish_use(site, state, answer, key)
    except NotThatKey:
        return None
    key.sign_count, key.used_at = used.sign_count, at
    key.save(update_fields=["sign_count", "used_at"])
    return key.user


@transaction.atomic
def make_recovery_codes(user: User, *, by: User, at: datetime) -> list[str]:
    """Make ten codes for the day the phone is lost, voiding those before; shown this once."""
    RecoveryCode.objects.filter(user=user.pk).delete()
    codes = ["".join(secrets.choice(_LETTERS) for _ in range(_CODE_LENGTH)) for _ in range(_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, code_hash=code_hash(user.pk, code)) for code in codes
    )
    _record("accounts.recovery_codes_made", user, by=by, at=at)
    half = _CODE_LENGTH // 2
    return [f"{code[:half]}-{code[half:]}" for code in codes]


@transaction.atomic
def use_recovery_code(user: User, code: str, *, at: datetime) -> bool:
    """Whether this is a code of the account not used before; it is used hereby."""
    typed = "".join(code.lower().replace("-", " ").split())
    hashed = code_hash(user.pk, typed)
    unused = RecoveryCode.objects.filter(user=user.pk, code_hash=hashed, used_at=None)
    if not unused.update(used_at=at):
        return False
    _record("accounts.recovery_code_used", user, by=user, at=at)
    return True


@transaction.atomic
def remove_totp(user: User, *, by: User, at: datetime) -> None:
    """Take the app away from the account; nothing if there is none."""
    if Totp.objects.filter(user=user.pk).delete()[0]:
        _record("accounts.totp_removed", user, by=by, at=at)


@transaction.atomic
def remove_passkey(user: User, passkey: int, *, by: User, at: datetime) -> None:
    """Take one passkey away from the account; nothing if it is not the account's."""
    for row in Passkey.objects.filter(user=user.pk, pk=passkey):
        row.delete()
        _record("accounts.passkey_removed", user, by=by, at=at, what=row.label)


@transaction.atomic
def reset_factors(user: User, *, by: User | None, at: datetime, reason: str) -> None:
    """Take every factor, code and bound identity away and end the sessions: the phone is lost."""
    for model in (Totp, Passkey, RecoveryCode, SsoIdentity):
        model.objects.filter(user=user.pk).delete()
    drop_sessions(user)
    _record("accounts.factors_reset", user, by=by, at=at, reason=reason)


@transaction.atomic
def bind_sso(user: User, *, issuer: str, subject: str, at: datetime) -> bool:
    """Whether this person over there is the account's; the first one to come is bound to it."""
    kept, new = SsoIdentity.objects.get_or_create(
        user=user, defaults={"issuer": issuer, "subject": subject, "bound_at": at}
    )
    if new:
        _record("accounts.sso_bound", user, by=user, at=at, what=issuer)
    return (kept.issuer, kept.subject) == (issuer, subject)


def _record(
    verb: str, user: User, *, by: User | None, at: datetime, what: str = "", reason: str = ""
) -> None:
    audit.record(
        verb,
        kind="user",
        object_id=user.pk,
        label=user.username,
        by=by,
        at=at,
        reason=reason,
        payload={"what": what} if what else None,
    )
