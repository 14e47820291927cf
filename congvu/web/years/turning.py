"""The links between the pages of a list, which keep what else the address asks for."""

from collections.abc import Callable

from django.http import HttpRequest


def turned(request: HttpRequest, anchor: str) -> Callable[[int], str]:
    """A function from a page's number to its address, at an anchor of the same page."""

    def href(number: int) -> str:
        asked = request.GET.copy()
        asked["trang"] = str(number)
        return f"?{asked.urlencode()}#{anchor}"

    return href
