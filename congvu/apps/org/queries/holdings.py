"""What a user may do today: grants in force, her own and those she acts under for another."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q


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
    """Which delegations hold on a day: begun, not ended, resting on a grant in force.

    Whoever lends must still be let in herself: with a closed account her loans rest.
    """
    own = Q(valid_from__lte=on, valid_until__gt=on, ended_at=None, from_user__is_active=True)
    return own & in_force(on, "grant__")


def holdings_of(user_id: int, *, on: date) -> list[HoldingRow]:
    """Return the roles a user holds or acts under on a day, her own first.

    One query written by hand: every request asks it, and building it anew costs more than asking.
    It says the same as `in_force` and `lent_on`; a test holds them together.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HOLDINGS, {"user": user_id, "day": on})
        rows = cursor.fetchall()
    return [
        HoldingRow(role, unit, path, delegation, frozenset(lent or ()), *whose)
        for _, _, role, unit, path, delegation, lent, *whose in rows
    ]


_IN_FORCE = """
g.valid_from <= %(day)s AND (g.valid_until IS NULL OR g.valid_until > %(day)s)
AND NOT g.void AND (NOT g.awaits_confirmation OR g.confirmed_by_id IS NOT NULL)
"""
_HOLDINGS = f"""
SELECT 0, g.id, g.role, u.code, u.path, NULL::bigint, NULL::varchar[], NULL::bigint, '',
       NULL::bigint, NULL::date
FROM org_grant g LEFT JOIN org_unit u ON u.id = g.unit_id
WHERE g.user_id = %(user)s AND {_IN_FORCE}
UNION ALL
SELECT 1, d.id, g.role, u.code, u.path, d.id, d.permissions, d.from_user_id,
       giver.display_name, person.id, d.valid_until
FROM org_delegation d
JOIN org_grant g ON g.id = d.grant_id
LEFT JOIN org_unit u ON u.id = g.unit_id
JOIN accounts_user giver ON giver.id = d.from_user_id
LEFT JOIN org_person person ON person.user_id = d.from_user_id
WHERE d.to_user_id = %(user)s AND d.ended_at IS NULL
  AND d.valid_from <= %(day)s AND d.valid_until > %(day)s AND giver.is_active AND {_IN_FORCE}
ORDER BY 1, 2
"""  # noqa: S608 - our own words, put together once; values are parameters
