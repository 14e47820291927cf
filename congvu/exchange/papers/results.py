"""A unit's list and a person's notice from the records."""

from collections.abc import Sequence

from congvu.apps.evaluation.queries import ListedScore, MonthView
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.forms.paper import Footer
from congvu.exchange.forms.result_notice import ResultNotice
from congvu.exchange.forms.unit_results import ResultLine, UnitResults
from congvu.exchange.papers.cards import results_of
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.footers import Footing
from congvu.exchange.papers.wording import points
from congvu.kernel.fixed import format_fixed
from congvu.law.registry import Rules

AMENDED = "đã điều chỉnh"


def unit_list(
    unit: str,
    period: PeriodRow,
    rows: Sequence[ListedScore],
    levels: dict[str, str],
    footer: Footer | None,
) -> UnitResults:
    """The list of a unit; people whose rooms lie apart in it stay in the order of the tree."""
    return UnitResults(
        unit,
        period.label.capitalize(),
        tuple(_line(row, levels) for row in rows),
        draft=period.is_open,
        footer=footer,
    )


def _line(row: ListedScore, levels: dict[str, str]) -> ResultLine:
    return ResultLine(
        row.unit_name,
        row.full_name,
        row.title,
        points(row.score_hundredths),
        levels.get(row.level, ""),
        row.reason or (AMENDED if row.amended else ""),
    )


def notice_of(view: MonthView, foot: Footing) -> ResultNotice:
    """What one person is told of a published month."""
    card = view.card
    return ResultNotice(
        body=card.agency_name,
        period=view.period.label,
        name=card.full_name,
        title=card.title,
        unit=card.unit_name,
        general=f"{points(card.general_hundredths)} điểm" if card.confirmed else "chưa xác nhận",
        results=results_of(view),
        score=points(view.score_hundredths),
        reason=view.reason,
        level=view.level_label,
        comment=card.comment,
        objection=objection_told(view.rules),
        footer=foot(Kind.CARD, card.id, card.inputs_hash),
    )


def objection_told(rules: Rules) -> str:
    """Where to object and how long an answer may take, in the words of the rules of the day."""
    told = rules.parameters.get("objection_working_days")
    if told is None:
        return ""
    days = format_fixed(int(str(told.value)), places=0)
    return (
        "Nếu không nhất trí với kết quả này, ông/bà có quyền kiến nghị theo Điều 22; người có thẩm "
        f"quyền giải quyết trong {days} ngày làm việc kể từ ngày nhận được kiến nghị."
    )
