from django.conf import settings
from django.db import models
from django.db.models import Q


class CardProof(models.Model):
    """A file that shows what a general criterion was scored for, known by its content's sha256.

    Its owner attaches it and takes it off while the card is hers; the row itself stays, and none
    changes once the card is published.
    """

    card = models.ForeignKey("evaluation.Scorecard", models.PROTECT, related_name="proofs")
    criterion = models.CharField(max_length=16)
    label = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    content_type = models.CharField(max_length=120)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Is it a file whose content is known, of a criterion, with a name to tell it by?
            models.CheckConstraint(
                name="evaluation_proof_whole",
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$", size__gt=0)
                & Q(criterion__gt="", label__gt="", content_type__gt=""),
                violation_error_message="Tệp dẫn chứng phải thuộc một tiêu chí và có tên, mã băm, "
                "dung lượng, kiểu.",
            ),
            # Is the same file attached to a criterion once?
            models.UniqueConstraint(
                name="evaluation_proof_once",
                fields=("card", "criterion", "sha256"),
                condition=Q(removed_at=None),
                violation_error_message="Tệp này đã đính kèm vào tiêu chí.",
            ),
        )

    def __str__(self) -> str:
        return self.label
