"""What the pages of reconciliation show, already in words; nothing here asks a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from congvu.apps.evaluation.queries import FindingRow, ReconciliationRow
from congvu.apps.org.queries import UnitRow
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.reconciliation.comparing import HUNDREDTHS
from congvu.engine.reconciliation.lines import Field, Outcome
from congvu.exchange.reconciliation.words import FIELDS, LEVELS, NAME_WAYS, OUTCOMES
from congvu.kernel.periods import tracked
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import NOTHING, count, points, small
from congvu.web.shared.paging import Pages

NOT_RATED = "không xếp loại"
LOOKED_AT = (Outcome.MISSING, Outcome.EXTRA, Outcome.UNCLEAR, Outcome.DIFFERS)
DECIMALS = ("số nguyên", "một chữ số thập phân")


@dataclass(frozen=True)
class Choice:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class KeptLine:
    """One comparison that was kept."""

    href: str
    filename: str
    month: str
    unit: str
    found: str
    by: str
    when: str
    looks: bool


@dataclass(frozen=True)
class ReconcilePage:
    """The form and what was compared before."""

    answer: str
    problem: str
    periods: tuple[Choice, ...]
    units: tuple[Choice, ...]
    kept: tuple[KeptLine, ...]
    pages: Pages


def reconcile_page(
    *,
    periods: Sequence[PeriodRow],
    period: PeriodRow | None,
    units: Sequence[UnitRow],
    unit: str,
    kept: Sequence[tuple[ReconciliationRow, str]],
    pages: Pages,
    problem: str = "",
) -> ReconcilePage:
    """Build the page: `period` and `unit` (by code) are those chosen."""
    return ReconcilePage(
        answer="Chọn tệp danh sách kèm quyết định đã ký: chương trình nói rõ ai thiếu, ai thừa, ai "
        "khác điểm, xếp loại, đơn vị, chức vụ. Không điểm nào bị sửa.",
        problem=problem,
        periods=tuple(
            Choice(one.key, _period_label(one), period is not None and one.key == period.key)
            for one in periods
        ),
        units=tuple(Choice(one.code, one.name, one.code == unit) for one in units),
        kept=tuple(_kept_line(row, href) for row, href in kept),
        pages=pages,
    )


def _period_label(period: PeriodRow) -> str:
    return period.label if not period.is_open else f"{period.label} (chưa chốt, điểm tạm tính)"


def _kept_line(row: ReconciliationRow, href: str) -> KeptLine:
    return KeptLine(
        href=href,
        filename=row.filename,
        month=tracked(row.period).label,
        unit=row.unit_name,
        found=_found(row.counts),
        by=row.by or "",
        when=moment(row.at),
        looks=_to_look_at(row.counts) > 0,
    )


def _to_look_at(counts: Mapping[str, int]) -> int:
    return sum(counts.get(one, 0) for one in LOOKED_AT)


def _found(counts: Mapping[str, int]) -> str:
    """ "2 thiếu trong quyết định, 3 khác nhau" or that all is the same."""
    parts = [
        f"{count(counts[one])} {small(OUTCOMES[one])}"
        for one in Outcome
        if one is not Outcome.SAME and counts.get(one)
    ]
    return ", ".join(parts) or f"khớp cả {count(counts.get(Outcome.SAME, 0))} người"


@dataclass(frozen=True)
class Filter:
    """A link to the findings of one kind."""

    label: str
    number: str
    href: str
    here: bool


@dataclass(frozen=True)
class Side:
    """One person as one list has her: name, what identifies her, then value by value."""

    name: str
    href: str
    about: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """One finding, both lists side by side."""

    outcome: str
    why: str
    ours: tuple[Side, ...]
    theirs: tuple[Side, ...]


@dataclass(frozen=True)
class ResultPage:
    """A comparison: the answer, what to know of it, the findings of one kind."""

    title: str
    about: str
    answer: str
    facts: tuple[str, ...]
    filters: tuple[Filter, ...]
    rows: tuple[Row, ...]
    pages: Pages
    problems: tuple[tuple[str, str, str, str], ...]
    more_problems: int
    sha256: str


def result_page(
    kept: ReconciliationRow,
    findings: Sequence[FindingRow],
    *,
    shown: str,
    pages: Pages,
    href: Callable[[str], str],
    person_href: Callable[[str], str],
) -> ResultPage:
    """Build the page of a comparison; `shown` is the outcome looked at, "" for all."""
    counts = kept.counts
    return ResultPage(
        title=kept.filename,
        about=f"{kept.unit_name} · {tracked(kept.period).label} · "
        f"{kept.by or 'hệ thống'} đối chiếu lúc {moment(kept.at)}",
        answer=_answer(counts),
        facts=tuple(_facts(kept)),
        filters=_filters(counts, shown, href),
        rows=tuple(_row(one, person_href) for one in findings),
        pages=pages,
        problems=tuple((p[0], p[1], p[2], p[3]) for p in kept.notes.get("problems", ())),
        more_problems=kept.notes.get("more_problems", 0),
        sha256=kept.sha256,
    )


def _answer(counts: Mapping[str, int]) -> str:
    looked = _to_look_at(counts)
    same = counts.get(Outcome.SAME, 0)
    if looked:
        return f"{count(looked)} dòng cần xem: {_found(counts)}. {count(same)} người khớp."
    if any(counts.get(one) for one in (Outcome.ROUNDED, Outcome.RENAMED)):
        return f"Không ai thiếu, thừa hay khác kết quả; {_found(counts)}. {count(same)} người khớp."
    return f"Khớp cả {count(same)} người: không ai thiếu, thừa hay khác."


def _facts(kept: ReconciliationRow) -> list[str]:
    counts, notes = kept.counts, kept.notes
    facts = [
        f"Hệ thống có {count(counts['ours'])} phiếu, quyết định có {count(counts['theirs'])} dòng.",
        "So với điểm đã chốt." if kept.closed else "So với điểm tạm tính: kỳ lúc đó chưa chốt.",
    ]
    if amended := notes.get("amended"):
        facts.append(f"{count(amended)} kết quả đã điều chỉnh: so với kết quả đang có hiệu lực.")
    places = notes.get("score_places", HUNDREDTHS)
    if places < HUNDREDTHS:
        facts.append(
            f"Quyết định chỉ ghi điểm đến {DECIMALS[places]}; điểm vẫn được so đến hai chữ số "
            "thập phân, dòng chỉ lệch vì làm tròn được xếp riêng."
        )
    if unknown := notes.get("unknown_units"):
        names = "; ".join(f"{name} ({count(lines)} dòng)" for name, lines in unknown[:10])
        facts.append(f"Không tìm thấy đơn vị nên chưa so đơn vị của các dòng ấy: {names}.")
    return facts


def _filters(
    counts: Mapping[str, int], shown: str, href: Callable[[str], str]
) -> tuple[Filter, ...]:
    told = [one for one in Outcome if one is not Outcome.SAME and counts.get(one)]
    every = sum(counts[one] for one in told)
    return (
        Filter("Tất cả", count(every), href(""), not shown),
        *(Filter(OUTCOMES[one], count(counts[one]), href(one.value), shown == one) for one in told),
    )


def _row(one: FindingRow, person_href: Callable[[str], str]) -> Row:
    alone = one.outcome in (Outcome.MISSING, Outcome.EXTRA, Outcome.UNCLEAR)
    fields = (Field.SCORE, Field.LEVEL) if alone else [Field(name) for name in one.differs]
    return Row(
        outcome=OUTCOMES[one.outcome],
        why=NAME_WAYS.get(one.name_way, ""),
        ours=tuple(_side(line, fields, person_href(line["code"])) for line in one.ours),
        theirs=tuple(_side(line, fields, "", line["key"]) for line in one.theirs),
    )


def _side(line: Mapping[str, Any], fields: Sequence[Field], href: str, place: str = "") -> Side:
    about = " · ".join(filter(None, (line["code"], line["title"], line["unit_name"], place)))
    return Side(
        line["name"] or line["code"], href, about,
        tuple((FIELDS[one], _value(line, one)) for one in fields if one is not Field.NAME),
    )  # fmt: skip


def _value(line: Mapping[str, Any], field: Field) -> str:
    match field:
        case Field.SCORE:
            return points(line["score_hundredths"]) if line["score_told"] else NOTHING
        case Field.LEVEL:
            return LEVELS.get(line["level"], NOT_RATED) if line["level_told"] else NOTHING
        case Field.UNIT:
            return line["unit_name"] or NOTHING
        case Field.TITLE:
            return line["title"] or NOTHING
        case _:
            return line["code"] or NOTHING
