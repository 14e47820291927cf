"""The engine's cases of a year, for whichever rule text rates it: its inputs by their names.

What the records hold is read from them; the rest is what was told on a person's form
(`Rating.told`). A rule that asks for anything else is refused in words, never answered with a
guess.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from congvu.apps.evaluation.queries.sources import RuleAsksTooMuch
from congvu.apps.evaluation.queries.tracked import month_rows
from congvu.apps.evaluation.queries.years.facts import YearFacts
from congvu.apps.evaluation.queries.years.ratings import RatingRow, RoundRow
from congvu.apps.positions.enums import Leads
from congvu.engine.cases import Case, Given
from congvu.engine.language.program import Field, Stage

PEER_GROUPS = {
    Leads.HEAD: "Người đứng đầu",
    Leads.DEPUTY: "Cấp phó",
    Leads.NONE: "Công chức không giữ chức vụ lãnh đạo, quản lý",
}
"""The peer group of whoever's posting names none: by the kinds of Điều 21."""


@dataclass(frozen=True, slots=True)
class Rateable:
    """One person's form with the round it is in and everything known of her year."""

    round: RoundRow
    row: RatingRow
    facts: YearFacts

    @property
    def peer_group(self) -> str:
        """The people she is compared with."""
        return peer_group_of(self.row)

    def has(self, kind: str) -> bool:
        """Whether a case of a kind is on record."""
        return any(one.kind == kind for one in self.facts.cases)


_HELD: Mapping[str, Callable[[Rateable], Given]] = {
    "worked_months": lambda x: x.facts.service.whole_months if x.facts.service else 0,
    "protected_leave": lambda x: bool(x.facts.service and x.facts.service.protected),
    "concluded": lambda x: x.has("concluded"),
    "disciplined": lambda x: bool(x.facts.discipline),
    "leads": lambda x: x.row.is_leader,
    "waste": lambda x: x.has("waste"),
    "automatic": lambda x: (
        bool(x.facts.discipline) or x.has("concluded") or (x.row.is_leader and x.has("waste"))
    ),
    "heads": lambda x: x.facts.organisation is not None,
    "organisation": lambda x: x.facts.organisation,
    "moved": lambda x: x.facts.move.level if x.facts.move else None,
    "raised": lambda x: bool(x.round.raised_ground),
    "rank": lambda x: x.row.rank or None,
    "peer_group": lambda x: x.peer_group,
    "agency": lambda x: x.round.unit_code,
    "person": lambda x: x.row.person,
}
MONTHS = "month"


def peer_group_of(row: RatingRow) -> str:
    """Return a person's peer group: her posting's, else that of the kind of post she holds."""
    return row.peer_group or PEER_GROUPS[Leads(row.leads)]


def case_of(stage: Stage, rated: Rateable) -> Case:
    """Return one person's case; raises RuleAsksTooMuch for an input that nothing holds.

    Whoever has no place in the written order comes after those who have.
    """
    return Case(
        person=rated.row.person,
        inputs={item.name: _given(item, rated) for item in stage.inputs},
        rows=_rows(stage, rated),
    )


def asks_for_months(stage: Stage) -> bool:
    """Whether a year is rated from its months."""
    return stage.rows == MONTHS


def told_inputs(stage: Stage) -> list[Field]:
    """Return the inputs that a person's form must tell, since the records do not hold them."""
    return [item for item in stage.inputs if item.name not in _HELD]


def moves_in(stage: Stage) -> bool:
    """Whether the rule knows a level set lower by whoever decides."""
    return any(item.name == "moved" for item in stage.inputs)


def _given(item: Field, rated: Rateable) -> Given:
    if item.name in _HELD:
        value = _HELD[item.name](rated)
        return item.high if item.name == "rank" and value is None else value
    if item.name in rated.row.told:
        told: Given = rated.row.told[item.name]
        return told
    return _untold(item)


def _untold(item: Field) -> Given:
    """What counts until it is told: no, or the least; a choice has no such answer."""
    if item.kind == "yes_no":
        return False
    if item.options:
        raise RuleAsksTooMuch(f"Quy định hỏi “{item.label}” mà phiếu chưa có.")
    return item.low


def _rows(stage: Stage, rated: Rateable) -> list[Mapping[str, Given]]:
    if not stage.rows:
        return []
    if not asks_for_months(stage):
        raise RuleAsksTooMuch(
            f"Quy định xếp loại năm theo dòng “{stage.rows}”; ở đây chỉ có kết quả theo tháng, quý."
        )
    places = next(item.places for item in stage.fields if item.name == "score")
    return list(month_rows(rated.facts.months, places=places))
