"""Codes of six digits that change every half minute (RFC 6238, SHA-1: what every app reads)."""

import base64
import os
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from congvu.apps.accounts.sealing import same

_DIGITS = 6
_STEP_SECONDS = 30
_SECRET_BYTES = 20
_DRIFT = 1  # a phone half a minute ahead or behind is still right


def new_secret() -> str:
    """Return a random secret as the base32 that people type into an app."""
    return base64.b32encode(os.urandom(_SECRET_BYTES)).decode()


def address(secret: str, *, account: str, issuer: str) -> str:
    """Return the otpauth:// address that an app reads from the QR code."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def step_of(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the half minute a code belongs to, if it is near `at` and later than `after`."""
    now = int(at.timestamp()) // _STEP_SECONDS
    typed = "".join(code.split())
    for step in range(now - _DRIFT, now + _DRIFT + 1):
        if step > after and same(code_at(secret, step), typed):
            return step
    return None


def code_at(secret: str, step: int) -> str:
    """Return the code of one half minute."""
    return _totp(secret).generate(step * _STEP_SECONDS).decode()


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), _DIGITS, SHA1(), _STEP_SECONDS)  # noqa: S303 - RFC 6238
