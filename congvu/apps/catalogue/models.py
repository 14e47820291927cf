from django.db import models
from django.db.models import F, Q

from congvu.apps.catalogue.enums import Complexity, ProductGroup


class Version(models.Model):
    """A catalogue as issued by one decision; products are read from the version in force.

    `standard_points_tenths` are the points of the standard product (5 points = 50).
    """

    code = models.CharField(max_length=64, unique=True)
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

    class Meta:
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
        )

    def __str__(self) -> str:
        return self.name
