"""The form of levels: what was chosen and written for each competency, read and checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from congvu.apps.positions.queries import AssessedRow
from congvu.engine.lists.document import HIGHEST_LEVEL, LOWEST_LEVEL, NotValid, entered
from congvu.engine.lists.sheets import Column

LEVEL, TEXT, AGREE = "cap-", "ghi-", "dong-y"
LEVELS = tuple(range(LOWEST_LEVEL, HIGHEST_LEVEL + 1))
LONGEST_TEXT = 1000


@dataclass(frozen=True)
class Typed:
    """What a person chose and wrote for a competency; `level` is None where nothing is chosen."""

    level: int | None
    text: str


@dataclass(frozen=True)
class Entry:
    """The whole form as it was sent: by competency what was typed, and what is wrong with it."""

    typed: Mapping[str, Typed]
    problems: Mapping[str, str] = field(default_factory=dict)


def own_entry(sent: Mapping[str, str], rows: Sequence[AssessedRow]) -> Entry:
    """Read a person's own levels and evidence; what her head has answered is not read."""
    open_rows = [row for row in rows if row.head_level is None]
    typed, problems = _read(sent, open_rows, "Minh chứng")
    for row in open_rows:
        code = row.required.competency
        if typed[code].level is None and (typed[code].text or row.self_level is not None):
            problems.setdefault(code, "Chọn một cấp từ 1 đến 5 cho năng lực này.")
    return Entry(typed, problems)


def head_entry(sent: Mapping[str, str], rows: Sequence[AssessedRow]) -> Entry:
    """Read a head's levels and reasons; with `dong-y`, rows left open take the person's own."""
    typed, problems = _read(sent, rows, "Lý do")
    for row in rows:
        code, own = row.required.competency, row.self_level
        if typed[code].level is None and AGREE in sent and own is not None:
            typed[code] = Typed(own, typed[code].text)
        level = typed[code].level
        if level is None and typed[code].text:
            problems.setdefault(code, "Chọn một cấp từ 1 đến 5 cho năng lực này.")
        elif level is not None and own not in (None, level) and not typed[code].text:
            why = f"Cấp {level} khác mức tự đánh giá (cấp {own}): ghi lý do."
            problems.setdefault(code, why)
    return Entry(typed, problems)


def _read(
    sent: Mapping[str, str], rows: Sequence[AssessedRow], label: str
) -> tuple[dict[str, Typed], dict[str, str]]:
    typed: dict[str, Typed] = {}
    problems: dict[str, str] = {}
    column = Column(TEXT, label, longest=LONGEST_TEXT)
    for row in rows:
        code = row.required.competency
        level, text = _level(sent.get(LEVEL + code, "")), sent.get(TEXT + code, "")
        try:
            text = entered(column, text)
        except NotValid as wrong:
            problems[code] = f"{label} {wrong.what}; {wrong.right}."
        typed[code] = Typed(level, text)
    return typed, problems


def _level(text: str) -> int | None:
    """A level that is none of the five was not chosen on our page: as if nothing was."""
    return {str(level): level for level in LEVELS}.get(text)
