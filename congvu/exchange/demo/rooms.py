"""Who has which rooms: commune rooms by decree, department rooms as a plausible sample.

Real agencies come from the source tables; the rooms of departments are not published in them,
so their names are a sample and say so in their `source`.
"""

from dataclasses import dataclass

SAMPLE = "dữ liệu mẫu: tên phòng giả định theo lĩnh vực, không phải quyết định của tỉnh"
LEADERSHIP, OFFICE, SPECIALIST = "leadership", "office", "specialist"
BUREAU, ECONOMY, CULTURE, ONE_STOP = "bureau", "economy", "culture", "one_stop"


@dataclass(frozen=True, slots=True)
class AgencyShape:
    """How a real agency is laid out in the demo: short code, staff, rooms, sub-departments."""

    short: str
    staff: int
    rooms: tuple[str, ...]
    branches: tuple[tuple[str, int, tuple[str, ...]], ...] = ()


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(";"))


def _shape(
    short: str, staff: int, rooms: str, branches: tuple[tuple[str, int, str], ...] = ()
) -> AgencyShape:
    listed = tuple((name, count, _split(inner)) for name, count, inner in branches)
    return AgencyShape(short, staff, _split(rooms) if rooms else (), listed)


# Staff numbers add up to the order of the province's civil-servant posts with the communes.
SHAPES: dict[str, AgencyShape] = {
    "Sở Nội vụ": _shape(
        "SNV",
        165,
        """Văn phòng; Phòng Tổ chức bộ máy và Biên chế; Phòng Công chức, viên chức;
        Phòng Cải cách hành chính; Phòng Xây dựng chính quyền và Công tác thanh niên;
        Phòng Lao động, tiền lương và Bảo hiểm xã hội; Phòng Việc làm và Giáo dục nghề nghiệp;
        Phòng Người có công; Phòng Văn thư – Lưu trữ; Ban Thi đua – Khen thưởng""",
    ),
    "Sở Tư pháp": _shape(
        "STP",
        85,
        """Văn phòng; Phòng Xây dựng và Kiểm tra văn bản; Phòng Phổ biến, giáo dục pháp luật;
        Phòng Hành chính tư pháp; Phòng Bổ trợ tư pháp""",
    ),
    "Sở Tài chính": _shape(
        "STC",
        215,
        """Văn phòng; Phòng Quản lý ngân sách; Phòng Tài chính hành chính sự nghiệp;
        Phòng Tài chính đầu tư; Phòng Quản lý giá và Công sản; Phòng Tổng hợp, quy hoạch;
        Phòng Đấu thầu, thẩm định và giám sát đầu tư; Phòng Đăng ký kinh doanh;
        Phòng Doanh nghiệp, kinh tế tập thể và tư nhân; Phòng Kinh tế ngành;
        Phòng Khoa giáo – Văn xã; Phòng Kinh tế đối ngoại""",
    ),
    "Sở Công Thương": _shape(
        "SCT",
        190,
        """Văn phòng; Phòng Quản lý công nghiệp; Phòng Quản lý năng lượng;
        Phòng Quản lý thương mại; Phòng Kỹ thuật an toàn – Môi trường; Phòng Hội nhập kinh tế""",
        (
            (
                "Chi cục Quản lý thị trường",
                96,
                """Phòng Tổ chức – Hành chính; Phòng Nghiệp vụ – Tổng hợp; Đội số 1; Đội số 2;
                Đội số 3; Đội số 4; Đội số 5""",
            ),
        ),
    ),
    "Sở Nông nghiệp và Môi trường": _shape(
        "SNNMT",
        520,
        """Văn phòng; Phòng Kế hoạch – Tài chính; Phòng Quản lý đất đai;
        Phòng Đo đạc, bản đồ và viễn thám; Phòng Khoáng sản; Phòng Tài nguyên nước;
        Phòng Quản lý môi trường; Phòng Phát triển nông thôn; Phòng Quản lý chất lượng nông sản""",
        (
            (
                "Chi cục Kiểm lâm",
                172,
                """Phòng Hành chính – Tổng hợp; Phòng Sử dụng và phát triển rừng;
                Phòng Quản lý, bảo vệ rừng; Hạt Kiểm lâm khu vực Nha Trang;
                Hạt Kiểm lâm khu vực Ninh Hoà; Hạt Kiểm lâm khu vực Khánh Vĩnh;
                Hạt Kiểm lâm khu vực Khánh Sơn; Hạt Kiểm lâm khu vực Bác Ái;
                Hạt Kiểm lâm khu vực Ninh Sơn; Hạt Kiểm lâm khu vực Thuận Nam""",
            ),
            (
                "Chi cục Thủy lợi",
                46,
                """Phòng Hành chính – Tổng hợp; Phòng Quản lý công trình; Phòng Phòng, chống
                thiên tai""",
            ),
            (
                "Chi cục Trồng trọt và Bảo vệ thực vật",
                44,
                """Phòng Hành chính – Tổng hợp; Phòng Trồng trọt; Phòng Bảo vệ thực vật""",
            ),
            (
                "Chi cục Chăn nuôi và Thú y",
                46,
                """Phòng Hành chính – Tổng hợp; Phòng Chăn nuôi; Phòng Thú y""",
            ),
            (
                "Chi cục Thủy sản và Biển đảo",
                58,
                """Phòng Hành chính – Tổng hợp; Phòng Khai thác thủy sản; Phòng Nuôi trồng thủy
                sản; Phòng Kiểm ngư""",
            ),
        ),
    ),
    "Sở Xây dựng": _shape(
        "SXD",
        240,
        """Văn phòng; Phòng Quy hoạch – Kiến trúc; Phòng Quản lý xây dựng;
        Phòng Phát triển đô thị; Phòng Quản lý nhà và Thị trường bất động sản;
        Phòng Hạ tầng kỹ thuật; Phòng Kế hoạch – Tài chính;
        Phòng Quản lý kết cấu hạ tầng giao thông; Phòng Quản lý vận tải, phương tiện;
        Phòng Kinh tế và Vật liệu xây dựng; Phòng Thẩm định""",
    ),
    "Sở Khoa học và Công nghệ": _shape(
        "SKHCN",
        130,
        """Văn phòng; Phòng Quản lý khoa học; Phòng Công nghệ và Đổi mới sáng tạo;
        Phòng Bưu chính – Viễn thông; Phòng Chuyển đổi số; Phòng Tiêu chuẩn đo lường chất lượng;
        Phòng Sở hữu trí tuệ và An toàn bức xạ""",
    ),
    "Sở Văn hóa, Thể thao và Du lịch": _shape(
        "SVHTTDL",
        150,
        """Văn phòng; Phòng Quản lý văn hóa; Phòng Xây dựng nếp sống văn hóa và gia đình;
        Phòng Di sản văn hóa; Phòng Quản lý thể dục thể thao; Phòng Báo chí – Xuất bản;
        Phòng Tổ chức – Pháp chế; Phòng Kế hoạch – Tài chính""",
    ),
    "Sở Giáo dục và Đào tạo": _shape(
        "SGDDT",
        125,
        """Văn phòng; Phòng Tổ chức cán bộ; Phòng Kế hoạch – Tài chính;
        Phòng Giáo dục mầm non – tiểu học; Phòng Giáo dục trung học;
        Phòng Giáo dục thường xuyên, nghề nghiệp; Phòng Quản lý chất lượng""",
    ),
    "Sở Y tế": _shape(
        "SYT",
        165,
        """Văn phòng; Phòng Tổ chức cán bộ; Phòng Nghiệp vụ y; Phòng Quản lý dược;
        Phòng Kế hoạch – Tài chính; Phòng Bảo trợ xã hội; Phòng Quản lý hành nghề""",
        (
            (
                "Chi cục Dân số và Trẻ em",
                34,
                """Phòng Hành chính – Tổng hợp; Phòng Dân số; Phòng Trẻ em""",
            ),
            (
                "Chi cục An toàn vệ sinh thực phẩm",
                28,
                """Phòng Hành chính – Tổng hợp; Phòng Nghiệp vụ""",
            ),
        ),
    ),
    "Thanh tra tỉnh": _shape(
        "TTT",
        205,
        """Văn phòng; Phòng Nghiệp vụ 1; Phòng Nghiệp vụ 2; Phòng Nghiệp vụ 3; Phòng Nghiệp vụ 4;
        Phòng Nghiệp vụ 5; Phòng Nghiệp vụ 6; Phòng Nghiệp vụ 7; Phòng Nghiệp vụ 8;
        Phòng Giám sát và Xử lý sau thanh tra; Phòng Tiếp công dân và Xử lý đơn""",
    ),
    "Văn phòng UBND tỉnh": _shape(
        "VPUBND",
        150,
        """Phòng Hành chính – Tổ chức; Phòng Tổng hợp; Phòng Kinh tế ngành;
        Phòng Xây dựng – Nội chính; Phòng Khoa giáo – Văn xã; Phòng Kiểm soát thủ tục hành chính;
        Phòng Quản trị – Tài vụ; Ban Tiếp công dân""",
    ),
    "Sở Dân tộc và Tôn giáo": _shape(
        "SDTTG", 60, "Văn phòng; Phòng Chính sách dân tộc; Phòng Công tác tôn giáo"
    ),
    "Sở Du lịch": _shape(
        "SDL", 45, "Văn phòng; Phòng Quản lý lữ hành; Phòng Quản lý cơ sở lưu trú"
    ),
    "Sở Ngoại vụ": _shape("SNGV", 40, "Văn phòng; Phòng Hợp tác quốc tế; Phòng Lãnh sự – Lễ tân"),
    "Ban Quản lý Khu kinh tế Vân Phong": _shape(
        "BQLVP",
        95,
        """Văn phòng; Phòng Quản lý đầu tư; Phòng Quản lý quy hoạch và xây dựng;
        Phòng Quản lý tài nguyên và môi trường; Phòng Quản lý doanh nghiệp và lao động""",
    ),
    "Văn phòng Tỉnh ủy": _shape(
        "VPTU", 70, "Phòng Tổng hợp; Phòng Cơ yếu – Công nghệ thông tin; Phòng Hành chính – Lưu trữ"
    ),
    "Ban Tổ chức Tỉnh ủy": _shape(
        "BTCTU",
        60,
        "Văn phòng; Phòng Tổ chức cơ sở đảng, đảng viên; Phòng Tổ chức cán bộ; Phòng Chính sách",
    ),
    "Ủy ban Kiểm tra Tỉnh ủy": _shape(
        "UBKTTU", 55, "Văn phòng; Phòng Nghiệp vụ 1; Phòng Nghiệp vụ 2; Phòng Nghiệp vụ 3"
    ),
    "Ban Nội chính Tỉnh ủy": _shape(
        "BNCTU",
        40,
        "Văn phòng; Phòng Theo dõi các cơ quan nội chính; Phòng Phòng, chống tham nhũng",
    ),
    "Đảng ủy UBND tỉnh": _shape("DUUBND", 35, "Văn phòng; Ban Xây dựng Đảng; Ban Kiểm tra"),
    "Ủy ban MTTQ Việt Nam tỉnh": _shape(
        "MTTQ",
        90,
        """Văn phòng; Ban Dân chủ – Giám sát và Phản biện xã hội; Ban Tuyên giáo – Phong trào;
        Ban Tổ chức – Kiểm tra; Ban Công tác xã hội""",
    ),
    "Hội Nông dân tỉnh": _shape("HND", 40, "Văn phòng; Ban Xây dựng Hội; Ban Kinh tế – Xã hội"),
    "Trường Cao đẳng Kỹ thuật Công nghệ Nha Trang": _shape("CDKTCN", 0, ""),
    "Trường Đại học Khánh Hòa": _shape("DHKH", 0, ""),
    "Trường Cao đẳng Y tế Khánh Hòa": _shape("CDYT", 0, ""),
    "Ban Quản lý dự án phát triển tỉnh": _shape("BQLDA", 0, ""),
}
OFFICE_WORDS = (
    "Văn phòng",
    "Hành chính",
    "Tổ chức",
    "Tài chính",
    "Kế hoạch – Tài chính",
    "Quản trị",
)


def theme_of(room: str) -> str:
    """Which part of the department list a room works from: office work or its own field."""
    return OFFICE if any(word in room for word in OFFICE_WORDS) else SPECIALIST
