from django.db.models import IntegerChoices, TextChoices


class ScorecardState(TextChoices):
    """How far a card has come; from PUBLISHED on its result stands."""

    DRAFT = "draft", "Chưa tự chấm"
    SELF_SCORED = "self_scored", "Đã tự chấm"
    REVIEWED = "reviewed", "Đã nhận xét"
    CONFIRMED = "confirmed", "Đã xác nhận"
    PUBLISHED = "published", "Đã công bố"
    CLOSED = "closed", "Đã khóa"


STANDING = (ScorecardState.PUBLISHED, ScorecardState.CLOSED)
"""The states in which a card holds its result, for good."""


class Step(IntegerChoices):
    """A leader's step for đ or e; the numbers are the order of the rule text's choices."""

    FULL = 0, "Mức cao"
    LOW = 1, "Mức thấp"


class PaperRunState(TextChoices):
    """How far the papers of a unit are; GONE: made, fetched or not, and swept since."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Chưa xong, có lỗi"
    GONE = "gone", "Đã dọn"
