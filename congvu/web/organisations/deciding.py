"""What recognising and replacing share: the decision as it is typed, and who may enter it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest

from config import clock
from congvu.access.policy import RECOGNISE_ORGANISATION
from congvu.access.rights import Held
from congvu.apps.evaluation.actions.organisations import Decision
from congvu.apps.evaluation.queries import heads_at
from congvu.apps.org.queries import UnitRow
from congvu.kernel.dates import NotADay, format_day, parse_day
from congvu.kernel.vietnamese import nfc

NUMBER, DAY, GROUND = "quyet-dinh", "ngay", "thanh-tich"
LONGEST = 300


@dataclass
class DecisionTyped:
    """A decision's number and day as they were typed, with what is wrong."""

    number: str
    day: str
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def decision(self) -> Decision | None:
        """The decision; None where something is wrong, which `faults` then tells."""
        if not self.number:
            self.faults[NUMBER] = "Ghi số quyết định, như 1234/QĐ-UBND."
        try:
            day = parse_day(self.day)
        except NotADay as wrong:
            self.faults[DAY] = str(wrong)
            return None
        return None if self.faults else Decision(self.number, day)


def decision_typed(posted: Mapping[str, str]) -> DecisionTyped:
    """Read what was typed; the day is today's where nothing was."""
    day = posted.get(DAY, "").strip()[:20] or format_day(clock.today())
    return DecisionTyped(text_of(posted, NUMBER), day)


def text_of(posted: Mapping[str, str], name: str) -> str:
    """A short text of a form, composed."""
    return nfc(posted.get(name, "")).replace("\x00", "").strip()[:LONGEST]


def heading(request: HttpRequest, unit: UnitRow) -> tuple[int | None, Held | None]:
    """Who heads a unit (by id) as far as the reader acts for her, and by which grant."""
    reach = request.rights.reach(RECOGNISE_ORGANISATION)
    for head in heads_at({unit.path}, clock.today()).get(unit.path, []):
        held = reach.of(head.person_id).by(unit.path)
        if held is not None:
            return head.person_id, held
    return None, None
