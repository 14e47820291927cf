"""What changed in a catalogue from one edition to another."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from congvu.apps.catalogue.queries import VersionRow
from congvu.engine.lists.differences import ChangedRow, Differences, differences
from congvu.engine.lists.document import Document
from congvu.engine.lists.sheets import LISTS, ListKind, Row, Sheet
from congvu.web.office.asked import PER_PAGE
from congvu.web.office.list_settings import told_settings
from congvu.web.office.sheets_shown import shown_text
from congvu.web.shared.numbers import count
from congvu.web.shared.paging import Pages, pages_of

NEW, GONE, CHANGED = "Thêm", "Bỏ", "Sửa"
_SAID_OF_A_ROW = ("name", "output", "complexity", "points", "coefficient")


@dataclass(frozen=True)
class TextChange:
    """One text: what it is, how it read before, how it reads after."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class LineChange:
    """One row that is new, gone or changed; what is said of it, or what changed in it."""

    how: str
    key: str
    name: str
    said: str
    texts: tuple[TextChange, ...]


@dataclass(frozen=True)
class ChangesPage:
    """The whole page: the answer in a sentence, then every change."""

    title: str
    before: str
    before_href: str
    href: str
    answer: str
    settings: tuple[TextChange, ...]
    lines: tuple[LineChange, ...]
    pages: Pages


def changes_page(
    edition: VersionRow, other: VersionRow, before: Document, after: Document, page: int
) -> ChangesPage:
    """Return the page of what `after` changed in `before`."""
    found = differences(before, after)
    lines = tuple(line_changes(found, after.kind))
    href = reverse("catalogue", args=(edition.code,))

    def at(number: int) -> str:
        return f"?{urlencode({'so-voi': other.code, 'trang': number})}"

    pages = pages_of(len(lines), page, PER_PAGE, at)
    return ChangesPage(
        title=edition.name,
        before=f"lần {other.number}, {other.decision}",
        before_href=reverse("catalogue", args=(other.code,)),
        href=href,
        answer=answer(found),
        settings=_settings(found, after.kind),
        lines=lines[pages.first : pages.last],
        pages=pages,
    )


def answer(found: Differences) -> str:
    """Return how much changed, in a sentence."""
    added = sum(len(one.added) for one in found.sheets.values())
    removed = sum(len(one.removed) for one in found.sheets.values())
    changed = sum(len(one.changed) for one in found.sheets.values())
    parts = [
        f"{how} {count(number)} dòng"
        for how, number in (("thêm", added), ("bỏ", removed), ("sửa", changed))
        if number
    ]
    if found.settings or found.name:
        parts.append("đổi thông tin chung")
    told = ", ".join(parts)
    return f"{told[:1].upper()}{told[1:]}." if parts else "Hai bản giống nhau."


def line_changes(found: Differences, kind: ListKind) -> Iterator[LineChange]:
    """Give every row that differs: changed ones first, then new, then gone."""
    for sheet in LISTS[kind]:
        one = found.sheets[sheet.name]
        yield from (_changed(sheet, row) for row in one.changed)
        yield from (_whole(NEW, sheet, row) for row in one.added)
        yield from (_whole(GONE, sheet, row) for row in one.removed)


def _changed(sheet: Sheet, row: ChangedRow) -> LineChange:
    texts = tuple(
        TextChange(
            sheet.column(name).title,
            shown_text(sheet.column(name), before) or "(trống)",
            shown_text(sheet.column(name), after) or "(trống)",
        )
        for name, (before, after) in row.columns.items()
    )
    name = row.row.get("name", "")
    return LineChange(CHANGED, " · ".join(filter(None, row.key)), name, "", texts)


def _whole(how: str, sheet: Sheet, row: Row) -> LineChange:
    said = [
        f"{sheet.column(name).title}: {row[name]}"
        for name in _SAID_OF_A_ROW[1:]
        if sheet.has(name) and row.get(name)
    ]
    key = " · ".join(filter(None, sheet.key_of(row)))
    return LineChange(how, key, row.get("name", ""), "; ".join(said), ())


def _settings(found: Differences, kind: ListKind) -> tuple[TextChange, ...]:
    named = (TextChange("Tên danh mục", *found.name),) if found.name else ()
    return named + tuple(
        TextChange(_setting(kind, name), before or "(trống)", after or "(trống)")
        for name, (before, after) in found.settings.items()
    )


def _setting(kind: ListKind, name: str) -> str:
    """The title of a setting; one that this version does not know keeps its own name."""
    return next((title for title, _ in told_settings(kind, {name: "1"})), name)
