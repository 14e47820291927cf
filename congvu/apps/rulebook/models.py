from typing import Any

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import Deferrable, F, Func, Q, Value
from django.db.models.functions import Coalesce

from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook.enums import (
    ENDED,
    TRACKED_KINDS,
    DraftState,
    PeriodKind,
    PeriodState,
    Step,
)


class DayRange(Func):
    """The days from the first up to the second column, `[)` unless told otherwise."""

    function = "DATERANGE"
    output_field = DateRangeField()

    def __init__(self, start: str, end: str, *, closed: bool = False, **extra: Any) -> None:
        bounds = RangeBoundary(inclusive_lower=True, inclusive_upper=closed)
        super().__init__(F(start), F(end), bounds, **extra)


class RuleAssignment(models.Model):
    """From which day a rule text applies to a kind of official, by which decision.

    No unit means the whole province. `valid_until` is the first day on which it no longer applies.
    """

    rule = models.CharField(max_length=64)
    subject = models.CharField(max_length=16, choices=PersonKind.choices)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    decision = models.CharField(max_length=500)

    class Meta:
        constraints = (
            # Does the assignment hold on at least one day?
            models.CheckConstraint(
                name="rulebook_assignment_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày hết áp dụng phải sau ngày bắt đầu áp dụng.",
            ),
            # Which one rule applies to this kind of official on this day?
            ExclusionConstraint(
                name="rulebook_assignment_one_a_day",
                expressions=(
                    ("subject", RangeOperators.EQUAL),
                    (Coalesce(F("unit"), Value(0)), RangeOperators.EQUAL),
                    (DayRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ),
                violation_error_message="Đã có quy định khác áp dụng cho đối tượng này trong "
                "khoảng thời gian đó; hãy kết thúc quy định cũ trước.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} ({self.subject})"


class LocalParameter(models.Model):
    """A value the province chose where the law is silent, from which day, by which decision."""

    name = models.CharField(max_length=64)
    value = models.CharField(max_length=64)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    decision = models.CharField(max_length=500)

    class Meta:
        constraints = (
            # Does the value hold on at least one day?
            models.CheckConstraint(
                name="rulebook_parameter_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày hết áp dụng phải sau ngày bắt đầu áp dụng.",
            ),
            # Which one value holds on this day?
            ExclusionConstraint(
                name="rulebook_parameter_one_a_day",
                expressions=(
                    ("name", RangeOperators.EQUAL),
                    (Coalesce(F("unit"), Value(0)), RangeOperators.EQUAL),
                    (DayRange("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ),
                violation_error_message="Tham số này đã có giá trị khác trong khoảng thời gian đó; "
                "hãy kết thúc giá trị cũ trước.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class OverlayDraft(models.Model):
    """A change of the rules from a day, drafted and not yet adopted, with all its values at once.

    `rule` is "" where the text stays; `values` are written as the law writes them ("25 %"). Once
    proposed, `preview` (an id of the floor above) and `preview_digest` name what the proposer saw
    (None and "" where there is no month to compare with).
    """

    subject = models.CharField(max_length=16, choices=PersonKind.choices)
    rule = models.CharField(max_length=64, default="", blank=True)
    values = models.JSONField(default=dict, blank=True)
    valid_from = models.DateField()
    decision = models.CharField(max_length=500)
    reason = models.TextField()
    state = models.CharField(max_length=12, choices=DraftState.choices, default=DraftState.DRAFT)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    preview = models.BigIntegerField(null=True)
    preview_digest = models.CharField(max_length=64, default="", blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # What would change, by which decision, and why?
            models.CheckConstraint(
                name="rulebook_draft_says",
                condition=(Q(rule__gt="") | ~Q(values={})) & Q(decision__gt="", reason__gt=""),
                violation_error_message="Dự thảo phải đổi ít nhất một điều, kèm quyết định và lý "
                "do.",
            ),
            # Who proposed it, and on which preview?
            models.CheckConstraint(
                name="rulebook_draft_proposed",
                condition=Q(state=DraftState.WITHDRAWN)
                | Q(
                    state__in=(DraftState.PROPOSED, DraftState.ADOPTED),
                    proposed_by__isnull=False,
                    proposed_at__isnull=False,
                )
                | Q(
                    state=DraftState.DRAFT,
                    proposed_by=None,
                    proposed_at=None,
                    preview=None,
                    preview_digest="",
                ),
                violation_error_message="Dự thảo đã đề nghị phải có người và lúc đề nghị; đang "
                "soạn thì chưa có.",
            ),
            # Did two people decide it?
            models.CheckConstraint(
                name="rulebook_draft_by_two",
                condition=~Q(state=DraftState.ADOPTED) | ~Q(ended_by=F("proposed_by")),
                violation_error_message="Người áp dụng phải khác người đề nghị.",
            ),
            # Who ended it, and when?
            models.CheckConstraint(
                name="rulebook_draft_ended",
                condition=Q(state__in=ENDED, ended_by__isnull=False, ended_at__isnull=False)
                | (~Q(state__in=ENDED) & Q(ended_by=None, ended_at=None)),
                violation_error_message="Dự thảo đã xong phải có người và lúc kết thúc; chưa xong "
                "thì chưa có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.decision} {self.valid_from}"


class Period(models.Model):
    """A month, quarter, half-year or year that is tracked. `ends_on` is its last day.

    `merged_into` is the quarter that the work of a month went on to, when the province began to
    track by quarters in its midst.
    """

    kind = models.CharField(max_length=8, choices=PeriodKind.choices)
    key = models.CharField(max_length=16)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=12, choices=PeriodState.choices, default=PeriodState.OPEN)
    self_score_by = models.DateField()
    comment_by = models.DateField()
    decide_by = models.DateField()
    publish_on = models.DateField()
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")

    class Meta:
        constraints = (
            # Which period does the key in an address name?
            models.UniqueConstraint(
                fields=("kind", "key"),
                name="rulebook_period_key",
                violation_error_message="Kỳ này đã được mở.",
            ),
            # Does the period end after it starts?
            models.CheckConstraint(
                name="rulebook_period_days",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày cuối kỳ không được trước ngày đầu kỳ.",
            ),
            # Do the steps of the period come one after another?
            models.CheckConstraint(
                name="rulebook_period_steps",
                condition=Q(self_score_by__gte=F("starts_on"))
                & Q(comment_by__gte=F("self_score_by"))
                & Q(decide_by__gte=F("comment_by"))
                & Q(publish_on__gte=F("decide_by")),
                violation_error_message="Các hạn phải theo thứ tự: tự chấm, nhận xét, "
                "xác nhận, công khai.",
            ),
            # In which one period of its kind does a day lie?
            ExclusionConstraint(
                name="rulebook_period_no_overlap",
                expressions=(
                    ("kind", RangeOperators.EQUAL),
                    (DayRange("starts_on", "ends_on", closed=True), RangeOperators.OVERLAPS),
                ),
                violation_error_message="Kỳ này chồng lên một kỳ cùng loại đã có.",
            ),
            # In which one period does a day's work count, be it a month or a quarter?
            ExclusionConstraint(
                name="rulebook_period_one_tracked",
                expressions=(
                    (DayRange("starts_on", "ends_on", closed=True), RangeOperators.OVERLAPS),
                ),
                condition=Q(kind__in=TRACKED_KINDS) & ~Q(state=PeriodState.MERGED),
                deferrable=Deferrable.IMMEDIATE,
                violation_error_message="Ngày của kỳ này đã thuộc một tháng hoặc quý khác đã mở.",
            ),
            # Into which quarter was a merged month put?
            models.CheckConstraint(
                name="rulebook_period_merged",
                condition=Q(
                    kind=PeriodKind.MONTH, state=PeriodState.MERGED, merged_into__isnull=False
                )
                | (~Q(state=PeriodState.MERGED) & Q(merged_into=None)),
                violation_error_message="Chỉ tháng mới nhập vào quý được, và phải ghi nhập vào "
                "quý nào.",
            ),
        )

    def __str__(self) -> str:
        return self.key


class DeadlineExtension(models.Model):
    """A step of a period may be done until a later day: by everybody, or in one agency."""

    period = models.ForeignKey(Period, models.PROTECT, related_name="extensions")
    step = models.CharField(max_length=12, choices=Step.choices)
    until = models.DateField()
    agency = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Why was it put off, and which step of those there are?
            models.CheckConstraint(
                name="rulebook_extension_reason",
                condition=Q(step__in=Step.values, reason__gt=""),
                violation_error_message="Gia hạn phải nói rõ bước nào và ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.step}"


class WorkingDay(models.Model):
    """The calendar: is the day worked, and how many worked days there were up to it.

    `ordinal` makes the worked days between two dates one subtraction, also inside the database.
    """

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    ordinal = models.IntegerField()

    class Meta:
        constraints = (
            # Can a difference of two ordinals be trusted never to be of mixed signs?
            models.CheckConstraint(
                name="rulebook_workingday_ordinal",
                condition=Q(ordinal__gte=0),
                violation_error_message="Số thứ tự ngày làm việc không được âm.",
            ),
        )

    def __str__(self) -> str:
        return self.day.isoformat()
