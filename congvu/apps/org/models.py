from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField,
    DateRangeField,
    RangeBoundary,
    RangeOperators,
)
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import BooleanField, F, Func, Q

from congvu.apps.org.enums import (
    AbsenceKind,
    DisciplineForm,
    PersonKind,
    RoleName,
    SuccessionKind,
    UnitKind,
)

LONGEST_OFFICIAL_CODE = 35
OFFICIAL_CODE = r"^[A-Z][0-9]{2}(\.[0-9A-Z]+)*$"
OFFICIAL_CODE_WORDS = (
    "Mã định danh phải như H32 hoặc H32.22.5: một chữ cái và hai chữ số của tỉnh, rồi từng cấp sau "
    "dấu chấm, chỉ gồm chữ số và chữ cái A–Z (QĐ 20/2020/QĐ-TTg)."
)
AREA_CODE = r"^[0-9]{2,5}$"


def _days(first: str, last: str, *, closed: bool = False) -> Func:
    """The days from one column up to another, `[)` unless told otherwise."""
    bounds = RangeBoundary(inclusive_lower=True, inclusive_upper=closed)
    return Func(F(first), F(last), bounds, function="DATERANGE", output_field=DateRangeField())


LONGEST_DELEGATION = timedelta(days=92)
"""A quarter: leave, a course, a mission. Who is away longer is replaced by a decision, which the
administrator enters as a grant."""


class IsNfc(Func):
    """`expression IS NFC NORMALIZED`: the letters are composed, so equal names are equal bytes."""

    template = "(%(expressions)s IS NFC NORMALIZED)"
    output_field = BooleanField()


class Unit(models.Model):
    """One organisation or constituent unit, with the days on which it exists.

    Toward its officials a unit has up to three roles (Đ3.1, Đ10.1): `agency` is the using agency it
    belongs to, itself if it is one; a unit within it is the direct-using one; `managing` is the
    managing unit, where it is not the nearest province above. `path` holds the ids from the root
    down ("/00001/00034/"), so a subtree is a prefix; the parent remains the truth. `valid_until` is
    the first day on which the unit no longer exists. `official_code` is its identification code
    (QĐ 20/2020/QĐ-TTg), `area_code` that of its territory. Names and parents of earlier days are in
    `FormerState`.
    """

    code = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=16, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    agency = models.ForeignKey("self", models.PROTECT, null=True, related_name="constituents")
    managing = models.ForeignKey("self", models.PROTECT, null=True, related_name="managed_units")
    path = models.CharField(max_length=200, default="")
    official_code = models.CharField(max_length=LONGEST_OFFICIAL_CODE, default="", blank=True)
    area_code = models.CharField(max_length=5, default="", blank=True)
    search_key = models.CharField(max_length=300, default="", blank=True)
    decision = models.CharField(max_length=300, default="", blank=True)
    end_decision = models.CharField(max_length=300, default="", blank=True)
    predecessors = models.TextField(default="", blank=True)
    source = models.TextField(default="", blank=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes = (
            # Which units lie under this one? (path LIKE '/00001/00034/%')
            models.Index(OpClass(F("path"), name="text_pattern_ops"), name="org_unit_subtree"),
            # Which units hold these letters, marks aside?
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="org_unit_search"),
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
            # Is the identification code one by QĐ 20/2020/QĐ-TTg?
            models.CheckConstraint(
                name="org_unit_official_code",
                condition=Q(official_code="") | Q(official_code__regex=OFFICIAL_CODE),
                violation_error_message=OFFICIAL_CODE_WORDS,
            ),
            # Is the code of the territory one of the list of administrative units?
            models.CheckConstraint(
                name="org_unit_area_code",
                condition=Q(area_code="") | Q(area_code__regex=AREA_CODE),
                violation_error_message="Mã đơn vị hành chính gồm 2 đến 5 chữ số, như 22366.",
            ),
            # Which one unit does an identification code name on a day?
            ExclusionConstraint(
                name="org_unit_official_code_one_a_day",
                expressions=(
                    ("official_code", RangeOperators.EQUAL),
                    (_days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ),
                condition=Q(official_code__gt=""),
                violation_error_message="Mã định danh này đang thuộc một đơn vị khác còn hoạt động "
                "trong khoảng thời gian đó.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class FormerState(models.Model):
    """How a unit was called, and under which unit it stood, before a change.

    `valid_until` is the day of the change: the first on which this no longer held; `decision` is
    what ended it.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="former_states")
    name = models.CharField(max_length=300)
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    search_key = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField()
    decision = models.CharField(max_length=300)

    class Meta:
        indexes = (
            # Which units once held these letters in their name?
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="org_former_search"),
        )
        constraints = (
            # Did this hold on at least one day?
            models.CheckConstraint(
                name="org_former_days",
                condition=Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày đổi tên, đổi nơi trực thuộc phải sau lần thay đổi "
                "trước của đơn vị.",
            ),
            # By which decision did it change?
            models.CheckConstraint(
                name="org_former_decision",
                condition=Q(name__gt="", decision__gt=""),
                violation_error_message="Thay đổi của đơn vị phải ghi số quyết định.",
            ),
            # What was the unit called on a day?
            ExclusionConstraint(
                name="org_former_one_a_day",
                expressions=(
                    ("unit", RangeOperators.EQUAL),
                    (_days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ),
                violation_error_message="Đơn vị đã có một thay đổi khác trong khoảng thời gian đó.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """One unit came after another on a day, whole or in part, by a decision."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="origins")
    kind = models.CharField(max_length=8, choices=SuccessionKind.choices)
    day = models.DateField()
    decision = models.CharField(max_length=300)

    class Meta:
        constraints = (
            # Did this unit come after that one, once?
            models.UniqueConstraint(
                fields=("predecessor", "successor"),
                name="org_succession_once",
                violation_error_message="Hai đơn vị này đã được ghi là kế tiếp nhau.",
            ),
            # Did it come after another than itself, by a decision?
            models.CheckConstraint(
                name="org_succession_two",
                condition=~Q(predecessor=F("successor")) & Q(decision__gt=""),
                violation_error_message="Đơn vị không thể kế tiếp chính nó, và việc sắp xếp phải "
                "ghi số quyết định.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Person(models.Model):
    """One official. `sort_key` orders Vietnamese names, `search_key` finds them without marks.

    `given` is the last word of the name unless somebody said otherwise ("Y Moan Êban" is Moan);
    `initials` are the first letters of the words, marks aside. No day of birth, no number of an
    identity card: nothing that measuring work does not need.
    """

    code = models.CharField(max_length=64, unique=True)
    full_name = models.CharField(max_length=200)
    family_middle = models.CharField(max_length=160, default="", blank=True)
    given = models.CharField(max_length=80)
    sort_key = models.BinaryField()
    search_key = models.CharField(max_length=200)
    initials = models.CharField(max_length=40, default="", blank=True)
    kind = models.CharField(max_length=16, choices=PersonKind.choices)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="person"
    )

    class Meta:
        indexes = (
            # Whose name holds these letters, marks aside?
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="org_person_search"),
            # Whose initials are these?
            models.Index(fields=("initials",), name="org_person_initials"),
        )
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


class Absence(models.Model):
    """Somebody is away from her post, with the first and the last day (open while unknown)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=12, choices=AbsenceKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    decision = models.CharField(max_length=300, default="", blank=True)
    note = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = (
            # Was she away on at least one day?
            models.CheckConstraint(
                name="org_absence_days",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message="Ngày cuối của kỳ nghỉ không được trước ngày đầu.",
            ),
            # Why was she away on a day?
            ExclusionConstraint(
                name="org_absence_one_a_day",
                expressions=(
                    ("person", RangeOperators.EQUAL),
                    (_days("starts_on", "ends_on", closed=True), RangeOperators.OVERLAPS),
                ),
                violation_error_message="Người này đã có kỳ nghỉ khác trong khoảng thời gian đó; "
                "hãy sửa ngày cuối của kỳ nghỉ trước.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Discipline(models.Model):
    """Somebody was disciplined: for what kind of act, and in which one year and unit it counts.

    It counts in no year only with a reason: the same act counted already (Đ11.3a, Đ11.3b).
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="disciplines")
    form = models.CharField(max_length=16, choices=DisciplineForm.choices)
    duty_related = models.BooleanField()
    decision = models.CharField(max_length=300)
    decided_on = models.DateField()
    happened_on = models.DateField(null=True)
    counts_year = models.PositiveSmallIntegerField(null=True)
    counts_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    not_counted = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints = (
            # In which one year and unit does it count, or why in none?
            models.CheckConstraint(
                name="org_discipline_counts_once",
                condition=Q(counts_year__isnull=False, counts_unit__isnull=False, not_counted="")
                | Q(counts_year=None, counts_unit=None, not_counted__gt=""),
                violation_error_message="Kỷ luật phải ghi năm và đơn vị được tính, hoặc lý do "
                "không tính (cùng hành vi đã tính ở năm khác).",
            ),
            # Did the act come before the decision on it?
            models.CheckConstraint(
                name="org_discipline_days",
                condition=Q(happened_on=None) | Q(decided_on__gte=F("happened_on")),
                violation_error_message="Ngày quyết định kỷ luật không được trước ngày vi phạm.",
            ),
            # Which decision is it, once?
            models.UniqueConstraint(
                fields=("person", "decision"),
                name="org_discipline_once",
                violation_error_message="Quyết định kỷ luật này của người đó đã được ghi.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.form}"


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
                    (_days("valid_from", "valid_until"), RangeOperators.OVERLAPS),
                ),
                condition=Q(ended_at=None),
                violation_error_message="Người này đã được ủy quyền vai trò ấy trong những ngày "
                "đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.from_user_id} → {self.to_user_id}"
