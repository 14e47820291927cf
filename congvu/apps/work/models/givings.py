from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from congvu.apps.work.enums import OutsideRuling


class Giving(models.Model):
    """One act of handing out work, known by the key its form was made with: sent twice, done once.

    `tasks` and `recurrences` are the ids of what it made, `whole` the shared work it planned.
    """

    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    tasks = ArrayField(models.BigIntegerField(), default=list)
    recurrences = ArrayField(models.BigIntegerField(), default=list)
    whole = models.ForeignKey("work.Whole", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.key)


class OutsideWork(models.Model):
    """What the office decided of work outside the catalogue, by its folded title (Đ13.3).

    Later work of that title is to be looked at anew: this covers tasks up to `last_task`.
    """

    agency = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    title_key = models.TextField()
    title = models.TextField()
    times = models.PositiveIntegerField()
    last_task = models.ForeignKey("work.Task", models.PROTECT, related_name="+")
    ruling = models.CharField(max_length=8, choices=OutsideRuling.choices)
    reason = models.CharField(max_length=500, db_default="", blank=True)
    proposal = models.CharField(max_length=300, db_default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Why was it not added, or into which proposal did it go?
            models.CheckConstraint(
                name="work_outside_told",
                condition=Q(ruling=OutsideRuling.LEFT, reason__gt="", proposal="")
                | Q(ruling=OutsideRuling.PROPOSED, proposal__gt=""),
                violation_error_message="Không thêm vào danh mục thì phải ghi lý do; đã thêm thì "
                "phải nói vào bản đề xuất nào.",
            ),
            # Was this very work already decided?
            models.UniqueConstraint(
                fields=("agency", "title_key", "last_task"),
                name="work_outside_once",
                violation_error_message="Việc ngoài danh mục này vừa có người xử lý.",
            ),
        )

    def __str__(self) -> str:
        return self.title
