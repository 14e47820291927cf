"""What a user may do today: grants in force, her own and those she acts under for another."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, CharField, DateField, F, Q, TextField, Value

from congvu.apps.org.models import Delegation, Grant


@dataclass(frozen=True, slots=True)
class GrantRow:
    """A role held on a unit and all under it; no unit means the whole province."""

    role: str
    unit: str | None
    path: str | None


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A grant in force for a user: her own, or (`delegation`) another's that she acts under.

    `lent` names the permissions lent, empty for all that may be lent; `until` is the first day on
    which the delegation no longer holds.
    """

    role: str
    unit: str | None
    path: str | None
    delegation: int | None
    lent: frozenset[str]
    from_user: int | None
    from_name: str
    from_person: int | None
    until: date | None


def in_force(on: date, at: str = "") -> Q:
    """Which grants hold on a day: begun, not ended, confirmed where that is asked.

    `at` is the way to the grant from the model asked, such as "grant__".
    """
    return Q(
        Q(**{f"{at}valid_until": None}) | Q(**{f"{at}valid_until__gt": on}),
        Q(**{f"{at}awaits_confirmation": False}) | Q(**{f"{at}confirmed_by__isnull": False}),
        **{f"{at}valid_from__lte": on, f"{at}void": False},
    )


def lent_on(on: date) -> Q:
    """Which delegations hold on a day: begun, not ended, and resting on a grant in force."""
    own = Q(valid_from__lte=on, valid_until__gt=on, ended_at=None)
    return own & in_force(on, "grant__")


def grants_of(user_id: int, *, on: date) -> list[GrantRow]:
    """Return the roles a user holds herself on a day, with the path of the unit each covers."""
    rows = Grant.objects.filter(in_force(on), user=user_id).order_by("pk")
    return [GrantRow(*row) for row in rows.values_list("role", F("unit__code"), F("unit__path"))]


def holdings_of(user_id: int, *, on: date) -> list[HoldingRow]:
    """Return the roles a user holds or acts under on a day, her own first; asked in one query."""
    own = Grant.objects.filter(in_force(on), user=user_id).values_list(
        Value(0), "pk", "role", F("unit__code"), F("unit__path"), *_NOT_LENT
    )
    lent = Delegation.objects.filter(lent_on(on), to_user=user_id).values_list(*_LENT)
    rows = sorted(own.union(lent, all=True), key=lambda row: row[:2])
    return [
        HoldingRow(role, unit, path, delegation, frozenset(lent or ()), *whose)
        for _, _, role, unit, path, delegation, lent, *whose in rows
    ]


_NAMES = ArrayField(CharField(max_length=64))
_NOT_LENT = (
    Value(None, output_field=BigIntegerField()),
    Value(None, output_field=_NAMES),
    Value(None, output_field=BigIntegerField()),
    Value("", output_field=TextField()),
    Value(None, output_field=BigIntegerField()),
    Value(None, output_field=DateField()),
)
_LENT = (
    Value(1), F("pk"), F("grant__role"), F("grant__unit__code"), F("grant__unit__path"), F("pk"),
    F("permissions"), F("from_user"), F("from_user__display_name"), F("from_user__person"),
    F("valid_until"),
)  # fmt: skip
