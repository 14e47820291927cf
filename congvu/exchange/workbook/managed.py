"""Who manages whom, from the workbook alone: heads by unit path, deputies by what they named."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from congvu.exchange.workbook.people import DEPUTY, HEAD, Person
from congvu.exchange.workbook.problems import Problems, Severity
from congvu.kernel.vietnamese import fold

Path = tuple[str, ...]


def unit_path(unit: str) -> Path:
    """ "Phường A / Phòng B" as folded parts; a slash without blanks is part of a name."""
    return tuple(fold(part) for part in re.split(r"\s+[/>]\s+", unit) if part.strip())


def managed_people(people: Mapping[str, Person], problems: Problems) -> dict[str, set[str]]:
    """Leader → the people managed, self excluded (Đ15.3–4); leaders in doubt are held, and told."""
    by_path = _by_path(people.values())
    _hold_rival_heads(by_path, problems)
    leaders = [person for person in people.values() if person.leads and not person.held]
    return {
        leader.code: _below(leader, by_path)
        if leader.leads == HEAD
        else _named(leader, people, by_path, problems)
        for leader in leaders
    }


def _by_path(people: Iterable[Person]) -> dict[Path, list[Person]]:
    by_path: dict[Path, list[Person]] = defaultdict(list)
    for person in people:
        by_path[unit_path(person.unit)].append(person)
    return by_path


def _hold_rival_heads(by_path: Mapping[Path, list[Person]], problems: Problems) -> None:
    for path, people in by_path.items():
        heads = [person for person in people if person.leads == HEAD]
        if path and len(heads) < 2:
            continue
        for head in heads:
            others = ", ".join(other.name or other.code for other in heads if other is not head)
            why = f"đơn vị có hơn một người đứng đầu ({others})" if path else "thiếu đơn vị"
            _hold(head, why, "mỗi đơn vị một người đứng đầu, ghi rõ đơn vị", problems)


def _hold(person: Person, why: str, right: str, problems: Problems) -> None:
    person.held = person.held or why
    problems.add(person.place, why, right, Severity.SKIPPED, person.code)


def _below(leader: Person, by_path: Mapping[Path, list[Person]]) -> set[str]:
    """Everybody of the leader's unit and its sub-units, without the leader."""
    return _within(unit_path(leader.unit), by_path) - {leader.code}


def _within(path: Path, by_path: Mapping[Path, list[Person]]) -> set[str]:
    return {
        person.code
        for other, people in by_path.items()
        if path and other[: len(path)] == path
        for person in people
    }


def _named(
    deputy: Person,
    people: Mapping[str, Person],
    by_path: Mapping[Path, list[Person]],
    problems: Problems,
) -> set[str]:
    """The people and units that a deputy's field names; superiors and peers are no part of it."""
    found: set[str] = set()
    for name in deputy.looks_after:
        if name in people:
            found.add(name)
            continue
        path = _path_named(name, deputy, by_path)
        if path is None:
            _hold(
                deputy,
                f"lĩnh vực phụ trách “{name[:60]}” không phải mã người hay tên đơn vị nào",
                "mã người hoặc tên đơn vị có trong tệp",
                problems,
            )
            continue
        found |= _within(path, by_path) - _not_below(deputy, path, people)
    return found - {deputy.code}


def _path_named(name: str, deputy: Person, by_path: Mapping[Path, list[Person]]) -> Path | None:
    """The unit a name means: its whole path, else the only unit that ends so, own ones first."""
    path = unit_path(name)
    known = {other[:depth] for other in by_path for depth in range(1, len(other) + 1)}
    if path in known:
        return path
    ending = [other for other in known if other[-len(path) :] == path]
    own = unit_path(deputy.unit)
    below = [other for other in ending if other[: len(own)] == own]
    candidates = below or ending
    return candidates[0] if len(candidates) == 1 else None


def _not_below(deputy: Person, path: Path, people: Mapping[str, Person]) -> set[str]:
    """Heads and fellow deputies of the deputy's own or higher units, who are never below her."""
    own = unit_path(deputy.unit)
    return {
        other.code
        for other in people.values()
        if other.leads in (HEAD, DEPUTY)
        and own[: len(unit_path(other.unit))] == unit_path(other.unit)
    }


def hold_circle(codes: Iterable[str], people: Mapping[str, Person], problems: Problems) -> None:
    """People who manage each other: none of them can be settled; each is held and told."""
    circle = list(codes)
    names = " → ".join(people[code].name or code for code in [*circle, circle[0]])
    for code in circle:
        _hold(people[code], f"quản lý vòng tròn: {names}", "sửa lĩnh vực phụ trách", problems)
