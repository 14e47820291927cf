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
