"""The stored inputs of a year's result as the engine's case, and the same with some changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.queries.years.results import YearResultRow
from congvu.apps.evaluation.queries.years.sealing import case_from
from congvu.apps.evaluation.queries.years.subjects import MONTHS, PLACES
from congvu.apps.rulebook.queries import rules_in_force
from congvu.engine.cases import Case, Given
from congvu.engine.language.program import Field, Program, Stage
from congvu.engine.scoring import program_for
from congvu.law.registry import Rules

STAGE = "year"
OTHER_YEAR_RULES = (
    "Quy định đang có trong hệ thống khác với quy định lúc quyết định xếp loại; không lập thay thế "
    "bằng quy định khác."
)


@dataclass(frozen=True)
class YearText:
    """The rule text by which a year was rated, compiled."""

    rules: Rules
    program: Program

    @property
    def stage(self) -> Stage:
        """Its stage of the year."""
        return self.program.stage(STAGE)

    @property
    def fields(self) -> dict[str, Field]:
        """The inputs that are facts of a person, by name; the keys that only group people left
        out."""
        return {one.name: one for one in self.stage.inputs if one.kind != "key"}

    @property
    def counts_months(self) -> bool:
        """Whether it reads the scores of months."""
        return bool(self.stage.rows)


def text_of(row: YearResultRow) -> YearText:
    """Return the text that a result rests on; raises Refused where it reads otherwise by now."""
    rules = rules_in_force(row.year_ends, row.kind)
    if rules.fingerprint != row.rules_fingerprint:
        raise Refused(OTHER_YEAR_RULES)
    return YearText(rules, program_for(rules))


def stored_case(row: YearResultRow) -> Case:
    """Return what the engine read for a result."""
    return case_from(row.person, row.inputs)


def scores_by_month(case: Case) -> dict[str, int]:
    """Return the scores of months that a case holds, in hundredths, by month."""
    return {str(one["id"]): int(one["score"] or 0) for one in case.rows}


def changed_case(case: Case, changes: Mapping[str, Any]) -> Case:
    """Return a case with some inputs changed; `months` adds, changes or (None) takes out."""
    given = {name: value for name, value in changes.items() if name not in (MONTHS, PLACES)}
    months = scores_by_month(case) | dict(changes.get(MONTHS, {}))
    rows: list[Mapping[str, Given]] = [
        {"id": key, "score": kept} for key, kept in sorted(months.items()) if kept is not None
    ]
    return Case(case.person, {**case.inputs, **given}, rows)
