from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from congvu.apps.toolkit.enums import Act, ListKind, PlanState, ProposalState, Verdict

_USER = settings.AUTH_USER_MODEL
_DAYS_IN_FORCE = Func(
    F("valid_from"),
    F("valid_until"),
    RangeBoundary(),
    function="DATERANGE",
    output_field=DateRangeField(),
)


class Proposal(models.Model):
    """A list on its way: drafted by an office, appraised by another person, issued by a decision.

    `series` and `based_on` name the list and the edition (or nothing) that it starts from;
    `settings` are the document's. `revision` counts changes of rows. No unit: common to the
    province.
    """

    kind = models.CharField(max_length=16, choices=ListKind.choices)
    series = models.CharField(max_length=64)
    name = models.CharField(max_length=300)
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    settings = models.JSONField(default=dict, blank=True)
    based_on = models.CharField(max_length=64, default="", blank=True)
    origin = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(
        max_length=12, choices=ProposalState.choices, default=ProposalState.DRAFT
    )
    revision = models.PositiveIntegerField(default=0)
    proposed_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    appraised_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    appraised_at = models.DateTimeField(null=True)
    appraisal = models.TextField(default="", blank=True)
    issued_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=300, default="", blank=True)
    edition = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        constraints = (
            # Was it appraised by somebody else than whoever proposed it?
            models.CheckConstraint(
                name="toolkit_proposal_two_people",
                condition=Q(appraised_by=None)
                | Q(proposed_by=None)
                | ~Q(appraised_by=F("proposed_by")),
                violation_error_message="Người thẩm định phải khác người đề xuất.",
            ),
            # Was it issued by somebody else than whoever proposed it?
            models.CheckConstraint(
                name="toolkit_proposal_issuer",
                condition=Q(issued_by=None) | Q(proposed_by=None) | ~Q(issued_by=F("proposed_by")),
                violation_error_message="Người ban hành phải khác người đề xuất.",
            ),
            # By which decision was it issued, and as which edition?
            models.CheckConstraint(
                name="toolkit_proposal_issued_whole",
                condition=~Q(state=ProposalState.ISSUED)
                | (Q(decision__gt="") & Q(edition__gt="") & Q(issued_at__isnull=False)),
                violation_error_message="Bản đã ban hành phải có số quyết định và lần ban hành.",
            ),
            # Which one proposal of a list is under way?
            models.UniqueConstraint(
                fields=("kind", "series"),
                condition=~Q(state__in=(ProposalState.ISSUED, ProposalState.WITHDRAWN)),
                name="toolkit_proposal_one_at_a_time",
                violation_error_message="Danh mục này đang có một bản đề xuất chưa xong; hãy làm "
                "tiếp bản đó, hoặc rút nó trước.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProposalRow(models.Model):
    """A row of a proposal: texts by column as they were typed, faults and all.

    `version` counts its changes, so that two people on one row do not undo each other.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=16)
    place = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    search_key = models.TextField(default="", blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = (
            # Which rows does this sheet have, in order?
            models.Index(fields=("proposal", "sheet", "place"), name="toolkit_row_in_order"),
            # Which rows hold these letters, marks aside?
            GinIndex(OpClass(F("search_key"), name="gin_trgm_ops"), name="toolkit_row_search"),
        )

    def __str__(self) -> str:
        return f"{self.sheet} {self.place}"


class Change(models.Model):
    """One change of a proposal's rows, with what stood before and after, so that it can be undone.

    `before` and `after` are {row id: [sheet, place, values] or null}.
    """

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="changes")
    number = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    label = models.CharField(max_length=300)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    undoes = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="undone_by_change"
    )

    class Meta:
        constraints = (
            # In which order did the rows change?
            models.UniqueConstraint(
                fields=("proposal", "number"),
                name="toolkit_change_number",
                violation_error_message="Có người vừa sửa bản đề xuất này; hãy tải lại trang.",
            ),
        )

    def __str__(self) -> str:
        return self.label


class Comment(models.Model):
    """What somebody says of a row (or, without one, of the whole proposal)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="comments")
    row = models.ForeignKey(ProposalRow, models.SET_NULL, null=True, related_name="comments")
    label = models.CharField(max_length=300, default="", blank=True)
    text = models.TextField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            # Does the comment say something?
            models.CheckConstraint(
                name="toolkit_comment_text",
                condition=Q(text__gt=""),
                violation_error_message="Ý kiến không được để trống.",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]


class Ruling(models.Model):
    """What the appraiser decided of a finding, which its fingerprint names while the rows stand."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="rulings")
    fingerprint = models.CharField(max_length=64)
    rule = models.CharField(max_length=32)
    about = models.CharField(max_length=300, default="", blank=True)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reason = models.TextField(default="", blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # What was decided of this finding?
            models.UniqueConstraint(
                fields=("proposal", "fingerprint"),
                name="toolkit_ruling_once",
                violation_error_message="Phát hiện này đã được xử lý.",
            ),
            # Why was it left as it is, or sent back?
            models.CheckConstraint(
                name="toolkit_ruling_reason",
                condition=Q(verdict=Verdict.FIX) | Q(reason__gt=""),
                violation_error_message="Giữ nguyên hoặc trả lại thì phải ghi lý do.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.rule} {self.verdict}"


class ImportPlan(models.Model):
    """What a file would change in a proposal; it waits for a second person (`plan` is its JSON)."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="plans")
    filename = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    plan = models.JSONField()
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=PlanState.choices, default=PlanState.PLANNED)
    planned_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    applied_by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    applied_at = models.DateTimeField(null=True)
    change = models.OneToOneField(Change, models.PROTECT, null=True, related_name="plan")

    class Meta:
        constraints = (
            # Did a second person apply it?
            models.CheckConstraint(
                name="toolkit_plan_two_people",
                condition=Q(applied_by=None) | Q(planned_by=None) | ~Q(applied_by=F("planned_by")),
                violation_error_message="Người áp dụng phải khác người nạp tệp.",
            ),
        )

    def __str__(self) -> str:
        return self.filename


class FormText(models.Model):
    """The words a province chose for a place of a form, from which day, by which decision."""

    form = models.CharField(max_length=64)
    field = models.CharField(max_length=64)
    text = models.TextField()
    decision = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            # Which words stand there on a day?
            ExclusionConstraint(
                name="toolkit_form_one_a_day",
                expressions=(
                    ("form", RangeOperators.EQUAL),
                    ("field", RangeOperators.EQUAL),
                    (_DAYS_IN_FORCE, RangeOperators.OVERLAPS),
                ),
                violation_error_message="Mục này của biểu mẫu đã có lời văn khác trong khoảng "
                "thời gian đó; ngày áp dụng phải sau ngày của lời văn trước.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.form}.{self.field}"


class Release(models.Model):
    """A version of our own toolkit that was published: its file as it was signed."""

    code = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, default="", blank=True)
    package = models.BinaryField()
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = (
            # Which file is this version of the toolkit?
            models.UniqueConstraint(
                fields=("code", "version"),
                name="toolkit_release_version",
                violation_error_message="Phiên bản này của bộ công cụ đã công bố; hãy tăng số.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Adoption(models.Model):
    """A version of another's toolkit that was taken over: its file, its key, what was adopted.

    The file is kept whole: it is the base of the next three-way merge. `parts` are [kind, series
    there, series here, proposal].
    """

    publisher = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    name = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    key_fingerprint = models.CharField(max_length=128)
    package = models.BinaryField()
    parts = models.JSONField(default=list)
    reason = models.TextField(default="", blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (
            # What did we take over from this publisher last?
            models.Index(fields=("publisher", "code", "at"), name="toolkit_adoption_latest"),
        )

    def __str__(self) -> str:
        return f"{self.publisher}/{self.code} {self.version}"


class Incoming(models.Model):
    """A toolkit's file that came in and was not taken over yet, and what was chosen so far.

    `choices` are the words on its conflicts with our own lists, by conflict, as the face wrote
    them; they wait here, so that a long merge can be left and taken up again.
    """

    digest = models.CharField(max_length=64, unique=True)
    filename = models.CharField(max_length=300)
    package = models.BinaryField()
    choices = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(_USER, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.filename
