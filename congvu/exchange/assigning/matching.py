"""Whom and what a line means: by code, then by the exact name, then by the name without marks."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from congvu.apps.catalogue.queries import OfferedProduct
from congvu.kernel.vietnamese import fold, nfc

MOST_CHOICES = 8
ALIKE_OF_TEN = 4
LONGEST_ID = 18
RAREST_WORDS, MOST_COMPARED = 3, 200
_One = TypeVar("_One")
Choice = tuple[str, str]
"""What to type for one of several candidates, and how it is shown."""


class NoMatch(Exception):
    """A cell that names nothing, or several: what was wrong, what would be right, candidates."""

    def __init__(self, what: str, right: str, choices: Sequence[Choice] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.right = right
        self.choices = tuple(choices)[:MOST_CHOICES]


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody to whom work may be given: person and unit by code."""

    id: int
    code: str
    name: str
    unit: str
    unit_name: str
    title: str


class People:
    """The people of a unit, found by what is written of them."""

    def __init__(self, staff: Sequence[Staff]) -> None:
        self.staff = tuple(staff)
        self._by_code = {one.code.casefold(): one for one in staff}
        self._exact = _grouped(staff, lambda one: nfc(one.name))
        self._folded = [(one, fold(one.name)) for one in staff]
        self._bare = _grouped(staff, lambda one: fold(one.name))

    def find(self, text: str) -> Staff:
        """Return the one person a text names: code, name, name without marks, or its last words.

        Raises NoMatch with the candidates where it names nobody or several.
        """
        typed = " ".join(nfc(text).split())
        if not typed:
            raise NoMatch("chưa ghi người thực hiện", "họ tên hoặc mã của người trong đơn vị")
        if found := self._by_code.get(typed.casefold()):
            return found
        bare = fold(typed)
        named = self._exact.get(typed) or self._bare.get(bare) or self._ending_in(bare)
        if len(named) == 1:
            return named[0]
        if named:
            raise NoMatch(
                f"“{typed}” có {len(named)} người", "chọn đúng người, hoặc ghi mã", _people(named)
            )
        raise NoMatch(
            f"không có ai tên “{typed[:60]}” trong đơn vị này",
            "một người của đơn vị",
            _people(self._sharing(bare)),
        )

    def _ending_in(self, bare: str) -> list[Staff]:
        return [one for one, name in self._folded if name.endswith(f" {bare}")]

    def _sharing(self, bare: str) -> list[Staff]:
        """Those in whose name the last word stands."""
        last = bare.split()[-1:]
        return [one for one, name in self._folded if last and last[0] in name.split()]


class Products:
    """The products a unit may assign, its own catalogue's before the common ones."""

    def __init__(self, offered: Sequence[OfferedProduct]) -> None:
        self._by_id = {one.id: one for one in offered}
        self._by_code = _grouped(offered, lambda one: one.code.casefold())
        self._exact = _grouped(offered, lambda one: nfc(one.name))
        self._bare = _grouped(offered, lambda one: fold(one.name))
        self._words = [(one, frozenset(fold(one.name).split())) for one in offered]
        self._holding: dict[str, list[int]] = defaultdict(list)
        for at, (_one, words) in enumerate(self._words):
            for word in words:
                self._holding[word].append(at)

    def coded(self, code: str) -> OfferedProduct:
        """Return the product with this code (or "#id"); raises NoMatch for none or several."""
        if found := self._numbered(code):
            return found
        return self._one(self._by_code.get(code.casefold(), []), code)

    def named(self, text: str) -> OfferedProduct | None:
        """Return the product a text names, None for none; raises NoMatch where it names several.

        "#12" names a product by its id, as a choice among candidates does.
        """
        typed = " ".join(nfc(text).split())
        if numbered := self._numbered(typed):
            return numbered
        found = (
            self._by_code.get(typed.casefold())
            or self._exact.get(typed)
            or self._bare.get(fold(typed))
        )
        return self._one(found, typed) if found else None

    def _numbered(self, typed: str) -> OfferedProduct | None:
        number = typed.removeprefix("#")
        known = typed.startswith("#") and number.isascii() and number.isdecimal()
        return self._by_id.get(int(number[:LONGEST_ID])) if known else None

    def alike(self, text: str) -> tuple[Choice, ...]:
        """Return products with much the same words, the most alike first."""
        words = frozenset(fold(text).split())
        rarest = sorted((self._holding[word] for word in words if word in self._holding), key=len)
        doubtful = {at for held in rarest[:RAREST_WORDS] for at in held[:MOST_COMPARED]}
        compared = (self._words[at] for at in doubtful)
        shared = [(len(words & own) * 10 // len(words | own), one) for one, own in compared]
        near = [pair for pair in shared if pair[0] >= ALIKE_OF_TEN]
        near.sort(key=lambda pair: (-pair[0], -pair[1].depth, pair[1].code))
        return tuple(_choice(one) for _score, one in near[:MOST_CHOICES])

    def _one(self, found: Sequence[OfferedProduct], typed: str) -> OfferedProduct:
        nearest = [one for one in found if one.depth == found[0].depth]
        if not nearest:
            raise NoMatch(f"không có mã “{typed[:40]}” trong danh mục", "mã sản phẩm đang hiệu lực")
        if len(nearest) > 1:
            raise NoMatch(
                f"“{typed[:60]}” có ở {len(nearest)} dòng của danh mục",
                "chọn đúng sản phẩm",
                [_choice(one) for one in nearest],
            )
        return nearest[0]


def _choice(one: OfferedProduct) -> Choice:
    return f"#{one.id}", f"{one.code} {one.name}"


def _people(found: Iterable[Staff]) -> list[Choice]:
    return [(one.code, f"{one.name} – {one.title}, {one.unit_name}") for one in found]


def _grouped(rows: Iterable[_One], key: Callable[[_One], str]) -> dict[str, list[_One]]:
    found: dict[str, list[_One]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return dict(found)
