"""The small agency of tests.apps.world with people who sign in, one for each role and relation."""

from dataclasses import dataclass
from datetime import date

from congvu.apps.accounts.models import User
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.org.models import Person
from congvu.apps.positions.models import Posting
from tests.apps import world
from tests.apps.evaluation.test_month import handbook

MONTH = "2026-11"


@dataclass(frozen=True)
class Login:
    """Who signs in: the role, the unit it is held on, the person behind it, and until when."""

    username: str
    role: str
    unit: str | None = None
    person: str = ""
    until: date | None = None


LOGINS = (
    Login("an", "officer", "P1", "an"),
    Login("binh", "head", "P1", "binh"),
    Login("alice", "head", "P", "alice"),
    Login("chi", "head", "P2", "chi"),
    Login("phong", "deputy", "P", "phong"),
    Login("dung", "head", "P1", "dung", until=date(2026, 11, 1)),
    Login("office", "agency_office", "P"),
    Login("office2", "agency_office", "P"),
    Login("noi.vu", "home_affairs"),
    Login("tham.dinh", "home_affairs"),
    Login("bi.thu", "leadership"),
    Login("thanh.tra", "inspector"),
    Login("van.hanh", "operator"),
)
NO_ROLE = "khong.vai"


def built() -> None:
    """November with the handbook's example of An; everybody signs in; Phong looks after P2."""
    handbook()
    users = User.objects.bulk_create(
        User(username=name, display_name=f"Người {name}", password="!")
        for name in (*(login.username for login in LOGINS), NO_ROLE)
    )
    ids = {user.username: user.pk for user in users}
    for login in LOGINS:
        if login.person:
            Person.objects.filter(code=login.person).update(user_id=ids[login.username])
    grants = [
        NewGrant(ids[one.username], one.role, world.START, unit=one.unit, valid_until=one.until)
        for one in LOGINS
    ]
    org.grant_roles(grants, by=None, at=world.AT)
    world.field_of(Posting.objects.get(person__code="phong").pk, unit="P2")
