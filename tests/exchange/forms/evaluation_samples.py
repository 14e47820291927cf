"""Filled papers of the evaluation: each text once, so that what is missing shows."""

from datetime import date

from congvu.exchange.forms.meeting_minutes import (
    Discussed,
    MeetingMinutes,
    Opinion,
    meeting_minutes,
)
from congvu.exchange.forms.month_card import (
    CriterionGroup,
    CriterionLine,
    Effect,
    MonthCard,
    Signed,
    month_card,
)
from congvu.exchange.forms.objection_file import Change, ObjectionFile, Said, objection_file
from congvu.exchange.forms.organisation_notice import OrganisationNotice, organisation_notice
from congvu.exchange.forms.rating_decision import RatedLine, RatingDecision, rating_decision
from congvu.exchange.forms.result_notice import ResultNotice, result_notice
from congvu.exchange.forms.unit_results import ResultLine, UnitResults, unit_results
from congvu.exchange.forms.words import (
    MEETING_MINUTES,
    MONTH_CARD,
    OBJECTION_FILE,
    ORGANISATION_NOTICE,
    RATING_DECISION,
    RESULT_NOTICE,
    UNIT_RESULTS,
    YEAR_CARD,
    YEAR_NOTICE,
    YEAR_RESULTS,
    words_of,
)
from congvu.exchange.forms.year_card import LEVELS, MonthLine, YearCard, year_card
from congvu.exchange.forms.year_notice import YearNotice, year_notice
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.footers import footing
from congvu.law.registry import general_criteria_on, the_law

DAY = date(2026, 11, 30)
ADDRESS = "https://congvu.tinh.vn/kiem-tra/"
FOOT = footing(ADDRESS)
SEAL = "0123456789ab" + "c" * 52
SENT = Signed("Nha Trang, ngày 25 tháng 11 năm 2026", "Nguyễn Thị Minh", "Gửi lúc 14:32")
CONFIRMED = Signed("Nha Trang, ngày 26 tháng 11 năm 2026", "Lê Bình", "Xác nhận lúc 08:05")


def groups() -> tuple[CriterionGroup, ...]:
    """The decree's criteria, each self-scored differently."""
    inside = general_criteria_on(DAY)
    return tuple(
        CriterionGroup(
            CriterionLine(group.code, group.label, "10", f"8,{place}"),
            tuple(
                CriterionLine(one.code.rpartition(".")[2], one.label, "2,5", f"2,{place}{n}")
                for n, one in enumerate(inside)
                if one.group == group.code
            ),
        )
        for place, group in enumerate(the_law().criterion_groups_on(DAY))
    )


def card(**changed: object) -> MonthCard:
    filled = {
        "agency": "Ủy ban nhân dân phường Nha Trang",
        "unit": "Phòng Kinh tế, Hạ tầng và Đô thị",
        "period": "tháng 11 năm 2026",
        "name": "Nguyễn Thị Minh",
        "title": "Chuyên viên chính",
        "groups": groups(),
        "most": "30",
        "own": "28",
        "general": "27,50 điểm (được xác nhận; cá nhân tự chấm 28,00)",
        "results": "46,7014… điểm (trong 70)",
        "total": "74,20 điểm",
        "strengths": "Làm xong việc gấp.",
        "shortcomings": "Chậm một hồ sơ.",
        "comment": "Đồng ý với bản tự chấm.",
        "sent": SENT,
        "confirmed": CONFIRMED,
        "draft": False,
        "full": "100,00",
        "effects": (Effect("−4,17", "Chậm tiến độ", "Hồ sơ số 7", "điểm c khoản 2 Điều 14"),),
        "footer": FOOT(Kind.CARD, 7, SEAL),
    }
    return MonthCard(**filled | changed)


def year(**changed: object) -> YearCard:
    months = tuple(MonthLine(f"8{n},{n:02d}", f"ghi chú {n}") for n in range(1, 13))
    filled = {
        "agency": "UBND phường Nha Trang",
        "unit": "Phòng Văn hóa",
        "year": 2026,
        "name": "Đỗ Dung",
        "title": "Chuyên viên",
        "months": months,
        "mean": "84,25",
        "mean_note": "đủ 12 tháng",
        "own_level": LEVELS[0],
        "level": LEVELS[1],
        "proposal": "Quy hoạch phó trưởng phòng.",
        "sent": SENT,
        "decided": CONFIRMED,
        "draft": False,
        "footer": FOOT(Kind.YEAR, 9, SEAL),
    }
    return YearCard(**filled | changed)


RESULTS = UnitResults(
    "UBND phường Nha Trang",
    "Tháng 11/2026",
    (
        ResultLine("Phòng Kinh tế", "Lê Bình", "Trưởng phòng", "91,20", LEVELS[0]),
        ResultLine("Phòng Kinh tế", "Nguyễn Văn An", "Chuyên viên", "76,70", LEVELS[1]),
        ResultLine("Phòng Văn hóa", "Đỗ Dung", "Kế toán", "", "", "nghỉ thai sản"),
    ),
    draft=False,
    footer=FOOT(Kind.CLOSE, 3, SEAL),
)
NOTICE = ResultNotice(
    "UBND phường Nha Trang", "tháng 11/2026", "Nguyễn Văn An", "Chuyên viên", "Phòng Kinh tế",
    "30,00 điểm", "46,7014… điểm (trong 70)", "76,70", level="Hoàn thành tốt",
    comment="Cần đúng hạn hơn.", objection="Ông/bà có quyền kiến nghị theo Điều 22.",
    footer=FOOT(Kind.CARD, 7, SEAL),
)  # fmt: skip
MINUTES = MeetingMinutes(
    "Họp nhận xét, đánh giá năm 2026", "08:00 ngày 01/12/2026", "11:30", "Phòng họp tầng 2",
    "Trần Thị Alice", "Vũ Phong", ("Lê Bình", "Phạm Chi"), ("Hồ Giang (đi công tác)",),
    (
        Discussed("Nguyễn Văn An", "Chuyên viên", "84,25", LEVELS[0], LEVELS[1], "7/8 đồng ý",
                  (Opinion("Phạm Chi", "Nhất trí."), Opinion("Lê Bình", "Nên giao thêm.", True))),
    ),
    "Thống nhất đề nghị như bảng trên.", FOOT(Kind.MEETING, 3, SEAL),
)  # fmt: skip
DECISION = RatingDecision(
    "Chủ tịch Ủy ban nhân dân phường",
    "Về việc xếp loại chất lượng công chức năm 2026",
    ("Căn cứ biên bản họp ngày 01/12/2026;", "Theo đề nghị của Văn phòng."),
    (RatedLine("Nguyễn Văn An", "Chuyên viên", "84,25", LEVELS[1]),),
    "Chánh Văn phòng",
    "Quyết định số 12/QĐ-UBND",
    FOOT(Kind.DECISION, 3, SEAL),
    "Đăng trên hệ thống, niêm yết tại phòng họp",
)
YEAR_LIST = UnitResults(
    "UBND phường Nha Trang",
    "Năm 2026",
    (
        ResultLine("Phòng Kinh tế", "Lê Bình", "Trưởng phòng", "91,20", LEVELS[0], "QĐ số 15"),
        ResultLine("Phòng Kinh tế", "Nguyễn Văn An", "Chuyên viên", "76,70", LEVELS[1], "QĐ số 16"),
        ResultLine("Phòng Văn hóa", "Đỗ Dung", "Kế toán", "", "Không xếp loại", "chưa đủ 06 tháng"),
    ),
    draft=False,
    footer=FOOT(Kind.DECISION, 3, SEAL),
    rated=True,
)
YEAR_NOTICE_SAMPLE = YearNotice(
    "UBND phường Nha Trang", 2026, "Nguyễn Văn An", "Chuyên viên", "Phòng Kinh tế", "91,20",
    LEVELS[0], LEVELS[1], "Quyết định số 15/QĐ-UBND ngày 14/12/2026",
    way=("Mức theo điểm: hoàn thành xuất sắc", "Mức sau trần xuất sắc: hoàn thành tốt"),
    replaced="Quyết định số 12/QĐ-UBND", objection="Ông/bà có quyền kiến nghị theo Điều 22.",
    footer=FOOT(Kind.YEAR, 7, SEAL),
)  # fmt: skip
ORGANISATION = OrganisationNotice(
    "UBND phường Nha Trang", "Phòng Kinh tế", 2026, "27,50", "60,25", "87,75",
    "Trong năm có 40 nhiệm vụ: 95% xong.", "Hoàn thành tốt nhiệm vụ", True,
    "Quyết định số 31/QĐ-UBND ngày 14/12/2026", "Quyết định số 20/QĐ-UBND", "Kết luận thanh tra",
    footer=FOOT(Kind.ORGANISATION, 5, SEAL),
)  # fmt: skip
OBJECTION = ObjectionFile(
    "tháng 11/2026", "Nguyễn Văn An", "Chuyên viên", "Phòng Kinh tế", "Dòng chậm tiến độ",
    "15/12/2026", Said("Nguyễn Văn An", "09:00 ngày 04/12/2026", "Việc chờ ý kiến Sở."),
    Said("Lê Bình", "10:00 ngày 05/12/2026", "Sở trả lời ngày 20."),
    Said("Phạm Chi", "11:00 ngày 06/12/2026", "Có nguyên nhân khách quan."),
    Said("Trần Thị Alice", "15:00 ngày 08/12/2026", "Chấp nhận một phần."),
    "Chấp nhận một phần", "Bản điều chỉnh số 1, thay phiếu P-AVWG-9W58-T",
    (Change("Số ngày chậm", "5 ngày", "2 ngày"),),
    (Said("Nguyễn Văn An", "09:00 ngày 04/12/2026", "Gửi kiến nghị"),), FOOT(Kind.CARD, 7, SEAL),
)  # fmt: skip

VALUES = {
    "card": card(),
    "year": year(),
    "results": RESULTS,
    "notice": NOTICE,
    "minutes": MINUTES,
    "decision": DECISION,
    "objection": OBJECTION,
    "year_list": YEAR_LIST,
    "year_notice": YEAR_NOTICE_SAMPLE,
    "organisation": ORGANISATION,
}
PAPERS = {
    "card": lambda: month_card(card(), words_of(MONTH_CARD)),
    "year": lambda: year_card(year(), words_of(YEAR_CARD)),
    "results": lambda: unit_results(RESULTS, words_of(UNIT_RESULTS), day=DAY),
    "notice": lambda: result_notice(NOTICE, words_of(RESULT_NOTICE), day=DAY),
    "minutes": lambda: meeting_minutes(MINUTES, words_of(MEETING_MINUTES), day=DAY),
    "decision": lambda: rating_decision(DECISION, words_of(RATING_DECISION), day=DAY),
    "objection": lambda: objection_file(OBJECTION, words_of(OBJECTION_FILE), day=DAY),
    "year_list": lambda: unit_results(YEAR_LIST, words_of(YEAR_RESULTS), day=DAY),
    "year_notice": lambda: year_notice(YEAR_NOTICE_SAMPLE, words_of(YEAR_NOTICE), day=DAY),
    "organisation": lambda: organisation_notice(
        ORGANISATION, words_of(ORGANISATION_NOTICE), day=DAY
    ),
}
