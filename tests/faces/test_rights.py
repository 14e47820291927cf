"""What a grant reaches: its unit and all under it, and never more by a slip of the pen."""

from datetime import date

import pytest

from congvu.access.rights import PROVINCE, Behalf, Held, Reach, rights_of
from congvu.apps.accounts.models import User
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.org.models import Unit
from tests.apps import world

TODAY = date(2026, 11, 23)
ROOM = "room.read_unit"
pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    """An account without a person, in an agency."""
    world.agency()
    return User.objects.create(username="thu", display_name="Thử", password="!")


def grant(user: User, role: str, unit: str | None, **days: date) -> None:
    """Give a role."""
    given = {"valid_from": world.START} | days
    org.grant_roles([NewGrant(user.pk, role, unit=unit, **given)], by=None, at=world.AT)


def path(code: str) -> str:
    """The path of a unit."""
    return Unit.objects.get(code=code).path


def test_a_role_reaches_its_unit_and_all_under_it(user):
    grant(user, "head", "P")
    reach = rights_of(user, today=TODAY).reach(ROOM)
    assert [code for code in ("T", "P", "P1", "P2", "S") if reach.covers(path(code))] == [
        "P",
        "P1",
        "P2",
    ]


@pytest.mark.parametrize("role", ["officer", "head", "deputy", "agency_office"])
def test_a_role_of_a_unit_given_on_no_unit_reaches_nothing(user, role):
    grant(user, role, None)
    assert not rights_of(user, today=TODAY).held


def test_a_unit_without_a_path_is_not_the_province(user):
    grant(user, "inspector", "P1")
    Unit.objects.filter(code="P1").update(path="")
    assert not rights_of(user, today=TODAY).held


def test_a_role_of_the_province_reaches_every_unit(user):
    grant(user, "inspector", None)
    reach = rights_of(user, today=TODAY).reach(ROOM)
    assert reach.paths == {PROVINCE}
    assert all(reach.covers(path(code)) for code in ("T", "P", "P1", "S"))


def test_a_role_holds_from_its_first_day_to_the_day_before_its_end(user):
    grant(user, "inspector", None, valid_from=TODAY, valid_until=date(2026, 11, 25))
    days = [date(2026, 11, day) for day in (22, 23, 24, 25)]
    assert [bool(rights_of(user, today=day).held) for day in days] == [False, True, True, False]


def test_rights_of_two_roles_add_up_and_none_leaks_into_the_other(user):
    grant(user, "head", "P1")
    grant(user, "leadership", None)
    rights = rights_of(user, today=TODAY)
    assert rights.may("province.read")
    assert rights.reach("month.read_unit").covers(path("P1"))
    assert not rights.reach("month.read_unit").covers(path("S"))
    assert rights.labels == ("Người đứng đầu", "Lãnh đạo tỉnh")


@pytest.mark.parametrize(
    ("units", "above"),
    [
        (["/1/2/"], "/1/2/"),
        (["/1/2/", "/1/3/4/"], "/1/"),
        (["/1/2/", "/1/23/"], "/1/"),
        (["/1/2/", "/9/"], "/"),
        (["/"], "/"),
        ([], "/"),
    ],
)
def test_the_unit_above_all_that_is_held_is_found_by_steps_not_by_letters(units, above):
    held = tuple(Held("head", unit, frozenset({unit}), frozenset()) for unit in units)
    assert Reach(held, 1).above == above


def test_a_reach_is_told_apart_by_who_holds_it():
    lent = Behalf(1, 2, "Lê Bình", 7, frozenset(), world.AT.date())
    own = Held("head", "/1/", frozenset({"/1/"}), frozenset())
    loan = Held("head", "/2/", frozenset({"/2/"}), frozenset(), lent)
    reach = Reach((own, loan), 5)
    assert reach.holders == {5, 7}
    assert (reach.of(5).giving, reach.of(7).giving, reach.of(9).giving) == ((own,), (loan,), ())
