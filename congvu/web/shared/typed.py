"""What was typed into a form or an address, as one line of composed text."""

from django.http import HttpRequest, QueryDict

from congvu.kernel.vietnamese import nfc


def line(request: HttpRequest, name: str) -> str:
    """A field of the form, composed and without double spaces."""
    return _line(request.POST, name)


def address(request: HttpRequest, name: str) -> str:
    """A value of the address, likewise."""
    return _line(request.GET, name)


def number(request: HttpRequest, name: str) -> int:
    """A page number of the address, 1 where it is none."""
    text = request.GET.get(name, "")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) <= 6 else 1


def _line(given: QueryDict, name: str) -> str:
    return " ".join(nfc(given.get(name, "")).replace("\x00", "").split())
