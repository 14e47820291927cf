from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.work.enums import Effect, Origin

REPEATED = "repeated:"
"""What the source of a task begins with that a Recurrence assigned."""
CARRIED = "carried:"
"""What the source of a task begins with that hands on unfinished work of an earlier period."""


class Task(models.Model):
    """One line of assigned work: one product, one person, one deadline (Đ14).

    The coefficient is copied from the catalogue at assignment: a later version changes no old task.
    Amount, coefficient and deadline stand once the period has begun: only an applied TaskChange
    moves them (a trigger sees to it); before that the giver amends, which `amended_at` tells.
    `declared`: the person entered it herself, outside the plan. A task handed back stays the
    giver's own planned line (Đ18.1d); one that is cancelled is in no sum.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="tasks")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="tasks")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, null=True, related_name="+")
    title = models.TextField()
    output = models.TextField(default="", blank=True)
    coefficient_tenths = models.IntegerField()
    assigned_hundredths = models.IntegerField()
    due_on = models.DateField()
    origin = models.PositiveSmallIntegerField(choices=Origin.choices, default=Origin.PLANNED)
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField()
    source = models.CharField(max_length=200, default="", blank=True)
    origin_reason = models.CharField(max_length=500, db_default="", blank=True)
    declared = models.BooleanField(db_default=False)
    taken_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="takers")
    amended_at = models.DateTimeField(null=True)
    handed_back_at = models.DateTimeField(null=True)
    handed_back_reason = models.CharField(max_length=500, db_default="", blank=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            # What was this person assigned in this period? (also: everybody's tasks of a period)
            models.Index(fields=("period", "person"), name="work_task_of_month"),
        )
        constraints = (
            # Does the line weigh anything?
            models.CheckConstraint(
                name="work_task_amounts",
                condition=Q(coefficient_tenths__gt=0) & Q(assigned_hundredths__gt=0),
                violation_error_message="Hệ số và số lượng giao phải lớn hơn 0.",
            ),
            # Is it planned, taken over or unplanned? (only planned lines form the divisor)
            models.CheckConstraint(
                name="work_task_origin",
                condition=Q(origin__in=Origin.values),
                violation_error_message="Nguồn việc phải là kế hoạch, nhận thay hoặc đột xuất.",
            ),
            # Does the line say what is to be done?
            models.CheckConstraint(
                name="work_task_title",
                condition=Q(title__gt=""),
                violation_error_message="Nội dung công việc không được để trống.",
            ),
            # Why was it handed back, if it was?
            models.CheckConstraint(
                name="work_task_handed_back",
                condition=Q(handed_back_at=None, handed_back_reason="")
                | Q(handed_back_at__isnull=False, handed_back_reason__gt=""),
                violation_error_message="Trả lại việc phải ghi lý do.",
            ),
            # Is work that was taken from another's task marked as taken over? (Đ18.1d)
            models.CheckConstraint(
                name="work_task_taken_over",
                condition=Q(taken_from=None) | Q(origin=Origin.TAKEN_OVER),
                violation_error_message="Việc nhận từ người khác phải có nguồn là “Nhận thay”.",
            ),
            # Was this repeated work already assigned for this period?
            models.UniqueConstraint(
                fields=("period", "source"),
                condition=Q(source__startswith=REPEATED),
                name="work_task_repeated_once",
                violation_error_message="Việc lặp lại này đã được giao trong kỳ.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Result(models.Model):
    """What came of a task. The accepted amount counts, so it scores once it is accepted.

    `completed_hundredths` is what was reported, and after the acceptance what was accepted; what is
    reported later waits in `pending_hundredths` for the next one, so that a day's log never takes
    away what counts already. `returned_at`: the reviewer wants it mended; a new report clears it.

    `failed` counts failed reviews; `excused_failed` of them, and `excused_days` of the delay, had
    an objective cause that `excused_by` confirmed (Đ14.2b, c).
    """

    task = models.OneToOneField(Task, models.PROTECT, related_name="result")
    completed_hundredths = models.IntegerField()
    finished_on = models.DateField(null=True)
    failed = models.PositiveSmallIntegerField(default=0)
    excused_failed = models.PositiveSmallIntegerField(default=0)
    excused_days = models.PositiveSmallIntegerField(default=0)
    excused_by = models.CharField(max_length=200, default="", blank=True)
    excuse = models.CharField(max_length=500, default="", blank=True)
    effect = models.PositiveSmallIntegerField(choices=Effect.choices, null=True)
    evidence = models.TextField(default="", blank=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    pending_hundredths = models.IntegerField(db_default=0)
    pending_on = models.DateField(null=True)
    returned_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, db_default="", blank=True)

    class Meta:
        constraints = (
            # Can the amounts be counted?
            models.CheckConstraint(
                name="work_result_amounts",
                condition=Q(completed_hundredths__gte=0) & Q(excused_failed__lte=F("failed")),
                violation_error_message="Số lượng hoàn thành không được âm; số lần chưa đạt được "
                "miễn không được nhiều hơn số lần chưa đạt.",
            ),
            # Who confirmed the objective cause, and what was it? (Đ14.2b, c)
            models.CheckConstraint(
                name="work_result_excuse",
                condition=Q(excused_failed=0, excused_days=0)
                | (Q(excused_by__gt="") & Q(excuse__gt="")),
                violation_error_message="Miễn do khách quan phải ghi nguyên nhân và người có thẩm "
                "quyền xác nhận.",
            ),
            # Is the effect one of the described steps?
            models.CheckConstraint(
                name="work_result_effect",
                condition=Q(effect=None) | Q(effect__in=Effect.values),
                violation_error_message="Mức hiệu quả không có trong thang đánh giá.",
            ),
            # If it was accepted, by whom? (imports accept in the name of no user: at alone is fine)
            models.CheckConstraint(
                name="work_result_accepted",
                condition=Q(accepted_by=None) | Q(accepted_at__isnull=False),
                violation_error_message="Kết quả đã nghiệm thu phải có ngày giờ nghiệm thu.",
            ),
            # Does something wait beside what was accepted, and since which day?
            models.CheckConstraint(
                name="work_result_pending",
                condition=Q(pending_hundredths=0, pending_on=None)
                | Q(
                    pending_hundredths__gt=0,
                    pending_on__isnull=False,
                    accepted_at__isnull=False,
                ),
                violation_error_message="Phần báo cáo thêm phải lớn hơn 0, có ngày, và chỉ có sau "
                "khi đã nghiệm thu lần đầu.",
            ),
            # Why was it sent back, if it was?
            models.CheckConstraint(
                name="work_result_returned",
                condition=Q(returned_at=None, return_reason="")
                | Q(returned_at__isnull=False, return_reason__gt=""),
                violation_error_message="Trả lại kết quả phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id}"
