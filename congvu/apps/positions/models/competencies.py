from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.positions.enums import CompetencyGroup, Occasion
from congvu.apps.positions.models.editions import Framework
from congvu.apps.positions.models.positions import JobDescription

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5


class Competency(models.Model):
    """A competency that descriptions require and people are assessed on, through all editions."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    group = models.CharField(max_length=16, choices=CompetencyGroup.choices)

    class Meta:
        constraints = (
            # Can the competency be told apart on a page?
            models.CheckConstraint(
                name="positions_competency_name",
                condition=Q(name__gt=""),
                violation_error_message="Tên năng lực không được để trống.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class FrameworkEntry(models.Model):
    """A competency as one edition of the framework words it."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="entries")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="entries")
    name = models.CharField(max_length=300)
    group = models.CharField(max_length=16, choices=CompetencyGroup.choices)
    definition = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    place = models.PositiveIntegerField()

    class Meta:
        constraints = (
            # How does this edition word this competency?
            models.UniqueConstraint(
                fields=("framework", "competency"),
                name="positions_entry_once",
                violation_error_message="Năng lực này đã có trong khung năng lực.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class LevelDescriptor(models.Model):
    """What a level of a competency means, for some positions or (empty) for all."""

    entry = models.ForeignKey(FrameworkEntry, models.PROTECT, related_name="levels")
    applies_to = models.CharField(max_length=120, default="", blank=True)
    level = models.PositiveSmallIntegerField()
    descriptor = models.TextField()
    source = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            # What does this level mean, for these positions?
            models.UniqueConstraint(
                fields=("entry", "applies_to", "level"),
                name="positions_level_once",
                violation_error_message="Cấp độ này của năng lực đã có mô tả.",
            ),
            # Is it one of the five levels, and is it described?
            models.CheckConstraint(
                name="positions_level_described",
                condition=Q(level__gte=LOWEST_LEVEL, level__lte=HIGHEST_LEVEL, descriptor__gt=""),
                violation_error_message="Cấp độ năng lực phải từ 1 đến 5 và có mô tả.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry_id} {self.level}"


class Requirement(models.Model):
    """The level of a competency that a description requires; a range where low < high."""

    description = models.ForeignKey(JobDescription, models.PROTECT, related_name="requirements")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="requirements")
    low = models.PositiveSmallIntegerField()
    high = models.PositiveSmallIntegerField()
    source = models.TextField(default="", blank=True)
    place = models.PositiveIntegerField()

    class Meta:
        constraints = (
            # What does the description require of this competency?
            models.UniqueConstraint(
                fields=("description", "competency"),
                name="positions_requirement_once",
                violation_error_message="Năng lực này đã có cấp độ yêu cầu ở vị trí đó.",
            ),
            # Is it a level, or a range of levels from low to high?
            models.CheckConstraint(
                name="positions_requirement_levels",
                condition=Q(low__gte=LOWEST_LEVEL, high__gte=F("low"), high__lte=HIGHEST_LEVEL),
                violation_error_message="Cấp độ yêu cầu phải là một cấp từ 1 đến 5, hoặc một "
                "khoảng như 2-3.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.low}-{self.high}"


class Assessment(models.Model):
    """A person's level of a competency: by herself, then by her head, each with what it rests on.

    Once a year (`Occasion.YEARLY`), or when the posting changes.
    """

    person = models.ForeignKey("org.Person", models.PROTECT, related_name="assessments")
    posting = models.ForeignKey("positions.Posting", models.PROTECT, related_name="assessments")
    competency = models.ForeignKey(Competency, models.PROTECT, related_name="assessments")
    year = models.PositiveSmallIntegerField()
    occasion = models.CharField(max_length=8, choices=Occasion.choices)
    self_level = models.PositiveSmallIntegerField(null=True)
    self_evidence = models.TextField(default="", blank=True)
    self_at = models.DateTimeField(null=True)
    head_level = models.PositiveSmallIntegerField(null=True)
    head_note = models.TextField(default="", blank=True)
    head_at = models.DateTimeField(null=True)
    head_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            # Which one assessment of this competency does the posting have in the year?
            models.UniqueConstraint(
                fields=("posting", "year", "occasion", "competency"),
                name="positions_assessment_once",
                violation_error_message="Năng lực này đã được đánh giá trong đợt đó.",
            ),
            # Are the levels levels?
            models.CheckConstraint(
                name="positions_assessment_levels",
                condition=(Q(self_level=None) | Q(self_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL)))
                & (Q(head_level=None) | Q(head_level__range=(LOWEST_LEVEL, HIGHEST_LEVEL))),
                violation_error_message="Cấp độ năng lực phải từ 1 đến 5.",
            ),
            # Where the head sees it otherwise than the person, is it said why?
            models.CheckConstraint(
                name="positions_assessment_reason",
                condition=Q(head_level=None) | Q(self_level=F("head_level")) | Q(head_note__gt=""),
                violation_error_message="Đánh giá khác mức tự đánh giá thì phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.competency_id}"
