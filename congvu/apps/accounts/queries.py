"""Reads of accounts."""

from congvu.apps.accounts.models import User


def user_named(username: str) -> User | None:
    """Return the account of that sign-in name, in whatever case it was typed, or None."""
    return User.objects.filter(username=username.strip().lower()).first()


def demo_logins() -> list[str]:
    """Return the sign-in names made in a demo that could still be used."""
    found = User.objects.filter(made_in_demo=True, is_active=True).order_by("username")
    return list(found.values_list("username", flat=True))
