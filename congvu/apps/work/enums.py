from django.db.models import IntegerChoices


class Origin(IntegerChoices):
    """Where a task came from; the numbers are the order of the rule text's choices."""

    PLANNED = 0, "Kế hoạch"
    TAKEN_OVER = 1, "Nhận thay"
    UNPLANNED = 2, "Đột xuất"


class Effect(IntegerChoices):
    """The effect of an accepted result; the numbers are the order of the rule text's choices."""

    FULL = 0, "Tốt, vượt yêu cầu"
    GOOD = 1, "Đạt yêu cầu"
    FAIR = 2, "Đạt một phần"
    NONE = 3, "Không có hiệu quả"
