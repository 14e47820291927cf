"""Which columns a sheet of a list may have in an office's file, and what offices call them.

Names are simplified (no marks, lower case, no signs). Besides a sheet's own columns there are
keys that only help to read: the running number, a name instead of a code, the band of points.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from congvu.engine.lists.sheets import (
    COMPETENCIES,
    DUTIES,
    FORMS,
    LEVELS,
    LISTS,
    PARAMETERS,
    POSITIONS,
    PRODUCTS,
    RANKS,
    REQUIREMENTS,
    ListKind,
    Sheet,
)
from congvu.exchange.workbook.fields import Field
from congvu.exchange.workbook.headers import Header, Vocabulary, simplified

SETTINGS_TITLES = ("Danh sách", "Mục", "Giá trị")  # of the sheet “Thiết lập” that we write
RUNNING_NUMBERS = ("stt", "tt", "so tt", "so thu tu", "no")
_YEARS = range(2024, 2036)
KIND_OF: dict[str, ListKind] = {
    sheet.name: kind for kind, sheets in LISTS.items() for sheet in sheets
}


@dataclass(frozen=True)
class Layout:
    """One way to lay out a sheet: its fields, and the keys of which one each must be there.

    `weighty` are the keys whose cells show that a row is a row and no heading or note: so many
    of them (`fewest`), or one beside a `naming` key. `filled` are the keys that a vertically
    merged cell fills down.
    """

    sheet: Sheet
    fields: tuple[Field, ...]
    needed: tuple[tuple[str, ...], ...]
    weighty: tuple[str, ...]
    filled: tuple[str, ...] = ()
    naming: tuple[str, ...] = ()
    fewest: int = 2

    @cached_property
    def words(self) -> Vocabulary:
        """The vocabulary by which headers are found."""
        return Vocabulary(self.fields, apart=_nothing_apart, others=RUNNING_NUMBERS)

    @property
    def kind(self) -> ListKind:
        """The list that the sheet belongs to."""
        return KIND_OF[self.sheet.name]

    def accepts(self, header: Header, stated: Collection[str] = ()) -> bool:
        """Whether the columns found (and what is stated above the table) make such a sheet."""
        known = {*header.columns, *stated}
        return all(known.intersection(choice) for choice in self.needed)

    def title(self, key: str) -> str:
        """What a user calls this key."""
        return self.words.title(key)


def _nothing_apart(_title: str) -> str:
    return ""


def _more(key: str, title: str, names: str) -> Field:
    return Field(key, title, tuple(name.strip() for name in names.split(",")))


def _fields(sheet: Sheet, names: dict[str, str], *more: Field) -> tuple[Field, ...]:
    """The sheet's columns by their titles, code names and the given names, then `more`."""
    taken = {name for entry in more for name in entry.names}
    own = []
    for column in sheet.columns:
        known = [column.name.replace("_", " "), *names.get(column.name, "").split(",")]
        kept = (name.strip() for name in known)
        own.append(
            Field(
                column.name,
                column.title,
                tuple(name for name in kept if name and name not in taken),
                column.required,
            )
        )
    return (*own, *more)


def _yearly(*stems: str) -> str:
    """ "bien che" → "bien che 2026", "bien che nam 2026" … for the years a file may name."""
    return ", ".join(f"{stem}{word} {year}" for stem in stems for word in ("", " nam")
                     for year in _YEARS)  # fmt: skip


_NUMBER = _more("no", "Số thứ tự", ", ".join(RUNNING_NUMBERS))
_POSITION = "ma vi tri viec lam, ma vtvl, ma vt, position code, ma so vi tri viec lam, ma so vi tri"
_POSITION_NAME = _more(
    "position_name", "Tên vị trí việc làm",
    "position, ten vi tri viec lam, vi tri viec lam, ten vi tri, vi tri, ten vtvl, vtvl, "
    "position name, chuc danh, ten chuc danh",
)  # fmt: skip
_COMPETENCY_NAME = _more(
    "competency_name", "Tên năng lực",
    "competency, ten nang luc, nang luc, competency name, tieu chi nang luc, yeu cau nang luc, "
    "cac nang luc",
)  # fmt: skip
_COMPETENCY_GROUP = _more(
    "competency_group", "Nhóm năng lực",
    "nhom nang luc, competency group, group, nhom, loai nang luc",
)  # fmt: skip

PRODUCT_LAYOUT = Layout(
    PRODUCTS,
    _fields(
        PRODUCTS,
        {
            "code": "ma, ma so, ky hieu, ma hieu, so hieu, ma san pham, ma cong viec, ma nhiem vu,"
            "ma sp, ma san pham cong viec, ma danh muc, ma cv, ma nv",
            "group": "nhom nhiem vu, nhom cong viec, loai nhiem vu, nhom viec, part, phan,"
            "loai cong viec, group",
            "section": "phong, linh vuc, phong ban, bo phan, don vi thuc hien, phong chuyen mon,"
            "mang cong viec, linh vuc cong tac, phong don vi, don vi chu tri, nhom linh vuc",
            "name": "task, nhiem vu, ten nhiem vu, nhiem vu cong viec, nhiem vu chinh,"
            "san pham cong viec, ten san pham cong viec, danh muc san pham cong viec,"
            "danh muc nhiem vu, danh muc cong viec, noi dung nhiem vu, ten cong viec, dau viec,"
            "ten nhiem vu cong viec, ten san pham, danh muc san pham",
            "detail": "work detail, noi dung cong viec, cong viec chi tiet, cong viec cu the,"
            "noi dung, chi tiet, noi dung thuc hien, mo ta, mo ta cong viec, cac buoc thuc hien",
            "output": "output product, san pham dau ra, san pham, ket qua dau ra, ket qua,"
            "san pham hoan thanh, san pham ket qua, ket qua san pham, san pham ket qua dau ra,"
            "san pham cong viec dau ra, dau ra",
            "unit": "don vi tinh, dvt, don vi tinh san pham, don vi do",
            "complexity": "phan nhom, complexity group, cap do phuc tap, muc do phuc tap, nhom,"
            "nhom phuc tap, thuoc nhom, do phuc tap, phan nhom nhiem vu, bac phuc tap,"
            "nhom do phuc tap, phan nhom cong viec, nhom phan loai",
            "difficulty": "do kho, muc do kho, muc do kho va yeu cau tinh sang tao,"
            "do kho va tinh sang tao, muc do kho sang tao, tinh sang tao, do kho va sang tao",
            "volume": "khoi luong, quy trinh, quy trinh thuc hien, khoi luong thuc hien,"
            "quy trinh khoi luong, quy trinh va khoi luong, thoi gian hao phi,"
            "quy trinh thuc hien khoi luong thuc hien thoi gian hao phi",
            "breadth": "pham vi phoi hop, muc do phoi hop, pham vi yeu cau phoi hop, phoi hop,"
            "pham vi yeu cau phoi hop trong qua trinh thuc hien",
            "reach": "pham vi ap dung, cap phe duyet, pham vi ap dung hoac cap phe duyet,"
            "pham vi anh huong, cap co tham quyen phe duyet, pham vi ap dung cua san pham,"
            "pham vi ap dung cua san pham hoac cap co tham quyen phe duyet san pham",
            "points": "diem, score, diem cham, cham diem, so diem, diem san pham, diem so,"
            "muc diem, diem quy doi, diem danh gia, diem cong viec",
            "coefficient": "he so, he so quy doi, conversion coefficient, hs, hs quy doi, k,"
            "he so quy doi ve san pham chuan, he so quy doi theo san pham chuan,"
            "quy doi he so theo san pham chuan, he so san pham, he so quy doi san pham,"
            "he so quy doi san pham cong viec, he so k, he so theo san pham chuan",
            "hours": "gio, thoi gian, so gio, gio dinh muc, thoi gian thuc hien, dinh muc gio,"
            "thoi gian gio, dinh muc thoi gian, so gio lam viec, thoi gian dinh muc",
            "days": "so ngay, so ngay lam viec, thoi han ngay, so ngay thuc hien, thoi gian ngay",
            "note": "ghi chu, note, ghi chep",
            "source": "nguon, can cu",
        },
        _NUMBER,
        _more("work", "Công việc", "work, cong viec"),
        _more("unit_or_section", "Đơn vị", "unit, don vi"),
        _more("total", "Tổng điểm", "tong diem, tong, tong so diem, tong cong, total"),
        _more(
            "band", "Khung điểm",
            "score band, max frame, khung diem, khung diem toi da, diem toi da, thang diem, "
            "khoang diem, muc diem toi da, khung diem cua nhom",
        ),
    ),
    (
        ("name", "work", "detail"),
        ("points", "total", "coefficient", "complexity", "group"),
        ("output", "unit", "unit_or_section", "points", "total"),
    ),
    weighty=("code", "output", "points", "total", "complexity", "coefficient", "detail"),
    filled=("group", "section", "name", "unit_or_section", "complexity", "band", "work"),
    naming=("name", "work"),
)  # fmt: skip
RANK_KEY = "rank: "
_RANKS = (
    "Chuyên viên cao cấp", "Chuyên viên chính", "Chuyên viên", "Cán sự", "Nhân viên",
    "Kế toán viên cao cấp", "Kế toán viên chính", "Kế toán viên", "Kế toán viên trung cấp",
    "Văn thư viên chính", "Văn thư viên", "Văn thư viên trung cấp", "Lưu trữ viên chính",
    "Lưu trữ viên", "Lưu trữ viên trung cấp", "Thanh tra viên cao cấp", "Thanh tra viên chính",
    "Thanh tra viên", "Hợp đồng", "Hợp đồng lao động",
)  # fmt: skip
POSITION_LAYOUT = Layout(
    POSITIONS,
    _fields(
        POSITIONS,
        {
            "code": f"{_POSITION}, ma, ma so, ky hieu, so hieu",
            "name": ", ".join(_POSITION_NAME.names) + ", danh muc vi tri viec lam",
            "group": "nhom vi tri viec lam, nhom, loai vi tri, phan loai, nhom vtvl",
            "purpose": "muc tieu, muc tieu vi tri viec lam, tom tat vi tri",
            "inside": "ben trong, quan he cong viec ben trong, moi quan he ben trong",
            "outside": "ben ngoai, quan he cong viec ben ngoai, moi quan he ben ngoai",
            "authority": "quyen han, pham vi quyen",
            "education": "trinh do, dao tao, trinh do chuyen mon, yeu cau trinh do",
            "experience": "kinh nghiem cong tac",
            "qualities": "pham chat",
            "other": "yeu cau khac, khac",
            "source": "nguon, can cu",
        },
        _NUMBER,
        _more(
            "rank", "Ngạch, chức danh nghề nghiệp",
            "grade, ngach, ngach cong chuc, ngach chuc danh nghe nghiep, chuc danh nghe nghiep, "
            "ngach cong chuc toi thieu, tuong ung ngach cong chuc, ngach cong chuc tuong ung, "
            "ngach toi thieu, ngach cong chuc bo tri, rank, ngach chuc danh",
        ),
        _more(
            "headcount", "Số người",
            "headcount, so nguoi, so luong, bien che, so bien che, so luong bien che, dinh bien, "
            "so luong nguoi lam viec, chi tieu bien che, bien che giao, so luong nguoi, "
            "tong so nguoi, tong so, tong cong, tong so bien che, "
            + _yearly("headcount", "bien che", "so luong", "so nguoi"),
        ),
        *(Field(RANK_KEY + rank, rank, (simplified(rank),)) for rank in _RANKS),
    ),
    (("name",), ("code", "rank", "headcount", "group", "no")),
    weighty=("code", "rank", "headcount", "purpose", "group", *(RANK_KEY + r for r in _RANKS)),
    filled=("code", "name", "group", "purpose"),
    naming=("name",),
)  # fmt: skip
RANK_LAYOUT = Layout(
    RANKS,
    _fields(
        RANKS,
        {
            "position": _POSITION,
            "rank": "grade, ngach, ngach cong chuc, chuc danh nghe nghiep",
            "headcount": "so luong, bien che",
            "source": "",
        },
    ),
    (("position",), ("rank",), ("headcount",)),
    weighty=("rank", "headcount"),
    filled=("position",),
)
DUTY_LAYOUT = Layout(
    DUTIES,
    _fields(
        DUTIES,
        {
            "position": f"{_POSITION}, ma",
            "number": "item, so muc",
            "duty": "nhiem vu, mang cong viec, nhiem vu chinh, cac nhiem vu cong viec,"
            "nhiem vu cong viec, cac nhiem vu, cong viec chinh",
            "work": "specific work, cong viec, noi dung cong viec, noi dung, cong viec chi tiet",
            "criteria": "completion criteria, tieu chi danh gia, ket qua hoan thanh,"
            "tieu chi danh gia hoan thanh cong viec, tieu chi danh gia hoan thanh,"
            "tieu chi danh gia ket qua, tieu chi hoan thanh cong viec",
            "source": "nguon, can cu",
        },
        _NUMBER,
        _POSITION_NAME,
    ),
    (("position", "position_name"), ("duty",), ("work", "criteria")),
    weighty=("duty", "work", "criteria"),
    filled=("position", "position_name", "number", "duty", "no"),
    fewest=1,
)
REQUIREMENT_LAYOUT = Layout(
    REQUIREMENTS,
    _fields(
        REQUIREMENTS,
        {
            "position": f"{_POSITION}, ma",
            "competency": "ma nang luc, competency code, ma so nang luc",
            "level": "required level, cap do, muc do yeu cau, cap do nang luc, muc yeu cau,"
            "yeu cau cap do, muc do, cap do toi thieu, cap do dat duoc",
            "source": "nguon, can cu",
        },
        _NUMBER,
        _POSITION_NAME,
        _COMPETENCY_NAME,
        _COMPETENCY_GROUP,
    ),
    (("position", "position_name"), ("competency", "competency_name"), ("level",)),
    weighty=("competency", "competency_name", "level"),
    filled=("position", "position_name", "competency_group"),
)
COMPETENCY_LAYOUT = Layout(
    COMPETENCIES,
    _fields(
        COMPETENCIES,
        {
            "code": "ma, ma so, ky hieu, competency code, ma so nang luc",
            "name": ", ".join(_COMPETENCY_NAME.names),
            "group": ", ".join(_COMPETENCY_GROUP.names),
            "definition": "dinh nghia nang luc, khai niem, mo ta, noi dung",
            "source": "nguon, can cu",
        },
        _NUMBER,
    ),
    (("name",), ("group", "code", "definition")),
    weighty=("code", "definition", "group"),
    filled=("group",),
    naming=("name",),
)
WIDE_LEVELS = tuple(f"level_{level}" for level in range(1, 6))
_WIDE = ("cap do", "muc", "cap", "muc do", "level", "bac")
LEVEL_LAYOUT = Layout(
    LEVELS,
    _fields(
        LEVELS,
        {
            "competency": "ma nang luc, competency code, ma",
            "applies_to": "doi tuong, doi tuong ap dung, ap dung",
            "level": "cap do, muc, muc do, cap do nang luc, cap",
            "descriptor": "mo ta cap do, bieu hien, mo ta cap do nang luc, chi so hanh vi,"
            "tieu chi, bieu hien hanh vi, mo ta nang luc",
            "source": "nguon, can cu",
        },
        _NUMBER,
        _COMPETENCY_NAME,
        _COMPETENCY_GROUP,
        *(
            _more(key, f"Cấp độ {n}", ", ".join(f"{stem} {n}" for stem in _WIDE))
            for n, key in enumerate(WIDE_LEVELS, start=1)
        ),
    ),
    (("competency", "competency_name"), ("descriptor", "level_1", "level_2"), ("level", "level_1")),
    weighty=("descriptor", "level", *WIDE_LEVELS),
    filled=("competency", "competency_name", "competency_group", "applies_to"),
    naming=("competency", "competency_name"),
)
PARAMETER_LAYOUT = Layout(
    PARAMETERS, _fields(PARAMETERS, {}), (("name",), ("value",)), ("value",), fewest=1
)
FORM_LAYOUT = Layout(
    FORMS, _fields(FORMS, {}), (("form",), ("field",), ("text",)), ("text",), fewest=1
)
LAYOUTS: tuple[Layout, ...] = (
    PRODUCT_LAYOUT, POSITION_LAYOUT, RANK_LAYOUT, DUTY_LAYOUT, REQUIREMENT_LAYOUT,
    COMPETENCY_LAYOUT, LEVEL_LAYOUT, PARAMETER_LAYOUT, FORM_LAYOUT,
)  # fmt: skip
LAYOUT_OF = {layout.sheet.name: layout for layout in LAYOUTS}


def own_titles(sheet: Sheet) -> list[str]:
    """The row of titles that our own export writes."""
    return [column.title for column in sheet.columns]


def column_names(sheet: Sheet) -> frozenset[str]:
    """The names of the sheet's own columns, for those who ask whether a key is one."""
    return frozenset(column.name for column in sheet.columns)
