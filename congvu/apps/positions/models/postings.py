from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce

from congvu.apps.positions.enums import Leads
from congvu.apps.positions.models.positions import Position

_DAYS_HELD = Func(
    F("valid_from"),
    F("valid_until"),
    RangeBoundary(),
    function="DATERANGE",
    output_field=DateRangeField(),
)


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
    """A unit or a person that a deputy's posting was assigned to look after (Đ10.1).

    As long as the posting is held, unless told otherwise: from `valid_from` on, and until
    `valid_until`, the first day on which it no longer is.
    """

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="fields")
    unit = models.ForeignKey("org.Unit", models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey("org.Person", models.PROTECT, null=True, related_name="+")
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        constraints = (
            # Is it clear whether a unit or a person is meant?
            models.CheckConstraint(
                name="positions_field_unit_or_person",
                condition=Q(unit=None, person__isnull=False) | Q(unit__isnull=False, person=None),
                violation_error_message="Phân công phụ trách phải ghi đúng một: đơn vị hoặc người.",
            ),
            # Is it looked after on at least one day?
            models.CheckConstraint(
                name="positions_field_days",
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
                violation_error_message="Ngày thôi phụ trách phải sau ngày được phân công.",
            ),
            # Was this already assigned to this deputy in those days?
            ExclusionConstraint(
                name="positions_field_once",
                expressions=(
                    ("posting", RangeOperators.EQUAL),
                    (Coalesce(F("unit"), Value(0)), RangeOperators.EQUAL),
                    (Coalesce(F("person"), Value(0)), RangeOperators.EQUAL),
                    (_DAYS_HELD, RangeOperators.OVERLAPS),
                ),
                violation_error_message="Đơn vị hoặc người này đã được phân công cho cấp phó đó.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.posting_id}"
