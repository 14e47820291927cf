"""Duyệt gộp: how much each reviewer accepted together in a month, for who inspects."""

from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.evaluation.queries import BatchShare as CardShare
from congvu.apps.evaluation.queries import batch_of_cards
from congvu.apps.rulebook.queries import periods
from congvu.apps.work.queries import BatchShare
from congvu.apps.work.queries import batch_shares as shares_of
from congvu.exchange.workbook.results import Column
from congvu.kernel.fixed import round_ratio
from congvu.web.shared.frame import show
from congvu.web.shared.list_files import MOST_ROWS, list_file, wants_list_file
from congvu.web.shared.list_files import Row as Listed
from congvu.web.shared.months import Months, months_around
from congvu.web.shared.numbers import count, percent
from congvu.web.shared.paging import Pages, pages_of
from congvu.web.shared.periods import chosen

PAGE = "trang"
ROWS_PER_PAGE = 50
_COLUMNS = (
    Column("Người nghiệm thu", width=28),
    Column("Cơ quan", width=36),
    Column("Đã nghiệm thu", 0, 12),
    Column("Duyệt gộp", 0, 12),
    Column("Tỷ lệ gộp (%)", 1, 12),
)


@dataclass(frozen=True)
class ShareRow:
    """One reviewer: tasks accepted, those accepted together, and their share."""

    name: str
    agency: str
    accepted: str
    batch: str
    share: str


@dataclass(frozen=True)
class SharesPage:
    """The whole page: results accepted together, then cards confirmed together."""

    period: str
    months: Months
    rows: tuple[ShareRow, ...]
    pages: Pages
    cards: tuple[ShareRow, ...]


@require_safe
def batch_shares(request: HttpRequest, key: str = "") -> HttpResponse:
    """Show the reviewers of a month, whoever accepts the most together first."""
    every = periods()
    period = chosen(every, key, clock.today())
    if period is None:
        return show(request, "inspector/batch_shares.html", page=None)
    if wants_list_file(request):
        listed, _ = shares_of(period.id, first=0, most=MOST_ROWS)
        return list_file(f"duyet-gop-{period.key}", "Duyệt gộp", _COLUMNS, map(_told, listed))
    wanted = request.GET.get(PAGE, "")
    number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 6 else 1
    first = (max(number, 1) - 1) * ROWS_PER_PAGE
    found, total = shares_of(period.id, first=first, most=ROWS_PER_PAGE)
    page = SharesPage(
        period=period.label,
        months=months_around(
            period.key,
            [one.key for one in every],
            lambda to: reverse("batch_shares_of", args=(to,)),
        ),
        rows=tuple(_row(one) for one in found),
        cards=tuple(_card_row(one) for one in batch_of_cards(period.id, most=ROWS_PER_PAGE)),
        pages=pages_of(total, number, ROWS_PER_PAGE, lambda to: f"?{urlencode({PAGE: to})}"),
    )
    return show(request, "inspector/batch_shares.html", page=page)


def _card_row(found: CardShare) -> ShareRow:
    return ShareRow(
        found.signer,
        found.agency,
        count(found.confirmed),
        count(found.batch),
        percent(Fraction(found.batch, found.confirmed)),
    )


def _told(found: BatchShare) -> Listed:
    share = Fraction(found.batch, found.accepted)
    return (found.reviewer, found.agency, found.accepted, found.batch, round_ratio(share, 3))


def _row(found: BatchShare) -> ShareRow:
    return ShareRow(
        found.reviewer,
        found.agency,
        count(found.accepted),
        count(found.batch),
        percent(Fraction(found.batch, found.accepted)),
    )
