"""Papers of many people: asked for, made by a process of their own, swept after some days."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.listing import listed
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.evaluation.enums import PaperRunState
from congvu.apps.evaluation.models import PaperRun
from congvu.apps.evaluation.queries.papers import MAKER, has_papers
from congvu.apps.rulebook.queries import PeriodRow

STEPS_EACH = 2
_OPEN = (PaperRunState.WAITING, PaperRunState.RUNNING)


@transaction.atomic
def ask_papers(
    period: PeriodRow,
    unit_id: int,
    people: Collection[str],
    *,
    explained: bool,
    by: Actor,
    at: datetime,
) -> int:
    """Ask for the cards of people (by code, in their order); return the id of the run.

    Raises Refused where there is nobody, or where the period's rule text knows no such card.
    """
    _refuse_without_form(period)
    if not people:
        raise Refused("Không có phiếu nào để in trong kỳ này.")
    with in_words(PaperRun):
        run = PaperRun.objects.create(
            period_id=period.id,
            unit_id=unit_id,
            people=list(people),
            explained=explained,
            total=STEPS_EACH * len(people),
            by_id=by.pk,
            asked_at=at,
        )
    _tell("evaluation.papers_asked", run, by=by, at=at, rows=people)
    return run.pk


@transaction.atomic
def queue_papers(period: PeriodRow, *, at: datetime) -> int:
    """Queue the cards of a published period, a run for each agency; return how many are new.

    Whatever was queued before is left as it is. Raises Refused while the period is open, or where
    its rule text knows no such card.
    """
    _refuse_without_form(period)
    if period.is_open:
        raise Refused("Kỳ chưa công bố; công bố rồi mới làm sẵn phiếu.")
    with connection.cursor() as cursor:
        cursor.execute(_QUEUE, [STEPS_EACH, at, period.id])
        queued = [total for (total,) in cursor.fetchall()]
    if queued:
        audit.record(
            "evaluation.papers_queued",
            kind="period",
            object_id=period.key,
            label=period.label,
            by=None,
            at=at,
            payload={"runs": len(queued), "people": sum(queued) // STEPS_EACH},
        )
    return len(queued)


def _refuse_without_form(period: PeriodRow) -> None:
    if not has_papers(period):
        raise Refused(
            f"Quy định áp dụng cho {period.label} không có mẫu phiếu. Chọn kỳ khác, hoặc xem kết "
            "quả ngay trên trang của kỳ và tải danh sách."
        )


_QUEUE = """
INSERT INTO evaluation_paperrun
    (period_id, unit_id, people, explained, state, made, total, asked_at, fault)
SELECT c.period_id, a.id, jsonb_agg(p.code ORDER BY u.path, p.sort_key, p.id), FALSE, 'waiting',
       0, %s * count(*), %s, ''
FROM evaluation_scorecard c
JOIN org_person p ON p.id = c.person_id
JOIN org_unit u ON u.id = c.unit_id
JOIN org_unit a ON a.id = c.agency_id
WHERE c.period_id = %s
GROUP BY c.period_id, a.id, a.path ORDER BY a.path
ON CONFLICT DO NOTHING
RETURNING total"""


@contextmanager
def one_maker() -> Iterator[None]:
    """Wait until no other process makes papers, and hold that place until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [MAKER])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [MAKER])


def count_papers(run_id: int, made: int, *, at: datetime) -> None:
    """Say how far an unfinished run is; no audit event, since nothing was done yet."""
    found = PaperRun.objects.filter(pk=run_id, state__in=_OPEN)
    found.update(state=PaperRunState.RUNNING, made=made, beat_at=at)


@transaction.atomic
def finish_papers(run_id: int, size: int, *, at: datetime) -> None:
    """Say that the file lies ready; `size` in bytes. Raises Refused for one finished already."""
    run = _unfinished(run_id)
    run.state, run.made, run.size = PaperRunState.DONE, run.total, size
    run.finished_at = run.beat_at = at
    with in_words(PaperRun):
        run.save(update_fields=["state", "made", "size", "finished_at", "beat_at"])
    _tell("evaluation.papers_made", run, by=None, at=at)


@transaction.atomic
def fail_papers(run_id: int, fault: str, *, at: datetime) -> None:
    """Say why a run could not go on; it may be taken up again."""
    run = _unfinished(run_id)
    run.state, run.fault, run.beat_at = PaperRunState.FAILED, fault, at
    with in_words(PaperRun):
        run.save(update_fields=["state", "fault", "beat_at"])
    _tell("evaluation.papers_failed", run, by=None, at=at)


@transaction.atomic
def resume_papers(run_id: int, *, by: Actor, at: datetime) -> None:
    """Take up a run that failed or whose maker is gone; what was made stays made."""
    run = PaperRun.objects.select_for_update().get(pk=run_id)
    if run.state not in (*_OPEN, PaperRunState.FAILED):
        raise Refused("Lần in này đã xong.")
    run.state, run.fault, run.beat_at = PaperRunState.WAITING, "", at
    run.save(update_fields=["state", "fault", "beat_at"])
    _tell("evaluation.papers_resumed", run, by=by, at=at)


@transaction.atomic
def forget_papers(*, before: datetime, at: datetime) -> list[int]:
    """Note that the files of runs asked for before a moment are swept; return their ids."""
    old = PaperRun.objects.filter(state=PaperRunState.DONE, asked_at__lt=before)
    ids = list(old.values_list("pk", flat=True))
    if ids:
        PaperRun.objects.filter(pk__in=ids).update(state=PaperRunState.GONE)
        audit.record(
            "evaluation.papers_swept",
            kind="papers",
            object_id=ids[-1],
            label=f"{len(ids)} lần in",
            by=None,
            at=at,
            payload=listed(ids),
        )
    return ids


def _unfinished(run_id: int) -> PaperRun:
    run = PaperRun.objects.select_for_update().get(pk=run_id)
    if run.state not in _OPEN:
        raise Refused("Lần in này đã xong hoặc đã dừng.")
    return run


def _tell(
    verb: str,
    run: PaperRun,
    *,
    by: Actor | None,
    at: datetime,
    rows: Collection[str] = (),
) -> None:
    audit.record(
        verb,
        kind="papers",
        object_id=run.pk,
        label=f"{len(run.people)} phiếu",
        by=by,
        at=at,
        reason=run.fault,
        payload=listed(list(rows)) if rows else {},
    )
