from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import PaperRunState


class PaperRun(models.Model):
    """The papers of many people, asked for by somebody and made beside the pages.

    Those of each agency of a period are queued once when it is published: these have no `by`.

    `people` are codes in the order of the list: those that whoever asked might read at that
    moment. `made` counts steps of `total`, two for each person: the paper alone, and in the joined
    file. `beat_at` is when the maker last showed itself. The files lie in a folder of the server,
    named after the id, until they are swept.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    people = models.JSONField()
    explained = models.BooleanField(default=False)
    state = models.CharField(
        max_length=8, choices=PaperRunState.choices, default=PaperRunState.WAITING
    )
    made = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    size = models.BigIntegerField(null=True)
    fault = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            # What did this reader ask for, the latest first?
            models.Index(fields=("by", "asked_at"), name="evaluation_papers_asked"),
        )
        constraints = (
            # How far is it, and is there anything to make?
            models.CheckConstraint(
                name="evaluation_papers_counts",
                condition=Q(total__gt=0, made__lte=F("total")),
                violation_error_message="Số phiếu đã làm không thể nhiều hơn số phiếu phải làm.",
            ),
            # Which one batch of an agency was queued when the period was published?
            models.UniqueConstraint(
                name="evaluation_papers_queued",
                fields=("period", "unit"),
                condition=Q(by=None),
                violation_error_message="Giấy tờ của đơn vị này trong kỳ đã được xếp hàng để làm.",
            ),
            # Is a finished run whole, and has a failed one its reason?
            models.CheckConstraint(
                name="evaluation_papers_ended",
                condition=(
                    Q(state__in=(PaperRunState.WAITING, PaperRunState.RUNNING))
                    & Q(finished_at=None, size=None, fault="")
                )
                | (Q(state=PaperRunState.FAILED, size=None) & Q(fault__gt=""))
                | (
                    Q(state__in=(PaperRunState.DONE, PaperRunState.GONE))
                    & Q(finished_at__isnull=False, size__isnull=False, fault="")
                    & Q(made=F("total"))
                ),
                violation_error_message="Lần in đã xong phải có tệp và thời điểm xong; lần in hỏng "
                "phải có lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.unit_id}"
