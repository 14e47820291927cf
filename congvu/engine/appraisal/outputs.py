"""What a row hands in: one countable product, or several, or nothing that could be counted.

Decree 335, article 13.1a: work without a clear output is taken out of the list. A line that names
several products cannot be counted either: it is split, or one of them is chosen.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from congvu.engine.appraisal import vocabulary
from congvu.engine.appraisal.findings import Finding, Judged, Rule, Severity, finding
from congvu.engine.appraisal.lines import OTHER_WORK, Catalogue, Line
from congvu.engine.appraisal.wording import (
    ACTS,
    HEADS,
    MAKING,
    Syllables,
    only_of,
    phrases,
    starts_with,
    syllables,
)

_DELIVERABLES = phrases(vocabulary.DELIVERABLES)
_COMPANIONS = {" ".join(one) for one in phrases(vocabulary.COMPANIONS)}
_SYNONYMS = {
    " ".join(syllables(one)): " ".join(syllables(other))
    for one, other in vocabulary.SYNONYMS.items()
}
_MEASURES = HEADS | phrases(vocabulary.MEASURES)
_NAMELESS = phrases(vocabulary.VAGUE)
_NOTHING = _NAMELESS | ACTS
_LEAST = phrases(vocabulary.LEAST_OUTPUT)
_ASIDE = re.compile(r"\([^()]*\)")
_CLAUSES = re.compile(r"[;\n]")
_JOINED = re.compile(r"[;\n]|\s(?:và|VÀ|Và)\s")
_PARTS = re.compile(r"[;\n+,&]|\s(?:và|VÀ|Và)\s")


@lru_cache(maxsize=1 << 16)
def deliverable(text: str) -> str:
    """Return the kind of thing a text begins with: "01 dự thảo báo cáo quý" → "bao cao".

    Where the word is not a known deliverable: its first two syllables ("" for an empty text).
    """
    said = noun(text)
    return _known(said) or " ".join(said[:2])


def alternatives(output: str) -> frozenset[str]:
    """Return the kinds of thing an output cell names, whichever way it joins them."""
    parts = (part for piece in _PARTS.split(output) for part in piece.split("/"))
    return frozenset(filter(None, map(deliverable, parts)))


def composite(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield rows that hold several products; somebody looks.

    Signs: an output that joins different deliverables ("kế hoạch và báo cáo"), or a name whose
    clauses each make another one. "Kế hoạch/chương trình" is a choice, "tờ trình, dự thảo quyết
    định" one packet for signature: neither is told.
    """
    for line in catalogue.lines:
        if by_output := _several(_PARTS.split(_ASIDE.sub("", line.output))):
            yield _composite(catalogue, line, "output", by_output)
        elif by_name := _made(line):
            yield _composite(catalogue, line, "name", by_name)


def vague(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield rows whose output cannot be counted or whose name says nothing; somebody looks.

    Group D may name work in general ("nhiệm vụ khác"), but even there something is handed in.
    """
    for line in catalogue.lines:
        other_work = line.group == OTHER_WORK
        said = syllables(line.output)
        allowed = _NOTHING - _LEAST if other_work else _NOTHING
        if line.output and only_of(said, allowed):
            yield _vague(
                catalogue, line, "output",
                f"sản phẩm đầu ra “{line.output}” không phải là thứ đếm được.",
                "Ghi vật nộp được và đếm được, như báo cáo, kế hoạch, biên bản, hồ sơ.",
            )  # fmt: skip
        elif line.name and not other_work and only_of(syllables(line.name), _NAMELESS):
            yield _vague(
                catalogue, line, "name",
                f"tên “{line.name}” không cho biết làm việc gì.",
                "Nêu việc cụ thể, hoặc chuyển dòng này sang nhóm D (nhiệm vụ khác).",
            )  # fmt: skip


def _several(parts: Iterable[str]) -> list[str]:
    """Return the parts that name different deliverables, none where it is one or one packet."""
    kinds: dict[str, str] = {}
    for part in parts:
        if kind := _known(noun(part)):
            kinds.setdefault(kind, part.strip())
    return list(kinds.values()) if len(kinds.keys() - _COMPANIONS) > 1 else []


def _made(line: Line) -> list[str]:
    """Return the clauses of a name that each make another deliverable.

    "và" joins two products only where the output does not offer them as a choice; after a comma
    only what says again that it is made ("xây dựng kế hoạch, lập biên bản").
    """
    name = _ASIDE.sub("", line.name)
    clauses = (_CLAUSES if "/" in line.output else _JOINED).split(name)
    making = [one for one in _PARTS.split(name) if starts_with(syllables(one), MAKING)]
    return _several(clauses) or _several(making)


@lru_cache(maxsize=1 << 16)
def noun(text: str) -> Syllables:
    """Drop "01", "bộ", "dự thảo", "xây dựng" … before the noun, unless that is all there is."""
    whole = said = syllables(text)
    while said and not starts_with(said, _DELIVERABLES):
        length = 1 if said[0].isdigit() else starts_with(said, _MEASURES)
        if not length:
            break
        said = said[length:]
    return said or whole


def _known(said: Syllables) -> str:
    kind = " ".join(said[: starts_with(said, _DELIVERABLES)])
    return _SYNONYMS.get(kind, kind)


def _composite(catalogue: Catalogue, line: Line, column: str, parts: list[str]) -> Finding:
    named = ", ".join(f"“{part}”" for part in parts)
    split = "; ".join(
        f"“{line.name} – {part}”" if column == "output" else f"“{part}”" for part in parts
    )
    return finding(
        Rule.COMPOSITE, Severity.ASKS, catalogue.table.sheet, catalogue.table.rows,
        Judged([line.number], ("name", "output"), column),
        f"{catalogue.table.name(line.number)} gộp {len(parts)} sản phẩm khác nhau: {named}.",
        f"Tách thành {len(parts)} dòng, mỗi dòng một sản phẩm và điểm riêng: {split}.",
    )  # fmt: skip


def _vague(catalogue: Catalogue, line: Line, column: str, what: str, fix: str) -> Finding:
    return finding(
        Rule.VAGUE, Severity.ASKS, catalogue.table.sheet, catalogue.table.rows,
        Judged([line.number], ("group",), column),
        f"{catalogue.table.name(line.number)}: {what}", fix,
    )  # fmt: skip
