from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from congvu.apps.org.enums import UnitKind

_DAYS_HELD = Func(
    F("valid_from"),
    F("valid_until"),
    RangeBoundary(),
    function="DATERANGE",
    output_field=DateRangeField(),
)


class Edition(models.Model):
    """What every edition of a list has: its series and number, its decision, the days it holds.

    An edition is never changed, only superseded; `valid_until` is the first day on which it no
    longer holds.
    """

    series = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField(default=1)
    name = models.CharField(max_length=300)
    decision = models.CharField(max_length=300)
    decided_on = models.DateField()
    issued_by = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.TextField(default="", blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            # Which edition is this of its list?
            models.UniqueConstraint(
                fields=("series", "number"),
                name="%(app_label)s_%(class)s_number",
                violation_error_message="Danh mục này đã có lần ban hành mang số đó.",
            ),
            # Does the edition hold on at least one day?
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày hết hiệu lực phải sau ngày có hiệu lực.",
            ),
            # Which one edition of a list holds on a day?
            ExclusionConstraint(
                name="%(app_label)s_%(class)s_one_a_day",
                expressions=(
                    ("series", RangeOperators.EQUAL),
                    (_DAYS_HELD, RangeOperators.OVERLAPS),
                ),
                violation_error_message="Danh mục này đã có bản khác có hiệu lực trong khoảng "
                "thời gian đó; ngày có hiệu lực phải sau ngày có hiệu lực của bản trước.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Framework(Edition):
    """A competency framework as issued: competencies and what each level means."""


class Scheme(Edition):
    """A scheme of job positions as issued: the list, the descriptions, what each one requires."""

    unit_kind = models.CharField(max_length=16, choices=UnitKind.choices)
