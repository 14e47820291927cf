"""The code that a paper names its snapshot by, short enough to be typed from the foot of a page.

It is no secret and guards nothing: it only keeps from whoever reads one paper how many there are
and which comes next. So it needs no key, and a paper can still be checked when every key changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_BITS, _LETTER_BITS, _LENGTH = 40, 5, 8
_HALF = _BITS // 2
_ALL = (1 << _BITS) - 1
_TURNS = (0x9E3779B97F | 1, 0xC2B2AE3D27 | 1)
_BACK = tuple(pow(turn, -1, 1 << _BITS) for turn in reversed(_TURNS))
_CHECKED_BY = 31
SEAL_LENGTH = 12
MOST_CODES = 2_000


class Kind(StrEnum):
    """What a code names: a person's card or year, a period's close, a decision, minutes, a body."""

    CARD = "P"
    CLOSE = "K"
    YEAR = "N"
    DECISION = "Q"
    MEETING = "B"
    ORGANISATION = "T"


KINDS = "".join(Kind)
"""The letters that a code may begin with."""
_CODE = re.compile(
    rf"(?<![0-9A-Z])(?P<code>[{KINDS}]-?[{_LETTERS}]{{4}}-?[{_LETTERS}]{{4}}-?[{_LETTERS}])(?![0-9A-Z])"
    rf"(?:[\s.·:,;–-]*(?:DẤU)?[\s:]*(?P<seal>[0-9A-F]{{{SEAL_LENGTH}}})(?![0-9A-Z]))?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """What a paper says of itself: which snapshot, and the beginning of its hash ("": a draft)."""

    kind: Kind
    id: int
    seal: str

    @property
    def code(self) -> str:
        """The code as it is printed: P-7K3M-2Q9X-A."""
        return code_of(self.kind, self.id)


def code_of(kind: Kind, number: int) -> str:
    """Return the code of a snapshot; raises ValueError for a number out of range."""
    if not 0 < number <= _ALL:
        raise ValueError(number)
    mixed = _stirred(number, _TURNS)
    letters = "".join(
        _LETTERS[mixed >> _LETTER_BITS * place & 31] for place in reversed(range(_LENGTH))
    )
    return f"{kind}-{letters[:4]}-{letters[4:]}-{_check(kind + letters)}"


def told_in(text: str) -> Iterator[Told]:
    """Yield every snapshot that a text names, each once, at most MOST_CODES; slips are skipped."""
    seen: set[Told] = set()
    for found in _CODE.finditer(text.upper()):
        number = _number(found["code"].replace("-", ""))
        if number is None:
            continue
        told = Told(Kind(found["code"][0]), number, (found["seal"] or "").lower())
        if told not in seen and len(seen) < MOST_CODES:
            seen.add(told)
            yield told


def looks_like_a_code(text: str) -> bool:
    """Whether somebody meant a code, though its letters do not fit each other."""
    return _CODE.search(text.upper()) is not None


def _number(letters: str) -> int | None:
    """The number behind the letters, None where the last of them says that one is wrong."""
    if letters[-1] != _check(letters[:-1]):
        return None
    mixed = 0
    for letter in letters[1:-1]:
        mixed = mixed << _LETTER_BITS | _LETTERS.index(letter)
    return _unstirred(mixed)


def _stirred(number: int, turns: tuple[int, ...]) -> int:
    for turn in turns:
        number = number * turn & _ALL
        number ^= number >> _HALF
    return number


def _unstirred(number: int) -> int:
    for turn in _BACK:
        number ^= number >> _HALF
        number = number * turn & _ALL
    return number


def _check(letters: str) -> str:
    weighed = sum(place * _LETTERS.index(letter) for place, letter in enumerate(letters, 1))
    return _LETTERS[weighed % _CHECKED_BY]
