"""Reads of people with where they work: a unit's list, one person's file, a search within reach."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import F, Q

from congvu.apps.org.models import Person
from congvu.apps.org.queries import Words, absences_of, absent_between
from congvu.apps.positions.models import Posting
from congvu.apps.positions.queries.services import working_days_of
from congvu.apps.rulebook.queries import rules_in_force
from congvu.engine.attendance import Away, Days, Least, Service, service_in
from congvu.kernel.dates import DAY
from congvu.kernel.periods import whole_year
from congvu.kernel.vietnamese import fold

INITIALS_MOST = 6


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person with a posting held on a day; `away` is the kind of absence on that day, or ''."""

    posting_id: int
    person_id: int
    person: str
    full_name: str
    family_middle: str
    given: str
    kind: str
    title: str
    leads: str
    field: str
    is_primary: bool
    unit: str
    unit_name: str
    unit_path: str
    since: date
    away: str


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What is kept of a person: her name as it is ordered, her kind, her account."""

    id: int
    code: str
    full_name: str
    family_middle: str
    given: str
    kind: str
    signs_in: bool


@dataclass(frozen=True, slots=True)
class PostingFile:
    """A posting of a person, past, present or to come; `until` is the first day without it."""

    id: int
    unit: str
    unit_name: str
    unit_path: str
    title: str
    leads: str
    field: str
    position_name: str | None
    is_primary: bool
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether it is held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class PersonHit:
    """A person found: her primary posting of the day, if she holds one."""

    id: int
    code: str
    full_name: str
    family_middle: str
    given: str
    title: str
    unit: str
    unit_name: str
    unit_path: str


_STAFF = (
    "pk", "person_id", F("person__code"), F("person__full_name"), F("person__family_middle"),
    F("person__given"), F("person__kind"), "title", "leads", "field", "is_primary",
    F("unit__code"), F("unit__name"), F("unit__path"), "valid_from",
)  # fmt: skip
_LEADS_FIRST = {"head": 0, "deputy": 1}
_POST = """
    LEFT JOIN positions_posting h ON h.person_id = p.id AND h.is_primary
        AND h.valid_from <= %s AND (h.valid_until IS NULL OR h.valid_until > %s)
    LEFT JOIN org_unit u ON u.id = h.unit_id"""
_HIT = """
    SELECT p.id, p.code, p.full_name, p.family_middle, p.given, coalesce(h.title, ''),
           coalesce(u.code, ''), coalesce(u.name, ''), coalesce(u.path, '')"""


def staff_under(
    unit_path: str, *, on: date, search: str = "", kind: str = "", away: bool = False
) -> list[StaffRow]:
    """Return who holds a posting at or under a path on a day, in name order.

    `search` are words in any order, marks aside; `kind` a PersonKind; `away` only who is absent.
    """
    found = Posting.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        unit__path__startswith=unit_path,
        valid_from__lte=on,
    )
    for word in fold(search).split():
        found = found.filter(person__search_key__contains=word)
    if kind:
        found = found.filter(person__kind=kind)
    rows = list(found.order_by("person__sort_key", "-is_primary", "pk").values_list(*_STAFF))
    absent = _absent_on(on, {row[1] for row in rows})
    listed = [StaffRow(*(*row, absent.get(row[1], ""))) for row in rows]
    return [one for one in listed if one.away] if away else listed


def leaders_of(unit: str, *, on: date) -> list[StaffRow]:
    """Return who heads a unit (by code) and who deputises on a day, the head first."""
    found = Posting.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on), unit__code=unit, valid_from__lte=on
    ).exclude(leads="none")
    rows = [StaffRow(*(*row, "")) for row in found.values_list(*_STAFF)]
    return sorted(rows, key=lambda one: (_LEADS_FIRST[one.leads], one.posting_id))


def heads_of(units: Collection[str], *, on: date) -> dict[str, str]:
    """Return the head's name of each of some units (by code) that has one on a day."""
    found = Posting.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        unit__code__in=units,
        valid_from__lte=on,
        leads="head",
        is_primary=True,
    )
    return dict(found.values_list(F("unit__code"), F("person__full_name")))


def person_file(code: str) -> PersonFile | None:
    """Return what is kept of a person (by code), or None."""
    row = Person.objects.filter(code=code).values_list(
        "pk", "code", "full_name", "family_middle", "given", "kind", "user_id"
    ).first()  # fmt: skip
    return PersonFile(*row[:-1], signs_in=row[-1] is not None) if row else None


def postings_through_time(person_id: int) -> list[PostingFile]:
    """Return every posting of a person, latest first, the primary before the concurrent."""
    rows = Posting.objects.filter(person=person_id).order_by("-valid_from", "-is_primary", "-pk")
    return [
        PostingFile(*row)
        for row in rows.values_list(
            "pk", F("unit__code"), F("unit__name"), F("unit__path"), "title", "leads", "field",
            F("position__name"), "is_primary", "valid_from", "valid_until",
        )
    ]  # fmt: skip


def service_of(person_id: int, year: int, *, on: date) -> Service:
    """Return how long a person worked in a year as far as it is written on a day (Đ11, Đ19.3)."""
    rules = rules_in_force(max(on, whole_year(year).last_day))
    least = Least(
        int(rules.value("least_months_worked")),
        int(rules.value("unpaid_leave_least_months_worked")),
    )
    held = Posting.objects.filter(person=person_id).values_list("valid_from", "valid_until")
    return service_in(
        year,
        [Days(since, until - DAY if until else None) for since, until in held],
        [Away(one.kind, Days(one.starts_on, one.ends_on)) for one in absences_of(person_id)],
        working_days=working_days_of(year),
        least=least,
    )


def search_people(
    text: str,
    *,
    on: date,
    paths: Collection[str] | None,
    people: Collection[int] = (),
    most: int = 20,
) -> list[PersonHit]:
    """Return people whose name holds the words in any order, marks aside, or has these initials.

    Names as typed come first, then whole words, then parts of words; each in name order. `paths`
    are the units within reach (None: all), `people` (by id) are in reach wherever they work.
    """
    words = Words.of(text)
    if not words.anywhere:
        return []
    matches, given = _matches(words, text)
    rank, ranked = words.rank("p.full_name", "p.search_key")
    if paths is None:
        sql = f"""
            WITH found AS MATERIALIZED (
                SELECT p.id, {rank} AS rank FROM org_person p WHERE {matches}
                ORDER BY rank, p.sort_key, p.id LIMIT %s
            )
            {_HIT} FROM found JOIN org_person p ON p.id = found.id {_POST}
            ORDER BY found.rank, p.sort_key, p.id"""  # noqa: S608 - our own words
        values: list[Any] = [*ranked, *given, most, on, on]
    else:
        sql = f"""
            {_HIT} FROM org_person p {_POST}
            WHERE ({matches}) AND (u.path LIKE ANY(%s) OR p.id = ANY(%s))
            ORDER BY {rank}, p.sort_key, p.id LIMIT %s"""
        values = [on, on, *given, [f"{path}%" for path in paths], list(people), *ranked, most]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [PersonHit(*row) for row in cursor.fetchall()]


def _matches(words: Words, text: str) -> tuple[str, list[str]]:
    sql, values = words.matches("p.search_key")
    typed = fold(text)
    if " " not in typed and typed.isascii() and 1 < len(typed) <= INITIALS_MOST:
        return f"({sql} OR p.initials = %s)", [*values, typed]
    return sql, values


def _absent_on(on: date, people: Collection[int]) -> dict[int, str]:
    return {one.person_id: one.label for one in absent_between(on, on, people=people)}
