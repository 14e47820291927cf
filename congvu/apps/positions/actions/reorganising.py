"""Units merged, split and dissolved together with the people in them: planned, shown, applied."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewSuccession, NewUnit
from congvu.apps.org.enums import SuccessionKind
from congvu.apps.positions.actions.postings import NewPosting, open_postings
from congvu.apps.positions.enums import Leads
from congvu.apps.positions.models import Posting
from congvu.kernel.dates import format_day


@dataclass(frozen=True, slots=True)
class Move:
    """Where one posting goes when its unit ends: to a unit (by code), or nowhere (None).

    `leads` is what she leads there; whoever led a unit that ends does not lead the next by that.
    """

    posting_id: int
    to: str | None
    leads: str = Leads.NONE


@dataclass(frozen=True, slots=True)
class Reorganisation:
    """Units (by code) that end on a day, what comes after them, and where each posting goes.

    `into` are units that take over; those of them in `made` are made on that day. Without any the
    units are dissolved. `kind` is a SuccessionKind. `stay` keeps the sources alive (a part split
    off).
    """

    sources: tuple[str, ...]
    into: tuple[str, ...]
    kind: str
    day: date
    decision: str
    moves: tuple[Move, ...]
    made: tuple[NewUnit, ...] = ()
    stay: bool = False


@transaction.atomic
def reorganise(plan: Reorganisation, *, by: Actor | None, at: datetime) -> None:
    """Apply a reorganisation whole: units, links between them, and every posting it was shown with.

    Raises Refused when people came or went since the plan was shown, when a unit under a source
    still lives, when a unit that takes over does not exist on the day, or without a decision.
    """
    if not plan.decision.strip():
        raise Refused("Sắp xếp đơn vị phải ghi số quyết định.")
    if plan.made:
        org.create_units(plan.made, by=by, at=at)
    held = _held(plan)
    if not plan.stay and held.keys() != {move.posting_id for move in plan.moves}:
        raise Refused(
            "Danh sách người của đơn vị đã đổi từ khi xem kế hoạch; hãy xem lại kế hoạch mới."
        )
    moved = [move for move in plan.moves if move.posting_id in held]
    _move(plan, held, moved, by=by, at=at)
    if plan.into:
        _link(plan, by=by, at=at)
    if not plan.stay:
        org.end_units(plan.sources, on=plan.day, decision=plan.decision, by=by, at=at)
    audit.record(
        "positions.units_reorganised",
        kind="unit",
        object_id=plan.into[0] if len(plan.into) == 1 else "",
        label=f"{len(plan.sources)} đơn vị, {len(moved)} người",
        by=by,
        at=at,
        reason=plan.decision,
        payload=listed([[m.posting_id, m.to, m.leads] for m in moved])
        | {"day": plan.day.isoformat(), "sources": plan.sources, "into": plan.into},
    )


def _held(plan: Reorganisation) -> dict[int, Posting]:
    """The postings in the sources that last beyond the day before, locked."""
    found = (
        Posting.objects.select_for_update(of=("self",))
        .select_related("person", "position")
        .filter(Q(valid_until=None) | Q(valid_until__gt=plan.day), unit__code__in=plan.sources)
    )
    late = found.filter(valid_from__gte=plan.day).first()
    if late is not None and not plan.stay:
        raise Refused(
            f"{late.person.full_name} nhận vị trí ở đơn vị này từ {format_day(late.valid_from)}, "
            "sau ngày sắp xếp; hãy sửa vị trí đó trước."
        )
    return {posting.pk: posting for posting in found.order_by("pk")}


def _move(
    plan: Reorganisation, held: dict[int, Posting], moves: Sequence[Move],
    *, by: Actor | None, at: datetime,
) -> None:  # fmt: skip
    with in_words(Posting):
        Posting.objects.filter(pk__in=[move.posting_id for move in moves]).update(
            valid_until=plan.day
        )
    rows = [_carried(held[move.posting_id], move, plan.day) for move in moves if move.to]
    if rows:
        open_postings(rows, by=by, at=at, reason=plan.decision)


def _carried(posting: Posting, move: Move, day: date) -> NewPosting:
    return NewPosting(
        person=posting.person.code,
        unit=move.to or "",
        title=posting.title,
        valid_from=day,
        position=posting.position.code if posting.position else None,
        leads=move.leads,
        field=posting.field,
        peer_group=posting.peer_group,
        is_primary=posting.is_primary,
        valid_until=posting.valid_until,
    )


def _link(plan: Reorganisation, *, by: Actor | None, at: datetime) -> None:
    kind = SuccessionKind(plan.kind).value
    org.record_successions(
        [
            NewSuccession(source, target, kind, plan.day, plan.decision)
            for source in plan.sources
            for target in plan.into
        ],
        by=by,
        at=at,
    )
