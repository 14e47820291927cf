"""The month's list of a unit against a decision's file, as something to keep."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from congvu.apps.evaluation.actions import NewFinding, NewReconciliation
from congvu.apps.evaluation.queries import ListedScore, listed_scores
from congvu.apps.org.queries import UnitRow, units
from congvu.apps.org.queries import unit as unit_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.engine.reconciliation.comparing import reconcile
from congvu.engine.reconciliation.lines import Finding, Line, Outcome
from congvu.exchange.reconciliation.decisions import Decision, read_decision
from congvu.exchange.workbook.problems import Problems

MOST_TOLD = 200
_URGENCY = {"SKIPPED": 0, "MENDED": 1, "NOTICE": 2}
_KEPT = (
    *("key", "code", "name", "unit_name", "title", "score_hundredths", "level"),
    *("title_told", "score_told", "level_told"),
)


def compare_upload(
    period: PeriodRow, unit: UnitRow, path: Path, filename: str
) -> NewReconciliation:
    """Read a decision's file and hold a unit's month against it; nothing is written.

    Raises the workbook's Refused for a file that cannot be read or holds no list of people.
    """
    within = units(on=period.ends_on, under=unit.path)
    decision = read_decision(path, within)
    agency = unit_of(unit.agency or unit.code)
    listed = listed_scores(period, unit.path, scope=agency.path)
    ours = [_line(row) for row in listed]
    found = reconcile(ours, decision.lines, score_places=decision.score_places)
    return NewReconciliation(
        unit_id=unit.id,
        filename=filename,
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        counts=_counts(found, ours, decision),
        findings=[_kept(one) for one in found if one.outcome is not Outcome.SAME],
        notes=_notes(decision) | {"amended": sum(row.amended for row in listed)},
    )


def _line(row: ListedScore) -> Line:
    return Line(
        key=row.person,
        code=row.person,
        name=row.full_name,
        unit=row.unit,
        agency=row.agency,
        unit_name=row.unit_name,
        title=row.title,
        score_hundredths=row.score_hundredths,
        level=row.level,
    )


def _counts(found: Sequence[Finding], ours: Sequence[Line], decision: Decision) -> dict[str, int]:
    """Findings by outcome, and how long either list is."""
    outcomes = Counter(one.outcome.value for one in found)
    return {**outcomes, "ours": len(ours), "theirs": len(decision.lines)}


def _kept(one: Finding) -> NewFinding:
    return NewFinding(
        outcome=one.outcome.value,
        ours=[_told(line) for line in one.ours],
        theirs=[_told(line) for line in one.theirs],
        differs=[field.value for field in one.differs],
        name_way=one.name_way.value,
        by_code=one.by_code,
    )


def _told(line: Line) -> Mapping[str, object]:
    values = asdict(line)
    return {name: values[name] for name in _KEPT}


def _notes(decision: Decision) -> dict[str, object]:
    return {
        "problems": _problems(decision.problems),
        "more_problems": max(0, len(decision.problems) - MOST_TOLD),
        "score_places": decision.score_places,
        "unknown_units": [list(pair) for pair in decision.unknown_units.most_common(MOST_TOLD)],
    }


def _problems(problems: Problems) -> list[list[str]]:
    """The findings about the file, what was not read first."""
    listed = sorted(problems, key=lambda one: _URGENCY[one.severity.name])
    return [[str(one.place), one.what, one.right, one.severity.value] for one in listed[:MOST_TOLD]]
