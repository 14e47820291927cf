"""Words of organisations' years on screen: levels, figures, states, formulas."""

from collections.abc import Mapping
from fractions import Fraction

from django.urls import reverse

from congvu.apps.evaluation.enums import AssessmentState, Evidence, IndicatorName, TaskRatio
from congvu.apps.evaluation.queries.organisations import CriterionRow, Outlived
from congvu.apps.work.queries import Figures
from congvu.law.registry import Rules
from congvu.web.shared.clauses import Clause, anchor, words
from congvu.web.shared.levels import LADDER, Level
from congvu.web.shared.numbers import amount, count, percent, percent_of, small

MISTAKEN = 422
CRITERIA_CLAUSES = ("Đ6", "Đ7.1")
FIGURE_WORDS: Mapping[str, str] = {
    "tasks": "Được giao",
    "done": "Đã hoàn thành",
    "in_time": "Đúng hạn, bảo đảm chất lượng",
    "exceeding": "Vượt mức yêu cầu",
    "late": "Chậm tiến độ",
}


def levels_of(rules: Rules) -> dict[str, Level]:
    """The four levels of Điều 8 by code, with the points they start at."""
    names = ("", "org_threshold_met", "org_threshold_good", "org_threshold_excellent")
    return {
        code: Level(code, rank, word, short, Fraction(rules.value(name)) if name else Fraction(0))
        for (rank, (code, _, word, short)), name in zip(enumerate(LADDER), names, strict=True)
    }


def figures_in_words(figures: Figures) -> str:
    """The year's tasks in one line; empty where there are none."""
    if not figures.tasks:
        return ""
    shares = [("xong", "done"), ("đúng hạn", "in_time"), ("vượt", "exceeding"), ("chậm", "late")]
    told = (f"{percent(figures.share(name), 0)} {word}" for word, name in shares)
    return f"{count(figures.tasks)} nhiệm vụ: {', '.join(told)}"


def outlived_told(it: Outlived, rules: Rules) -> str:
    """Why a recognised year is to be looked at again, and what it would come to."""
    names = ", ".join(one.unit.name for one in it.lowest)
    lowest = "đơn vị cấp dưới không hoàn thành nhiệm vụ"
    now = (
        f"nay có {lowest} ({names}), lúc công nhận thì không"
        if it.lowest
        else f"lúc công nhận có {lowest}, nay không còn"
    )
    word = small(levels_of(rules)[it.level].word)
    comes = f"tính lại thành {word}, trước trần" if it.changes else f"tính lại vẫn là {word}"
    return f"{now}; {comes}"


def measured_by(line: CriterionRow) -> str:
    """What measures a criterion and how much it is worth, in words; empty for a head's points."""
    if line.measure == Evidence.HEAD:
        return ""
    named = TaskRatio if line.measure == Evidence.TASKS else IndicatorName
    what = str(named(line.source).label)
    if line.formula.bands:
        steps = (
            f"từ {percent_of(least)} được {percent_of(share)} điểm"
            for least, share in line.formula.bands
        )
        return f"{what}: {'; '.join(steps)}"
    return f"{what}: đủ điểm từ {percent_of(line.formula.full_at)}, dưới đó theo tỷ lệ"


def state_words(state: str) -> str:
    """How far a year has come."""
    return str(AssessmentState(state).label)


def points_of(hundredths: int | None) -> str:
    """Points as short as they can be; empty where there are none."""
    return "" if hundredths is None else amount(hundredths)


def share_of(value: int) -> str:
    """A share in ten-thousandths as a percent, as short as it can be."""
    return percent_of(value)


def clause_of(at: str) -> Clause:
    """A clause with the way to it among the rules of organisations; criteria go to their article's.

    The rules quote a whole part of points, not each of its criteria.
    """
    anchored = next((whole for whole in CRITERIA_CLAUSES if at.startswith(whole)), at)
    address = f"{reverse('rules')}?doi-tuong=to-chuc#{anchor(anchored)}"
    return Clause(words(at), address)
