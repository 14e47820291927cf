"""What the tables of units, people and grants promise."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import Model

from congvu.apps.accounts.models import User
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.models import (
    LONGEST_DELEGATION,
    Absence,
    Delegation,
    Discipline,
    FormerState,
    Grant,
    Person,
    Succession,
    Unit,
)
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


def former(**changes: object) -> Model:
    whose = changes.pop("whose", None) or Unit.objects.first() or unit()
    row = {"unit": whose, "name": "Phòng Cũ", "search_key": "phong cu", "decision": "QĐ 1"}
    days = {"valid_from": world.START, "valid_until": world.START + 9 * DAY}
    return FormerState.objects.create(**row | days | changes)


def succession(*, to: str = "another", **changes: object) -> Model:
    before = Unit.objects.filter(code="U0").first() or unit()
    after = before if to == "itself" else (Unit.objects.filter(code="U1").first() or unit())
    if to == "third":
        after = unit()
    row = {"kind": "merged", "day": world.START, "decision": "NQ 1"}
    return Succession.objects.create(predecessor=before, successor=after, **row | changes)


def absence(**changes: object) -> Model:
    whose = Person.objects.first() or person()
    row = {"person": whose, "kind": "sick", "starts_on": world.START}
    return Absence.objects.create(**row | {"ends_on": world.START + 9 * DAY} | changes)


def discipline(*, where: bool = True, **changes: object) -> Model:
    whose = Person.objects.first() or person()
    row = {
        "person": whose, "form": "reprimand", "duty_related": True, "decision": "QĐ 7",
        "decided_on": world.START, "counts_year": 2026, "counts_unit": unit() if where else None,
    }  # fmt: skip
    return Discipline.objects.create(**row | changes)


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
    Promise(
        "org_unit_official_code",
        holds={"official_code": "H32.22.5"},
        broken={"official_code": "22366"},
        edge={"official_code": "H32"},
    ),
    Promise(
        "org_unit_area_code",
        holds={"area_code": "22366"},
        broken={"area_code": "H32"},
        edge={"area_code": "56"},
    ),
    Promise(
        "org_unit_official_code_one_a_day",
        beside={"official_code": "H32.22", "valid_until": world.START + 9 * DAY},
        holds={"official_code": "H32.23"},
        broken={"official_code": "H32.22", "valid_from": world.START + 8 * DAY},
        edge={"official_code": "H32.22", "valid_from": world.START + 9 * DAY},
    ),
]
FORMER = [
    Promise(
        "org_former_days",
        holds={},
        broken={"valid_until": world.START},
        edge={"valid_until": world.START + DAY},
    ),
    Promise("org_former_decision", holds={}, broken={"decision": ""}, edge={"decision": "1"}),
    Promise(
        "org_former_one_a_day",
        beside={},
        holds={"valid_from": world.START + 20 * DAY, "valid_until": world.START + 30 * DAY},
        broken={"valid_from": world.START + 8 * DAY, "valid_until": world.START + 30 * DAY},
        edge={"valid_from": world.START + 9 * DAY, "valid_until": world.START + 30 * DAY},
    ),
]
SUCCESSIONS = [
    Promise(
        "org_succession_once", beside={}, holds={"to": "third"}, broken={}, edge={"to": "third"}
    ),
    Promise("org_succession_two", holds={}, broken={"to": "itself"}, edge={"decision": "1"}),
]
ABSENCES = [
    Promise(
        "org_absence_days",
        holds={"ends_on": None},
        broken={"ends_on": world.START - DAY},
        edge={"ends_on": world.START},
    ),
    Promise(
        "org_absence_one_a_day",
        beside={},
        holds={"starts_on": world.START + 20 * DAY, "ends_on": None},
        broken={"starts_on": world.START + 9 * DAY, "ends_on": None},
        edge={"starts_on": world.START + 10 * DAY, "ends_on": None},
    ),
]
DISCIPLINES = [
    Promise(
        "org_discipline_counts_once",
        holds={},
        broken={"not_counted": "cùng hành vi"},
        edge={"where": False, "counts_year": None, "not_counted": "cùng hành vi"},
    ),
    Promise(
        "org_discipline_days",
        holds={"happened_on": world.START - DAY},
        broken={"happened_on": world.START + DAY},
        edge={"happened_on": world.START},
    ),
    Promise(
        "org_discipline_once",
        beside={},
        holds={"decision": "QĐ 8"},
        broken={},
        edge={"decision": "QĐ 7 "},
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
    *((FormerState, former, promise) for promise in FORMER),
    *((Succession, succession, promise) for promise in SUCCESSIONS),
    *((Absence, absence, promise) for promise in ABSENCES),
    *((Discipline, discipline, promise) for promise in DISCIPLINES),
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
    every_constraint_is_promised(FormerState, FORMER)
    every_constraint_is_promised(Succession, SUCCESSIONS)
    every_constraint_is_promised(Absence, ABSENCES)
    every_constraint_is_promised(Discipline, DISCIPLINES)
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
