from django.conf import settings
from django.db import models
from django.db.models import Q

from congvu.apps.evaluation.enums import ProposalState
from congvu.apps.evaluation.models.amendments import other_than


class Replacement(models.Model):
    """A proposal of a decision that takes the place of an earlier one for some people (Đ21.3).

    `replaces` is the decision by which they were rated, `rated_by` who signed it. One proposes,
    another checks, and who is competent signs by number and day: then `decision` is the new one.
    """

    replaces = models.ForeignKey(
        "evaluation.RatingDecision", models.PROTECT, related_name="replacements"
    )
    rated_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    objection = models.ForeignKey(
        "evaluation.Objection", models.PROTECT, null=True, related_name="replacements"
    )
    reason = models.TextField()
    clause = models.CharField(max_length=40)
    proposer = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(
        max_length=12, choices=ProposalState.choices, default=ProposalState.PROPOSED
    )
    checker = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    refusal = models.TextField(default="", blank=True)
    decision = models.OneToOneField(
        "evaluation.RatingDecision", models.PROTECT, null=True, related_name="replacement"
    )

    class Meta:
        constraints = (
            # Why is the decision replaced, and by which clause?
            models.CheckConstraint(
                name="evaluation_replacement_told",
                condition=Q(reason__gt="", clause__gt=""),
                violation_error_message="Đề nghị thay thế phải ghi lý do và căn cứ.",
            ),
            # Is the proposer somebody else than who rated?
            models.CheckConstraint(
                name="evaluation_replacement_proposer",
                condition=other_than("proposer", "rated_by"),
                violation_error_message="Người đề nghị thay thế không được là người đã quyết định "
                "xếp loại.",
            ),
            # Is the checker neither who rated nor the proposer?
            models.CheckConstraint(
                name="evaluation_replacement_checker",
                condition=other_than("checker", "rated_by", "proposer")
                & other_than("checked_by", "proposed_by"),
                violation_error_message="Người kiểm tra không được là người đã quyết định xếp loại "
                "hay người đề nghị.",
            ),
            # Was each step taken at some time, and is a refusal explained?
            models.CheckConstraint(
                name="evaluation_replacement_steps",
                condition=Q(
                    state=ProposalState.PROPOSED, checked_at=None, decision=None, refusal=""
                )
                | Q(
                    state=ProposalState.CHECKED,
                    checked_at__isnull=False,
                    decision=None,
                    refusal="",
                )
                | Q(
                    state=ProposalState.IN_FORCE,
                    checked_at__isnull=False,
                    decision__isnull=False,
                    refusal="",
                )
                | Q(state=ProposalState.REFUSED, decision=None, refusal__gt=""),
                violation_error_message="Đề nghị đã kiểm tra phải ghi lúc nào; có hiệu lực phải có "
                "quyết định; không đồng ý thì phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.replaces_id} {self.state}"


class ReplacedResult(models.Model):
    """One person of a replacement: her result until then, and what of its inputs was wrong.

    `changes` are inputs of the year's rule by their names, with the right values; "months" holds
    the notified scores by month (hundredths).
    """

    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="named")
    rating = models.ForeignKey("evaluation.Rating", models.PROTECT, related_name="+")
    before = models.ForeignKey(
        "evaluation.RatingResult", models.PROTECT, related_name="replacements"
    )
    changes = models.JSONField()

    class Meta:
        constraints = (
            # Is a person named once?
            models.UniqueConstraint(
                fields=("replacement", "rating"),
                name="evaluation_replaced_once",
                violation_error_message="Người này đã có trong đề nghị thay thế.",
            ),
            # What was wrong?
            models.CheckConstraint(
                name="evaluation_replaced_told",
                condition=~Q(changes={}),
                violation_error_message="Mỗi người trong đề nghị thay thế phải có điều được sửa.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.replacement_id} {self.rating_id}"
