from django.db.models import TextChoices


class Leads(TextChoices):
    NONE = "none", "Không giữ chức vụ lãnh đạo, quản lý"
    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó"


class PositionGroup(TextChoices):
    """The groups of job positions (danh mục vị trí việc làm)."""

    LEADERSHIP = "leadership", "Lãnh đạo, quản lý"
    PROFESSIONAL = "professional", "Nghiệp vụ chuyên ngành"
    SHARED = "shared", "Nghiệp vụ chuyên môn dùng chung"
    SUPPORT = "support", "Hỗ trợ, phục vụ"


class CompetencyGroup(TextChoices):
    GENERAL = "general", "Năng lực chung"
    PROFESSIONAL = "professional", "Năng lực chuyên môn"
    MANAGERIAL = "managerial", "Năng lực quản lý"


class Occasion(TextChoices):
    """When competencies are assessed."""

    YEARLY = "yearly", "Hằng năm"
    POSTING = "posting", "Khi đổi vị trí"


class RosterKind(TextChoices):
    """What a loaded list is of."""

    PEOPLE = "people", "Danh sách nhân sự"
    UNITS = "units", "Danh sách đơn vị"


class RosterState(TextChoices):
    """Where a loaded list stands."""

    PLANNED = "planned", "Chờ người thứ hai áp dụng"
    APPLIED = "applied", "Đã áp dụng"
    DISCARDED = "discarded", "Đã bỏ"
    UNDONE = "undone", "Đã hoàn tác"
