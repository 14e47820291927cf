"""A set of criteria as lines that people edit, and back.

One criterion a line: code | part (chung, kết quả) | most points | name | measure | formula. The
last two are empty where a head scores it. A formula is "95" (all points from 95 % on, in proportion
below) or bands "95=100, 80=70".
"""

from collections.abc import Iterable
from typing import Any

from congvu.apps.evaluation.actions.organisations import NewCriterion
from congvu.apps.evaluation.enums import Evidence, IndicatorName, Part, TaskRatio
from congvu.apps.evaluation.queries.organisations import CriterionRow
from congvu.engine.measures import Formula
from congvu.exchange.organisations.lines import cells_of
from congvu.kernel.fixed import NotANumber, format_fixed, parse_fixed
from congvu.kernel.vietnamese import fold
from congvu.law.organisation_criteria import written_criteria

TASKS = "Nhiệm vụ: "
PARTS = {"chung": Part.GENERAL, "kết quả": Part.RESULTS}
RATIOS: dict[str, tuple[Evidence, str]] = {
    **{f"{TASKS}{one.label}": (Evidence.TASKS, one.value) for one in TaskRatio},
    **{str(one.label): (Evidence.INDICATOR, one.value) for one in IndicatorName},
}
"""What may measure a criterion, as it is written in a line."""
LEAST_CELLS, MOST_CELLS = 4, 6
BETWEEN = "|"


class NotACriterion(ValueError):
    """A line that is no criterion; Vietnamese message."""


def lines_of(criteria: Iterable[CriterionRow | NewCriterion]) -> str:
    """Write a set as lines."""
    return "\n".join(_written(one) for one in criteria)


def criteria_of(text: str) -> list[NewCriterion]:
    """Read lines as a set; raises NotACriterion naming the line."""
    found = []
    for number, cells in cells_of(text, BETWEEN):
        try:
            found.append(_read([*cells, "", ""]))
        except (NotACriterion, NotANumber) as wrong:
            raise NotACriterion(f"Dòng {number}: {wrong}") from wrong
    return found


def _written(one: CriterionRow | NewCriterion) -> str:
    part = next(word for word, known in PARTS.items() if known == one.part)
    measure = next(
        (word for word, known in RATIOS.items() if known == (one.measure, one.source)), ""
    )
    formula = one.formula if isinstance(one.formula, Formula) else Formula()
    worth = _formula_written(formula) if measure else ""
    cells = [one.code, part, _short(one.most_hundredths), one.label, measure, worth]
    return f" {BETWEEN} ".join(cells).rstrip(f"{BETWEEN} ")


def _formula_written(formula: Formula) -> str:
    if formula.bands:
        return ", ".join(f"{_short(least)}={_short(share)}" for least, share in formula.bands)
    return _short(formula.full_at)


def _short(hundredths: int) -> str:
    text = format_fixed(hundredths, places=2)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _read(cells: list[str]) -> NewCriterion:
    if not LEAST_CELLS + 2 <= len(cells) <= MOST_CELLS + 2:
        raise NotACriterion(
            "cần mã | phần | điểm tối đa | tên, và nếu đo bằng tỷ lệ: | tỷ lệ | cách tính."
        )
    code, part, most, label, measure, formula = cells[:MOST_CELLS]
    known = {fold(word): one for word, one in PARTS.items()}
    if fold(part) not in known:
        raise NotACriterion(f"phần “{part[:30]}” phải là “chung” hoặc “kết quả”.")
    written = {one.code: one for one in written_criteria()}.get(code)
    here = known[fold(part)]
    evidence, source = _measure(measure)
    return NewCriterion(
        code=code,
        label=label,
        part=here.value,
        most_hundredths=parse_fixed(most, places=2),
        clause=written.at if written else ("Đ6" if here == Part.GENERAL else "Đ7.1"),
        words=written.says if written else "",
        measure=evidence.value,
        source=source,
        formula=_formula(formula) if evidence != Evidence.HEAD else {},
    )


def _measure(text: str) -> tuple[Evidence, str]:
    if not text:
        return Evidence.HEAD, ""
    known = {fold(word): one for word, one in RATIOS.items()}
    if fold(text) not in known:
        raise NotACriterion(f"không có tỷ lệ “{text[:60]}”; có: {'; '.join(RATIOS)}.")
    return known[fold(text)]


def _formula(text: str) -> dict[str, Any]:
    if not text:
        return {}
    if "=" not in text:
        return {"full_at": parse_fixed(text, places=2)}
    pairs = (one.partition("=") for one in text.replace("%", "").split(", "))
    return {
        "bands": [
            [parse_fixed(least.strip(), places=2), parse_fixed(share.strip(), places=2)]
            for least, _, share in pairs
        ]
    }
