"""What the pages of a year's criteria show: what was told, the level that follows, and why."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from congvu.apps.evaluation import queries
from congvu.apps.evaluation.queries.years.criteria import (
    ToldRow,
    asked_of,
    conditions_of,
    level_told,
)
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.conditions import Condition, LevelConditions
from congvu.engine.scoring import program_for
from congvu.kernel.periods import tracked
from congvu.law.registry import Rules, the_law
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.moments import moment
from congvu.web.shared.numbers import PERCENT, plain, points
from congvu.web.years.criteria_form import Row, rows_of

SIGNS = {">=": "cần từ {}", ">": "cần trên {}", "<=": "không quá {}", "<": "phải dưới {}"}
NOT_TOLD = "chưa kê"


@dataclass(frozen=True)
class Tested:
    """One condition in words: what was told, what is asked, whether it holds."""

    words: str
    told: str
    asked: str
    holds: bool
    clause: Clause


@dataclass(frozen=True)
class Rung:
    """A level that was tried: whether its conditions hold."""

    label: str
    holds: bool
    conditions: tuple[Tested, ...]


@dataclass(frozen=True)
class Month:
    """A month or quarter that stands beside as evidence, and why it has no score."""

    label: str
    href: str
    told: str


@dataclass(frozen=True)
class CriteriaPage:
    """The whole page of one person; `level` is "" until everything asked for is told."""

    title: str
    who: str
    where: str
    standing: str
    editable: bool
    confirmed: bool
    level: str
    unsure: str
    rows: tuple[Row, ...]
    rungs: tuple[Rung, ...]
    months: tuple[Month, ...]


@dataclass(frozen=True)
class Line:
    """One person in the office's list."""

    href: str
    who: str
    where: str
    state: str
    by: str
    waits: bool
    level: str


def criteria_page(
    period: PeriodRow, rules: Rules, row: ToldRow, rows: tuple[Row, ...] | None = None
) -> CriteriaPage:
    """Build the page; `rows` is the form as it was typed, where it could not be kept."""
    level = level_told(rules, row)
    tried = conditions_of(rules, row)
    labels = dict(program_for(rules).levels)
    fields = asked_of(rules, row)
    return CriteriaPage(
        title=period.label,
        who=row.full_name,
        where=row.unit_name,
        standing=_standing(row),
        editable=row.open and not row.confirmed,
        confirmed=row.confirmed,
        level=labels.get(level or "", ""),
        unsure=_unsure(tried),
        rows=rows or rows_of(rules.text, fields, row.told, row.notes),
        rungs=tuple(_rungs(tried, labels)),
        months=tuple(_months(row)),
    )


def criteria_lines(rules: Rules, rows: Iterable[ToldRow]) -> list[Line]:
    """People as the office's list shows them."""
    labels = dict(program_for(rules).levels)
    return [
        Line(
            reverse("year_criteria_of", args=(row.year, row.person)),
            row.full_name,
            row.unit_name,
            _state(row),
            _confirmed(row),
            bool(row.told) and not row.confirmed and row.open,
            labels.get(level_told(rules, row) or "", ""),
        )
        for row in rows
    ]


def _standing(row: ToldRow) -> str:
    return " ".join(filter(None, (_state(row), _confirmed(row))))


def _confirmed(row: ToldRow) -> str:
    """When it was confirmed and by whom, "" where nobody did."""
    if row.confirmed_at is None:
        return ""
    by = f", {row.confirmed_by}" if row.confirmed_by else ""
    return f"{moment(row.confirmed_at)}{by}"


def _state(row: ToldRow) -> str:
    if row.confirmed:
        return "Đã xác nhận"
    if not row.told:
        return "Chưa kê"
    return "Đã kê, chờ xác nhận" if row.open else "Đã kê, chưa xác nhận"


def _unsure(tried: Iterable[LevelConditions]) -> str:
    """The texts of which only a summary is known, "" where all were read in full."""
    cites = [one.clause for level in tried for one in level.conditions if one.unsure]
    numbers = dict.fromkeys(the_law().instruments[one.partition(":")[0]].number for one in cites)
    return ", ".join(numbers)


def _rungs(tried: Iterable[LevelConditions], labels: dict[str, str]) -> Iterator[Rung]:
    """The levels from the top down to the first that holds, and a fact that sets the lowest."""
    for number, one in enumerate(tried):
        shown = {(each.name, each.sign, each.needed): each for each in reversed(one.conditions)}
        fact = number == 0 and len(one.conditions) == 1
        if fact and not one.holds:
            continue
        order = [each for each in one.conditions if shown[_key(each)] is each]
        yield Rung(labels[one.level], one.holds, tuple(_tested(each) for each in order))
        if one.holds:
            return


def _key(one: Condition) -> tuple[str, str, object]:
    return one.name, one.sign, one.needed


def _tested(one: Condition) -> Tested:
    if one.given is None:
        told = NOT_TOLD
    elif isinstance(one.given, bool):
        told = "có" if one.given else "không"
    else:
        told = _percent(one.given)
    asked = SIGNS[one.sign].format(_percent(one.needed or Fraction(0))) if one.sign else "phải có"
    return Tested(one.words, told, asked, one.holds, clause_of(one.clause))


def _percent(share: Fraction) -> str:
    """A share as short as it can be: 1/2 → "50%"."""
    return f"{plain(share * PERCENT)}%"


def _months(row: ToldRow) -> Iterator[Month]:
    """What was published of the year's months; it stands beside and enters nothing."""
    for one in queries.tracked_scores([row.person_id], int(row.year)):
        scored = one.score_hundredths is not None
        yield Month(
            tracked(one.period).label,
            reverse("person_month", args=(row.person, one.period)),
            f"{points(one.score_hundredths)} điểm" if scored else one.reason,
        )
