from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.work.enums import ChangeState, Effect, Verdict


class TaskChange(models.Model):
    """A change asked for on a task that stands: amount, coefficient, deadline, or its end.

    It holds once the person doing the task acknowledges it, or a second approver (neither who
    asked nor who does the task) approves it.
    """

    task = models.ForeignKey("work.Task", models.PROTECT, related_name="changes")
    state = models.CharField(max_length=12, choices=ChangeState.choices, default=ChangeState.ASKED)
    was_assigned_hundredths = models.IntegerField()
    was_coefficient_tenths = models.IntegerField()
    was_due_on = models.DateField()
    assigned_hundredths = models.IntegerField()
    coefficient_tenths = models.IntegerField()
    due_on = models.DateField()
    cancels = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    decline_note = models.CharField(max_length=500, db_default="", blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Which one change of this task waits?
            models.UniqueConstraint(
                fields=("task",),
                condition=Q(state__in=(ChangeState.ASKED, ChangeState.DECLINED)),
                name="work_change_one_waiting",
                violation_error_message="Việc này đang có một thay đổi chờ xác nhận; hãy chờ hoặc "
                "rút thay đổi đó trước.",
            ),
            # Why, and does it change anything?
            models.CheckConstraint(
                name="work_change_told",
                condition=Q(reason__gt="")
                & (
                    Q(cancels=True)
                    | ~Q(assigned_hundredths=F("was_assigned_hundredths"))
                    | ~Q(coefficient_tenths=F("was_coefficient_tenths"))
                    | ~Q(due_on=F("was_due_on"))
                ),
                violation_error_message="Thay đổi phải ghi lý do và khác với điều đã giao.",
            ),
            # Does the task still weigh anything afterwards?
            models.CheckConstraint(
                name="work_change_amounts",
                condition=Q(assigned_hundredths__gt=0, coefficient_tenths__gt=0),
                violation_error_message="Số lượng và hệ số sau thay đổi phải lớn hơn 0; muốn thôi "
                "giao thì chọn “Thôi giao việc này”.",
            ),
            # Who settled it, when; is a second approver another than who asked?
            models.CheckConstraint(
                name="work_change_settled",
                condition=Q(state__in=(ChangeState.ASKED, ChangeState.DECLINED), settled_at=None)
                | Q(
                    state__in=(ChangeState.ACKNOWLEDGED, ChangeState.WITHDRAWN),
                    settled_at__isnull=False,
                )
                | (
                    Q(state=ChangeState.APPROVED, settled_at__isnull=False)
                    & Q(settled_by__isnull=False)
                    & (Q(asked_by=None) | ~Q(settled_by=F("asked_by")))
                ),
                violation_error_message="Người duyệt thay đổi phải khác người đề nghị.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.state}"


class Review(models.Model):
    """What a reviewer found of a reported result; never changed afterwards.

    `amount_hundredths` is what stands accepted after it. `batch`: accepted together with others,
    without a look at this one alone.
    """

    task = models.ForeignKey("work.Task", models.PROTECT, related_name="reviews")
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    batch = models.BooleanField(default=False)
    amount_hundredths = models.IntegerField()
    effect = models.PositiveSmallIntegerField(choices=Effect.choices, null=True)
    reason = models.CharField(max_length=500, db_default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Why was it failed or sent back, and why is the effect the lowest or the highest?
            models.CheckConstraint(
                name="work_review_reason",
                condition=Q(verdict=Verdict.ACCEPTED)
                & (Q(effect=None) | ~Q(effect__in=(Effect.FULL, Effect.NONE)))
                | Q(reason__gt=""),
                violation_error_message="Chưa đạt, trả lại, hoặc hiệu quả ở mức cao nhất, thấp "
                "nhất thì phải ghi lý do.",
            ),
            # Was each of a batch only accepted?
            models.CheckConstraint(
                name="work_review_batch",
                condition=Q(batch=False) | Q(verdict=Verdict.ACCEPTED),
                violation_error_message="Duyệt gộp chỉ dùng để nghiệm thu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.verdict}"
