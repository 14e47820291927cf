"""Lists of people and units of an agency: planned by one person, applied by a second, undone.

A plan's rows say what they do (`act`): `new`, `move`, `end` of people, `new`, `change` of units;
`same` rows are told and do nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewPerson, NewUnit, UnitBefore
from congvu.apps.org.queries import past_states, unit_file, unit_ids
from congvu.apps.positions.actions.postings import NewPosting, open_postings, transfer
from congvu.apps.positions.enums import RosterKind, RosterState
from congvu.apps.positions.models import Posting, RosterPlan

Row = Mapping[str, Any]
STALE = "Hồ sơ đã thay đổi từ khi nạp tệp; hãy nạp lại để xem kế hoạch mới."


@dataclass(frozen=True, slots=True)
class NewRoster:
    """A plan to keep: which list, of which agency (by code), from which file, what it would do."""

    kind: str
    unit: str
    filename: str
    sha256: str
    plan: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def plan_roster(new: NewRoster, *, by: Actor | None, at: datetime) -> int:
    """Keep what a list would change and return the plan's id; nothing changes yet."""
    made = RosterPlan.objects.create(
        kind=new.kind,
        unit_id=unit_ids([new.unit])[new.unit],
        filename=new.filename[:300],
        sha256=new.sha256,
        plan=dict(new.plan),
        planned_by_id=by.pk if by else None,
        planned_at=at,
    )
    _tell("positions.roster_planned", made, by=by, at=at)
    return made.pk


@transaction.atomic
def apply_roster(plan_id: int, *, by: Actor, at: datetime) -> None:
    """Apply a plan whole, by a second person.

    Raises Refused when the same person loaded the file, when the records changed since, or for any
    row that a rule of the records forbids: then no row is applied.
    """
    plan = _planned(plan_id)
    if plan.planned_by_id == by.pk:
        raise Refused("Người áp dụng phải khác người nạp tệp.")
    apply = _apply_people if plan.kind == RosterKind.PEOPLE else _apply_units
    plan.undo = apply(plan, by=by, at=at)
    plan.state, plan.applied_by_id, plan.applied_at = RosterState.APPLIED, by.pk, at
    with in_words(RosterPlan):
        plan.save(update_fields=["undo", "state", "applied_by", "applied_at"])
    _tell("positions.roster_applied", plan, by=by, at=at)


@transaction.atomic
def discard_roster(plan_id: int, *, by: Actor | None, at: datetime) -> None:
    """Drop a plan that nobody applied."""
    plan = _planned(plan_id)
    plan.state = RosterState.DISCARDED
    plan.save(update_fields=["state"])
    _tell("positions.roster_discarded", plan, by=by, at=at)


@transaction.atomic
def undo_roster(plan_id: int, *, by: Actor, at: datetime) -> None:
    """Take an applied list back as one change; Refused once something rests on what it made."""
    plan = RosterPlan.objects.select_for_update().get(pk=plan_id)
    if plan.state != RosterState.APPLIED:
        raise Refused("Danh sách này không có gì để hoàn tác.")
    undo = _undo_people if plan.kind == RosterKind.PEOPLE else _undo_units
    undo(plan, by=by, at=at)
    plan.state = RosterState.UNDONE
    plan.save(update_fields=["state"])
    _tell("positions.roster_undone", plan, by=by, at=at)


def _planned(plan_id: int) -> RosterPlan:
    found = RosterPlan.objects.select_for_update().filter(pk=plan_id).first()
    if found is None or found.state != RosterState.PLANNED:
        raise Refused("Kế hoạch nạp danh sách này đã được xử lý.")
    return found


def _apply_people(plan: RosterPlan, *, by: Actor, at: datetime) -> dict[str, Any]:
    rows: Sequence[Row] = plan.plan["rows"]
    reason = f"Tệp {plan.filename}"
    new = [row for row in rows if row["act"] == "new"]
    ended = _lock_posts(row for row in rows if row["act"] in ("move", "end"))
    if new:
        people = [
            NewPerson(row["person"], row["name"], row["kind"], given=row.get("given", ""))
            for row in new
        ]
        org.create_people(people, by=by, at=at)
    opened = open_postings([_post(row) for row in new], by=by, at=at, reason=reason) if new else []
    for row in rows:
        if row["act"] == "move":
            opened.append(transfer(_post(row), by=by, at=at, reason=reason))
        elif row["act"] == "end":
            posting = Posting.objects.get(pk=row["posting"])
            posting.valid_until = date.fromisoformat(row["since"])
            with in_words(Posting):
                posting.save(update_fields=["valid_until"])
    return {"people": [row["person"] for row in new], "opened": opened, "ended": ended}


def _lock_posts(rows: Iterable[Row]) -> list[tuple[int, str | None]]:
    """The postings that would end, with their last days of now; Refused where one has changed."""
    wanted = {row["posting"]: row for row in rows}
    held = {one.pk: one for one in Posting.objects.select_for_update().filter(pk__in=wanted)}
    for pk, row in wanted.items():
        now = held.get(pk)
        if now is None or [now.title, now.valid_until] != [row["was_title"], None]:
            raise Refused(STALE)
    return [(pk, None) for pk in wanted]


def _post(row: Row) -> NewPosting:
    return NewPosting(
        row["person"], row["unit"], row["title"], date.fromisoformat(row["since"]),
        leads=row.get("leads") or "none",
    )  # fmt: skip


def _undo_people(plan: RosterPlan, *, by: Actor, at: datetime) -> None:
    told = plan.undo
    opened = Posting.objects.filter(pk__in=told["opened"])
    if opened.exclude(valid_until=None).exists() or opened.count() != len(told["opened"]):
        raise Refused("Có người đã đổi vị trí sau lần nạp; không hoàn tác được nữa.")
    try:
        opened.delete()
    except ProtectedError as fault:
        raise Refused("Vị trí đã nạp đang được dùng; không hoàn tác được nữa.") from fault
    with in_words(Posting):
        Posting.objects.filter(pk__in=[pk for pk, _ in told["ended"]]).update(valid_until=None)
    if told["people"]:
        org.remove_people(told["people"], by=by, at=at, reason=f"Hoàn tác tệp {plan.filename}")


def _apply_units(plan: RosterPlan, *, by: Actor, at: datetime) -> dict[str, Any]:
    rows: Sequence[Row] = plan.plan["rows"]
    decision, on = plan.plan["decision"], date.fromisoformat(plan.plan["day"])
    changed = [_before(row, on) for row in rows if row["act"] == "change"]
    new = [row for row in rows if row["act"] == "new"]
    if new:
        org.create_units([_unit(row, decision) for row in new], by=by, at=at)
    for row in rows:
        if row["act"] == "change":
            _change(row, on, decision, by=by, at=at)
    return {
        "made": [row["unit"] for row in new],
        "changed": [
            [one.code, one.name, one.parent, one.agency, one.official_code] for one in changed
        ],
    }


def _unit(row: Row, decision: str) -> NewUnit:
    return NewUnit(
        row["unit"], row["name"], row["kind"], date.fromisoformat(row["since"]),
        parent=row["parent"], agency=row["agency"], official_code=row.get("official_code", ""),
        decision=decision,
    )  # fmt: skip


def _before(row: Row, on: date) -> UnitBefore:
    now = unit_file(row["unit"])
    was = row["was"]
    if now is None or [now.name, now.parent] != [was["name"], was["parent"]]:
        raise Refused(STALE)
    if any(one.until >= on for one in past_states(now.id)):
        raise Refused(f"{now.name} đã có thay đổi từ ngày đó trở đi; hãy chọn ngày sau.")
    return UnitBefore(now.code, now.name, now.parent, now.agency, now.official_code, on)


def _change(row: Row, on: date, decision: str, *, by: Actor, at: datetime) -> None:
    """One change of a list may be a name, a unit above or a code, each kept as such."""
    was = row["was"]
    if row["name"] != was["name"]:
        org.rename_unit(row["unit"], row["name"], on=on, decision=decision, by=by, at=at)
    if row["parent"] != was["parent"]:
        org.move_unit(row["unit"], row["parent"], on=on, decision=decision, by=by, at=at)
    if row["official_code"] != was["official_code"]:
        org.change_unit_code(row["unit"], row["official_code"], by=by, at=at)


def _undo_units(plan: RosterPlan, *, by: Actor, at: datetime) -> None:
    on = date.fromisoformat(plan.plan["day"])
    org.restore_units(
        plan.undo["made"],
        [UnitBefore(*(*row, on)) for row in plan.undo["changed"]],
        by=by,
        at=at,
        reason=f"Hoàn tác tệp {plan.filename}",
    )


def _tell(verb: str, plan: RosterPlan, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        verb,
        kind="roster",
        object_id=plan.pk,
        label=plan.filename,
        by=by,
        at=at,
        payload={"sha256": plan.sha256, "rows": len(plan.plan.get("rows", ()))},
    )
