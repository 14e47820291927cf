"""The neighbour: Thanh Hóa with its communes, a list of its own, and what it took over.

It adopted Khánh Hòa's toolkit 1.0.0, changed the communes' catalogue and issued it. 1.1.0 has come
in and waits: whoever reads the demo looks into it, merges it, and issues the result.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache

from django.db import transaction

from congvu.apps.accounts import actions as accounts
from congvu.apps.audit.actions import Actor
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant, NewUnit
from congvu.apps.toolkit import actions as toolkit
from congvu.apps.toolkit import queries as proposals
from congvu.apps.toolkit.actions import RowEdit
from congvu.apps.toolkit.enums import Verdict
from congvu.engine.lists.document import Document, document, entered
from congvu.engine.lists.sheets import PRODUCTS, ListKind, Row
from congvu.exchange.demo import published, reform, sheets, story
from congvu.exchange.demo.frames import moment
from congvu.exchange.demo.load import AlreadyLoaded, Loaded, is_loaded
from congvu.exchange.demo.people import STARTED
from congvu.exchange.toolkit.adoption import Choosing, receive, take_over
from congvu.exchange.toolkit.meeting import Way

PROVINCE, COUNCIL = "TH", "TH-VPHDND"
COUNCIL_SERIES, COMMUNE_SERIES = "TH-VP-HDND", "TH-CAP-XA"
SET_UP, OWN_SINCE = date(2026, 6, 15), date(2026, 7, 1)
ADOPTED, CHANGED, ISSUED = date(2026, 7, 8), date(2026, 7, 14), date(2026, 7, 22)
SINCE, CAME_IN = date(2026, 8, 1), date(2026, 11, 21)
ISSUED_BY = "UBND tỉnh Thanh Hóa (chạy thử, chưa ban hành thật)"
FILE = "bo-cong-cu-khanh-hoa-1.1.0.congvu"

# Sign-in name → display name, role, unit ("" is the whole province). People are made up.
LOGINS: Mapping[str, tuple[str, str, str]] = {
    "noi.vu": ("Lê Thị Hải Yến", "home_affairs", ""),
    "tham.dinh": ("Trịnh Văn Khôi", "home_affairs", ""),
    "van.phong": ("Mai Thị Thu Hiền", "agency_office", COUNCIL),
}
AGENCIES = (
    (COUNCIL, "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"),
    ("TH-VPUB", "Văn phòng Ủy ban nhân dân tỉnh"),
    ("TH-SNV", "Sở Nội vụ"),
)
# What Thanh Hóa made of the communes' catalogue; see published for what Khánh Hòa made of it.
OWN_TEXTS: Mapping[str, Row] = {
    "KTDC.04": {"points": "40", "coefficient": "8"},
    "VP.11": {"name": "Phục vụ lãnh đạo UBND xã tiếp công dân định kỳ"},
    "VP.12": {"note": "Gồm cả đơn gửi qua Cổng dịch vụ công"},
    "DC.05": {"detail": "Dự thảo, lấy ý kiến, hoàn chỉnh, trình ký"},
}
OWN_GONE = ("HCC.15",)
OWN_NEW: tuple[Row, ...] = (
    {
        "code": "VHTT.90", "group": "C", "section": "Phòng Văn hóa - Xã hội",
        "name": "Hướng dẫn khách tham quan di tích Lam Kinh, Thành Nhà Hồ",
        "output": "Lượt hướng dẫn", "unit": "lượt", "complexity": "N1", "points": "10",
        "coefficient": "2",
    },
)  # fmt: skip


@transaction.atomic
def load() -> Loaded:
    """Create the whole province; raises AlreadyLoaded when the database is not empty."""
    if is_loaded():
        raise AlreadyLoaded("Cơ sở dữ liệu đã có đơn vị; dữ liệu mẫu chỉ nạp vào nơi còn trống.")
    users = {
        name: accounts.create_user(
            username=name, display_name=label, password=story.PASSWORD, by=None
        )
        for name, (label, _, _) in LOGINS.items()
    }
    units = list(_units())
    before = reform.thanh_hoa(sheets.rows(sheets.NEIGHBOUR_COMMUNES))
    org.create_units([*units, *before.units], by=users["noi.vu"], at=moment(SET_UP))
    org.record_successions(before.successions, by=users["noi.vu"], at=moment(SET_UP))
    org.grant_roles([_grant(name, users) for name in LOGINS], by=None, at=moment(SET_UP))
    _own_list(users)
    _adoption(users)
    _next_version(users["noi.vu"])
    return Loaded(units=len(units), people=0, tasks=0, digest=published.first().digest)


@cache
def council_catalogue() -> Document:
    """Return the council office's own list: a product is what its unit of count says."""
    rows = [_council_row(row) for row in sheets.rows(sheets.COUNCIL_CATALOGUE)]
    name = "Danh mục sản phẩm/công việc của Văn phòng Đoàn ĐBQH và HĐND tỉnh"
    settings = {"standard_points": "100"}  # the paper's standard: an ordinary document
    return document(ListKind.CATALOGUE, COUNCIL_SERIES, name, settings, {"products": rows})


def _council_row(row: Mapping[str, str]) -> Row:
    typed = {
        "code": row["code"],
        "group": _group(row["group"]),
        "section": row["group"],
        "name": row["task"],
        "output": row["unit"],
        "unit": row["unit"],
        "complexity": row["complexity"],
        "points": row["points"],
        "coefficient": row["coefficient"],
        "source": row["source"],
    }
    return {name: entered(PRODUCTS.column(name), text) for name, text in typed.items()}


def _group(section: str) -> str:
    if section.startswith("II."):
        return "A"
    if section.startswith("III."):
        return "D"
    return "B" if section.startswith("I.G.") else "C"


def _units() -> list[NewUnit]:
    listed = sheets.rows(sheets.NEIGHBOUR_COMMUNES)
    source = listed[0]["source"]
    return [
        NewUnit(
            PROVINCE, "Tỉnh Thanh Hóa (dữ liệu mẫu)", "province", reform.BEFORE,
            official_code="H56", area_code=listed[0]["province_code"], source=source,
        ),
        *(
            NewUnit(
                f"{PROVINCE}-{row['code']}", row["full_name"], "commune",
                reform.BEFORE if reform.is_kept(row) else STARTED, parent=PROVINCE,
                agency=f"{PROVINCE}-{row['code']}", area_code=row["code"],
                predecessors=row["predecessor_units"], source=row["source"],
            )
            for row in listed
        ),
        *(
            NewUnit(code, name, "department", STARTED, parent=PROVINCE, agency=code)
            for code, name in AGENCIES
        ),
    ]  # fmt: skip


def _grant(name: str, users: Mapping[str, Actor]) -> NewGrant:
    _, role, unit = LOGINS[name]
    return NewGrant(
        users[name].pk, role, valid_from=STARTED, unit=unit or None, reason="Tài khoản mẫu"
    )


def _own_list(users: Mapping[str, Actor]) -> None:
    """The council office's list: drafted there, appraised and issued by the home affairs."""
    proposal = toolkit.start(
        council_catalogue(), unit=COUNCIL, origin="Dự thảo của Văn phòng",
        by=users["van.phong"], at=moment(SET_UP),
    )  # fmt: skip
    toolkit.submit(proposal, by=users["van.phong"], at=moment(SET_UP))
    _issue(proposal, users, decided=SET_UP, since=OWN_SINCE, number="QĐ mẫu 01/QĐ-VP")


def _adoption(users: Mapping[str, Actor]) -> None:
    """Take Khánh Hòa's 1.0.0 over; change the catalogue; issue the three lists."""
    clerk, at = users["noi.vu"], moment(ADOPTED)
    package = published.first()
    catalogue = published.commune_catalogue()
    names = {(str(catalogue.kind), catalogue.code): COMMUNE_SERIES}
    made = take_over(
        receive(package, on=ADOPTED, names=names),
        [Choosing(one.kind, one.code, Way.NEW) for one in package.toolkit.documents],
        trusts_key=True,
        reason="Đã đối chiếu dấu của khóa qua điện thoại với Sở Nội vụ tỉnh Khánh Hòa",
        by=clerk,
        at=at,
    )
    by_kind = {proposals.proposal(one).kind: one for one in made}
    _change(by_kind[ListKind.CATALOGUE], clerk)
    for number, kind in enumerate(
        (ListKind.CATALOGUE, ListKind.FRAMEWORK, ListKind.POSITIONS), start=2
    ):
        toolkit.submit(by_kind[kind], by=clerk, at=moment(CHANGED))
        decision = f"QĐ mẫu {number:02}/QĐ-UBND"
        _issue(by_kind[kind], users, decided=ISSUED, since=SINCE, number=decision)


def _change(proposal: int, clerk: Actor) -> None:
    draft = proposals.draft_rows(proposal, "products")[1]
    edits = [
        RowEdit("products", {**row.values, **OWN_TEXTS[row.values["code"]]}, row.id)
        for row in draft
        if row.values["code"] in OWN_TEXTS
    ]
    edits += [RowEdit("products", None, row.id) for row in draft if row.values["code"] in OWN_GONE]
    edits += [RowEdit("products", row) for row in OWN_NEW]
    toolkit.change_rows(
        proposal, edits, label="Sửa theo điều kiện của tỉnh", by=clerk, at=moment(CHANGED)
    )


def _issue(
    proposal: int, users: Mapping[str, Actor], *, decided: date, since: date, number: str
) -> None:
    appraiser, at = users["tham.dinh"], moment(decided)
    if found := [one.fingerprint for one in proposals.judged(proposal).findings]:
        toolkit.rule(
            proposal, found, Verdict.OVERRIDE, reason="Giữ như danh mục gốc", by=appraiser, at=at
        )
    toolkit.appraise(proposal, opinion="Đủ điều kiện ban hành", by=appraiser, at=at)
    toolkit.issue(
        proposal, decision=number, decided_on=decided, issued_by=ISSUED_BY, valid_from=since,
        by=appraiser, at=at,
    )  # fmt: skip


def _next_version(clerk: Actor) -> None:
    package = published.second()
    toolkit.receive(
        package.content, digest=package.digest, filename=FILE, by=clerk, at=moment(CAME_IN)
    )
