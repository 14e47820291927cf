"""The texts we hold in full, cut into their articles, clauses and points."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

_ARTICLE = re.compile(r"Điều ([0-9]+)\. ")
_CLAUSE = re.compile(r"([0-9]+)\. ")
_POINT = re.compile(r"([a-zđ])\) ")
_OUTSIDE = re.compile(r"Chương [IVX]+\s*$|Mục [0-9]+\. |Nơi nhận:")
_APPENDIX = re.compile(r"PHỤ LỤC ([IVX]+)$")
_FORM = re.compile(r"Mẫu số ([0-9]+)$")
_NUMBERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5}


def folded(text: str) -> str:
    """Return the text in NFC with every run of white space made one space."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@lru_cache(maxsize=32)
def passages(path: Path) -> Mapping[str, str]:
    """Return reference → passage for a held text; a clause's passage includes its points."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for references, line in _lines(path.read_text(encoding="utf-8")):
        for reference in references:
            found[reference].append(line)
    return {reference: folded(" ".join(lines)) for reference, lines in found.items()}


def _lines(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each line with every reference it stands under, outermost first."""
    at: tuple[str, ...] = ()
    for line in map(str.strip, text.splitlines()):
        at = _next_place(at, line)
        yield at, line


def _next_place(at: tuple[str, ...], line: str) -> tuple[str, ...]:
    if found := _ARTICLE.match(line):
        return (f"Đ{found[1]}",)
    if found := _APPENDIX.match(line):
        return (f"PL{_NUMBERS[found[1]]}",)
    if _OUTSIDE.match(line) or not at:
        return ()
    if found := _FORM.match(line):
        return (at[0], f"{at[0]}.M{int(found[1])}")
    return at if ".M" in at[-1] else _deeper(at, line)


def _deeper(at: tuple[str, ...], line: str) -> tuple[str, ...]:
    if found := _CLAUSE.match(line):
        return (at[0], f"{at[0]}.{found[1]}")
    if (found := _POINT.match(line)) and len(at) > 1:
        return (at[0], at[1], f"{at[1]}{found[1]}")
    return at
