from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.work.enums import DigestState


class Digest(models.Model):
    """The one letter of a day to one account: counts of what waits, and the minute it goes out.

    Claimed before it is handed to the mail server and never handed over again unless the server
    refused it: a crash in between leaves it claimed, so nobody gets two. It holds no name, no
    score and no task; the address is the account's on sending.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    day = models.DateField()
    counts = models.JSONField()
    state = models.CharField(max_length=8, choices=DigestState.choices, default=DigestState.QUEUED)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=120, db_default="", blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = (
            # Which letter goes out next?
            models.Index(
                fields=("due_at",),
                condition=Q(state=DigestState.QUEUED),
                name="work_digest_next",
            ),
            # How did the letters of a day fare?
            models.Index(fields=("day", "state"), name="work_digest_of_day"),
        )
        constraints = (
            # Did this account get its letter of the day already?
            models.UniqueConstraint(
                fields=("user", "day"),
                name="work_digest_once",
                violation_error_message="Mỗi người chỉ có một thư nhắc việc trong một ngày.",
            ),
            # Was it sent, when, and handed over before that?
            models.CheckConstraint(
                name="work_digest_sent",
                condition=(~Q(state=DigestState.SENT) & Q(sent_at=None))
                | Q(state=DigestState.SENT, sent_at__gte=F("claimed_at")),
                violation_error_message="Thư đã gửi phải có giờ gửi, sau lúc lấy ra để gửi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
