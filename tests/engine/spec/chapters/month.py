"""The month's points (Đ16.1, Đ17.1) and months that are not scored."""

from tests.engine.spec.cases import Chapter, OneMonth

POINTS = Chapter(
    "Điểm của tháng",
    "Điểm tiêu chí kết quả là P = (a + b + c) / 3. Điểm tháng = điểm chung (0 đến 30) + 70·P. "
    "Trong kỳ mọi số được giữ nguyên dạng phân số; chỉ điểm thông báo được làm tròn một lần, hai "
    "chữ số thập phân, nửa thì lên.",
    (
        OneMonth(
            "Ví dụ của Bộ Nội vụ",
            "Đ16.1, Đ17.1; Sổ tay 2026, chương VI",
            """
            việc | hệ số | giao | xong | chưa đạt | chậm
            Công văn | 1 | 5 | 4 | 0 | 4
            Trả lời kiến nghị | 2,7 | 3 | 3 | 1 | 2
            Báo cáo tổng hợp | 3,7 | 1 | 0,8 | 2 | 0
            """,
            gives={
                "a": "89,6 %",
                "b": "68,8 %",
                "c": "41,7 %",
                "P": "66,7 %",
                "chưa làm tròn": "76,70139",
                "điểm tháng": "76,70",
            },
        ),
        OneMonth(
            "Điểm chung được cộng nguyên",
            "Đ12.2, Đ17.1",
            """
            việc | giao | xong
            Tờ trình | 4 | 4
            """,
            general="24,5",
            gives={"P": "100,0 %", "điểm tháng": "94,50"},
        ),
        OneMonth(
            "Đúng nửa phần trăm điểm thì làm tròn lên",
            "[chưa quy định]",
            """
            việc | giao | xong
            Hồ sơ | 10000 | 2855
            """,
            general="29,97",
            text="29,97 + 70 × 0,2855 = 49,955.",
            gives={"chưa làm tròn": "49,95500", "điểm tháng": "49,96"},
        ),
        OneMonth(
            "Không làm gì thì chỉ còn điểm chung",
            "Đ17.1",
            """
            việc | giao | xong
            Tờ trình | 4 | 0
            """,
            gives={"P": "0,0 %", "điểm tháng": "30,00"},
        ),
    ),
)

NOT_SCORED = Chapter(
    "Kỳ không chấm điểm",
    "Không được giao việc gì thì kỳ đó không có điểm: không phải 0, cũng không phải điểm tối đa.",
    (
        OneMonth("Không có dòng việc nào", "[chưa quy định]", "", gives={"điểm tháng": "–"}),
        OneMonth(
            "Kỳ chỉ có việc ngoài kế hoạch: việc ấy là số được giao",
            "[chưa quy định]",
            """
            việc | giao | xong | chậm | nguồn
            Chống bão | 3 | 3 | 0 | đột xuất
            Trực thay | 1 | 1 | 2 | nhận thay
            """,
            text="A = 4; tiến độ 3,5 trên 4.",
            gives={"a": "100,0 %", "c": "87,5 %", "điểm tháng": "97,08"},
        ),
        OneMonth(
            "Dòng kế hoạch số lượng 0 không phải là được giao",
            "[chưa quy định]",
            """
            việc | giao | xong | nguồn
            Việc bị rút | 0 | 0 | kế hoạch
            Chống bão | 2 | 1 | đột xuất
            """,
            gives={"a": "50,0 %", "điểm tháng": "65,00"},
        ),
    ),
)

CHAPTERS = (POINTS, NOT_SCORED)
