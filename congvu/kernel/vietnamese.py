"""Vietnamese text: one normal form, a form for searching, and the order of names."""

import unicodedata

_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_CODES = {letter: 0x20 + place for place, letter in enumerate(_ALPHABET)}
_STRANGE = b"\xf0"
_TONES = {"\u0300": 0x03, "\u0309": 0x04, "\u0303": 0x05, "\u0301": 0x06, "\u0323": 0x07}
_LEVEL = 0x02
_PART_END = b"\x01"
_KEY_END = b"\x00"
_WAVERING = ("oa", "oe", "uy")
MOST_INITIALS = 40
_SHAPES = {"\u0306", "\u0302", "\u031b"}


def nfc(text: str) -> str:
    """Return the text in normal form C, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return the text for searching: lower case, no marks, đ as d, single spaces.

    "Hoà", "Hòa" and their decomposed spellings all become "hoa".
    """
    bare = (
        letter
        for letter in unicodedata.normalize("NFD", text.lower())
        if not unicodedata.combining(letter)
    )
    return " ".join("".join(bare).replace("đ", "d").split())


def split_name(full_name: str) -> tuple[str, str]:
    """Return (family and middle names, given name); the last word is the given name."""
    words = full_name.split()
    return " ".join(words[:-1]), "".join(words[-1:])


def initials(full_name: str) -> str:
    """Return the first letters of the words, marks aside: "Nguyễn Văn An" is "nva"."""
    return "".join(word[0] for word in fold(full_name).split())[:MOST_INITIALS]


def spellings(word: str) -> tuple[str, ...]:
    """Return a syllable as typed and with its tone on the other vowel: "hoà" and "hòa".

    Lower case, composed; both are in use, and NFC keeps them apart.
    """
    typed = nfc(word.lower())
    parts = unicodedata.normalize("NFD", typed)
    tone = next((sign for sign in parts if sign in _TONES), "")
    bare = parts.replace(tone, "") if tone else parts
    for pair in _WAVERING:
        if tone and bare.endswith(pair):
            stem, first, second = bare[:-2], *pair
            return tuple(
                dict.fromkeys((typed, nfc(stem + first + tone + second), nfc(bare + tone)))
            )
    return (typed,)


def sort_key(full_name: str, given: str | None = None) -> bytes:
    """Return the bytes by which lists of people are ordered: given name, then the rest.

    Syllable by syllable, first the letters (a ă â b c d đ e ê …), then the tone (ngang huyền
    hỏi ngã sắc nặng). Two names have one key only if they are the same text.
    """
    whole = " ".join(nfc(full_name).split())
    family, last = split_name(whole)
    if given is not None:
        last = " ".join(nfc(given).split())
        family = whole.removesuffix(last)
    return _part(last) + _PART_END + _part(family) + _KEY_END + whole.encode()


def _part(text: str) -> bytes:
    return b"".join(_syllable(word) for word in text.lower().split())


def _syllable(word: str) -> bytes:
    letters: list[str] = []
    tone = _LEVEL
    for mark in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(mark):
            letters.append(mark)
        elif mark in _SHAPES and letters:
            letters[-1] = nfc(letters[-1] + mark)
        else:
            tone = _TONES.get(mark, tone)
    return b"".join(map(_code, letters)) + bytes([tone])


def _code(letter: str) -> bytes:
    if letter in _CODES:
        return bytes([_CODES[letter]])
    return _STRANGE + letter.encode() if letter.isalnum() else b""
