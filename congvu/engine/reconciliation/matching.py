"""Who is who: by code, then by name in the same unit, then anywhere, then by near names.

A name that two people have is never guessed: all lines that may be one another are one unclear
finding.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from congvu.engine.reconciliation.lines import Line, NameWay
from congvu.engine.reconciliation.names import name_way, near, ordered, plain, shortened, spoken

Key = tuple[str, ...]
KeyOf = Callable[[Line], Key | None]
Pair = tuple[Line, Line]
Group = tuple[tuple[Line, ...], tuple[Line, ...]]


@dataclass(slots=True)
class Matched:
    """Who was matched: pairs by code, pairs by name, groups nobody can tell apart, the rest."""

    by_code: list[Pair] = field(default_factory=list)
    by_name: list[Pair] = field(default_factory=list)
    unclear: list[Group] = field(default_factory=list)
    missing: list[Line] = field(default_factory=list)
    extra: list[Line] = field(default_factory=list)


def match(ours: Sequence[Line], theirs: Sequence[Line]) -> Matched:
    """Match two lists; `ours` has one line a person and each code once."""
    return _Matching(ours, theirs).matched()


class _Matching:
    def __init__(self, ours: Sequence[Line], theirs: Sequence[Line]) -> None:
        self.ours = {one.key: one for one in ours}
        self.theirs = {one.key: one for one in theirs}
        self.found = Matched()

    def matched(self) -> Matched:
        self._by_code()
        for key_of in _WAYS:
            self._by_key(key_of)
        self._twins()
        self._alike()
        self.found.missing = [*self.ours.values()]
        self.found.extra = [*self.theirs.values()]
        return self.found

    def _by_code(self) -> None:
        ours, theirs = _grouped(self.ours, _code), _grouped(self.theirs, _code)
        for key in ours.keys() & theirs.keys():
            if len(theirs[key]) == 1:
                self._pair(self.found.by_code, ours[key][0], theirs[key][0])
            else:
                self._unclear(ours[key], theirs[key])

    def _by_key(self, key_of: KeyOf) -> None:
        """Pair whoever alone has a key in both lists."""
        ours, theirs = _grouped(self.ours, key_of), _grouped(self.theirs, key_of)
        for key in ours.keys() & theirs.keys():
            if len(ours[key]) == len(theirs[key]) == 1:
                self._pair(self.found.by_name, ours[key][0], theirs[key][0])

    def _twins(self) -> None:
        """Those with one plain name who are still not told apart."""
        ours, theirs = _grouped(self.ours, _plain), _grouped(self.theirs, _plain)
        for key in ours.keys() & theirs.keys():
            self._unclear(ours[key], theirs[key])

    def _alike(self) -> None:
        """Near names: a pair where either is the other's only one, unclear where there are more."""
        for mine, yours in _components(self._near_pairs()):
            if len(mine) == len(yours) == 1:
                self._pair(self.found.by_name, self.ours[mine[0]], self.theirs[yours[0]])
            else:
                self._unclear([self.ours[key] for key in mine], [self.theirs[key] for key in yours])

    def _near_pairs(self) -> Iterator[tuple[str, str]]:
        index: dict[str, list[Line]] = defaultdict(list)
        for one in self.ours.values():
            for key in _near_keys(one):
                index[key].append(one)
        for other in self.theirs.values():
            candidates = {
                one.key: one
                for key in _near_keys(other)
                for one in index.get(key, ())
                if _may_share_unit(one, other)
            }
            for one in candidates.values():
                if name_way(one.name, other.name) is not NameWay.OTHER:
                    yield one.key, other.key

    def _pair(self, pairs: list[Pair], one: Line, other: Line) -> None:
        pairs.append((self.ours.pop(one.key), self.theirs.pop(other.key)))

    def _unclear(self, ours: Iterable[Line], theirs: Iterable[Line]) -> None:
        group = (tuple(ours), tuple(theirs))
        for one in group[0]:
            del self.ours[one.key]
        for one in group[1]:
            del self.theirs[one.key]
        self.found.unclear.append(group)


def _grouped(lines: dict[str, Line], key_of: KeyOf) -> dict[Key, list[Line]]:
    groups: dict[Key, list[Line]] = defaultdict(list)
    for one in lines.values():
        key = key_of(one)
        if key is not None:
            groups[key].append(one)
    return groups


def _code(line: Line) -> Key | None:
    code = "".join(line.code.split()).casefold()
    return (code,) if code else None


def _said(line: Line) -> Key | None:
    return (spoken(line.name),) if line.name else None


def _plain(line: Line) -> Key | None:
    return (plain(line.name),) if line.name else None


def _said_in_unit(line: Line) -> Key | None:
    return (line.unit, spoken(line.name)) if line.unit and line.name else None


def _plain_in_unit(line: Line) -> Key | None:
    return (line.unit, plain(line.name)) if line.unit and line.name else None


def _said_in_agency(line: Line) -> Key | None:
    return (line.agency, spoken(line.name)) if line.agency and line.name else None


def _plain_in_agency(line: Line) -> Key | None:
    return (line.agency, plain(line.name)) if line.agency and line.name else None


_WAYS = (_said_in_unit, _plain_in_unit, _said_in_agency, _plain_in_agency, _said, _plain)


def _may_share_unit(one: Line, other: Line) -> bool:
    apart = one.unit and other.unit and one.unit != other.unit
    return not apart and not (one.agency and other.agency and one.agency != other.agency)


def _near_keys(line: Line) -> set[str]:
    """Texts of which two near names have one in common; each kind of nearness marked apart."""
    name = plain(line.name)
    if not name:
        return set()
    keys = {f"~{text}" for text in near(name)}
    keys |= {f"-{text}" for text in (name, *shortened(name))}
    return keys | {f"={ordered(name)}"}


def _components(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the connected groups of pairs: keys of ours, keys of theirs."""
    to_theirs: dict[str, list[str]] = defaultdict(list)
    to_ours: dict[str, list[str]] = defaultdict(list)
    for one, other in pairs:
        to_theirs[one].append(other)
        to_ours[other].append(one)
    seen: set[str] = set()
    for start in to_theirs:
        if start in seen:
            continue
        mine, yours, waiting = [], dict[str, None](), [start]
        seen.add(start)
        while waiting:
            one = waiting.pop()
            mine.append(one)
            for other in to_theirs[one]:
                yours[other] = None
                fresh = [key for key in to_ours[other] if key not in seen]
                seen.update(fresh)
                waiting += fresh
        yield mine, list(yours)
