"""Quantity, quality and progress (Đ14)."""

from tests.engine.spec.cases import Chapter, OneMonth

QUANTITY = Chapter(
    "Số lượng (a)",
    "Mỗi dòng việc có hệ số quy đổi k, số lượng được giao g và số lượng hoàn thành h được chấp "
    "nhận. Số được giao trong kỳ là A = Σ k·g của các dòng theo kế hoạch; a = Σ k·h / A, nhiều "
    "nhất 100 %.",
    (
        OneMonth(
            "Sản phẩm được quy đổi trước khi so sánh",
            "Đ14.1, Đ14.2a",
            """
            việc | hệ số | giao | xong
            Công văn | 1 | 5 | 4
            Trả lời kiến nghị | 2,7 | 3 | 3
            Báo cáo tổng hợp | 3,7 | 1 | 0,8
            """,
            text="A = 5 + 8,1 + 3,7 = 16,8; hoàn thành 4 + 8,1 + 2,96 = 15,06.",
            gives={"a": "89,6 %"},
        ),
        OneMonth(
            "Việc trả lại vẫn nằm trong số được giao",
            "Đ18.1d",
            """
            việc | hệ số | giao | xong
            Thẩm định hồ sơ | 1 | 10 | 8
            """,
            text="Được giao 10, báo cáo không làm được và trả lại 2, làm tốt 8.",
            gives={"a": "80,0 %", "b": "80,0 %", "c": "80,0 %", "điểm tháng": "86,00"},
        ),
        OneMonth(
            "Việc nhận thay được tính thêm, không vào số được giao ban đầu",
            "Đ18.1d",
            """
            việc | hệ số | giao | xong | nguồn
            Thẩm định hồ sơ | 1 | 10 | 8 | kế hoạch
            Hồ sơ của đồng nghiệp | 1 | 1 | 1 | nhận thay
            """,
            gives={"a": "90,0 %", "điểm tháng": "93,00"},
        ),
        OneMonth(
            "Việc đột xuất cũng được tính thêm",
            "Đ18.1d",
            """
            việc | hệ số | giao | xong | nguồn
            Thẩm định hồ sơ | 1 | 10 | 9 | kế hoạch
            Báo cáo hỏa tốc | 2 | 1 | 0,5 | đột xuất
            """,
            gives={"a": "100,0 %", "điểm tháng": "100,00"},
        ),
        OneMonth(
            "Làm vượt không đưa a quá 100 %",
            "Đ12.3",
            """
            việc | hệ số | giao | xong
            Thẩm định hồ sơ | 1 | 10 | 14
            """,
            gives={"a": "100,0 %", "điểm tháng": "100,00"},
        ),
        OneMonth(
            "Làm vượt ở việc này bù cho việc kia",
            "Đ14.2a",
            """
            việc | hệ số | giao | xong
            Thẩm định hồ sơ | 1 | 10 | 12
            Báo cáo tổng hợp | 2 | 1 | 0
            """,
            text="Tỷ lệ được tính trên tổng đã quy đổi của kỳ, không trên từng việc.",
            gives={"a": "100,0 %"},
        ),
        OneMonth(
            "Phần của một việc làm theo nhóm",
            "Đ18.1c",
            """
            việc | hệ số | giao | xong
            Đề án chung, phần 30 % | 52 | 0,3 | 0,15
            """,
            gives={"a": "50,0 %"},
        ),
    ),
)

QUALITY = Chapter(
    "Chất lượng (b)",
    "Mỗi lần đánh giá chưa đạt trừ 25 % điểm chất lượng của sản phẩm ấy, không trừ dưới 0; lần do "
    "nguyên nhân khách quan đã được xác nhận thì không tính. b = Σ k·h·max(0; 1 − 0,25·n) / A.",
    (
        OneMonth(
            "Mỗi lần chưa đạt trừ một phần tư của chính sản phẩm đó",
            "Đ14.2b",
            """
            việc | hệ số | giao | xong | chưa đạt
            Công văn | 1 | 5 | 4 | 0
            Trả lời kiến nghị | 2,7 | 3 | 3 | 1
            Báo cáo tổng hợp | 3,7 | 1 | 0,8 | 2
            """,
            text="4 + 8,1 × 0,75 + 2,96 × 0,5 = 11,555 trên 16,8.",
            gives={"b": "68,8 %"},
        ),
        OneMonth(
            "Bốn lần trở lên thì hết điểm chất lượng của sản phẩm, không âm",
            "Đ14.2b",
            """
            việc | giao | xong | chưa đạt
            Công văn | 5 | 5 | 0
            Tờ trình | 5 | 5 | 7
            """,
            gives={"a": "100,0 %", "b": "50,0 %", "c": "100,0 %"},
        ),
    ),
)

PROGRESS = Chapter(
    "Tiến độ (c)",
    "Mỗi lần chậm trừ 25 % điểm tiến độ của sản phẩm ấy, không trừ dưới 0; lần chậm do nguyên nhân "
    "khách quan đã được xác nhận thì không tính. c = Σ k·h·max(0; 1 − 0,25·t) / A.",
    (
        OneMonth(
            "Mỗi lần chậm trừ một phần tư của chính sản phẩm đó",
            "Đ14.2c",
            """
            việc | hệ số | giao | xong | chậm
            Công văn | 1 | 5 | 4 | 4
            Trả lời kiến nghị | 2,7 | 3 | 3 | 2
            Báo cáo tổng hợp | 3,7 | 1 | 0,8 | 0
            """,
            text="0 + 8,1 × 0,5 + 2,96 = 7,01 trên 16,8.",
            gives={"c": "41,7 %"},
        ),
        OneMonth(
            "Chậm bốn lần ở sản phẩm duy nhất",
            "Đ14.2c",
            """
            việc | giao | xong | chậm
            Tờ trình | 1 | 1 | 4
            """,
            gives={"a": "100,0 %", "b": "100,0 %", "c": "0,0 %", "điểm tháng": "76,67"},
        ),
        OneMonth(
            "Lần chậm đã được xác nhận khách quan không bị trừ",
            "Đ14.2c",
            """
            việc | giao | xong | chậm
            Tờ trình | 1 | 1 | 0
            """,
            text="Chậm một lần vì mưa lũ, cấp có thẩm quyền đã xác nhận: số lần chậm được tính là "
            "0.",
            gives={"c": "100,0 %", "điểm tháng": "100,00"},
        ),
        OneMonth(
            "Chậm không làm giảm số lượng và chất lượng",
            "Đ14.2",
            """
            việc | giao | xong | chậm
            Tờ trình | 4 | 4 | 1
            """,
            gives={"a": "100,0 %", "b": "100,0 %", "c": "75,0 %"},
        ),
    ),
)

CHAPTERS = (QUANTITY, QUALITY, PROGRESS)
