"""Khánh Hòa's toolkit as its demo publishes it: 1.0.0, and 1.1.0 with a few changes.

Both are put together here, without records, so that the neighbour's demo has the very files. The
keys are published on purpose, as the demo's password is; a real province makes its own.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from congvu.engine.lists.document import Document, document, written
from congvu.engine.lists.sheets import ListKind, Row, sheet_named
from congvu.exchange.demo import competencies, positions, products
from congvu.exchange.toolkit.contents import Publisher, Toolkit
from congvu.exchange.toolkit.keys import keep_key
from congvu.exchange.toolkit.law_checks import law_marks
from congvu.exchange.toolkit.package import Package, pack

PUBLISHER = Publisher("KH", "Tỉnh Khánh Hòa")
CODE, NAME, LICENCE = "BCC-KH", "Bộ công cụ tỉnh Khánh Hòa", "CC-BY-4.0"
FIRST_DAY, SECOND_DAY = date(2026, 7, 6), date(2026, 11, 20)
NOT_REAL = "Dữ liệu chạy thử: mẫu tham khảo, chưa được tỉnh Khánh Hòa ban hành."


def demo_key(province: str) -> Ed25519PrivateKey:
    """Return the key that a demo province signs with."""
    seed = hashlib.sha256(f"congvu demo: {province}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def write_demo_key(province: str, path: Path) -> None:
    """Put the key where the demo's server looks for it, once."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        keep_key(demo_key(province), path)


@cache
def first() -> Package:
    """Return 1.0.0: the communes' catalogue, their positions, the framework."""
    lists = (commune_catalogue(), positions.scheme(), competencies.framework())
    return pack(_toolkit("1.0.0", FIRST_DAY, lists), demo_key("KH"))


@cache
def second() -> Package:
    """Return 1.1.0, which follows on 1.0.0."""
    changed = (
        _with(commune_catalogue(), "products", CHANGED_PRODUCTS, NEW_PRODUCTS, GONE_PRODUCTS),
        _with(positions.scheme(), "positions", CHANGED_POSITIONS),
        _with(competencies.framework(), "competencies", CHANGED_COMPETENCIES),
    )
    toolkit = _toolkit("1.1.0", SECOND_DAY, changed)
    return pack(replace(toolkit, previous=first().digest), demo_key("KH"))


@cache
def commune_catalogue() -> Document:
    """Return the communes' catalogue as the demo issues it."""
    version = products.versions()[0]
    bands = {f"band_{n}": f"{low}-{high}" for n, (low, high) in enumerate(version.bands, 1)}
    return document(
        ListKind.CATALOGUE,
        version.code,
        version.name,
        {"standard_points": written(products.STANDARD_TENTHS, 1), **bands},
        {"products": [_product(one) for one in products.commune_products()]},
    )


def _product(one: products.ProductPlan) -> Row:
    return {
        "code": one.code,
        "group": one.group,
        "section": one.section,
        "name": one.name,
        "detail": one.detail,
        "output": one.output,
        "complexity": f"N{one.complexity}",
        "points": written(one.points_tenths, 1),
        "coefficient": written(one.coefficient_tenths, 1),
    }


def _toolkit(version: str, day: date, lists: Sequence[Document]) -> Toolkit:
    decisions = (products.versions()[0].decision, positions.SCHEME_DECISION, competencies.DECISION)
    return Toolkit(
        code=CODE,
        name=NAME,
        version=version,
        publisher=PUBLISHER,
        created=day,
        licence=LICENCE,
        documents=tuple(lists),
        provenance=(NOT_REAL, *decisions),
        law=law_marks(day),
    )


def _with(
    base: Document,
    sheet: str,
    changed: Mapping[str, Row],
    new: Sequence[Row] = (),
    gone: Sequence[str] = (),
) -> Document:
    """Return a list with texts changed by code, rows added at its end, rows taken out."""
    key = sheet_named(sheet).key_of
    rows = [
        {**row, **changed.get(key(row)[0], {})}
        for row in base.rows(sheet)
        if key(row)[0] not in gone
    ]
    return document(
        base.kind, base.code, base.name, base.settings, {**base.sheets, sheet: [*rows, *new]}
    )


# What Khánh Hòa changed after four months of use. The neighbour (thanh_hoa) changed KTDC.04 and
# VP.11 too, otherwise, and took HCC.15 out: three places where somebody has to choose.
CHANGED_PRODUCTS: Mapping[str, Row] = {
    "KTDC.04": {"points": "45", "coefficient": "9"},
    "VP.11": {"name": "Theo dõi, đôn đốc lịch tiếp công dân của lãnh đạo UBND xã"},
    "HCC.15": {"points": "12", "coefficient": "2,4"},
    "VP.34": {"points": "45", "coefficient": "9"},
    "DC.27": {"points": "10", "coefficient": "2"},
}
NEW_PRODUCTS: tuple[Row, ...] = (
    {
        "code": "HCC.90", "group": "C", "section": "Trung tâm Phục vụ hành chính công",
        "name": "Hỗ trợ người dân kích hoạt định danh mức độ 2 tại chỗ",
        "output": "Lượt hỗ trợ", "unit": "lượt", "complexity": "N1", "points": "5",
        "coefficient": "1",
    },
)  # fmt: skip
GONE_PRODUCTS = ("VHTT.02",)
CHANGED_POSITIONS: Mapping[str, Row] = {
    "II.27": {"experience": "Ưu tiên người đã vận hành hệ thống thông tin cấp xã."},
}
CHANGED_COMPETENCIES: Mapping[str, Row] = {
    "NLC.6": {"definition": "Dùng được hệ thống thông tin của tỉnh và bảo đảm an toàn thông tin."},
}
