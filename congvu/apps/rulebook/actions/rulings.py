"""Writes of the rulebook: rule texts and local values, each from a day and by a decision."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from congvu.apps.audit import actions as audit
from congvu.apps.audit.actions import Actor
from congvu.apps.audit.refusals import Refused, in_words
from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.enums import TRACKED_KINDS, PeriodState
from congvu.apps.rulebook.models import LocalParameter, Period, RuleAssignment
from congvu.apps.rulebook.queries import adopted
from congvu.kernel.dates import format_day
from congvu.kernel.periods import Month
from congvu.kernel.vietnamese import nfc
from congvu.law.registry import Overlay, Rules, rules_on, the_law


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
    refuse_closed(valid_from)
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
    refuse_closed(valid_from)
    before = adopted(valid_from, PersonKind.CIVIL_SERVANT) or Overlay()
    chosen = {**before.parameters, name: value}
    rules = rules_on(valid_from, overlay=Overlay(before.rule, chosen, decision))
    _refuse_own_terms(name, str(rules.value(name)), valid_from, rules)
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
        _end(standing, valid_from)
    adopt_parameter(name=name, value=value, decision=decision, valid_from=valid_from, by=by, at=at)


@transaction.atomic
def replace_rule(
    *,
    rule: str,
    decision: str,
    valid_from: date,
    by: Actor | None,
    at: datetime,
    subject: str = PersonKind.CIVIL_SERVANT,
) -> None:
    """Let another rule text apply from a day; the one that stands open ends then. See adopt_rule.

    Local values that the other text does not know end on that day too.
    """
    standing = RuleAssignment.objects.filter(subject=subject, unit=None, valid_until=None)
    _end(standing, valid_from)
    known = the_law().parameters_on(valid_from, subject, rule)
    if known:
        values = LocalParameter.objects.filter(unit=None, valid_until=None)
        _end(values.exclude(name__in=known), valid_from)
    adopt_rule(
        rule=rule, decision=decision, valid_from=valid_from, by=by, at=at, subject=subject
    )  # fmt: skip


def _end(standing: QuerySet[RuleAssignment] | QuerySet[LocalParameter], day: date) -> None:
    """End what stands open on a day; raises Refused where it begins no earlier."""
    since = standing.order_by("-valid_from").values_list("valid_from", flat=True).first()
    if since is not None and since >= day:
        raise Refused(
            f"Đã có quyết định áp dụng từ {format_day(since)}; hãy áp dụng từ một ngày sau đó."
        )
    standing.update(valid_until=day)


def refuse_closed(valid_from: date) -> None:
    """A decision does not reach back into a month whose results stand."""
    standing = (PeriodState.PUBLISHED, PeriodState.CLOSED)
    closed = Period.objects.filter(state__in=standing, ends_on__gte=valid_from)
    latest = closed.order_by("-ends_on").values_list("key", flat=True).first()
    if latest is not None:
        raise Refused(f"Kỳ {latest} đã chốt theo quy định cũ; hãy áp dụng từ ngày sau kỳ đó.")


def _refuse_own_terms(name: str, value: str, valid_from: date, rules: Rules) -> None:
    """What a bound in the law's text cannot say of some values."""
    if name == "tracking":
        _refuse_amid_quarter(valid_from)
    if name == "december_cut_off":
        _refuse_cut_off(value, valid_from, rules)


def _refuse_amid_quarter(valid_from: date) -> None:
    whole = Month.of(valid_from).quarter
    if valid_from != whole.first_day:
        first, after = format_day(whole.first_day), format_day(whole.next().first_day)
        raise Refused(
            "Đổi giữa theo tháng và theo quý chỉ từ ngày đầu một quý: "
            f"{first} hoặc {after}, không phải {format_day(valid_from)}."
        )


def _refuse_cut_off(value: str, valid_from: date, rules: Rules) -> None:
    """The year is rated before a day of December (Đ19.2): its work ends before that day."""
    before = str(rules.value("rating_before"))
    if not f"{before[:2]}-01" <= value < before:
        day, month = before[3:], before[:2]
        raise Refused(
            f"Ngày chốt việc của năm phải trong tháng {month} và trước ngày {day}/{month}, vì xếp "
            "loại phải xong trước ngày đó (Đ19.2)."
        )
    years = {one.year for one in _opened_ends(valid_from) if one.month == int(before[:2])}
    if years:
        raise Refused(f"Kỳ cuối năm {max(years)} đã mở với ngày chốt cũ; hãy áp dụng từ năm sau.")


def _opened_ends(valid_from: date) -> list[date]:
    opened = Period.objects.filter(kind__in=TRACKED_KINDS, ends_on__gte=valid_from)
    return list(opened.exclude(state=PeriodState.MERGED).values_list("ends_on", flat=True))
