"""The columns of lists of people and of units, and what offices call them (no marks, lower)."""

from congvu.apps.org.enums import PersonKind, UnitKind
from congvu.exchange.lists.layouts import RUNNING_NUMBERS
from congvu.exchange.workbook.fields import Field
from congvu.exchange.workbook.headers import Vocabulary, simplified

PEOPLE_FIELDS = (
    Field(
        "code", "Mã công chức",
        ("ma", "ma so", "ma cong chuc", "ma can bo", "ma nguoi", "ma cbcc", "ma cbccvc",
         "ma nhan vien", "ma nv", "ma cc", "ma so cong chuc", "so hieu", "so hieu cong chuc"),
    ),
    Field(
        "name", "Họ và tên",
        ("ho va ten", "ho ten", "ten", "ten cong chuc", "ten can bo", "ho va ten cong chuc",
         "ho va ten can bo cong chuc", "hoten"),
        required=True,
    ),
    Field(
        "unit", "Phòng, đơn vị",
        ("don vi", "phong", "phong ban", "phong don vi", "don vi cong tac", "bo phan",
         "phong ban don vi", "noi cong tac", "ten don vi", "phong chuyen mon"),
    ),
    Field(
        "title", "Chức vụ",
        ("chuc vu", "chuc danh", "chuc vu chuc danh", "vi tri", "vi tri viec lam",
         "chuc danh chuc vu", "chuc vu hien tai"),
    ),
    Field(
        "since", "Ngày vào",
        ("ngay vao", "tu ngay", "ngay nhan cong tac", "ngay ve don vi", "ngay vao co quan",
         "ngay tuyen dung", "ngay bo nhiem", "ngay nhan viec", "thoi diem nhan cong tac"),
    ),
    Field("kind", "Loại", ("loai", "doi tuong", "loai can bo", "nhom doi tuong", "dien")),
    Field(
        "leads", "Giữ chức vụ lãnh đạo",
        ("giu chuc vu lanh dao", "lanh dao", "giu chuc vu", "vai tro lanh dao"),
    ),
    Field("given", "Tên gọi", ("ten goi", "ten de xep", "ten goi rieng")),
)  # fmt: skip
UNIT_FIELDS = (
    Field("code", "Mã", ("ma", "ma don vi", "ma so", "ma phong", "ma co quan")),
    Field(
        "name", "Tên đơn vị",
        ("ten don vi", "ten", "don vi", "ten phong", "ten co quan", "phong", "co quan don vi",
         "ten co quan don vi", "ten phong ban"),
        required=True,
    ),
    Field("kind", "Loại", ("loai", "loai don vi", "loai hinh", "cap")),
    Field(
        "parent", "Trực thuộc",
        ("truc thuoc", "don vi cap tren", "cap tren", "co quan cap tren", "thuoc", "don vi cha"),
    ),
    Field(
        "official_code", "Mã định danh",
        ("ma dinh danh", "ma dinh danh dien tu", "ma dinh danh qd 20", "ma dinh danh don vi"),
    ),
    Field("since", "Từ ngày", ("tu ngay", "ngay thanh lap", "ngay hoat dong", "hieu luc tu")),
)  # fmt: skip


def _nothing_apart(_title: str) -> str:
    return ""


PEOPLE = Vocabulary(PEOPLE_FIELDS, apart=_nothing_apart, others=RUNNING_NUMBERS)
UNITS = Vocabulary(UNIT_FIELDS, apart=_nothing_apart, others=RUNNING_NUMBERS)
PERSON_KINDS = {simplified(str(label)): value for value, label in PersonKind.choices} | {
    "hop dong": PersonKind.CONTRACT.value,
    "nguoi lao dong": PersonKind.CONTRACT.value,
    "hop dong lao dong": PersonKind.CONTRACT.value,
}
UNIT_KINDS = {simplified(str(label)): value for value, label in UnitKind.choices} | {
    "phong": UnitKind.ROOM.value, "chi cuc": UnitKind.SUB_DEPARTMENT.value,
    "so": UnitKind.DEPARTMENT.value, "xa": UnitKind.COMMUNE.value,
    "phuong": UnitKind.COMMUNE.value, "dac khu": UnitKind.COMMUNE.value,
    "trung tam": UnitKind.SERVICE_UNIT.value, "don vi su nghiep cong lap":
    UnitKind.SERVICE_UNIT.value,
}  # fmt: skip
LEADS = {
    **dict.fromkeys(("", "khong", "khong giu chuc vu"), "none"),
    **dict.fromkeys(("nguoi dung dau", "dung dau", "truong", "cap truong"), "head"),
    **dict.fromkeys(("cap pho", "pho"), "deputy"),
}
