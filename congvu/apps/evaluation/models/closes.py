from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Close(models.Model):
    """A period's results were stored: by which rules, over how many people, with which digest.

    `form` names what the hashes of its cards cover, and in which order.
    """

    period = models.OneToOneField("rulebook.Period", models.PROTECT, related_name="close")
    rules_fingerprint = models.CharField(max_length=64)
    people = models.IntegerField()
    scored = models.IntegerField()
    form = models.CharField(max_length=16, db_default="congvu-card-1")
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            # Do the counts fit each other?
            models.CheckConstraint(
                name="evaluation_close_counts",
                condition=Q(scored__gte=0) & Q(people__gte=F("scored")),
                violation_error_message="Số người được chấm không thể nhiều hơn số người trong kỳ.",
            ),
            # Did it finish after it started?
            models.CheckConstraint(
                name="evaluation_close_times",
                condition=Q(finished_at__gte=F("started_at")),
                violation_error_message="Thời điểm kết thúc chốt kỳ phải sau lúc bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id}"
