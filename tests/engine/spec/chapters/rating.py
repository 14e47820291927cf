"""The yearly level (Đ11, Đ20) and the cap (Đ20.5)."""

from tests.engine.spec.cases import Chapter, Places, Ratings

LEVELS = Chapter(
    "Mức xếp loại của năm",
    "Bốn mức theo điểm: từ 90, từ 70, từ 50 và dưới 50. Thứ tự: điểm, rồi các trường hợp tự động "
    "không hoàn thành, rồi mức của tổ chức đối với người đứng đầu, rồi mức thấp hơn do người có "
    "thẩm quyền quyết định, sau cùng là tỷ lệ xuất sắc.",
    (
        Ratings(
            "Bốn mức",
            "Đ20.1–4",
            """
            người | cơ quan | tháng | ⇒ | mức
            An | 1 | 12 × 85 | | hoàn thành tốt
            Bình | 2 | 12 × 65 | | hoàn thành
            Chi | 3 | 12 × 45 | | không hoàn thành
            """,
        ),
        Ratings(
            "Suy thoái, kỷ luật trong năm, đơn vị có tham nhũng, lãng phí: không hoàn thành",
            "Đ20.4b–d, Đ11.3a",
            """
            người | tháng | vi phạm | ⇒ | mức
            An | 12 × 95 | khiển trách | | không hoàn thành
            Bình | 12 × 85 | – | | hoàn thành tốt
            """,
        ),
        Ratings(
            "Người đứng đầu không cao hơn tổ chức",
            "Đ20.6",
            """
            người | cơ quan | tháng | mức của tổ chức | ⇒ | mức
            Giám đốc sở | 1 | 12 × 93 | hoàn thành tốt | | hoàn thành tốt
            Chủ tịch xã | 2 | 12 × 75 | hoàn thành | | hoàn thành
            Trưởng ban | 3 | 12 × 65 | hoàn thành xuất sắc | | hoàn thành
            """,
        ),
        Ratings(
            "Người có thẩm quyền chỉ chuyển xuống mức thấp hơn, có lý do, trước khi tính tỷ lệ",
            "Đ21.1d, Đ21.2d",
            """
            người | cơ quan | tháng | mức chuyển | ⇒ | mức
            An | 1 | 12 × 85 | hoàn thành | | hoàn thành
            Bình | 2 | 12 × 65 | hoàn thành tốt | | hoàn thành
            """,
        ),
        Ratings(
            "Làm việc chưa đủ sáu tháng thì không xếp loại, trừ ốm đau, thai sản",
            "Đ11.1–2",
            """
            người | tháng | số tháng làm việc | ốm, thai sản | ⇒ | mức
            An | 5 × 85 | 5 | – | | không xếp loại
            Bình | 5 × 85 | 5 | thai sản | | hoàn thành tốt
            Chi | 6 × 85 | 6 | – | | hoàn thành tốt
            """,
        ),
    ),
)

CAP = Chapter(
    "Tỷ lệ hoàn thành xuất sắc",
    "Số người xuất sắc nhiều nhất là 20 % số người ở mức tốt, trong từng nhóm nhiệm vụ tương đồng "
    "rồi trong cả cơ quan; 25 % khi cấp có thẩm quyền quyết định. Phần lẻ bỏ xuống. Đây là trần, "
    "không phải chỉ tiêu. Người vượt trần được xếp hoàn thành tốt và được báo rõ như vậy.",
    (
        Places(
            "Với nguyên văn: người xuất sắc không tính vào số người ở mức tốt",
            "Đ20.5a",
            """
            đạt từ 70 điểm | căn cứ | tỷ lệ | ⇒ | xuất sắc nhiều nhất
            5 | người ở mức tốt | 20 % | | 0
            6 | người ở mức tốt | 20 % | | 1
            30 | người ở mức tốt | 20 % | | 5
            30 | người ở mức tốt | 25 % | | 6
            """,
        ),
        Places(
            "Nếu địa phương hiểu là từ mức tốt trở lên",
            "Đ20.5a; [chưa quy định]",
            """
            đạt từ 70 điểm | căn cứ | tỷ lệ | ⇒ | xuất sắc nhiều nhất
            4 | người ở mức tốt trở lên | 20 % | | 0
            5 | người ở mức tốt trở lên | 20 % | | 1
            30 | người ở mức tốt trở lên | 20 % | | 6
            30 | người ở mức tốt trở lên | 25 % | | 7
            """,
        ),
        Ratings(
            "Vượt trần thì xếp hoàn thành tốt; điểm cao hơn được trước",
            "Đ20.5a",
            """
            người | tháng | ⇒ | mức | vượt tỷ lệ
            An | 12 × 94 | | hoàn thành tốt | có
            Bình | 12 × 95 | | hoàn thành xuất sắc | –
            Chi | 12 × 75 | | hoàn thành tốt | –
            Dung | 12 × 75 | | hoàn thành tốt | –
            Giang | 12 × 75 | | hoàn thành tốt | –
            Hà | 12 × 75 | | hoàn thành tốt | –
            """,
        ),
        Ratings(
            "Mỗi nhóm có trần riêng",
            "Đ20.5a",
            """
            người | nhóm | tháng | ⇒ | mức | vượt tỷ lệ
            A1 | lãnh đạo | 12 × 95 | | hoàn thành tốt | có
            A2 | lãnh đạo | 12 × 75 | | hoàn thành tốt | –
            B1 | chuyên môn | 12 × 91 | | hoàn thành xuất sắc | –
            B2 | chuyên môn | 12 × 75 | | hoàn thành tốt | –
            B3 | chuyên môn | 12 × 75 | | hoàn thành tốt | –
            B4 | chuyên môn | 12 × 75 | | hoàn thành tốt | –
            B5 | chuyên môn | 12 × 75 | | hoàn thành tốt | –
            B6 | chuyên môn | 12 × 75 | | hoàn thành tốt | –
            """,
        ),
        Ratings(
            "Bằng điểm thì theo thứ tự ghi trước, cuối cùng là mã người",
            "[chưa quy định]",
            """
            người | tháng | ⇒ | mức | vượt tỷ lệ
            01 | 12 × 95 | | hoàn thành xuất sắc | –
            02 | 12 × 95 | | hoàn thành tốt | có
            03 | 12 × 75 | | hoàn thành tốt | –
            04 | 12 × 75 | | hoàn thành tốt | –
            05 | 12 × 75 | | hoàn thành tốt | –
            06 | 12 × 75 | | hoàn thành tốt | –
            """,
        ),
        Ratings(
            "Trần không phải chỉ tiêu: không ai đủ 90 điểm thì không ai xuất sắc",
            "Đ20.5",
            """
            người | tháng | ⇒ | mức
            01 | 12 × 89,99 | | hoàn thành tốt
            02 | 12 × 75 | | hoàn thành tốt
            03 | 12 × 75 | | hoàn thành tốt
            04 | 12 × 75 | | hoàn thành tốt
            05 | 12 × 75 | | hoàn thành tốt
            06 | 12 × 75 | | hoàn thành tốt
            """,
        ),
        Ratings(
            "Người bị hạ mức trước đó không chiếm chỗ và không làm căn cứ",
            "Đ20.4, Đ20.5a",
            """
            người | tháng | vi phạm | ⇒ | mức | vượt tỷ lệ
            01 | 12 × 99 | cảnh cáo | | không hoàn thành | –
            02 | 12 × 95 | – | | hoàn thành tốt | có
            03 | 12 × 75 | – | | hoàn thành tốt | –
            04 | 12 × 75 | – | | hoàn thành tốt | –
            05 | 12 × 75 | – | | hoàn thành tốt | –
            06 | 12 × 75 | – | | hoàn thành tốt | –
            """,
        ),
    ),
)

CHAPTERS = (LEVELS, CAP)
