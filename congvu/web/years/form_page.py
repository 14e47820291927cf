"""From a person's form of the year to what its pages show, already in words."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from congvu.apps.evaluation.actions import OwnYear
from congvu.apps.evaluation.enums import RatingState
from congvu.apps.evaluation.queries.years import (
    FormView,
    MeetingRow,
    RatingRow,
    levels_of_year,
    meetings_with,
    year_results_through_time,
)
from congvu.apps.evaluation.queries.years.months import (
    YearMonth,
    YearMonths,
    year_months,
)
from congvu.apps.positions.enums import Leads
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.web.shared.clauses import Clause, clause_of
from congvu.web.shared.deadlines import due
from congvu.web.shared.frame import Link
from congvu.web.shared.moments import clock_of, moment
from congvu.web.shared.numbers import capital, points
from congvu.web.years.after_links import after_links
from congvu.web.years.result_page import ResultShown, result_shown

HEADS_CLAUSE, OTHERS_CLAUSE, HANDLING_CLAUSE = "Đ21.1a", "Đ21.2a", "Đ23"
FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class LevelShown:
    """A level to choose, and whether it is chosen; none is chosen beforehand."""

    code: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class MonthShown:
    """A month with its points, why there are none, and where it can be seen."""

    label: str
    points: str
    note: str
    href: str


@dataclass(frozen=True)
class FormPage:
    """The form of one person; `editable`: it is still hers to write, `withdrawable`: to take back.

    `mean` is told as provisional until the result stands.
    """

    year: int
    title: str
    name: str
    post: str
    state: str
    deadline: str
    returned: str
    editable: bool
    withdrawable: bool
    stands: bool
    counts: bool
    months: tuple[MonthShown, ...]
    mean: str
    mean_note: str
    levels: tuple[LevelShown, ...]
    own_level: str
    report: str
    proposal: str
    clause: Clause
    meetings: tuple[Link, ...]
    papers: tuple[Link, ...]
    notices: tuple[Link, ...]
    result: ResultShown | None
    onward: tuple[Link, ...]


def form_page(
    view: FormView, period: PeriodRow, today: date, *, mine: bool, typed: OwnYear
) -> FormPage:
    """The page of one form; `typed` is what stands in it, or was typed and could not be kept."""
    row, year = view.rating, int(period.key)
    rules = rules_for(period)
    labels = levels_of_year(period, rules)
    months = year_months(row.person_id, period, rules)
    told = year_results_through_time(row.id) if row.stands else []
    draft = row.state == RatingState.DRAFT
    return FormPage(
        year=year,
        title=capital(period.label),
        name=row.full_name,
        post=", ".join(filter(None, (row.title, row.unit_name))),
        state=_state(view),
        deadline=due("Quyết định", period.decide_by, today) if view.is_open else "",
        returned=view.return_reason if draft else "",
        editable=mine and draft and view.is_open,
        withdrawable=mine and view.is_sent and view.is_open,
        stands=row.stands,
        counts=months.counts,
        months=tuple(_month(one, row.person, mine=mine) for one in months.months),
        mean=points(months.mean_hundredths),
        mean_note=mean_note(months, stands=row.stands),
        levels=tuple(
            LevelShown(code, label, code == typed.level) for code, label in labels.items()
        ),
        own_level=labels.get(row.own_level, "") if mine or row.sent_at else "",
        report=typed.report if mine or row.sent_at else "",
        proposal=row.proposal,
        clause=clause_of(HEADS_CLAUSE if heads_agency(row) else OTHERS_CLAUSE),
        meetings=_meetings(meetings_with(row.person_id, period.id)) if mine else (),
        papers=paper_links("rating_paper", year, row.person) if months.counts else (),
        notices=paper_links("rating_notice", year, row.person) if row.stands else (),
        result=result_shown(told, rules, labels),
        onward=after_links(year, told, today, mine=mine, counts=months.counts),
    )


def heads_agency(row: RatingRow) -> bool:
    """Whether somebody heads an agency, and is rated by Điều 21 khoản 1."""
    return row.leads == Leads.HEAD and row.unit_id == row.agency_id


def _state(view: FormView) -> str:
    label = str(RatingState(view.rating.state).label)
    sent = view.rating.sent_at
    return f"{label} lúc {moment(sent)}" if sent and view.is_sent else label


def mean_note(months: YearMonths, *, stands: bool) -> str:
    """How many months the mean is of, and that it may still change."""
    if not months.counts:
        return ""
    if months.mean_hundredths is None:
        return months.reason
    told = f"trung bình của {months.entered} tháng đã công bố"
    return told if stands else f"{told}, tạm tính"


def _month(one: YearMonth, person: str, *, mine: bool) -> MonthShown:
    label = f"Tháng {one.month.month}"
    if one.score is None:
        return MonthShown(label, points(None), "không có phiếu", "")
    key = one.score.period
    quarter = "" if one.score.months == 1 else "điểm của quý"
    href = reverse("month_of", args=(key,)) if mine else reverse("person_month", args=(person, key))
    note = one.score.reason if one.hundredths is None else quarter
    return MonthShown(label, points(one.hundredths), note, href)


def _meetings(rows: list[MeetingRow]) -> tuple[Link, ...]:
    return tuple(
        Link(
            f"Họp {one.unit_name}, {clock_of(one.held_at)}",
            reverse("meeting", args=(one.id,)),
            here=False,
        )
        for one in rows
    )


def paper_links(name: str, *words: object) -> tuple[Link, ...]:
    """The ways to a paper, one for each kind of file."""
    return tuple(Link(fmt, reverse(name, args=(*words, fmt)), here=False) for fmt in FORMATS)
