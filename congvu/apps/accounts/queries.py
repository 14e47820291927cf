"""Reads of accounts, their factors, devices and sessions."""

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from congvu.apps.accounts.models import (
    EMAIL,
    Device,
    Passkey,
    RecoveryCode,
    Session,
    Totp,
    User,
)


@dataclass(frozen=True)
class PasskeyRow:
    """A passkey as its owner sees it."""

    id: int
    label: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class Factors:
    """An account's second factors; `codes_left` counts recovery codes not used yet."""

    totp_since: datetime | None
    passkeys: tuple[PasskeyRow, ...]
    codes_left: int

    @property
    def any(self) -> bool:
        """Whether a password alone does not open the account."""
        return self.totp_since is not None or bool(self.passkeys)


@dataclass(frozen=True)
class SessionRow:
    """A session open now; `key` names it to `actions.end_session` and opens nothing."""

    key: str
    label: str
    started_at: datetime | None
    seen_at: datetime | None
    here: bool


def user_named(username: str) -> User | None:
    """Return the account of that sign-in name, in whatever case it was typed, or None."""
    return User.objects.filter(username=username.strip().lower()).first()


def user_of(user_id: int) -> User | None:
    """Return an account that may enter, by its id, or None."""
    user = User.objects.filter(pk=user_id).first()
    return user if user and may_enter(user) else None


def may_enter(user: User) -> bool:
    """Whether the account is open; one that a demo made is open in a demo only."""
    return user.is_active and (settings.DEMO or not user.made_in_demo)


def demo_logins() -> list[str]:
    """Return the sign-in names made in a demo that could still be used."""
    found = User.objects.filter(made_in_demo=True, is_active=True).order_by("username")
    return list(found.values_list("username", flat=True))


def factors_of(user_id: int) -> Factors:
    """Return what an account has besides its password."""
    rows = Passkey.objects.filter(user=user_id).order_by("pk")
    return Factors(
        totp_since=Totp.objects.filter(user=user_id).values_list("made_at", flat=True).first(),
        passkeys=tuple(
            PasskeyRow(*row) for row in rows.values_list("pk", "label", "made_at", "used_at")
        ),
        codes_left=RecoveryCode.objects.filter(user=user_id, used_at=None).count(),
    )


def passkeys_of(user_id: int) -> list[Passkey]:
    """Return an account's passkeys as `passkeys.begin_use` wants them."""
    return list(Passkey.objects.filter(user=user_id).order_by("pk"))


def device_of(username: str, token: str) -> int | None:
    """Return the id of the device with that token if this account knows it, else None."""
    hashed = hashlib.sha256(token.encode()).hexdigest()
    found = Device.objects.filter(user__username=username.strip().lower(), token_hash=hashed)
    return found.values_list("pk", flat=True).first()


def devices_known(user_id: int) -> int:
    """Return from how many browsers the account has signed in."""
    return Device.objects.filter(user=user_id).count()


def sessions_of(user_id: int, *, at: datetime, here: str) -> list[SessionRow]:
    """Return an account's open sessions, the one of the key `here` first, then the latest used."""
    rows = Session.objects.filter(user=user_id, expire_date__gt=at)
    found = [
        SessionRow(
            hashlib.sha256(row.session_key.encode()).hexdigest(),
            row.label,
            row.started_at,
            row.seen_at,
            row.session_key == here,
        )
        for row in rows.order_by("-seen_at")
    ]
    return sorted(found, key=lambda row: not row.here)


@dataclass(frozen=True, slots=True)
class MailChoice:
    """Where an account gets letters ("" for nowhere), and whether it wants the daily one."""

    user_id: int
    email: str
    wants_digest: bool


def mail_choice(user_id: int) -> MailChoice | None:
    """Return where an account gets letters; None for one that is not there, or closed."""
    found = User.objects.filter(pk=user_id, is_active=True)
    row = found.values_list("pk", "email", "wants_digest").first()
    return MailChoice(*row) if row else None


def is_address(email: str) -> bool:
    """Whether a text is an address as accounts may have one."""
    return re.fullmatch(EMAIL.removesuffix("$"), plain_address(email)) is not None


def plain_address(email: str) -> str:
    """Return the address without blanks around it, its host in small letters."""
    name, sign, host = email.strip().rpartition("@")
    return f"{name}{sign}{host.lower()}"


def with_address(user_ids: Collection[int]) -> set[int]:
    """Return which of these accounts have an address for letters."""
    found = User.objects.filter(pk__in=user_ids).exclude(email="")
    return set(found.values_list("pk", flat=True))


def digest_readers(user_ids: Collection[int]) -> set[int]:
    """Return which of these accounts are open, have an address and want the daily letter."""
    found = User.objects.filter(pk__in=user_ids, is_active=True, wants_digest=True)
    return set(found.exclude(email="").values_list("pk", flat=True))
