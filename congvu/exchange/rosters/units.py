"""A list of units held against an agency: which are new, are renamed, move, get a code."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from congvu.apps.org.queries import UnitOnDay
from congvu.exchange.rosters.layouts import UNIT_KINDS
from congvu.exchange.rosters.reading import Line, RosterReading, Turned
from congvu.exchange.workbook.headers import simplified
from congvu.kernel.vietnamese import fold, nfc

OFFICIAL_CODE = re.compile(r"[A-Z][0-9]{2}(\.[0-9A-Z]+)*")
Row = dict[str, Any]


class _Faulty(Exception):
    """A row that cannot be taken; the message is for whoever mends the file."""


def plan_units(
    reading: RosterReading, top: UnitOnDay, held: Sequence[UnitOnDay], *, day: date, decision: str
) -> Row:
    """Return the plan as JSON; `held` are the units of today at and under `top`.

    A unit is matched by its code before its name; one that the list does not have is told, never
    ended by it.
    """
    planner = _Planner(top, held, day)
    rows = list(planner.rows(reading.lines))
    turned = [*reading.turned, *planner.turned]
    named = planner.seen.keys() | {one.texts.get("code", "") for one in turned} | {top.code}
    absent = [one for one in held if one.code not in named]
    rows += [{"act": "absent", "place": "", "unit": one.code, "name": one.name} for one in absent]
    return {
        "day": day.isoformat(),
        "decision": decision,
        "rows": rows,
        "refused": [[one.place, one.what, one.typed] for one in turned],
        "notices": reading.notices,
    }


class _Planner:
    """Takes the rows one by one; a unit made above may be the parent of one below."""

    def __init__(self, top: UnitOnDay, held: Sequence[UnitOnDay], day: date) -> None:
        self.top, self.day = top, day
        self.by_code = {one.code: one for one in held}
        self.by_name: dict[str, list[str]] = {}
        for one in held:
            self.by_name.setdefault(fold(one.name), []).append(one.code)
        self.agency = {one.code: one.agency for one in held}
        self.seen: dict[str, str] = {}
        self.turned: list[Turned] = []

    def rows(self, lines: Sequence[Line]) -> Iterator[Row]:
        for line in lines:
            try:
                yield self._row(line)
            except _Faulty as fault:
                typed = " | ".join(filter(None, line.texts.values()))
                self.turned.append(Turned(line.place, str(fault), typed, line.texts))

    def _row(self, line: Line) -> Row:
        held = self._held(line)
        code = held.code if held else line.texts.get("code", "")
        if not code:
            raise _Faulty("đơn vị mới phải có mã")
        if code in self.seen:
            raise _Faulty(f"đơn vị mã {code} đã có ở {self.seen[code]}; mỗi đơn vị một dòng")
        parent = self._parent(line, held)
        official = self._official(line, held)
        self.seen[code] = line.place
        row: Row = {
            "place": line.place,
            "unit": code,
            "name": nfc(line.texts["name"]),
            "parent": parent,
            "official_code": official,
        }
        if held is None:
            return self._new(line, row)
        was = {"name": held.name, "parent": held.parent, "official_code": held.official_code}
        changed = any(row[key] != was[key] for key in was)
        return row | {"act": "change" if changed else "same", "was": was}

    def _new(self, line: Line, row: Row) -> Row:
        typed = line.texts.get("kind", "")
        kind = UNIT_KINDS.get(simplified(typed))
        if kind is None:
            raise _Faulty(f"loại “{typed[:40]}” chưa rõ: phòng, chi cục, đơn vị sự nghiệp …")
        code, agency = row["unit"], self.agency.get(row["parent"]) or row["unit"]
        self.agency[code] = agency
        self.by_name.setdefault(fold(row["name"]), []).append(code)
        since = (line.since or self.day).isoformat()
        return row | {"act": "new", "kind": kind, "agency": agency, "since": since}

    def _held(self, line: Line) -> UnitOnDay | None:
        code = line.texts.get("code", "")
        if code:
            return self.by_code.get(code)
        named = [
            one for one in self.by_name.get(fold(line.texts["name"]), []) if one in self.by_code
        ]
        if len(named) > 1:
            raise _Faulty(f"có {len(named)} đơn vị tên này: {', '.join(named[:5])}; hãy ghi mã")
        return self.by_code[named[0]] if named else None

    def _parent(self, line: Line, held: UnitOnDay | None) -> str | None:
        typed = line.texts.get("parent", "")
        if not typed:
            return held.parent if held else self.top.code
        if typed in self.agency:
            return typed
        named = self.by_name.get(fold(typed), [])
        if len(named) != 1:
            raise _Faulty(f"đơn vị cấp trên “{typed[:60]}” không có hoặc có nhiều; hãy ghi mã")
        return named[0]

    def _official(self, line: Line, held: UnitOnDay | None) -> str:
        typed = line.texts.get("official_code", "").upper()
        if typed and not OFFICIAL_CODE.fullmatch(typed):
            raise _Faulty(f"mã định danh “{typed[:40]}” không đúng dạng như H32.22.5")
        return typed or (held.official_code if held else "")
