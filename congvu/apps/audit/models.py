"""The record of every act. It points at nothing by foreign key, so that nothing erases it."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class Event(models.Model):
    """One act: inserted with the change it tells of, never changed, never deleted.

    The runtime role may only INSERT and SELECT here, and a trigger refuses UPDATE and DELETE to
    the owner too (migration 0002).
    """

    at = models.DateTimeField("lúc", db_default=Now())
    actor = models.TextField("người thực hiện", default="")  # empty: the system itself
    actor_label = models.TextField("tên người thực hiện")
    on_behalf_of = models.TextField("làm thay", default="")
    verb = models.TextField("việc đã làm")
    kind = models.TextField("loại hồ sơ")
    object_id = models.TextField("mã hồ sơ")
    object_label = models.TextField("tên hồ sơ")
    reason = models.TextField("lý do", default="")
    clause = models.TextField("căn cứ", default="")
    payload = models.JSONField("nội dung", default=dict)
    request_id = models.TextField("mã yêu cầu", default="")

    class Meta:
        verbose_name = "sự kiện"
        verbose_name_plural = "nhật ký"
        indexes: ClassVar = [
            # "What happened to this record?"
            models.Index(fields=["kind", "object_id", "at"], name="audit_event_of_object"),
            # "What did this person do?"
            models.Index(fields=["actor", "at"], name="audit_event_by_actor"),
        ]
        constraints: ClassVar = [
            # "Which family of acts is this?" — answered by the part before the dot.
            models.CheckConstraint(
                condition=models.Q(verb__regex=r"^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$"),
                name="audit_event_verb_is_area_dot_act",
                violation_error_message="Tên sự kiện phải có dạng “lĩnh_vực.việc_đã_làm”.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_label}: {self.verb} {self.object_label}"


class Submission(models.Model):
    """One sending of a form that did something, so that the same sending does it once.

    It is no record of acts (that is Event) and is swept after some days. `key` names the sending,
    `content` is the digest of what was sent; `status`, `location` and `answer` (JSON only) say what
    was answered. While the sending is under way the row is seen by nobody else.
    """

    key = models.CharField("khóa", max_length=64)
    actor = models.TextField("người gửi")
    content = models.CharField("dấu nội dung", max_length=64)
    at = models.DateTimeField("lúc")
    status = models.PositiveSmallIntegerField("trả lời", null=True)
    location = models.TextField("chuyển đến", default="")
    answer = models.TextField("nội dung trả lời", default="")

    class Meta:
        verbose_name = "lần gửi"
        verbose_name_plural = "lần gửi"
        indexes: ClassVar = [
            # "Which sendings are old enough to be forgotten?"
            models.Index(fields=["at"], name="audit_submission_by_age"),
        ]
        constraints: ClassVar = [
            # "Was this very sending received already?" — its twin waits here for the first.
            models.UniqueConstraint(
                fields=("key",),
                name="audit_submission_once",
                violation_error_message="Biểu mẫu này đã được nhận; gửi lại không ghi thêm.",
            ),
            # "Did it do anything?" — a refused sending is forgotten, so that it can be mended.
            models.CheckConstraint(
                condition=models.Q(status=None) | models.Q(status__gte=200, status__lt=400),
                name="audit_submission_done",
                violation_error_message="Chỉ giữ lần gửi đã được nhận.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor}: {self.status}"
