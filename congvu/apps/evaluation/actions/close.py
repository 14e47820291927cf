"""The close of a month: read, score, store and publish in the database, in one transaction.

The scores come from the SQL that the rule compiler generates; nothing is carried out of the
database but counts and the digest. What was stored is never computed anew in place.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic_ns

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.scorecards import refresh
from congvu.apps.evaluation.enums import ScorecardState
from congvu.apps.evaluation.models import Close, Scorecard
from congvu.apps.evaluation.queries import sealing, sources, storing
from congvu.apps.evaluation.queries.gap_sources import out_of_range
from congvu.apps.evaluation.queries.managed import leader_strata
from congvu.apps.evaluation.queries.objection_clocks import objections_until
from congvu.apps.evaluation.queries.objections import objections_open_in
from congvu.apps.evaluation.queries.rehearsals import Rehearsed, rehearsed
from congvu.apps.evaluation.queries.sources import Scoring
from congvu.apps.rulebook.actions import lock_to_close, mark_closed, mark_published
from congvu.apps.rulebook.queries import PeriodRow, rules_for
from congvu.kernel.dates import format_day

_READ = (
    *("work_task", "work_result", "evaluation_scorecard", "rulebook_workingday"),
    *("positions_posting", "positions_fieldassignment", "org_person", "org_unit"),
)


@dataclass(frozen=True, slots=True)
class Closed:
    """What a close did; `digest` covers every card's hash, in the order of the people."""

    period: str
    people: int
    scored: int
    digest: str
    rules_fingerprint: str


class Cancelled(Exception):
    """The close was called off before its end; nothing of it is kept."""


Progress = Callable[[int, int], None]


def _untold(_done: int, _total: int) -> None:
    """Nobody follows."""


def _never() -> bool:
    return False


@transaction.atomic
def close_month(
    period: PeriodRow,
    *,
    by: Actor | None,
    at: datetime,
    progress: Progress = _untold,
    cancelled: Callable[[], bool] = _never,
) -> Closed:
    """Score everybody's card of a month, store the results for good and publish them.

    `progress` is told how many people are stored of how many, `cancelled` asked before each slice
    and before the end. Raises Refused when the month is closed already or an input is out of the
    rule's range, ManagementCycle naming people who manage each other in a circle, and Cancelled.
    """
    began = monotonic_ns()
    closed = _computed(period, at, progress, cancelled)
    mark_published(period.id)
    took = timedelta(milliseconds=(monotonic_ns() - began) // 1_000_000)
    _remember(period, closed, took, by=by, at=at)
    return closed


def rehearse_close(period: PeriodRow, *, at: datetime) -> Rehearsed:
    """Return what the close would store now: its very SQL, undone again. Raises as close_month."""
    with transaction.atomic():
        _computed(period, at, _untold, _never)
        found = rehearsed(period)
        transaction.set_rollback(True)
    return found


def _computed(
    period: PeriodRow, at: datetime, progress: Progress, cancelled: Callable[[], bool]
) -> Closed:
    """Score and store everybody; part of a transaction that publishes it, or undoes it."""
    lock_to_close(period.id)
    _refresh_statistics()
    scoring = Scoring(period, rules_for(period), closing=True)
    refresh(period, scoring.program.subjects)
    refuse_out_of_range(scoring)
    strata = leader_strata(period) if scoring.chained else []
    done, total = 0, storing.count_people(scoring)
    progress(done, total)
    storing.score_everybody(scoring, strata)
    refuse_cancelled(cancelled)
    for stored in storing.store_in_slices(scoring, at):
        done += stored.people
        progress(done, total)
        refuse_cancelled(cancelled)
    return _closed(scoring)


def refuse_cancelled(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _refresh_statistics() -> None:
    """A close often follows a bulk load: planned on empty tables it would take minutes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT refresh_statistics(VARIADIC %s::regclass[])", [list(_READ)])


def refuse_out_of_range(scoring: Scoring) -> None:
    """Raise Refused when a task does not fit the rule's ranges or the calendar falls short."""
    test = out_of_range(scoring)
    if not test:
        return
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT t.title {sources.tasks(scoring)} AND ({test}) LIMIT 5")
        titles = [title for (title,) in cursor.fetchall()]
    if titles:
        raise Refused(
            "Có nhiệm vụ ngoài phạm vi mà quy định cho phép (hệ số, số lượng hoặc lịch làm việc): "
            + "; ".join(titles)
        )


def _closed(scoring: Scoring) -> Closed:
    with connection.cursor() as cursor:
        cursor.execute(sealing.digest(scoring.period.id))
        people, scored, digest = cursor.fetchone()
    return Closed(scoring.period.key, people, scored, digest, scoring.rules.fingerprint)


def _remember(
    period: PeriodRow, closed: Closed, took: timedelta, *, by: Actor | None, at: datetime
) -> None:
    Close.objects.create(
        period_id=period.id,
        rules_fingerprint=closed.rules_fingerprint,
        people=closed.people,
        scored=closed.scored,
        digest=closed.digest,
        form=sealing.FORM,
        started_at=at,
        finished_at=at + took,
        by_id=by.pk if by else None,
    )
    audit.record(
        "evaluation.month_closed",
        kind="period",
        object_id=period.key,
        label=period.label,
        by=by,
        at=at,
        clause="Đ17",
        payload={
            "people": closed.people,
            "scored": closed.scored,
            "digest": closed.digest,
            "rules": closed.rules_fingerprint,
        },
    )


@transaction.atomic
def seal_settled_period(period: PeriodRow, *, today: date, by: Actor | None, at: datetime) -> None:
    """Close a published period for good once nobody may object any more and nobody waits.

    Raises Refused before that, or as seal_period.
    """
    last = objections_until(period)
    if last is not None and today <= last:
        raise Refused(f"Còn nhận kiến nghị đến hết ngày {format_day(last)}; khóa kỳ sau ngày đó.")
    waiting = objections_open_in(period.id)
    if waiting:
        raise Refused(
            f"Còn {waiting} kiến nghị chưa trả lời hoặc chờ điều chỉnh; giải quyết xong rồi khóa."
        )
    seal_period(period, by=by, at=at)


@transaction.atomic
def seal_period(period: PeriodRow, *, by: Actor | None, at: datetime) -> None:
    """Close a published period for good: nothing of it waits for an answer any more.

    No result changes. Raises Refused when it is not published, or closed already.
    """
    mark_closed(period.id)
    Scorecard.objects.filter(period=period.id).update(state=ScorecardState.CLOSED, since=at)
    audit.record(
        "evaluation.period_sealed",
        kind="period",
        object_id=period.key,
        label=period.label,
        by=by,
        at=at,
    )
