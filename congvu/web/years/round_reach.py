"""Which round a page shows, whether the reader may see it, and who decides it today."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404, HttpRequest
from django.urls import reverse

from config import clock
from congvu.access.policy import DECIDE_RATING, PREPARE_RATING
from congvu.access.rights import Held
from congvu.access.years import deciding, may_read_round
from congvu.apps.evaluation.queries import Decider, round_decider
from congvu.apps.evaluation.queries.years import NoRound, RoundRow, round_in_year
from congvu.apps.rulebook.queries import PeriodRow
from congvu.web.shared.frame import Link
from congvu.web.years.reach import LAST_YEAR


@dataclass(frozen=True)
class Asked:
    """A round of a year that the reader may see."""

    request: HttpRequest
    period: PeriodRow
    round: RoundRow

    @property
    def year(self) -> int:
        """The year, as addresses write it."""
        return int(self.period.key)

    @cached_property
    def decider(self) -> Decider | None:
        """Who heads the round's unit today, or the nearest above; one query."""
        return round_decider(self.round, clock.today())

    @cached_property
    def held(self) -> Held | None:
        """The grant by which the reader decides the round, None where she does not."""
        rights = self.request.rights
        if not rights.may(DECIDE_RATING):
            return None
        decider = self.decider.person_id if self.decider else None
        return deciding(rights, decider=decider, unit_path=self.round.unit_path)

    @property
    def prepares(self) -> bool:
        """Whether the reader prepares the round."""
        return self.request.rights.reach(PREPARE_RATING).covers(self.round.unit_path)

    def href(self, name: str = "year_round", *more: object) -> str:
        """The address of a page of the round."""
        return reverse(name, args=(self.year, self.round.unit_code, *more))

    @property
    def up(self) -> Link:
        """Back to the round."""
        return Link(f"Xếp loại {self.period.label}: {self.round.unit_name}", self.href(), False)


def asked_round(request: HttpRequest, year: int, unit: str) -> Asked:
    """The round of a unit; Http404 where there is none, or the reader may not see it."""
    try:
        period, row = round_in_year(min(year, LAST_YEAR), unit.replace("\0", ""))
    except NoRound as unknown:
        raise Http404 from unknown
    if not may_read_round(request.rights, unit_path=row.unit_path):
        raise Http404
    return Asked(request, period, row)
