"""What the outcomes, fields and levels of a comparison are called on screen and in files."""

from collections.abc import Mapping

from congvu.engine.reconciliation.lines import Field, NameWay, Outcome
from congvu.kernel.frozen import FrozenMap

OUTCOMES: Mapping[str, str] = FrozenMap(
    {
        Outcome.MISSING: "Thiếu trong quyết định",
        Outcome.EXTRA: "Chỉ có trong quyết định",
        Outcome.UNCLEAR: "Chưa rõ là ai",
        Outcome.DIFFERS: "Khác nhau",
        Outcome.ROUNDED: "Chỉ khác do làm tròn",
        Outcome.RENAMED: "Tên viết khác",
        Outcome.SAME: "Khớp",
    }
)
FIELDS: Mapping[str, str] = FrozenMap(
    {
        Field.CODE: "Mã",
        Field.NAME: "Họ và tên",
        Field.SCORE: "Điểm",
        Field.LEVEL: "Xếp loại",
        Field.UNIT: "Đơn vị",
        Field.TITLE: "Chức vụ",
    }
)
NAME_WAYS: Mapping[str, str] = FrozenMap(
    {
        NameWay.SAME: "",
        NameWay.MARKS: "khác dấu",
        NameWay.MIDDLE: "thiếu chữ đệm",
        NameWay.ORDER: "đảo họ tên",
        NameWay.SLIP: "sai một chữ",
        NameWay.OTHER: "cùng mã, khác tên",
    }
)
LEVELS: Mapping[str, str] = FrozenMap(
    {
        "excellent": "Hoàn thành xuất sắc",
        "good": "Hoàn thành tốt",
        "met": "Hoàn thành",
        "unmet": "Không hoàn thành",
    }
)
