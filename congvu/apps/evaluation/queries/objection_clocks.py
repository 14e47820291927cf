"""How long an objection may be lodged and how long its answer may take, by kind of official."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.models import Scorecard
from congvu.apps.evaluation.queries.cards import CardRow
from congvu.apps.evaluation.queries.years.results import YearResultRow
from congvu.apps.rulebook.queries import PeriodRow, adopted
from congvu.kernel.dates import local_day
from congvu.kernel.workdays import add_working_days, working_days_between
from congvu.law.registry import the_law
from congvu.law.schema import Parameter
from congvu.law.values import Value

_ANY_TEXT = ""


@dataclass(frozen=True, slots=True)
class Window:
    """Until which day a result may be objected to, and how many working days are left.

    `unsure`: the text is known at second hand only.
    """

    last_day: date
    left: int
    is_open: bool
    unsure: bool


def objection_window_working_days(day: date, kind: str) -> int:
    """Return within how many working days of the publication an objection is lodged."""
    return _whole("objection_window_working_days", day, kind)


def objection_working_days(day: date, kind: str) -> int:
    """Return within how many working days of its receipt an objection is answered (Đ22)."""
    return _whole("objection_working_days", day, kind)


def wants_independent_opinion(day: date, kind: str) -> bool:
    """Return whether the province asks for an independent opinion before the decision."""
    one, value = _value("independent_opinion", day, kind)
    return bool(value) and one.unit == "flag"


def window_of(card: CardRow, today: date) -> Window | None:
    """Return how long a result may still be objected to.

    None for one that is not published, and where no text says how long.
    """
    return _window(local_day(card.closed_at), card.kind, today) if card.closed_at else None


def year_window_of(result: YearResultRow, today: date) -> Window | None:
    """Return how long a year's result may still be objected to; None where no text says how long.

    The days count from the decision, which publishes it.
    """
    return _window(local_day(result.signed_at), result.kind, today)


def _window(published: date, kind: str, today: date) -> Window | None:
    found = _last_day(published, kind)
    if found is None:
        return None
    last, unsure = found
    return Window(last, days_left(last, today), today <= last, unsure)


def objections_until(period: PeriodRow) -> date | None:
    """Return the last day on which anybody may still object; None while nothing is published.

    The latest of all its cards' windows (`window_of`); where no text gives one, the day of the
    publication itself. One query, and one more for each kind of official.
    """
    cards = Scorecard.objects.filter(period=period.id, closed_at__isnull=False)
    published = {
        (local_day(at), kind)
        for at, kind in cards.values_list("closed_at", "person__kind").distinct()
        if at
    }
    found = {(day, kind): _last_day(day, kind) for day, kind in published}
    return max((last[0] if last else day for (day, _), last in found.items()), default=None)


def due_on(kind: str, lodged_at: datetime) -> date:
    """Return the last working day to answer an objection received at a moment."""
    received = local_day(lodged_at)
    return add_working_days(received, objection_working_days(received, kind))


def days_left(due: date, today: date) -> int:
    """Return how many working days are left until a day; negative when it has gone by."""
    if today <= due:
        return working_days_between(today, due)
    return -working_days_between(due, today)


def is_unsure(day: date, kind: str) -> bool:
    """Return whether the clock of this kind of official is known at second hand only."""
    return _value("objection_working_days", day, kind)[0].unsure


def _last_day(published: date, kind: str) -> tuple[date, bool] | None:
    """The last day to object to what was published on a day, and whether the text is unsure."""
    found = _found("objection_window_working_days", published, kind)
    if found is None:
        return None
    one, value = found
    return add_working_days(published, _as_whole(value)), one.unsure


def _whole(name: str, day: date, kind: str) -> int:
    return _as_whole(_value(name, day, kind)[1])


def _as_whole(value: Value) -> int:
    return int(Fraction(value))


def _value(name: str, day: date, kind: str) -> tuple[Parameter, Value]:
    """The law's or the province's value of a day; raises Refused where there is none."""
    found = _found(name, day, kind)
    if found is None:
        raise Refused("Chưa có quy định về thời hạn kiến nghị cho đối tượng này trong kỳ.")
    return found


def _found(name: str, day: date, kind: str) -> tuple[Parameter, Value] | None:
    found = the_law().parameters_on(day, kind, _ANY_TEXT).get(name)
    if found is None:
        return None
    local = adopted(day, kind)
    given = local.parameters.get(name) if local else None
    return found, found.value if given is None else found.accepts(given)
