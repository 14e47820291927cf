from django.db.models import IntegerChoices, TextChoices


class ScorecardState(TextChoices):
    DRAFT = "draft", "Chưa tự chấm"
    SELF_SCORED = "self_scored", "Đã tự chấm"
    REVIEWED = "reviewed", "Đã xác nhận"
    CLOSED = "closed", "Đã chốt"


class Step(IntegerChoices):
    """A leader's step for đ or e; the numbers are the order of the rule text's choices."""

    FULL = 0, "Mức cao"
    LOW = 1, "Mức thấp"
