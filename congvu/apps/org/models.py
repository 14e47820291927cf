from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import BooleanField, F, Func, Q

from congvu.apps.org.enums import PersonKind, RoleName, UnitKind


class IsNfc(Func):
    """`expression IS NFC NORMALIZED`: the letters are composed, so equal names are equal bytes."""

    template = "(%(expressions)s IS NFC NORMALIZED)"
    output_field = BooleanField()


class Unit(models.Model):
    """One organisation or constituent unit, with the days on which it exists.

    `agency` is the using agency the unit belongs to: itself if it is one. `path` holds the ids from
    the root down ("/00001/00034/"), so a subtree is a prefix; the parent remains the truth.
    `valid_until` is the first day on which the unit no longer exists.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    agency = models.ForeignKey("self", models.PROTECT, null=True, related_name="constituents")
    path = models.CharField(max_length=200, default="")
    official_code = models.CharField(max_length=32, default="", blank=True)
    predecessors = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = (
            # Which units lie under this one? (path LIKE '/00001/00034/%')
            models.Index(OpClass(F("path"), name="text_pattern_ops"), name="org_unit_subtree"),
        )
        constraints = (
            # Does the unit exist on at least one day?
            models.CheckConstraint(
                name="org_unit_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày kết thúc của đơn vị phải sau ngày bắt đầu.",
            ),
            # Can the unit be told apart on a page, and found by equal letters?
            models.CheckConstraint(
                name="org_unit_name",
                condition=Q(name__gt="") & Q(IsNfc(F("name"))),
                violation_error_message="Tên đơn vị không được để trống và phải ở dạng NFC.",
            ),
            # Is the unit outside itself? (longer cycles cannot be entered: a parent precedes)
            models.CheckConstraint(
                name="org_unit_not_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message="Đơn vị không thể trực thuộc chính nó.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """One official. `sort_key` orders Vietnamese names, `search_key` finds them without marks."""

    code = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=200)
    family_middle = models.CharField(max_length=160, default="", blank=True)
    given = models.CharField(max_length=80)
    sort_key = models.BinaryField()
    search_key = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=PersonKind.choices)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="person"
    )

    class Meta:
        constraints = (
            # Is there a name to show, in the one form in which equal names are equal bytes?
            models.CheckConstraint(
                name="org_person_name",
                condition=Q(full_name__gt="") & Q(given__gt="") & Q(IsNfc(F("full_name"))),
                violation_error_message="Họ và tên không được để trống và phải ở dạng NFC.",
            ),
            # Can the person be found and put in a list in Vietnamese order?
            models.CheckConstraint(
                name="org_person_keys",
                condition=Q(search_key__gt="") & Q(sort_key__gt=b""),
                violation_error_message="Thiếu khóa sắp xếp hoặc khóa tìm kiếm của họ tên.",
            ),
        )

    def __str__(self) -> str:
        return self.full_name


class Grant(models.Model):
    """A user holds a role on a unit and everything under it (on the whole province if none)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=RoleName.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="grants")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="grants_given"
    )
    reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = (
            # Does the grant hold on at least one day?
            models.CheckConstraint(
                name="org_grant_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày hết hạn của quyền phải sau ngày bắt đầu.",
            ),
            # Was this very role on this unit already given from this day?
            models.UniqueConstraint(
                fields=("user", "role", "unit", "valid_from"),
                name="org_grant_once",
                nulls_distinct=False,
                violation_error_message="Quyền này đã được cấp từ ngày này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"
