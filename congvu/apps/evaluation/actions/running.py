"""The job that closes what was signed: one process at a time, exactly once, whatever kills it.

The close is one transaction; the mark that it is done stands in that transaction too. How far it is
is written over a connection of its own, which also holds the lock of the one runner: when the
process dies, both go with it and nothing of the close is kept, so the next runner begins anew.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused
from congvu.apps.evaluation.actions.close import Cancelled, Closed, close_month
from congvu.apps.evaluation.actions.papers import queue_papers
from congvu.apps.evaluation.enums import DUE, RunState
from congvu.apps.evaluation.models import CloseRun
from congvu.apps.evaluation.queries.papers import has_papers
from congvu.apps.evaluation.queries.runs import RUNNER, RunRow, due_runs, run_of
from congvu.apps.rulebook.queries import PeriodRow
from congvu.apps.rulebook.queries import period as period_named

Follower = Callable[[RunRow, int, int], None]
_TAKE_UP = """
UPDATE evaluation_closerun SET state = %s, attempts = attempts + 1, done = 0, total = 0,
       started_at = clock_timestamp(), told_at = clock_timestamp()
WHERE id = %s AND state = ANY(%s)"""
_TELL = """
UPDATE evaluation_closerun SET done = %s, total = %s, told_at = clock_timestamp()
WHERE id = %s AND state = %s"""


@dataclass(frozen=True)
class _Watch:
    """How a close tells how far it is, and asks whether it was called off."""

    progress: Callable[[int, int], None]
    cancelled: Callable[[], bool]


def run_signed_closes(
    *,
    clock: Callable[[], datetime],
    actor: Callable[[int], Actor | None],
    follow: Follower = lambda _run, _done, _total: None,
    papers: bool = False,
) -> list[RunRow] | None:
    """Close every period whose close is signed; return how each ended, None if another is at it.

    `actor` gives the account of the signer, in whose name the close is written down. A database
    that goes away leaves the close to the next runner; any other fault ends it, told in words.
    `papers`: have each agency's cards queued with the close, in its transaction; a fault in that
    leaves the close as it is.
    """
    with _follower() as own:
        if not _asked_alone(own, "pg_try_advisory_lock"):
            return None
        ended = [
            _run(one, own, clock=clock, actor=actor, follow=follow, papers=papers)
            for one in due_runs()
        ]
        _asked_alone(own, "pg_advisory_unlock")
        return ended


@contextmanager
def _follower() -> Iterator[BaseDatabaseWrapper]:
    """A second connection, on which every statement stands at once."""
    own = connections.create_connection(DEFAULT_DB_ALIAS)
    try:
        yield own
    finally:
        own.close()


def _asked_alone(own: BaseDatabaseWrapper, lock: str) -> bool:
    """Take the lock of the one runner, or give it back; whether that was granted."""
    with own.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, %s)", RUNNER)
        (granted,) = cursor.fetchone()
    return bool(granted)


def _run(
    run: RunRow,
    own: BaseDatabaseWrapper,
    *,
    clock: Callable[[], datetime],
    actor: Callable[[int], Actor | None],
    follow: Follower,
    papers: bool,
) -> RunRow:
    if not _asked(own, _TAKE_UP, [RunState.RUNNING.value, run.id, [one.value for one in DUE]]):
        return run_of(run.id)

    def progress(done: int, total: int) -> None:
        _asked(own, _TELL, [done, total, run.id, RunState.RUNNING.value])
        follow(run, done, total)

    by = actor(run.signed_by_id) if run.signed_by_id else None
    watch = _Watch(progress, lambda: not _goes_on(own, run.id))
    try:
        _close(run, by, clock(), watch, papers=papers)
    except Cancelled:
        pass
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        _fail(run, _words(fault), by=by, at=clock())
    return run_of(run.id)


@transaction.atomic
def _close(
    run: RunRow,
    by: Actor | None,
    at: datetime,
    watch: _Watch,
    *,
    papers: bool,
) -> None:
    """Close as signed, queue the papers and mark it done, or keep nothing."""
    closed = close_month(
        period_named(run.period), by=by, at=at, progress=watch.progress, cancelled=watch.cancelled
    )
    _refuse_unsigned(run, closed)
    running = CloseRun.objects.filter(pk=run.id, state=RunState.RUNNING)
    if not running.update(
        state=RunState.DONE, ended_at=at, done=closed.people, total=closed.people
    ):
        raise Cancelled
    published = period_named(run.period)
    if papers and has_papers(published):
        _queue(published, at)


def _queue(period: PeriodRow, at: datetime) -> None:
    """Queue each agency's cards with the close; a fault in that is told, and the close stands."""
    try:
        with transaction.atomic():
            queue_papers(period, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        audit.record(
            "evaluation.papers_failed",
            kind="period",
            object_id=period.key,
            label=period.label,
            by=None,
            at=at,
            reason=_words(fault),
        )


def _refuse_unsigned(run: RunRow, closed: Closed) -> None:
    if closed.digest != run.signed_digest:
        raise Refused(
            "Dữ liệu đã đổi sau khi ký nên kết quả không còn là kết quả đã ký; chưa công bố gì. "
            "Hãy đề nghị chốt lại."
        )


def _goes_on(own: BaseDatabaseWrapper, run_id: int) -> bool:
    return _asked(
        own,
        "SELECT 1 FROM evaluation_closerun WHERE id = %s AND state = %s",
        [run_id, RunState.RUNNING.value],
    )


def _asked(
    own: BaseDatabaseWrapper, statement: str, values: Sequence[int | str | list[str]]
) -> bool:
    """Run a statement on the second connection; whether any row was found."""
    with own.cursor() as cursor:
        cursor.execute(statement, values)
        return bool(cursor.rowcount)


@transaction.atomic
def _fail(run: RunRow, words: str, *, by: Actor | None, at: datetime) -> None:
    failed = CloseRun.objects.filter(pk=run.id, state=RunState.RUNNING)
    if failed.update(state=RunState.FAILED, ended_at=at, fault=words):
        audit.record(
            "evaluation.close_failed",
            kind="close_run",
            object_id=run.id,
            label=f"Chốt kỳ {run.period}",
            by=by,
            at=at,
            reason=words,
        )


def _words(fault: Exception) -> str:
    known = isinstance(fault, ValueError | LookupError) and str(fault)
    return str(fault) if known else f"Lỗi không lường trước: {type(fault).__name__}: {fault}"
