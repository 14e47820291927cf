from django.db.models import IntegerChoices, TextChoices


class ScorecardState(TextChoices):
    """How far a card has come; from PUBLISHED on its result stands."""

    DRAFT = "draft", "Chưa tự chấm"
    SELF_SCORED = "self_scored", "Đã tự chấm"
    REVIEWED = "reviewed", "Đã nhận xét"
    CONFIRMED = "confirmed", "Đã xác nhận"
    PUBLISHED = "published", "Đã công bố"
    CLOSED = "closed", "Đã khóa"


STANDING = (ScorecardState.PUBLISHED, ScorecardState.CLOSED)
"""The states in which a card holds its result, for good."""


class Step(IntegerChoices):
    """A leader's step for đ or e; the numbers are the order of the rule text's choices."""

    FULL = 0, "Mức cao"
    LOW = 1, "Mức thấp"


class RunState(TextChoices):
    """How far the close of a period has come; from DONE on nothing of it changes."""

    PROPOSED = "proposed", "Chờ ký"
    SIGNED = "signed", "Đã ký, chờ chạy"
    RUNNING = "running", "Đang chạy"
    DONE = "done", "Đã chốt"
    CANCELLED = "cancelled", "Đã hủy"
    FAILED = "failed", "Không chốt được"


ALIVE = (RunState.PROPOSED, RunState.SIGNED, RunState.RUNNING)
"""The states of a close that may still publish the period."""
DUE = (RunState.SIGNED, RunState.RUNNING)
"""The states of a close that a runner is to take up, or had begun when it died."""


class Gap(TextChoices):
    """What is looked at before a period is closed, worst first; each has one remedy."""

    NO_SELF_SCORE = "no_self_score", "Chưa tự chấm"
    UNREVIEWED = "unreviewed", "Chưa nhận xét, xác nhận, nghiệm thu"
    DISPUTED = "disputed", "Còn chờ trả lời"
    ANOMALY = "anomaly", "Điểm, số lượng bất thường"
    NO_POSTING = "no_posting", "Không có vị trí chính hoặc chưa có phiếu"
    NOT_RATED = "not_rated", "Không chấm kỳ này"
    OTHER_KIND = "other_kind", "Không thuộc đối tượng chấm"
    TRANSFERRED = "transferred", "Chuyển đơn vị trong kỳ"


class Remedy(TextChoices):
    """What is done for everybody of a gap at once."""

    REMIND = "remind", "Nhắc người đang giữ"
    ACCEPT = "accept", "Chấp nhận, chốt không chấm"
    SEEN = "seen", "Đã xem, giữ nguyên"
    UNCONFIRM = "unconfirm", "Bỏ xác nhận để xem lại"


REMEDIES = {
    Gap.NO_SELF_SCORE: Remedy.REMIND,
    Gap.UNREVIEWED: Remedy.REMIND,
    Gap.DISPUTED: Remedy.REMIND,
    Gap.ANOMALY: Remedy.UNCONFIRM,
    Gap.NO_POSTING: Remedy.ACCEPT,
    Gap.NOT_RATED: Remedy.ACCEPT,
    Gap.OTHER_KIND: Remedy.ACCEPT,
    Gap.TRANSFERRED: Remedy.SEEN,
}
"""The one remedy of each gap."""
SETTLING = (Remedy.ACCEPT, Remedy.SEEN)
"""The remedies after which a person is no longer open in the gap."""


class ObjectionState(TextChoices):
    """How far an objection has come; its line is frozen in WAITING and while ACCEPTED."""

    LODGED = "lodged", "Đang kiến nghị"
    ADVISED = "advised", "Đã có ý kiến độc lập"
    ACCEPTED = "accepted", "Được chấp nhận, chờ điều chỉnh"
    AMENDED = "amended", "Đã điều chỉnh"
    UPHELD = "upheld", "Giữ nguyên kết quả"
    WITHDRAWN = "withdrawn", "Đã rút"


WAITING = (ObjectionState.LODGED, ObjectionState.ADVISED)
"""The states in which an objection waits for its decision."""
FROZEN = (*WAITING, ObjectionState.ACCEPTED)
"""The states in which nothing of the disputed line may be amended by another way."""


class ObjectionStepKind(TextChoices):
    """What happened to an objection; each happens once at most."""

    LODGED = "lodged", "Gửi kiến nghị"
    REPLIED = "replied", "Người chấm trả lời"
    ADVISED = "advised", "Ý kiến độc lập"
    UPHELD = "upheld", "Giữ nguyên kết quả"
    ACCEPTED = "accepted", "Chấp nhận"
    PARTLY = "partly", "Chấp nhận một phần"
    WITHDRAWN = "withdrawn", "Rút kiến nghị"
    AMENDED = "amended", "Điều chỉnh có hiệu lực"


class ProposalState(TextChoices):
    """How far a proposal to amend has come; in force it has its amendment."""

    PROPOSED = "proposed", "Chờ kiểm tra"
    CHECKED = "checked", "Chờ ký"
    IN_FORCE = "in_force", "Có hiệu lực"
    REFUSED = "refused", "Không đồng ý"


UNDER_WAY = (ProposalState.PROPOSED, ProposalState.CHECKED)
"""The states in which a proposal to amend waits for somebody."""


class PaperRunState(TextChoices):
    """How far the papers of a unit are; GONE: made, fetched or not, and swept since."""

    WAITING = "waiting", "Đang chờ"
    RUNNING = "running", "Đang làm"
    DONE = "done", "Đã xong"
    FAILED = "failed", "Chưa xong, có lỗi"
    GONE = "gone", "Đã dọn"


class RoundState(TextChoices):
    """How far a year's round of one authority has come; decided, it stands."""

    PREPARING = "preparing", "Đang chuẩn bị"
    PROPOSED = "proposed", "Đã trình, chờ quyết định"
    DECIDED = "decided", "Đã quyết định, công khai"


class RatingState(TextChoices):
    """How far a person's own form of the year has come; decided, it stands."""

    DRAFT = "draft", "Chưa tự xếp loại"
    SENT = "sent", "Đã tự xếp loại"
    DECIDED = "decided", "Đã xếp loại"


class AutomaticKind(TextChoices):
    """Facts that set the lowest level; the values are inputs of the year's rule."""

    CONCLUDED = "concluded", "Kết luận suy thoái, vi phạm điều đảng viên không được làm, nêu gương"
    WASTE = "waste", "Đơn vị phụ trách liên quan tham ô, tham nhũng, lãng phí bị xử lý"


class MeetingState(TextChoices):
    """How far a meeting has come; concluded, its minutes stand."""

    OPEN = "open", "Đang ghi"
    CONCLUDED = "concluded", "Đã thông qua"


class Capacity(TextChoices):
    """As what somebody belongs to a meeting (Đ21.1b, Đ21.2b)."""

    STAFF = "staff", "Công chức của đơn vị"
    LEADERSHIP = "leadership", "Tập thể lãnh đạo"
    PARTY = "party", "Đại diện cấp ủy"
    UNIT_HEAD = "unit_head", "Người đứng đầu đơn vị cấu thành"


class Shortfall(TextChoices):
    """What a round still lacks before it is decided, worst first."""

    MONTHS = "months", "Tháng, quý chưa công bố kết quả"
    ORGANISATION = "organisation", "Tổ chức do người đứng đầu phụ trách chưa xếp loại"
    UNTOLD = "untold", "Chưa kê đủ tiêu chí của năm, văn phòng chưa xác nhận"
    OBJECTION = "objection", "Kiến nghị về tháng, quý chưa giải quyết xong"
    MEETING = "meeting", "Chưa có cuộc họp nhận xét được thông qua"
    PARTY = "party", "Chưa có ý kiến cấp ủy"
    FORM = "form", "Chưa gửi phiếu xếp loại"
    EARLIER = "earlier", "Tháng, quý không theo dõi trên hệ thống"


UNPASSABLE = (Shortfall.MONTHS, Shortfall.ORGANISATION, Shortfall.UNTOLD)
"""What a result rests on: while it lacks, nothing is decided. The rest are steps that may have been
taken on paper, and are passed over by saying why."""


class OrganisationLevel(TextChoices):
    """The levels of an organisation's year (Đ8), worst first; the codes are the rule text's."""

    UNMET = "unmet", "Không hoàn thành nhiệm vụ"
    MET = "met", "Hoàn thành nhiệm vụ"
    GOOD = "good", "Hoàn thành tốt nhiệm vụ"
    EXCELLENT = "excellent", "Hoàn thành xuất sắc nhiệm vụ"


class Part(TextChoices):
    """The two parts of an organisation's points (Đ6, Đ7)."""

    GENERAL = "general", "Tiêu chí chung"
    RESULTS = "results", "Kết quả thực hiện nhiệm vụ"


class Evidence(TextChoices):
    """What gives an organisation the points of a criterion."""

    HEAD = "head", "Người đứng đầu chấm"
    TASKS = "tasks", "Tỷ lệ từ nhiệm vụ trong năm"
    INDICATOR = "indicator", "Chỉ số nhận về"


class TaskRatio(TextChoices):
    """The shares of a year's tasks that may measure a criterion."""

    DONE = "done", "Hoàn thành"
    IN_TIME = "in_time", "Đúng hạn, bảo đảm chất lượng"
    EXCEEDING = "exceeding", "Vượt mức yêu cầu"
    NOT_LATE = "not_late", "Không chậm"


class IndicatorName(TextChoices):
    """Figures that other offices measure: dossiers, satisfaction, lines of the PAR index."""

    ON_TIME = "on_time", "Hồ sơ giải quyết đúng hạn"
    ONLINE = "online", "Hồ sơ trực tuyến"
    SATISFACTION = "satisfaction", "Mức độ hài lòng"
    PAR_INDEX = "par_index", "Chỉ số cải cách hành chính"
    PAR_STEERING = "par_steering", "CCHC: chỉ đạo, điều hành"
    PAR_INSTITUTIONS = "par_institutions", "CCHC: thể chế"
    PAR_PROCEDURES = "par_procedures", "CCHC: thủ tục hành chính"
    PAR_APPARATUS = "par_apparatus", "CCHC: tổ chức bộ máy"
    PAR_CIVIL_SERVICE = "par_civil_service", "CCHC: chế độ công vụ"
    PAR_FINANCE = "par_finance", "CCHC: tài chính công"
    PAR_DIGITAL = "par_digital", "CCHC: chính quyền số"


class AssessmentState(TextChoices):
    """How far an organisation's year has come; recognised it stands for good."""

    DRAFT = "draft", "Đang tự đánh giá"
    SENT = "sent", "Đã gửi, chờ xem xét"
    REVIEWED = "reviewed", "Đã xem xét, chờ công nhận"
    RECOGNISED = "recognised", "Đã công nhận"
