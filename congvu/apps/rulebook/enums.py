from django.db.models import TextChoices


class PeriodKind(TextChoices):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF = "half", "Sáu tháng"
    YEAR = "year", "Năm"


TRACKED_KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER)
"""The kinds by which results are kept; the longer ones are means of these (Đ17.3)."""


class PeriodState(TextChoices):
    """Work and reviews change while a period is open; results stand from PUBLISHED on.

    A month put into a quarter while both were open is MERGED: its work went on to the quarter.
    """

    OPEN = "open", "Đang mở"
    PUBLISHED = "published", "Đã công bố"
    CLOSED = "closed", "Đã khóa"
    MERGED = "merged", "Đã nhập vào quý"


class Step(TextChoices):
    """A step of a period that has a last day, in their order."""

    SELF_SCORE = "self_score", "Tự chấm"
    COMMENT = "comment", "Nhận xét"
    DECIDE = "decide", "Xác nhận"
    PUBLISH = "publish", "Công bố"
