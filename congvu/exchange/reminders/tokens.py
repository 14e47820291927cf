"""The signed word in a letter's link by which its reader ends the letters without a sign-in."""

from django.core import signing

_SALT = "congvu.digest.stop"


def stop_token(user_id: int) -> str:
    """Return the word for an account; it gives nothing but the end of the letters."""
    return signing.dumps(user_id, salt=_SALT)


def reader_of(token: str) -> int | None:
    """Return the account that a word was made for, None where it is not ours."""
    try:
        user_id = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return user_id if isinstance(user_id, int) else None
