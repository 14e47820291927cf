"""Roles as code: what each may do is a reviewed diff, not a row."""

from dataclasses import dataclass

from congvu.apps.org.enums import RoleName


@dataclass(frozen=True)
class Role:
    """One role: its label and description for people, its permissions for the policy."""

    name: RoleName
    description: str
    permissions: frozenset[str]

    @property
    def label(self) -> str:
        """Return the Vietnamese label."""
        return str(self.name.label)


def _role(name: RoleName, description: str, *permissions: str) -> Role:
    return Role(name, description, frozenset(permissions))


ROLES: dict[str, Role] = {
    role.name.value: role
    for role in (
        _role(
            RoleName.OFFICER,
            "Xem việc và điểm của mình, báo kết quả, tự chấm tiêu chí chung.",
            "month.read_own",
            "work.report_own",
            "scorecard.self_score_own",
            "competency.assess_own",
            "delegations.read",
            "objection.lodge_own",
            "rating.rate_own",
        ),
        _role(
            RoleName.HEAD,
            "Giao việc, nghiệm thu, nhận xét và xác nhận phiếu của người mình quản lý.",
            "month.read_own",
            "work.report_own",
            "scorecard.self_score_own",
            "room.read_unit",
            "month.read_unit",
            "work.assign_unit",
            "work.accept_unit",
            "scorecard.review_unit",
            "competency.assess_own",
            "competency.read_unit",
            "competency.assess_unit",
            "delegations.read",
            "objection.lodge_own",
            "rating.rate_own",
            "result.decide_unit",
            "organisation.assess_unit",
            "organisation.recognise_unit",
            "rating.decide_unit",
        ),
        _role(
            RoleName.DEPUTY,
            "Như người đứng đầu, trong lĩnh vực hoặc đơn vị được phân công.",
            "month.read_own",
            "work.report_own",
            "scorecard.self_score_own",
            "room.read_unit",
            "month.read_unit",
            "work.accept_unit",
            "scorecard.comment_unit",
            "competency.assess_own",
            "competency.read_unit",
            "competency.assess_unit",
            "delegations.read",
            "objection.lodge_own",
            "rating.rate_own",
        ),
        _role(
            RoleName.AGENCY_OFFICE,
            "Lập danh mục, bản mô tả công việc; theo dõi tiến độ tự chấm; không xác nhận điểm.",
            "room.read_unit",
            "month.read_unit",
            "list.propose",
            "competency.read_unit",
            "people.keep",
            "units.keep",
            "intake.keep",
            "delegations.read",
            "decision.reconcile",
            "account.set_address",
            "result.amend_unit",
            "rating.prepare_unit",
        ),
        _role(
            RoleName.PERSONNEL_ADVISER,
            "Giữ hồ sơ người, vắng mặt, kỷ luật của cơ quan; xem phòng và tháng; không xác nhận "
            "điểm.",
            "room.read_unit",
            "month.read_unit",
            "competency.read_unit",
            "people.keep",
            "delegations.read",
            "decision.reconcile",
            "result.amend_unit",
            "rating.prepare_unit",
        ),
        _role(
            RoleName.PROVINCE_ADMIN,
            "Cấp và thu quyền, giữ tài khoản, ủy quyền, kết nối; không xem điểm của ai.",
            "grants.keep",
            "accounts.keep",
            "intake.keep",
            "delegations.read",
        ),
        _role(
            RoleName.HOME_AFFAIRS,
            "Xem toàn tỉnh, mở kỳ, chốt kỳ, thẩm định danh mục, quản lý quy định áp dụng.",
            "province.read",
            "room.read_unit",
            "month.read_unit",
            "period.open",
            "period.close",
            "year.open",
            "rulebook.adopt",
            "list.propose",
            "list.appraise",
            "list.issue",
            "toolkit.publish",
            "toolkit.adopt",
            "competency.read_unit",
            "people.keep",
            "units.keep",
            "intake.keep",
            "decision.reconcile",
            "result.amend_unit",
            "rating.prepare_unit",
        ),
        _role(
            RoleName.LEADERSHIP,
            "Xem tổng hợp toàn tỉnh.",
            "province.read",
            "room.read_unit",
            "list.read_drafts",
        ),
        _role(
            RoleName.INSPECTOR,
            "Xem mọi phiếu và nhật ký để thanh tra, kiểm tra; không sửa gì.",
            "province.read",
            "room.read_unit",
            "month.read_unit",
            "audit.read",
            "list.read_drafts",
            "competency.read_unit",
            "delegations.read",
            "decision.reconcile",
        ),
        _role(
            RoleName.OPERATOR,
            "Vận hành hệ thống: xem sức khỏe; không xem điểm của ai.",
            "health.read",
        ),
    )
}

FOUR_EYES = frozenset({RoleName.HOME_AFFAIRS, RoleName.INSPECTOR, RoleName.PROVINCE_ADMIN})
"""The roles that see or change much: given by one administrator, held once another confirms."""
DELEGABLE = frozenset({RoleName.HEAD, RoleName.DEPUTY})
"""The roles whose holder may let another act for her; whoever keeps lists or rights may not."""
_OWN = "_own"


def lendable(role: str) -> frozenset[str]:
    """Return what the holder of a role may lend: all but what is about herself."""
    if role not in DELEGABLE:
        return frozenset()
    return frozenset(one for one in ROLES[role].permissions if not one.endswith(_OWN))


LENT_WORDS = {
    "room.read_unit": "Xem phòng",
    "month.read_unit": "Xem tháng của từng người",
    "work.assign_unit": "Giao việc",
    "work.accept_unit": "Nghiệm thu kết quả",
    "scorecard.review_unit": "Nhận xét, xác nhận phiếu",
    "scorecard.comment_unit": "Nhận xét phiếu",
    "competency.read_unit": "Xem năng lực",
    "competency.assess_unit": "Đánh giá năng lực",
    "delegations.read": "Xem ủy quyền của đơn vị",
    "result.decide_unit": "Giải quyết kiến nghị, ký điều chỉnh",
    "organisation.assess_unit": "Tự đánh giá tổ chức",
    "organisation.recognise_unit": "Xem xét, công nhận tổ chức thuộc quyền",
    "rating.decide_unit": "Quyết định xếp loại năm",
}
"""What may be lent, as whoever lends it reads it; what has no words here is lent with the whole."""
