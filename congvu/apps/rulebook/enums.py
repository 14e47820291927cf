from django.db.models import TextChoices


class PeriodKind(TextChoices):
    MONTH = "month", "Tháng"
    QUARTER = "quarter", "Quý"
    HALF = "half", "Sáu tháng"
    YEAR = "year", "Năm"


class PeriodState(TextChoices):
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã chốt"
