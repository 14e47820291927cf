"""A new dated set of criteria for a kind of unit; what was used before stays as it is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.actions.held_cards import refuse_blank
from congvu.apps.evaluation.enums import Evidence, IndicatorName, Part, TaskRatio
from congvu.apps.evaluation.models import CriteriaSet, OrganisationCriterion
from congvu.apps.evaluation.queries.organisations.rules import organisation_rules
from congvu.apps.org.enums import UnitKind
from congvu.engine.measures import FormulaFault, formula_of
from congvu.kernel.fixed import format_fixed
from congvu.kernel.vietnamese import nfc
from congvu.law.organisation_criteria import even_points, most_of, written_criteria
from congvu.law.registry import Rules

SOURCES = {Evidence.TASKS: TaskRatio.values, Evidence.INDICATOR: IndicatorName.values}
"""The ratios that may measure a criterion, by kind of evidence."""


@dataclass(frozen=True, slots=True)
class NewCriterion:
    """One line of a set; points in hundredths, `formula` as engine.measures reads it."""

    code: str
    label: str
    part: str
    most_hundredths: int
    clause: str
    words: str = ""
    measure: str = Evidence.HEAD.value
    source: str = ""
    formula: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewCriteria:
    """A set for a kind of unit from a day, by a decision."""

    unit_kind: str
    valid_from: date
    decision: str
    lines: Sequence[NewCriterion]
    note: str = ""


def written_lines(rules: Rules) -> list[NewCriterion]:
    """Return the criteria of Điều 6 and 7 in the decree's words, their points shared evenly."""
    points = even_points(rules)
    return [
        NewCriterion(
            one.code, one.label, one.part, points[one.code], one.at, one.says,
            one.measure or Evidence.HEAD.value, one.source,
        )
        for one in written_criteria()
    ]  # fmt: skip


@transaction.atomic
def set_criteria(row: NewCriteria, *, by: Actor | None, at: datetime) -> int:
    """Keep a new set and return its id.

    Raises Refused for a part whose points do not add up to the law's (Đ6, Đ7.1), an unknown
    ratio, a formula that cannot be, a day that has a set already, or without a decision.
    """
    if row.unit_kind not in UnitKind.values:
        raise Refused("Chọn loại tổ chức trong danh sách.")
    refuse_blank(row.decision, "Bộ tiêu chí phải ghi số quyết định hoặc căn cứ.")
    _refuse_sums(row, organisation_rules(row.valid_from.year))
    for line in row.lines:
        _refuse_measure(line)
    with in_words(CriteriaSet, OrganisationCriterion), transaction.atomic():
        made = CriteriaSet.objects.create(
            unit_kind=row.unit_kind,
            valid_from=row.valid_from,
            decision=nfc(row.decision).strip(),
            note=nfc(row.note).strip(),
            set_by_id=by.pk if by else None,
            set_at=at,
        )
        OrganisationCriterion.objects.bulk_create(
            _line(made, number, line) for number, line in enumerate(row.lines, 1)
        )
    audit.record(
        "evaluation.organisation_criteria_set", kind="organisation_criteria", object_id=made.pk,
        label=str(UnitKind(row.unit_kind).label), by=by, at=at, reason=made.decision, clause="Đ7.2",
        payload={"from": row.valid_from.isoformat(),
                 "points": {line.code: line.most_hundredths for line in row.lines}},
    )  # fmt: skip
    return made.pk


def _line(made: CriteriaSet, number: int, line: NewCriterion) -> OrganisationCriterion:
    measured = line.measure != Evidence.HEAD
    return OrganisationCriterion(
        criteria=made,
        number=number,
        code=nfc(line.code).strip(),
        label=nfc(line.label).strip(),
        words=nfc(line.words).strip(),
        clause=line.clause,
        part=line.part,
        most_hundredths=line.most_hundredths,
        measure=line.measure,
        source=line.source,
        formula=formula_of(line.formula).stored() if measured else {},
    )


def _refuse_sums(row: NewCriteria, rules: Rules) -> None:
    for part in Part:
        most = most_of(part.value, rules)
        found = sum(line.most_hundredths for line in row.lines if line.part == part)
        if found != most:
            raise Refused(
                f"{part.label}: các tiêu chí cộng lại {format_fixed(found, places=2, show=0)} "
                f"điểm, phải đúng {format_fixed(most, places=2, show=0)} điểm."
            )


def _refuse_measure(line: NewCriterion) -> None:
    known = SOURCES.get(Evidence(line.measure), ()) if line.measure in Evidence.values else None
    if known is None or (known and line.source not in known):
        raise Refused(f"Tiêu chí {line.code}: không có tỷ lệ “{line.source or line.measure}”.")
    try:
        formula_of(line.formula)
    except FormulaFault as wrong:
        raise Refused(f"Tiêu chí {line.code}: {wrong}") from wrong
