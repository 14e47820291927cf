from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import BooleanField, F, Func, Q

from congvu.apps.org.enums import PersonKind, RoleName, UnitKind

LONGEST_DELEGATION = timedelta(days=92)
"""A quarter: leave, a course, a mission. Who is away longer is replaced by a decision, which the
administrator enters as a grant."""
_DAYS_LENT = Func(
    F("valid_from"),
    F("valid_until"),
    RangeBoundary(),
    function="DATERANGE",
    output_field=DateRangeField(),
)


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
    """A user holds a role on a unit and everything under it (on the whole province if none).

    `awaits_confirmation`: it holds only once a second person has confirmed it. `void`: it was taken
    back before its first day was over, so it never held a whole day.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32, choices=RoleName.choices)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="grants")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="grants_given"
    )
    granted_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    awaits_confirmation = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="grants_confirmed"
    )
    confirmed_at = models.DateTimeField(null=True)
    void = models.BooleanField(default=False)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="grants_ended"
    )
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, default="", blank=True)

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
                condition=Q(void=False),
                nulls_distinct=False,
                violation_error_message="Quyền này đã được cấp từ ngày này.",
            ),
            # Did somebody else than its giver and its holder confirm it?
            models.CheckConstraint(
                name="org_grant_confirmed_by_another",
                condition=Q(confirmed_by=None)
                | (
                    (Q(granted_by=None) | ~Q(confirmed_by=F("granted_by")))
                    & ~Q(confirmed_by=F("user"))
                ),
                violation_error_message="Người xác nhận phải khác người cấp và khác người nhận "
                "quyền.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"


class Delegation(models.Model):
    """The holder of a grant lets somebody act for her on some days, so that no password is lent.

    `permissions` empty lends all that the role may lend. It holds only while the grant holds;
    `valid_until` is the first day on which it no longer does.
    """

    grant = models.ForeignKey(Grant, models.PROTECT, related_name="delegations")
    from_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_made"
    )
    to_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="delegations_received"
    )
    permissions = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField()
    reason = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="delegations_ended"
    )
    end_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = (
            # Does it hold on at least one day, and no longer than somebody may be stood in for?
            models.CheckConstraint(
                name="org_delegation_days",
                condition=Q(valid_until__gt=F("valid_from"))
                & Q(valid_until__lte=F("valid_from") + LONGEST_DELEGATION),
                violation_error_message="Ủy quyền từ một ngày đến nhiều nhất "
                f"{LONGEST_DELEGATION.days} ngày; lâu hơn thì đề nghị quản trị cấp quyền theo "
                "quyết định phân công.",
            ),
            # Does somebody else act?
            models.CheckConstraint(
                name="org_delegation_to_another",
                condition=~Q(to_user=F("from_user")),
                violation_error_message="Không ủy quyền cho chính mình.",
            ),
            # Why does somebody act for another?
            models.CheckConstraint(
                name="org_delegation_reason",
                condition=Q(reason__gt=""),
                violation_error_message="Ủy quyền phải ghi lý do, như “Đi công tác”.",
            ),
            # If it was ended early: why?
            models.CheckConstraint(
                name="org_delegation_end_reason",
                condition=Q(ended_at=None, end_reason="")
                | Q(ended_at__isnull=False, end_reason__gt=""),
                violation_error_message="Kết thúc sớm phải ghi lý do.",
            ),
            # Does she already act for her in this role on one of these days?
            ExclusionConstraint(
                name="org_delegation_once",
                expressions=(
                    ("grant", RangeOperators.EQUAL),
                    ("to_user", RangeOperators.EQUAL),
                    (_DAYS_LENT, RangeOperators.OVERLAPS),
                ),
                condition=Q(ended_at=None),
                violation_error_message="Người này đã được ủy quyền vai trò ấy trong những ngày "
                "đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_user_id} → {self.to_user_id}"
