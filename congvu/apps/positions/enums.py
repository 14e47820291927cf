from django.db.models import TextChoices


class Leads(TextChoices):
    NONE = "none", "Không giữ chức vụ lãnh đạo, quản lý"
    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó"
