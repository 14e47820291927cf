from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import (
    FROZEN,
    WAITING,
    ObjectionState,
    ObjectionStepKind,
)


class Objection(models.Model):
    """A person objects to her published result, or to one line of it (Đ22).

    It is about a card, or about the `result` of a year. `subject` names the line: "all", "task:12",
    "general:I.1", "managed", "organising", "unity"; of a year "mean", "automatic", "organisation",
    "move", "cap", "not_ranked", "criteria"; `label` says it in words. Proof is a link, a document's
    number, or a file by its sha256. `changes` is what the decision granted, as an amendment (or a
    replacement) takes it.
    """

    LONGEST_TEXT = 4000
    LONGEST_LINK = 1000

    card = models.ForeignKey(
        "evaluation.Scorecard", models.PROTECT, null=True, related_name="objections"
    )
    result = models.ForeignKey(
        "evaluation.RatingResult", models.PROTECT, null=True, related_name="objections"
    )
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    subject = models.CharField(max_length=40)
    label = models.CharField(max_length=500)
    text = models.TextField()
    link = models.CharField(max_length=LONGEST_LINK, default="", blank=True)
    file_name = models.CharField(max_length=300, default="", blank=True)
    file_sha256 = models.CharField(max_length=64, default="", blank=True)
    file_size = models.PositiveIntegerField(null=True)
    file_type = models.CharField(max_length=120, default="", blank=True)
    lodged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    lodged_at = models.DateTimeField()
    due_on = models.DateField()
    asks_opinion = models.BooleanField(default=False)
    state = models.CharField(
        max_length=12, choices=ObjectionState.choices, default=ObjectionState.LODGED
    )
    decided_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    changes = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = (
            # What waits, the soonest due first?
            models.Index(fields=("state", "due_on"), name="evaluation_objection_due"),
        )
        constraints = (
            # Which one objection to this line is open?
            models.UniqueConstraint(
                fields=("card", "subject"),
                condition=Q(state__in=FROZEN),
                name="evaluation_objection_once",
                violation_error_message="Mục này đang có một kiến nghị chưa giải quyết xong.",
            ),
            # Which one objection to this step of a year's result is open?
            models.UniqueConstraint(
                fields=("result", "subject"),
                condition=Q(state__in=FROZEN),
                name="evaluation_objection_year_once",
                violation_error_message="Mục này của kết quả năm đang có một kiến nghị chưa giải "
                "quyết xong.",
            ),
            # Is it about a month's card or about a year's result?
            models.CheckConstraint(
                name="evaluation_objection_about",
                condition=Q(card__isnull=False, result=None) | Q(card=None, result__isnull=False),
                violation_error_message="Kiến nghị phải về một phiếu hoặc một kết quả năm.",
            ),
            # What does the person object to, and why?
            models.CheckConstraint(
                name="evaluation_objection_told",
                condition=Q(subject__gt="", label__gt="", text__gt=""),
                violation_error_message="Kiến nghị phải ghi rõ mục và lý do không nhất trí.",
            ),
            # Is a file known by its content, or is there none?
            models.CheckConstraint(
                name="evaluation_objection_file",
                condition=Q(file_name="", file_sha256="", file_size=None, file_type="")
                | Q(
                    file_name__gt="",
                    file_sha256__regex=r"^[0-9a-f]{64}$",
                    file_size__isnull=False,
                    file_size__gt=0,
                    file_type__gt="",
                ),
                violation_error_message="Tệp kèm kiến nghị phải có tên, mã băm, dung lượng và "
                "kiểu.",
            ),
            # Does nobody decide her own objection?
            models.CheckConstraint(
                name="evaluation_objection_not_own",
                condition=Q(decided_by=None) | ~Q(decided_by=F("person")),
                violation_error_message="Không ai giải quyết kiến nghị của chính mình.",
            ),
            # Was it answered, when, and is only what was accepted granted?
            models.CheckConstraint(
                name="evaluation_objection_answered",
                condition=Q(state__in=WAITING, answered_at=None, decided_by=None, changes={})
                | Q(
                    state__in=(ObjectionState.ACCEPTED, ObjectionState.AMENDED),
                    answered_at__isnull=False,
                )
                & ~Q(changes={})
                | Q(
                    state__in=(ObjectionState.UPHELD, ObjectionState.WITHDRAWN),
                    answered_at__isnull=False,
                    changes={},
                ),
                violation_error_message="Kiến nghị đã giải quyết phải có thời điểm; chấp nhận thì "
                "phải ghi điều được sửa, không chấp nhận thì không sửa gì.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.card_id or self.result_id} {self.subject}"


class ObjectionStep(models.Model):
    """One thing that was done to an objection, by whom, in which words; never changed."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=ObjectionStepKind.choices)
    text = models.TextField(default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Did this happen already (the scorer answers once, it is decided once)?
            models.UniqueConstraint(
                fields=("objection", "kind"),
                name="evaluation_objection_step_once",
                violation_error_message="Bước này của kiến nghị đã có; mỗi bước chỉ làm một lần.",
            ),
            # Is what somebody thinks or decides told in words?
            models.CheckConstraint(
                name="evaluation_objection_step_told",
                condition=Q(
                    kind__in=(
                        ObjectionStepKind.LODGED,
                        ObjectionStepKind.WITHDRAWN,
                        ObjectionStepKind.AMENDED,
                    )
                )
                | Q(text__gt=""),
                violation_error_message="Trả lời, ý kiến, quyết định về kiến nghị phải ghi rõ lý "
                "do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.objection_id} {self.kind}"
