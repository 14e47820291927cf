from django.db import models
from django.db.models import F, JSONField, Q, Value

from congvu.apps.evaluation.enums import STANDING, ScorecardState, Step
from congvu.apps.positions.enums import Leads


class Scorecard(models.Model):
    """Mẫu 01 of one person in one period, and, once published, the stored result.

    General criteria are {criterion code: hundredths of a point}; a self-score not yet sent may
    lack some, and has no sum. `since` is when the card came to its state (None: with its period);
    `self_scored_at` when it was sent last. `reopened_until`: its reviewer takes it past the grace.
    `batch` tells that it was confirmed together with others, without a look at each.
    Once published the row holds the result (`score_hundredths`, exact `totals`), what it rests on
    (`managed`, `rules_fingerprint`) and `inputs_hash`, the sha256 over inputs, steps, fingerprint
    and result.
    """

    person = models.ForeignKey("org.Person", models.PROTECT, related_name="scorecards")
    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="scorecards")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    agency = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    peer_group = models.CharField(max_length=120, default="", blank=True)
    leads = models.CharField(max_length=8, choices=Leads.choices, default=Leads.NONE)
    general_self = models.JSONField(default=dict, blank=True)
    general_self_hundredths = models.IntegerField(null=True)
    general_notes = JSONField(default=dict, blank=True, db_default=Value({}, JSONField()))
    strengths = models.TextField(default="", blank=True, db_default="")
    shortcomings = models.TextField(default="", blank=True, db_default="")
    general_confirmed = models.JSONField(default=dict, blank=True)
    general_hundredths = models.IntegerField(null=True)
    organising = models.PositiveSmallIntegerField(choices=Step.choices, null=True)
    organising_reason = models.TextField(default="", blank=True)
    unity = models.PositiveSmallIntegerField(choices=Step.choices, null=True)
    unity_reason = models.TextField(default="", blank=True)
    comment = models.TextField(default="", blank=True, db_default="")
    extreme_reason = models.TextField(default="", blank=True, db_default="")
    return_reason = models.TextField(default="", blank=True, db_default="")
    reviewed_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    confirmed_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    batch = models.BooleanField(default=False, db_default=False)
    state = models.CharField(
        max_length=12, choices=ScorecardState.choices, default=ScorecardState.DRAFT
    )
    since = models.DateTimeField(null=True)
    self_scored_at = models.DateTimeField(null=True)
    reopened_until = models.DateField(null=True)
    reopened_reason = models.CharField(max_length=500, default="", blank=True, db_default="")
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
            # Does nobody review or confirm her own card?
            models.CheckConstraint(
                name="evaluation_card_not_own",
                condition=(Q(reviewed_by=None) | ~Q(reviewed_by=F("person")))
                & (Q(confirmed_by=None) | ~Q(confirmed_by=F("person"))),
                violation_error_message="Không ai nhận xét hay xác nhận phiếu của chính mình.",
            ),
            # Why is a self-score still taken after the grace?
            models.CheckConstraint(
                name="evaluation_card_reopened",
                condition=Q(reopened_until=None, reopened_reason="")
                | Q(reopened_until__isnull=False, reopened_reason__gt=""),
                violation_error_message="Mở lại tự chấm phải ghi lý do và ngày cuối.",
            ),
            # Was a confirmed card confirmed, whole, and is no earlier one taken for it?
            models.CheckConstraint(
                name="evaluation_card_confirmed",
                condition=Q(state__in=STANDING)
                | Q(
                    state=ScorecardState.CONFIRMED,
                    confirmed_at__isnull=False,
                    general_hundredths__isnull=False,
                )
                | (~Q(state=ScorecardState.CONFIRMED) & Q(confirmed_at=None, confirmed_by=None)),
                violation_error_message="Phiếu đã xác nhận phải có điểm tiêu chí chung và thời "
                "điểm xác nhận; phiếu chưa xác nhận thì chưa có.",
            ),
            # Is a published card whole: a score or a reason, what it rests on, hash and time?
            models.CheckConstraint(
                name="evaluation_card_closed_whole",
                condition=(
                    ~Q(state__in=STANDING)
                    & Q(score_hundredths=None, closed_at=None, inputs_hash="")
                )
                | (
                    Q(state__in=STANDING, closed_at__isnull=False)
                    & Q(inputs_hash__gt="", rules_fingerprint__gt="", settled__isnull=False)
                    & (
                        Q(score_hundredths__isnull=False, not_scored_reason="")
                        | Q(score_hundredths=None, not_scored_reason__gt="")
                    )
                ),
                violation_error_message="Phiếu đã công bố phải có điểm hoặc lý do không chấm, căn "
                "cứ quy định, mã kiểm tra và thời điểm chốt; phiếu chưa công bố thì chưa có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.period_id}"
