"""What a reader of a list asked for in the address, and the addresses that ask for something else.

Nothing of it is believed: what names no sheet, column or page is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from congvu.engine.lists.sheets import LISTS, ListKind, Sheet
from congvu.kernel.frozen import FrozenMap
from congvu.web.office.sheets_shown import filtered_columns

PER_PAGE = 50  # rows of a page, whatever the list
LONGEST_SEARCH = 120
PANELS = ("cai-dat", "dan", "lich-su", "y-kien", "rut")
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Asked:
    """One view of a proposal: the sheet, what is looked for, which page, what is open.

    `open_row` is a row's id, `adds` an empty row to fill in, `panel` one of PANELS.
    """

    sheet: Sheet
    search: str = ""
    filters: Mapping[str, str] = field(default_factory=FrozenMap)
    faulty: bool = False
    every_column: bool = False
    page: int = 1
    open_row: int | None = None
    adds: bool = False
    panel: str = ""

    @property
    def narrows(self) -> bool:
        """Whether rows are left out."""
        return bool(self.search or self.filters or self.faulty)

    @property
    def query(self) -> str:
        """The address's query that asks for this again."""
        pairs = {
            "bang": self.sheet.name,
            "tim": self.search,
            **{f"loc-{name}": text for name, text in self.filters.items()},
            "loi": "1" if self.faulty else "",
            "cot": "het" if self.every_column else "",
            "trang": str(self.page) if self.page > 1 else "",
            "sua": str(self.open_row or ""),
            "moi": "1" if self.adds else "",
            "xem": self.panel,
        }
        return urlencode({name: text for name, text in pairs.items() if text})

    def but(self, **changes: object) -> "Asked":
        """Return the same view with something else asked for; what was open is closed."""
        return replace(self, **{"open_row": None, "adds": False, "panel": "", **changes})

    def href(self, **changes: object) -> str:
        """Return the link, within the page, to the view with these changes."""
        return f"?{self.but(**changes).query}"


def asked(given: QueryDict, kind: str) -> Asked:
    """Read what an address asks of a proposal of this kind."""
    sheets = LISTS[ListKind(kind)]
    sheet = next((one for one in sheets if one.name == given.get("bang")), sheets[0])
    panel = given.get("xem", "")
    return Asked(
        sheet,
        search=given.get("tim", "").replace("\x00", "")[:LONGEST_SEARCH].strip(),
        filters=_filters(sheet, given),
        faulty=bool(given.get("loi")),
        every_column=given.get("cot") == "het",
        page=number_in(given.get("trang", "")) or 1,
        open_row=number_in(given.get("sua", "")),
        adds=bool(given.get("moi")),
        panel=panel if panel in PANELS else "",
    )


def number_in(text: str) -> int | None:
    """Return a positive number written in plain digits, else None."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
    return int(text) or None if is_number else None


def _filters(sheet: Sheet, given: QueryDict) -> FrozenMap[str, str]:
    texts = {name: given.get(f"loc-{name}", "") for name in filtered_columns(sheet)}
    return FrozenMap({name: text for name, text in texts.items() if text and "\x00" not in text})
