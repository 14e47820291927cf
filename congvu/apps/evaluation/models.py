from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import ScorecardState, Step
from congvu.apps.positions.enums import Leads


class Scorecard(models.Model):
    """Mẫu 01 of one person in one period, and, once closed, the stored result.

    General criteria are {criterion code: hundredths of a point}. After the close the row holds
    the result (`score_hundredths`, exact `totals`), what it rests on (`managed`,
    `rules_fingerprint`) and `inputs_hash`, the sha256 over inputs, steps, fingerprint and result.
    """

    person = models.ForeignKey("org.Person", models.PROTECT, related_name="scorecards")
    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="scorecards")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    agency = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    peer_group = models.CharField(max_length=120, default="", blank=True)
    leads = models.CharField(max_length=8, choices=Leads.choices, default=Leads.NONE)
    general_self = models.JSONField(default=dict, blank=True)
    general_self_hundredths = models.IntegerField(null=True)
    general_confirmed = models.JSONField(default=dict, blank=True)
    general_hundredths = models.IntegerField(null=True)
    organising = models.PositiveSmallIntegerField(choices=Step.choices, null=True)
    organising_reason = models.TextField(default="", blank=True)
    unity = models.PositiveSmallIntegerField(choices=Step.choices, null=True)
    unity_reason = models.TextField(default="", blank=True)
    state = models.CharField(
        max_length=12, choices=ScorecardState.choices, default=ScorecardState.DRAFT
    )
    score_hundredths = models.IntegerField(null=True)
    not_scored_reason = models.CharField(max_length=200, default="", blank=True)
    settled = models.BooleanField(null=True)
    totals = models.JSONField(default=dict, blank=True)
    managed = models.JSONField(default=list, blank=True)
    rules_fingerprint = models.CharField(max_length=64, default="", blank=True)
    inputs_hash = models.CharField(max_length=64, default="", blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            # Who is on this unit's page for this period?
            models.Index(fields=("period", "unit"), name="evaluation_card_of_unit"),
        )
        constraints = (
            # Which one card does a person have in a period?
            models.UniqueConstraint(
                fields=("person", "period"),
                name="evaluation_card_once",
                violation_error_message="Người này đã có phiếu theo dõi, đánh giá trong kỳ.",
            ),
            # Are points points? (the law's maximum is checked against the law by the action)
            models.CheckConstraint(
                name="evaluation_card_points",
                condition=(Q(general_self_hundredths=None) | Q(general_self_hundredths__gte=0))
                & (Q(general_hundredths=None) | Q(general_hundredths__gte=0))
                & (Q(score_hundredths=None) | Q(score_hundredths__gte=0)),
                violation_error_message="Điểm không được âm.",
            ),
            # Does only a leader have đ and e, and is each one of the two steps?
            models.CheckConstraint(
                name="evaluation_card_leads",
                condition=(Q(organising=None) | Q(organising__in=Step.values))
                & (Q(unity=None) | Q(unity__in=Step.values))
                & (~Q(leads=Leads.NONE) | Q(organising=None, unity=None)),
                violation_error_message="Chỉ người giữ chức vụ lãnh đạo, quản lý được chấm tiêu "
                "chí đ và e, mỗi tiêu chí ở một trong hai mức.",
            ),
            # Why was đ or e put at this step?
            models.CheckConstraint(
                name="evaluation_card_reasons",
                condition=(Q(organising=None) | Q(organising_reason__gt=""))
                & (Q(unity=None) | Q(unity_reason__gt="")),
                violation_error_message="Mức chấm tiêu chí đ, e phải kèm lý do.",
            ),
            # Is a closed card whole: a score or a reason, what it rests on, its hash and its time?
            models.CheckConstraint(
                name="evaluation_card_closed_whole",
                condition=(
                    ~Q(state=ScorecardState.CLOSED)
                    & Q(score_hundredths=None, closed_at=None, inputs_hash="")
                )
                | (
                    Q(state=ScorecardState.CLOSED, closed_at__isnull=False)
                    & Q(inputs_hash__gt="", rules_fingerprint__gt="", settled__isnull=False)
                    & (
                        Q(score_hundredths__isnull=False, not_scored_reason="")
                        | Q(score_hundredths=None, not_scored_reason__gt="")
                    )
                ),
                violation_error_message="Phiếu đã chốt phải có điểm hoặc lý do không chấm, căn cứ "
                "quy định, mã kiểm tra và thời điểm chốt; phiếu chưa chốt thì chưa có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.period_id}"


class Close(models.Model):
    """A period was closed: by which rules, over how many people, with which digest."""

    period = models.OneToOneField("rulebook.Period", models.PROTECT, related_name="close")
    rules_fingerprint = models.CharField(max_length=64)
    people = models.IntegerField()
    scored = models.IntegerField()
    digest = models.CharField(max_length=64)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = (
            # Do the counts fit each other?
            models.CheckConstraint(
                name="evaluation_close_counts",
                condition=Q(scored__gte=0) & Q(people__gte=F("scored")),
                violation_error_message="Số người được chấm không thể nhiều hơn số người trong kỳ.",
            ),
            # Did it finish after it started?
            models.CheckConstraint(
                name="evaluation_close_times",
                condition=Q(finished_at__gte=F("started_at")),
                violation_error_message="Thời điểm kết thúc chốt kỳ phải sau lúc bắt đầu.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id}"


class Reconciliation(models.Model):
    """A month's list of a unit was held against the list of a signed decision, by its file.

    Kept as it was found: the scores may have changed since. `counts` has the number of people by
    outcome, `closed` tells whether the scores were final.
    """

    LONGEST_NAME = 200

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="+")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    filename = models.CharField(max_length=LONGEST_NAME)
    sha256 = models.CharField(max_length=64)
    closed = models.BooleanField()
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # With which file was it compared?
            models.CheckConstraint(
                name="evaluation_reconciliation_file",
                condition=Q(filename__gt="", sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="Lần đối chiếu phải ghi tên tệp và mã SHA-256 của tệp.",
            ),
        )

    def __str__(self) -> str:
        return self.filename


class ReconciledRow(models.Model):
    """One finding of a comparison; people who are the same in both lists are only counted."""

    reconciliation = models.ForeignKey(Reconciliation, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12)
    ours = models.JSONField(default=list)
    theirs = models.JSONField(default=list)
    differs = models.JSONField(default=list)
    name_way = models.CharField(max_length=12)
    by_code = models.BooleanField(default=False)

    class Meta:
        constraints = (
            # Which is the n-th finding of the comparison?
            models.UniqueConstraint(
                fields=("reconciliation", "number"),
                name="evaluation_reconciled_once",
                violation_error_message="Mỗi dòng đối chiếu có một số thứ tự riêng.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.reconciliation_id} {self.number}"
