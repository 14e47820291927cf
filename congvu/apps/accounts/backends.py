"""Sign-in by name and password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from congvu.apps.accounts.models import User
from congvu.apps.accounts.queries import may_enter, user_named, user_of


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
        return user if user.check_password(password) and may_enter(user) else None

    def get_user(self, user_id: int) -> User | None:
        """Return the account of a session, unless it was closed since."""
        return user_of(user_id)
