"""Sign-in by name and password."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from congvu.apps.accounts.models import User
from congvu.apps.accounts.queries import user_named


class PasswordBackend(BaseBackend):
    """Admit an active account whose password fits; a demo's account only in a demo."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_credentials: Any,
    ) -> User | None:
        """Return the account, or None; an unknown name takes as long as a wrong password."""
        if username is None or password is None:
            return None
        user = user_named(username)
        if user is None:
            make_password(password)
            return None
        return user if user.check_password(password) and _may_enter(user) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session, unless it was closed since."""
        user = User.objects.filter(pk=user_id).first()
        return user if user and _may_enter(user) else None


def _may_enter(user: User) -> bool:
    return user.is_active and (settings.DEMO or not user.made_in_demo)
