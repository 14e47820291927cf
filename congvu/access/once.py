"""A form is sent once: ten sendings of one rendering with one content are one act.

Django masks the token of a page's forms anew each time it renders the page, so the token names the
rendering. What was sent from it, by whom, to which address, names the sending (see
docs/decisions/0015-a-form-is-sent-once.md).
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from config import clock
from congvu.apps.audit import submissions
from congvu.apps.audit.actions import events_recorded
from congvu.apps.audit.submissions import Answered, OtherContent, Sent

LOOKING = {"GET", "HEAD", "OPTIONS", "TRACE"}
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
LONGEST_ANSWER = 64 << 10
NOT_A_KEY = "Idempotency-Key phải là một UUID, như 7f3c1c3e-6d1b-4b0e-9a5e-2f8f0f1d2c3b."
OTHER_CONTENT = (
    "Idempotency-Key này đã dùng cho một nội dung khác. Mỗi lần gửi mới cần một khóa mới."
)
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_FAILED = 400


class Answers(NamedTuple):
    """How a face answers a twin of what was received, and a key that cannot be taken."""

    received: Callable[[HttpRequest, Answered], HttpResponseBase]
    refused: Callable[[HttpRequest, str], HttpResponseBase]


class NotAKey(ValueError):
    """An Idempotency-Key that is no UUID."""


def sent_once(
    request: HttpRequest, act: Callable[[], HttpResponseBase], answers: Answers
) -> HttpResponseBase:
    """Answer a request by `act`, or as its twin was answered, all in one transaction.

    A sending is remembered if something was recorded and it was not refused: what did nothing may
    be sent again. An error undoes all, the memory of it too.
    """
    try:
        sent = sending(request)
        with transaction.atomic():
            if sent is None:
                return act()
            twin = submissions.claim(sent, at=clock.now())
            return answers.received(request, twin) if twin else _first(sent, act)
    except NotAKey:
        return answers.refused(request, NOT_A_KEY)
    except OtherContent:
        return answers.refused(request, OTHER_CONTENT)


def _first(sent: Sent, act: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    before = events_recorded.get()
    response = act()
    if response.status_code >= _FAILED or events_recorded.get() == before:
        submissions.release(sent.key)
    else:
        submissions.keep(
            sent.key,
            status=response.status_code,
            location=response.headers.get("Location", ""),
            answer=_json(response),
        )
    return response


def _json(response: HttpResponseBase) -> str:
    """The answer itself where a script waits for it; a page is not kept."""
    content = getattr(response, "content", b"")
    kept = response.headers.get("Content-Type", "").startswith("application/json")
    return content.decode() if kept and len(content) <= LONGEST_ANSWER else ""


def sending(request: HttpRequest) -> Sent | None:
    """What names the sending; None where neither a token nor a key does. Raises NotAKey."""
    actor = str(request.user.pk)
    content = _digest(_content(request))
    given = request.headers.get("Idempotency-Key", "").strip()
    if given:
        return Sent(_digest(["key", actor, _uuid(given)]), actor, content)
    token = request.POST.get(TOKEN) or request.headers.get("X-CSRFToken", "")
    if not token:
        return None
    return Sent(_digest(["token", actor, token, content]), actor, content)


def _uuid(given: str) -> str:
    try:
        return str(UUID(given))
    except ValueError as wrong:
        raise NotAKey(given) from wrong


def _content(request: HttpRequest) -> Iterator[str]:
    """Where it was sent and all that was sent, but for the token."""
    yield from (str(request.method), request.get_full_path())
    if request.content_type not in _FORMS:
        yield hashlib.sha256(request.body).hexdigest()
        return
    for name, values in sorted(request.POST.lists()):
        if name != TOKEN:
            yield from (name, str(len(values)), *values)
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            file.seek(0)
            yield from (name, file.name or "", digest.hexdigest())


def _digest(parts: Iterator[str] | list[str]) -> str:
    """A digest in which no part can run into the next."""
    whole = hashlib.sha256()
    for part in parts:
        text = part.encode(errors="surrogatepass")
        whole.update(len(text).to_bytes(8) + text)
    return whole.hexdigest()
