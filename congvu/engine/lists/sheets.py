"""What each sheet of a toolkit holds: columns with titles, kinds and keys.

A row is text only, `{column: text}`, empty texts left out. The same row stands in a draft, in a
workbook's plan, in a package's CSV and in a merge; it becomes numbers where it is judged
(`products`) and where it is issued. Numbers are written the canonical way: decimal comma, no
grouping, no trailing zeros ("14", "0,6").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from congvu.kernel.frozen import FrozenMap

Row = Mapping[str, str]
Key = tuple[str, ...]


class Kind(StrEnum):
    """How a cell's text is read."""

    TEXT = "text"  # one line or several
    CODE = "code"  # one line, no blanks at the ends; compared as it is
    WHOLE = "whole"  # 0, 1, 2 …
    TENTHS = "tenths"  # at most one decimal
    HUNDREDTHS = "hundredths"  # at most two decimals
    CHOICE = "choice"  # one of the column's choices
    SPAN = "span"  # a level 1–5 or a range of levels, "2-3"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in files, its title on screen and paper, how its cells are read."""

    name: str
    title: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: Mapping[str, str] = field(default_factory=FrozenMap)
    longest: int = 2000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its columns in order, and those that together name a row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def column(self, name: str) -> Column:
        """Return a column; raises KeyError."""
        return {one.name: one for one in self.columns}[name]

    def key_of(self, row: Row) -> Key:
        """Return what names the row; empty texts where the row does not say."""
        return tuple(row.get(name, "") for name in self.key)


GROUPS = FrozenMap(
    {
        "A": "Lãnh đạo, quản lý",
        "B": "Chuyên môn dùng chung",
        "C": "Chuyên môn của đơn vị",
        "D": "Nhiệm vụ khác",
    }
)
COMPLEXITIES = FrozenMap({f"N{n}": f"Nhóm {n}" for n in range(1, 6)})
POSITION_GROUPS = FrozenMap(
    {
        "leadership": "Lãnh đạo, quản lý",
        "professional": "Nghiệp vụ chuyên ngành",
        "shared": "Nghiệp vụ chuyên môn dùng chung",
        "support": "Hỗ trợ, phục vụ",
    }
)
COMPETENCY_GROUPS = FrozenMap(
    {
        "general": "Năng lực chung",
        "professional": "Năng lực chuyên môn",
        "managerial": "Năng lực quản lý",
    }
)
CRITERIA = ("difficulty", "volume", "breadth", "reach")
"""The four suggested criteria for points (handbook, chapter II.III, step 2)."""

PRODUCTS = Sheet(
    "products",
    "Danh mục sản phẩm/công việc",
    (
        Column("code", "Mã", Kind.CODE, required=True, longest=64),
        Column("group", "Nhóm nhiệm vụ", Kind.CHOICE, required=True, choices=GROUPS),
        Column("section", "Phòng, lĩnh vực", longest=300),
        Column("name", "Nhiệm vụ", required=True),
        Column("detail", "Nội dung công việc"),
        Column("output", "Sản phẩm đầu ra", required=True),
        Column("unit", "Đơn vị tính", longest=80),
        Column("complexity", "Phân nhóm", Kind.CHOICE, required=True, choices=COMPLEXITIES),
        Column("difficulty", "Độ khó, sáng tạo", Kind.TENTHS),
        Column("volume", "Quy trình, khối lượng, thời gian", Kind.TENTHS),
        Column("breadth", "Phạm vi phối hợp", Kind.TENTHS),
        Column("reach", "Phạm vi áp dụng, cấp phê duyệt", Kind.TENTHS),
        Column("points", "Điểm", Kind.TENTHS, required=True),
        Column("coefficient", "Hệ số quy đổi", Kind.TENTHS),
        Column("hours", "Giờ định mức", Kind.HUNDREDTHS),
        Column("days", "Số ngày làm việc mặc định", Kind.WHOLE),
        Column("note", "Ghi chú"),
        Column("source", "Nguồn"),
    ),
    ("code",),
)
POSITIONS = Sheet(
    "positions",
    "Danh mục vị trí việc làm",
    (
        Column("code", "Mã vị trí", Kind.CODE, required=True, longest=64),
        Column("name", "Tên vị trí việc làm", required=True, longest=300),
        Column("group", "Nhóm vị trí", Kind.CHOICE, required=True, choices=POSITION_GROUPS),
        Column("purpose", "Mục tiêu vị trí"),
        Column("inside", "Quan hệ bên trong"),
        Column("outside", "Quan hệ bên ngoài"),
        Column("authority", "Phạm vi quyền hạn"),
        Column("education", "Trình độ đào tạo"),
        Column("experience", "Kinh nghiệm"),
        Column("qualities", "Phẩm chất cá nhân"),
        Column("other", "Yêu cầu khác"),
        Column("source", "Nguồn"),
    ),
    ("code",),
)
RANKS = Sheet(
    "ranks",
    "Số lượng theo ngạch",
    (
        Column("position", "Mã vị trí", Kind.CODE, required=True, longest=64),
        Column("rank", "Ngạch, chức danh nghề nghiệp", required=True, longest=200),
        Column("headcount", "Số người", Kind.WHOLE, required=True),
    ),
    ("position", "rank"),
)
DUTIES = Sheet(
    "duties",
    "Công việc và tiêu chí hoàn thành",
    (
        Column("position", "Mã vị trí", Kind.CODE, required=True, longest=64),
        Column("number", "Mục", Kind.CODE, required=True, longest=16),
        Column("duty", "Nhiệm vụ, mảng công việc", required=True),
        Column("work", "Công việc cụ thể", longest=6000),
        Column("criteria", "Tiêu chí hoàn thành", longest=4000),
        Column("source", "Nguồn"),
    ),
    ("position", "number"),
)
REQUIREMENTS = Sheet(
    "requirements",
    "Yêu cầu năng lực",
    (
        Column("position", "Mã vị trí", Kind.CODE, required=True, longest=64),
        Column("competency", "Mã năng lực", Kind.CODE, required=True, longest=64),
        Column("level", "Cấp độ yêu cầu", Kind.SPAN, required=True),
        Column("source", "Nguồn"),
    ),
    ("position", "competency"),
)
COMPETENCIES = Sheet(
    "competencies",
    "Danh mục năng lực",
    (
        Column("code", "Mã năng lực", Kind.CODE, required=True, longest=64),
        Column("name", "Tên năng lực", required=True, longest=300),
        Column("group", "Nhóm năng lực", Kind.CHOICE, required=True, choices=COMPETENCY_GROUPS),
        Column("definition", "Định nghĩa"),
        Column("source", "Nguồn"),
    ),
    ("code",),
)
LEVELS = Sheet(
    "levels",
    "Mô tả cấp độ năng lực",
    (
        Column("competency", "Mã năng lực", Kind.CODE, required=True, longest=64),
        Column("applies_to", "Áp dụng cho", longest=120),
        Column("level", "Cấp độ", Kind.WHOLE, required=True),
        Column("descriptor", "Mô tả", required=True, longest=4000),
        Column("source", "Nguồn"),
    ),
    ("competency", "applies_to", "level"),
)
PARAMETERS = Sheet(
    "parameters",
    "Tham số của địa phương",
    (
        Column("name", "Tên tham số", Kind.CODE, required=True, longest=64),
        Column("value", "Giá trị", required=True, longest=64),
        Column("note", "Lý do chọn"),
    ),
    ("name",),
)
FORMS = Sheet(
    "forms",
    "Lời văn của biểu mẫu",
    (
        Column("form", "Biểu mẫu", Kind.CODE, required=True, longest=64),
        Column("field", "Mục", Kind.CODE, required=True, longest=64),
        Column("text", "Lời văn", required=True),
    ),
    ("form", "field"),
)


class ListKind(StrEnum):
    """The kinds of list that are drafted, appraised and issued as one."""

    CATALOGUE = "catalogue"
    POSITIONS = "positions"
    FRAMEWORK = "framework"
    LOCAL = "local"


LISTS: Mapping[ListKind, tuple[Sheet, ...]] = FrozenMap(
    {
        ListKind.CATALOGUE: (PRODUCTS,),
        ListKind.POSITIONS: (POSITIONS, RANKS, DUTIES, REQUIREMENTS),
        ListKind.FRAMEWORK: (COMPETENCIES, LEVELS),
        ListKind.LOCAL: (PARAMETERS, FORMS),
    }
)
LIST_TITLES: Mapping[ListKind, str] = FrozenMap(
    {
        ListKind.CATALOGUE: "Danh mục sản phẩm/công việc",
        ListKind.POSITIONS: "Vị trí việc làm và bản mô tả công việc",
        ListKind.FRAMEWORK: "Khung năng lực",
        ListKind.LOCAL: "Tham số và biểu mẫu của địa phương",
    }
)


def sheet_named(name: str) -> Sheet:
    """Return the sheet of this name; raises KeyError."""
    return {sheet.name: sheet for sheets in LISTS.values() for sheet in sheets}[name]
