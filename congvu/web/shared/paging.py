"""Pages of a long list: which rows, what is said of them, and the links to the others."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from congvu.web.shared.numbers import count

ROWS_PER_PAGE = 50
MOST_DIGITS = 6


@dataclass(frozen=True)
class Pages:
    """Where a reader is in a long list; links are empty at its ends."""

    first: int
    last: int
    total: int
    here: int
    pages: int
    previous: str
    next: str

    @property
    def told(self) -> str:
        """Where we are in words; empty where everything is on one page."""
        if self.pages <= 1:
            return ""
        return f"{self.first + 1}–{self.last} trong {count(self.total)}"


def pages_of(total: int, wanted: int, per_page: int, href: Callable[[int], str]) -> Pages:
    """Return the page asked for, or the nearest there is; `first` and `last` cut a list."""
    pages = max(1, -(-total // per_page))
    here = min(max(wanted, 1), pages)
    first = (here - 1) * per_page
    return Pages(
        first=first,
        last=min(first + per_page, total),
        total=total,
        here=here,
        pages=pages,
        previous=href(here - 1) if here > 1 else "",
        next=href(here + 1) if here < pages else "",
    )


def page_wanted(request: HttpRequest) -> int:
    """Return the page that an address asks for (`?trang=`), the first for anything else."""
    asked = request.GET.get("trang", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) <= MOST_DIGITS
    return max(int(asked), 1) if known else 1
