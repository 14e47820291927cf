"""Khung năng lực: the competencies of a framework in force, and what each level means."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from config import clock
from congvu.apps.positions import queries as positions
from congvu.apps.positions.queries import EditionRow
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import COMPETENCY_GROUPS, Row
from congvu.kernel.dates import format_day
from congvu.web.shared.frame import show

EDITION = "ban"


@dataclass(frozen=True)
class Level:
    """A level and what it means, for whom if not for all."""

    number: str
    meaning: str
    applies_to: str


@dataclass(frozen=True)
class Competency:
    """A competency with its levels, lowest first."""

    code: str
    name: str
    definition: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Group:
    """A group of competencies."""

    title: str
    competencies: tuple[Competency, ...]


@dataclass(frozen=True)
class FrameworkPage:
    """The whole page; `others` are (label, number) of earlier and later editions."""

    title: str
    told: str
    standing: str
    groups: tuple[Group, ...]
    others: tuple[tuple[str, int], ...]


@require_safe
def framework(request: HttpRequest, series: str) -> HttpResponse:
    """Show the edition in force of a framework, or the one asked for by its number (`ban`)."""
    editions = [one for one in positions.frameworks() if one.series == series]
    asked = request.GET.get(EDITION, "")
    edition = _asked(editions, asked) if asked else _standing(editions)
    if edition is None:
        raise Http404
    page = _page(edition, positions.framework_document(series, edition.number), editions)
    return show(request, "positions/framework.html", page=page)


def _asked(editions: Sequence[EditionRow], number: str) -> EditionRow | None:
    return next((one for one in editions if str(one.number) == number), None)


def _standing(editions: Sequence[EditionRow]) -> EditionRow | None:
    """The edition in force today, else the latest."""
    today = clock.today()
    return next((one for one in editions if one.holds_on(today)), next(iter(editions), None))


def _page(edition: EditionRow, document: Document, editions: Sequence[EditionRow]) -> FrameworkPage:
    levels = document.rows("levels")
    listed = document.rows("competencies")
    return FrameworkPage(
        title=edition.name,
        told=f"{len(listed)} năng lực, {len(levels)} mô tả cấp độ",
        standing=f"Bản {edition.number} · {edition.decision} · {edition.issued_by} · có hiệu lực "
        f"từ {format_day(edition.valid_from)}",
        groups=tuple(
            Group(title, found)
            for group, title in COMPETENCY_GROUPS.items()
            if (found := tuple(_of_group(group, listed, levels)))
        ),
        others=tuple(
            (f"Bản {one.number}, từ {format_day(one.valid_from)}", one.number)
            for one in editions
            if one.number != edition.number
        ),
    )


def _of_group(group: str, listed: Sequence[Row], levels: Sequence[Row]) -> list[Competency]:
    return [_competency(row, levels) for row in listed if row.get("group") == group]


def _competency(row: Row, levels: Sequence[Row]) -> Competency:
    own = [one for one in levels if one["competency"] == row["code"]]
    told = sorted(own, key=lambda one: (one.get("applies_to", ""), one["level"]))
    return Competency(
        row["code"],
        row["name"],
        row.get("definition", ""),
        tuple(Level(one["level"], one["descriptor"], one.get("applies_to", "")) for one in told),
    )
