"""Where a head hands out work: the unit and the month asked for, and the people in reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from config import clock
from congvu.access.policy import ASSIGN_WORK, may_assign
from congvu.access.rights import Rights
from congvu.apps.audit.actions import Actor
from congvu.apps.org.queries import UnitRow
from congvu.apps.positions.queries import postings_in
from congvu.apps.rulebook.queries import PeriodRow, periods, rules_for
from congvu.apps.work.queries import Among
from congvu.exchange.assigning.matching import Staff
from congvu.exchange.assigning.planning import Terms
from congvu.web.shared.periods import chosen
from congvu.web.shared.reach import units_within

UNIT, PERIOD = "don-vi", "ky"
AMOUNT_PLACES, COEFFICIENT_PLACES = 100, 10


@dataclass(frozen=True)
class Desk:
    """One unit in one month; `units` are those to choose from, `staff` all of the unit's people.

    `by` is who writes: the reader, or the reader for whoever lent her the right.
    `period` is None where no month can be worked on.
    """

    rights: Rights
    by: Actor
    now: datetime
    here: UnitRow
    units: Sequence[UnitRow]
    every: Sequence[PeriodRow]
    period: PeriodRow | None
    staff: tuple[Staff, ...]
    among: Among

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    @property
    def open_months(self) -> list[PeriodRow]:
        """The months in which work may be handed out, earliest first."""
        return sorted((one for one in self.every if one.is_open), key=lambda one: one.starts_on)

    @property
    def givable(self) -> tuple[Staff, ...]:
        """The people that the reader hands out work to: everybody but herself."""
        return tuple(one for one in self.staff if one.id not in self.among.but)

    @property
    def before(self) -> PeriodRow | None:
        """The closed month just before this one, whose unfinished work may be carried over."""
        here = self.period
        earlier = [one for one in self.every if here and one.starts_on < here.starts_on]
        last = max(earlier, key=lambda one: one.starts_on, default=None)
        return last if last and not last.is_open else None

    @property
    def day(self) -> date:
        """The day whose postings and catalogue count: today inside the month, else its end."""
        return _day(self.period, self.today)

    def query(self, **more: str) -> str:
        """The unit and the month as an address carries them."""
        kept = {UNIT: self.here.code, PERIOD: self.period.key if self.period else ""}
        return urlencode({**kept, **{name.replace("_", "-"): text for name, text in more.items()}})

    def terms(self) -> Terms:
        """What lines of work are judged by in this month."""
        assert self.period is not None  # noqa: S101 - asked for only where a month is open
        rules = rules_for(self.period)
        return Terms(
            self.period,
            self.today,
            int(rules.value("amount_most")) * AMOUNT_PLACES,
            int(rules.value("coefficient_most")) * COEFFICIENT_PLACES,
        )


def fields_of(request: HttpRequest) -> dict[str, str]:
    """What was asked for by the address and by the form, the form before the address."""
    return {**request.GET.dict(), **request.POST.dict()}


def desk_of(request: HttpRequest, given: Mapping[str, str], *, closed: bool = False) -> Desk:
    """Return the desk that a request's fields name; `closed`: closed months may be looked at too.

    Raises Http404 for a unit or a month that is unknown, out of reach, or not open.
    """
    now = clock.now()
    here_asked = given.get(UNIT, "")
    within, here = units_within(request.rights, ASSIGN_WORK, here_asked, now.date())
    every = periods()
    inside = [one for one in within if one.agency == here.agency and _under(one, here)]
    period = _period(every, given.get(PERIOD, ""), now.date(), closed=closed)
    held = postings_in([one.id for one in inside], on=_day(period, now.date()))
    staff = tuple(
        Staff(one.person_id, one.person, one.full_name, one.unit, one.unit_name, one.title)
        for one in held
        if one.person_id == request.rights.person
        or may_assign(request.rights, person=one.person_id, unit_path=one.unit_path)
    )
    among = Among.of([one.id for one in inside], _not_hers(request.rights, here.path))
    by = request.rights.acting(request.user, ASSIGN_WORK, here.path)
    return Desk(request.rights, by, now, here, within, every, period, staff, among)


def _not_hers(rights: Rights, path: str) -> set[int]:
    """Whose work she hands out by no right: her own, and that of who lent her the right."""
    reach = rights.reach(ASSIGN_WORK)
    doubtful = {rights.person, *(one.behalf.person for one in reach.giving if one.behalf)}
    return {one for one in doubtful - {None} if one == rights.person or not reach.covers(path, one)}


def _under(unit: UnitRow, here: UnitRow) -> bool:
    return unit.path.startswith(here.path)


def _period(every: Sequence[PeriodRow], key: str, today: date, *, closed: bool) -> PeriodRow | None:
    """The month asked for, else the one that runs if it is open, else the latest open one."""
    if key:
        named = chosen(every, key, today)
        if named is None or not (closed or named.is_open):
            raise Http404
        return named
    running = chosen(every, "", today)
    if running and (closed or running.is_open):
        return running
    opened = [one for one in every if one.is_open]
    return max(opened, key=lambda one: one.starts_on, default=None)


def _day(period: PeriodRow | None, today: date) -> date:
    """The day whose postings count: today inside the month, else the month's nearest end."""
    return min(max(today, period.starts_on), period.ends_on) if period else today
