"""A list of people held against an agency: who is new, moves, is gone, who is not understood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.apps.org.queries import UnitRow
from congvu.apps.positions.queries import StaffRow
from congvu.exchange.rosters.layouts import LEADS, PERSON_KINDS
from congvu.exchange.rosters.reading import Line, RosterReading, Turned
from congvu.exchange.workbook.headers import simplified
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import fold, nfc

MOST_NAMED = 5
Row = dict[str, Any]


class _Faulty(Exception):
    """A row that cannot be taken; the message is for whoever mends the file."""


@dataclass(frozen=True)
class Agency:
    """What the list is held against: the agency, its units, its people with primary posts."""

    code: str
    units: Sequence[UnitRow]
    staff: Sequence[StaffRow]
    taken: frozenset[str]
    """Codes of people of other agencies: a row with one of them is not of this agency."""


def plan_people(reading: RosterReading, agency: Agency, *, day: date, ends_absent: bool) -> Row:
    """Return the plan as JSON: rows by what they do, rows refused, what was understood how.

    `day` is when changes hold that have no day of their own; `ends_absent` ends the posts of
    people whom the list does not have. Whoever stands in a refused row is in the list.
    """
    planner = _Planner(agency, day)
    rows = list(planner.rows(reading.lines))
    turned = [*reading.turned, *planner.turned]
    codes = {one.texts.get("code", "") for one in turned} | planner.seen.keys()
    names = {fold(one.texts.get("name", "")) for one in turned}
    gone = [
        one for one in agency.staff if one.person not in codes and fold(one.full_name) not in names
    ]
    rows += [_gone(one, day, ends=ends_absent) for one in gone]
    return {
        "day": day.isoformat(),
        "rows": rows,
        "refused": [[one.place, one.what, one.typed] for one in turned],
        "notices": reading.notices,
    }


class _Planner:
    """Takes the rows one by one and remembers whom it has met."""

    def __init__(self, agency: Agency, day: date) -> None:
        self.agency, self.day = agency, day
        self.by_code = {one.person: one for one in agency.staff}
        self.by_name: dict[str, list[StaffRow]] = {}
        for one in agency.staff:
            self.by_name.setdefault(fold(one.full_name), []).append(one)
        self.seen: dict[str, str] = {}
        self.turned: list[Turned] = []
        self._made = 0

    def rows(self, lines: Sequence[Line]) -> Iterator[Row]:
        for line in lines:
            try:
                yield self._row(line)
            except _Faulty as fault:
                typed = " | ".join(filter(None, line.texts.values()))
                self.turned.append(Turned(line.place, str(fault), typed, line.texts))

    def _row(self, line: Line) -> Row:
        held = self._person(line)
        unit = self._unit(line, held)
        code = held.person if held else line.texts.get("code") or self._next_code()
        if code in self.seen:
            raise _Faulty(f"người mã {code} đã có ở {self.seen[code]}; mỗi người một dòng")
        self.seen[code] = line.place
        row = self._told(line, code, unit, held)
        if held is None:
            return row | {"act": "new", "kind": self._kind(line)}
        was = {"posting": held.posting_id, "was_title": held.title, "was_unit": held.unit_name}
        same = held.unit == unit.code and fold(held.title) == fold(row["title"])
        if same:
            return row | was | {"act": "same"}
        if row["since"] <= held.since.isoformat():
            raise _Faulty(
                f"{held.full_name} giữ vị trí hiện tại từ {format_day(held.since)}; ngày thay đổi "
                "phải sau ngày đó"
            )
        return row | was | {"act": "move"}

    def _told(self, line: Line, code: str, unit: UnitRow, held: StaffRow | None) -> Row:
        title = line.texts.get("title") or (held.title if held else "")
        if not title:
            raise _Faulty("chưa có chức vụ, vị trí")
        leads = LEADS.get(simplified(line.texts.get("leads", "")))
        if leads is None:
            raise _Faulty(
                f"“{line.texts['leads'][:40]}” chưa rõ: người đứng đầu, cấp phó, hoặc trống"
            )
        stays = held is not None and held.unit == unit.code and "leads" not in line.texts
        since = line.since if held is None or (line.since and line.since > held.since) else None
        return {
            "place": line.place,
            "person": code,
            "name": held.full_name if held else nfc(line.texts["name"]),
            "given": line.texts.get("given", ""),
            "unit": unit.code,
            "unit_name": unit.name,
            "title": title,
            "leads": held.leads if held and stays else leads,
            "since": (since or self.day).isoformat(),
        }

    def _person(self, line: Line) -> StaffRow | None:
        """Whom the row means: by code before name; a name only where it is one person's."""
        code, name = line.texts.get("code", ""), fold(line.texts["name"])
        if code:
            held = self.by_code.get(code)
            if held and fold(held.full_name) != name:
                raise _Faulty(f"mã {code} là “{held.full_name}”, không phải “{line.texts['name']}”")
            if code in self.agency.taken:
                raise _Faulty(f"mã {code} đã có hồ sơ ở nơi khác; hãy ghi điều động ở hồ sơ")
            return held
        named = self.by_name.get(name, [])
        if len(named) > 1:
            raise _Faulty(f"có {len(named)} người tên này: {_listed(named)}; hãy ghi mã")
        return named[0] if named else None

    def _unit(self, line: Line, held: StaffRow | None) -> UnitRow:
        typed = line.texts.get("unit") or line.heading
        if not typed and held:
            return next(one for one in self.agency.units if one.code == held.unit)
        wanted = fold(typed)
        found = [one for one in self.agency.units if one.code == typed or fold(one.name) == wanted]
        if len(found) == 1:
            return found[0]
        if not typed:
            raise _Faulty("chưa có phòng, đơn vị")
        listed = "; ".join(one.name for one in self.agency.units[:MOST_NAMED])
        several = f"có {len(found)} đơn vị tên “{typed[:60]}”; hãy ghi mã"
        raise _Faulty(several if found else f"không có đơn vị “{typed[:60]}” (có: {listed} …)")

    def _kind(self, line: Line) -> str:
        typed = line.texts.get("kind", "")
        kind = PERSON_KINDS.get(simplified(typed), "" if typed else "civil_servant")
        if not kind:
            raise _Faulty(f"loại “{typed[:40]}” chưa rõ: cán bộ, công chức, viên chức, hợp đồng")
        return kind

    def _next_code(self) -> str:
        """A free code for somebody new whose row has none."""
        taken = self.by_code.keys() | self.agency.taken | self.seen.keys()
        while True:
            self._made += 1
            code = f"{self.agency.code}-N{self._made:03d}"
            if code not in taken:
                return code


def _gone(one: StaffRow, day: date, *, ends: bool) -> Row:
    return {
        "act": "end" if ends else "absent",
        "place": "",
        "person": one.person,
        "name": one.full_name,
        "unit": one.unit,
        "unit_name": one.unit_name,
        "title": one.title,
        "posting": one.posting_id,
        "was_title": one.title,
        "was_unit": one.unit_name,
        "since": day.isoformat(),
    }


def _listed(named: Sequence[StaffRow]) -> str:
    return "; ".join(f"{one.person} ({one.title}, {one.unit_name})" for one in named[:MOST_NAMED])


def counts_of(rows: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Return how many rows do what."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["act"]] = counted.get(row["act"], 0) + 1
    return counted
