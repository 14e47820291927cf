"""What commands that read the records begin with: Django, and the account they act for."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from congvu.apps.accounts.models import User


def set_up() -> None:
    """Start Django with the product's settings."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()


def account_with(permission: str, name: str) -> "User | None":
    """Return the account of this name if it holds a permission today, else None."""
    from config import clock
    from congvu.access.rights import rights_of
    from congvu.apps.accounts.queries import user_named

    user = user_named(name)
    held = user is not None and rights_of(user, today=clock.today()).may(permission)
    return user if held else None
