from django.db.models import TextChoices


class ListKind(TextChoices):
    """What is drafted and issued as one; the values are those of `congvu.engine.lists`."""

    CATALOGUE = "catalogue", "Danh mục sản phẩm/công việc"
    POSITIONS = "positions", "Vị trí việc làm, bản mô tả công việc"
    FRAMEWORK = "framework", "Khung năng lực"
    LOCAL = "local", "Tham số và biểu mẫu của địa phương"


class ProposalState(TextChoices):
    DRAFT = "draft", "Đang soạn"
    SUBMITTED = "submitted", "Đã trình thẩm định"
    RETURNED = "returned", "Trả lại để sửa"
    APPRAISED = "appraised", "Đã thẩm định, chờ ban hành"
    ISSUED = "issued", "Đã ban hành"
    WITHDRAWN = "withdrawn", "Đã rút"


EDITABLE = (ProposalState.DRAFT, ProposalState.RETURNED)
"""The states in which whoever proposes may change the rows."""
ENDED = (ProposalState.ISSUED, ProposalState.WITHDRAWN)


class Act(TextChoices):
    """What made a change of rows."""

    START = "start", "Lập bản đề xuất"
    EDIT = "edit", "Sửa"
    PASTE = "paste", "Dán từ bảng tính"
    IMPORT = "import", "Nhập từ tệp"
    FIX = "fix", "Sửa theo đề nghị thẩm định"
    MERGE = "merge", "Hợp nhất bản mới của bộ công cụ"
    UNDO = "undo", "Hoàn tác"


AUTHORS = (Act.START, Act.EDIT, Act.PASTE, Act.MERGE)
"""The acts that make whoever did them an author of the rows (an import is its loader's)."""


class Verdict(TextChoices):
    """What the appraiser decided of a finding."""

    FIX = "fix", "Sửa theo đề nghị"
    RETURN = "return", "Trả lại người đề xuất"
    OVERRIDE = "override", "Giữ nguyên, có lý do"


class PlanState(TextChoices):
    PLANNED = "planned", "Chờ người thứ hai áp dụng"
    APPLIED = "applied", "Đã áp dụng"
    DISCARDED = "discarded", "Đã bỏ"
    UNDONE = "undone", "Đã hoàn tác"
