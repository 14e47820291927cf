from django.db.models import IntegerChoices, TextChoices


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


class ChangeState(TextChoices):
    """How a change to an assigned task stands; it holds once acknowledged or approved."""

    ASKED = "asked", "Chờ người thực hiện xác nhận"
    DECLINED = "declined", "Người thực hiện không đồng ý"
    ACKNOWLEDGED = "acknowledged", "Người thực hiện đã xác nhận"
    APPROVED = "approved", "Người thứ hai đã duyệt"
    WITHDRAWN = "withdrawn", "Đã rút lại"


class Verdict(TextChoices):
    """What a reviewer found; only a failed review counts in the quality (Đ14.2b)."""

    ACCEPTED = "accepted", "Nghiệm thu"
    FAILED = "failed", "Chưa đạt"
    RETURNED = "returned", "Trả lại để bổ sung"


class CauseKind(TextChoices):
    """Objective causes one tap away; another is told in the note (Đ14.2b, c)."""

    DISASTER = "disaster", "Thiên tai, dịch bệnh"
    WAITING = "waiting", "Chờ cơ quan khác trả lời"
    SUPERIOR = "superior", "Cấp trên đổi yêu cầu, thời hạn"
    APPLICANT = "applicant", "Người dân, tổ chức chưa bổ sung hồ sơ"
    SYSTEM = "system", "Phần mềm, đường truyền hỏng"
    OTHER = "other", "Lý do khác"


class CauseState(TextChoices):
    """Whether the competent level confirmed a claimed cause."""

    CLAIMED = "claimed", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đã xác nhận khách quan"
    REFUSED = "refused", "Không được xác nhận"


class EvidenceKind(TextChoices):
    LINK = "link", "Đường dẫn, số văn bản"
    FILE = "file", "Tệp"


class OutsideRuling(TextChoices):
    """What the office decided of work outside the catalogue (Đ13.3)."""

    PROPOSED = "proposed", "Đã đưa vào bản đề xuất"
    LEFT = "left", "Không thêm"


class SystemKind(TextChoices):
    """What kind of system tells of work done."""

    ONE_STOP = "one_stop", "Một cửa điện tử"
    OFFICE = "office", "Văn phòng điện tử"
    OTHER = "other", "Hệ thống khác"


class How(TextChoices):
    """By which way records of another system came."""

    FILE = "file", "Tệp tải lên"
    PULL = "pull", "Tự lấy về"
    PUSH = "push", "Hệ thống gửi sang"
    REPLAY = "replay", "Đọc lại dòng đã nhận"


class BatchState(TextChoices):
    """How records that came together stand."""

    PLANNED = "planned", "Chờ áp dụng"
    APPLIED = "applied", "Đã nhận"
    DISCARDED = "discarded", "Đã bỏ"
    UNDONE = "undone", "Đã hoàn tác"


class ReceivedState(TextChoices):
    """What became of a record of another system."""

    COUNTED = "counted", "Đã tính"
    UNMAPPED = "unmapped", "Chưa có luật"
    REFUSED = "refused", "Không nhận"
    WITHDRAWN = "withdrawn", "Nguồn đã rút"
    UNDONE = "undone", "Đã hoàn tác"


class PersonBy(TextChoices):
    """How a mapping rule finds whose work a record is."""

    CODE = "code", "mã công chức"
    ACCOUNT = "account", "tên đăng nhập"
    NAME = "name", "họ và tên"
    FIXED = "fixed", "một người cố định"


class DigestState(TextChoices):
    """How a daily letter fares; claimed and never sent: the sender stopped in between."""

    QUEUED = "queued", "Chờ gửi"
    CLAIMED = "claimed", "Đang gửi"
    SENT = "sent", "Đã gửi"
    GIVEN_UP = "given_up", "Không gửi được"
    DROPPED = "dropped", "Không gửi nữa"
