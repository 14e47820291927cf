"""Another system at the door: it is who it says only with the key that it was given."""

import hmac

from django.http import HttpResponse, JsonResponse

from congvu.apps.work.actions import key_hash
from congvu.apps.work.queries import SystemRow, UnknownSystem, system

_SCHEME = "Bearer "
LONGEST_KEY = 200
NO_KEY = (
    "Thiếu khóa gửi, hoặc khóa không đúng của hệ thống này. Gửi tiêu đề "
    "“Authorization: Bearer <khóa>” với khóa đã cấp ở trang Nhận việc."
)


def holder_of(code: str, authorization: str | None) -> SystemRow | None:
    """Return the system of this code if the header holds its key, else None.

    An unknown system, one without a key and a wrong key take the same way through.
    """
    try:
        found: SystemRow | None = system(code)
    except UnknownSystem:
        found = None
    stored = found.key_hash if found and found.key_hash else "-" * 64
    given = authorization or ""
    key = given.removeprefix(_SCHEME) if given.startswith(_SCHEME) else ""
    equal = hmac.compare_digest(key_hash(key[:LONGEST_KEY]), stored)
    return found if equal and found and key else None


def without_key() -> HttpResponse:
    """401, in words and as JSON: what is asked for, not whether the system exists."""
    answer = JsonResponse({"loi": NO_KEY}, status=401, json_dumps_params={"ensure_ascii": False})
    answer["WWW-Authenticate"] = 'Bearer realm="congvu"'
    return answer
