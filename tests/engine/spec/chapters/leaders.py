"""Leaders: d, đ, e and the chain from the bottom up (Đ15, Đ16.2)."""

from tests.engine.spec.cases import Chapter, Leaders, OneMonth

STEPS = Chapter(
    "Người lãnh đạo, quản lý",
    "Ngoài a, b, c, người đứng đầu và cấp phó (trong lĩnh vực được giao) có d, đ, e, mỗi tiêu chí "
    "100 % hoặc 50 %; P = (a + b + c + d + đ + e) / 6.",
    (
        OneMonth(
            "Trung bình của sáu tiêu chí",
            "Đ16.2",
            """
            việc | hệ số | giao | xong | chưa đạt | chậm
            Công văn | 1 | 5 | 4 | 0 | 4
            Trả lời kiến nghị | 2,7 | 3 | 3 | 1 | 2
            Báo cáo tổng hợp | 3,7 | 1 | 0,8 | 2 | 0
            """,
            leads=("50 %", "50 %", "100 %"),
            gives={"d": "50,0 %", "đ": "50,0 %", "e": "100,0 %", "P": "66,7 %"},
        ),
        OneMonth(
            "Tồn tại kéo dài: đ ở mức 50 %",
            "Đ15.3b",
            """
            việc | giao | xong
            Chỉ đạo | 4 | 4
            """,
            leads=("100 %", "50 %", "100 %"),
            gives={"đ": "50,0 %", "điểm tháng": "94,17"},
        ),
        OneMonth(
            "Mất đoàn kết kéo dài: e ở mức 50 %",
            "Đ15.3c",
            """
            việc | giao | xong
            Chỉ đạo | 4 | 4
            """,
            leads=("100 %", "100 %", "50 %"),
            gives={"e": "50,0 %", "điểm tháng": "94,17"},
        ),
        OneMonth(
            "Cả ba ở mức 50 %: không có mức 0 %",
            "Đ15.3",
            """
            việc | giao | xong
            Chỉ đạo | 4 | 4
            """,
            leads=("50 %", "50 %", "50 %"),
            gives={"P": "75,0 %", "điểm tháng": "82,50"},
        ),
    ),
)

CHAIN = Chapter(
    "Kết quả của những người thuộc quyền (d)",
    "d = 100 % khi mọi người thuộc quyền có điểm từ 50 trở lên, còn lại 50 %. Điểm được chốt từ "
    "dưới lên, qua mọi cấp; d đọc điểm đã thông báo. Ở các bảng sau mỗi người có một dòng việc, "
    "làm được phần ghi ở cột thứ ba.",
    (
        Leaders(
            "Mọi người đều từ 50 điểm",
            "Đ15.3a",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | An, Bình | 100 % | 100 % | | 100,0 % | 100,00
            An | 30 | 90 % | – | – | – | | – | 93,00
            Bình | 15 | 50 % | – | – | – | | – | 50,00
            """,
        ),
        Leaders(
            "Một người dưới 50 điểm",
            "Đ15.3a",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | An, Bình | 100 % | 100 % | | 50,0 % | 94,17
            An | 30 | 90 % | – | – | – | | – | 93,00
            Bình | 15 | 49 % | – | – | – | | – | 49,30
            """,
        ),
        Leaders(
            "Cấp phó chỉ chịu phần mình phụ trách",
            "Đ15.4",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | Phó phòng, An, Bình | 100 % | 100 % | | 50,0 % | 94,17
            Phó phòng | 30 | 100 % | An | 100 % | 100 % | | 100,0 % | 100,00
            An | 30 | 90 % | – | – | – | | – | 93,00
            Bình | 0 | 60 % | – | – | – | | – | 42,00
            """,
        ),
        Leaders(
            "Qua ba cấp: d của cấp dưới kéo cấp trên",
            "Đ15.3a",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Chủ tịch | 30 | 100 % | Trưởng phòng | 100 % | 100 % | | 50,0 % | 94,17
            Trưởng phòng | 0 | 50 % | An | 100 % | 100 % | | 50,0 % | 46,67
            An | 0 | 60 % | – | – | – | | – | 42,00
            """,
            text="Trưởng phòng được 52,50 nếu d = 100 %; vì An dưới 50 nên còn 46,67, và Chủ tịch "
            "cũng mất nửa d.",
        ),
        Leaders(
            "Người không chấm điểm được để ra ngoài",
            "[chưa quy định]",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | An, Bình | 100 % | 100 % | | 100,0 % | 100,00
            An | 30 | 90 % | – | – | – | | – | 93,00
            Bình | 30 | – | – | – | – | | – | –
            """,
        ),
        Leaders(
            "Không ai thuộc quyền có điểm",
            "[chưa quy định]",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | Bình | 100 % | 100 % | | 100,0 % | 100,00
            Bình | 30 | – | – | – | – | | – | –
            """,
        ),
        Leaders(
            "d đọc điểm đã thông báo",
            "Đ17.3; [chưa quy định]",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | An | 100 % | 100 % | | 100,0 % | 100,00
            An | 29,98 | 28,6 % | – | – | – | | – | 50,00
            """,
        ),
    ),
)

CHAPTERS = (STEPS, CHAIN)
