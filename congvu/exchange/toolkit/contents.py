"""What a toolkit is: who publishes which lists and rule texts, from what, under which licence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import LISTS, ListKind
from congvu.exchange.toolkit.refusal import PackageRefused
from congvu.kernel.frozen import FrozenMap

_KINDS = list(ListKind)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes: a short code that stays the same, and a name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, order=True)
class LawMark:
    """The law that the lists were made under: a rule text, for whom, and its Rules' fingerprint."""

    rule: str
    subject: str
    fingerprint: str


@dataclass(frozen=True)
class Toolkit:
    """One version of a toolkit. It holds lists and rule texts, never people.

    `version` is "1.2.0"; `created` is the day of publishing; `licence` is an SPDX name or words;
    `provenance` the decisions and sources; `rules` name → text; `previous` the digest of the
    publisher's version before (None: the first). Lists and rules are kept in one order.
    """

    code: str
    name: str
    version: str
    publisher: Publisher
    created: date
    licence: str
    documents: tuple[Document, ...] = ()
    rules: Mapping[str, str] = field(default_factory=FrozenMap)
    provenance: tuple[str, ...] = ()
    law: tuple[LawMark, ...] = ()
    previous: str | None = None

    def __post_init__(self) -> None:
        lists = sorted(map(_as_packed, self.documents), key=_place)
        _refuse_twins(lists)
        object.__setattr__(self, "documents", tuple(lists))
        object.__setattr__(self, "rules", FrozenMap(sorted(self.rules.items())))
        object.__setattr__(self, "provenance", tuple(self.provenance))
        object.__setattr__(self, "law", tuple(sorted(self.law)))


def _place(one: Document) -> tuple[int, str]:
    return _KINDS.index(one.kind), one.code


def _refuse_twins(lists: Sequence[Document]) -> None:
    for one, other in pairwise(lists):
        if _place(one) == _place(other):
            raise PackageRefused(
                f"lists/{one.kind}/{one.code}", "có hai danh mục cùng loại, cùng mã."
            )


def _as_packed(one: Document) -> Document:
    """Return the list with all sheets of its kind; one of another kind is refused, not dropped."""
    known = {sheet.name for sheet in LISTS[one.kind]}
    if strange := [name for name in one.sheets if name not in known]:
        listed = ", ".join(sorted(known))
        raise PackageRefused(
            f"lists/{one.kind}/{one.code}",
            f"trang “{strange[0]}” không thuộc loại danh mục này; chỉ có: {listed}.",
        )
    return document(one.kind, one.code, one.name, one.settings, one.sheets)
