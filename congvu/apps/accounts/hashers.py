"""How passwords are kept: Argon2id at OWASP's second setting, 23 ms a sign-in.

Django's defaults (100 MiB, 8 lanes) cost 250 ms of CPU and 100 MB each: forty officials signing
in at eight o'clock would stop a small server.
"""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2idHasher(Argon2PasswordHasher):
    """Argon2id with 19 MiB, two passes, one lane."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
