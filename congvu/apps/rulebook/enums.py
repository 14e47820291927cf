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


class DraftState(TextChoices):
    """How far a drafted change of the rules has come; nothing follows the last two."""

    DRAFT = "draft", "Đang soạn"
    PROPOSED = "proposed", "Chờ người thứ hai"
    ADOPTED = "adopted", "Đã áp dụng"
    WITHDRAWN = "withdrawn", "Đã rút"


ENDED = (DraftState.ADOPTED, DraftState.WITHDRAWN)
"""The states after which a draft never changes."""

CALENDAR_SETTINGS = (
    *("tracking", "self_score_by", "comment_by", "decide_by", "publish_by"),
    *("grace_working_days", "december_cut_off"),
)
"""The local values that say when, not how, work is scored; they change on the calendar's page."""
