"""What the tables of positions and postings promise."""

from datetime import date, timedelta

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Person, Unit
from congvu.apps.positions.models import FieldAssignment, Position, Posting, RosterPlan
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused
from tests.apps.world import Post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
JULY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _people():
    """Alice heads the ward; An and Bình are there without any posting."""
    world.agency([Post("alice", "P", "head")])
    for code in ("an", "binh"):
        Person.objects.create(
            code=code, full_name=code, given=code, sort_key=b"a", search_key=code, kind="cadre"
        )


def position(**changes: object) -> Model:
    row = {"code": "TP-01", "name": "Chuyên viên", "unit_kind": "commune_room"}
    return Position.objects.create(**row | changes)


def posting(*, who: str = "an", where: str = "P1", **changes: object) -> Model:
    row = {"title": "Chuyên viên", "valid_from": world.START, "leads": "none"}
    person, unit = Person.objects.get(code=who), Unit.objects.get(code=where)
    return Posting.objects.create(person=person, unit=unit, **row | changes)


def field_assignment(
    *, unit: str | None = None, person: str | None = None, **days: object
) -> Model:
    return FieldAssignment.objects.create(
        posting=Posting.objects.get(person__code="alice"),
        unit=Unit.objects.get(code=unit) if unit else None,
        person=Person.objects.get(code=person) if person else None,
        **days,
    )


def roster(*, loaded: str = "mot", applied: str = "", **changes: object) -> Model:
    users = {
        name: User.objects.get_or_create(username=name, defaults={"display_name": name})[0]
        for name in ("mot", "hai")
    }
    row = {
        "kind": "people", "unit": Unit.objects.get(code="P"), "filename": "a.xlsx", "plan": {},
        "sha256": "0", "planned_by": users[loaded], "planned_at": world.AT,
        "applied_by": users.get(applied),
    }  # fmt: skip
    return RosterPlan.objects.create(**row | changes)


APPLIED = {"applied": "hai", "applied_at": world.AT, "state": "applied"}
ROSTERS = [
    Promise(
        "positions_roster_two_people",
        holds=APPLIED,
        broken=APPLIED | {"applied": "mot"},
        edge={},
    ),
    Promise(
        "positions_roster_applied",
        holds=APPLIED | {"state": "undone"},
        broken={"state": "applied"},
        edge={"state": "discarded"},
    ),
]
POSITIONS = [Promise("positions_position_name", holds={}, broken={"name": ""}, edge={"name": "A"})]
POSTINGS = [
    Promise(
        "positions_posting_days",
        holds={},
        broken={"valid_until": world.START},
        edge={"valid_until": world.START + DAY},
    ),
    Promise(
        "positions_posting_one_primary",
        beside={"valid_until": JULY},
        holds={"is_primary": False, "title": "Văn thư"},
        broken={"where": "P2", "valid_from": JULY - DAY},
        edge={"where": "P2", "valid_from": JULY},
    ),
    Promise(
        "positions_posting_once",
        beside={"is_primary": False, "valid_until": JULY},
        holds={"is_primary": False, "title": "Văn thư"},
        broken={"is_primary": False, "valid_from": JULY - DAY},
        edge={"is_primary": False, "valid_from": JULY},
    ),
    Promise(
        "positions_posting_one_head",
        beside={"leads": "head", "valid_until": JULY},
        holds={"who": "binh", "leads": "deputy"},
        broken={"who": "binh", "leads": "head", "valid_from": JULY - DAY},
        edge={"who": "binh", "leads": "head", "valid_from": JULY},
    ),
]
FIELDS = [
    Promise(
        "positions_field_unit_or_person",
        holds={"unit": "P1"},
        broken={"unit": "P1", "person": "an"},
        edge={"person": "an"},
    ),
    Promise(
        "positions_field_days",
        holds={"unit": "P1", "valid_from": JULY},
        broken={"unit": "P1", "valid_from": JULY, "valid_until": JULY},
        edge={"unit": "P1", "valid_from": JULY, "valid_until": JULY + DAY},
    ),
    Promise(
        "positions_field_once",
        beside={"unit": "P1", "valid_until": JULY},
        holds={"unit": "P2"},
        broken={"unit": "P1", "valid_from": JULY - DAY},
        edge={"unit": "P1", "valid_from": JULY},
    ),
]
ALL = [
    *((Position, position, promise) for promise in POSITIONS),
    *((Posting, posting, promise) for promise in POSTINGS),
    *((FieldAssignment, field_assignment, promise) for promise in FIELDS),
    *((RosterPlan, roster, promise) for promise in ROSTERS),
]
EACH = pytest.mark.parametrize(("model", "make", "promise"), ALL)


@EACH
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@EACH
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@EACH
def test_the_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


def test_a_field_of_nothing_is_refused():
    broken = Promise("positions_field_unit_or_person", holds={}, broken={}, edge={})
    refused(FieldAssignment, field_assignment, broken)


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(Position, POSITIONS)
    every_constraint_is_promised(Posting, POSTINGS)
    every_constraint_is_promised(FieldAssignment, FIELDS)
    every_constraint_is_promised(RosterPlan, ROSTERS)
