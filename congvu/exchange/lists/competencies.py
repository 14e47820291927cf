"""Tables of competencies and of their levels, one row a level or one column a level."""

from collections.abc import Iterator

from congvu.engine.lists.sheets import COMPETENCIES, COMPETENCY_GROUPS, LEVELS
from congvu.exchange.lists.gathering import Gathering, RowReader, read_as_it_stands, refuse_line
from congvu.exchange.lists.layouts import WIDE_LEVELS
from congvu.exchange.lists.references import Directory, competency_group
from congvu.exchange.lists.tables import Entry, Table, entries, tell_columns
from congvu.exchange.workbook.problems import Place


def read_competencies(table: Table, gathering: Gathering, directory: Directory) -> None:
    """Read one table of competencies."""
    gathering.speak_of(COMPETENCIES, {"code", "group", *table.columns})
    if table.own:
        read_as_it_stands(table, gathering)
        return
    tell_columns(table, gathering.problems)
    unread: list[tuple[int, str]] = []
    made = 0
    for entry in entries(table, gathering.problems, unread):
        made += _read_competency(table, entry, gathering, directory)
    for number, line in unread:
        refuse_line(table, number, line, gathering)
    if made:
        gathering.problems.mended(
            Place(table.name, table.header.last + 1),
            f"không có cột mã: đã đặt mã cho {made} năng lực theo chữ đầu của tên",
            "thêm cột “Mã năng lực” nếu đã có mã",
        )


def _read_competency(
    table: Table, entry: Entry, gathering: Gathering, directory: Directory
) -> bool:
    """Take one row; whether its code was made here."""
    reader = RowReader(table, entry, COMPETENCIES)
    group, sure = _group(entry)
    for column in COMPETENCIES.columns[1:]:
        if column.name != "group":
            reader.read(column)
    reader.put(COMPETENCIES.column("group"), group)
    typed = "code" in table.columns
    if typed:
        reader.read(COMPETENCIES.column("code"))
    elif reader.row.get("name"):
        code = directory.find("", reader.row["name"]) or directory.new_code(reader.row["name"], "")
        reader.put(COMPETENCIES.column("code"), code)
    guessed = ({"group"} if not sure else set()) | ({"code"} if not typed else set())
    if not reader.finish(gathering, guessed):
        return False
    directory.know([reader.row])
    if not typed:
        gathering.made.add((COMPETENCIES.name, (reader.row["code"],)))
    return not typed


def _group(entry: Entry) -> tuple[str, bool]:
    typed = entry.text("group") or entry.text("competency_group")
    if typed in COMPETENCY_GROUPS:
        return typed, True
    for words in (typed, *reversed(entry.headings)):
        group, said = competency_group(words)
        if said:
            return group, True
    return "professional", False


def read_levels(table: Table, gathering: Gathering, directory: Directory) -> None:
    """Read one table of levels; competencies that only it names are added."""
    gathering.speak_of(LEVELS, {"competency", "level", "descriptor", *table.columns})
    if table.own:
        read_as_it_stands(table, gathering)
        return
    tell_columns(table, gathering.problems)
    unread: list[tuple[int, str]] = []
    before = ("", "")
    for entry in entries(table, gathering.problems, unread):
        typed = (entry.text("competency"), entry.text("competency_name"))
        before = typed if any(typed) else before
        for reader in _level_readers(table, entry):
            _read_level(reader, entry, before, gathering, directory)
    for number, line in unread:
        refuse_line(table, number, line, gathering)
    directory.tell(Place(table.name, table.header.last + 1))


def _level_readers(table: Table, entry: Entry) -> Iterator[RowReader]:
    """One reader a level: the row's own, or one for each filled column of levels."""
    wide = [key for key in WIDE_LEVELS if key in table.columns]
    if not wide:
        reader = RowReader(table, entry, LEVELS)
        reader.read(LEVELS.column("level"), mend=_level_number)
        reader.read(LEVELS.column("descriptor"))
        yield reader
    for key in wide:
        if entry.has(key):
            reader = RowReader(table, entry, LEVELS)
            reader.put(LEVELS.column("level"), key.removeprefix("level_"))
            reader.read(LEVELS.column("descriptor"), key)
            yield reader


def _read_level(
    reader: RowReader, entry: Entry, named: tuple[str, str], gathering: Gathering,
    directory: Directory,
) -> None:  # fmt: skip
    group, _sure = _group(entry)
    directory.refer(reader, LEVELS.column("competency"), *named, group)
    reader.read(LEVELS.column("applies_to"))
    reader.read(LEVELS.column("source"))
    reader.finish(gathering)


def _level_number(text: str) -> str:
    """ "Cấp độ 3" → "3"; other texts as they are."""
    head, _, tail = text.strip().rpartition(" ")
    return tail if head and tail.isdecimal() else text
