from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from congvu.apps.catalogue.enums import Complexity, ProductGroup

_DAYS_IN_FORCE = Func(
    F("valid_from"),
    F("valid_until"),
    RangeBoundary(),
    function="DATERANGE",
    output_field=DateRangeField(),
)
CRITERIA = ("difficulty_tenths", "volume_tenths", "breadth_tenths", "reach_tenths")


class Version(models.Model):
    """One edition of a catalogue as issued by one decision; it is never changed, only superseded.

    `series` names the catalogue that the editions belong to, `number` counts them from 1. No unit
    means a catalogue common to the province. `standard_points_tenths` are the points of the
    standard product (5 points = 50); `bands` are points in tenths by complexity group,
    {"N1": [10, 100]}. `valid_until` is the first day on which it no longer holds.
    """

    code = models.CharField(max_length=64, unique=True)
    series = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    bands = models.JSONField(default=dict, blank=True)
    decided_on = models.DateField(null=True)
    name = models.CharField(max_length=300)
    decision = models.CharField(max_length=300)
    issued_by = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    standard_points_tenths = models.IntegerField()
    source = models.TextField(default="", blank=True)

    class Meta:
        constraints = (
            # Does the version hold on at least one day?
            models.CheckConstraint(
                name="catalogue_version_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày hết hiệu lực của danh mục phải sau ngày có hiệu lực.",
            ),
            # Is there something to divide the points by?
            models.CheckConstraint(
                name="catalogue_version_standard",
                condition=Q(standard_points_tenths__gt=0),
                violation_error_message="Điểm của sản phẩm chuẩn phải lớn hơn 0.",
            ),
            # Which edition is this of its catalogue?
            models.UniqueConstraint(
                fields=("series", "number"),
                name="catalogue_version_number",
                violation_error_message="Danh mục này đã có lần ban hành mang số đó.",
            ),
            # Which one edition of a catalogue holds on a day?
            ExclusionConstraint(
                name="catalogue_version_one_a_day",
                expressions=(
                    ("series", RangeOperators.EQUAL),
                    (_DAYS_IN_FORCE, RangeOperators.OVERLAPS),
                ),
                violation_error_message="Danh mục này đã có bản khác có hiệu lực trong khoảng "
                "thời gian đó; ngày có hiệu lực phải sau ngày có hiệu lực của bản trước.",
            ),
            # What may a product's copy of the standard points refer to? (see the first migration)
            models.UniqueConstraint(
                fields=("id", "standard_points_tenths"), name="catalogue_version_standard_of"
            ),
        )

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """One line of a version: a product with its points and coefficient (Đ13).

    `standard_points_tenths` repeats the version's, so that the row can prove its coefficient;
    a two-column foreign key holds the copy to the version's own value.
    """

    version = models.ForeignKey(Version, models.PROTECT, related_name="products")
    code = models.CharField(max_length=64)
    group = models.CharField(max_length=1, choices=ProductGroup.choices)
    section = models.CharField(max_length=300, default="", blank=True)
    name = models.TextField()
    detail = models.TextField(default="", blank=True)
    output = models.TextField(default="", blank=True)
    complexity = models.PositiveSmallIntegerField(choices=Complexity.choices)
    points_tenths = models.IntegerField()
    standard_points_tenths = models.IntegerField()
    coefficient_tenths = models.IntegerField()
    unit_of_count = models.CharField(max_length=80, default="", blank=True)
    difficulty_tenths = models.IntegerField(null=True)
    volume_tenths = models.IntegerField(null=True)
    breadth_tenths = models.IntegerField(null=True)
    reach_tenths = models.IntegerField(null=True)
    hours_hundredths = models.IntegerField(null=True)
    default_days = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    place = models.PositiveIntegerField(default=0)
    search_key = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            # Which products hold these letters, marks aside?
            GinIndex(
                OpClass(F("search_key"), name="gin_trgm_ops"), name="catalogue_product_search"
            ),
        )
        constraints = (
            # Which line of the version does a task name?
            models.UniqueConstraint(
                fields=("version", "code"),
                name="catalogue_product_code",
                violation_error_message="Mã sản phẩm đã có trong danh mục này.",
            ),
            # Is the coefficient the points over the standard product's, half up to one decimal?
            # Half up on whole numbers: (2·n + d) div 2d with n = 10·points, d = standard.
            models.CheckConstraint(
                name="catalogue_product_coefficient",
                condition=Q(points_tenths__gt=0)
                & Q(standard_points_tenths__gt=0)
                & Q(
                    coefficient_tenths=(20 * F("points_tenths") + F("standard_points_tenths"))
                    / (2 * F("standard_points_tenths"))
                ),
                violation_error_message="Hệ số phải bằng điểm của sản phẩm chia cho điểm của sản "
                "phẩm chuẩn, làm tròn đến 1 chữ số thập phân.",
            ),
            # Does the complexity group exist?
            models.CheckConstraint(
                name="catalogue_product_complexity",
                condition=Q(complexity__in=Complexity.values),
                violation_error_message="Nhóm phức tạp phải từ N1 đến N5.",
            ),
            # Do the points on the criteria add up to the points? (handbook, chapter II.III)
            models.CheckConstraint(
                name="catalogue_product_criteria",
                condition=Q(**dict.fromkeys(CRITERIA))
                | Q(points_tenths=sum((Coalesce(F(n), Value(0)) for n in CRITERIA), Value(0))),
                violation_error_message="Tổng điểm của bốn tiêu chí phải bằng điểm của sản phẩm.",
            ),
            # Can hours be counted?
            models.CheckConstraint(
                name="catalogue_product_hours",
                condition=Q(hours_hundredths=None) | Q(hours_hundredths__gt=0),
                violation_error_message="Giờ định mức phải lớn hơn 0.",
            ),
        )

    def __str__(self) -> str:
        return self.name
