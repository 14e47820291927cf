"""Positions and competencies by code and by name: whom a row means, or a code made for it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from congvu.engine.lists.document import NotValid, entered
from congvu.engine.lists.sheets import COMPETENCIES, POSITIONS, Column, Row, Sheet
from congvu.exchange.lists.gathering import Gathering, RowReader
from congvu.exchange.lists.products import CodeMaker, initials
from congvu.exchange.workbook.problems import Place
from congvu.kernel.vietnamese import fold

MOST_SHOWN = 60
_TAIL = re.compile(r"\([^()]*\)")
_FORE = re.compile(r"^(kha nang|nang luc|ky nang|co kha nang)\s+")
_LOOKS_LIKE_CODE = re.compile(r"(?=\S*[0-9])[\w.\-/]{1,24}")
_SMALL_WORDS = frozenset({"cac", "viec", "va", "su"})
_LEADERS = re.compile(
    r"(chanh|pho|truong|giam doc|chu tich|cuc truong|vu truong|bi thu|lanh dao)\b"
)
_NOT_LEADERS = re.compile(r"truong (kho|ca)\b|pho (giao su|tien si)\b")
_SUPPORT = re.compile(r"(nhan vien|lai xe|bao ve|phuc vu|tap vu|le tan|ho tro)\b")
_SHARED = re.compile(r"\b(van thu|luu tru|ke toan|thu quy|to chuc can bo|hanh chinh van phong)")
CODE_STEMS = {"leadership": "LD", "professional": "CM", "shared": "DC", "support": "HT"}
_GROUP_WORDS = (
    ("leadership", "lanh dao"), ("shared", "dung chung"), ("support", "ho tro"),
    ("support", "phuc vu"), ("professional", "chuyen nganh"), ("professional", "chuyen mon"),
    ("professional", "nghiep vu"),
)  # fmt: skip
_COMPETENCY_WORDS = (("general", "chung"), ("professional", "chuyen mon"),
                     ("professional", "chuyen nganh"), ("managerial", "quan ly"),
                     ("managerial", "lanh dao"))  # fmt: skip


@dataclass(slots=True)
class Directory:
    """The rows of one sheet that others point at: given ones, read ones, and those made here."""

    sheet: Sheet
    gathering: Gathering
    codes: set[str] = field(default_factory=set)
    by_name: dict[str, str] = field(default_factory=dict)
    maker: CodeMaker = field(default_factory=CodeMaker)
    introduced: list[str] = field(default_factory=list)

    def know(self, rows: Iterable[Row]) -> None:
        """Learn codes and names; the first to have a name keeps it."""
        for row in rows:
            code = row.get("code", "")
            self.codes.add(code)
            self.maker.used.add(code)
            if name := self._compared(row.get("name", "")):
                self.by_name.setdefault(name, code)

    def find(self, code: str, name: str) -> str:
        """Return the code of whom a row means by a code and a name; "" for somebody new.

        A code that is not in the list gives way to a name that is: one position, one row.
        """
        if code in self.codes:
            return code
        if name in self.codes or (not code and _LOOKS_LIKE_CODE.fullmatch(name)):
            return name
        return self.by_name.get(self._compared(name), "" if name else code)

    def _compared(self, name: str) -> str:
        return whole_name(name) if self.sheet is POSITIONS else plain_name(name)

    def refer(self, reader: RowReader, column: Column, code: str, name: str, group: str) -> str:
        """Put into the row's column the code of whom it means; somebody new is added to the list.

        Returns the code, "" where nobody is named or the name cannot be held (told as a fault).
        """
        found = self.find(code, name)
        try:
            if not found and name:
                found = self._introduce(code, name, group, reader.place)
        except NotValid as fault:
            reader.typed[column.name] = name
            reader.fail(column, fault.what, fault.right)
            return ""
        reader.put(column, found)
        return found

    def _introduce(self, code: str, name: str, group: str, place: Place) -> str:
        """Add somebody whom only this row knows, with a code made where none was typed."""
        made = not code
        row = {"code": code or self.new_code(name, group), "name": name, "group": group}
        for column in self.sheet.columns[:3]:
            row[column.name] = entered(column, row[column.name])
        self.know([row])
        named = (self.sheet.name, self.sheet.key_of(row))
        if self.gathering.add(self.sheet, row, place, {"group", "name"}):
            self.gathering.added.add(named)
            if made:
                self.gathering.made.add(named)
        self.introduced.append(f"“{name[:MOST_SHOWN]}” (mã {row['code']})")
        return row["code"]

    def tell(self, place: Place) -> None:
        """Tell whom the table at `place` introduced, and forget them."""
        if self.introduced:
            self.gathering.problems.mended(
                place,
                f"{len(self.introduced)} tên chưa có trong {self.sheet.title.lower()}, đã thêm "
                f"vào: {', '.join(self.introduced)}",
                "sửa tên cho trùng với danh mục nếu là một",
            )
            self.introduced = []

    def new_code(self, name: str, group: str) -> str:
        """A code nobody has: by the group for a position, the name's initials for a competency."""
        if self.sheet is POSITIONS:
            return self.maker.code("", CODE_STEMS[group])
        stem = initials(name) or "NL"
        code, number = stem, 1
        while code in self.codes:
            number += 1
            code = f"{stem}{number}"
        return code


def plain_name(name: str) -> str:
    """A name as it is compared: no marks, tails in brackets, small words and stops at the end.

    “Khả năng kiểm tra việc thực hiện các văn bản (theo nhiệm vụ …).” is “kiem tra thuc hien van
    ban”. A name that is all brackets is compared whole.
    """
    bare = _FORE.sub("", fold(_TAIL.sub(" ", name)).strip(" .;:,"))
    words = [word for word in re.findall(r"[a-z0-9]+", bare) if word not in _SMALL_WORDS]
    return " ".join(words) or fold(name)


def whole_name(name: str) -> str:
    """A position's name as it is compared: what stands in brackets tells two of them apart."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(name)))


def position_group(words: str, name: str) -> tuple[str, bool]:
    """(the group of a position, whether its own words say so); else by the position's name."""
    folded = fold(words)
    for group, word in _GROUP_WORDS:
        if folded and word in folded:
            return group, True
    plain = fold(name)
    if _SUPPORT.match(plain):
        return "support", False
    if _LEADERS.match(plain) and not _NOT_LEADERS.match(plain):
        return "leadership", False
    return ("shared" if _SHARED.search(plain) else "professional"), False


def competency_group(words: str) -> tuple[str, bool]:
    """(the group of a competency, whether the words say so); professional where they do not."""
    folded = fold(words)
    for group, word in _COMPETENCY_WORDS:
        if word in folded:
            return group, True
    return "professional", False


def positions_directory(gathering: Gathering, given: Iterable[Row]) -> Directory:
    """The positions given and read."""
    directory = Directory(POSITIONS, gathering)
    directory.know(given)
    directory.know(gathering.rows.get(POSITIONS.name, {}).values())
    return directory


def competencies_directory(gathering: Gathering, given: Iterable[Row]) -> Directory:
    """The competencies given and read."""
    directory = Directory(COMPETENCIES, gathering)
    directory.know(given)
    directory.know(gathering.rows.get(COMPETENCIES.name, {}).values())
    return directory
