"""Reads of other systems: what they are, their rules, what came of them and what waits."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Func, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from congvu.apps.work.enums import BatchState, How, ReceivedState, SystemKind
from congvu.apps.work.models import Batch, MappingRule, Received, System

SEPARATOR = ":"
"""Between a system's code and a record's id in the source of an entry."""
NOUNS = {
    SystemKind.ONE_STOP: "hồ sơ",
    SystemKind.OFFICE: "văn bản",
    SystemKind.OTHER: "bản ghi",
}


class UnknownSystem(LookupError):
    """A system that is not in the records."""


@dataclass(frozen=True, slots=True)
class SystemRow:
    """A system; conditions of `withdrawn_when` are as in RuleRow. `key_last` are four signs."""

    id: int
    code: str
    name: str
    kind: str
    unit: str
    unit_name: str
    unit_path: str
    is_active: bool
    id_field: str
    withdrawn_when: list[dict[str, Any]]
    keep_fields: list[str]
    seen_fields: list[str]
    key_hash: str
    key_last: str
    key_made_at: datetime | None
    pull_address: str
    pull_header: str
    etag: str
    pulled_at: datetime | None

    @property
    def noun(self) -> str:
        """What one of its records is called."""
        return NOUNS[SystemKind(self.kind)]


_SYSTEM = (
    "pk", "code", "name", "kind", F("unit__code"), F("unit__name"), F("unit__path"), "is_active",
    "id_field", "withdrawn_when", "keep_fields", "seen_fields", "key_hash", "key_last",
    "key_made_at", "pull_address", "pull_header", "etag", "pulled_at",
)  # fmt: skip


def system(code: str) -> SystemRow:
    """Return one system by its code; raises UnknownSystem."""
    row = System.objects.filter(code=code).values_list(*_SYSTEM).first()
    if row is None:
        raise UnknownSystem(f"Không có hệ thống mang mã “{code}”.")
    return SystemRow(*row)


def systems_within(unit_paths: Collection[str]) -> list[SystemRow]:
    """Return the systems of the units at and under these paths, by name."""
    within = Q(pk__in=())
    for path in unit_paths:
        within |= Q(unit__path__startswith=path)
    rows = System.objects.filter(within).order_by("unit__path", "name").values_list(*_SYSTEM)
    return [SystemRow(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule that holds; `conditions` are [{"field", "test", "values"}], all of which must hold."""

    id: int
    system_id: int
    place: int
    name: str
    conditions: list[dict[str, Any]]
    series: str
    product_code: str
    person_by: str
    person_field: str
    person: str | None
    person_name: str | None
    day_field: str
    amount_field: str
    minutes_field: str
    made_by: str | None
    made_at: datetime | None


_RULE = (
    "pk", "system_id", "place", "name", "conditions", "series", "product_code", "person_by",
    "person_field", F("person__code"), F("person__full_name"), "day_field", "amount_field",
    "minutes_field", F("made_by__display_name"), "made_at",
)  # fmt: skip


def rules_of(system_id: int) -> list[RuleRow]:
    """Return the rules of a system that hold, in the order they are asked."""
    rows = MappingRule.objects.filter(system=system_id, ended_at=None).order_by("place")
    return [RuleRow(*row) for row in rows.values_list(*_RULE)]


@dataclass(frozen=True, slots=True)
class BatchRow:
    """Records that came together; `counts` by verdict, `planned` while they wait."""

    id: int
    system_id: int
    how: str
    state: str
    file_name: str
    sha256: str
    counts: dict[str, int]
    by: str | None
    at: datetime
    finished_at: datetime | None
    finished_by: str | None

    @property
    def how_label(self) -> str:
        """By which way it came, in words."""
        return str(How(self.how).label)

    @property
    def state_label(self) -> str:
        """How it stands, in words."""
        return str(BatchState(self.state).label)


_BATCH = (
    "pk", "system_id", "how", "state", "file_name", "sha256", "counts", F("by__display_name"),
    "at", "finished_at", F("finished_by__display_name"),
)  # fmt: skip


def batches_of(system_id: int, *, first: int = 0, most: int = 50) -> tuple[int, list[BatchRow]]:
    """Return how many batches came from a system, and some of them, the latest first."""
    found = Batch.objects.filter(system=system_id)
    rows = found.order_by("-at", "-pk").values_list(*_BATCH)[first : first + most]
    return found.count(), [BatchRow(*row) for row in rows]


def batch(batch_id: int) -> BatchRow | None:
    """Return one batch, or None."""
    row = Batch.objects.filter(pk=batch_id).values_list(*_BATCH).first()
    return BatchRow(*row) if row else None


def planned_of(batch_id: int) -> list[dict[str, Any]]:
    """Return the records of a batch that waits to be applied, as they were read."""
    found: list[dict[str, Any]] | None
    found = Batch.objects.filter(pk=batch_id).values_list("planned", flat=True).first()
    return found or []


def pushes_since(system_id: int, moment: datetime) -> int:
    """Return how many times a system pushed since a moment."""
    return Batch.objects.filter(system=system_id, how=How.PUSH, at__gt=moment).count()


@dataclass(frozen=True, slots=True)
class ReceivedRow:
    """A record as it stands; `payload` by field, `waiting` what the source told since."""

    id: int
    system_id: int
    system: str
    source_id: str
    payload: dict[str, str]
    waiting: dict[str, str] | None
    state: str
    reason: str
    received_at: datetime
    rule: str | None
    remark: str
    task_id: int | None
    task: str | None
    person: str | None
    unit_path: str | None
    person_id: int | None
    day: Any
    amount_hundredths: int | None

    @property
    def state_label(self) -> str:
        """What became of it, in words."""
        return str(ReceivedState(self.state).label)


_RECEIVED = (
    "pk", "system_id", F("system__code"), "source_id", "payload", "waiting", "state", "reason",
    "received_at", F("rule__name"), "remark", F("entry__task_id"), F("entry__task__title"),
    F("entry__person__full_name"), F("entry__task__unit__path"), F("entry__person_id"),
    F("entry__day"), F("entry__amount_hundredths"),
)  # fmt: skip
WAITING = Q(remark__gt="", remark_settled_at=None)


def _received(found: QuerySet[Received]) -> list[ReceivedRow]:
    return [ReceivedRow(*row) for row in found.values_list(*_RECEIVED)]


def received(received_id: int) -> ReceivedRow | None:
    """Return one record, or None."""
    return next(iter(_received(Received.objects.filter(pk=received_id))), None)


def records_of(
    system_id: int,
    *,
    state: str = "",
    batch_id: int | None = None,
    remarked: bool = False,
    first: int = 0,
    most: int = 50,
) -> tuple[int, list[ReceivedRow]]:
    """Return how many records of a system are in a state (came last in a batch), and some."""
    found = Received.objects.filter(system=system_id)
    if state:
        found = found.filter(state=state)
    if batch_id is not None:
        found = found.filter(batch=batch_id)
    if remarked:
        found = found.filter(WAITING)
    rows = found.order_by("-received_at", "source_id")[first : first + most]
    return found.count(), _received(rows)


def latest_payloads(system_id: int, *, most: int = 200) -> list[tuple[str, dict[str, str]]]:
    """Return the ids and kept fields of the records that came last."""
    found = Received.objects.filter(system=system_id).order_by("-received_at", "-pk")
    return [
        (source_id, waiting or payload)
        for source_id, payload, waiting in found.values_list("source_id", "payload", "waiting")[
            :most
        ]
    ]


def replayable(system_id: int, *, most: int) -> list[tuple[str, dict[str, str]]]:
    """Return records that were not counted, or wait after an acceptance, as the source told."""
    states = (ReceivedState.UNMAPPED, ReceivedState.REFUSED)
    found = Received.objects.filter(Q(state__in=states) | WAITING, system=system_id)
    rows = found.order_by("pk").values_list("source_id", "payload", "waiting")[:most]
    return [(source_id, waiting or payload) for source_id, payload, waiting in rows]


def remarks_within(unit_paths: Iterable[str], *, most: int = 50) -> list[ReceivedRow]:
    """Return what sources changed after it was accepted, of the tasks at and under these paths."""
    within = Q(pk__in=())
    for path in unit_paths:
        within |= Q(entry__task__unit__path__startswith=path)
    found = Received.objects.filter(WAITING).filter(within).order_by("-remark_at", "pk")
    return _received(found[:most])


def waiting_counts(system_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return by system how many records are in each state, and how many remarks wait."""
    rows = (
        Received.objects.filter(system__in=system_ids)
        .values("system", "state")
        .annotate(count=Count("pk"), remarks=Count("pk", filter=WAITING))
        .values_list("system", "state", "count", "remarks")
    )
    found: dict[int, dict[str, int]] = {one: {} for one in system_ids}
    for one, state, count, remarks in rows:
        found[one][state] = count
        found[one]["remarks"] = found[one].get("remarks", 0) + remarks
    return found


def came_at(system_ids: Collection[int]) -> dict[int, datetime]:
    """Return by system when records of it were last taken in; one that never told is left out."""
    rows = Batch.objects.filter(system__in=system_ids, state=BatchState.APPLIED)
    return dict(rows.values_list("system").annotate(last=Max("finished_at")).order_by())


@dataclass(frozen=True, slots=True)
class Freshness:
    """How old what a system told is; `came_at` None: nothing ever came. Counts of what waits."""

    system_id: int
    code: str
    name: str
    kind: str
    unit: str
    unit_name: str
    came_at: datetime | None
    unmapped: int
    refused: int
    remarks: int


def freshness(unit_path: str) -> list[Freshness]:
    """Return the active systems that tell of work at, above or under a unit, by name.

    Three queries, however many systems. For the banner of pages whose numbers rest on other
    systems: the source, and when it told last.
    """
    found = System.objects.alias(asked=Value(unit_path)).filter(
        Q(unit__path__startswith=unit_path) | Q(asked__startswith=F("unit__path")), is_active=True
    )
    rows = list(
        found.order_by("name").values_list(
            "pk", "code", "name", "kind", F("unit__code"), F("unit__name")
        )
    )
    ids = [row[0] for row in rows]
    came, counts = came_at(ids), waiting_counts(ids)
    return [_fresh(row, came.get(row[0]), counts[row[0]]) for row in rows]


def _fresh(row: tuple[Any, ...], came: datetime | None, counts: dict[str, int]) -> Freshness:
    unmapped, refused, remarks = (counts.get(name, 0) for name in _WAITS)
    system_id, code, name, kind, unit, unit_name = row
    return Freshness(system_id, code, name, kind, unit, unit_name, came, unmapped, refused, remarks)


_WAITS = (ReceivedState.UNMAPPED.value, ReceivedState.REFUSED.value, "remarks")


def told_by() -> Subquery:
    """Name and kind of the system that an entry came from, to be read beside its `source`."""
    code = Func(OuterRef("source"), Value(SEPARATOR), Value(1), function="split_part")
    named = System.objects.filter(code=code).values(told=JSONObject(name="name", kind="kind"))
    return Subquery(named[:1])


def label_of(source: str, told: Mapping[str, str] | None) -> str:
    """Return an entry's source in words from what `told_by` read; empty for the person's own."""
    if not source or told is None:
        return source
    code = source.partition(SEPARATOR)[0]
    return _label(source, {code: f"{told['name']} · {NOUNS[SystemKind(told['kind'])]}"})


def source_labels(sources: Collection[str]) -> dict[str, str]:
    """Return the sources of entries in words: “Một cửa điện tử · hồ sơ 000.12.H32-260512-0031”.

    One query. A source of no known system stays as it is; an empty one is left out.
    """
    wanted = {source for source in sources if source}
    codes = {source.partition(SEPARATOR)[0] for source in wanted}
    rows = System.objects.filter(code__in=codes).values_list("code", "name", "kind")
    named = {code: f"{name} · {NOUNS[SystemKind(kind)]}" for code, name, kind in rows}
    return {source: _label(source, named) for source in wanted}


def source_label(source: str) -> str:
    """Return the source of one entry in words; empty for what the person entered herself."""
    return source_labels([source]).get(source, "")


def _label(source: str, named: dict[str, str]) -> str:
    code, sign, record = source.partition(SEPARATOR)
    return f"{named[code]} {record}" if sign and code in named else source
