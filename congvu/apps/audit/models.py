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
