"""Where the points went: bars."""

from tests.engine.spec.cases import Bars, Chapter

HANDBOOK = """
    việc | hệ số | giao | xong | chưa đạt | chậm
    Công văn | 1 | 5 | 4 | 0 | 4
    Trả lời kiến nghị | 2,7 | 3 | 3 | 1 | 2
    Báo cáo tổng hợp | 3,7 | 1 | 0,8 | 2 | 0
    """

REASONS = Chapter(
    "Vì sao mất điểm",
    "Từ 100 điểm, các nguyên nhân được kể lần lượt: làm thiếu, làm vượt và làm thêm, chất lượng, "
    "chậm, d, đ, e, điểm chung; trong một nguyên nhân thì theo thứ tự việc. Mỗi phần là hiệu của "
    "hai điểm chưa làm tròn, nên cộng lại đúng bằng điểm. “Nếu không có” là điểm tháng tính lại "
    "khi bỏ riêng nguyên nhân ấy.",
    (
        Bars(
            "Ví dụ của Bộ Nội vụ",
            "Đ14, Đ16.1, Đ17.1",
            HANDBOOK,
            gives={"điểm tháng": "76,70"},
            bars="""
            nguyên nhân | việc | tác động | nếu không có
            làm thiếu | Công văn | −4,167 | 79,48
            làm thiếu | Báo cáo tổng hợp | −3,083 | 79,27
            chất lượng | Trả lời kiến nghị | −2,813 | 79,51
            chất lượng | Báo cáo tổng hợp | −2,056 | 78,76
            chậm | Công văn | −5,556 | 82,26
            chậm | Trả lời kiến nghị | −5,625 | 82,33
            """,
        ),
        Bars(
            "Làm thêm bù lại phần làm thiếu",
            "Đ18.1d",
            """
            việc | giao | xong | nguồn
            Thẩm định hồ sơ | 10 | 8 | kế hoạch
            Hồ sơ của đồng nghiệp | 1 | 1 | nhận thay
            """,
            gives={"điểm tháng": "93,00"},
            bars="""
            nguyên nhân | việc | tác động | nếu không có
            làm thiếu | Thẩm định hồ sơ | −14,000 | 100,00
            làm vượt, làm thêm | Hồ sơ của đồng nghiệp | 7,000 | 86,00
            """,
        ),
        Bars(
            "Người lãnh đạo",
            "Đ15.3, Đ16.2",
            """
            việc | giao | xong | chậm
            Chỉ đạo | 4 | 4 | 1
            """,
            general="27,5",
            leads=("50 %", "50 %", "50 %"),
            gives={"điểm tháng": "77,08"},
            bars="""
            nguyên nhân | việc | tác động | nếu không có
            chậm | Chỉ đạo | −2,917 | 80,00
            d · kết quả đơn vị | – | −5,833 | 82,92
            đ · tổ chức triển khai | – | −5,833 | 82,92
            e · đoàn kết | – | −5,833 | 82,92
            điểm chung | – | −2,500 | 79,58
            """,
        ),
    ),
)

CHAPTERS = (REASONS,)
