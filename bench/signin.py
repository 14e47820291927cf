"""What one sign-in costs: `python -m bench.signin [times]`.

Prints the processor milliseconds of one Argon2id check as it is set (the median of all), and beside
it what Django's own setting would cost, in milliseconds and memory.
"""

import os
import statistics
import sys
from time import process_time

import django

TIMES = 40
PASSWORD = "mot-mat-khau-de-do"  # noqa: S105 - opens nothing: it is measured, not used


def main(times: int = TIMES) -> None:
    """Print the medians of both settings and their ratio."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.contrib.auth.hashers import Argon2PasswordHasher

    from congvu.apps.accounts.hashers import Argon2idHasher

    ours = measure(Argon2idHasher(), times)
    theirs = measure(Argon2PasswordHasher(), max(3, times // 8))
    print(f"Argon2id 19 MiB, 2 lượt, 1 làn: {ours:.1f} ms CPU mỗi lần đăng nhập ({times} lần)")
    print(f"Mặc định của Django (100 MiB, 8 làn): {theirs:.1f} ms CPU, gấp {theirs / ours:.1f} lần")


def measure(hasher: object, times: int) -> float:
    """The median processor milliseconds of checking one password."""
    kept = hasher.encode(PASSWORD, hasher.salt())
    spent = []
    for _ in range(times):
        began = process_time()
        assert hasher.verify(PASSWORD, kept)  # noqa: S101 - a bench that measured a miss lies
        spent.append((process_time() - began) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
