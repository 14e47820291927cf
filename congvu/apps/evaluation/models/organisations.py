from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import (
    AssessmentState,
    Evidence,
    IndicatorName,
    OrganisationLevel,
    Part,
)
from congvu.apps.org.enums import UnitKind
from congvu.engine.measures import WHOLE

HASH = "^[0-9a-f]{64}$"


class CriteriaSet(models.Model):
    """What organisations of one kind are assessed by, from a day, by a decision (Đ7.2).

    A change is a new set from another day; a set that was used stays as it is.
    """

    unit_kind = models.CharField(max_length=16, choices=UnitKind.choices)
    valid_from = models.DateField()
    decision = models.CharField(max_length=300)
    note = models.TextField(default="", blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    set_at = models.DateTimeField()

    class Meta:
        constraints = (
            # Which set holds for a kind of unit from this day?
            models.UniqueConstraint(
                fields=("unit_kind", "valid_from"),
                name="evaluation_criteria_once",
                violation_error_message="Loại tổ chức này đã có một bộ tiêu chí từ ngày đó.",
            ),
            # By which decision does it hold?
            models.CheckConstraint(
                name="evaluation_criteria_decision",
                condition=Q(decision__gt=""),
                violation_error_message="Bộ tiêu chí phải ghi số quyết định hoặc căn cứ.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_kind} {self.valid_from}"


class OrganisationCriterion(models.Model):
    """One line of a set: its most points, and whether a head scores it or a ratio measures it.

    `source` names the ratio (of the year's tasks, or an indicator taken in), `formula` what it is
    worth; see engine.measures.
    """

    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="lines")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=300)
    words = models.TextField(default="", blank=True)
    clause = models.CharField(max_length=40)
    part = models.CharField(max_length=8, choices=Part.choices)
    most_hundredths = models.PositiveIntegerField()
    measure = models.CharField(max_length=10, choices=Evidence.choices, default=Evidence.HEAD)
    source = models.CharField(max_length=40, default="", blank=True)
    formula = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = (
            # Which line of the set is this?
            models.UniqueConstraint(
                fields=("criteria", "code"),
                name="evaluation_criterion_once",
                violation_error_message="Mỗi mã tiêu chí chỉ có một lần trong bộ.",
            ),
            # Is it worth anything, and can it be told on a page?
            models.CheckConstraint(
                name="evaluation_criterion_told",
                condition=Q(label__gt="", most_hundredths__gt=0),
                violation_error_message="Tiêu chí phải có tên và điểm tối đa lớn hơn 0.",
            ),
            # If a ratio measures it, which one?
            models.CheckConstraint(
                name="evaluation_criterion_measured",
                condition=Q(measure=Evidence.HEAD, source="", formula={})
                | (~Q(measure=Evidence.HEAD) & Q(source__gt="")),
                violation_error_message="Tiêu chí đo bằng tỷ lệ phải ghi tỷ lệ nào; tiêu chí do "
                "người đứng đầu chấm thì không.",
            ),
        )

    def __str__(self) -> str:
        return self.code


class Indicator(models.Model):
    """A figure about a unit's year that another office measured, as of a day; never changed.

    `value` is a share in ten-thousandths. The latest day counts, and of one day what came last.
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=24, choices=IndicatorName.choices)
    value = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    as_of = models.DateField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        indexes = (
            # Which figures are there of this unit's year?
            models.Index(fields=("year", "unit"), name="evaluation_indicator_year"),
        )
        constraints = (
            # Is it a share?
            models.CheckConstraint(
                name="evaluation_indicator_share",
                condition=Q(value__lte=WHOLE),
                violation_error_message="Chỉ số là tỷ lệ từ 0 đến 100 %.",
            ),
            # Who measured it?
            models.CheckConstraint(
                name="evaluation_indicator_source",
                condition=Q(source__gt=""),
                violation_error_message="Chỉ số phải ghi nguồn số liệu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.name}"


class OrganisationAssessment(models.Model):
    """One organisation's year on its way to a level (Đ9.2): assessed, sent, looked at, recognised.

    `own_points` and `given_points` are hundredths by criterion code: the head's, and where the
    authority sets others, hers (`given_reasons` says why). `figures` counts the year's tasks:
    tasks, done, in_time, exceeding, late; `figures_note` says why they differ from what the system
    counted. Recognised it never changes (a trigger sees to it).
    """

    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=AssessmentState.choices, default=AssessmentState.DRAFT
    )
    own_points = models.JSONField(default=dict, blank=True)
    own_notes = models.JSONField(default=dict, blank=True)
    figures = models.JSONField(default=dict, blank=True)
    figures_note = models.TextField(default="", blank=True)
    proposed_level = models.CharField(
        max_length=12, choices=OrganisationLevel.choices, default="", blank=True
    )
    sent_at = models.DateTimeField(null=True)
    sent_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    return_reason = models.TextField(default="", blank=True)
    given_points = models.JSONField(default=dict, blank=True)
    given_reasons = models.JSONField(default=dict, blank=True)
    unfixed = models.BooleanField(default=False)
    unfixed_note = models.TextField(default="", blank=True)
    concluded = models.BooleanField(default=False)
    concluded_note = models.TextField(default="", blank=True)
    complaint = models.BooleanField(default=False)
    complaint_note = models.TextField(default="", blank=True)
    verification = models.TextField(default="", blank=True)
    force_majeure = models.BooleanField(default=False)
    force_majeure_note = models.TextField(default="", blank=True)
    chosen_level = models.CharField(
        max_length=12, choices=OrganisationLevel.choices, default="", blank=True
    )
    chosen_reason = models.TextField(default="", blank=True)
    rank = models.PositiveSmallIntegerField(default=0)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            # Where does this organisation's year stand?
            models.UniqueConstraint(
                fields=("unit", "year"),
                name="evaluation_assessment_once",
                violation_error_message="Tổ chức này đã có bản tự đánh giá của năm đó.",
            ),
            # What did the head propose, when it was sent?
            models.CheckConstraint(
                name="evaluation_assessment_sent",
                condition=Q(state=AssessmentState.DRAFT)
                | Q(proposed_level__gt="", sent_at__isnull=False),
                violation_error_message="Bản tự đánh giá đã gửi phải có mức đề xuất và thời điểm "
                "gửi.",
            ),
            # Why is each thing so that weighs on the level?
            models.CheckConstraint(
                name="evaluation_assessment_told",
                condition=(Q(unfixed=False) | Q(unfixed_note__gt=""))
                & (Q(concluded=False) | Q(concluded_note__gt=""))
                & (Q(complaint=False) | Q(complaint_note__gt=""))
                & (Q(force_majeure=False) | Q(force_majeure_note__gt="")),
                violation_error_message="Hạn chế chưa khắc phục, kết luận sai phạm, đơn thư, lý do "
                "bất khả kháng: mỗi điều phải ghi rõ.",
            ),
            # Why did the authority choose this level, where the law leaves it to her?
            models.CheckConstraint(
                name="evaluation_assessment_chosen",
                condition=Q(chosen_level="", chosen_reason="")
                | Q(chosen_level__gt="", chosen_reason__gt=""),
                violation_error_message="Chọn mức phải ghi lý do.",
            ),
            # Was a complaint looked into before anything was decided? (Đ9.2a)
            models.CheckConstraint(
                name="evaluation_assessment_verified",
                condition=Q(complaint=False)
                | Q(state__in=(AssessmentState.DRAFT, AssessmentState.SENT))
                | Q(verification__gt=""),
                violation_error_message="Có đơn thư hoặc dấu hiệu mất đoàn kết thì phải có kết quả "
                "kiểm tra, xác minh trước khi xem xét xong.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year}"


class RaisedCap(models.Model):
    """An authority lets more of her organisations be excellent, on a ground that stands (Đ8.5b)."""

    authority_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    ground = models.TextField()
    decision = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Was it raised for this year already?
            models.UniqueConstraint(
                fields=("authority_unit", "year"),
                name="evaluation_raised_once",
                violation_error_message="Tỷ lệ của năm này đã được nâng.",
            ),
            # On which ground, by which decision?
            models.CheckConstraint(
                name="evaluation_raised_told",
                condition=Q(ground__gt="", decision__gt=""),
                violation_error_message="Nâng tỷ lệ xuất sắc phải ghi thành tích làm căn cứ và số "
                "quyết định.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.authority_unit_id} {self.year}"


class Recognition(models.Model):
    """The level of an organisation's year, recognised by its authority for good (Đ5, Đ8).

    `before` is what it replaces, named by its hash. `inputs` hold all that the rule read and the
    points behind it, `totals` every integer of its lines; `sha256` covers `old_hash` and
    everything here.
    """

    assessment = models.ForeignKey(
        OrganisationAssessment, models.PROTECT, related_name="recognitions"
    )
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    authority_unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    authority = models.ForeignKey("org.Person", models.PROTECT, related_name="+")
    head = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    before = models.OneToOneField("self", models.PROTECT, null=True, related_name="after")
    old_hash = models.CharField(max_length=64, default="", blank=True)
    level = models.CharField(max_length=12, choices=OrganisationLevel.choices)
    level_before_cap = models.CharField(max_length=12, choices=OrganisationLevel.choices)
    score_hundredths = models.PositiveIntegerField()
    inputs = models.JSONField()
    totals = models.JSONField()
    rules_fingerprint = models.CharField(max_length=64)
    decision = models.CharField(max_length=300)
    decided_on = models.DateField()
    reason = models.TextField(default="", blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Which one result of the year is the first?
            models.UniqueConstraint(
                fields=("unit", "year"),
                condition=Q(before=None),
                name="evaluation_recognition_first",
                violation_error_message="Tổ chức này đã được công nhận kết quả của năm; muốn sửa "
                "thì thay bằng quyết định mới.",
            ),
            # Is it whole: a decision, what it rests on, and its hash?
            models.CheckConstraint(
                name="evaluation_recognition_whole",
                condition=Q(decision__gt="", rules_fingerprint__gt="", sha256__regex=HASH)
                & Q(level__in=OrganisationLevel.values),
                violation_error_message="Kết quả công nhận phải có số quyết định, căn cứ quy định "
                "và mã kiểm tra.",
            ),
            # Does a replacement name what it replaces, and why?
            models.CheckConstraint(
                name="evaluation_recognition_replaces",
                condition=Q(before=None, old_hash="", reason="")
                | Q(before__isnull=False, old_hash__regex=HASH, reason__gt=""),
                violation_error_message="Quyết định thay thế phải nêu kết quả được thay và lý do.",
            ),
            # Does nobody recognise the organisation that she heads? (Đ5)
            models.CheckConstraint(
                name="evaluation_recognition_not_own",
                condition=Q(head=None) | ~Q(head=F("authority")),
                violation_error_message="Không ai công nhận kết quả của tổ chức do mình đứng đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.level}"
