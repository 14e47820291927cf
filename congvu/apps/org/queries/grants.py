"""Reads of grants for whoever keeps them: who holds what where, by whom given, why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db.models import F, Q, QuerySet

from congvu.apps.accounts.models import User
from congvu.apps.org.models import Grant
from congvu.apps.org.queries.holdings import in_force
from congvu.kernel.vietnamese import fold, nfc


class Standing(StrEnum):
    """Which grants a list shows."""

    IN_FORCE = "in_force"
    WAITING = "waiting"
    ENDED = "ended"
    EVERY = "every"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account that may be given a role; `person` is the id of whoever signs in with it."""

    id: int
    username: str
    name: str
    person: int | None
    person_code: str | None


@dataclass(frozen=True, slots=True)
class GrantListed:
    """A grant as lists show it; `valid_until` is the first day on which it no longer holds."""

    id: int
    user: int
    username: str
    name: str
    person: str | None
    role: str
    unit: str | None
    unit_name: str | None
    unit_path: str | None
    valid_from: date
    valid_until: date | None
    granted_by: str | None
    granted_by_id: int | None
    reason: str
    awaits_confirmation: bool
    confirmed_by: str | None
    void: bool
    ended_by: str | None
    ended_at: datetime | None
    end_reason: str

    @property
    def is_waiting(self) -> bool:
        """Whether a second person has yet to confirm it."""
        return self.awaits_confirmation and self.confirmed_by is None and not self.void


@dataclass(frozen=True, slots=True)
class GrantFilter:
    """What a list of grants is narrowed to; empty is everything."""

    text: str = ""
    role: str = ""
    unit: str = ""
    standing: Standing = Standing.IN_FORCE


def grant(grant_id: int) -> GrantListed | None:
    """Return one grant, or None."""
    return next(iter(_rows(Grant.objects.filter(pk=grant_id))), None)


def count_grants(asked: GrantFilter, *, paths: frozenset[str], on: date) -> int:
    """Return how many grants within some units' paths fit."""
    return _asked(asked, paths, on).count()


def listed_grants(
    asked: GrantFilter, *, paths: frozenset[str], on: date, first: int = 0, most: int = 50
) -> list[GrantListed]:
    """Return the grants of a page that fit, within some units' paths, in order of names."""
    return _rows(_asked(asked, paths, on))[first : first + most]


def find_accounts(text: str, *, most: int = 20) -> list[AccountRow]:
    """Return accounts whose sign-in name or person's name holds the text, in name order."""
    users = User.objects.filter(_named(text), is_active=True)
    rows = users.order_by("person__sort_key", "username").values_list(*_ACCOUNT)
    return [AccountRow(*row) for row in rows[:most]]


def accounts_of(person_ids: Collection[int]) -> list[AccountRow]:
    """Return the accounts in use of some people, in name order."""
    found = User.objects.filter(person__in=person_ids, is_active=True)
    rows = found.order_by("person__sort_key", "pk").values_list(*_ACCOUNT)
    return [AccountRow(*row) for row in rows]


def account_named(username: str) -> AccountRow | None:
    """Return the account of a sign-in name, if it may sign in, or None."""
    found = User.objects.filter(username=username.strip().lower(), is_active=True)
    row = found.values_list(*_ACCOUNT).first()
    return AccountRow(*row) if row else None


_WHOLE = "/"
_ACCOUNT = ("pk", "username", "display_name", F("person__pk"), F("person__code"))


def _asked(asked: GrantFilter, paths: frozenset[str], on: date) -> QuerySet[Grant]:
    found = Grant.objects.filter(_standing(asked.standing, on), _within(paths))
    if asked.role:
        found = found.filter(role=asked.role)
    if asked.unit:
        found = found.filter(unit__code=asked.unit)
    if asked.text:
        found = found.filter(user__in=User.objects.filter(_named(asked.text)))
    return found


def _within(paths: frozenset[str]) -> Q:
    """Grants on units at or under some paths; "/" is the province, with those on no unit."""
    if _WHOLE in paths:
        return Q()
    here = Q(pk__in=[])
    for path in paths:
        here |= Q(unit__path__startswith=path)
    return here


def _named(text: str) -> Q:
    """Accounts by the person's name, marks aside; those of nobody by the name they show."""
    nobody = Q(person=None, display_name__icontains=nfc(text.strip()))
    person = Q(person__search_key__contains=fold(text))
    return person | nobody | Q(username__contains=text.strip().lower())


def _standing(standing: Standing, on: date) -> Q:
    waits = Q(awaits_confirmation=True, confirmed_by=None, void=False)
    over = Q(void=True) | Q(valid_until__lte=on)
    if standing is Standing.IN_FORCE:
        return in_force(on)
    if standing is Standing.WAITING:
        return waits & ~Q(valid_until__lte=on)
    return over if standing is Standing.ENDED else Q()


def _rows(found: QuerySet[Grant]) -> list[GrantListed]:
    rows = found.order_by(
        F("user__person__sort_key").asc(nulls_last=True), "user__username", "-valid_from", "pk"
    ).values_list(
        "pk", "user", F("user__username"), F("user__display_name"), F("user__person__code"),
        "role", F("unit__code"), F("unit__name"), F("unit__path"), "valid_from", "valid_until",
        F("granted_by__display_name"), "granted_by", "reason", "awaits_confirmation",
        F("confirmed_by__display_name"), "void", F("ended_by__display_name"), "ended_at",
        "end_reason",
    )  # fmt: skip
    return [GrantListed(*row) for row in rows]
