"""What the decree leaves open, with each other choice a province may make."""

from fractions import Fraction

from congvu.engine.oracle import Settings
from tests.engine.spec.cases import Chapter, Leaders, OneMonth

CHOICES = Chapter(
    "Lựa chọn khi nghị định chưa quy định",
    "Những điều dưới đây là lựa chọn có ngày, có quyết định của địa phương, không phải là luật; "
    "phần mềm luôn ghi rõ như vậy. Các chương trên dùng lựa chọn mặc định.",
    (
        OneMonth(
            "Chặn 100 % ở điểm kết quả chung thay vì ở từng a, b, c",
            "Đ12.3; [chưa quy định]",
            """
            việc | giao | xong | chậm
            Thẩm định hồ sơ | 10 | 11 | 1
            """,
            text="a = b = 110 %, c = 82,5 %: làm vượt bù được phần chậm.",
            settings=Settings(clamp="results"),
            gives={"a": "110,0 %", "c": "82,5 %", "P": "100,0 %", "điểm tháng": "100,00"},
        ),
        OneMonth(
            "Cùng tháng ấy, chặn ở từng a, b, c",
            "Đ12.3; [chưa quy định]",
            """
            việc | giao | xong | chậm
            Thẩm định hồ sơ | 10 | 11 | 1
            """,
            gives={"a": "100,0 %", "c": "82,5 %", "P": "94,2 %", "điểm tháng": "95,92"},
        ),
        OneMonth(
            "Phần điểm sàn của một sản phẩm",
            "Đ14.2; [chưa quy định]",
            """
            việc | giao | xong | chậm
            Tờ trình | 1 | 1 | 9
            """,
            settings=Settings(floor_share=Fraction(1, 4)),
            gives={"c": "25,0 %", "điểm tháng": "82,50"},
        ),
        OneMonth(
            "Kỳ chỉ có việc ngoài kế hoạch thì không chấm điểm",
            "Đ18.1d; [chưa quy định]",
            """
            việc | giao | xong | nguồn
            Chống bão | 3 | 3 | đột xuất
            """,
            settings=Settings(extra_only_forms_base=False),
            gives={"điểm tháng": "–"},
        ),
        Leaders(
            "Không ai thuộc quyền có điểm thì d = 50 %",
            "Đ15.3a; [chưa quy định]",
            """
            người | điểm chung | làm được | phụ trách | đ | e | ⇒ | d | điểm tháng
            Trưởng phòng | 30 | 100 % | Bình | 100 % | 100 % | | 50,0 % | 94,17
            Bình | 30 | – | – | – | – | | – | –
            """,
            settings=Settings(nobody_scored="low"),
        ),
    ),
)

CHAPTERS = (CHOICES,)
