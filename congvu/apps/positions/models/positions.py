from django.db import models
from django.db.models import Q

from congvu.apps.org.enums import UnitKind
from congvu.apps.positions.enums import PositionGroup
from congvu.apps.positions.models.editions import Scheme


class Position(models.Model):
    """A job position, through all editions of its scheme; texts are those of the latest issued."""

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    group = models.CharField(max_length=120, default="", blank=True)
    grade = models.CharField(max_length=200, default="", blank=True)
    unit_kind = models.CharField(max_length=16, choices=UnitKind.choices)
    headcount = models.PositiveIntegerField(default=0)
    source = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            # Can the position be told apart on a page?
            models.CheckConstraint(
                name="positions_position_name",
                condition=Q(name__gt=""),
                violation_error_message="Tên vị trí việc làm không được để trống.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class JobDescription(models.Model):
    """A position as one edition of the scheme describes it."""

    scheme = models.ForeignKey(Scheme, models.PROTECT, related_name="descriptions")
    position = models.ForeignKey(Position, models.PROTECT, related_name="descriptions")
    name = models.CharField(max_length=300)
    group = models.CharField(max_length=16, choices=PositionGroup.choices)
    purpose = models.TextField(default="", blank=True)
    inside = models.TextField(default="", blank=True)
    outside = models.TextField(default="", blank=True)
    authority = models.TextField(default="", blank=True)
    education = models.TextField(default="", blank=True)
    experience = models.TextField(default="", blank=True)
    qualities = models.TextField(default="", blank=True)
    other = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    place = models.PositiveIntegerField()

    class Meta:
        constraints = (
            # How does this edition describe this position?
            models.UniqueConstraint(
                fields=("scheme", "position"),
                name="positions_description_once",
                violation_error_message="Vị trí việc làm này đã có bản mô tả trong đề án.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class RankQuota(models.Model):
    """How many people of a rank the position was given."""

    description = models.ForeignKey(JobDescription, models.PROTECT, related_name="ranks")
    rank = models.CharField(max_length=200)
    headcount = models.PositiveIntegerField()
    place = models.PositiveIntegerField()

    class Meta:
        constraints = (
            # How many of this rank?
            models.UniqueConstraint(
                fields=("description", "rank"),
                name="positions_rank_once",
                violation_error_message="Ngạch này đã có số lượng ở vị trí việc làm đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rank}: {self.headcount}"


class Duty(models.Model):
    """One duty of a description: what is done, and what counts as done."""

    description = models.ForeignKey(JobDescription, models.PROTECT, related_name="duties")
    number = models.CharField(max_length=16)
    duty = models.TextField()
    work = models.TextField(default="", blank=True)
    criteria = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    place = models.PositiveIntegerField()

    class Meta:
        constraints = (
            # Which duty of the description is meant?
            models.UniqueConstraint(
                fields=("description", "number"),
                name="positions_duty_number",
                violation_error_message="Mục này đã có trong bản mô tả công việc.",
            ),
        )

    def __str__(self) -> str:
        return self.duty
