"""The one security header that neither Django nor django-csp sends."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_DENIED = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
_POLICY = ", ".join(f"{feature}=()" for feature in _DENIED)


class PermissionsPolicyMiddleware:
    """Tell the browser that no page here needs a camera, a microphone or a place."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        return response
