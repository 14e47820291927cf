"""Secrets at rest: sealed by a key that only the server's settings give.

Whoever reads a backup of the database cannot compute anybody's codes. A new CONGVU_SECRET_KEY
makes what was sealed unreadable: its owners set up their apps again.
"""

import base64
import hmac

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac


class Unsealable(ValueError):
    """Sealed under another key, or changed since."""


def seal(text: str) -> str:
    """Return the text encrypted and authenticated."""
    return _fernet().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Return what was sealed; raises Unsealable."""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken as refused:
        raise Unsealable from refused


def code_hash(user_id: int, code: str) -> str:
    """Return the keyed hash under which a recovery code of the account is kept."""
    text = f"{user_id}:{code}"
    return salted_hmac("congvu.accounts.recovery", text, algorithm="sha256").hexdigest()


def same(one: str, other: str) -> bool:
    """Compare two secrets in a time that tells nothing of where they differ."""
    return hmac.compare_digest(one.encode(), other.encode())


def _fernet() -> Fernet:
    key = salted_hmac("congvu.accounts.sealing", "totp", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
