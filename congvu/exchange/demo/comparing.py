"""October beside two other rules, and a change of the rules that is drafted and not adopted."""

from collections.abc import Mapping
from datetime import date

from congvu.apps.audit.actions import Actor
from congvu.apps.evaluation import actions as evaluation
from congvu.apps.evaluation.queries.comparisons import asked_of
from congvu.apps.org.enums import PersonKind
from congvu.apps.rulebook import actions as rulebook
from congvu.apps.rulebook.actions import OverlayTerms
from congvu.apps.rulebook.queries import PeriodRow
from congvu.exchange.demo.frames import moment

ASKED, DRAFTED = date(2026, 11, 17), date(2026, 11, 19)
NEXT_YEAR = date(2027, 1, 1)
TOOLKIT = "bon_tieu_chi_2025"


def of_the_department(period: PeriodRow, users: Mapping[str, Actor]) -> None:
    """Hold a published period against the toolkit's text, and preview a drafted clamp over it."""
    asked = asked_of(period.ends_on, PersonKind.CIVIL_SERVANT, TOOLKIT, {})
    evaluation.compare_rules(
        period, asked, reason="Đối chiếu với bộ công cụ bốn tiêu chí dùng năm 2025",
        by=users["noi.vu"], at=moment(ASKED, 9),
    )  # fmt: skip
    draft = rulebook.draft_overlay(
        OverlayTerms(
            {"clamp": "results"},
            NEXT_YEAR,
            "Dự thảo QĐ về chặn điểm kết quả năm 2027",
            "Một số xã đề nghị ghi nhận phần việc làm vượt",
        ),
        by=users["noi.vu"],
        at=moment(DRAFTED, 10),
    )
    evaluation.preview_draft(draft, today=DRAFTED, by=users["noi.vu"], at=moment(DRAFTED, 11))
