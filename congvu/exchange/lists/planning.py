"""What would change: a reading compared, row by row and field by field, with what is held."""

import re
from collections.abc import Iterable, Mapping, Sequence

from congvu.engine.lists.document import sparse
from congvu.engine.lists.sheets import (
    COMPETENCIES,
    LISTS,
    POSITIONS,
    PRODUCTS,
    Key,
    ListKind,
    Row,
    Sheet,
    sheet_named,
)
from congvu.exchange.lists.gathering import Reading
from congvu.exchange.lists.plans import Changed, Fields, Left, ListPlan, Scope, SheetPlan
from congvu.exchange.lists.references import plain_name, whole_name
from congvu.exchange.workbook.problems import Problem
from congvu.kernel.frozen import FrozenMap
from congvu.kernel.vietnamese import fold

Current = Mapping[tuple[ListKind, str], Sequence[Row]]
_SCOPE_COLUMN = {
    "products": "section", "ranks": "position", "duties": "position",
    "requirements": "position", "levels": "competency", "forms": "form",
}  # fmt: skip
_NUMBERING = re.compile(r"^\s*(?:[IVXLC]+|[A-Z]|[0-9]+(?:\.[0-9]+)*)\s*[.)–—:-]\s*")
_POINTERS = {"position": POSITIONS.name, "competency": COMPETENCIES.name}


def plan_lists(
    reading: Reading,
    current: Current,
    *,
    settings: Mapping[ListKind, Mapping[str, str]] | None = None,
    scope: Scope = Scope.NAMED,
) -> ListPlan:
    """Compare a reading with the rows held, by key; sheets that the files do not have are left out.

    A column that the files do not have keeps its texts; a column that was only inferred gives way
    to what is held; a code that was made gives way to that of the row with the same words.
    """
    renamed = _adopted_codes(reading, current)
    sheets = []
    for document in reading.documents:
        for sheet in LISTS[document.kind]:
            rows = document.rows(sheet.name)
            if rows or sheet.name in reading.columns:
                held = tuple(current.get((document.kind, sheet.name), ()))
                sheets.append(_Comparison(reading, document.kind, sheet, held, renamed, scope))
    return ListPlan(
        scope,
        tuple(one.plan() for one in sheets),
        FrozenMap(_settings(reading, settings or {})),
        FrozenMap({one.kind: (one.code, one.name) for one in reading.documents}),
        reading.refused,
        tuple(map(_told, reading.notices)),
        reading.legacy,
    )


def rows_after(plan: SheetPlan, *, drop_gone: bool) -> tuple[Row, ...]:
    """Return the sheet's rows after applying: in the file's order, kept ones after their like."""
    sheet = sheet_named(plan.sheet)
    left = (*plan.kept, *(() if drop_gone else plan.gone))
    after: dict[Key | None, list[Row]] = {}
    for one in left:
        after.setdefault(one.after, []).append(one.row)
    rows: list[Row] = []
    waiting = [*reversed((*after.pop(None, ()), *plan.rows))]
    while waiting:
        rows.append(waiting.pop())
        waiting.extend(reversed(after.pop(sheet.key_of(rows[-1]), ())))
    return (*rows, *(row for followers in after.values() for row in followers))


class _Comparison:
    """One sheet of a reading beside the rows held."""

    def __init__(
        self, reading: Reading, kind: ListKind, sheet: Sheet, held: Sequence[Row],
        renamed: Mapping[str, Mapping[str, str]], scope: Scope,
    ) -> None:  # fmt: skip
        self.reading = reading
        self.kind = kind
        self.sheet = sheet
        self.held = {sheet.key_of(row): sparse(row) for row in held}
        self.sections = _by_bare_name(row.get("section", "") for row in held)
        self.renamed = renamed
        self.scope = scope

    def plan(self) -> SheetPlan:
        """Compare every row once."""
        rows: dict[Key, Row] = {}
        new: list[Key] = []
        changed: list[Changed] = []
        document = next(one for one in self.reading.documents if one.kind is self.kind)
        for typed in document.rows(self.sheet.name):
            row, place = self._settled(typed)
            key = self.sheet.key_of(row)
            rows[key] = row
            if key not in self.held:
                new.append(key)
            elif fields := _differing(self.held[key], row):
                changed.append(Changed(key, place, fields))
        gone, kept = self._left(rows)
        same = len(rows) - len(new) - len(changed)
        return SheetPlan(
            self.kind, self.sheet.name, tuple(rows.values()), tuple(new), tuple(changed),
            gone, kept, same,
        )  # fmt: skip

    def _settled(self, typed: Row) -> tuple[Row, str]:
        """The row with adopted codes and what the files did not speak of, and where it stood."""
        named = (self.sheet.name, self.sheet.key_of(typed))
        place = self.reading.places.get(named)
        row = {name: self._renamed(name, text) for name, text in typed.items()}
        if "section" in row:
            row["section"] = self.sections.get(_bare(row["section"]), row["section"])
        held = self.held.get(self.sheet.key_of(row))
        if held is not None:
            spoken = self._spoken(named)
            row = {name: text for name, text in row.items() if name in spoken}
            row |= {name: text for name, text in held.items() if name not in spoken}
        return sparse(row), str(place or "")

    def _spoken(self, named: tuple[str, Key]) -> set[str]:
        """The columns that the files really say of this row."""
        if named in self.reading.added:
            return set(self.sheet.key)
        guessed = self.reading.guessed.get(named, frozenset()) - set(self.sheet.key)
        return set(self.reading.columns.get(self.sheet.name, ())) - guessed

    def _renamed(self, column: str, text: str) -> str:
        target = self.sheet.name if column == "code" else _POINTERS.get(column, "")
        return self.renamed.get(target, {}).get(text, text)

    def _left(self, rows: Mapping[Key, Row]) -> tuple[tuple[Left, ...], tuple[Left, ...]]:
        named = self._named(rows.values())
        gone: list[Left] = []
        kept: list[Left] = []
        before: Key | None = None
        for key, row in self.held.items():
            if key not in rows:
                (gone if self._is_meant(row, named) else kept).append(Left(row, before))
            before = key
        return tuple(gone), tuple(kept)

    def _named(self, rows: Iterable[Row]) -> set[str]:
        column = _SCOPE_COLUMN.get(self.sheet.name, "")
        return {row.get(column, "") for row in rows} if column else set()

    def _is_meant(self, row: Row, named: set[str]) -> bool:
        if self.scope is Scope.WHOLE:
            return True
        return row.get(_SCOPE_COLUMN.get(self.sheet.name, ""), "") in named


def _by_bare_name(sections: Iterable[str]) -> dict[str, str]:
    """Sections by their names without numbering: a heading "II – Phòng Kinh tế" means the held one.

    Where two held sections differ only in their numbering, nothing is guessed.
    """
    named: dict[str, set[str]] = {}
    for section in sections:
        named.setdefault(_bare(section), set()).add(section)
    return {bare: found.pop() for bare, found in named.items() if len(found) == 1}


def _bare(section: str) -> str:
    return fold(_NUMBERING.sub("", section))


def _differing(before: Row, after: Row) -> Fields:
    columns = sorted({*before, *after})
    pairs = {name: (before.get(name, ""), after.get(name, "")) for name in columns}
    return FrozenMap({name: pair for name, pair in pairs.items() if pair[0] != pair[1]})


def _adopted_codes(reading: Reading, current: Current) -> dict[str, dict[str, str]]:
    """{sheet: {code made here: code to use}}: held codes by the same words, else a free code."""
    renamed: dict[str, dict[str, str]] = {}
    for document in reading.documents:
        for sheet in LISTS[document.kind]:
            made = {key[0] for name, key in reading.made if name == sheet.name}
            if made:
                held = current.get((document.kind, sheet.name), ())
                renamed[sheet.name] = _adopted(sheet, document.rows(sheet.name), held, made)
    return renamed


def _adopted(
    sheet: Sheet, rows: Sequence[Row], held: Sequence[Row], made: set[str]
) -> dict[str, str]:
    by_words: dict[tuple[str, ...], list[str]] = {}
    for row in held:
        by_words.setdefault(_words(sheet, row), []).append(row["code"])
    typed = {row["code"] for row in rows} - made
    taken = {row["code"] for row in held} | typed
    adopted: dict[str, str] = {}
    for row in rows:
        if row["code"] in made:
            same = [c for c in by_words.get(_words(sheet, row), ()) if c not in typed]
            if same:
                by_words[_words(sheet, row)] = same[1:]
                adopted[row["code"]] = same[0]
    for code in sorted(made - adopted.keys()):
        adopted[code] = _free(code, taken)
        taken.add(adopted[code])
    return adopted


def _words(sheet: Sheet, row: Row) -> tuple[str, ...]:
    """What names a row besides its code."""
    if sheet is PRODUCTS:
        return tuple(whole_name(row.get(name, "")) for name in ("name", "detail", "output"))
    name = row.get("name", "")
    return (whole_name(name) if sheet is POSITIONS else plain_name(name),)


def _free(code: str, taken: set[str]) -> str:
    """The code itself, or with the next number that nobody has: VTLT.03 → VTLT.18."""
    stem, sign, number = code.rpartition(".")
    if not sign:
        stem, sign, number = code.rstrip("0123456789"), "", "2"
    free, count = code, int(number)
    while free in taken:
        count += 1
        free = f"{stem}{sign}{count:02d}" if sign else f"{stem}{count}"
    return free


def _settings(
    reading: Reading, held: Mapping[ListKind, Mapping[str, str]]
) -> Mapping[ListKind, Fields]:
    """Settings that the files say otherwise than held; what they do not say stays."""
    found: dict[ListKind, Fields] = {}
    for document in reading.documents:
        before = held.get(document.kind, {})
        pairs = {name: (before.get(name, ""), text) for name, text in document.settings.items()}
        differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if differing:
            found[document.kind] = FrozenMap(differing)
    return found


def _told(problem: Problem) -> tuple[str, str, str, str]:
    return (str(problem.place), problem.what, problem.right, problem.severity.value)
