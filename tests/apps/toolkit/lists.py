"""A small catalogue and the people who take it through: An proposes, Bình appraises, Chi issues."""

from dataclasses import dataclass
from datetime import date

from congvu.apps.accounts.models import User
from congvu.apps.toolkit import actions
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind, Row
from tests.apps import world

SETTINGS = {"standard_points": "5", "band_1": "1-10", "band_2": "11-50", "band_3": "51-100"}
DECIDED = date(2026, 11, 20)
IN_FORCE = date(2026, 12, 1)


@dataclass(frozen=True)
class People:
    """Three users, none of whom may do another's step."""

    an: User
    binh: User
    chi: User


def people() -> People:
    """Make the three users."""
    made = User.objects.bulk_create(
        User(username=name, display_name=f"Người {name}", password="!")
        for name in ("an.soan", "binh.tham", "chi.ban")
    )
    return People(*made)


def product(code: str = "VP.01", **changes: str) -> Row:
    """A sound line: a simple document, the standard product."""
    row = {
        "code": code, "group": "C", "section": "Văn phòng", "name": "Soạn thảo công văn",
        "output": "Công văn", "complexity": "N1", "points": "5", "coefficient": "1",
    }  # fmt: skip
    return row | changes


ROWS = (
    product(),
    product("VP.02", name="Tổng hợp lịch công tác tuần", output="Lịch công tác", points="8",
            coefficient="1,6"),
    product("VP.03", name="Thẩm định thể thức văn bản", output="Phiếu kiểm tra", points="10",
            coefficient="2"),
)  # fmt: skip


def catalogue(*rows: Row, **changes: str) -> Document:
    """A catalogue of these rows (three sound ones if none are given)."""
    return document(
        ListKind.CATALOGUE, changes.get("code", "DM"), "Danh mục", SETTINGS,
        {"products": rows or ROWS},
    )  # fmt: skip


def started(*rows: Row, by: User | None = None, **changes: str) -> int:
    """A proposal under way, by `by`."""
    return actions.start(catalogue(*rows, **changes), by=by, at=world.AT)


def issued(proposal: int, who: People, valid_from: date = IN_FORCE) -> str:
    """Take a submitted proposal through the appraiser and the issuer."""
    actions.appraise(proposal, opinion="Nhất trí", by=who.binh, at=world.AT)
    return actions.issue(
        proposal, decision="QĐ 412/QĐ-UBND", decided_on=DECIDED, issued_by="UBND tỉnh",
        valid_from=valid_from, by=who.chi, at=world.AT,
    )  # fmt: skip
