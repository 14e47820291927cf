"""Tables of positions with their ranks: shares of a headcount, a column a rank, one row a rank."""

import re
from collections.abc import Iterator, Sequence

from congvu.engine.lists.sheets import POSITION_GROUPS, POSITIONS, RANKS
from congvu.exchange.lists.gathering import (
    CellFault,
    Gathering,
    RowReader,
    read_as_it_stands,
    refuse_line,
)
from congvu.exchange.lists.layouts import RANK_KEY
from congvu.exchange.lists.products import CodeMaker
from congvu.exchange.lists.references import CODE_STEMS, position_group
from congvu.exchange.lists.tables import Entry, Table, entries, tell_columns
from congvu.exchange.workbook.cells import Fault, is_empty, number_of, text_of
from congvu.exchange.workbook.problems import Place

WHOLE = 100  # per cent
NO_RANK = ("có số người mà không nói ngạch nào", "thêm cột “Ngạch”")
MANY_RANKS = (
    "có hơn một ngạch mà không nói mỗi ngạch bao nhiêu người",
    "như “Chuyên viên chính 50%; Chuyên viên 50%” hoặc mỗi ngạch một dòng",
)
_PART = re.compile(r"[;\n+]|,(?=\s*[^\d\s%])|/(?=\s*[A-ZĐ])")
_SHARE = re.compile(r"(?P<rank>.*?)[\s:(–-]*(?P<count>\d+)\s*(?P<percent>%?)[)\s]*", re.DOTALL)


def read_positions(table: Table, gathering: Gathering, codes: CodeMaker) -> None:
    """Read one table of positions into POSITIONS and RANKS."""
    gathering.speak_of(POSITIONS, {"code", "name", "group", *table.columns})
    if table.own:
        read_as_it_stands(table, gathering)
        return
    ranked = rank_columns(table)
    tell_columns(table, gathering.problems, [column for column, _rank in ranked])
    if ranked or {"rank", "headcount"} & set(table.columns):
        gathering.speak_of(RANKS, ("position", "rank", "headcount"))
    unread: list[tuple[int, str]] = []
    reader = _Positions(table, gathering, codes, ranked)
    for entry in entries(table, gathering.problems, unread):
        reader.read(entry)
    for number, line in unread:
        refuse_line(table, number, line, gathering)
    reader.tell()


def rank_columns(table: Table) -> list[tuple[int, str]]:
    """(column, rank as titled) of titles that are ranks: counts per rank stand under them."""
    rows = table.worksheet.rows[table.header.first : table.header.last + 1]
    found = []
    for key, column in table.columns.items():
        if key.startswith(RANK_KEY):
            texts = [text_of(row[column]) for row in rows if column < len(row)]
            found.append((column, [text for text in texts if text][-1]))
    return sorted(found)


class _Positions:
    """One table; a position met again with another rank is the same position."""

    def __init__(
        self,
        table: Table,
        gathering: Gathering,
        codes: CodeMaker,
        ranked: Sequence[tuple[int, str]],
    ) -> None:
        self.table = table
        self.gathering = gathering
        self.codes = codes
        self.ranked = ranked
        self.made: dict[str, str] = {}  # name → code made
        self.grouped: dict[str, int] = {}
        self.uncounted = 0

    def read(self, entry: Entry) -> None:
        """Read one row: the position (once), then its ranks."""
        reader = RowReader(self.table, entry, POSITIONS)
        group, sure = self._group(entry)
        for column in POSITIONS.columns:
            if column.name == "group":
                reader.put(column, group)
            elif column.name != "code":
                reader.read(column)
        self._read_code(reader, group)
        guessed = {name for name, is_guess in (("group", not sure), ("code", self._codeless))
                   if is_guess}  # fmt: skip
        if reader.faults:
            reader.finish(self.gathering)
            return
        if not self._is_known(reader) and not reader.finish(self.gathering, guessed):
            return
        if not sure:
            self.grouped[group] = self.grouped.get(group, 0) + 1
        self._read_ranks(entry, reader.row["code"])

    @property
    def _codeless(self) -> bool:
        return "code" not in self.table.columns

    def _group(self, entry: Entry) -> tuple[str, bool]:
        for words in (entry.text("group"), *reversed(entry.headings)):
            group, said = position_group(words, entry.text("name"))
            if said:
                return group, True
        return position_group("", entry.text("name"))

    def _read_code(self, reader: RowReader, group: str) -> None:
        column = POSITIONS.column("code")
        if not self._codeless:
            reader.read(column)
            return
        name = reader.row.get("name", "")
        if name and name not in self.made:
            self.made[name] = self.codes.code("", CODE_STEMS[group])
            self.gathering.made.add((POSITIONS.name, (self.made[name],)))
        reader.put(column, self.made.get(name, ""))

    def _is_known(self, reader: RowReader) -> bool:
        """The same position once more: a row for its next rank."""
        held = self.gathering.rows.get(POSITIONS.name, {}).get((reader.row["code"],))
        has_ranks = bool(self.ranked) or "rank" in self.table.columns
        return bool(held) and has_ranks and held is not None and held["name"] == reader.row["name"]

    def _read_ranks(self, entry: Entry, position: str) -> None:
        for rank, count, place in self._ranks(entry):
            row = {"position": position, "rank": rank.strip(" ()"), "headcount": str(count)}
            self.gathering.add(RANKS, row, place)

    def _ranks(self, entry: Entry) -> Iterator[tuple[str, int, Place]]:
        if self.ranked:
            yield from self._by_column(entry)
        elif entry.has("rank"):
            yield from self._shared(entry)
        elif entry.has("headcount") and entry.text("headcount") != "0":
            self._refuse_split(entry, self.table.place(entry.number, "headcount"), NO_RANK)

    def _by_column(self, entry: Entry) -> Iterator[tuple[str, int, Place]]:
        cells, total = self.table.worksheet.rows[entry.number - 1], 0
        for column, rank in self.ranked:
            if column < len(cells) and not is_empty(cells[column]):
                place = Place(self.table.name, entry.number, column + 1)
                count = self._count(cells[column], place)
                total += count or 0
                if count:
                    yield rank, count, place
        place = self.table.place(entry.number, "headcount")
        said = self._count(entry.cells.get("headcount"), place)
        if said is not None and said != total:
            self.gathering.problems.notice(
                place, f"ghi {said} người nhưng cộng các ngạch được {total}: lấy theo các ngạch"
            )

    def _shared(self, entry: Entry) -> Iterator[tuple[str, int, Place]]:
        place = self.table.place(entry.number, "rank")
        parts, shares = ranks_in_words(entry.text("rank"))
        counted = self._count(
            entry.cells.get("headcount"), self.table.place(entry.number, "headcount")
        )
        if shares is None:  # counts were written beside the ranks, or one rank stands alone
            yield from ((rank, count, place) for rank, count in parts if count is not None)
            parts = [(rank, count) for rank, count in parts if count is None]
            shares = [WHOLE] if len(parts) == 1 else []
        if not parts:
            return
        if counted is None or not shares:
            self.uncounted += counted is None
            if counted:
                self._refuse_split(entry, place, MANY_RANKS)
            return
        counts = split(counted, shares)
        if len(parts) > 1:
            self._tell_split(place, parts, counts, shares)
        yield from ((rank, count, place) for (rank, _), count in zip(parts, counts, strict=True))

    def _count(self, cell: str | None, place: Place) -> int | None:
        if cell is None or is_empty(cell):
            return None
        try:
            count = number_of(cell, 0)
            if count < 0:
                raise Fault("số âm", "một số nguyên không âm")
        except Fault as fault:
            title = RANKS.column("headcount").title
            wrong = CellFault(place, title, cell[1:], fault.what, fault.right)
            self.gathering.refuse(RANKS.name, place, {"headcount": cell[1:]}, [wrong])
            return None
        return count

    def _refuse_split(self, entry: Entry, place: Place, why: tuple[str, str]) -> None:
        typed = {"rank": entry.text("rank"), "headcount": entry.text("headcount")}
        fault = CellFault(place, RANKS.column("rank").title, typed["rank"], *why)
        self.gathering.refuse(RANKS.name, place, typed, [fault])

    def _tell_split(
        self, place: Place, parts: Sequence[tuple[str, int | None]], counts: Sequence[int],
        shares: Sequence[int],
    ) -> None:  # fmt: skip
        told = ", ".join(f"{rank} {count}" for (rank, _), count in zip(parts, counts, strict=True))
        exact = all(sum(counts) * share % WHOLE == 0 for share in shares)
        rest = "" if exact else "; phần lẻ về ngạch dư nhiều hơn, bằng nhau thì ngạch ghi trước"
        self.gathering.problems.mended(place, f"chia {sum(counts)} người theo tỷ lệ: {told}{rest}")

    def tell(self) -> None:
        """Tell what was inferred for the whole table."""
        place = Place(self.table.name, self.table.header.last + 1)
        if self.made:
            self.gathering.problems.mended(
                place,
                f"không có cột mã: đã đặt mã cho {len(self.made)} vị trí",
                "thêm cột “Mã vị trí” nếu đã có mã",
            )
        for group, count in self.grouped.items():
            self.gathering.problems.mended(
                place,
                f"{count} vị trí xếp vào nhóm “{POSITION_GROUPS[group]}” theo tên vị trí",
                "thêm cột “Nhóm vị trí” nếu không đúng",
            )
        if self.uncounted:
            self.gathering.problems.notice(
                place, f"{self.uncounted} vị trí có ngạch mà không ghi số người: không nhập ngạch"
            )


def ranks_in_words(text: str) -> tuple[list[tuple[str, int | None]], list[int] | None]:
    """([(rank, count or None)], shares of each in per cent) of a cell of ranks.

    “Chuyên viên chính 50%; Chuyên viên 50%” → shares [50, 50]; “Chuyên viên: 2, Cán sự: 1” →
    counts 2 and 1 and no shares; “Chuyên viên” → no count and no shares.
    """
    parts: list[tuple[str, int | None]] = []
    shares: list[int] = []
    for piece in filter(None, map(str.strip, _PART.split(text))):
        found = _SHARE.fullmatch(piece)
        if found is None or not found["rank"].strip():
            parts.append((piece, None))
        elif found["percent"]:
            parts.append((found["rank"].strip(), None))
            shares.append(int(found["count"]))
        else:
            parts.append((found["rank"].strip(), int(found["count"])))
    complete = len(shares) == len(parts) and sum(shares) == WHOLE
    return parts, shares if complete else None


def split(count: int, shares: Sequence[int]) -> list[int]:
    """Split a headcount by shares in per cent: largest remainders first, ties to the first named.

    split(2, [50, 50]) = [1, 1]; split(1, [50, 50]) = [1, 0].
    """
    floors = [count * share // WHOLE for share in shares]
    rests = sorted(range(len(shares)), key=lambda at: (-(count * shares[at] % WHOLE), at))
    for at in rests[: count - sum(floors)]:
        floors[at] += 1
    return floors
