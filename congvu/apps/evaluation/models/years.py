from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.evaluation.enums import AutomaticKind, RatingState, RoundState
from congvu.apps.positions.enums import Leads

LEVEL_LENGTH = 16
SHA256 = r"^[0-9a-f]{64}$"


class RatingRound(models.Model):
    """Everybody whom the head of one unit rates in a year (Đ10.2), and how far that is.

    `raised_ground` is the recorded ground on which the cap is raised (Đ20.5b); "" leaves it as it
    is. `digest` is that of the results when it was proposed, `passed` what was left open then:
    {kind of shortfall: {"people": how many, "reason": why it is decided all the same}}. `tally` are
    the round's figures when last computed, for whoever looks over all rounds. Once decided, nothing
    of the round changes but by a decision that takes its place.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="rounds")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=12, choices=RoundState.choices, default=RoundState.PREPARING
    )
    raised_ground = models.TextField(default="", blank=True)
    raised_by = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField(null=True)
    proposer = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    note = models.TextField(default="", blank=True)
    digest = models.CharField(max_length=64, default="", db_default="", blank=True)
    passed = models.JSONField(default=dict, db_default={}, blank=True)
    tally = models.JSONField(default=dict, db_default={}, blank=True)
    tallied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Which one round of a year does a unit's head decide?
            models.UniqueConstraint(
                fields=("period", "unit"),
                name="evaluation_round_once",
                violation_error_message="Đơn vị này đã có đợt xếp loại trong năm.",
            ),
            # On which ground was the cap raised, by whom and when?
            models.CheckConstraint(
                name="evaluation_round_raised",
                condition=Q(raised_ground="", raised_at=None)
                | Q(raised_ground__gt="", raised_at__isnull=False),
                violation_error_message="Nâng tỷ lệ xuất sắc phải ghi căn cứ và thời điểm.",
            ),
            # Was what is decided proposed before, and on which results?
            models.CheckConstraint(
                name="evaluation_round_proposed",
                condition=Q(state=RoundState.PREPARING, proposed_at=None, digest="")
                | Q(
                    state__in=(RoundState.PROPOSED, RoundState.DECIDED),
                    proposed_at__isnull=False,
                    digest__regex=SHA256,
                ),
                violation_error_message="Đợt xếp loại đã trình phải ghi lúc trình và mã kết quả "
                "lúc trình; đợt đang chuẩn bị thì chưa có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.unit_id}"


class Rating(models.Model):
    """Mẫu 02 of one person in one year: what she says herself and what the round needs of her.

    `heads` is the organisation whose level hers is never above (Đ20.6). `own_level` is a level of
    the rule text, "" until chosen. `told` are inputs of a rule that counts no points, by the
    rule's names, each with a note in `told_notes`, confirmed by the office beforehand. `rank` is
    the order written beforehand among equals (the smaller first). `proposal` is part IV of the
    form, the authority's.
    """

    period = models.ForeignKey("rulebook.Period", models.PROTECT, related_name="ratings")
    person = models.ForeignKey("org.Person", models.PROTECT, related_name="ratings")
    round = models.ForeignKey(RatingRound, models.PROTECT, related_name="ratings")
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    agency = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=300, default="", blank=True)
    peer_group = models.CharField(max_length=120, default="", blank=True)
    leads = models.CharField(max_length=8, choices=Leads.choices, default=Leads.NONE)
    heads = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=12, choices=RatingState.choices, default=RatingState.DRAFT)
    own_level = models.CharField(max_length=LEVEL_LENGTH, default="", blank=True)
    own_report = models.TextField(default="", blank=True)
    sent_at = models.DateTimeField(null=True)
    return_reason = models.TextField(default="", blank=True)
    told = models.JSONField(default=dict, blank=True)
    told_notes = models.JSONField(default=dict, blank=True)
    told_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    told_confirmed_at = models.DateTimeField(null=True)
    rank = models.PositiveSmallIntegerField(default=0)
    rank_reason = models.CharField(max_length=500, default="", blank=True)
    proposal = models.TextField(default="", blank=True)

    class Meta:
        indexes = (
            # Who is rated in this round, unit by unit?
            models.Index(fields=("round", "unit"), name="evaluation_rating_of_round"),
        )
        constraints = (
            # Which one form does a person have in a year?
            models.UniqueConstraint(
                fields=("period", "person"),
                name="evaluation_rating_once",
                violation_error_message="Người này đã có phiếu xếp loại trong năm.",
            ),
            # Did whoever sent her form choose a level?
            models.CheckConstraint(
                name="evaluation_rating_sent",
                condition=~Q(state=RatingState.SENT) | Q(own_level__gt="", sent_at__isnull=False),
                violation_error_message="Phiếu xếp loại đã gửi phải có mức tự xếp loại và thời "
                "điểm gửi.",
            ),
            # Who confirmed what was told, and was anything told?
            models.CheckConstraint(
                name="evaluation_rating_told",
                condition=Q(told_confirmed_at=None, told_confirmed_by=None)
                | Q(told_confirmed_at__isnull=False) & ~Q(told={}),
                violation_error_message="Tiêu chí đã xác nhận phải có nội dung và thời điểm xác "
                "nhận.",
            ),
            # Why does somebody come before her equals?
            models.CheckConstraint(
                name="evaluation_rating_rank",
                condition=Q(rank=0) | Q(rank_reason__gt=""),
                violation_error_message="Thứ tự khi bằng điểm phải kèm lý do.",
            ),
            # Is only a head bound by an organisation's level?
            models.CheckConstraint(
                name="evaluation_rating_heads",
                condition=Q(heads=None) | Q(leads=Leads.HEAD),
                violation_error_message="Chỉ người đứng đầu bị ràng buộc bởi mức của tổ chức.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.period_id} {self.person_id}"


class AutomaticCase(models.Model):
    """A fact for which the law sets the lowest level whatever the score (Đ20.4b, Đ20.4d).

    Discipline is no such row: it is read from the person's record, in the year it counts.
    """

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="cases")
    kind = models.CharField(max_length=12, choices=AutomaticKind.choices)
    document = models.CharField(max_length=300)
    decided_on = models.DateField()
    note = models.TextField(default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints = (
            # By which document was it concluded?
            models.CheckConstraint(
                name="evaluation_case_document",
                condition=Q(document__gt="", kind__in=AutomaticKind.values),
                violation_error_message="Trường hợp đương nhiên phải ghi văn bản kết luận.",
            ),
            # Is it on record once?
            models.UniqueConstraint(
                fields=("rating", "kind", "document"),
                condition=Q(withdrawn_at=None),
                name="evaluation_case_once",
                violation_error_message="Văn bản này đã được ghi cho người này.",
            ),
            # Why was it taken back?
            models.CheckConstraint(
                name="evaluation_case_withdrawn",
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_reason__gt=""),
                violation_error_message="Rút trường hợp đương nhiên phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rating_id} {self.kind}"


class RatingMove(models.Model):
    """Before the decision a level is set below what score and cases give, for a reason.

    The last row counts; `level` "" takes the one before back.
    """

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="moves")
    computed = models.CharField(max_length=LEVEL_LENGTH)
    level = models.CharField(max_length=LEVEL_LENGTH, default="", blank=True)
    reason = models.TextField()
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Why was the level moved?
            models.CheckConstraint(
                name="evaluation_move_reason",
                condition=Q(reason__gt=""),
                violation_error_message="Mỗi lần chuyển mức phải ghi lý do.",
            ),
            # Is it another level?
            models.CheckConstraint(
                name="evaluation_move_other",
                condition=~Q(level=F("computed")),
                violation_error_message="Mức chuyển đến phải khác mức đang có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rating_id} {self.level}"


class PartyOpinion(models.Model):
    """What the Party committee says of a head or deputy before the decision (Đ21.1c, Đ21.2c)."""

    rating = models.OneToOneField(Rating, models.PROTECT, related_name="party_opinion")
    body = models.CharField(max_length=300)
    text = models.TextField()
    document = models.CharField(max_length=300, default="", blank=True)
    given_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Who said what?
            models.CheckConstraint(
                name="evaluation_party_told",
                condition=Q(body__gt="", text__gt=""),
                violation_error_message="Ý kiến cấp ủy phải ghi cấp ủy nào và nội dung.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rating_id}"


class RatingDecision(models.Model):
    """A decision of a round: its first, or one that takes the place of another (Đ21.3).

    `digest` is the sha256 over the hashes of its results in the order of people's ids.
    """

    round = models.ForeignKey(RatingRound, models.PROTECT, related_name="decisions")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    number = models.CharField(max_length=60)
    day = models.DateField()
    signer = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    clause = models.CharField(max_length=40)
    reason = models.TextField(default="", blank=True)
    publicity = models.CharField(max_length=300, default="", blank=True)
    rules_fingerprint = models.CharField(max_length=64)
    people = models.IntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (
            # Which is the round's first decision?
            models.UniqueConstraint(
                fields=("round",),
                condition=Q(replaces=None),
                name="evaluation_decision_first",
                violation_error_message="Đợt này đã có quyết định; sửa phải bằng quyết định thay "
                "thế.",
            ),
            # Which decision does the number name?
            models.UniqueConstraint(
                fields=("round", "number"),
                name="evaluation_decision_number",
                violation_error_message="Số quyết định này đã dùng trong đợt.",
            ),
            # Why does it take the place of another, and is it whole?
            models.CheckConstraint(
                name="evaluation_decision_whole",
                condition=Q(number__gt="", clause__gt="", people__gte=0, digest__regex=SHA256)
                & (Q(replaces=None) | Q(reason__gt="")),
                violation_error_message="Quyết định phải có số, căn cứ, mã kiểm tra; quyết định "
                "thay thế phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return self.number


class RatingResult(models.Model):
    """The level of one person in one year, by one decision; never changed, only followed.

    `inputs` and `totals` are what the rule read and stored; `score_hundredths` the year's mean as
    it is told (None where the rule has none, or she is not ranked); `by_score` the level of the
    score alone, `before_cap` after automatic cases, organisation and moves, `level` the final one.
    `capped_in` names the scope in which a place was missing. Whoever is not ranked has a reason
    and no level.
    """

    rating = models.ForeignKey(Rating, models.PROTECT, related_name="results")
    decision = models.ForeignKey(RatingDecision, models.PROTECT, related_name="results")
    before = models.OneToOneField("self", models.PROTECT, null=True, related_name="after")
    level = models.CharField(max_length=LEVEL_LENGTH, default="", blank=True)
    by_score = models.CharField(max_length=LEVEL_LENGTH, default="", blank=True)
    before_cap = models.CharField(max_length=LEVEL_LENGTH, default="", blank=True)
    capped_in = models.CharField(max_length=32, default="", blank=True)
    moved_reason = models.TextField(default="", blank=True)
    score_hundredths = models.IntegerField(null=True)
    not_ranked_reason = models.CharField(max_length=200, default="", blank=True)
    inputs = models.JSONField()
    totals = models.JSONField(default=dict)
    rules_fingerprint = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)

    class Meta:
        constraints = (
            # Which one result comes first?
            models.UniqueConstraint(
                fields=("rating",),
                condition=Q(before=None),
                name="evaluation_year_result_first",
                violation_error_message="Người này đã có kết quả năm; thay bằng quyết định mới.",
            ),
            # Of whom does a decision speak, once?
            models.UniqueConstraint(
                fields=("decision", "rating"),
                name="evaluation_year_result_once",
                violation_error_message="Quyết định này đã có người đó.",
            ),
            # Is it a level or a reason why not, and what does it rest on?
            models.CheckConstraint(
                name="evaluation_year_result_whole",
                condition=Q(sha256__regex=SHA256, rules_fingerprint__gt="")
                & (
                    Q(level__gt="", not_ranked_reason="")
                    | Q(level="", not_ranked_reason__gt="", score_hundredths=None)
                ),
                violation_error_message="Kết quả năm phải có mức hoặc lý do không xếp loại, căn "
                "cứ quy định và mã kiểm tra.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rating_id} {self.level}"
