"""A small framework and a small scheme, and the people who hold their positions."""

from collections.abc import Mapping, Sequence
from datetime import date

from congvu.apps.positions import actions
from congvu.apps.positions.actions import Terms
from congvu.apps.positions.models import Position, Posting
from congvu.engine.lists.document import Document, document
from congvu.engine.lists.sheets import ListKind, Row
from tests.apps import world

JULY = date(2026, 7, 1)
LEADERS = "Lãnh đạo, quản lý"
COMPETENCIES = [
    {"code": "C1", "name": "Đạo đức và bản lĩnh", "group": "general", "definition": "Giữ mình"},
    {"code": "C2", "name": "Soạn thảo và ban hành văn bản", "group": "general", "source": "PL 2A"},
]
LEVELS = [
    *(
        {"competency": code, "level": str(level), "descriptor": f"{code} ở cấp {level}"}
        for code in ("C1", "C2")
        for level in range(1, 6)
    ),
    {
        "competency": "C1", "applies_to": LEADERS, "level": "3",
        "descriptor": "Nêu gương", "source": "PL 2B",
    },
]  # fmt: skip
POSITIONS = [
    {
        "code": "V1", "name": "Chuyên viên về đất đai", "group": "professional",
        "purpose": "Giúp quản lý đất đai", "inside": "Trưởng phòng", "outside": "Sở Xây dựng",
        "authority": "Được hỏi ý kiến", "education": "Đại học", "experience": "1 năm",
        "qualities": "Cẩn thận", "other": "Không", "source": "Đề án",
    },
    {"code": "V2", "name": "Trưởng phòng", "group": "leadership"},
]  # fmt: skip
RANKS = [
    {"position": "V1", "rank": "Chuyên viên", "headcount": "3"},
    {"position": "V1", "rank": "Cán sự", "headcount": "0"},
]
DUTIES = [
    {
        "position": "V1", "number": "2.1", "duty": "Xây dựng văn bản", "work": "Tham gia\nSoạn",
        "criteria": "Được thông qua", "source": "PL 1B",
    },
    {"position": "V1", "number": "2.2", "duty": "Hướng dẫn"},
]  # fmt: skip
REQUIREMENTS = [
    {"position": "V1", "competency": "C2", "level": "3", "source": "PL 1C"},
    {"position": "V1", "competency": "C1", "level": "2-3"},
]


def framework(
    *, competencies: Sequence[Row] = COMPETENCIES, levels: Sequence[Row] = LEVELS
) -> Document:
    """Two competencies, each level described."""
    sheets = {"competencies": competencies, "levels": levels}
    return document(ListKind.FRAMEWORK, "KNL", "Khung năng lực", {}, sheets)


def scheme(**sheets: Sequence[Row]) -> Document:
    """Two positions, the first described; other rows by sheet."""
    given: Mapping[str, Sequence[Row]] = {
        "positions": POSITIONS, "ranks": RANKS, "duties": DUTIES, "requirements": REQUIREMENTS,
    }  # fmt: skip
    settings = {"unit_kind": "commune_room"}
    return document(ListKind.POSITIONS, "VTVL", "Đề án", settings, {**given, **sheets})


def terms(since: date = world.START, decision: str = "QĐ 12") -> Terms:
    """A decision of the day before it holds."""
    return Terms(decision, date(2025, 12, 30), "UBND tỉnh", since, "Công báo")


def issued() -> None:
    """Issue both, from the first day of the year."""
    actions.issue_framework(framework(), terms(), by=None, at=world.AT)
    actions.issue_scheme(scheme(), terms(), by=None, at=world.AT)


def held(**positions: str) -> None:
    """Let people (by code) hold positions; long before the year unless their posting says so."""
    for person, code in positions.items():
        Posting.objects.filter(person__code=person).update(
            position=Position.objects.get(code=code), valid_from=date(2025, 7, 1)
        )
