from django.conf import settings
from django.db import models
from django.db.models import Q

from congvu.apps.work.enums import CauseKind, CauseState, EvidenceKind


class Entry(models.Model):
    """A line of the daily work log: on that day so much of a task was done.

    `key` is made where the line was typed, so that one sent twice is kept once. A line is never
    changed: it is voided with a reason, and another is written. `source` names the system that
    told of it, with its own id; empty: the person did.
    """

    key = models.UUIDField(unique=True)
    task = models.ForeignKey("work.Task", models.PROTECT, related_name="entries")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="entries")
    day = models.DateField()
    amount_hundredths = models.IntegerField()
    minutes = models.PositiveSmallIntegerField(null=True)
    note = models.CharField(max_length=500, db_default="", blank=True)
    source = models.CharField(max_length=120, db_default="", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, db_default="", blank=True)

    class Meta:
        indexes = (
            # What did this person do on this day, and which products lately?
            models.Index(fields=("person", "-day"), name="work_entry_of_day"),
        )
        constraints = (
            # Does the line tell of anything?
            models.CheckConstraint(
                name="work_entry_amounts",
                condition=Q(amount_hundredths__gt=0) | Q(amount_hundredths=0, note__gt=""),
                violation_error_message="Dòng ghi việc phải có số lượng lớn hơn 0; nếu chỉ ghi "
                "tiến độ thì phải có ghi chú.",
            ),
            # Do the hours fit in a day?
            models.CheckConstraint(
                name="work_entry_minutes",
                condition=Q(minutes=None) | Q(minutes__range=(1, 24 * 60)),
                violation_error_message="Số giờ của một dòng phải lớn hơn 0 và không quá 24 giờ.",
            ),
            # Why was it voided, if it was?
            models.CheckConstraint(
                name="work_entry_voided",
                condition=Q(voided_at=None, void_reason="")
                | Q(voided_at__isnull=False, void_reason__gt=""),
                violation_error_message="Xóa một dòng ghi việc phải có lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.day}"


class Evidence(models.Model):
    """What shows that a task was done: a link or document number, or a file known by its sha256."""

    task = models.ForeignKey("work.Task", models.PROTECT, related_name="proofs")
    kind = models.CharField(max_length=8, choices=EvidenceKind.choices)
    label = models.CharField(max_length=300)
    link = models.CharField(max_length=1000, db_default="", blank=True)
    sha256 = models.CharField(max_length=64, db_default="", blank=True)
    size = models.PositiveIntegerField(null=True)
    content_type = models.CharField(max_length=120, db_default="", blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Is it exactly one of a link and a file whose content is known by its hash?
            models.CheckConstraint(
                name="work_evidence_link_or_file",
                condition=Q(kind=EvidenceKind.LINK, sha256="", size=None)
                | Q(
                    kind=EvidenceKind.FILE,
                    link="",
                    sha256__regex=r"^[0-9a-f]{64}$",
                    size__gt=0,
                    content_type__gt="",
                ),
                violation_error_message="Minh chứng là một đường dẫn (số văn bản) hoặc một tệp có "
                "mã băm, dung lượng và kiểu.",
            ),
            # Can it be told apart on a page?
            models.CheckConstraint(
                name="work_evidence_label",
                condition=Q(label__gt=""),
                violation_error_message="Minh chứng phải có tên hoặc số văn bản.",
            ),
        )

    def __str__(self) -> str:
        return self.label


class Cause(models.Model):
    """An objective cause claimed for a task's delay or failed review; confirmed, it is left out.

    `days` of the delay and `failed` of the failed reviews are what the competent level confirmed
    (Đ14.2b, c).
    """

    task = models.ForeignKey("work.Task", models.PROTECT, related_name="causes")
    kind = models.CharField(max_length=12, choices=CauseKind.choices)
    note = models.CharField(max_length=500, db_default="", blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    claimed_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=CauseState.choices, default=CauseState.CLAIMED)
    days = models.PositiveSmallIntegerField(db_default=0)
    failed = models.PositiveSmallIntegerField(db_default=0)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_note = models.CharField(max_length=500, db_default="", blank=True)

    class Meta:
        constraints = (
            # Which one claim waits for an answer?
            models.UniqueConstraint(
                fields=("task",),
                condition=Q(state=CauseState.CLAIMED),
                name="work_cause_one_waiting",
                violation_error_message="Việc này đã có lý do khách quan đang chờ xác nhận.",
            ),
            # Is a cause that is not listed told in words?
            models.CheckConstraint(
                name="work_cause_told",
                condition=~Q(kind=CauseKind.OTHER) | Q(note__gt=""),
                violation_error_message="Chọn “Lý do khác” thì phải ghi rõ lý do.",
            ),
            # Was it decided, when, and does only a confirmed cause excuse anything?
            models.CheckConstraint(
                name="work_cause_decided",
                condition=Q(state=CauseState.CLAIMED, decided_at=None, days=0, failed=0)
                | Q(state=CauseState.CONFIRMED, decided_at__isnull=False)
                | Q(
                    state=CauseState.REFUSED,
                    decided_at__isnull=False,
                    decision_note__gt="",
                    days=0,
                    failed=0,
                ),
                violation_error_message="Không xác nhận lý do khách quan thì phải ghi vì sao; chỉ "
                "lý do đã xác nhận mới trừ ngày chậm, lần chưa đạt.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} {self.kind}"
