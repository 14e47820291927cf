from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import ALIVE, DUE, Gap, Remedy, RunState

_BY_TWO = "Người ký chốt phải khác người đề nghị chốt."


class CloseRun(models.Model):
    """One close of a period: who proposed it on what, who signed it, how far the job has come.

    `found` is what the dry run of the proposal would have stored (see queries.Rehearsed),
    `accepted` the gaps left open, each with its reason. What was signed is `signed_digest`: another
    result is never published. Proposal and signature never change, nothing does once it has ended.
    `started_at` and `told_at` (the last word of it) are by the database's own clock, for how fast
    it goes and whether somebody is at it.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="close_runs")
    state = models.CharField(max_length=12, choices=RunState.choices, default=RunState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    found = models.JSONField()
    digest = models.CharField(max_length=64)
    accepted = models.JSONField(default=dict)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    signed_digest = models.CharField(max_length=64, default="", blank=True)
    attempts = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    fault = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            # Did two people decide it?
            models.CheckConstraint(
                name="evaluation_run_by_two",
                condition=Q(signed_by=None) | ~Q(signed_by=F("proposed_by")),
                violation_error_message=_BY_TWO,
            ),
            # Is nothing run that was not signed, and who signed what when?
            models.CheckConstraint(
                name="evaluation_run_signed",
                condition=Q(signed_by__isnull=False, signed_at__isnull=False, signed_digest__gt="")
                | (
                    Q(signed_by=None, signed_at=None, signed_digest="")
                    & ~Q(state__in=(*DUE, RunState.DONE))
                ),
                violation_error_message="Chỉ chạy chốt kỳ đã có người ký, kèm lúc ký và mã kết "
                "quả.",
            ),
            # When did it end, and why did it fail?
            models.CheckConstraint(
                name="evaluation_run_ended",
                condition=Q(state__in=ALIVE, ended_at=None, fault="")
                | Q(state__in=(RunState.DONE, RunState.CANCELLED), ended_at__isnull=False, fault="")
                | Q(state=RunState.FAILED, ended_at__isnull=False, fault__gt=""),
                violation_error_message="Lần chốt đã kết thúc phải có giờ kết thúc; không chốt "
                "được thì phải có lý do.",
            ),
            # How far is it?
            models.CheckConstraint(
                name="evaluation_run_progress",
                condition=Q(done__lte=F("total")),
                violation_error_message="Số người đã lưu không thể nhiều hơn số người trong kỳ.",
            ),
            # Which one close of the period is under way?
            models.UniqueConstraint(
                fields=("period",),
                condition=Q(state__in=ALIVE),
                name="evaluation_run_one_alive",
                violation_error_message="Kỳ này đang có một đề nghị chốt; ký hoặc rút đề nghị đó "
                "trước.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.state}"


class GapRemedy(models.Model):
    """What was done for people of one gap before a close; kept for good. No agency is all of them.

    `people` are their ids.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="+")
    gap = models.CharField(max_length=16, choices=Gap.choices)
    remedy = models.CharField(max_length=12, choices=Remedy.choices)
    agency = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    people = ArrayField(models.BigIntegerField())
    reason = models.TextField(default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Why was it left as it is, or sent back? (a reminder speaks for itself)
            models.CheckConstraint(
                name="evaluation_remedy_reason",
                condition=Q(remedy=Remedy.REMIND) | Q(reason__gt=""),
                violation_error_message="Chấp nhận hoặc bỏ xác nhận phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gap} {self.remedy}"
