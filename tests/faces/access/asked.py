"""What a page asks for, its objects and its judges, as the tables of pages tell them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tests.faces.access.cast import Who
from tests.faces.access.rules import has, reaches
from tests.faces.access.samples import Samples

Judge = Callable[[Who, Any], bool]


@dataclass(frozen=True)
class Thing:
    """One object of a page: the words of its address, and what the judges ask of it."""

    words: dict[str, object]
    unit: str = ""
    person: str = ""
    whose: tuple[str, ...] = ()
    known: bool = True


def _every(_who: Who, _thing: Thing) -> bool:
    return True


@dataclass(frozen=True)
class Page:
    """What a page asks for; `things` builds its objects from what there is in the town.

    `post` may name the thing by words of its address, in braces. `finds`: whether it names
    something that is there for somebody; else sending finds nothing.
    """

    path: str
    opens: tuple[str, ...] = ()
    things: Callable[[Samples], Iterable[Thing]] = lambda _samples: (Thing({}),)
    sees: Judge = _every
    acts: Judge = _every
    get: bool = True
    post: dict[str, str] | None = None
    finds: Judge = _every

    def admits(self, who: Who) -> bool:
        """Whether somebody opens the page at all."""
        return not self.opens or has(who, *self.opens)

    def shows(self, who: Who, thing: Thing) -> bool:
        """Whether the thing is there for somebody."""
        return thing.known and self.sees(who, thing)


CARDS = {"an": "P1", "binh": "P1", "alice": "P", "phong": "P", "chi": "P2", "dung": "P2",
         "giang": "S"}  # fmt: skip
"""Who has a card of the month, and the unit that it lies in."""

HEADS = {"P": "alice", "P1": "binh", "P2": "chi", "S": "giang"}
"""Who heads a unit by her primary posting."""


def over(*rights: str) -> Judge:
    """Any of the rights reaches the thing's unit, and the person there."""
    return lambda who, thing: any(reaches(who, one, thing.unit, thing.person) for one in rights)


def reads_month(who: Who, thing: Thing) -> bool:
    if who.person == thing.person:
        return has(who, "own.month") or over("month.read_unit")(who, thing)
    return over("month.read_unit")(who, thing)
