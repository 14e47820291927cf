"""The small agency as it stood in 2025, whose year is rated by conditions and no points."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from congvu.apps.evaluation import actions
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from congvu.apps.rulebook.queries import PeriodRow
from tests.apps import world
from tests.apps.evaluation.disputes import account

START = date(2025, 1, 1)
AT = datetime(2025, 12, 8, 3, tzinfo=UTC)
OFFICE = {"hoa": "P", "kim": "P", "minh": "S", "long": "S"}
WHOLE, HALF = 10_000, 5_000
"""Shares in the scale of the rule's inputs."""
BEST = {"conduct": True, "exemplary": True, "done": WHOLE, "exceeding": HALF, "short": 0}


def agency() -> None:
    """Everybody of the small agency, its offices and the chairman, posted from 2025 on."""
    org.create_units([replace(one, valid_from=START) for one in world.UNITS], by=None, at=AT)
    posts = [*world.POSTS, *(world.Post(who, unit) for who, unit in OFFICE.items())]
    posts.append(world.Post("tinh", "T", "head", "Lý Tỉnh"))
    people = [NewPerson(one.person, one.name, "civil_servant") for one in posts]
    org.create_people(people, by=None, at=AT)
    rows = [NewPosting(one.person, one.unit, "Chức danh", START, leads=one.leads) for one in posts]
    positions.open_postings(rows, by=None, at=AT)


def opened() -> PeriodRow:
    """The year 2025 with everybody's form."""
    agency()
    return actions.begin_year(2025, by=None, at=AT)[0]


def told(
    period: PeriodRow, person: str, given: Mapping[str, int | bool] | None = None
) -> Mapping[str, int | bool]:
    """What a person tells of herself, each with a note; return it."""
    row = BEST if given is None else given
    notes = dict.fromkeys(row, "Báo cáo cuối năm")
    actions.tell_criteria(period, person, row, notes, by=account(person), at=AT)
    return row
