"""What the tables of units, people and grants promise."""

from datetime import timedelta

import pytest
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Grant, Person, Unit
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
COMPOSED = "Phòng Kinh tế"
DECOMPOSED = "Pho\u0300ng Kinh te\u0302\u0301"


def unit(**changes: object) -> Model:
    code = f"U{Unit.objects.count()}"
    return Unit.objects.create(
        **{"code": code, "name": COMPOSED, "kind": "room", "valid_from": world.START} | changes
    )


def person(**changes: object) -> Model:
    row = {
        "code": "p", "full_name": "Lê An", "given": "An", "family_middle": "Lê",
        "sort_key": b"an", "search_key": "le an", "kind": "civil_servant",
    }  # fmt: skip
    return Person.objects.create(**row | changes)


def grant(**changes: object) -> Model:
    user, _ = User.objects.get_or_create(
        username="alice", defaults={"display_name": "Alice", "password": "!"}
    )
    return Grant.objects.create(
        **{"user": user, "role": "officer", "valid_from": world.START} | changes
    )


def under(*, parent: str = "another") -> Model:
    above, made = unit(), unit()
    made.parent = {"another": above, "itself": made, "nobody": None}[parent]
    made.save(update_fields=["parent"])
    return made


UNITS = [
    Promise(
        "org_unit_days",
        holds={"valid_until": None},
        broken={"valid_until": world.START},
        edge={"valid_until": world.START + DAY},
    ),
    Promise(
        "org_unit_name",
        holds={"name": COMPOSED},
        broken={"name": DECOMPOSED},
        edge={"name": "P"},
    ),
]
OWN_PARENT = Promise(
    "org_unit_not_own_parent", holds={}, broken={"parent": "itself"}, edge={"parent": "nobody"}
)
PEOPLE = [
    Promise(
        "org_person_name",
        holds={},
        broken={"full_name": ""},
        edge={"full_name": "Y", "given": "Y", "family_middle": ""},
    ),
    Promise("org_person_keys", holds={}, broken={"sort_key": b""}, edge={"sort_key": b"\x00"}),
]
GRANTS = [
    Promise(
        "org_grant_days",
        holds={"valid_until": None},
        broken={"valid_until": world.START},
        edge={"valid_until": world.START + DAY},
    ),
    Promise(
        "org_grant_once",
        beside={},
        holds={"role": "head"},
        broken={},
        edge={"valid_from": world.START + DAY},
    ),
]
ALL = [
    *((Unit, unit, promise) for promise in UNITS),
    (Unit, under, OWN_PARENT),
    *((Person, person, promise) for promise in PEOPLE),
    *((Grant, grant, promise) for promise in GRANTS),
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


def test_no_constraint_goes_without_its_three_rows():
    every_constraint_is_promised(Unit, [*UNITS, OWN_PARENT])
    every_constraint_is_promised(Person, PEOPLE)
    every_constraint_is_promised(Grant, GRANTS)
