"""Known browsers: a long-lived signed cookie, which means something only beside its account."""

import re
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from congvu.apps.accounts.queries import device_of

_SALT = "congvu.web.devices"
_AGE_SECONDS = 365 * 24 * 60 * 60
_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Coc_Coc", "Cốc Cốc"), ("Firefox", "Firefox"),
             ("Zalo", "Zalo"), ("Chrom", "Chrome"), ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone|iPad", "iPhone, iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS", "máy Mac"), ("Linux", "Linux"))  # fmt: skip


def token_of(request: HttpRequest) -> str:
    """Return the token of this browser's cookie; empty for none, a forged or an old one."""
    name = settings.DEVICE_COOKIE_NAME
    return request.get_signed_cookie(name, default="", salt=_SALT, max_age=_AGE_SECONDS) or ""


def known(request: HttpRequest, username: str) -> int | None:
    """Return which of the account's devices this is, or None when it is none of them."""
    token = token_of(request)
    return device_of(username, token) if token else None


def new_token() -> str:
    """Return a token for a browser that has none."""
    return secrets.token_urlsafe(32)


def give(response: HttpResponseBase, token: str) -> None:
    """Let the browser keep its token for a year from now."""
    response.set_signed_cookie(
        settings.DEVICE_COOKIE_NAME,
        token,
        salt=_SALT,
        max_age=_AGE_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def label(request: HttpRequest) -> str:
    """Return what the browser says it is, in words its owner knows: "Chrome, Windows"."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in _BROWSERS if mark in agent), "Trình duyệt khác")
    system = next((name for mark, name in _SYSTEMS if re.search(mark, agent)), "")
    return f"{browser}, {system}" if system else browser
