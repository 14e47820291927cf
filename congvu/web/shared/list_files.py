"""Tải xlsx: the list that a page shows, whole, at the page's own address and under its policy."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse

from congvu.exchange.workbook.results import Column, Sheet, Value
from congvu.exchange.workbook.small import workbook_of
from congvu.web.shared.paper_files import download

ASKED, XLSX = "tep", "xlsx"
SHEET_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 100_000
_LONGEST_TITLE = 31
_NOT_IN_TITLES = str.maketrans("[]:*?/\\", "       ")

Row = tuple[Value, ...]


def wants_list_file(request: HttpRequest) -> bool:
    """Whether the list is asked for as a file (?tep=xlsx)."""
    return request.GET.get(ASKED) == XLSX


def list_file(
    name: str, title: str, columns: Sequence[Column], rows: Iterable[Row]
) -> HttpResponse:
    """Send a list as a workbook of one sheet; `name` is that of the file, without its ending."""
    kept = list(rows)
    shown = " ".join(title.translate(_NOT_IN_TITLES).split())[:_LONGEST_TITLE] or name
    sheet = Sheet(shown, name, tuple(columns), lambda: iter(kept))
    return download(workbook_of((sheet,)), SHEET_KIND, f"{name}.xlsx")
