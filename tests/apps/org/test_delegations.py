"""What was lent holds on its days, while the grant it rests on holds, and reaches no further."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from congvu.access.rights import rights_of
from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import User
from congvu.apps.audit.refusals import Refused
from congvu.apps.org import actions, queries
from congvu.apps.org.actions import NewDelegation, NewGrant
from congvu.apps.org.models import Delegation, Grant, Person
from congvu.apps.org.queries import holdings
from congvu.apps.org.roles import DELEGABLE, FOUR_EYES, LENT_WORDS, ROLES, lendable
from congvu.apps.positions.models import Posting
from tests.apps import world

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
ROOM, MONTH, OWN = "room.read_unit", "month.read_unit", "month.read_own"
pytestmark = pytest.mark.django_db


@pytest.fixture
def binh() -> User:
    """The head of P1, in the agency of the world."""
    world.agency()
    return person_user("binh", "head", "P1")


def person_user(name: str, role: str = "", unit: str = "P1") -> User:
    made = User.objects.create(username=name, display_name=name.title(), password="!")
    Person.objects.filter(code=name).update(user=made)
    if role:
        actions.grant_roles([NewGrant(made.pk, role, world.START, unit=unit)], by=None, at=world.AT)
    return made


def lend(by: User, to: User, *, days: int = 7, only: tuple[str, ...] = (), since: date = TODAY):
    grant = Grant.objects.filter(user=by).latest("pk")
    row = NewDelegation(grant.pk, to.pk, since, since + timedelta(days=days), "Đi công tác", only)
    return actions.delegate(row, by=by, at=world.AT)


def path(code: str) -> str:
    return queries.unit(code).path


def test_a_loan_holds_from_its_first_day_to_the_day_before_its_end(binh):
    an = person_user("an")
    lend(binh, an, since=TODAY + DAY, days=2)
    days = [TODAY + number * DAY for number in range(4)]
    assert [rights_of(an, today=day).may(ROOM) for day in days] == [False, True, True, False]


def test_a_loan_gives_nothing_that_is_about_the_lender_herself(binh):
    an = person_user("an")
    lend(binh, an)
    rights = rights_of(an, today=TODAY)
    assert not any(rights.may(name) for name in ROLES["head"].permissions if name.endswith("_own"))
    assert rights.labels == ("Người đứng đầu, thay Binh",)
    assert rights.behalves[0].last_day == TODAY + 6 * DAY


def test_a_loan_of_some_gives_these_only(binh):
    an = person_user("an")
    lend(binh, an, only=(ROOM,))
    rights = rights_of(an, today=TODAY)
    assert (rights.may(ROOM), rights.may(MONTH)) == (True, False)


def test_a_loan_reaches_the_unit_but_neither_the_lender_nor_the_borrower(binh):
    an, people = person_user("an"), dict(Person.objects.values_list("code", "pk"))
    lend(binh, an)
    reach = rights_of(an, today=TODAY).reach(MONTH)
    assert reach.covers(path("P1"))
    assert {code for code, pk in people.items() if reach.covers(path("P1"), pk)} == (
        people.keys() - {"an", "binh"}
    )
    assert not reach.covers(path("P2"))


def test_a_deputys_loan_reaches_the_deputys_field(binh):
    phong, an = person_user("phong", "deputy", "P"), person_user("an")
    world.field_of(Posting.objects.get(person__code="phong").pk, unit="P2")
    lend(phong, an)
    reach = rights_of(an, today=TODAY).reach(MONTH)
    assert (reach.covers(path("P2")), reach.covers(path("P1"))) == (True, False)


def test_a_loan_ends_with_the_grant_it_rests_on(binh):
    an = person_user("an")
    lend(binh, an)
    grant = Grant.objects.get(user=binh)
    actions.end_grant(grant.pk, on=TODAY + DAY, by=None, at=world.AT, reason="")
    assert rights_of(an, today=TODAY).may(ROOM)
    assert not rights_of(an, today=TODAY + DAY).may(ROOM)


def test_a_loan_rests_while_the_lenders_account_is_closed(binh):
    an = person_user("an")
    lend(binh, an)
    accounts.deactivate(binh, by=None, reason="Nghỉ việc")
    assert not rights_of(an, today=TODAY).may(ROOM)
    assert not queries.delegations_on(TODAY, paths=frozenset({"/"}), but_of=0)


def test_a_loan_of_a_grant_that_was_never_confirmed_gives_nothing(binh):
    an = person_user("an")
    lend(binh, an)
    Grant.objects.filter(user=binh).update(awaits_confirmation=True)
    assert not rights_of(an, today=TODAY).may(ROOM)


def test_what_was_lent_is_not_lent_on(binh):
    an, chi = person_user("an"), person_user("chi")
    lend(binh, an)
    grant = Grant.objects.get(user=binh)
    row = NewDelegation(grant.pk, chi.pk, TODAY, TODAY + DAY, "Bận")
    with pytest.raises(Refused, match="chính mình đang giữ"):
        actions.delegate(row, by=an, at=world.AT)


@pytest.mark.parametrize("role", sorted(ROLES.keys() - {one.value for one in DELEGABLE}))
def test_other_roles_are_not_lent(binh, role):
    giver, an = person_user("giver", role), person_user("an")
    with pytest.raises(Refused, match="chính mình đang giữ"):
        lend(giver, an)
    assert lendable(role) == frozenset()


@pytest.mark.parametrize("wider", ["province.read", "month.read_own", "no.such"])
def test_no_more_is_lent_than_is_held(binh, wider):
    with pytest.raises(Refused, match="Không ủy quyền rộng hơn"):
        lend(binh, person_user("an"), only=(ROOM, wider))


def test_own_rights_go_first_and_acting_names_the_lender(binh):
    an, dung = person_user("an"), person_user("dung", "head", "P2")
    lend(binh, an)
    rights = rights_of(an, today=TODAY)
    acting = rights.acting(an, ROOM, path("P1"))
    assert (acting.pk, acting.display_name, acting.on_behalf_of) == (an.pk, "An", "Binh")
    lend(binh, dung)
    both = rights_of(dung, today=TODAY)
    assert both.acting(dung, ROOM, path("P2")).on_behalf_of == ""
    assert both.acting(dung, ROOM, path("P1")).on_behalf_of == "Binh"


def test_who_may_not_does_not_act(binh):
    an = person_user("an")
    lend(binh, an, only=(ROOM,))
    rights = rights_of(an, today=TODAY)
    for permission, unit in ((ROOM, "P2"), (MONTH, "P1")):
        with pytest.raises(PermissionDenied):
            rights.acting(an, permission, path(unit))


def test_all_that_a_lendable_role_may_lend_has_words():
    assert {name for role in DELEGABLE for name in lendable(role)} == LENT_WORDS.keys()


def test_the_roles_of_four_eyes_are_never_lent():
    assert not FOUR_EYES & DELEGABLE


GRANTS = [
    {"valid_from": TODAY}, {"valid_from": TODAY + DAY}, {"valid_until": TODAY},
    {"valid_until": TODAY + DAY}, {"void": True}, {"awaits_confirmation": True},
    {"awaits_confirmation": True, "confirmed_by": "giver"},
]  # fmt: skip
LOANS = [
    {"valid_from": TODAY + DAY}, {"valid_from": TODAY - DAY, "valid_until": TODAY},
    {"ended_at": world.AT, "end_reason": "Về sớm"}, {"permissions": [ROOM]},
]  # fmt: skip


@pytest.mark.parametrize(
    ("grant", "loan"), [*((one, {}) for one in GRANTS), *(({}, one) for one in LOANS), ({}, {})]
)
def test_the_query_of_every_request_says_what_the_lists_say(binh, grant, loan):
    """What holds is written twice: once for each request, once for the pages that list it."""
    an, giver = person_user("an"), person_user("chi")
    lend(binh, an)
    changed = {name: giver if value == "giver" else value for name, value in grant.items()}
    Grant.objects.filter(user=binh).update(**changed)
    Delegation.objects.filter(to_user=an).update(**loan)
    in_force = Grant.objects.filter(holdings.in_force(TODAY), user=binh).values_list("role")
    lent = Delegation.objects.filter(holdings.lent_on(TODAY), to_user=an).values_list("pk")
    assert [one.role for one in queries.holdings_of(binh.pk, on=TODAY)] == [
        role for (role,) in in_force
    ]
    assert [one.delegation for one in queries.holdings_of(an.pk, on=TODAY)] == [
        pk for (pk,) in lent
    ]
