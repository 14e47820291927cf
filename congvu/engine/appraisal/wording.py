"""Vietnamese office wording in one spelling: marks and tones off, abbreviations written out.

"Uỷ ban", "Ủy ban" and "UBND" meet; so do "quản lí" and "quản lý", "KT-XH" and "kinh tế - xã hội".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from congvu.engine.appraisal import vocabulary
from congvu.kernel.vietnamese import fold, nfc

Syllables = tuple[str, ...]
_SYLLABLE = re.compile(r"[a-z0-9]+")
_CLAUSE = re.compile(r"[,;:\n]")
_Y = re.compile(r"(?<=[hklmstu])y$")  # lý and lí, kỹ and kĩ, quý and quí are one word


@dataclass(frozen=True, slots=True)
class Words:
    """What a text says, its order lost.

    `all` its words, acts as one word each; `content` those that are no acts; `deeds` the acts, and
    "making" where the text begins with a word for making a document, whichever.
    """

    all: frozenset[str]
    content: frozenset[str]
    deeds: frozenset[str]

    def may_do_as(self, other: "Words") -> bool:
        """Whether one of the two says no other act than the other says."""
        return self.deeds <= other.deeds or other.deeds <= self.deeds


@lru_cache(maxsize=1 << 16)
def syllables(text: str) -> Syllables:
    """Return the syllables of a text in one spelling, in order."""
    bare = _bare(text)
    return tuple(_replaced(bare, _ABBREVIATIONS))


@lru_cache(maxsize=1 << 16)
def words(text: str) -> Words:
    """Return what a name says, clause by clause.

    Left out are empty words, and words for making or beginning something at the head of a clause.
    """
    marked = "" if text.isascii() else nfc(text).lower()
    found: set[str] = set()
    deeds: set[str] = set()
    for clause in _CLAUSE.split(_EMPTY_MARKED.sub(r" \1 ", marked) or text):
        rest = syllables(clause)
        while length := starts_with(rest, HEADS):
            deeds |= {"making"} if rest[:length] in MAKING else set()
            rest = _from_a_word(rest[length:])
        found.update(_replaced(rest, _WEIGHED))
    acts = frozenset(word for word in found if " " in word)
    return Words(frozenset(found), frozenset(found) - acts, acts | deeds)


def starts_with(said: Syllables, phrases: frozenset[Syllables]) -> int:
    """Return the length of the longest of the phrases at the head, 0 where none is."""
    for length in range(min(_LONGEST_PHRASE, len(said)), 0, -1):
        if said[:length] in phrases:
            return length
    return 0


def phrases(listed: str) -> frozenset[Syllables]:
    """Read phrases separated by "|" into one spelling."""
    return frozenset(syllables(one) for one in listed.split("|"))


def only_of(said: Syllables, allowed: frozenset[Syllables]) -> bool:
    """Whether a text is made of these phrases, numbers and empty words alone."""
    at = 0
    while at < len(said):
        length = starts_with(said[at:], allowed) or starts_with(said[at:], _EMPTY)
        if not length and not said[at].isdigit():
            return False
        at += length or 1
    return True


def _from_a_word(said: Syllables) -> Syllables:
    """Leave out the empty words at the head, written without marks: "thuc hien cac to chuc …"."""
    at = next((at for at, one in enumerate(said) if _WEIGHED.get((one,)) != ()), len(said))
    return said[at:]


def _bare(text: str) -> Syllables:
    return tuple(_Y.sub("i", one) for one in _SYLLABLE.findall(fold(text)))


def _replaced(said: Syllables, table: Mapping[Syllables, Syllables]) -> Iterator[str]:
    """Yield the syllables with the longest phrases of the table replaced, left to right."""
    at = 0
    while at < len(said):
        for length in range(min(_LONGEST_PHRASE, len(said) - at), 0, -1):
            if (found := table.get(said[at : at + length])) is not None:
                yield from found
                at += length
                break
        else:
            yield said[at]
            at += 1


def _abbreviations() -> dict[Syllables, Syllables]:
    pairs = (entry.split(maxsplit=1) for entry in vocabulary.ABBREVIATIONS.strip().splitlines())
    return {_bare(short): _bare(full) for short, full in pairs}


def _empty_marked() -> re.Pattern[str]:
    """Match empty words as written with marks; inside a longer phrase they are kept, as group 1."""
    empty = vocabulary.EMPTY_WORDS.split("|")
    listed = f"{vocabulary.ACTS}|{vocabulary.EMPTY_PHRASES}".split("|")
    longer = [" ".join(one.split()) for one in listed if {*one.split()} & {*empty}]
    return re.compile(rf"\b(?:({'|'.join(longer)})|{'|'.join(empty)})\b")


def _weighed() -> dict[Syllables, Syllables]:
    table: dict[Syllables, Syllables] = {(one,): () for one in _bare(vocabulary.EMPTY_UNMARKED)}
    table |= dict.fromkeys(phrases(vocabulary.EMPTY_PHRASES), ())
    return table | {act: (" ".join(act),) for act in ACTS}


_LONGEST_PHRASE = 4
_ABBREVIATIONS = _abbreviations()
_EMPTY_MARKED = _empty_marked()
_EMPTY = phrases(vocabulary.EMPTY_WORDS)
ACTS = phrases(vocabulary.ACTS)
MAKING = phrases(vocabulary.MAKING)
HEADS = MAKING | phrases(vocabulary.STARTING)
_WEIGHED = _weighed()
