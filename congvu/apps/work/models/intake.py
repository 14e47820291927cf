from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congvu.apps.work.enums import BatchState, How, PersonBy, ReceivedState, SystemKind


class System(models.Model):
    """Another system that tells of work done in a unit and everything under it.

    `id_field` names the column that holds a record's own id there. A record that meets
    `withdrawn_when` (conditions as in MappingRule) was taken back at its source. Only the fields
    that rules name and `keep_fields` are stored. `key_hash` is the sha256 of the key that the
    system pushes with, which is shown once and never stored; `pull_header` names the header whose
    value the operator's settings hold. `etag` and `pulled_at` are what the last pull left.
    """

    code = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=12, choices=SystemKind.choices)
    unit = models.ForeignKey("org.Unit", models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    id_field = models.CharField(max_length=120)
    withdrawn_when = models.JSONField(default=list)
    keep_fields = models.JSONField(default=list)
    seen_fields = models.JSONField(default=list)
    key_hash = models.CharField(max_length=64, db_default="", blank=True)
    key_last = models.CharField(max_length=4, db_default="", blank=True)
    key_made_at = models.DateTimeField(null=True)
    pull_address = models.CharField(max_length=500, db_default="", blank=True)
    pull_header = models.CharField(max_length=80, db_default="", blank=True)
    etag = models.CharField(max_length=200, db_default="", blank=True)
    pulled_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            # Can the system be named in an address and before a record's id?
            models.CheckConstraint(
                name="work_system_code",
                condition=Q(code__regex=r"^[a-z0-9][a-z0-9-]{1,31}$"),
                violation_error_message="Mã hệ thống gồm 2–32 chữ thường không dấu, chữ số, gạch "
                "nối; như mot-cua-nha-trang.",
            ),
            # Can it be told apart on a page, and its records from each other?
            models.CheckConstraint(
                name="work_system_named",
                condition=Q(name__gt="", id_field__gt=""),
                violation_error_message="Hệ thống phải có tên, và cột nào là mã của bản ghi.",
            ),
            # Is the key known only by its hash and its last four signs?
            models.CheckConstraint(
                name="work_system_key",
                condition=Q(key_hash="", key_last="", key_made_at=None)
                | Q(
                    key_hash__regex=r"^[0-9a-f]{64}$",
                    key_last__regex=r"^.{4}$",
                    key_made_at__isnull=False,
                ),
                violation_error_message="Khóa gửi chỉ lưu bằng mã băm, bốn ký tự cuối và ngày cấp.",
            ),
            # Is it asked over a connection that nobody reads along?
            models.CheckConstraint(
                name="work_system_address",
                condition=Q(pull_address="") | Q(pull_address__startswith="https://"),
                violation_error_message="Địa chỉ lấy về phải bắt đầu bằng https://.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class MappingRule(models.Model):
    """What a record of a system counts as: conditions, then a product of a series for a person.

    `conditions` are [{"field", "test", "values"}], all of which hold (see intake_rules). The rule
    that comes first by `place` decides. A rule is never changed: it is ended, and another made.
    `amount_field` empty: each record counts one. `minutes_field` empty: no hours are told.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="rules")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    conditions = models.JSONField(default=list)
    series = models.CharField(max_length=64)
    product_code = models.CharField(max_length=64)
    person_by = models.CharField(max_length=8, choices=PersonBy.choices)
    person_field = models.CharField(max_length=120, db_default="", blank=True)
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    day_field = models.CharField(max_length=120)
    amount_field = models.CharField(max_length=120, db_default="", blank=True)
    minutes_field = models.CharField(max_length=120, db_default="", blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = (
            # Which rule is asked before which?
            models.UniqueConstraint(
                fields=("system", "place"),
                condition=Q(ended_at=None),
                name="work_rule_place",
                violation_error_message="Hệ thống này đã có luật ở thứ tự đó.",
            ),
            # Is it said whose work it is: a column, or one person?
            models.CheckConstraint(
                name="work_rule_person",
                condition=Q(person_by=PersonBy.FIXED, person__isnull=False, person_field="")
                | (~Q(person_by=PersonBy.FIXED) & Q(person=None, person_field__gt="")),
                violation_error_message="Luật phải nói tính cho ai: người ở một cột, hoặc một "
                "người cố định.",
            ),
            # Does it have a name, a product and a day?
            models.CheckConstraint(
                name="work_rule_told",
                condition=Q(name__gt="", series__gt="", product_code__gt="", day_field__gt=""),
                violation_error_message="Luật phải có tên, sản phẩm và cột ngày.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Batch(models.Model):
    """Records of a system that came together. `planned` holds them until they are applied.

    `counts` are by verdict, {"new": 53, "same": 1, …}; `finished_at` tells when it was applied,
    discarded or undone last.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="batches")
    how = models.CharField(max_length=8, choices=How.choices)
    state = models.CharField(max_length=12, choices=BatchState.choices)
    file_name = models.CharField(max_length=200, db_default="", blank=True)
    sha256 = models.CharField(max_length=64, db_default="", blank=True)
    counts = models.JSONField(default=dict)
    planned = models.JSONField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = (
            # What came from this system lately?
            models.Index(fields=("system", "-at"), name="work_batch_of_system"),
        )
        constraints = (
            # Are the records kept exactly as long as they wait?
            models.CheckConstraint(
                name="work_batch_planned",
                condition=Q(state=BatchState.PLANNED, planned__isnull=False, finished_at=None)
                | (~Q(state=BatchState.PLANNED) & Q(planned=None, finished_at__isnull=False)),
                violation_error_message="Lần nhận chỉ giữ các dòng đọc được khi còn chờ áp dụng.",
            ),
            # Which file was it, if it was one?
            models.CheckConstraint(
                name="work_batch_file",
                condition=~Q(how=How.FILE) | Q(file_name__gt="", sha256__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="Lần nhận từ tệp phải có tên tệp và mã băm.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.system_id} {self.at}"


class Received(models.Model):
    """One record of a system: what it told last, and what became of it.

    `entry` is the line of the log it counts as; `version` counts its lines, so that each has a key
    of its own. `remark` tells the head what the source changed after the line was accepted; it
    waits until `remark_settled_at`, and what the source tells now waits in `waiting`.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="received")
    source_id = models.CharField(max_length=80)
    content_hash = models.CharField(max_length=64, db_default="", blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=ReceivedState.choices)
    reason = models.CharField(max_length=300, db_default="", blank=True)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="records")
    received_at = models.DateTimeField()
    rule = models.ForeignKey(MappingRule, models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey("work.Entry", models.PROTECT, null=True, related_name="+")
    version = models.PositiveSmallIntegerField(default=0)
    waiting = models.JSONField(null=True)
    remark = models.CharField(max_length=300, db_default="", blank=True)
    remark_at = models.DateTimeField(null=True)
    remark_settled_at = models.DateTimeField(null=True)
    remark_settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        indexes = (
            # Which records of this system wait for a rule, were refused …?
            models.Index(fields=("system", "state", "-received_at"), name="work_received_waiting"),
            # What did the source change after it was accepted?
            models.Index(
                fields=("entry",),
                condition=Q(remark__gt="", remark_settled_at=None),
                name="work_received_remarks",
            ),
        )
        constraints = (
            # Did this record come before?
            models.UniqueConstraint(
                fields=("system", "source_id"),
                name="work_received_once",
                violation_error_message="Bản ghi này của hệ thống đã có.",
            ),
            # Is it named, and if it is not counted, is it said why?
            models.CheckConstraint(
                name="work_received_told",
                condition=Q(source_id__gt="")
                & (Q(state=ReceivedState.COUNTED, entry__isnull=False) | Q(reason__gt="")),
                violation_error_message="Bản ghi phải có mã; không được tính thì phải nói vì sao.",
            ),
            # Since when does a remark stand, and was it settled after that?
            models.CheckConstraint(
                name="work_received_remark",
                condition=Q(remark="", remark_at=None, remark_settled_at=None)
                | (
                    Q(remark__gt="", remark_at__isnull=False)
                    & (Q(remark_settled_at=None) | Q(remark_settled_at__gte=F("remark_at")))
                ),
                violation_error_message="Lưu ý về nguồn phải có nội dung, có ngày, và chỉ xử lý "
                "sau khi có.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.system_id}:{self.source_id}"
