"""The ways on from somebody's year: her criteria, an objection to its result, its replacement."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from congvu.apps.evaluation.queries.objection_clocks import year_window_of
from congvu.apps.evaluation.queries.years import YearResultRow
from congvu.web.shared.frame import Link


def after_links(
    year: int, told: Sequence[YearResultRow], today: date, *, mine: bool, counts: bool
) -> tuple[Link, ...]:
    """What the reader may do about her own year: none of another's.

    `told` are its results, the last one standing; `counts`: it is rated by the points of months.
    """
    if not mine:
        return ()
    links = []
    if not counts:
        links.append(
            Link(f"Tiêu chí năm {year}", reverse("year_criteria", args=(year,)), here=False)
        )
    window = year_window_of(told[-1], today) if told else None
    if window is not None and window.is_open:
        words = f"Không nhất trí? Kiến nghị, đến hết ngày {window.last_day:%d/%m/%Y}"
        links.append(Link(words, reverse("year_objection", args=(year,)), here=False))
    return tuple(links)
