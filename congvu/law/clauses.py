"""References into a text: Đ14.2b is điểm b khoản 2 Điều 14; PL2.M1 is Mẫu số 01 Phụ lục II."""

import re

_ARTICLE = re.compile(r"Đ(?P<article>[1-9][0-9]*)(?:\.(?P<clause>[1-9][0-9]*)(?P<point>[a-zđ])?)?")
_APPENDIX = re.compile(
    r"PL(?P<appendix>[1-9])(?:\.M(?P<form>[1-9])|\.(?P<part>[1-9])(?P<point>[a-zđ])?)?"
)
POINTS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def is_clause(at: str) -> bool:
    """Return whether `at` is written as a reference (Đ22, Đ14.2, Đ14.2b, PL1.2a, PL2.M1)."""
    return bool(_ARTICLE.fullmatch(at) or _APPENDIX.fullmatch(at))


def clause_in_words(at: str) -> str:
    """Return the reference as lawyers write it; a text that is no reference comes back as it is."""
    if found := _ARTICLE.fullmatch(at):
        article = f"Điều {found['article']}"
        return _joined(_named("điểm", found["point"]), _named("khoản", found["clause"]), article)
    if found := _APPENDIX.fullmatch(at):
        appendix = f"Phụ lục {_ROMAN[int(found['appendix']) - 1]}"
        form = f"Mẫu số {int(found['form']):02d}" if found["form"] else ""
        return _joined(form, _named("điểm", found["point"]), _named("mục", found["part"]), appendix)
    return at


def clause_order(at: str) -> tuple[int, int, int, str]:
    """Return a key that sorts references as they stand in a text: articles, then appendices."""
    numbers = [int(number) for number in re.findall("[0-9]+", at)] + [0, 0]
    point = at[-1] if at[-1:].islower() else ""
    place = POINTS.find(point) if point else -1
    return (0 if at.startswith("Đ") else 1, numbers[0], numbers[1], f"{place:03d}{at}")


def _named(word: str, number: str | None) -> str:
    return f"{word} {number}" if number else ""


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)
