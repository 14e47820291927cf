"""A page that is only looked at cannot change anything: PostgreSQL itself refuses."""

import contextlib
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_only_middleware

_LOOKING = {"GET", "HEAD", "OPTIONS"}


@contextlib.contextmanager
def read_only() -> Iterator[None]:
    """Run the block in a READ ONLY transaction; a write raises `ReadOnlySqlTransaction`.

    It is rolled back at the end, which costs what a commit costs, and gives an enclosing
    transaction (a test's) its right to write back.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        try:
            yield
        finally:
            transaction.set_rollback(True)


@sync_only_middleware
class ReadOnlyMiddleware:
    """Run GET, HEAD and OPTIONS read-only in the database, streamed bodies too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in _LOOKING:
            return self.get_response(request)
        with read_only():
            response = self.get_response(request)
        if response.streaming and not hasattr(response, "file_to_stream"):
            response.streaming_content = _read_only_stream(response.streaming_content)
        return response


def _read_only_stream(chunks: Iterable[bytes]) -> Iterator[bytes]:
    with read_only():
        yield from chunks
