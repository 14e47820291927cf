"""What the form of levels shows: each competency with what is asked, chosen, answered, missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from congvu.apps.positions.enums import Occasion
from congvu.apps.positions.queries import AssessedRow, HeldPosting, occasion_of
from congvu.kernel.dates import format_day
from congvu.web.positions.levels_form import LEVEL, LEVELS, LONGEST_TEXT, TEXT, Entry, Typed
from congvu.web.positions.position_page import GROUPS, Levels, span_words


@dataclass(frozen=True)
class LevelChoice:
    """One of the five levels, what it means, and whether it is asked for and chosen."""

    level: int
    text: str
    asked: bool
    checked: bool


@dataclass(frozen=True)
class LevelRow:
    """A competency: `open` where this reader chooses now; else only what was said."""

    anchor: str
    name: str
    span: str
    level_field: str
    text_field: str
    choices: tuple[LevelChoice, ...]
    text: str
    open: bool
    own: str
    evidence: str
    head: str
    note: str
    gap: str
    problem: str


@dataclass(frozen=True)
class LevelPart:
    """The competencies of a group."""

    label: str
    rows: tuple[LevelRow, ...]


@dataclass(frozen=True)
class LevelsPage:
    """The whole form; `problems` are the rows in trouble, `refused` what the records forbid."""

    occasion: str
    told: tuple[str, ...]
    gaps: tuple[str, ...]
    parts: tuple[LevelPart, ...]
    problems: tuple[LevelRow, ...]
    refused: str
    open: bool
    text_label: str
    longest_text: int = LONGEST_TEXT


def own_levels(
    posting: HeldPosting,
    rows: Sequence[AssessedRow],
    levels: Levels,
    *,
    year: int,
    entry: Entry | None = None,
    refused: str = "",
) -> LevelsPage:
    """A person's own form: open wherever her head has not answered."""
    typed = entry or Entry(
        {row.required.competency: Typed(row.self_level, row.self_evidence) for row in rows}
    )
    open_codes = {row.required.competency for row in rows if row.head_level is None}
    return _page(posting, rows, levels, year, typed, open_codes, refused, "Minh chứng")


def head_levels(
    posting: HeldPosting,
    rows: Sequence[AssessedRow],
    levels: Levels,
    *,
    year: int,
    may_assess: bool,
    entry: Entry | None = None,
    refused: str = "",
) -> LevelsPage:
    """The head's form beside what the person said; nothing is open to who only reads."""
    typed = entry or Entry(
        {row.required.competency: Typed(row.head_level, row.head_note) for row in rows}
    )
    open_codes = {row.required.competency for row in rows} if may_assess else set()
    label = "Lý do (cần khi khác mức tự đánh giá)"
    return _page(posting, rows, levels, year, typed, open_codes, refused, label)


def gap_words(row: AssessedRow) -> str:
    """What is missing, in words; empty where nothing is."""
    if not row.gap:
        return ""
    asked, now = span_words(row.required), row.level
    return f"thiếu {row.gap} cấp: {row.required.name} (yêu cầu {asked}, hiện {now})"


def _page(
    posting: HeldPosting,
    rows: Sequence[AssessedRow],
    levels: Levels,
    year: int,
    entry: Entry,
    open_codes: set[str],
    refused: str,
    text_label: str,
) -> LevelsPage:
    shown = [
        (row, _row(row, number, levels, entry, row.required.competency in open_codes))
        for number, row in enumerate(_in_order(rows), 1)
    ]
    parts = groupby(shown, key=lambda pair: pair[0].required.group)
    return LevelsPage(
        occasion=_occasion(posting, year),
        told=_told(rows),
        gaps=tuple(filter(None, (gap_words(row) for row, _ in shown))),
        parts=tuple(
            LevelPart(GROUPS[group], tuple(line for _, line in members)) for group, members in parts
        ),
        problems=tuple(line for _, line in shown if line.problem),
        refused=refused,
        open=bool(open_codes),
        text_label=text_label,
    )


def _in_order(rows: Sequence[AssessedRow]) -> list[AssessedRow]:
    order = list(GROUPS)
    return sorted(rows, key=lambda row: order.index(row.required.group))


def _row(row: AssessedRow, number: int, levels: Levels, entry: Entry, is_open: bool) -> LevelRow:
    code = row.required.competency
    typed = entry.typed.get(code, Typed(None, ""))
    meanings = levels.get(row.required.competency_id, {})
    return LevelRow(
        anchor=f"n{number}",
        name=row.required.name,
        span=span_words(row.required),
        level_field=LEVEL + code,
        text_field=TEXT + code,
        choices=tuple(_choices(row, typed, meanings)) if is_open else (),
        text=typed.text,
        open=is_open,
        own="" if row.self_level is None else f"cấp {row.self_level}",
        evidence=row.self_evidence,
        head="" if row.head_level is None else f"cấp {row.head_level}",
        note=row.head_note,
        gap=f"thiếu {row.gap} cấp" if row.gap else "",
        problem=entry.problems.get(code, ""),
    )


def _choices(row: AssessedRow, typed: Typed, meanings: Mapping[int, str]) -> list[LevelChoice]:
    return [
        LevelChoice(
            level,
            meanings.get(level, "Khung năng lực chưa mô tả cấp này."),
            row.required.low <= level <= row.required.high,
            level == typed.level,
        )
        for level in LEVELS
    ]


def _occasion(posting: HeldPosting, year: int) -> str:
    if occasion_of(posting, year=year) is Occasion.POSTING:
        since = format_day(posting.since)
        return f"Nhận vị trí này từ {since} nên đợt năm {year} là đánh giá khi đổi vị trí."
    return f"Đánh giá hằng năm, năm {year}."


def _told(rows: Sequence[AssessedRow]) -> tuple[str, ...]:
    own = sum(row.self_level is not None for row in rows)
    head = sum(row.head_level is not None for row in rows)
    short = sum(row.gap > 0 for row in rows)
    return (
        f"{len(rows)} năng lực yêu cầu",
        f"tự đánh giá {own}/{len(rows)}",
        f"người quản lý đánh giá {head}/{len(rows)}",
        f"thiếu {short}" if short else "không thiếu năng lực nào đã đánh giá",
    )
