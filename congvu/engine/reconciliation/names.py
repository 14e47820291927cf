"""When two spellings of a name may mean one person."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

from congvu.engine.reconciliation.lines import NameWay
from congvu.kernel.vietnamese import fold, nfc

SHORTEST_SLIP = 6  # letters of a name in which one wrong letter is still no other name
FEWEST_WORDS = 2
MOST_WORDS = 8
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SIGNS = re.compile(r"[^\w\s]|_")


@lru_cache(maxsize=1 << 17)
def spoken(name: str) -> str:
    """The name as it is said: case, blanks, signs and the place of a tone mark tell nothing.

    "Hoà", "Hòa" and "HÒA" are one text; "Hoa" is another.
    """
    words = _SIGNS.sub(" ", nfc(name).lower()).split()
    return " ".join(map(_tone_last, words))


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    bare = "".join(mark for mark in letters if mark not in _TONES)
    return nfc(bare) + "".join(mark for mark in letters if mark in _TONES)


@lru_cache(maxsize=1 << 17)
def plain(name: str) -> str:
    """The name without any mark, case or sign: "Đỗ Thị Hoà" is "do thi hoa"."""
    return " ".join(_SIGNS.sub(" ", fold(name)).split())


def ordered(name: str) -> str:
    """The words of a plain name in the order of the alphabet: one text however they are swapped."""
    return " ".join(sorted(name.split()))


def shortened(name: str) -> Iterator[str]:
    """Yield a plain name with one or more of its middle words left out."""
    first, *middle, last = name.split()[:MOST_WORDS] if name.count(" ") else (name, name)
    for count in range(len(middle)):
        for kept in combinations(middle, count):
            yield " ".join((first, *kept, last))


def near(name: str) -> Iterator[str]:
    """Yield the plain name and every text that it is with one letter less.

    Two names that differ by one letter have one of these in common.
    """
    yield name
    if len(name) < SHORTEST_SLIP:
        return
    for place in range(len(name)):
        yield name[:place] + name[place + 1 :]


def name_way(one: str, other: str) -> NameWay:
    """How two names differ; OTHER where they cannot be one person's but for the code."""
    if spoken(one) == spoken(other):
        return NameWay.SAME
    left, right = plain(one), plain(other)
    if left == right:
        return NameWay.MARKS
    if ordered(left) == ordered(right):
        return NameWay.ORDER
    if _lacks_middle(left, right) or _lacks_middle(right, left):
        return NameWay.MIDDLE
    if is_slip(left, right):
        return NameWay.SLIP
    return NameWay.OTHER


def _lacks_middle(short: str, long: str) -> bool:
    words = short.split()
    return FEWEST_WORDS <= len(words) < len(long.split()) and short in set(shortened(long))


def is_slip(one: str, other: str) -> bool:
    """Whether one letter was typed wrong, left out, doubled, or swapped with its neighbour."""
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_SLIP or len(long) - len(short) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), None)
    if start is None:
        return len(short) < len(long)
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    wrong = short[start + 1 :] == long[start + 1 :]
    crossed = short[start : start + 2] == long[start : start + 2][::-1]
    return wrong or (crossed and short[start + 2 :] == long[start + 2 :])
