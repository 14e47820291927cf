"""Which columns a signed decision's list has, and what offices call them."""

from congvu.engine.lists.sheets import Column, Kind, Sheet
from congvu.exchange.lists.layouts import RUNNING_NUMBERS, Layout
from congvu.exchange.workbook.fields import PERSON_FIELDS, Field

_IDENTITY = {entry.key: entry for entry in PERSON_FIELDS}


def _field(key: str, title: str, names: str) -> Field:
    return Field(key, title, tuple(name.strip() for name in names.split(",")))


_SCORE = _field(
    "score", "Điểm",
    "diem, tong diem, tong so diem, so diem, diem danh gia, diem theo doi danh gia, diem tong, "
    "diem thong bao, diem xep loai, tong diem danh gia, ket qua cham diem, diem cham, "
    "diem ket qua, tong cong diem, tong diem theo doi danh gia, diem so",
)  # fmt: skip
_LEVEL = _field(
    "level", "Xếp loại",
    "xep loai, muc xep loai, xep loai chat luong, ket qua xep loai, muc xep loai chat luong, "
    "ket qua danh gia xep loai, danh gia xep loai, phan loai, xep loai danh gia, muc danh gia, "
    "muc do hoan thanh nhiem vu, muc do hoan thanh, ket qua xep loai chat luong, loai, "
    "ket qua danh gia, xep loai muc do hoan thanh nhiem vu",
)  # fmt: skip
_FAMILY = _field("family", "Họ và tên đệm", "ho va ten dem, ho dem, ho va dem, ho, ho va chu dem")
_SHEET = Sheet(
    "decision",
    "Danh sách kèm quyết định",
    tuple(
        Column(key, title, Kind.TEXT)
        for key, title in (("code", "Mã"), ("name", "Họ và tên"), ("score", "Điểm"),
                           ("level", "Xếp loại"), ("unit", "Đơn vị"), ("title", "Chức vụ"))
    ),
    ("code", "name"),
)  # fmt: skip
_LEFT = ("score", "level", "title", "unit")
DECISION = Layout(
    sheet=_SHEET,
    fields=(
        *(_IDENTITY[key] for key in ("code", "name", "unit", "title")),
        _FAMILY,
        _SCORE,
        _LEVEL,
        _field("note", "Ghi chú", "ghi chu"),
        _field("no", "Số thứ tự", ", ".join(RUNNING_NUMBERS)),
    ),
    needed=(("name", "code"), (*_LEFT, "no")),
    weighty=("code", "name", *_LEFT),
    filled=("unit",),
    naming=("no",),
)
"""A row is a person with a name and something beside it, or with a name and a running number."""
