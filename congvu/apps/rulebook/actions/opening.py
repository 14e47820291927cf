"""Periods are opened, put off, published and closed; the calendar is laid out."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.queries import unit_ids
from congvu.apps.rulebook.enums import PeriodKind, PeriodState, Step
from congvu.apps.rulebook.models import DeadlineExtension, Period, WorkingDay
from congvu.apps.rulebook.queries import (
    EVERYBODY,
    PeriodRow,
    calendar_reaches,
    deadlines,
    first_days,
    hold_open,
    kind_of,
    proposed,
    proposed_year,
    tracked_by,
    year_period,
)
from congvu.apps.rulebook.queries import period as period_named
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Span, Tracked
from congvu.kernel.vietnamese import nfc
from congvu.kernel.workdays import is_working_day


@transaction.atomic
def open_period(span: Tracked, *, by: Actor | None, at: datetime) -> PeriodRow:
    """Open a month or quarter with the days and deadlines that its rules set.

    Raises Refused if it is open already, or the province tracks these days otherwise. The calendar
    is laid out as well when it does not reach far enough.
    """
    _refuse_other_kind(span)
    _reach_calendar(span, by=by, at=at)
    row = proposed(span)
    with in_words(Period), transaction.atomic():
        Period.objects.create(
            kind=row.kind, key=row.key, starts_on=row.starts_on, ends_on=row.ends_on, **_days(row)
        )
    _tell_opened(row, by=by, at=at)
    return period_named(span.key)


@transaction.atomic
def open_year(year: int, *, by: Actor | None, at: datetime) -> PeriodRow:
    """Open a year for rating, with the days that its rules set; raises Refused if it is open."""
    row = proposed_year(year)
    with in_words(Period), transaction.atomic():
        Period.objects.create(
            kind=row.kind, key=row.key, starts_on=row.starts_on, ends_on=row.ends_on, **_days(row)
        )
    _tell_opened(row, by=by, at=at)
    return year_period(year)


def _days(row: PeriodRow) -> dict[str, date]:
    return {
        "self_score_by": row.self_score_by,
        "comment_by": row.comment_by,
        "decide_by": row.decide_by,
        "publish_on": row.publish_on,
    }


def _tell_opened(row: PeriodRow, *, by: Actor | None, at: datetime) -> None:
    audit.record(
        "rulebook.period_opened",
        kind="period",
        object_id=row.key,
        label=row.label,
        by=by,
        at=at,
        payload={name: day.isoformat() for name, day in _days(row).items()},
    )


def _refuse_other_kind(span: Tracked) -> None:
    right = tracked_by(span.months[0])
    if right != span:
        raise Refused(
            f"Kỳ {span.label} thuộc {right.label}: những ngày này theo dõi theo "
            f"{PeriodKind(kind_of(right)).label.lower()}."
        )


def _reach_calendar(span: Tracked, *, by: Actor | None, at: datetime) -> None:
    reached, year = calendar_reaches(), span.months[0].year
    if reached is None or reached.year <= year:
        first, last = date(year - 2, 1, 1), date(year + 2, 12, 31)
        lay_out_calendar(first=first, last=last, by=by, at=at)


@transaction.atomic
def extend_deadline(
    period: PeriodRow,
    *,
    step: Step,
    until: date,
    reason: str,
    by: Actor | None,
    at: datetime,
    agency: str | None = None,
) -> None:
    """Put off the last day of a step, for an agency (by code) or for everybody.

    Raises PeriodClosed, UnknownUnit, or Refused without a reason, or for a day that is no later
    than what stands.
    """
    hold_open([period.id])
    agency_id = unit_ids([agency])[agency] if agency else None
    standing = deadlines(period).on(step, agency_id or EVERYBODY)
    if not reason.strip():
        raise Refused("Gia hạn phải ghi lý do.")
    if until <= standing:
        told = f"{Step(step).label} đang có hạn {format_day(standing)}"
        raise Refused(f"{told}; gia hạn phải đến một ngày sau đó, không phải {format_day(until)}.")
    with in_words(DeadlineExtension), transaction.atomic():
        DeadlineExtension.objects.create(
            period_id=period.id,
            step=step,
            until=until,
            agency_id=agency_id,
            reason=nfc(reason).strip(),
            by_id=by.pk if by else None,
            at=at,
        )
    audit.record(
        "rulebook.deadline_extended",
        kind="period",
        object_id=period.key,
        label=f"{Step(step).label} {period.label}",
        by=by,
        at=at,
        reason=nfc(reason).strip(),
        payload={"step": str(step), "until": until.isoformat(), "agency": agency or ""},
    )


@transaction.atomic
def begin_quarter(span: Span, *, by: Actor | None, at: datetime) -> PeriodRow:
    """Open a quarter of which months are open already; part of an action's transaction.

    They overlap it until `finish_quarter`, before which their work and cards are moved.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS rulebook_period_one_tracked DEFERRED")
    return open_period(span, by=by, at=at)


def carry_extensions(months: Sequence[PeriodRow], into: PeriodRow) -> None:
    """Keep in a quarter what was put off in its months beyond the quarter's own last days.

    Part of an action's transaction, whose event tells it.
    """
    own = first_days(into)
    found = DeadlineExtension.objects.filter(period__in=[one.id for one in months]).order_by("pk")
    DeadlineExtension.objects.bulk_create(
        DeadlineExtension(
            period_id=into.id,
            step=one.step,
            until=one.until,
            agency_id=one.agency_id,
            reason=one.reason,
            by_id=one.by_id,
            at=one.at,
        )
        for one in found
        if one.until > own[Step(one.step)]
    )


def finish_quarter(into: PeriodRow, months: Sequence[PeriodRow]) -> None:
    """Mark months as put into a quarter; part of an action's transaction, whose event tells it."""
    found = Period.objects.filter(pk__in=[one.id for one in months], state=PeriodState.OPEN)
    if found.update(state=PeriodState.MERGED, merged_into=into.id) != len(months):
        raise Refused("Có tháng vừa được chốt; không nhập vào quý được nữa.")
    with in_words(Period), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS rulebook_period_one_tracked IMMEDIATE")


def lock_to_close(period_id: int) -> None:
    """Hold a period for its close: writers in it are waited for, later ones wait.

    Raises Refused when it is closed already.
    """
    found = Period.objects.select_for_update().get(pk=period_id)
    if found.state != PeriodState.OPEN:
        raise Refused(f"Kỳ {found.key} đã chốt; không chốt lại. Sửa kết quả phải lập điều chỉnh.")


def mark_published(period_id: int) -> None:
    """Let a period stand; part of the close's transaction, whose event tells of it."""
    Period.objects.filter(pk=period_id).update(state=PeriodState.PUBLISHED)


def mark_closed(period_id: int) -> None:
    """Close a published period for good; part of an action, whose event tells of it.

    Raises Refused when it is not published, or closed already.
    """
    published = Period.objects.filter(pk=period_id, state=PeriodState.PUBLISHED)
    if not published.update(state=PeriodState.CLOSED):
        raise Refused("Chỉ khóa được kỳ đã công bố và chưa khóa.")


@transaction.atomic
def lay_out_calendar(*, first: date, last: date, by: Actor | None, at: datetime) -> int:
    """Write the calendar from `first` to `last` anew, as the law's holidays give it.

    Returns how many days were written. Only differences of ordinals mean anything.
    """
    WorkingDay.objects.all().delete()
    days, ordinal = [], 0
    for offset in range((last - first).days + 1):
        day = first + timedelta(days=offset)
        working = is_working_day(day)
        ordinal += working
        days.append(WorkingDay(day=day, is_working=working, ordinal=ordinal))
    WorkingDay.objects.bulk_create(days, batch_size=5000)
    audit.record(
        "rulebook.calendar_laid_out",
        kind="calendar",
        object_id="",
        label=f"{first.isoformat()} – {last.isoformat()}",
        by=by,
        at=at,
        payload={"days": len(days), "working": ordinal},
    )
    return len(days)
