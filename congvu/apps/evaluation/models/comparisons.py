from django.conf import settings
from django.db import models
from django.db.models import F, Q


class Comparison(models.Model):
    """One period scored by its own rules (before) and by others (after); kept as it came out.

    `asked` is the other rule set whole: {"day", "subject", "rule", "values"}. `figures`: see
    queries.Figures. `digest` covers everybody's two results. `draft`: whose preview it is.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="+")
    draft = models.ForeignKey("rulebook.OverlayDraft", models.PROTECT, null=True, related_name="+")
    asked = models.JSONField()
    before_fingerprint = models.CharField(max_length=64)
    after_fingerprint = models.CharField(max_length=64)
    provisional = models.BooleanField()
    people = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    figures = models.JSONField()
    digest = models.CharField(max_length=64)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (
            # Which previews has a draft?
            models.Index(fields=("draft", "-id"), name="evaluation_comparison_draft"),
        )
        constraints = (
            # Why was it run, between which rules, and with which outcome?
            models.CheckConstraint(
                name="evaluation_comparison_whole",
                condition=Q(
                    reason__gt="", before_fingerprint__gt="", after_fingerprint__gt="",
                    digest__gt="",
                ),
                violation_error_message="Lần so phải ghi lý do, hai bộ quy định và mã kết quả.",
            ),
            # Can more people change than there are?
            models.CheckConstraint(
                name="evaluation_comparison_count",
                condition=Q(changed__lte=F("people")),
                violation_error_message="Số người đổi mức không thể nhiều hơn số người được so.",
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return f"{self.period_id} {self.digest[:12]}"


class ComparedPerson(models.Model):
    """Somebody whose level differs between the two rule sets; no level where not scored.

    Scores in hundredths; levels are ranks from 0, the lowest. `bars` are [cause, label,
    hundredths] of the bars that differ, the widest first; None where they were not told.
    """

    comparison = models.ForeignKey(Comparison, models.PROTECT, related_name="moved")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    agency = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    score_before = models.IntegerField(null=True)
    score_after = models.IntegerField(null=True)
    level_before = models.PositiveSmallIntegerField(null=True)
    level_after = models.PositiveSmallIntegerField(null=True)
    reason_before = models.CharField(max_length=200, default="", blank=True)
    reason_after = models.CharField(max_length=200, default="", blank=True)
    settled_before = models.BooleanField(default=True)
    settled_after = models.BooleanField(default=True)
    bars = models.JSONField(null=True)

    class Meta:
        constraints = (
            # Which one row tells of a person in a comparison?
            models.UniqueConstraint(
                fields=("comparison", "person"),
                name="evaluation_compared_once",
                violation_error_message="Mỗi người chỉ có một dòng trong một lần so.",
            ),
            # Does the level differ at all?
            models.CheckConstraint(
                name="evaluation_compared_differs",
                condition=Q(level_before=None, level_after__isnull=False)
                | Q(level_before__isnull=False, level_after=None)
                | (
                    Q(level_before__isnull=False, level_after__isnull=False)
                    & ~Q(level_before=F("level_after"))
                ),
                violation_error_message="Chỉ ghi người đổi mức giữa hai bộ quy định.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.comparison_id} {self.person_id}"
