"""A small catalogue with a fault of each sort, drafted by one person and appraised by others."""

from collections.abc import Sequence

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions, queries
from congvu.engine.appraisal.findings import Finding
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind, Row
from tests.apps import world

SERIES = "DM-XA"


def row(code: str, name: str, output: str, points: str, coefficient: str, **more: str) -> Row:
    """A product of group C; C.02 and C.03 state a wrong coefficient, C.06 lies outside its band."""
    fixed = {"group": "C", "section": "Phòng Kinh tế", "complexity": "N1"}
    told = {"code": code, "name": name, "output": output, "points": points}
    return fixed | told | {"coefficient": coefficient} | more


ROWS = (
    row("C.01", "Báo cáo tháng về đầu tư công", "Báo cáo", "5", "1"),
    row("C.02", "Thẩm định hồ sơ cấp phép xây dựng", "Giấy phép", "9", "2,8"),
    row("C.03", "Tổng hợp ý kiến cử tri", "Văn bản trả lời", "7", "14"),
    row("C.04", "Thực hiện nhiệm vụ do lãnh đạo giao", "Theo yêu cầu", "6", "1,2"),
    row("C.05", "Báo cáo tháng về đầu tư công", "Báo cáo", "5", "1"),
    row("C.06", "Kiểm tra và quyết toán công trình; lập hồ sơ", "Hồ sơ", "40", "8"),
)
RULES = ("coefficient", "coefficient", "vague", "duplicate", "composite", "out_of_band")
"""The rules of what is found in ROWS: four findings block, two (vague, composite) ask."""


def drafted(rows: Sequence[Row] = ROWS, **settings: str) -> Document:
    """The catalogue as a document."""
    given = {"standard_points": "5", "band_1": "1-10", "band_2": "11-50"} | settings
    return document(
        ListKind.CATALOGUE, SERIES, "Danh mục sản phẩm cấp xã", given, {"products": list(rows)}
    )


def user(name: str) -> User:
    """Somebody who acts."""
    return User.objects.create(username=name, display_name=f"Người {name}", password="!")


def submitted(by: User, told: Document | None = None, *, unit: str | None = None) -> int:
    """A proposal on its way to the appraiser."""
    pk = actions.start(told or drafted(), unit=unit, by=by, at=world.AT)
    actions.submit(pk, by=by, at=world.AT)
    return pk


def found(pk: int, rule: str = "") -> list[Finding]:
    """What is found in a proposal now (of one rule)."""
    return [one for one in queries.judged(pk).findings if not rule or one.rule == rule]


def prints(pk: int, rule: str = "") -> list[str]:
    """The fingerprints of what is found."""
    return [one.fingerprint for one in found(pk, rule)]


def products(pk: int) -> dict[str, Row]:
    """The rows of a proposal by code."""
    return {row["code"]: row for row in queries.draft_document(pk).rows("products")}
