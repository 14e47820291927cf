"""Writes to the rulebook: adopt rules and local values, open periods, lay out the calendar."""

from datetime import date, datetime, timedelta
from fractions import Fraction

from django.db import transaction
from django.db.models import Q

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.enums import PeriodKind, PeriodState
from congvu.apps.rulebook.models import LocalParameter, Period, RuleAssignment, WorkingDay
from congvu.apps.rulebook.queries import PeriodRow, adopted, calendar_reaches, rules_in_force
from congvu.apps.rulebook.queries import period as period_named
from congvu.kernel.periods import Month
from congvu.kernel.vietnamese import nfc
from congvu.kernel.workdays import is_working_day
from congvu.law.registry import Overlay, Rules, rules_on


@transaction.atomic
def adopt_rule(
    *,
    rule: str,
    decision: str,
    valid_from: date,
    by: Actor | None,
    at: datetime,
    subject: str = PersonKind.CIVIL_SERVANT,
    valid_until: date | None = None,
) -> None:
    """Let a rule text apply in the province from a day, by a decision.

    Raises law's NoRuleInForce for an unknown text, Refused when another applies in those days or
    a month of them is closed.
    """
    _refuse_closed(valid_from)
    rules_on(valid_from, subject, Overlay(rule=rule, decision=decision))
    with in_words(RuleAssignment):
        made = RuleAssignment.objects.create(
            rule=rule,
            subject=subject,
            valid_from=valid_from,
            valid_until=valid_until,
            decision=nfc(decision),
        )
    audit.record(
        "rulebook.rule_adopted",
        kind="rule_assignment",
        object_id=made.pk,
        label=rule,
        by=by,
        at=at,
        reason=decision,
        payload={"subject": subject, "from": valid_from.isoformat()},
    )


@transaction.atomic
def adopt_parameter(
    *,
    name: str,
    value: str,
    decision: str,
    valid_from: date,
    by: Actor | None,
    at: datetime,
    valid_until: date | None = None,
) -> None:
    """Choose a value where the law is silent, from a day, by a decision.

    `value` is written as the law writes it ("25 %", "each", "có"). Raises law's OverlayRefused
    when the law settles it or the bounds do not allow it, Refused when one is chosen already or a
    month of those days is closed.
    """
    _refuse_closed(valid_from)
    before = adopted(valid_from, PersonKind.CIVIL_SERVANT) or Overlay()
    chosen = {**before.parameters, name: value}
    rules_on(valid_from, overlay=Overlay(before.rule, chosen, decision))
    with in_words(LocalParameter):
        made = LocalParameter.objects.create(
            name=name,
            value=value,
            valid_from=valid_from,
            valid_until=valid_until,
            decision=nfc(decision),
        )
    audit.record(
        "rulebook.parameter_adopted",
        kind="local_parameter",
        object_id=made.pk,
        label=name,
        by=by,
        at=at,
        reason=decision,
        payload={"value": value, "from": valid_from.isoformat()},
    )


@transaction.atomic
def replace_parameter(
    *, name: str, value: str, decision: str, valid_from: date, by: Actor | None, at: datetime
) -> None:
    """Choose another value from a day; the one that stands open ends then. See adopt_parameter."""
    standing = LocalParameter.objects.filter(name=name, unit=None, valid_until=None)
    with in_words(LocalParameter), transaction.atomic():
        standing.update(valid_until=valid_from)
    adopt_parameter(name=name, value=value, decision=decision, valid_from=valid_from, by=by, at=at)


@transaction.atomic
def open_period(month: Month, *, by: Actor | None, at: datetime) -> PeriodRow:
    """Open a month with the deadlines that its rules set; raises Refused if it is open already.

    The calendar is laid out as well when it does not reach far enough for the month's deadlines.
    """
    _reach_calendar(month, by=by, at=at)
    deadlines = _deadlines(month, rules_in_force(month.last_day))
    with in_words(Period):
        made = Period.objects.create(
            kind=PeriodKind.MONTH,
            key=month.key,
            starts_on=month.first_day,
            ends_on=month.last_day,
            **deadlines,
        )
    audit.record(
        "rulebook.period_opened",
        kind="period",
        object_id=month.key,
        label=month.label,
        by=by,
        at=at,
        payload={name: day.isoformat() for name, day in deadlines.items()},
    )
    return period_named(made.key)


def _refuse_closed(valid_from: date) -> None:
    """A decision does not reach back into a month whose results stand."""
    closed = Period.objects.filter(~Q(state=PeriodState.OPEN), ends_on__gte=valid_from)
    latest = closed.order_by("-ends_on").values_list("key", flat=True).first()
    if latest is not None:
        raise Refused(f"Kỳ {latest} đã chốt theo quy định cũ; hãy áp dụng từ ngày sau kỳ đó.")


def _reach_calendar(month: Month, *, by: Actor | None, at: datetime) -> None:
    reached = calendar_reaches()
    if reached is None or reached.year <= month.year:
        first, last = date(month.year - 2, 1, 1), date(month.year + 2, 12, 31)
        lay_out_calendar(first=first, last=last, by=by, at=at)


def _deadlines(month: Month, rules: Rules) -> dict[str, date]:
    def on(name: str, of: Month) -> date:
        day = Fraction(rules.value(name))
        return min(of.last_day, of.first_day + timedelta(days=int(day) - 1))

    return {
        "self_score_by": on("self_score_by", month),
        "comment_by": on("comment_by", month),
        "decide_by": on("decide_by", month),
        "publish_on": on("publish_by", month.next()),
    }


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
