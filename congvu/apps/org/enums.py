from django.db.models import TextChoices


class UnitKind(TextChoices):
    PROVINCE = "province", "Tỉnh, thành phố"
    DEPARTMENT = "department", "Sở, ban, ngành"
    ROOM = "room", "Phòng thuộc sở"
    COMMUNE = "commune", "Xã, phường, đặc khu"
    COMMUNE_ROOM = "commune_room", "Phòng thuộc cấp xã"
    FRONT = "front", "Mặt trận và đoàn thể"
    PARTY = "party", "Cơ quan Đảng"
    SERVICE_UNIT = "service_unit", "Đơn vị sự nghiệp"
    SUB_DEPARTMENT = "sub_department", "Chi cục và tương đương"
    SERVICE_ROOM = "service_room", "Phòng, khoa thuộc đơn vị sự nghiệp"


class SuccessionKind(TextChoices):
    """How one unit came after another."""

    MERGED = "merged", "Sáp nhập, hợp nhất"
    SPLIT = "split", "Chia, tách"


class AbsenceKind(TextChoices):
    """Why somebody is away from her post; `engine.attendance` says what each does to a year."""

    SICK = "sick", "Nghỉ ốm"
    MATERNITY = "maternity", "Nghỉ thai sản"
    UNPAID = "unpaid", "Nghỉ việc riêng không hưởng lương"
    STUDY = "study", "Đi học tập trung"
    SECONDMENT = "secondment", "Biệt phái"
    OTHER = "other", "Vắng mặt có lý do khác"


class DisciplineForm(TextChoices):
    """Forms of discipline, of the administration and of the Party (Đ11.3)."""

    REPRIMAND = "reprimand", "Khiển trách"
    WARNING = "warning", "Cảnh cáo"
    SALARY = "salary", "Hạ bậc lương"
    DEMOTION = "demotion", "Giáng chức"
    REMOVAL = "removal", "Cách chức"
    DISMISSAL = "dismissal", "Buộc thôi việc"
    PARTY_REPRIMAND = "party_reprimand", "Đảng: khiển trách"
    PARTY_WARNING = "party_warning", "Đảng: cảnh cáo"
    PARTY_REMOVAL = "party_removal", "Đảng: cách chức"
    PARTY_EXPULSION = "party_expulsion", "Đảng: khai trừ"


class PersonKind(TextChoices):
    """The kinds of official; the values are the subjects that rule texts name."""

    CADRE = "cadre", "Cán bộ"
    CIVIL_SERVANT = "civil_servant", "Công chức"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    CONTRACT = "contract", "Người lao động hợp đồng"


class RoleName(TextChoices):
    """Roles a grant may give; what each may do is in `roles.py`."""

    OFFICER = "officer", "Công chức"
    HEAD = "head", "Người đứng đầu"
    DEPUTY = "deputy", "Cấp phó"
    AGENCY_OFFICE = "agency_office", "Văn phòng cơ quan"
    PERSONNEL_ADVISER = "personnel_adviser", "Tham mưu tổ chức, cán bộ"
    PROVINCE_ADMIN = "province_admin", "Quản trị cấp tỉnh"
    HOME_AFFAIRS = "home_affairs", "Cơ quan nội vụ"
    LEADERSHIP = "leadership", "Lãnh đạo tỉnh"
    INSPECTOR = "inspector", "Thanh tra, kiểm tra"
    OPERATOR = "operator", "Vận hành hệ thống"
