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
