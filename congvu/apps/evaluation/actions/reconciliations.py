"""Keeping a comparison of a month's list with a signed decision; no score is touched."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import in_words
from congvu.apps.evaluation.models import ReconciledRow, Reconciliation
from congvu.apps.rulebook.queries import PeriodRow
from congvu.kernel.vietnamese import nfc


@dataclass(frozen=True, slots=True)
class NewFinding:
    """A finding to keep; `ours` and `theirs` are lines as {field: value}."""

    outcome: str
    ours: Sequence[Mapping[str, Any]]
    theirs: Sequence[Mapping[str, Any]]
    differs: Sequence[str]
    name_way: str
    by_code: bool


@dataclass(frozen=True, slots=True)
class NewReconciliation:
    """A comparison to keep: the file by name and sha256, counts by outcome, findings but the same.

    `notes`: see ReconciliationRow.
    """

    unit_id: int
    filename: str
    sha256: str
    counts: Mapping[str, int]
    findings: Sequence[NewFinding]
    notes: Mapping[str, Any] = field(default_factory=dict)


_COLUMNS = "reconciliation_id, number, outcome, ours, theirs, differs, name_way, by_code"


@transaction.atomic
def keep_reconciliation(
    period: PeriodRow, row: NewReconciliation, *, by: Actor | None, at: datetime
) -> int:
    """Keep a comparison for whoever looks after; return its id."""
    with in_words(Reconciliation):
        made = Reconciliation.objects.create(
            period_id=period.id,
            unit_id=row.unit_id,
            filename=nfc(row.filename)[: Reconciliation.LONGEST_NAME],
            sha256=row.sha256,
            closed=not period.is_open,
            counts=dict(row.counts),
            notes=dict(row.notes),
            by_id=by.pk if by else None,
            at=at,
        )
    _copy(made.pk, row.findings)
    audit.record(
        "evaluation.decision_reconciled",
        kind="reconciliation",
        object_id=made.pk,
        label=f"{period.label}: {made.filename}",
        by=by,
        at=at,
        payload={"unit": row.unit_id, "sha256": row.sha256, "counts": dict(row.counts)},
    )
    return made.pk


def _copy(reconciliation_id: int, findings: Sequence[NewFinding]) -> None:
    """Put the findings in by COPY: a province's list may differ in every row."""
    statement = f"COPY {ReconciledRow._meta.db_table} ({_COLUMNS}) FROM STDIN"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for number, one in enumerate(findings, start=1):
            told = (_json(one.ours), _json(one.theirs), _json(one.differs))
            copy.write_row(
                (reconciliation_id, number, one.outcome, *told, one.name_way, one.by_code)
            )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
