from django.conf import settings
from django.db import models
from django.db.models import Q


class Reconciliation(models.Model):
    """A month's list of a unit was held against the list of a signed decision, by its file.

    Kept as it was found: the scores may have changed since. `counts` has the number of people by
    outcome, `closed` tells whether the scores were final.
    """

    LONGEST_NAME = 200

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64)
    closed = models.BooleanField()
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # With which file was it compared?
            models.CheckConstraint(
                name="evaluation_reconciliation_file",
                condition=Q(filename__gt="", sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="Lần đối chiếu phải ghi tên tệp và mã SHA-256 của tệp.",
            ),
        )

    def __str__(self) -> str:
        return self.filename


class ReconciledRow(models.Model):
    """One finding of a comparison; people who are the same in both lists are only counted."""

    reconciliation = models.ForeignKey(Reconciliation, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    ours = models.JSONField(default=list)
    theirs = models.JSONField(default=list)
    differs = models.JSONField(default=list)
    name_way = models.CharField(max_length=12)
    by_code = models.BooleanField(default=False)

    class Meta:
        constraints = (
            # Which is the n-th finding of the comparison?
            models.UniqueConstraint(
                fields=("reconciliation", "number"),
                name="evaluation_reconciled_once",
                violation_error_message="Mỗi dòng đối chiếu có một số thứ tự riêng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reconciliation_id} {self.number}"
