"""Who stands where in the town, for all that is asked about access: every role, every relation.

The town of tests.faces.town, with administrators, an adviser on personnel, people who act or acted
for others, and somebody who holds two postings. What each holds is told here a second time, in
words that a reader can check, and `built` makes it true with the actions.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from congvu.apps.accounts.models import User
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewDelegation, NewGrant, NewPerson
from congvu.apps.org.models import Delegation, Grant, Person
from congvu.apps.positions import actions as positions
from congvu.apps.positions.actions import NewPosting
from tests.apps import world
from tests.faces import town

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
PROVINCE = ""


@dataclass(frozen=True)
class Holds:
    """A role held on a unit ("" is the province); `behalf`: another's, lent; `only`: some of it."""

    role: str
    unit: str
    behalf: str = ""
    only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Who:
    """Somebody who signs in: her person (if any), and what she holds today."""

    name: str
    person: str
    holds: tuple[Holds, ...] = ()


FIELDS = {"phong": ("P2",)}
"""The units that a deputy looks after, by the deputy's person."""
CAST = (
    Who("an", "an", (Holds("officer", "P1"),)),
    Who("binh", "binh", (Holds("head", "P1"),)),
    Who("alice", "alice", (Holds("head", "P"),)),
    Who("chi", "chi", (Holds("head", "P2"),)),
    Who("phong", "phong", (Holds("deputy", "P"),)),
    Who("dung", "dung"),  # was head of P1
    Who("giang", "giang", (Holds("head", "S"),)),
    Who("office", "", (Holds("agency_office", "P"),)),
    Who("office2", "", (Holds("agency_office", "P"),)),
    Who("office.s", "", (Holds("agency_office", "S"),)),
    Who("to.chuc", "", (Holds("personnel_adviser", "P"),)),
    Who("noi.vu", "", (Holds("home_affairs", PROVINCE),)),
    Who("tham.dinh", "", (Holds("home_affairs", PROVINCE),)),
    Who("bi.thu", "", (Holds("leadership", PROVINCE),)),
    Who("thanh.tra", "", (Holds("inspector", PROVINCE),)),
    Who("van.hanh", "", (Holds("operator", PROVINCE),)),
    Who("quan.tri", "", (Holds("province_admin", PROVINCE),)),
    Who("quan.tri.2", "", (Holds("province_admin", PROVINCE),)),
    Who("mai", "mai", (Holds("officer", "P2"), Holds("head", "P1", behalf="binh"))),
    Who(
        "rong",
        "rong",
        (Holds("officer", "P2"), Holds("head", "P1", behalf="binh", only=("month.read_unit",))),
    ),
    Who("son", "son", (Holds("officer", "P1"), Holds("deputy", "P", behalf="phong"))),
    Who("nga", "nga", (Holds("officer", "P2"),)),  # acted for binh until yesterday
    Who("oanh", "oanh", (Holds("officer", "P2"),)),  # acted for binh, who ended it
    Who("quy", "quy", (Holds("officer", "P2"),)),  # will act for binh from tomorrow
    Who("thu", "thu", (Holds("officer", "P2"),)),  # for dung, whose grant ended
    Who("uyen", "uyen", (Holds("officer", "P2"), Holds("officer", "S"))),  # posted in two units
    Who("viet", "viet", (Holds("head", "S"),)),  # inspector too, once confirmed
    Who(town.NO_ROLE, ""),
)  # fmt: skip
TWINS = {"office2", "tham.dinh", "quan.tri.2"}
"""Second people with the very rights of another, for acts that take two."""
NEW = {
    "mai": "P2",
    "rong": "P2",
    "son": "P1",
    "nga": "P2",
    "oanh": "P2",
    "quy": "P2",
    "thu": "P2",
    "uyen": "P2",
    "viet": "S",
}
"""The unit of the primary posting of everybody who is not in the town yet."""


def built() -> None:
    """Make the town and everybody of the cast, through the actions alone."""
    town.built()
    known = set(User.objects.values_list("username", flat=True))
    User.objects.bulk_create(
        User(username=one.name, display_name=f"Người {one.name}", password="!")
        for one in CAST
        if one.name not in known
    )
    _people()
    _grants(known)
    _waiting()
    _loans()


def account(name: str) -> User:
    """Somebody of the cast."""
    return User.objects.get(username=name)


def _people() -> None:
    users = {one.person: account(one.name) for one in CAST if one.person}
    org.create_people(
        [NewPerson(name, f"Nguyễn Thị {name.title()}", "civil_servant") for name in NEW],
        by=None, at=world.AT,
    )  # fmt: skip
    for person, user in users.items():
        Person.objects.filter(code=person).update(user=user)
    posts = [NewPosting(name, unit, "Chuyên viên", world.START) for name, unit in NEW.items()]
    second = NewPosting("uyen", "S", "Chuyên viên", world.START, is_primary=False)
    positions.open_postings([*posts, second], by=None, at=world.AT)


def _grants(known: set[str]) -> None:
    rows = [
        NewGrant(account(one.name).pk, held.role, world.START, unit=held.unit or None)
        for one in CAST
        if one.name not in known
        for held in one.holds
        if not held.behalf
    ]
    org.grant_roles(rows, by=None, at=world.AT)


def _waiting() -> None:
    """Viet's great role was given by one administrator, and nobody has confirmed it."""
    row = NewGrant(account("viet").pk, "inspector", world.START)
    org.grant_roles([row], by=account("quan.tri"), at=world.AT)


def _loans() -> None:
    head, deputy = _grant("binh", "head"), _grant("phong", "deputy")
    lend(head, "mai")
    lend(head, "rong", only=("month.read_unit",))
    lend(deputy, "son")
    lend(head, "quy", since=TODAY + DAY, until=TODAY + 5 * DAY)
    ended = lend(head, "oanh")
    org.end_delegation(ended, by=account("binh"), at=world.AT, reason="Về sớm")
    _as_of_old(lend(head, "nga"), until=TODAY)
    former = Grant.objects.get(user=account("dung"))
    Delegation.objects.create(
        grant=former, from_user=former.user, to_user=account("thu"), reason="Đi công tác",
        valid_from=TODAY - DAY, valid_until=TODAY + DAY, made_at=world.AT,
    )  # fmt: skip


def _grant(name: str, role: str) -> Grant:
    return Grant.objects.get(user=account(name), role=role)


def lend(
    grant: Grant,
    to: str,
    *,
    since: date = TODAY,
    until: date = TODAY + DAY,
    only: tuple[str, ...] = (),
) -> int:
    """Let somebody act under a grant."""
    row = NewDelegation(grant.pk, account(to).pk, since, until, "Đi công tác", only)
    return org.delegate(row, by=grant.user, at=world.AT)


def _as_of_old(delegation: int, *, until: date) -> None:
    """Days that have gone by cannot be lent; they go by."""
    Delegation.objects.filter(pk=delegation).update(valid_from=until - 3 * DAY, valid_until=until)
