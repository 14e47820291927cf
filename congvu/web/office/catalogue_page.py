"""The page of one edition: what it is, whether it holds, its products."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from congvu.apps.catalogue.queries import VersionRow, Wanted
from congvu.engine.lists.document import written
from congvu.engine.lists.sheets import PRODUCTS, Row
from congvu.web.office.asked import LONGEST_SEARCH, ROWS_PER_PAGE, number_in
from congvu.web.office.catalogues_page import standing
from congvu.web.office.grid_view import Option
from congvu.web.office.proposal_page import COMMON
from congvu.web.office.sheets_shown import choice_label
from congvu.web.shared.numbers import capital, count
from congvu.web.shared.paging import Pages, pages_of

_SHOWN = ("code", "group", "section", "name", "output", "complexity", "points", "coefficient")
_FILTERED = ("group", "section", "complexity")
_LONGEST_OPTION = 60
FILES = ("XLSX", "PDF", "DOCX")


@dataclass(frozen=True)
class Looked:
    """What a reader looks for in an edition, and the page of it."""

    products: Wanted
    page: int

    @property
    def first(self) -> int:
        """How many products stand before the page."""
        return (self.page - 1) * ROWS_PER_PAGE

    @property
    def narrows(self) -> bool:
        """Whether products are left out."""
        return self.products != Wanted()

    def href(self, page: int) -> str:
        """Return the link to another page of the same."""
        one = self.products
        pairs = {
            "tim": one.search,
            "loc-group": one.group,
            "loc-section": one.section,
            "loc-complexity": one.complexity,
            "trang": str(page) if page > 1 else "",
        }
        return f"?{urlencode({name: text for name, text in pairs.items() if text})}"


@dataclass(frozen=True)
class Filter:
    """A filter in the head of a column."""

    name: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class ProductLine:
    """A product, with what else is known of it: title and text."""

    code: str
    group: str
    group_title: str
    section: str
    name: str
    output: str
    complexity: str
    points: str
    coefficient: str
    details: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OtherEdition:
    """Another edition of the catalogue: where it is, and what changed between the two."""

    label: str
    href: str
    changes: str


@dataclass(frozen=True)
class ListFile:
    """The edition as a file to take away."""

    label: str
    href: str


@dataclass(frozen=True)
class CataloguePage:
    """The whole page."""

    title: str
    whose: str
    standing: str
    holds: bool
    superseded: OtherEdition | None
    files: tuple[ListFile, ...]
    facts: tuple[tuple[str, str], ...]
    others: tuple[OtherEdition, ...]
    filters: tuple[Filter, ...]
    products: tuple[ProductLine, ...]
    pages: Pages
    told: str
    nothing: str
    search: str
    narrows: bool


def looked(given: QueryDict) -> Looked:
    """Read what an address asks of an edition."""

    def text(name: str) -> str:
        return given.get(name, "").replace("\x00", "")[:300].strip()

    group, complexity = text("loc-group"), text("loc-complexity")
    return Looked(
        Wanted(
            search=text("tim")[:LONGEST_SEARCH],
            group=group if group in PRODUCTS.column("group").choices else "",
            section=text("loc-section"),
            complexity=complexity if complexity in PRODUCTS.column("complexity").choices else "",
        ),
        number_in(given.get("trang", "")) or 1,
    )


def catalogue_page(
    edition: VersionRow,
    series: Sequence[VersionRow],
    found: tuple[int, Sequence[Row], Sequence[str]],
    wanted: Looked,
    today: date,
) -> CataloguePage:
    """Return the page; `found` is how many products match, those of this page, and sections."""
    total, rows, sections = found
    pages = pages_of(total, wanted.page, ROWS_PER_PAGE, wanted.href)
    return CataloguePage(
        title=edition.name,
        whose=edition.unit_name or COMMON,
        standing=_standing(edition, series, today),
        holds=edition.holds_on(today),
        superseded=_later(edition, series),
        files=tuple(_file(edition.code, label) for label in FILES),
        facts=_facts(edition),
        others=tuple(_other(edition, one, today) for one in series if one is not edition),
        filters=_filters(sections, wanted.products),
        products=tuple(_product(row) for row in rows),
        pages=pages,
        told=_told(total, edition.products, pages.told),
        nothing="" if total else "Không có sản phẩm nào khớp. Xoá bớt chữ đã gõ hoặc bỏ bộ lọc.",
        search=wanted.products.search,
        narrows=wanted.narrows,
    )


def _file(code: str, label: str) -> ListFile:
    return ListFile(label, reverse("catalogue_file", args=(code, label.lower())))


def _standing(edition: VersionRow, series: Sequence[VersionRow], today: date) -> str:
    later = _later(edition, series)
    told = capital(standing(edition, today))
    return f"{told}, được thay bằng {later.label}." if later else f"{told}."


def _later(edition: VersionRow, series: Sequence[VersionRow]) -> OtherEdition | None:
    after = [one for one in series if one.number == edition.number + 1]
    return OtherEdition(f"lần {after[0].number}", _href(after[0]), "") if after else None


def _other(edition: VersionRow, one: VersionRow, today: date) -> OtherEdition:
    href = _href(edition)
    return OtherEdition(
        label=f"Lần {one.number}, {standing(one, today)}",
        href=_href(one),
        changes=f"{href}?{urlencode({'so-voi': one.code})}" if one.number < edition.number else "",
    )


def _href(edition: VersionRow) -> str:
    return reverse("catalogue", args=(edition.code,))


def _facts(edition: VersionRow) -> tuple[tuple[str, str], ...]:
    decided = f", ngày {edition.decided_on:%d/%m/%Y}" if edition.decided_on else ""
    bands = "; ".join(
        f"{group}: {'–'.join(written(edge, 1) for edge in edges)}"
        for group, edges in sorted(edition.bands.items())
    )
    pairs = (
        ("Quyết định", f"{edition.decision}{decided}"),
        ("Cơ quan ban hành", edition.issued_by),
        ("Sản phẩm chuẩn", f"{written(edition.standard_points_tenths, 1)} điểm"),
        ("Khung điểm", bands),
    )
    return tuple((title, text) for title, text in pairs if text)


def _filters(sections: Sequence[str], chosen: Wanted) -> tuple[Filter, ...]:
    listed = {"section": [text for text in sections if text]}
    return tuple(
        Filter(
            name,
            PRODUCTS.column(name).title,
            tuple(
                Option(
                    text,
                    choice_label(PRODUCTS.column(name), text)[:_LONGEST_OPTION],
                    text == getattr(chosen, name),
                )
                for text in listed.get(name, PRODUCTS.column(name).choices)
            ),
        )
        for name in _FILTERED
    )


def _product(row: Row) -> ProductLine:
    group = PRODUCTS.column("group")
    shown = {name: row.get(name, "") for name in _SHOWN}
    return ProductLine(
        **shown,
        group_title=group.choices.get(row["group"], ""),
        details=tuple(
            (one.title, row[one.name])
            for one in PRODUCTS.columns
            if one.name not in _SHOWN and row.get(one.name)
        ),
    )


def _told(shown: int, total: int, where: str) -> str:
    counted = f"{count(shown)} trong {count(total)}" if shown != total else count(total)
    return f"{counted} sản phẩm, công việc" + (f", đang xem {where}" if where else "")
