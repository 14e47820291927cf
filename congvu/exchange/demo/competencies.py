"""The real competency framework, read into a list that can be issued.

The source words some competencies twice (leaders, specialists) and leaves some levels blank:
wordings of one competency are folded into one, a blank level is left out.
"""

import re
from functools import cache

from congvu.engine.lists.document import Document, document, entered
from congvu.engine.lists.sheets import COMPETENCIES, LEVELS, ListKind, Row, Sheet
from congvu.exchange.demo import sheets
from congvu.kernel.vietnamese import fold

SERIES = "KNL-CAP-XA"
NAME = "Khung năng lực vị trí việc làm cấp xã (mẫu tham khảo)"
DECISION = "Mẫu tham khảo theo Phụ lục 2A, 2B khung cấp độ năng lực của UBND xã Nghĩa Lâm, 2026"
ISSUED_BY = "UBND xã Nghĩa Lâm (Nghệ An); chưa được tỉnh Khánh Hòa ban hành"
LEADERS = "Lãnh đạo, quản lý"

# Code, group and name of each competency, with the other wordings that the sources have for it.
COMPETENCY: dict[str, tuple[str, tuple[str, ...]]] = {
    "NLC.1": ("general", ("Đạo đức và bản lĩnh",)),
    "NLC.2": ("general", ("Tổ chức thực hiện công việc",)),
    "NLC.3": ("general", ("Soạn thảo và ban hành văn bản",)),
    "NLC.4": ("general", ("Giao tiếp ứng xử",)),
    "NLC.5": ("general", ("Quan hệ phối hợp",)),
    "NLC.6": ("general", ("Sử dụng công nghệ thông tin",)),
    "NLC.7": ("general", ("Sử dụng ngoại ngữ",)),
    "NLCM.1": (
        "professional",
        (
            "Tham mưu xây dựng văn bản",
            "Khả năng tham mưu xây dựng các văn bản",
            "Khả năng tham mưu xây dựng văn bản",
            "Khả năng chủ trì tham mưu xây dựng các văn bản",
        ),
    ),
    "NLCM.2": (
        "professional",
        (
            "Hướng dẫn thực hiện văn bản",
            "Khả năng hướng dẫn thực hiện các văn bản",
            "Khả năng hướng dẫn thực hiện văn bản",
        ),
    ),
    "NLCM.3": (
        "professional",
        (
            "Kiểm tra thực hiện văn bản",
            "Khả năng kiểm tra việc thực hiện các văn bản",
            "Khả năng kiểm tra thực hiện văn bản",
        ),
    ),
    "NLCM.4": (
        "professional",
        (
            "Thẩm định, góp ý văn bản",
            "Thẩm định văn bản",
            "Khả năng thẩm định, góp ý các văn bản",
            "Khả năng thẩm định văn bản",
        ),
    ),
    "NLCM.5": (
        "professional",
        (
            "Thực hiện hoạt động chuyên môn, nghiệp vụ",
            "Tổ chức thực hiện văn bản",
            "Khả năng thực hiện hoạt động chuyên môn, nghiệp vụ",
            "Khả năng phối hợp thực hiện các văn bản",
            "Khả năng phối hợp thực hiện văn bản",
        ),
    ),
    "NLQL.1": ("managerial", ("Tư duy chiến lược",)),
    "NLQL.2": ("managerial", ("Quản lý sự thay đổi",)),
    "NLQL.3": ("managerial", ("Ra quyết định",)),
    "NLQL.4": ("managerial", ("Quản lý nguồn lực",)),
    "NLQL.5": ("managerial", ("Phát triển đội ngũ", "Phát triển nhân viên")),
}
_TAIL = "(theo nhiem vu cua vi tri viec lam)"
_DASH = re.compile(r"\s+- (?=(.))")
# How the sources name whom a level is written for → how the framework says it.
_WHOM = {"lãnh đạo, quản lý": LEADERS, "công chức chuyên ngành": "Công chức chuyên ngành"}


@cache
def _codes() -> dict[str, str]:
    return {fold(name): code for code, (_, names) in COMPETENCY.items() for name in names}


def code_of(wording: str) -> str | None:
    """Return the code of the competency that a source's wording means, None where none is."""
    bare = fold(wording).rstrip(".").removesuffix(_TAIL).strip()
    return _codes().get(bare)


def framework() -> Document:
    """Return the framework: 17 competencies and the levels that the source describes."""
    source = sheets.rows(sheets.LEVELS)[0]["source"]
    competencies = [
        canonical(COMPETENCIES, {"code": code, "name": names[0], "group": group, "source": source})
        for code, (group, names) in COMPETENCY.items()
    ]
    told = [
        canonical(
            LEVELS,
            {
                "competency": code_of(row["competency"]) or "",
                "applies_to": _WHOM[row["applies_to"]],
                "level": row["level"],
                "descriptor": in_lines(row["descriptor"]),
                "source": row["source"],
            },
        )
        for row in sheets.rows(sheets.LEVELS)
        if row["descriptor"].strip()
    ]
    return document(
        ListKind.FRAMEWORK, SERIES, NAME, {}, {"competencies": competencies, "levels": told}
    )


def in_lines(text: str) -> str:
    """Return a cell of the papers with each item (dash, capital) on a line of its own."""
    return _DASH.sub(lambda dash: "\n- " if dash[1].isupper() else dash[0], text.strip())


def canonical(sheet: Sheet, row: Row) -> Row:
    """Return a row as the list's cells take it; raises NotValid."""
    return {name: entered(sheet.column(name), text) for name, text in row.items() if text}
