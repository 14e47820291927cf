"""Each request gets an id: in its answer's header and in every audit event it causes."""

import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from congvu.apps.audit.actions import current_request


class RequestIdMiddleware:
    """Name the request; never trust a name that came from outside."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        name = uuid.uuid4().hex
        token = current_request.set(name)
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(token)
        response["X-Request-ID"] = name
        return response
