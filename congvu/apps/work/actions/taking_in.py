"""Records of other systems become lines of the log: once each, corrected, withdrawn, undone."""

import json
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.work.actions.bulk_logging import insert_entries, void_entries
from congvu.apps.work.actions.logging import NewEntry, one_at_a_time
from congvu.apps.work.actions.rows import copy_rows
from congvu.apps.work.enums import BatchState, ReceivedState
from congvu.apps.work.models import Batch, Entry, Received, System
from congvu.apps.work.queries.comparing import (
    Standing,
    Taken,
    Verdict,
    remark_of,
    standing_of,
    unchanged,
)
from congvu.apps.work.queries.comparing import verdict as verdict_on
from congvu.apps.work.queries.intake import SEPARATOR

NAMESPACE = uuid.UUID("3c0e9d1a-6f0b-5d55-9a43-7f5d2f2b8a11")
CORRECTED = "Nguồn đã sửa bản ghi này."
WITHDRAWN = "Nguồn đã rút bản ghi này."
UNDONE = "Lần nhận đã được hoàn tác."
_BATCH = 1000


@dataclass(frozen=True, slots=True)
class NewBatch:
    """Records that come together: from which system (by id), by which way, from which file.

    `beside` counts what was read and is no record: {"nameless": 2}.
    """

    system_id: int
    how: str
    file_name: str = ""
    sha256: str = ""
    beside: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a batch: its id, each record's verdict in order, and how many of each."""

    batch_id: int
    verdicts: list[Verdict]
    counts: dict[str, int]


def entry_key(system: str, source_id: str, version: int = 1) -> uuid.UUID:
    """Return the key of a record's line: the same for one record, whoever sends it again.

    `version` counts the lines of a record that was corrected at its source.
    """
    later = f"\n{version}" if version > 1 else ""
    return uuid.uuid5(NAMESPACE, f"{system}\n{source_id}{later}")


@transaction.atomic
def take_in(
    batch: NewBatch,
    records: Sequence[Taken],
    *,
    planned: int | None = None,
    by: Actor | None,
    at: datetime,
) -> TakenIn:
    """Take in records that were read and mapped, each of them once; return what became of them.

    A record that came before unchanged is left; one changed at its source voids its line and makes
    another, unless that was accepted: then it waits for the head as a remark. `planned` is the
    batch that waited to be applied. Raises Refused, PeriodClosed, and what `log_many` raises.
    """
    found = _held(batch.system_id)
    known = standing_of(found.pk, [one.source_id for one in records])
    verdicts = [verdict_on(known.get(one.source_id), one) for one in records]
    counts = dict(Counter(one.value for one in verdicts)) | dict(batch.beside)
    stored = _stored(batch, planned, counts, by=by, at=at)
    act = _Act(found, stored, known, by, at)
    pairs = list(zip(records, verdicts, strict=True))
    act.take([pair for pair in pairs if pair[1] != Verdict.SAME and not _idle(pair[0], known)])
    act.refresh([one for one, told in pairs if told == Verdict.SAME])
    audit.record(
        "work.batch_taken_in",
        kind="system",
        object_id=found.code,
        label=f"{found.name}: {len(records)} bản ghi",
        by=by,
        at=at,
        payload=listed([[one.source_id, told.value] for one, told in pairs])
        | {"batch": stored.pk, "counts": counts},
    )
    return TakenIn(stored.pk, verdicts, counts)


def _idle(one: Taken, known: Mapping[str, Standing]) -> bool:
    return one.contradicts and one.source_id in known


def _held(system_id: int) -> System:
    """The system, its batches one at a time: the same record sent twice finds the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('work.intake'), %s)", [system_id])
    found = System.objects.filter(pk=system_id).first()
    if found is None:
        raise Refused("Không có hệ thống này trong hồ sơ.")
    if not found.is_active:
        raise Refused(f"“{found.name}” đang tạm ngừng nhận; bật lại trong thiết đặt của hệ thống.")
    return found


def _stored(
    batch: NewBatch, planned: int | None, counts: dict[str, int], *, by: Actor | None, at: datetime
) -> Batch:
    if planned is None:
        with in_words(Batch), transaction.atomic():
            return Batch.objects.create(
                system_id=batch.system_id, how=batch.how, state=BatchState.APPLIED,
                file_name=batch.file_name[:200], sha256=batch.sha256, counts=counts,
                by_id=by.pk if by else None, at=at, finished_at=at,
                finished_by_id=by.pk if by else None,
            )  # fmt: skip
    stored = _waiting(planned)
    verdicts = {one.value for one in Verdict}
    beside = {name: told for name, told in stored.counts.items() if name not in verdicts}
    _finish(stored, BatchState.APPLIED, by=by, at=at, counts=beside | counts)
    return stored


def _waiting(batch_id: int) -> Batch:
    found = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if found is None or found.state != BatchState.PLANNED:
        raise Refused("Lần nhận này không còn chờ áp dụng.")
    return found


def _finish(
    batch: Batch,
    state: BatchState,
    *,
    by: Actor | None,
    at: datetime,
    counts: dict[str, int] | None = None,
) -> None:
    batch.state, batch.planned, batch.finished_at = state, None, at
    batch.finished_by_id = by.pk if by else None
    if counts is not None:
        batch.counts = counts
    with in_words(Batch):
        batch.save(update_fields=["state", "planned", "finished_at", "finished_by", "counts"])


@dataclass(slots=True)
class _Act:
    """One taking in: the system, the batch, what was known; and who does it, when."""

    system: System
    batch: Batch
    known: Mapping[str, Standing]
    by: Actor | None
    at: datetime

    def take(self, pairs: Sequence[tuple[Taken, Verdict]]) -> None:
        """Void what was corrected or withdrawn, log what counts, keep every record."""
        pairs = sorted(pairs, key=_by_day)
        self._hold_people([one for one, _ in pairs])
        remarks = [one for one, told in pairs if told == Verdict.REMARKED]
        rest = [one for one, told in pairs if told != Verdict.REMARKED]
        voided = self._void(rest)
        remarks += [one for one in rest if self._entry(one) and self._entry(one) not in voided]
        late = {one.source_id for one in remarks}
        rest = [one for one in rest if one.source_id not in late]
        entries = self._log([one for one in rest if one.counts is not None])
        self._keep(rest, entries)
        self._remark(remarks)

    def _hold_people(self, records: Sequence[Taken]) -> None:
        """All whose log may change, before any of it does: two batches never wait in a ring."""
        new = {one.counts.person_id for one in records if one.counts}
        old = {self.known[one.source_id].counts for one in records if self._entry(one)}
        one_at_a_time(sorted(new | {int(str(counts[0])) for counts in old if counts}))

    def _entry(self, one: Taken) -> int | None:
        known = self.known.get(one.source_id)
        return known.entry_id if known and known.state == ReceivedState.COUNTED else None

    def _void(self, records: Sequence[Taken]) -> set[int]:
        old = {one.source_id: entry for one in records if (entry := self._entry(one))}
        back = {one.source_id for one in records if one.state == ReceivedState.WITHDRAWN}
        voided: set[int] = set()
        for reason, wanted in ((WITHDRAWN, True), (CORRECTED, False)):
            ids = [entry for name, entry in old.items() if (name in back) is wanted]
            if ids:
                voided |= void_entries(ids, reason=reason, at=self.at)
        return voided

    def _version(self, one: Taken) -> int:
        known = self.known.get(one.source_id)
        return known.version if known else 0

    def _log(self, records: Sequence[Taken]) -> dict[str, int]:
        rows = [
            NewEntry(
                key=entry_key(self.system.code, one.source_id, self._version(one) + 1),
                person=counts.person,
                day=counts.day,
                amount_hundredths=counts.amount_hundredths,
                product_id=counts.product_id,
                unit=counts.unit,
                minutes=counts.minutes,
                source=f"{self.system.code}{SEPARATOR}{one.source_id}",
            )
            for one in records
            if (counts := one.counts)
        ]
        done = insert_entries(rows, by=self.by, at=self.at)
        return {one.source_id: told.entry_id for one, told in zip(records, done, strict=True)}

    def _keep(self, records: Sequence[Taken], entries: Mapping[str, int]) -> None:
        rows = [self._row(one, entries.get(one.source_id)) for one in records]
        again = [row for row in rows if row.source_id in self.known]
        with in_words(Received), transaction.atomic():
            copy_rows(
                "work_received",
                _NEW,
                (
                    (
                        row.system_id,
                        row.source_id,
                        row.content_hash,
                        _json(row.payload),
                        row.state,
                        row.reason,
                        row.batch_id,
                        self.at,
                        row.rule_id,
                        row.entry_id,
                        row.version,
                    )
                    for row in rows
                    if row.source_id not in self.known
                ),
            )
            Received.objects.bulk_create(
                again,
                batch_size=_BATCH,
                update_conflicts=True,
                unique_fields=["system", "source_id"],
                update_fields=_CHANGING,
            )  # fmt: skip

    def _row(self, one: Taken, entry: int | None) -> Received:
        return Received(
            system=self.system,
            source_id=one.source_id,
            content_hash=one.content_hash,
            payload=dict(one.payload),
            state=one.state,
            reason=one.reason[:300],
            batch=self.batch,
            received_at=self.at,
            rule_id=one.rule_id,
            entry_id=entry,
            version=self._version(one) + (entry is not None),
        )

    def _remark(self, records: Sequence[Taken]) -> None:
        rows = []
        for one in records:
            known = self.known[one.source_id]
            rows.append(Received(pk=known.id, waiting=dict(one.payload), remark_at=self.at,
                                 remark=remark_of(known, one)))  # fmt: skip
        Received.objects.bulk_update(rows, _REMARKING, batch_size=_BATCH)

    def refresh(self, records: Sequence[Taken]) -> None:
        """Keep what a source tells anew where it changes nothing of what is counted."""
        rows = []
        for one in records:
            known = self.known[one.source_id]
            if known.content_hash != one.content_hash and known.waiting is None:
                rows.append(Received(pk=known.id, payload=dict(one.payload),
                                     content_hash=one.content_hash))  # fmt: skip
        Received.objects.bulk_update(rows, ["payload", "content_hash"], batch_size=_BATCH)
        self._reverted(records)

    def _reverted(self, records: Sequence[Taken]) -> None:
        """A source that told otherwise after the acceptance tells again what was accepted."""
        rows = [
            Received(pk=known.id, waiting=None, remark_settled_at=self.at)
            for one in records
            if (known := self.known[one.source_id]).waiting is not None
            and not unchanged(known.told, one)
        ]
        Received.objects.bulk_update(rows, ["waiting", "remark_settled_at"], batch_size=_BATCH)


_NEW = (
    "system_id", "source_id", "content_hash", "payload", "state", "reason", "batch_id",
    "received_at", "rule_id", "entry_id", "version",
)  # fmt: skip


def _json(payload: Mapping[str, str]) -> str:
    return json.dumps(payload, ensure_ascii=False)


_REMARKING = ("waiting", "remark", "remark_at", "remark_settled_at", "remark_settled_by")
_CHANGING = (
    "content_hash", "payload", "state", "reason", "batch", "received_at", "rule", "entry",
    "version", *_REMARKING,
)  # fmt: skip


def _by_day(pair: tuple[Taken, Verdict]) -> tuple[str, str]:
    """The order in which records fill tasks: by day, then by name, however they were sent."""
    counts = pair[0].counts
    return (counts.day.isoformat() if counts else "", pair[0].source_id)


@transaction.atomic
def keep_plan(
    batch: NewBatch,
    records: Sequence[Mapping[str, Any]],
    counts: dict[str, int],
    fields: Sequence[str],
    *,
    by: Actor | None,
    at: datetime,
) -> int:
    """Keep the records of a file until somebody applies them; nothing counts yet. Return the id.

    `fields` are the columns of the file: their names help to write rules.
    """
    found = System.objects.select_for_update().get(pk=batch.system_id)
    with in_words(Batch), transaction.atomic():
        made = Batch.objects.create(
            system=found, how=batch.how, state=BatchState.PLANNED, file_name=batch.file_name[:200],
            sha256=batch.sha256, counts=counts, planned=[dict(one) for one in records],
            by_id=by.pk if by else None, at=at,
        )  # fmt: skip
    _note_fields(found, fields)
    _tell("work.batch_planned", made, by=by, at=at)
    return made.pk


@transaction.atomic
def note_fields(system_id: int, fields: Sequence[str]) -> None:
    """Remember which columns a system has: their names, never their values."""
    _note_fields(System.objects.select_for_update().get(pk=system_id), fields)


def _note_fields(system: System, fields: Sequence[str]) -> None:
    seen = list(dict.fromkeys([*system.seen_fields, *fields]))[:120]
    if seen != system.seen_fields:
        system.seen_fields = seen
        system.save(update_fields=["seen_fields"])


@transaction.atomic
def discard_plan(batch_id: int, *, by: Actor | None, at: datetime) -> None:
    """Put away records that wait to be applied; nothing of them is kept."""
    found = _waiting(batch_id)
    _finish(found, BatchState.DISCARDED, by=by, at=at)
    _tell("work.batch_discarded", found, by=by, at=at)


@dataclass(frozen=True, slots=True)
class Undone:
    """How many records of a batch were undone, and how many stay because they were accepted."""

    undone: int
    kept: int


@transaction.atomic
def undo_batch(batch_id: int, *, reason: str, by: Actor | None, at: datetime) -> Undone:
    """Take back what a batch made: its lines are voided, the lines they replaced come back.

    What was accepted meanwhile stays, and the head finds a remark. Raises Refused where it was
    undone before or no reason is given.
    """
    batch = Batch.objects.select_for_update().filter(pk=batch_id).first()
    if batch is None or batch.state != BatchState.APPLIED:
        raise Refused("Lần nhận này không có, chưa áp dụng, hoặc đã hoàn tác.")
    if not reason.strip():
        raise Refused("Hoàn tác thì ghi vì sao, để người được tính việc biết.")
    system = _held(batch.system_id)
    rows = list(Received.objects.filter(batch=batch).exclude(state=ReceivedState.UNDONE))
    lines = [row.entry_id for row in rows if row.entry_id is not None]
    voided = void_entries(lines, reason=f"{UNDONE} {reason}".strip()[:500], at=at)
    back = [row for row in rows if row.entry_id is None or row.entry_id in voided]
    kept = [row for row in rows if row.entry_id is not None and row.entry_id not in voided]
    _take_back(system, back, by=by, at=at)
    for row in kept:
        row.remark, row.remark_at, row.waiting = f"{UNDONE} Đã nghiệm thu nên vẫn tính.", at, None
        row.remark_settled_at = row.remark_settled_by_id = None
    Received.objects.bulk_update(kept, _REMARKING, batch_size=_BATCH)
    _finish(batch, BatchState.UNDONE, by=by, at=at)
    _tell("work.batch_undone", batch, by=by, at=at, reason=reason)
    return Undone(len(back), len(kept))


def _take_back(system: System, rows: Sequence[Received], *, by: Actor | None, at: datetime) -> None:
    """Set records to what they were before; one that had a line before gets it again."""
    keys = {_earlier(system, row): row for row in rows if row.version > (row.entry_id is not None)}
    found = {
        one.key: one for one in Entry.objects.filter(key__in=keys).select_related("task__product")
        if one.void_reason in (CORRECTED, WITHDRAWN)
        and one.voided_at == keys[one.key].received_at
    }  # fmt: skip
    again = [(keys[key], one) for key, one in found.items()]
    lines = _again(system, [row for row, _ in again], [one for _, one in again])
    made = {
        row.pk: done.entry_id
        for (row, _), done in zip(again, insert_entries(lines, by=by, at=at), strict=True)
    }
    for row in rows:
        entry = made.get(row.pk)
        row.version += entry is not None
        row.entry_id, row.content_hash = entry, ""
        row.state = ReceivedState.COUNTED if entry else ReceivedState.UNDONE
        row.reason = "" if entry else UNDONE
    with in_words(Received):
        Received.objects.bulk_create(
            rows,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=_CHANGING,
        )


def _earlier(system: System, row: Received) -> uuid.UUID:
    """The key of the line that a record had before this batch."""
    return entry_key(system.code, row.source_id, row.version - (row.entry_id is not None))


def _again(system: System, rows: Sequence[Received], entries: Sequence[Entry]) -> list[NewEntry]:
    people = dict(Entry.objects.filter(pk__in=[one.pk for one in entries]).values_list(
        "pk", "person__code"))  # fmt: skip
    units = dict(Entry.objects.filter(pk__in=[one.pk for one in entries]).values_list(
        "pk", "task__unit__code"))  # fmt: skip
    return [
        NewEntry(
            key=entry_key(system.code, row.source_id, row.version + 1),
            person=people[one.pk],
            day=one.day,
            amount_hundredths=one.amount_hundredths,
            product_id=one.task.product_id,
            unit=units[one.pk],
            minutes=one.minutes,
            source=one.source,
        )
        for row, one in zip(rows, entries, strict=True)
    ]


@transaction.atomic
def settle_remarks(received_ids: Collection[int], *, by: Actor, at: datetime) -> int:
    """The head has seen what sources changed after an acceptance: it stays as accepted."""
    found = list(
        Received.objects.select_for_update()
        .filter(pk__in=received_ids, remark_settled_at=None, remark__gt="")
        .order_by("pk")
    )
    for row in found:
        row.remark_settled_at, row.remark_settled_by_id = at, by.pk
        row.payload, row.waiting = row.waiting or row.payload, None
    Received.objects.bulk_update(
        found, ["remark_settled_at", "remark_settled_by", "payload", "waiting"]
    )
    if found:
        audit.record(
            "work.remarks_settled",
            kind="task",
            object_id="",
            label=f"{len(found)} lưu ý về nguồn",
            by=by,
            at=at,
            payload=listed([[row.source_id, row.remark] for row in found]),
        )
    return len(found)


def _tell(verb: str, batch: Batch, *, by: Actor | None, at: datetime, reason: str = "") -> None:
    audit.record(
        verb,
        kind="system",
        object_id=batch.system.code,
        label=f"{batch.system.name}: {batch.file_name or batch.get_how_display()}",
        by=by,
        at=at,
        reason=reason,
        payload={"batch": batch.pk, "counts": batch.counts},
    )
