"""Reads of postings: who holds what on a day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from congvu.apps.positions.enums import Leads
from congvu.apps.positions.models import FieldAssignment, Position, Posting


class UnknownPosition(LookupError):
    """A position code that is not in the records."""


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A primary posting as it stands on a day."""

    id: int
    person: str
    unit: str
    unit_path: str
    title: str
    leads: str
    field: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """What a deputy looks after: the path of a unit, or the id of a person."""

    unit_path: str | None
    person_id: int | None


def primary_posting(person: str, *, on: date) -> PostingRow | None:
    """Return the primary posting of a person (by code) on a day, or None."""
    return next(iter(_rows(Q(person__code=person), on)), None)


def heads_and_deputies(unit: str, *, on: date) -> list[PostingRow]:
    """Return who leads a unit (by code) on a day, the head first."""
    found = _rows(Q(unit__code=unit) & ~Q(leads="none"), on)
    return sorted(found, key=lambda row: (row.leads != "head", row.id))


def fields_of(person_id: int, *, on: date) -> list[FieldRow]:
    """Return what a person looks after as a deputy on a day (Đ10.1)."""
    found = FieldAssignment.objects.filter(
        Q(posting__valid_until=None) | Q(posting__valid_until__gt=on),
        posting__person=person_id,
        posting__is_primary=True,
        posting__leads=Leads.DEPUTY,
        posting__valid_from__lte=on,
    ).filter(_looked_after(on))
    found = found.order_by("pk")
    return [FieldRow(*row) for row in found.values_list(F("unit__path"), "person_id")]


@dataclass(frozen=True, slots=True)
class DeputyField:
    """What one deputy looks after: the path of a unit, or the id of a person."""

    deputy_id: int
    unit_path: str | None
    person_id: int | None


def deputy_fields(*, on: date) -> list[DeputyField]:
    """Return what every deputy looks after on a day (Đ10.1)."""
    found = FieldAssignment.objects.filter(
        Q(posting__valid_until=None) | Q(posting__valid_until__gt=on),
        posting__is_primary=True,
        posting__leads=Leads.DEPUTY,
        posting__valid_from__lte=on,
    ).filter(_looked_after(on))
    found = found.order_by("pk")
    rows = found.values_list("posting__person_id", "unit__path", "person_id")
    return [DeputyField(*row) for row in rows]


def _looked_after(on: date) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=on)
    return begun & (Q(valid_until=None) | Q(valid_until__gt=on))


@dataclass(frozen=True, slots=True)
class FieldFile:
    """What one posting looks after or did; `until` is the first day without it."""

    id: int
    posting_id: int
    unit: str | None
    unit_name: str | None
    person: str | None
    person_name: str | None
    since: date | None
    until: date | None


def fields_of_postings(posting_ids: Collection[int]) -> list[FieldFile]:
    """Return everything these postings look after, or did, in the order it was assigned."""
    found = FieldAssignment.objects.filter(posting__in=posting_ids).order_by("pk")
    rows = found.values_list(
        "pk", "posting_id", F("unit__code"), F("unit__name"), F("person__code"),
        F("person__full_name"), "valid_from", "valid_until",
    )  # fmt: skip
    return [FieldFile(*row) for row in rows]


def position_ids(codes: Iterable[str]) -> dict[str, int]:
    """Return the ids of positions by code; raises UnknownPosition naming the codes not found."""
    wanted = set(codes)
    found = dict(Position.objects.filter(code__in=wanted).values_list("code", "pk"))
    if missing := sorted(wanted - found.keys()):
        raise UnknownPosition(f"Không có vị trí việc làm mang mã {', '.join(missing[:5])}.")
    return found


def _rows(which: Q, on: date) -> list[PostingRow]:
    found = _held_on(which, on).order_by("pk")
    rows = found.values_list(
        "pk", F("person__code"), F("unit__code"), F("unit__path"), "title", "leads", "field"
    )
    return [PostingRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class DatedPosting:
    """A primary posting with its days; `search_key` is the name folded, `until` the day after."""

    person_id: int
    person: str
    full_name: str
    search_key: str
    account: str | None
    unit: str
    since: date
    until: date | None

    def holds_on(self, day: date) -> bool:
        """Whether the person holds it on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def postings_named(
    unit_path: str,
    *,
    codes: Collection[str] = (),
    accounts: Collection[str] = (),
    names: Collection[str] = (),
) -> list[DatedPosting]:
    """Return the primary postings at and under a path of people named one way or another.

    `names` are folded. Of all days: who looks one up asks `holds_on`.
    """
    found = Posting.objects.filter(
        Q(person__code__in=codes)
        | Q(person__user__username__in=accounts)
        | Q(person__search_key__in=names),
        unit__path__startswith=unit_path,
        is_primary=True,
    ).order_by("pk")
    rows = found.values_list(
        "person_id", F("person__code"), F("person__full_name"), F("person__search_key"),
        F("person__user__username"), F("unit__code"), "valid_from", "valid_until",
    )  # fmt: skip
    return [DatedPosting(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class HeldPosting:
    """A primary posting with its person and its position, as pages of competencies need them."""

    id: int
    person_id: int
    person: str
    full_name: str
    title: str
    leads: str
    unit: str
    unit_name: str
    unit_path: str
    position_id: int | None
    position: str | None
    position_name: str | None
    group: str | None
    since: date


_HELD = (
    "pk", "person_id", F("person__code"), F("person__full_name"), "title", "leads",
    F("unit__code"), F("unit__name"), F("unit__path"), "position_id", F("position__code"),
    F("position__name"), F("position__group"), "valid_from",
)  # fmt: skip


def held_posting(person_id: int, *, on: date) -> HeldPosting | None:
    """Return the primary posting of a person (by id) on a day, or None."""
    row = _held_on(Q(person=person_id), on).values_list(*_HELD).first()
    return HeldPosting(*row) if row else None


def postings_under(unit_path: str, *, on: date) -> list[HeldPosting]:
    """Return the primary postings of the units at and under a path on a day, in name order."""
    return _in_name_order(Q(unit__path__startswith=unit_path), on)


def postings_in(unit_ids: Collection[int], *, on: date) -> list[HeldPosting]:
    """Return the primary postings of some units (by id) on a day, in name order."""
    return _in_name_order(Q(unit__in=unit_ids), on)


def postings_of(person_ids: Collection[int], *, on: date) -> list[HeldPosting]:
    """Return the primary postings of some people (by id) on a day, in name order."""
    return _in_name_order(Q(person__in=person_ids), on)


def _in_name_order(which: Q, on: date) -> list[HeldPosting]:
    found = _held_on(which, on).order_by("person__sort_key", "pk")
    return [HeldPosting(*row) for row in found.values_list(*_HELD)]


def _held_on(which: Q, on: date) -> QuerySet[Posting]:
    return Posting.objects.filter(
        which, Q(valid_until=None) | Q(valid_until__gt=on), is_primary=True, valid_from__lte=on
    )
