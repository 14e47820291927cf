from django.conf import settings
from django.db import models
from django.db.models import F, Q

WHOLE_SHARE = 10_000
"""The shares of one whole sum to this: a hundredth of a percent each."""


class Whole(models.Model):
    """Work that several people share, or one that takes several months, as one product (Đ18.1c).

    Its portions' shares sum to the whole (a deferred trigger sees to it). Once `ended_at`, the
    portions that are no tasks yet stay plans.
    """

    product = models.ForeignKey("catalogue.Product", models.PROTECT, null=True, related_name="+")
    title = models.TextField()
    output = models.TextField(default="", blank=True)
    coefficient_tenths = models.IntegerField()
    amount_hundredths = models.IntegerField()
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    assigned_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Does the whole weigh anything, and does it say what is to be done?
            models.CheckConstraint(
                name="work_whole_amounts",
                condition=Q(coefficient_tenths__gt=0, amount_hundredths__gt=0, title__gt=""),
                violation_error_message="Việc chung phải có nội dung, hệ số và số lượng lớn hơn 0.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Portion(models.Model):
    """One person's share of a whole in one month; it becomes a task when that month is opened.

    `share` is in hundredths of a percent. `leads`: she leads the work, the others cooperate.
    """

    whole = models.ForeignKey(Whole, models.PROTECT, related_name="portions")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    month = models.DateField()
    due_on = models.DateField()
    share = models.PositiveIntegerField()
    amount_hundredths = models.IntegerField()
    leads = models.BooleanField(default=False)
    task = models.OneToOneField("work.Task", models.PROTECT, null=True, related_name="portion")

    class Meta:
        constraints = (
            # Is the share a part of the whole, and does it come to a countable amount?
            models.CheckConstraint(
                name="work_portion_share",
                condition=Q(share__gt=0, share__lte=WHOLE_SHARE, amount_hundredths__gt=0),
                violation_error_message="Tỷ lệ của mỗi phần phải lớn hơn 0 và không quá 100 %, "
                "số lượng của phần phải lớn hơn 0.",
            ),
            # Is the month named by its first day, and does the part end no earlier?
            models.CheckConstraint(
                name="work_portion_month",
                condition=Q(month__day=1, due_on__gte=F("month")),
                violation_error_message="Tháng của phần việc ghi bằng ngày đầu tháng; hạn không "
                "được trước tháng đó.",
            ),
            # What is this person's part of the whole in this month?
            models.UniqueConstraint(
                fields=("whole", "person", "month"),
                name="work_portion_once",
                violation_error_message="Mỗi người chỉ có một phần của việc chung trong một tháng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.whole_id} {self.person_id}"


class Recurrence(models.Model):
    """Work assigned anew in every month from one to another; `due_day` 31 is the last day.

    The coefficient is taken from the catalogue in force in each month, or is this one where the
    work is outside the catalogue.
    """

    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    product = models.ForeignKey("catalogue.Product", models.PROTECT, null=True, related_name="+")
    title = models.TextField()
    output = models.TextField(default="", blank=True)
    coefficient_tenths = models.IntegerField()
    amount_hundredths = models.IntegerField()
    due_day = models.PositiveSmallIntegerField()
    first_month = models.DateField()
    last_month = models.DateField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            # Does each month's line weigh anything, and is its day a day?
            models.CheckConstraint(
                name="work_recurrence_amounts",
                condition=Q(
                    coefficient_tenths__gt=0,
                    amount_hundredths__gt=0,
                    due_day__range=(1, 31),
                    title__gt="",
                ),
                violation_error_message="Việc lặp lại phải có nội dung, hệ số và số lượng lớn hơn "
                "0, hạn là một ngày từ 1 đến 31.",
            ),
            # Does it run for at least one month, both named by their first day?
            models.CheckConstraint(
                name="work_recurrence_months",
                condition=Q(first_month__day=1)
                & (Q(last_month=None) | Q(last_month__day=1, last_month__gte=F("first_month"))),
                violation_error_message="Tháng cuối của việc lặp lại không được trước tháng đầu.",
            ),
        )

    def __str__(self) -> str:
        return self.title
