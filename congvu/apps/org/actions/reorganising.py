"""Units change: renamed, moved, ended, come one after another, each by a decision on a day.

What becomes of the people is decided where postings are known: `positions.actions.reorganising`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.actions.paths import write_paths
from congvu.apps.org.models import FormerState, Succession, Unit
from congvu.apps.org.queries import unit_ids
from congvu.kernel.dates import format_day
from congvu.kernel.vietnamese import fold, nfc

_BATCH = 5000


@dataclass(frozen=True, slots=True)
class NewSuccession:
    """One unit (by code) came after another, whole or in part."""

    predecessor: str
    successor: str
    kind: str
    day: date
    decision: str


@transaction.atomic
def rename_unit(
    unit: str, name: str, *, on: date, decision: str, by: Actor | None, at: datetime
) -> None:
    """Give a unit (by code) another name from a day; the one before stays readable by day.

    Raises UnknownUnit, or Refused for a day to come, a day before the last change, no decision,
    an empty name or a unit that has ended.
    """
    held = _held(unit, on, at)
    before = held.name
    _keep_state(held, on, decision)
    held.name, held.search_key = nfc(" ".join(name.split())), fold(name)
    if held.name == before:
        raise Refused(f"Tên mới giống tên cũ: “{before}”.")
    with in_words(Unit):
        held.save(update_fields=["name", "search_key"])
    _tell("org.unit_renamed", held, on, decision, {"before": before, "after": held.name}, by, at)


@transaction.atomic
def move_unit(
    unit: str, parent: str, *, on: date, decision: str, by: Actor | None, at: datetime
) -> None:
    """Put a unit (by code) with all under it under another parent from a day.

    A constituent unit goes over to the parent's using agency. Raises UnknownUnit, or Refused for a
    parent under the unit itself, one that has ended, a day to come or no decision.
    """
    held = _held(unit, on, at)
    above = Unit.objects.get(pk=unit_ids([parent])[parent])
    if above.path.startswith(held.path):
        raise Refused(f"{above.name} nằm trong {held.name}; không thể là cấp trên của nó.")
    if above.valid_until is not None and above.valid_until <= on:
        raise Refused(f"{above.name} đã kết thúc hoạt động {format_day(above.valid_until)}.")
    before = held.parent.code if held.parent else ""
    if before == parent:
        raise Refused(f"{held.name} đang trực thuộc {above.name}.")
    _keep_state(held, on, decision)
    held.parent = above
    with in_words(Unit):
        held.save(update_fields=["parent"])
    below = Unit.objects.filter(path__startswith=held.path)
    if held.agency_id != held.pk:
        below.filter(agency=held.agency_id).update(agency=above.agency_id)
    write_paths(list(below.values_list("pk", flat=True)))
    _tell("org.unit_moved", held, on, decision, {"before": before, "after": parent}, by, at)


@transaction.atomic
def change_unit_code(unit: str, official_code: str, *, by: Actor | None, at: datetime) -> None:
    """Enter a unit's identification code by QĐ 20/2020/QĐ-TTg; empty takes it away.

    Raises UnknownUnit, or Refused when it has not that shape or names another unit of those days.
    """
    held = Unit.objects.select_for_update().get(pk=unit_ids([unit])[unit])
    before, held.official_code = held.official_code, official_code.strip().upper()
    with in_words(Unit):
        held.save(update_fields=["official_code"])
    audit.record(
        "org.unit_code_changed",
        kind="unit",
        object_id=unit,
        label=held.name,
        by=by,
        at=at,
        clause="QĐ 20/2020/QĐ-TTg",
        payload={"before": before, "after": held.official_code},
    )


@transaction.atomic
def end_units(
    units: Sequence[str], *, on: date, decision: str, by: Actor | None, at: datetime
) -> None:
    """End units (by code): `on` is the first day on which they no longer exist.

    Raises UnknownUnit, or Refused while a unit under one of them still exists then, for one that
    has ended already, or without a decision. People are the caller's to move before.
    """
    if not decision.strip():
        raise Refused("Kết thúc hoạt động của đơn vị phải ghi số quyết định.")
    ids = unit_ids(units)
    ending = list(Unit.objects.select_for_update().filter(pk__in=ids.values()).order_by("pk"))
    for one in ending:
        _refuse_living_children(one, on, set(ids.values()))
        if one.valid_until is not None:
            raise Refused(f"{one.name} đã kết thúc hoạt động {format_day(one.valid_until)}.")
        one.valid_until, one.end_decision = on, nfc(decision)
        with in_words(Unit):
            one.save(update_fields=["valid_until", "end_decision"])
    audit.record(
        "org.units_ended",
        kind="unit",
        object_id=ending[0].code if len(ending) == 1 else "",
        label=", ".join(one.name for one in ending)[:300],
        by=by,
        at=at,
        reason=decision,
        payload=listed([[one.code, on.isoformat()] for one in ending]),
    )


@transaction.atomic
def record_successions(rows: Sequence[NewSuccession], *, by: Actor | None, at: datetime) -> None:
    """Remember which unit came after which; raises UnknownUnit or Refused."""
    ids = unit_ids(code for row in rows for code in (row.predecessor, row.successor))
    links = [
        Succession(
            predecessor_id=ids[row.predecessor],
            successor_id=ids[row.successor],
            kind=row.kind,
            day=row.day,
            decision=nfc(row.decision),
        )
        for row in rows
    ]
    with in_words(Succession):
        Succession.objects.bulk_create(links, batch_size=_BATCH)
    audit.record(
        "org.units_succeeded",
        kind="unit",
        object_id=rows[0].successor if len({row.successor for row in rows}) == 1 else "",
        label=f"{len(rows)} quan hệ kế tiếp",
        by=by,
        at=at,
        reason=rows[0].decision,
        payload=listed([[row.predecessor, row.successor, row.kind, row.day] for row in rows]),
    )


def _held(unit: str, on: date, at: datetime) -> Unit:
    """Lock a unit that exists on a day not to come."""
    if on > at.date():
        raise Refused(
            f"{format_day(on)} chưa đến; ghi đổi tên, đổi nơi trực thuộc khi quyết định đã có "
            "hiệu lực."
        )
    held = Unit.objects.select_for_update().get(pk=unit_ids([unit])[unit])
    if held.valid_until is not None and held.valid_until <= on:
        raise Refused(f"{held.name} đã kết thúc hoạt động {format_day(held.valid_until)}.")
    return held


def _keep_state(held: Unit, on: date, decision: str) -> None:
    """Remember how the unit stood up to the day before; once a day, however much changes."""
    if not decision.strip():
        raise Refused("Thay đổi của đơn vị phải ghi số quyết định.")
    last = FormerState.objects.filter(unit=held).order_by("-valid_until").first()
    if last is not None and last.valid_until == on:
        return
    with in_words(FormerState):
        FormerState.objects.create(
            unit=held,
            name=held.name,
            parent_id=held.parent_id,
            search_key=held.search_key,
            valid_from=last.valid_until if last else held.valid_from,
            valid_until=on,
            decision=nfc(decision),
        )


def _refuse_living_children(one: Unit, on: date, ending: set[int]) -> None:
    living = (
        Unit.objects.filter(Q(valid_until=None) | Q(valid_until__gt=on), parent=one)
        .exclude(pk__in=ending)
        .order_by("path")
    )
    names = list(living.values_list("name", flat=True)[:5])
    if names:
        raise Refused(
            f"{one.name} còn đơn vị trực thuộc: {', '.join(names)}. Hãy sáp nhập, chuyển hoặc kết "
            "thúc từng đơn vị đó trước."
        )


def _tell(
    verb: str, held: Unit, on: date, decision: str, changed: dict[str, str],
    by: Actor | None, at: datetime,
) -> None:  # fmt: skip
    audit.record(
        verb,
        kind="unit",
        object_id=held.code,
        label=held.name,
        by=by,
        at=at,
        reason=decision,
        payload=changed | {"on": on.isoformat()},
    )
