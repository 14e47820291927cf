"""The two real product lists, read into versions, and which products a desk works from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from congvu.exchange.demo import rooms, sheets
from congvu.kernel.fixed import parse_fixed

COMMUNE_VERSION = "MAU-CAP-XA-2026"
DEPARTMENT_VERSION = "MAU-SO-NGANH-2026"
STANDARD_TENTHS = 50  # both sources: the standard product is a simple document of 5 points
SINCE = date(2026, 6, 1)
DECIDED = date(2026, 5, 31)
LEADERS, SHARED = "QL", "DC"


@dataclass(frozen=True, slots=True)
class VersionPlan:
    """A catalogue to issue as a reference sample."""

    code: str
    name: str
    decision: str
    issued_by: str
    source: str
    bands: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ProductPlan:
    """One product of a version; `family` is the letters before its number (KTDC, QL …)."""

    version: str
    code: str
    family: str
    group: str
    section: str
    name: str
    detail: str
    output: str
    complexity: int
    points_tenths: int
    coefficient_tenths: int


def versions() -> tuple[VersionPlan, VersionPlan]:
    """The commune list and the department list, both marked as samples to be adopted."""
    return (
        VersionPlan(
            COMMUNE_VERSION,
            "Danh mục sản phẩm/công việc cấp xã (mẫu tham khảo)",
            "Mẫu tham khảo theo QĐ 283/QĐ-UBND ngày 31/5/2026 của UBND xã Nghĩa Lâm, tỉnh Nghệ An",
            "UBND xã Nghĩa Lâm (Nghệ An); chưa được tỉnh Khánh Hòa ban hành",
            sheets.rows(sheets.COMMUNE_CATALOGUE)[0]["source"],
            ((1, 10), (11, 50), (51, 100), (101, 200)),
        ),
        VersionPlan(
            DEPARTMENT_VERSION,
            "Danh mục sản phẩm/công việc cơ quan cấp tỉnh (mẫu tham khảo)",
            "Mẫu tham khảo theo bảng tổng hợp danh mục của Thống kê tỉnh, thành phố năm 2026",
            "Thống kê tỉnh, thành phố; chưa được tỉnh Khánh Hòa ban hành",
            sheets.rows(sheets.DEPARTMENT_CATALOGUE)[0]["source"],
            ((1, 100), (101, 200), (201, 300), (301, 400), (401, 500)),
        ),
    )


@cache
def commune_products() -> tuple[ProductPlan, ...]:
    """All 371 products of the commune list, in its order."""
    return tuple(
        ProductPlan(
            COMMUNE_VERSION,
            row["code"],
            row["code"].split(".")[0],
            _commune_group(row),
            row["unit"].strip("()"),
            row["task"],
            row["work_detail"],
            row["output_product"],
            int(row["complexity_group"][1:]),
            parse_fixed(row["score"], places=1),
            parse_fixed(row["conversion_coefficient"], places=1),
        )
        for row in sheets.rows(sheets.COMMUNE_CATALOGUE)
    )


def _commune_group(row: dict[str, str]) -> str:
    if row["code"] == "DC.20":  # work that is not yet in the list
        return "D"
    return {LEADERS: "A", SHARED: "B"}.get(row["code"].split(".")[0], "C")


@cache
def department_products() -> tuple[ProductPlan, ...]:
    """All 172 products of the statistics offices' list, numbered as there."""
    return tuple(
        ProductPlan(
            DEPARTMENT_VERSION,
            f"TK.{int(row['no']):03d}",
            row["section"],
            _department_group(row["section"]),
            row["section"],
            row["work"],
            "",
            row["output_product"],
            int(row["complexity_group"][1:]),
            parse_fixed(row["score"], places=1),
            parse_fixed(row["conversion_coefficient"], places=1),
        )
        for row in sheets.rows(sheets.DEPARTMENT_CATALOGUE)
    )


def _department_group(section: str) -> str:
    if section.startswith("I."):
        return "A"
    if "khác" in section:
        return "D"
    return "B" if section.startswith("III.") else "C"


@dataclass(frozen=True, slots=True)
class Pool:
    """The products a desk draws from: mostly its own, some shared."""

    own: tuple[ProductPlan, ...]
    shared: tuple[ProductPlan, ...]


# Shared commune work that a single officer meets every month; the rest is rarer.
_COMMON = frozenset(
    f"DC.{n:02d}"
    for n in (1, 2, 3, 4, 5, 7, 8, 9, 11, 14, 15, 17, 18, 19, 20, 26, 27, 30, 31, 35, 42, 43)
)
_LEADING_OFFICE = ("DC.08", "DC.10", "DC.23", "DC.25", "DC.38", "DC.33", "DC.44", "DC.05")
_OFFICE = ("III. Kế toán", "III. Văn thư, lưu trữ", "III. Tổ chức cán bộ", "III. Hành chính")
_FIELD = (
    "II. Xử lý, kiểm tra số liệu",
    "II. Kiểm tra, giám sát",
    "II. Nhiệm vụ khác",
    "II. Biên soạn báo cáo",
    "II. Phổ biến, cung cấp thông tin",
    "II. Ứng dụng công nghệ thông tin",
    "III. Công việc khác",
)


@cache
def pool(theme: str, fields: tuple[str, ...], leads: bool, commune: bool) -> Pool:
    """The products that fit a desk: its families, and the shared list of its kind of office."""
    if not commune:
        return _department_pool(theme, leads)
    listed = commune_products()
    shared = [p for p in listed if p.code in _COMMON]
    families = frozenset(fields)
    own = [p for p in listed if p.family in families and (p.family != SHARED or p.code in _COMMON)]
    if leads:
        rarer = [p for p in listed if p.code in _LEADING_OFFICE]
        return Pool(tuple(p for p in listed if p.family == LEADERS), tuple(own or rarer))
    return Pool(tuple(own), tuple(shared))


def _department_pool(theme: str, leads: bool) -> Pool:
    listed = [
        p for p in department_products() if "thống kê" not in p.name and "điều tra" not in p.name
    ]
    office = tuple(_of(listed, _OFFICE))
    field = tuple(_of(listed, _FIELD))
    own = office if theme == rooms.OFFICE else field
    if leads:
        return Pool(tuple(_of(listed, ("I. ",))), own)
    return Pool(own, tuple(_of(listed, ("III. Công việc khác", "II. Nhiệm vụ khác"))))


def _of(listed: Iterable[ProductPlan], sections: tuple[str, ...]) -> Iterator[ProductPlan]:
    return (product for product in listed if product.section.startswith(sections))
