"""Records of another system from reading to counting, by file, by push, by pull, or once more."""

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.work import actions
from congvu.apps.work.actions import NewBatch
from congvu.apps.work.enums import How
from congvu.apps.work.queries import (
    RuleRow,
    SystemRow,
    Taken,
    Verdict,
    latest_payloads,
    planned_of,
    replayable,
    rules_of,
    standing_of,
    verdict,
)
from congvu.exchange.intake.json_reader import MOST_RECORDS
from congvu.exchange.intake.planning import Nameless, Plan, plan
from congvu.exchange.intake.records import Record, Records, from_payloads, read_records
from congvu.kernel.dates import local_day

SAMPLE = 200
NAMELESS = "nameless"
REPEATED = "repeated"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of records: the batch, each record with its verdict, and those without an id."""

    batch_id: int
    records: tuple[tuple[Taken, Verdict], ...]
    nameless: tuple[Nameless, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Preview:
    """What records would become: the plan, and each record's verdict as things stand."""

    plan: Plan
    verdicts: tuple[Verdict, ...]
    counts: dict[str, int]


def preview(
    system: SystemRow,
    records: Sequence[Record],
    *,
    today: date,
    titles: Sequence[str] = (),
    rules: Sequence[RuleRow] | None = None,
) -> Preview:
    """Say what records would become on the rules that hold (or on others); nothing is written."""
    made = plan(system, rules_of(system.id) if rules is None else rules, records,
                today=today, titles=titles)  # fmt: skip
    known = standing_of(system.id, [one.source_id for one in made.taken])
    verdicts = tuple(verdict(known.get(one.source_id), one) for one in made.taken)
    return Preview(made, verdicts, _counts(made, verdicts))


def _counts(made: Plan, verdicts: Sequence[Verdict]) -> dict[str, int]:
    counts = dict(Counter(one.value for one in verdicts))
    if made.nameless:
        counts[NAMELESS] = len(made.nameless)
    if made.repeated:
        counts[REPEATED] = made.repeated
    return counts


def receive(
    system: SystemRow, path: Path, name: str, how: How, *, by: Actor | None, at: datetime
) -> Outcome:
    """Read a file and take its records in at once. Raises the file's Refused, or the actions'."""
    read = read_records(path, system.id_field)
    actions.note_fields(system.id, read.titles)
    return take_records(system, read, name, how, by=by, at=at)


def receive_content(
    system: SystemRow, content: bytes, name: str, how: How, *, by: Actor | None, at: datetime
) -> Outcome:
    """Take in what came as bytes; they lie in a file of their own only while they are read."""
    with tempfile.TemporaryDirectory(prefix="congvu-") as folder:
        path = Path(folder) / "nhan"
        path.write_bytes(content)
        return receive(system, path, name, how, by=by, at=at)


def take_records(
    system: SystemRow,
    read: Records,
    name: str,
    how: How,
    *,
    planned: int | None = None,
    by: Actor | None,
    at: datetime,
) -> Outcome:
    """Plan records on the rules that hold now, and take them in."""
    made = plan(system, rules_of(system.id), read.records, today=local_day(at), titles=read.titles)
    batch = NewBatch(system.id, how, name, read.sha256, _counts(made, ()))
    done = actions.take_in(batch, made.taken, planned=planned, by=by, at=at)
    pairs = tuple(zip(made.taken, done.verdicts, strict=True))
    return Outcome(done.batch_id, pairs, made.nameless, done.counts)


def keep_file(system: SystemRow, path: Path, name: str, *, by: Actor | None, at: datetime) -> int:
    """Read a file and keep what it would count as until somebody applies it; return the batch.

    Only the columns that are kept of records are kept of those that wait.
    """
    read = read_records(path, system.id_field)
    seen = preview(system, read.records, today=local_day(at), titles=read.titles)
    if not seen.plan.taken and not seen.plan.nameless:
        raise Refused("Tệp không có bản ghi nào dưới dòng tiêu đề.")
    if len(seen.plan.taken) == 0:
        raise Refused(f"Không bản ghi nào dùng được. {seen.plan.nameless[0].reason}")
    pairs = sorted(zip(seen.plan.taken, seen.verdicts, strict=True), key=_doubtful_first)
    rows = [_kept(one, told) for one, told in pairs]
    batch = NewBatch(system.id, How.FILE, name, read.sha256)
    return actions.keep_plan(batch, rows, seen.counts, read.titles, by=by, at=at)


_FIRST = (Verdict.REFUSED, Verdict.REMARKED, Verdict.UNMAPPED, Verdict.WITHDRAWN, Verdict.CHANGED)


def _doubtful_first(pair: tuple[Taken, Verdict]) -> int:
    """What somebody should look at comes before what is plain; otherwise as in the file."""
    return _FIRST.index(pair[1]) if pair[1] in _FIRST else len(_FIRST)


def _kept(one: Taken, told: Verdict) -> dict[str, object]:
    return {
        "id": one.source_id,
        "at": one.address,
        "fields": dict(one.payload),
        "twice": one.reason if one.contradicts else "",
        "told": told.value,
    }


def waiting_records(batch_id: int) -> list[Record]:
    """Return the records of a batch that waits, as they were read, doubtful ones first."""
    rows = planned_of(batch_id)
    records = from_payloads([(str(row["at"]), row["fields"]) for row in rows])
    return [
        replace(record, twice=str(row["twice"])) for row, record in zip(rows, records, strict=True)
    ]


def apply_planned(
    system: SystemRow, batch_id: int, name: str, *, by: Actor | None, at: datetime
) -> Outcome:
    """Take in the records of a batch that waits, on the rules as they stand now."""
    records = waiting_records(batch_id)
    read = Records((), tuple(records), "")
    return take_records(system, read, name, How.FILE, planned=batch_id, by=by, at=at)


def replay(system: SystemRow, *, by: Actor | None, at: datetime) -> Outcome:
    """Take once more what no rule spoke of, what was refused, and what waits for the head."""
    records = from_payloads(replayable(system.id, most=MOST_RECORDS))
    if not records:
        raise Refused("Không có bản ghi nào chờ luật, không nhận, hoặc chờ người nghiệm thu.")
    read = Records((), records, "")
    return take_records(system, read, "", How.REPLAY, by=by, at=at)


def try_rules(system: SystemRow, rules: Sequence[RuleRow], *, today: date) -> tuple[int, Preview]:
    """Say what the records that came last would become on these rules; return how many they are."""
    records = from_payloads(latest_payloads(system.id, most=SAMPLE))
    return len(records), preview(system, records, today=today, rules=rules)
