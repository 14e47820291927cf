"""Vietnamese from before Unicode: TCVN3 (fonts .VnTime) and VNI, as they come out of old files.

Both were bytes shown by a font of their own. In a workbook of today each byte has become the
letter of Latin-1 with the same number: “C«ng hßa”, “Coäng hoøa”. Texts here are such texts; read
plain bytes with `bytes.decode("latin-1")` first.

TCVN3 has no capitals with tone marks: a capital font (.VnTimeH) shows the small ones as capitals.
A line or word whose plain letters are all capitals is therefore given capitals throughout.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from congvu.kernel.vietnamese import nfc


class Encoding(StrEnum):
    """The two ways of writing that old files use."""

    TCVN3 = "TCVN3"
    VNI = "VNI"


_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_VNI_MARKS = {
    "a": dict(zip("ùøûõïâáàåãäêéèúüë", "áàảãạâấầẩẫậăắằẳẵặ", strict=True)),
    "e": dict(zip("ùøûõïâáàåãä", "éèẻẽẹêếềểễệ", strict=True)),
    "o": dict(zip("ùøûõïâáàåãä", "óòỏõọôốồổỗộ", strict=True)),
    "u": dict(zip("ùøûõï", "úùủũụ", strict=True)),
    "y": dict(zip("ùøûõ", "ýỳỷỹ", strict=True)),
    "ô": dict(zip("ùøûõï", "ớờởỡợ", strict=True)),
    "ö": dict(zip("ùøûõï", "ứừửữự", strict=True)),
}
_VNI_ALONE = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_VNI_PAIR = re.compile(r"[aeouyôö][ùøûõïâáàåãäêéèúüë]|[íìæóòôöîñ]", re.IGNORECASE)

_WORD = re.compile(r"[A-Za-z¡-ÿĀ-ſƠơƯưẠ-ỹ]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SYLLABLE = re.compile(
    r"(?!.*(?:oo(?!ng|c)|uu|ii|yy))"  # xoong, but no boo
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|iê|yê|uô|ươ|oa|oă|oe|uâ|uê|uơ|uya|uy|ia|ua|ưa|oo|[aăâeêioôơuưy])"
    r"(?:ng|nh|ch|[cmnptiyou])?"
)
MOST_WORDS = 2_000
FEWEST_WORDS = 3  # of different spelling; one is enough where a font says so too
LARGEST_LATIN = "\xff"


def decode(text: str, encoding: Encoding) -> str:
    """Return the text in Unicode (NFC); letters that the old encoding does not know stay."""
    if encoding is Encoding.VNI:
        return nfc(_VNI_PAIR.sub(_vni_letter, text))
    return nfc("".join(_with_capitals(line) for line in re.split(r"(\n)", text)))


def is_syllable(word: str) -> bool:
    """Whether the word is spelt like one syllable of Vietnamese, in any case."""
    marks = unicodedata.normalize("NFD", word.lower())
    tones = sum(mark in _TONES for mark in marks)
    bare = nfc("".join(mark for mark in marks if mark not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def encoding_of(texts: Iterable[str], hinted: Encoding | None = None) -> Encoding | None:
    """Return how the texts are written, None for Unicode (or for too little to tell).

    Judged are the texts that Latin-1 can write; others beside them say nothing. An encoding is
    believed when nearly all their words with strange letters become syllables under it and far
    fewer are syllables as they stand. `hinted` is what the file's fonts say: with them fewer is
    enough.
    """
    words = _strange_words(text for text in texts if max(text, default="") <= LARGEST_LATIN)
    fewest = 1 if hinted else FEWEST_WORDS
    if len(words) < fewest:
        return None
    plain = sum(map(is_syllable, words))
    scores = {encoding: _readable(words, encoding) for encoding in Encoding}
    best = max(Encoding, key=lambda encoding: (scores[encoding], encoding is hinted))
    nearly_all = scores[best] * 4 >= len(words) * 3 and scores[best] >= fewest
    clearer = plain < scores[best] if best is hinted else plain * 2 <= scores[best]
    return best if nearly_all and clearer else None


def gain(text: str, encoding: Encoding) -> int:
    """How many words more are Vietnamese after decoding than before; negative where it spoils.

    0 says nothing: “Nhãm” is a syllable, and so is “Nhóm” that it may mean.
    """
    words = _strange_words([text])
    return _readable(words, encoding) - sum(map(is_syllable, words))


def _strange_words(texts: Iterable[str]) -> set[str]:
    """Different words of two letters or more with at least one letter outside ASCII."""
    words: set[str] = set()
    for text in texts:
        words.update(word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii())
        if len(words) >= MOST_WORDS:
            break
    return words


def _readable(words: Iterable[str], encoding: Encoding) -> int:
    old = (word for word in words if max(word) <= LARGEST_LATIN)
    return sum(is_syllable(decode(word, encoding)) for word in old)


def _vni_letter(found: re.Match[str]) -> str:
    letters = found.group()
    base, mark = letters[0].lower(), letters[1:].lower()
    small = _VNI_MARKS[base].get(mark, "") if mark else _VNI_ALONE[base]
    if mark and not small:  # two letters that only stand beside each other
        small = _VNI_ALONE.get(base, base) + _VNI_ALONE.get(mark, mark)
    return small.upper() if letters[0].isupper() else small


def _with_capitals(line: str) -> str:
    decoded = "".join(_TCVN3.get(letter, letter) for letter in line)
    if decoded == line:
        return line
    if _is_capital(line):
        return decoded.upper()
    pairs = zip(re.split(r"(\s)", line), re.split(r"(\s)", decoded), strict=True)
    return "".join(after.upper() if _is_capital(before) else after for before, after in pairs)


def _is_capital(text: str) -> bool:
    """All plain letters are capitals, and there are at least two of them."""
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)
