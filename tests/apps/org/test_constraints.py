"""What the tables of units, people and grants promise."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import LONGEST_DELEGATION, Delegation, Grant, Person, Unit
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GIVERS = ("granted_by", "confirmed_by")
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


def user(name: str) -> User:
    found, _ = User.objects.get_or_create(
        username=name, defaults={"display_name": name, "password": "!"}
    )
    return found


def grant(**changes: object) -> Model:
    people = {name: user(changes.pop(name)) for name in GIVERS if name in changes}
    row = {"user": user("alice"), "role": "officer", "valid_from": world.START}
    return Grant.objects.create(**row | people | changes)


def delegation(*, to: str = "binh", **changes: object) -> Model:
    given = Grant.objects.first() or grant(role="head")
    row = {
        "grant": given, "from_user": user("alice"), "to_user": user(to), "reason": "Đi công tác",
        "valid_from": world.START, "valid_until": world.START + DAY, "made_at": world.AT,
    }  # fmt: skip
    return Delegation.objects.create(**row | changes)


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
    Promise(
        "org_grant_confirmed_by_another",
        holds={"granted_by": "chi", "confirmed_by": "binh"},
        broken={"granted_by": "chi", "confirmed_by": "chi"},
        edge={"confirmed_by": "binh"},
    ),
]
DELEGATIONS = [
    Promise(
        "org_delegation_days",
        holds={},
        broken={"valid_until": world.START + LONGEST_DELEGATION + DAY},
        edge={"valid_until": world.START + LONGEST_DELEGATION},
    ),
    Promise("org_delegation_to_another", holds={}, broken={"to": "alice"}, edge={"to": "chi"}),
    Promise("org_delegation_reason", holds={}, broken={"reason": ""}, edge={"reason": "x"}),
    Promise(
        "org_delegation_end_reason",
        holds={},
        broken={"ended_at": world.AT},
        edge={"ended_at": world.AT, "end_reason": "x"},
    ),
    Promise(
        "org_delegation_once",
        beside={},
        holds={"to": "chi"},
        broken={},
        edge={"valid_from": world.START + DAY, "valid_until": world.START + 2 * DAY},
    ),
]
ALL = [
    *((Unit, unit, promise) for promise in UNITS),
    (Unit, under, OWN_PARENT),
    *((Person, person, promise) for promise in PEOPLE),
    *((Grant, grant, promise) for promise in GRANTS),
    *((Delegation, delegation, promise) for promise in DELEGATIONS),
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
    every_constraint_is_promised(Delegation, DELEGATIONS)


@pytest.mark.parametrize("who", ["chi", "alice"])
def test_neither_giver_nor_holder_confirms_a_grant(who):
    with pytest.raises(Refused, match="phải khác người cấp"), in_words(Grant), transaction.atomic():
        grant(granted_by="chi", confirmed_by=who)


def test_a_delegation_that_was_ended_leaves_room_for_another():
    delegation(ended_at=world.AT, end_reason="Về sớm")
    assert delegation().pk


def test_a_delegation_holds_at_least_one_day():
    with (
        pytest.raises(Refused, match="Ủy quyền từ một ngày"),
        in_words(Delegation),
        transaction.atomic(),
    ):
        delegation(valid_until=world.START)
