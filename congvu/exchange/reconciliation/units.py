"""Which unit a heading or a cell of a decision means, among those that the list is about."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from congvu.exchange.lists.tables import without_numeral
from congvu.exchange.workbook.headers import simplified

_PARTS = re.compile(r"\s+[/>–—-]\s+|[,;]\s*|\s+(?=thuộc\s)")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SHORT = {"p": "phong", "vp": "van phong", "tt": "trung tam", "ubnd": "uy ban nhan dan",
          "hdnd": "hoi dong nhan dan", "bql": "ban quan ly"}  # fmt: skip


class NamedUnit(Protocol):
    """A unit as the queries give it: code, name, path, and the codes of parent and agency."""

    @property
    def code(self) -> str: ...

    @property
    def name(self) -> str: ...

    @property
    def path(self) -> str: ...

    @property
    def parent(self) -> str | None: ...

    @property
    def agency(self) -> str | None: ...


class UnitNames:
    """The units by their names as offices write them."""

    def __init__(self, units: Sequence[NamedUnit]) -> None:
        self._by_key: dict[str, list[NamedUnit]] = defaultdict(list)
        for unit in units:
            self._by_key[_key(unit.name)].append(unit)
            self._by_key[simplified(unit.code)].append(unit)
        self._parents = {unit.parent for unit in units}
        self._known: dict[tuple[str, ...], NamedUnit | None] = {}

    def meant(self, texts: Sequence[str]) -> NamedUnit | None:
        """Return the one unit that these texts name, from the widest to the narrowest, or None."""
        asked = tuple(texts)
        if asked not in self._known:
            self._known[asked] = self._meant(asked)
        return self._known[asked]

    def is_whole(self, unit: NamedUnit) -> bool:
        """Whether the unit has units under it, so that it names no room of anybody's."""
        return unit.code in self._parents

    def _meant(self, texts: Iterable[str]) -> NamedUnit | None:
        found: list[NamedUnit] = []
        for text in texts:
            for key in _keys(text):
                if named := self._by_key.get(key):
                    found = _narrowed(found, named)
        return found[0] if len(found) == 1 else None


def _narrowed(before: Sequence[NamedUnit], named: Sequence[NamedUnit]) -> list[NamedUnit]:
    """The units named that lie under or over those before; the ones named where none do."""
    within = [one for one in named if any(one.path.startswith(up.path) for up in before)]
    within += [
        one
        for one in before
        if one not in within and any(one.path.startswith(up.path) for up in named)
    ]
    return within or list(named)


def _keys(text: str) -> Iterator[str]:
    """The whole text, then its parts: “Phòng Kinh tế, phường Nha Trang”."""
    bare = without_numeral(_BRACKETS.sub(" ", text))
    parts = [part for part in _PARTS.split(bare) if part.strip()]
    yield _key(bare)
    if len(parts) > 1:
        yield from (_key(part) for part in parts)


def _key(name: str) -> str:
    first, _, rest = simplified(name).removeprefix("thuoc ").partition(" ")
    return f"{_SHORT.get(first, first)} {rest}".strip()
