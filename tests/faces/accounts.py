"""People who sign in, with passwords and apps, as tests need them."""

from datetime import timedelta

from django.test import Client

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts import totp
from congvu.apps.accounts.models import User
from tests.walls import Wall

NAME, PASSWORD = "thu.nghiem", "cong-vu-thu-2026"


def account(username: str = NAME) -> User:
    """An account that can sign in with the password of these tests."""
    return accounts.create_user(
        username=username, display_name="Thử Nghiệm", password=PASSWORD, by=None
    )


def sign_in(client: Client, **fields: str):
    """Send the sign-in form."""
    return client.post("/dang-nhap/", {"ten": NAME, "mat-khau": PASSWORD} | fields)


def misses(client: Client, count: int, **fields: str) -> list[int]:
    """Type a wrong password so often; return the answers' statuses."""
    return [sign_in(client, **{"mat-khau": "sai"} | fields).status_code for _ in range(count)]


def code_of(secret: str, wall: Wall, later: int = 0) -> str:
    """What the app shows at the wall's moment, or so many half minutes later."""
    return totp.code_at(secret, int(wall.now.timestamp()) // 30 + later)


def with_app(user: User, wall: Wall) -> str:
    """Give the account an app, set up a minute ago; return its secret."""
    secret = totp.new_secret()
    before = wall.now - timedelta(minutes=2)
    code = totp.code_at(secret, int(before.timestamp()) // 30)
    accounts.set_up_totp(user, secret=secret, code=code, by=user, at=before)
    return secret
