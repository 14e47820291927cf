"""Reads of what a position requires: competencies, the levels asked for, what each level means."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from congvu.apps.positions.enums import PositionGroup
from congvu.apps.positions.models import JobDescription, LevelDescriptor, Requirement
from congvu.kernel.vietnamese import fold


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A required competency with its lowest and highest level."""

    competency_id: int
    competency: str
    name: str
    group: str
    low: int
    high: int

    @property
    def span(self) -> str:
        """The required level as it is written: "2" or "2-3"."""
        return str(self.low) if self.low == self.high else f"{self.low}-{self.high}"


def requirements_of(position_id: int | None, *, on: date) -> list[RequirementRow]:
    """Return what the description in force on a day requires of a position, in its order."""
    wanted = [] if position_id is None else [position_id]
    return required_by(wanted, on=on).get(position_id or 0, [])


def required_by(position_ids: Collection[int], *, on: date) -> dict[int, list[RequirementRow]]:
    """Return what the descriptions in force on a day require of some positions, by position."""
    found = in_force(JobDescription.objects.filter(position__in=position_ids), on, "scheme__")
    latest = dict(found.order_by("scheme__valid_from").values_list("position_id", "pk"))
    needed = required_in(latest.values())
    return {position: needed.get(pk, []) for position, pk in latest.items()}


def required_in(descriptions: Collection[int]) -> dict[int, list[RequirementRow]]:
    """Return what some descriptions (by id) require, by description, in their order."""
    told: dict[int, list[RequirementRow]] = {}
    rows = Requirement.objects.filter(description__in=descriptions).order_by("place").values_list(
        "description_id", "competency_id", F("competency__code"), F("competency__name"),
        F("competency__group"), "low", "high",
    )  # fmt: skip
    for description, *row in rows:
        told.setdefault(description, []).append(RequirementRow(*row))
    return told


def levels_of(
    competencies: Sequence[int], *, on: date, group: str = ""
) -> dict[int, dict[int, str]]:
    """Return what each level of some competencies means on a day: {competency: {level: text}}.

    For a group of positions, texts written for another group are left out and those written for
    this one stand alone; otherwise a level described for several is told once for each, marked.
    """
    found = in_force(
        LevelDescriptor.objects.filter(entry__competency__in=competencies), on, "entry__framework__"
    )
    rows = list(found.order_by("level", "applies_to").values_list(
        F("entry__competency_id"), "applies_to", "level", "descriptor"
    ))  # fmt: skip
    told: dict[int, dict[int, str]] = {}
    for competency in dict.fromkeys(row[0] for row in rows):
        texts = [(whom, level, text) for one, whom, level, text in rows if one == competency]
        told[competency] = _told(_written_for(texts, group))
    return told


_Text = tuple[str, int, str]  # for whom, the level, what it means


def _written_for(texts: list[_Text], group: str) -> list[_Text]:
    if not group:
        return texts
    names = {value: fold(str(label)) for value, label in PositionGroup.choices}
    own = [one for one in texts if fold(one[0]) == names.get(group)]
    return own or [one for one in texts if fold(one[0]) not in names.values()]


def _told(texts: list[_Text]) -> dict[int, str]:
    several = len({whom for whom, _, _ in texts}) > 1
    told: dict[int, str] = {}
    for whom, level, text in texts:
        marked = f"{text} ({whom})" if several and whom else text
        told[level] = f"{told[level]}\n{marked}" if level in told else marked
    return told


def in_force(found: QuerySet[Any], day: date, of: str) -> QuerySet[Any]:
    """Return those of an edition (reached by the prefix `of`) that holds on a day."""
    return found.filter(
        Q(**{f"{of}valid_until": None}) | Q(**{f"{of}valid_until__gt": day}),
        **{f"{of}valid_from__lte": day},
    )
