"""From a person's month, as the records and the engine give it, to the page."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.utils.timezone import localtime

from congvu.apps.evaluation.enums import Step as CardStep
from congvu.apps.evaluation.queries import Authority, CardRow, MonthView
from congvu.apps.rulebook.enums import Step
from congvu.apps.rulebook.queries import Deadlines, PeriodRow
from congvu.web.objections.marks import (
    NOTHING,
    Dispute,
    disputed_tasks,
    disputes_of,
    marked,
    standing_view,
)
from congvu.web.officer.criteria import criteria_of
from congvu.web.officer.month_view import MonthPage, Score, TaskRow, Whose
from congvu.web.officer.score import range_so_far, results_so_far, score_of
from congvu.web.officer.task_rows import task_rows
from congvu.web.shared.card_files import NO_FILES, FilesByCriterion
from congvu.web.shared.card_standing import standing_of
from congvu.web.shared.clauses import clause_of
from congvu.web.shared.deadlines import due
from congvu.web.shared.frame import Link
from congvu.web.shared.levels import scale_of
from congvu.web.shared.months import months_around
from congvu.web.shared.names import from_given
from congvu.web.shared.numbers import capital, converted, points
from congvu.web.shared.periods import word_of

YEARLY_LEVELS = "Đ20"
HASH_SHOWN = 12


def month_page(
    view: MonthView,
    *,
    mine: bool,
    periods: Sequence[PeriodRow],
    href: Callable[[str], str],
    now: datetime,
    authority: Authority | None = None,
    to_card: Link | None = None,
    dispute: Dispute = NOTHING,
    files: FilesByCriterion = NO_FILES,
    days: Deadlines | None = None,
) -> MonthPage:
    """The page of one month; `periods` are all months there are, `href` the address of one.

    `files` show the general criteria; `days` are the deadlines of an open period as they stand.
    `dispute`: what is objected to, and how the result was amended.
    """
    tasks = task_rows(
        view.tasks,
        view.explanation,
        delay_unit=str(view.rules.value("delay_unit")),
        today=now.date(),
    )
    return MonthPage(
        title=capital(view.period.label),
        word=word_of(view.period),
        whose=_whose(view.card, mine),
        months=months_around(view.period.key, [one.key for one in periods], href),
        standing=_standing(view, now),
        standing_of_card=standing_of(view.card, authority, view.period, now.date(), mine=mine),
        to_card=to_card,
        deadline=_deadline(view, days, now),
        score=_score(standing_view(view, dispute), tasks, dispute),
        disputes=disputes_of(view, dispute, now.date()),
        disputed=frozenset(disputed_tasks(dispute)),
        unscored=_unscored(view),
        so_far=() if view.scored else results_so_far(view),
        tasks=tasks,
        tasks_total=_total(view),
        criteria=criteria_of(view.criteria, view.card, view.period.ends_on, files),
        official_note=clause_of(YEARLY_LEVELS),
        local=view.outcome.program.local,
    )


def _whose(card: CardRow, mine: bool) -> Whose:
    unit = card.unit_name
    if card.agency_name and card.agency_name != unit:
        unit = f"{unit}, {card.agency_name}"
    before, given = from_given(card.full_name, card.given)
    return Whose(before, given, " · ".join(filter(None, (card.title, unit))), mine)


def _standing(view: MonthView, now: datetime) -> str:
    if view.provisional:
        return f"Tạm tính lúc {now:%H:%M} ngày {now:%d/%m/%Y}"
    closed = localtime(view.card.closed_at)
    return f"Đã chốt ngày {closed:%d/%m/%Y} · mã phiếu {view.card.inputs_hash[:HASH_SHOWN]}"


def _deadline(view: MonthView, days: Deadlines | None, now: datetime) -> str:
    """The step that comes next and its last day, as it was put off."""
    if not view.provisional:
        return ""
    told, step, first = _next_step(view)
    return due(told, days.on(step, view.card.agency_id) if days else first, now.date())


def _next_step(view: MonthView) -> tuple[str, Step, date]:
    period = view.period
    if not view.card.self_scored:
        return "Hạn tự chấm", Step.SELF_SCORE, period.self_score_by
    if not view.card.confirmed:
        return "Hạn người đứng đầu nhận xét", Step.COMMENT, period.comment_by
    return f"Hạn chốt {word_of(period)}", Step.DECIDE, period.decide_by


def _score(view: MonthView, tasks: Sequence[TaskRow], dispute: Dispute) -> Score | None:
    if view.score_hundredths is None:
        return None
    made = score_of(
        view, scale_of(view.rules), tasks={row.id: row for row in tasks}, told=told(view)
    )
    return replace(made, fall=marked(made.fall, dispute)) if made.fall else made


def told(view: MonthView) -> dict[str, str]:
    """What stands behind the causes that are not tasks, in words."""
    card, managing = view.card, view.managing
    return {
        "general": f"{_confirmed(card)}{points(_general(view))}",
        "managed": f"{managing.scored} người được tính" if managing else "",
        "organising": _step(card.organising, card.organising_reason),
        "unity": _step(card.unity, card.unity_reason),
    }


def _confirmed(card: CardRow) -> str:
    return "được xác nhận " if card.confirmed else "tự chấm, chưa xác nhận: "


def _general(view: MonthView) -> int:
    return int(view.case.inputs["general"] or 0)


def _step(step: int | None, reason: str) -> str:
    return f"{str(CardStep(step).label).lower()}: {reason}" if step is not None else ""


def _unscored(view: MonthView) -> str:
    if view.scored:
        return ""
    sentences = (
        f"{capital(view.reason)}.",
        range_so_far(view),
        "Chưa có điểm không phải là 0 điểm.",
    )
    return " ".join(filter(None, sentences))


def _total(view: MonthView) -> str:
    rows = [one.row for one in view.tasks]
    return converted(sum(row.coefficient_tenths * row.assigned_hundredths for row in rows))
