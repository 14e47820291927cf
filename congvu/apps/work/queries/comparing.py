"""What a record of another system says against what is known of it; nothing is written here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import F, Q

from congvu.apps.rulebook.enums import PeriodState
from congvu.apps.work.enums import ReceivedState
from congvu.apps.work.models import Entry, Received


class Verdict(StrEnum):
    """What a record is to us: the first time, as it was, changed at its source, taken back …"""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    REMARKED = "remarked"
    UNMAPPED = "unmapped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a record counts as: a person (by id and code), a product (by id and key), a day.

    `unit` is the code of where the person works on that day; amounts in hundredths.
    """

    person_id: int
    person: str
    unit: str
    product_id: int
    product: tuple[str, str]
    day: date
    amount_hundredths: int
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A record as it was read: its kept fields, and what it counts as, or why it does not.

    `contradicts`: it came more than once, each time otherwise; it changes nothing of what is known.
    """

    source_id: str
    payload: Mapping[str, str]
    content_hash: str
    state: str
    reason: str = ""
    rule_id: int | None = None
    counts: Counts | None = None
    address: str = ""
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a record: what it counts as, and whether that can still be taken out.

    `waiting` is what its source told after the acceptance; `fixed`: accepted, or past changing.
    """

    id: int
    state: str
    payload: Mapping[str, str]
    waiting: Mapping[str, str] | None
    content_hash: str
    version: int
    entry_id: int | None
    counts: tuple[object, ...] | None
    fixed: bool

    @property
    def told(self) -> Mapping[str, str]:
        """The last that the source said."""
        return self.payload if self.waiting is None else self.waiting


def standing_of(system_id: int, source_ids: Sequence[str]) -> dict[str, Standing]:
    """Return what is known of these records of a system; two queries."""
    rows = list(Received.objects.filter(system=system_id, source_id__in=source_ids))
    counted = _entries([row.entry_id for row in rows if row.entry_id is not None])
    return {
        row.source_id: Standing(
            id=row.pk,
            state=row.state,
            payload=row.payload,
            waiting=row.waiting,
            content_hash=row.content_hash,
            version=row.version,
            entry_id=row.entry_id,
            counts=counts,
            fixed=fixed,
        )
        for row in rows
        for counts, fixed in [counted.get(row.entry_id or 0, (None, False))]
    }


def _entries(ids: Sequence[int]) -> dict[int, tuple[tuple[object, ...], bool]]:
    """By entry: what it counts as, and whether it can no longer be taken out."""
    accepted = Q(task__result__accepted_at__gte=F("made_at"))
    closed = ~Q(task__period__state=PeriodState.OPEN)
    rows = (
        Entry.objects.filter(pk__in=ids, voided_at=None)
        .annotate(fixed=accepted | ~Q(task__cancelled_at=None) | closed)
        .values_list(
            "pk", "person_id", "task__product__version__series", "task__product__code", "day",
            "amount_hundredths", "minutes", "fixed",
        )
    )  # fmt: skip
    return {
        pk: ((person, (series, code), day, amount, minutes), bool(fixed))
        for pk, person, series, code, day, amount, minutes, fixed in rows
    }


def _as_told(counts: Counts | None) -> tuple[object, ...] | None:
    if counts is None:
        return None
    return (
        counts.person_id, counts.product, counts.day, counts.amount_hundredths, counts.minutes
    )  # fmt: skip


def verdict(known: Standing | None, one: Taken) -> Verdict:
    """Say what a record is against what is known of it.

    Fields that only one side has say nothing of a change: which ones are kept depends on the rules.
    """
    first = _first(one)
    if known is None or known.state == ReceivedState.UNDONE:
        return first
    if known.state != ReceivedState.COUNTED:
        same = unchanged(known.told, one) and known.state == one.state
        return Verdict.SAME if same else first
    if one.contradicts:
        return Verdict.REFUSED
    if known.waiting is not None and not known.fixed:
        return _differing(known, one, first)
    if unchanged(known.told, one):
        return Verdict.SAME
    return _differing(known, one, first)


def _first(one: Taken) -> Verdict:
    return {
        ReceivedState.UNMAPPED: Verdict.UNMAPPED,
        ReceivedState.REFUSED: Verdict.REFUSED,
        ReceivedState.WITHDRAWN: Verdict.WITHDRAWN,
    }.get(ReceivedState(one.state), Verdict.NEW)


def _differing(known: Standing, one: Taken, first: Verdict) -> Verdict:
    if known.counts == _as_told(one.counts):
        return Verdict.SAME
    if known.fixed:
        return Verdict.REMARKED
    return Verdict.CHANGED if first is Verdict.NEW else first


def unchanged(before: Mapping[str, str], one: Taken) -> bool:
    """Whether a record tells what it told before, in the fields that were kept both times."""
    return all(one.payload.get(name, value) == value for name, value in before.items())


def remark_of(known: Standing, one: Taken) -> str:
    """Say in words what a source changed after the line was accepted."""
    if one.state == ReceivedState.WITHDRAWN:
        return "Nguồn đã rút bản ghi này sau khi nghiệm thu; vẫn đang tính."
    changed = [
        f"“{name}”: {before or 'trống'} → {one.payload[name] or 'trống'}"
        for name, before in known.payload.items()
        if one.payload.get(name, before) != before
    ]
    told = "; ".join(changed[:3]) or one.reason or "nội dung khác trước"
    return f"Nguồn sửa sau khi nghiệm thu, vẫn tính như cũ. {told}"[:300]
