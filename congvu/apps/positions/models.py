from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from congvu.apps.org.enums import UnitKind
from congvu.apps.positions.enums import (
    CompetencyGroup,
    Leads,
    Occasion,
    PositionGroup,
    RosterKind,
    RosterState,
)

LOWEST_LEVEL, HIGHEST_LEVEL = 1, 5
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


class Posting(models.Model):
    """A person works in a unit from a day; `valid_until` is the first day she no longer does.

    The primary posting on a period's last day decides the scorecard's unit.
    """

    person = models.ForeignKey("org.Person", models.PROTECT, related_name="postings")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="postings")
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="postings")
    title = models.CharField(max_length=200)
    leads = models.CharField(max_length=8, choices=Leads.choices, default=Leads.NONE)
    field = models.CharField(max_length=200, default="", blank=True)
    peer_group = models.CharField(max_length=120, default="", blank=True)
    is_primary = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            # Does the posting hold on at least one day?
            models.CheckConstraint(
                name="positions_posting_days",
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày thôi giữ vị trí phải sau ngày bắt đầu.",
            ),
            # Which one unit decides this person's scorecard on a given day?
            ExclusionConstraint(
                name="positions_posting_one_primary",
                expressions=(
                    ("person", RangeOperators.EQUAL),
                    (_DAYS_HELD, RangeOperators.OVERLAPS),
                ),
                condition=Q(is_primary=True),
                violation_error_message="Người này đã có vị trí chính khác trong khoảng thời gian "
                "đó; hãy kết thúc vị trí cũ hoặc ghi vị trí mới là kiêm nhiệm.",
            ),
            # Was this very post entered twice for the same days?
            ExclusionConstraint(
                name="positions_posting_once",
                expressions=(
                    ("person", RangeOperators.EQUAL),
                    ("unit", RangeOperators.EQUAL),
                    ("title", RangeOperators.EQUAL),
                    (_DAYS_HELD, RangeOperators.OVERLAPS),
                ),
                violation_error_message="Người này đã giữ đúng vị trí đó ở đơn vị trong khoảng "
                "thời gian đó.",
            ),
            # Who heads this unit on a given day? (two would manage each other)
            ExclusionConstraint(
                name="positions_posting_one_head",
                expressions=(
                    ("unit", RangeOperators.EQUAL),
                    (_DAYS_HELD, RangeOperators.OVERLAPS),
                ),
                condition=Q(is_primary=True, leads=Leads.HEAD),
                violation_error_message="Đơn vị này đã có người đứng đầu khác trong khoảng thời "
                "gian đó; hãy kết thúc vị trí cũ trước.",
            ),
        )

    def __str__(self) -> str:
        return self.title


class FieldAssignment(models.Model):
    """A unit or a person that a deputy's posting was assigned to look after (Đ10.1)."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="fields")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            # Is it clear whether a unit or a person is meant?
            models.CheckConstraint(
                name="positions_field_unit_or_person",
                condition=Q(unit=None, person__isnull=False) | Q(unit__isnull=False, person=None),
                violation_error_message="Phân công phụ trách phải ghi đúng một: đơn vị hoặc người.",
            ),
            # Was this already assigned to this deputy?
            models.UniqueConstraint(
                fields=("posting", "unit", "person"),
                name="positions_field_once",
                nulls_distinct=False,
                violation_error_message="Đơn vị hoặc người này đã được phân công cho cấp phó đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.posting_id}"


class RosterPlan(models.Model):
    """What a loaded list of people or units would change in an agency.

    It waits for a second person.

    `plan` is its JSON (see `actions.rosters`), `undo` what has to be taken back, once applied.
    """

    kind = models.CharField(max_length=8, choices=RosterKind.choices)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField()
    undo = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        max_length=10, choices=RosterState.choices, default=RosterState.PLANNED
    )
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    planned_at = models.DateTimeField()
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Did a second person apply it?
            models.CheckConstraint(
                name="positions_roster_two_people",
                condition=Q(applied_by=None) | Q(planned_by=None) | ~Q(applied_by=F("planned_by")),
                violation_error_message="Người áp dụng phải khác người nạp tệp.",
            ),
            # Is it known when it was applied, and by whom?
            models.CheckConstraint(
                name="positions_roster_applied",
                condition=Q(applied_at=None, state__in=("planned", "discarded"))
                | Q(
                    applied_at__isnull=False,
                    applied_by__isnull=False,
                    state__in=("applied", "undone"),
                ),
                violation_error_message="Tệp đã áp dụng phải ghi ai áp dụng và lúc nào.",
            ),
        )

    def __str__(self) -> str:
        return self.filename
