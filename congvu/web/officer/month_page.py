"""From a person's month, as the records and the engine give it, to the page."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from congvu.apps.evaluation.enums import Step
from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.evaluation.queries.months import MonthView
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.officer.criteria import criteria_of
from congvu.web.officer.month_view import MonthPage, Score, Whose
from congvu.web.officer.score import score_of
from congvu.web.officer.task_rows import task_rows
from congvu.web.shared.clauses import clause_of
from congvu.web.shared.deadlines import due
from congvu.web.shared.levels import scale_of
from congvu.web.shared.months import months_around
from congvu.web.shared.numbers import converted, points
