"""Quarter, half-year and year (Đ17.3, Đ11)."""

from tests.engine.spec.cases import Chapter, Means

MEANS = Chapter(
    "Quý, sáu tháng, năm",
    "Điểm quý, sáu tháng, năm là trung bình cộng của các tháng có điểm, đọc điểm đã thông báo. "
    "Trung bình không làm tròn khi so với mức.",
    (
        Means(
            "Quý là trung bình cộng của ba tháng",
            "Đ17.3",
            """
            tháng | ⇒ | trung bình | mức theo điểm
            80; 70; 90 | | 80,000 | hoàn thành tốt
            """,
        ),
        Means(
            "Sáu tháng và mười hai tháng",
            "Đ17.3",
            """
            tháng | ⇒ | trung bình
            80; 70; 90; 80; 70; 90 | | 80,000
            12 × 76,70 | | 76,700
            """,
        ),
        Means(
            "Tháng không chấm điểm không chia vào trung bình",
            "Đ11.2, Đ19.3",
            """
            tháng | ⇒ | trung bình | mức theo điểm
            80; –; 90 | | 85,000 | hoàn thành tốt
            –; –; – | | – | không xếp loại
            """,
        ),
        Means(
            "So với mức bằng trung bình chưa làm tròn",
            "Đ20.1–4",
            """
            tháng | ⇒ | trung bình | mức theo điểm
            12 × 90 | | 90,000 | hoàn thành xuất sắc
            90; 90; 90; 90; 90; 90; 90; 90; 90; 90; 90; 89,99 | | 89,999 | hoàn thành tốt
            12 × 70 | | 70,000 | hoàn thành tốt
            70; 70; 70; 70; 70; 70; 70; 70; 70; 70; 70; 69,99 | | 69,999 | hoàn thành
            12 × 50 | | 50,000 | hoàn thành
            50; 50; 50; 50; 50; 50; 50; 50; 50; 50; 50; 49,99 | | 49,999 | không hoàn thành
            """,
        ),
    ),
)

CHAPTERS = (MEANS,)
