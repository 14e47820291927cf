"""The doors that wrong tries close: one for each pair of who is named and from where.

Never the network address: a province sits behind one, and an attacker has many.
"""

from datetime import timedelta

from django.utils.crypto import salted_hmac

FREE_TRIES = 5
LONGEST_WAIT = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(hours=24)


def sign_in_door(username: str, device: int | None) -> str:
    """The door of a sign-in name: one for all unknown devices, one for each known one."""
    return _key("sign-in", username.strip().lower(), str(device or ""))


def factor_door(user_id: int, device: int | None) -> str:
    """The door of an account's second factor, the password being right already."""
    return _key("factor", str(user_id), str(device or ""))


def step_up_door(user_id: int) -> str:
    """The door of proving again, inside a session, that one is its owner."""
    return _key("step-up", str(user_id))


def wait_after(failures: int) -> timedelta | None:
    """How long to wait after so many misses in a row: none, then 1, 2, 4 … minutes, an hour."""
    if failures < FREE_TRIES:
        return None
    doublings = min(failures - FREE_TRIES, 6)
    return min(timedelta(minutes=2**doublings), LONGEST_WAIT)


def _key(*parts: str) -> str:
    """A keyed hash of the parts, which none of them can imitate another's by a separator."""
    text = "".join(f"{len(part)}:{part}" for part in parts)
    return salted_hmac("congvu.accounts.doors", text, algorithm="sha256").hexdigest()
