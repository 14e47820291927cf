"""Units, people and grants are written by actions, each with its one event."""

from datetime import date

import pytest

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions, queries
from congvu.apps.org.actions import NewGrant, NewPerson, NewUnit
from congvu.apps.org.models import Grant, Person, Unit
from tests.apps import world

pytestmark = pytest.mark.django_db


def people(*names):
    rows = [NewPerson(f"p{n}", name, "civil_servant") for n, name in enumerate(names)]
    return actions.create_people(rows, by=None, at=world.AT)


def alice():
    return User.objects.create(username="alice", display_name="Alice")


def test_units_may_come_in_any_order_and_know_their_path_and_agency():
    actions.create_units(tuple(reversed(world.UNITS)), by=None, at=world.AT)
    room = queries.unit("P1")
    ids = [Unit.objects.get(code=code).pk for code in ("T", "P", "P1")]
    assert room.path == "".join(f"/{pk:05}" for pk in ids) + "/"
    assert (room.parent, room.agency) == ("P", "P")


def test_a_unit_added_later_continues_its_parents_path():
    actions.create_units(world.UNITS, by=None, at=world.AT)
    late = NewUnit("P3", "Phòng Mới", "commune_room", world.START, parent="P", agency="P")
    actions.create_units([late], by=None, at=world.AT)
    assert queries.unit("P3").path.startswith(queries.unit("P").path)


def test_a_subtree_is_a_prefix_and_a_neighbour_is_not_in_it():
    actions.create_units(world.UNITS, by=None, at=world.AT)
    under = queries.units(on=date(2026, 11, 23), under=queries.unit("P").path)
    assert [row.code for row in under] == ["P", "P1", "P2"]


def test_units_under_each_other_in_a_circle_are_refused():
    rows = [
        NewUnit("A", "Đơn vị A", "room", world.START, parent="B"),
        NewUnit("B", "Đơn vị B", "room", world.START, parent="A"),
    ]
    with pytest.raises(Refused, match="vòng quanh"):
        actions.create_units(rows, by=None, at=world.AT)


def test_a_unit_under_nothing_known_is_refused_by_its_code():
    with pytest.raises(queries.UnknownUnit, match="“Z”"):
        actions.create_units(
            [NewUnit("A", "Đơn vị A", "room", world.START, parent="Z")], by=None, at=world.AT
        )


def test_a_code_is_used_once():
    people("Lê An")
    with pytest.raises(Refused, match="Mã này đã có"):
        people("Lê Bình")


def test_names_are_composed_split_and_ordered_by_the_given_name():
    people("Nguyễn Văn Đức", "Trần Thị  An", "Lê Văn Du\u0303ng")
    ordered = Person.objects.order_by("sort_key")
    assert [person.given for person in ordered] == ["An", "Dũng", "Đức"]
    assert ordered[0].full_name == "Trần Thị An"


def test_a_grant_holds_from_its_day_until_it_ends():
    actions.create_units(world.UNITS, by=None, at=world.AT)
    user = alice()
    actions.grant_roles([NewGrant(user.pk, "head", world.START, "P")], by=None, at=world.AT)
    end = date(2026, 7, 1)
    actions.end_grant(Grant.objects.get().pk, on=end, by=None, at=world.AT, reason="Thôi chức")
    held = [
        len(queries.holdings_of(user.pk, on=day)) for day in (world.START, date(2026, 6, 30), end)
    ]
    assert held == [1, 1, 0]


def test_a_bulk_act_is_one_event_with_its_rows():
    people("Lê An", "Lê Bình")
    event = Event.objects.get(verb="org.people_created")
    assert event.payload["rows"] == [
        ["p0", "Lê An", "civil_servant"],
        ["p1", "Lê Bình", "civil_servant"],
    ]


def test_a_great_bulk_act_keeps_a_digest_instead_of_its_rows():
    people(*(["Lê An"] * 501))
    payload = Event.objects.get(verb="org.people_created").payload
    assert payload["count"] == 501
    assert len(payload["sha256"]) == 64
    assert "rows" not in payload
