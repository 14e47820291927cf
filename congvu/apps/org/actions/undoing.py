"""What a loaded list made is taken back, as long as nothing rests on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.actions.paths import write_paths
from congvu.apps.org.models import FormerState, Person, Unit
from congvu.kernel.vietnamese import fold


@dataclass(frozen=True, slots=True)
class UnitBefore:
    """How a unit (by code) stood before a list changed it: `on` is the day of that change."""

    code: str
    name: str
    parent: str | None
    agency: str | None
    official_code: str
    on: date


@transaction.atomic
def remove_people(codes: Sequence[str], *, by: Actor | None, at: datetime, reason: str) -> None:
    """Take back people (by code) entered by mistake; Refused where something rests on one."""
    found = Person.objects.filter(code__in=codes)
    rows = list(found.values_list("code", "full_name", "kind"))
    try:
        found.delete()
    except ProtectedError as fault:
        raise Refused(
            "Có người đã được giao việc, có phiếu, vị trí hoặc tài khoản; không hoàn tác được nữa."
        ) from fault
    _tell("org.people_removed", "person", rows, reason, by, at)


@transaction.atomic
def restore_units(
    made: Sequence[str], changed: Sequence[UnitBefore],
    *, by: Actor | None, at: datetime, reason: str,
) -> None:  # fmt: skip
    """Take back units (by code) made by mistake, and put changed ones back as they were.

    Raises Refused where something rests on a unit made, or a unit was changed again since.
    """
    for before in changed:
        _restore(before)
    try:
        for code in reversed(made):
            Unit.objects.filter(code=code).update(agency=None)
            Unit.objects.filter(code=code).delete()
    except ProtectedError as fault:
        raise Refused(
            f"Đơn vị {code} đã có người, việc hoặc đơn vị trực thuộc; không hoàn tác được nữa."
        ) from fault
    rows = [*made, *(before.code for before in changed)]
    _tell("org.units_restored", "unit", rows, reason, by, at)


def _restore(before: UnitBefore) -> None:
    held = Unit.objects.select_for_update().get(code=before.code)
    newest = FormerState.objects.filter(unit=held).order_by("-valid_until").first()
    if newest is not None and newest.valid_until > before.on:
        raise Refused(f"{held.name} đã đổi tiếp sau lần nạp; không hoàn tác được nữa.")
    if newest is not None and newest.valid_until == before.on:
        newest.delete()
    held.name, held.search_key = before.name, fold(before.name)
    held.official_code = before.official_code
    held.parent = Unit.objects.filter(code=before.parent).first()
    held.agency = Unit.objects.filter(code=before.agency).first()
    with in_words(Unit):
        held.save(update_fields=["name", "search_key", "official_code", "parent", "agency"])
    below = Unit.objects.filter(path__startswith=held.path).exclude(pk=held.pk)
    if held.agency_id != held.pk:
        below.update(agency=held.agency_id)
    write_paths([held.pk, *below.values_list("pk", flat=True)])


def _tell(
    verb: str, kind: str, rows: Sequence[object], reason: str, by: Actor | None, at: datetime
) -> None:
    audit.record(
        verb,
        kind=kind,
        object_id="",
        label=f"{len(rows)} hồ sơ",
        by=by,
        at=at,
        reason=reason,
        payload=listed(rows),
    )
