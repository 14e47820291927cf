from django.db.models import TextChoices


class PeriodKind(TextChoices):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF = "half", "Sáu tháng"
    YEAR = "year", "Năm"


class PeriodState(TextChoices):
    """Work and reviews change while a period is open; results stand from PUBLISHED on."""

    OPEN = "open", "Đang mở"
    PUBLISHED = "published", "Đã công bố"
    CLOSED = "closed", "Đã khóa"
