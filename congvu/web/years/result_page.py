"""A decided result of the year: the level, and how it came about, step by step with its clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from congvu.apps.evaluation.enums import AutomaticKind
from congvu.apps.evaluation.queries.years import LevelStep, YearResultRow
from congvu.apps.evaluation.queries.years.steps import (
    steps_to,
)
from congvu.kernel.dates import format_day
from congvu.law.registry import Rules
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.numbers import points, small

SCOPES = {"peer_group": "nhóm nhiệm vụ tương đồng", "agency": "cơ quan"}
"""The scopes of the cap, as a reader says them."""


@dataclass(frozen=True)
class StepShown:
    """A level on the way: what it is, and why it differs from the one before it (`same`: not)."""

    label: str
    level: str
    same: bool
    why: str
    clause: Clause


@dataclass(frozen=True)
class ResultShown:
    """A result by its decision; `before` are those that it took the place of, the latest first."""

    level: str
    score: str
    decision: str
    reason: str
    steps: tuple[StepShown, ...]
    before: tuple[str, ...]


def result_shown(
    rows: Sequence[YearResultRow], rules: Rules, labels: Mapping[str, str]
) -> ResultShown | None:
    """The result that stands, the last of a form's results; None before the decision."""
    if not rows:
        return None
    *earlier, row = rows
    return ResultShown(
        level=labels.get(row.level, "Không xếp loại"),
        score=points(row.score_hundredths) if row.score_hundredths is not None else "",
        decision=_decision(row),
        reason=row.not_ranked_reason,
        steps=_steps(row, steps_to(row, rules), labels),
        before=tuple(
            f"{_decision(one)}: {small(labels.get(one.level, 'Không xếp loại'))}"
            for one in reversed(earlier)
        ),
    )


def _decision(row: YearResultRow) -> str:
    return f"Quyết định số {row.number} ngày {format_day(row.day)}"


def _steps(
    row: YearResultRow, found: Sequence[LevelStep], labels: Mapping[str, str]
) -> tuple[StepShown, ...]:
    shown, last = [], ""
    for one in found:
        same = one.level == last
        why = "" if same else _why(row, one, labels)
        clause = clause_of(one.clause)
        shown.append(StepShown(one.label, labels[one.level], same, why, clause))
        last = one.level
    return tuple(shown)


def _why(row: YearResultRow, step: LevelStep, labels: Mapping[str, str]) -> str:
    """Why a step gave another level than the one before it; of the first, what it is read off."""
    inputs = row.inputs.get("inputs", {})
    organisation = labels.get(str(inputs.get("organisation", "")), "")
    told = {
        "by_score": f"điểm trung bình {points(row.score_hundredths)}",
        "after_automatic": _cases(row),
        "after_organisation": f"mức của tổ chức: {small(organisation)}",
        "level": row.moved_reason,
        "cap": f"hết chỗ xuất sắc của {SCOPES.get(row.capped_in, row.capped_in)}",
    }
    return told.get(step.name, "")


def _cases(row: YearResultRow) -> str:
    cases = [
        f"{small(str(AutomaticKind(kind).label))} ({document})"
        for kind, document in row.inputs.get("cases", ())
    ]
    discipline = row.inputs.get("discipline", "")
    return "; ".join([*([f"kỷ luật: {small(discipline)}"] if discipline else []), *cases])
