"""Lists for the pages' tests: a catalogue in force, drafts, rows as offices type them."""

from collections.abc import Sequence
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.catalogue import actions as catalogue
from congvu.apps.catalogue.actions import NewProduct, NewVersion
from congvu.apps.toolkit import actions
from congvu.apps.toolkit.models import ProposalRow
from congvu.engine.lists.document import document
from congvu.engine.lists.sheets import ListKind, Row
from tests.apps import world

SERIES = "DM-P"
SETTINGS = {"standard_points": "5", "band_1": "1-10", "band_2": "11-50"}


def row(code: str, **texts: str) -> Row:
    """A product that the linter has nothing to say of, but for what is given."""
    return {
        "code": code,
        "group": "C",
        "section": "Phòng Kinh tế",
        "name": f"Thẩm định hồ sơ {code}",
        "output": f"Báo cáo thẩm định {code}",
        "complexity": "N1",
        "points": "5",
        "coefficient": "1",
        **texts,
    }


def issued(*, number: int = 1, unit: str | None = "P", points: Sequence[int] = (50, 100)) -> str:
    """Issue an edition of the catalogue, the first in force from June, the second from November."""
    code = SERIES if number == 1 else f"{SERIES}.{number}"
    version = NewVersion(
        code=code,
        name="Danh mục phường",
        decision=f"QĐ {number}/QĐ-UBND",
        issued_by="UBND phường",
        valid_from=date(2026, 6, 1) if number == 1 else date(2026, 11, 1),
        standard_points_tenths=50,
        series=SERIES,
        unit=unit,
    )
    products = [
        NewProduct(
            code=f"SP-{place}",
            group="C",
            name=f"Soạn thảo văn bản {place}",
            complexity=1,
            points_tenths=tenths,
            section="Phòng Kinh tế" if place < 2 else "Phòng Văn hóa",
            output="Văn bản",
            detail="Các bước soạn thảo",
        )
        for place, tenths in enumerate(points)
    ]
    catalogue.issue_version(version, products, by=None, at=world.AT)
    return code


def drafted(
    rows: Sequence[Row] = (), *, unit: str | None = "P", by: str = "office", series: str = "DM-NHAP"
) -> int:
    """Begin a draft of a catalogue and return its id."""
    listed = rows or [row("SP-01"), row("SP-02", coefficient="9"), row("SP-03", points="năm")]
    return actions.start(
        document(ListKind.CATALOGUE, series, "Danh mục nháp", SETTINGS, {"products": listed}),
        unit=unit,
        by=User.objects.get(username=by),
        at=world.AT,
    )


def row_of(proposal: int, code: str) -> ProposalRow:
    """The row of a draft with this code."""
    return ProposalRow.objects.get(proposal=proposal, values__code=code)


def issued_common() -> str:
    """Issue a catalogue that is common to the province."""
    version = NewVersion(
        "CHUNG", "Danh mục chung", "QĐ 9/QĐ-UBND", "UBND tỉnh", date(2026, 6, 1), 50
    )
    product = NewProduct("C-1", "B", "Soạn thảo văn bản", 1, 50, output="Văn bản")
    catalogue.issue_version(version, [product], by=None, at=world.AT)
    return version.code


def questions(client: Client, path: str) -> int:
    """How many times a page asks the database for something; beginning and ending left out."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return sum(1 for one in asked if one["sql"].startswith("SELECT"))
