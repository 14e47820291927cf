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
_Y = re.compile(r"(?<=[hklmstu])y$")  # lý and lí, kỹ and kĩ, quý and quí are one word


@dataclass(frozen=True, slots=True)
class Words:
    """What a text says: `acts` are what is done, `content` what it is done to; order is lost.

    `makes` tells that it begins with a word for making a document, whichever.
    """

    acts: frozenset[str]
    content: frozenset[str]
    makes: bool = False

    @property
    def all(self) -> frozenset[str]:
        """Acts and content together, the word for making left out."""
        return self.acts | self.content

    def may_do_as(self, other: "Words") -> bool:
        """Whether one of the two says no other act than the other says."""
        mine, theirs = self._deeds, other._deeds
        return mine <= theirs or theirs <= mine

    @property
    def _deeds(self) -> frozenset[str]:
        return self.acts | {"making"} if self.makes else self.acts


@lru_cache(maxsize=1 << 16)
def syllables(text: str) -> Syllables:
    """Return the syllables of a text in one spelling, in order."""
    bare = _bare(text)
    return tuple(_replaced(bare, _ABBREVIATIONS))


@lru_cache(maxsize=1 << 16)
def words(text: str) -> Words:
    """Return what a name says: empty words, and making or starting verbs at its head, left out."""
    rest, makes = syllables(_EMPTY_MARKED.sub(" ", nfc(text).lower())), False
    while length := starts_with(rest, HEADS):
        makes |= rest[:length] in MAKING
        rest = rest[length:]
    found = list(_replaced(rest, _WEIGHED))
    acts = frozenset(word for word in found if " " in word)
    return Words(acts, frozenset(found) - acts, makes)


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
        length = starts_with(said[at:], allowed)
        if not length and said[at] not in _EMPTY and not said[at].isdigit():
            return False
        at += length or 1
    return True


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


def _weighed() -> dict[Syllables, Syllables]:
    table: dict[Syllables, Syllables] = {(one,): () for one in _bare(vocabulary.EMPTY_UNMARKED)}
    table |= dict.fromkeys(phrases(vocabulary.EMPTY_PHRASES), ())
    return table | {act: (" ".join(act),) for act in ACTS}


_LONGEST_PHRASE = 4
_ABBREVIATIONS = _abbreviations()
_EMPTY_MARKED = re.compile(rf"\b({'|'.join(vocabulary.EMPTY_WORDS.split())})\b")
_EMPTY = frozenset(syllables(vocabulary.EMPTY_WORDS))
ACTS = phrases(vocabulary.ACTS)
MAKING = phrases(vocabulary.MAKING)
HEADS = MAKING | phrases(vocabulary.STARTING)
_WEIGHED = _weighed()
