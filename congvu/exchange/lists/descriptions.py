"""Tables of duties and of required competencies: each row points at a position."""

import re

from congvu.engine.lists.sheets import DUTIES, REQUIREMENTS, Column
from congvu.exchange.lists.gathering import (
    Gathering,
    RowReader,
    read_as_it_stands,
    refuse_line,
)
from congvu.exchange.lists.references import (
    MOST_SHOWN,
    Directory,
    competency_group,
    position_group,
)
from congvu.exchange.lists.tables import Entry, Table, entries, tell_columns
from congvu.exchange.workbook.problems import Place
from congvu.kernel.vietnamese import fold

_NUMBERED = re.compile(r"(?P<number>\d+(?:\.\d+)*)[.)]?\s+(?P<rest>.*\S)", re.DOTALL)
_BLOCK_SIGN = "/"


class _Descriptions:
    """What the two tables share: the position of a row, as typed, merged down or stated above."""

    def __init__(self, table: Table, gathering: Gathering, positions: Directory) -> None:
        self.table = table
        self.gathering = gathering
        self.positions = positions
        self.before: tuple[str, str] = ("", "")  # code and name of the last row that had any
        self.carried = 0
        self.renamed: set[tuple[str, str]] = set()

    def position(self, reader: RowReader, entry: Entry, column: Column) -> None:
        """Put the code of the row's position; somebody new is added to the positions."""
        typed = (entry.text("position"), entry.text("position_name"))
        if any(typed):
            self.before = typed
        elif any(self.before):
            typed = self.before
            self.carried += 1
        code, name = typed
        group, _sure = position_group("", name)
        found = self.positions.refer(reader, column, code, name, group)
        if found and code and found != code and (code, found) not in self.renamed:
            self.renamed.add((code, found))
            self.gathering.problems.mended(
                reader.place,
                f"mã {code} không có trong danh mục, tên “{name[:MOST_SHOWN]}” thì có: "
                f"dùng mã {found}",
            )

    def tell(self) -> None:
        """Tell of positions that were new, and of rows that took theirs from the row above."""
        place = Place(self.table.name, self.table.header.last + 1)
        self.positions.tell(place)
        if self.carried:
            self.gathering.problems.mended(
                place,
                f"{self.carried} dòng không ghi vị trí: lấy vị trí của dòng trên",
            )


class _Duties(_Descriptions):
    """Duties: rows that go on with the one above are joined to it, numbers made unique."""

    def __init__(self, table: Table, gathering: Gathering, positions: Directory) -> None:
        super().__init__(table, gathering, positions)
        self.last: tuple[RowReader, str] | None = None  # the row above and its number as typed
        self.joined = 0
        self.made = 0
        self.again: dict[str, int] = {}

    def read(self, entry: Entry) -> None:
        """Read one row; a complete row waits for its continuations."""
        reader = RowReader(self.table, entry, DUTIES)
        self.position(reader, entry, DUTIES.column("position"))
        self._read_texts(reader, entry)
        if self._goes_on(reader):
            self._join(reader)
            return
        self.close()
        self.last = (reader, reader.row.get("number", ""))

    def _read_texts(self, reader: RowReader, entry: Entry) -> None:
        for column in DUTIES.columns[2:]:
            reader.read(column)
        number = DUTIES.column("number")
        typed = entry.text("number") or entry.text("no")
        found = _NUMBERED.fullmatch(typed)
        if not found:
            if typed:
                reader.put(number, typed.rstrip(".)"))
            return
        reader.put(number, found["number"])
        duty, work = reader.row.get("duty", ""), reader.row.get("work", "")
        reader.put(DUTIES.column("duty"), found["rest"])
        reader.put(DUTIES.column("work"), "\n".join(filter(None, (duty, work))))
        self.gathering.problems.mended(
            self.table.place(entry.number, "number"),
            f"ô số mục có cả tên nhiệm vụ: mục {found['number']}, nhiệm vụ "
            f"“{found['rest'][:MOST_SHOWN]}”, ô nhiệm vụ thành công việc cụ thể",
        )

    def _goes_on(self, reader: RowReader) -> bool:
        """The same position, and the same duty under the same number or none."""
        if self.last is None:
            return False
        above, number = self.last
        if reader.row.get("position") != above.row.get("position"):
            return False
        duty, own = reader.row.get("duty", ""), reader.row.get("number", "")
        if not duty and not own:
            reader.faults = [one for one in reader.faults if one.title != _DUTY]
            return not reader.faults
        return duty == above.row.get("duty") and own in ("", number) and not reader.faults

    def _join(self, reader: RowReader) -> None:
        above, _number = self.last or (reader, "")
        for name in ("work", "criteria"):
            lines = [*above.row.get(name, "").split("\n"), *reader.row.get(name, "").split("\n")]
            above.put(DUTIES.column(name), "\n".join(dict.fromkeys(filter(None, lines))))
        self.joined += 1

    def close(self) -> None:
        """Take the row that was waiting."""
        if self.last is None:
            return
        reader, typed = self.last
        self.last = None
        position = reader.row.get("position", "")
        reader.row["number"] = self._number(position, typed)
        reader.finish(self.gathering)

    def _number(self, position: str, typed: str) -> str:
        """The number, made where none was typed, told apart where it was used before."""
        held = self.gathering.rows.get(DUTIES.name, {})
        first = typed or str(1 + sum(one == position for one, _number in held))
        self.made += not typed
        number, block = first, 1
        while (position, number) in held:
            block += 1
            number = f"{first}{_BLOCK_SIGN}{block}"
        if block > 1:
            self.again[position] = self.again.get(position, 0) + 1
        return number

    def tell(self) -> None:
        """Tell what was joined, made and told apart."""
        super().tell()
        place = Place(self.table.name, self.table.header.last + 1)
        told = []
        if self.joined:
            told.append(f"{self.joined} dòng nối vào nhiệm vụ ở dòng trên")
        if self.made:
            told.append(f"{self.made} nhiệm vụ không có số mục: đã đánh số")
        told += [
            f"vị trí {position}: {count} số mục lặp lại, ghi thêm “/2”, “/3” cho khác nhau"
            for position, count in self.again.items()
        ]
        for text in told:
            self.gathering.problems.mended(place, text)


_DUTY = DUTIES.column("duty").title


def read_duties(table: Table, gathering: Gathering, positions: Directory) -> None:
    """Read one table of duties."""
    gathering.speak_of(DUTIES, {"position", "number", *table.columns})
    if table.own:
        read_as_it_stands(table, gathering)
        return
    tell_columns(table, gathering.problems)
    reader, unread = _Duties(table, gathering, positions), list[tuple[int, str]]()
    for entry in entries(table, gathering.problems, unread):
        reader.read(entry)
    reader.close()
    for number, line in unread:
        refuse_line(table, number, line, gathering)
    reader.tell()


def read_requirements(
    table: Table, gathering: Gathering, positions: Directory, competencies: Directory
) -> None:
    """Read one table of required competencies."""
    gathering.speak_of(REQUIREMENTS, {"position", "competency", *table.columns})
    if table.own:
        read_as_it_stands(table, gathering)
        return
    tell_columns(table, gathering.problems)
    reader, unread = _Descriptions(table, gathering, positions), list[tuple[int, str]]()
    for entry in entries(table, gathering.problems, unread):
        _read_requirement(reader, entry, competencies)
    for number, line in unread:
        refuse_line(table, number, line, gathering)
    reader.tell()
    competencies.tell(Place(table.name, table.header.last + 1))


def _read_requirement(shared: _Descriptions, entry: Entry, competencies: Directory) -> None:
    reader = RowReader(shared.table, entry, REQUIREMENTS)
    shared.position(reader, entry, REQUIREMENTS.column("position"))
    code, name = entry.text("competency"), entry.text("competency_name")
    words = entry.text("competency_group") or next(iter(entry.headings[::-1]), "")
    group, _sure = competency_group(words)
    competencies.refer(reader, REQUIREMENTS.column("competency"), code, name, group)
    reader.read(REQUIREMENTS.column("level"), mend=level_of)
    reader.read(REQUIREMENTS.column("source"))
    reader.finish(shared.gathering)


def level_of(text: str) -> str:
    """ "Cấp độ 3" → "3", "từ 2 đến 3" → "2-3"; other texts as they are."""
    found = re.fullmatch(
        r"(?:(?:cap do|cap|muc do|muc|bac|tu)\s*)?([1-5])(?:\s*(?:den|-|–|/)\s*([1-5]))?",
        fold(text),
    )
    if not found:
        return text
    return f"{found[1]}-{found[2]}" if found[2] else found[1]
