"""Reads of accounts."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from congvu.apps.accounts.models import EMAIL, User


def user_named(username: str) -> User | None:
    """Return the account of that sign-in name, in whatever case it was typed, or None."""
    return User.objects.filter(username=username.strip().lower()).first()


def demo_logins() -> list[str]:
    """Return the sign-in names made in a demo that could still be used."""
    found = User.objects.filter(made_in_demo=True, is_active=True).order_by("username")
    return list(found.values_list("username", flat=True))


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
