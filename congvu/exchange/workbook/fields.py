"""The columns a workbook may have, and the names offices give them (folded: no marks, lower)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One column: its key in code, its title in the template, its other names."""

    key: str
    title: str
    names: tuple[str, ...]
    required: bool = False
    hint: str = ""


_IDENTITY = (
    Field(
        "code",
        "Mã",
        (
            "ma", "ma so", "ma cong chuc", "ma can bo", "ma nguoi", "ma cbcc", "ma cbccvc",
            "ma nhan vien", "ma dinh danh", "ma nv", "ma cc", "ma cb", "ma so cong chuc",
            "ma can bo cong chuc", "ma nguoi thuc hien", "ma ca nhan",
        ),
        required=True,
        hint="Mã của người, giống nhau ở hai trang",
    ),
    Field(
        "name",
        "Họ và tên",
        (
            "ho va ten", "ho ten", "ten", "ten cong chuc", "ten can bo", "ho va ten cong chuc",
            "ho ten cong chuc", "nguoi thuc hien", "can bo thuc hien", "cong chuc", "hoten",
            "ho va ten can bo cong chuc", "ho ten can bo",
        ),
    ),
    Field(
        "unit",
        "Đơn vị",
        (
            "don vi", "phong", "phong ban", "bo phan", "co quan", "don vi cong tac",
            "co quan don vi", "phong ban don vi", "noi cong tac", "phong don vi", "ten don vi",
        ),
        hint="Đơn vị con viết sau dấu “ / ”: Phường A / Phòng Kinh tế",
    ),
    Field(
        "title",
        "Chức vụ",
        (
            "chuc vu", "chuc danh", "chuc vu chuc danh", "vi tri", "vi tri viec lam",
            "chuc danh chuc vu", "ngach",
        ),
    ),
)  # fmt: skip

TASK_FIELDS = (
    *_IDENTITY,
    Field(
        "product",
        "Sản phẩm",
        (
            "san pham", "cong viec", "san pham cong viec", "ten san pham", "ten cong viec",
            "nhiem vu", "noi dung cong viec", "noi dung", "ten nhiem vu", "dau viec", "viec",
            "ten san pham cong viec", "san pham cong viec duoc giao", "noi dung nhiem vu",
            "nhiem vu duoc giao", "cong viec duoc giao",
        ),
    ),
    Field(
        "coefficient",
        "Hệ số",
        (
            "he so", "he so quy doi", "hs", "he so san pham", "he so cong viec", "k",
            "he so quy doi san pham", "he so san pham cong viec", "he so k",
        ),
        required=True,
        hint="Một chữ số thập phân: 2,7",
    ),
    Field(
        "assigned",
        "Giao",
        (
            "giao", "so luong giao", "duoc giao", "so giao", "so luong duoc giao", "sl giao",
            "khoi luong giao", "khoi luong duoc giao", "so luong san pham duoc giao", "g",
            "so san pham duoc giao", "so luong san pham cong viec duoc giao", "da giao",
        ),
        required=True,
        hint="Số lượng được giao; nhiều nhất hai chữ số thập phân",
    ),
    Field(
        "completed",
        "Hoàn thành",
        (
            "hoan thanh", "so luong hoan thanh", "da hoan thanh", "sl hoan thanh", "h",
            "so hoan thanh", "khoi luong hoan thanh", "so luong san pham hoan thanh",
            "so luong san pham cong viec hoan thanh", "so luong da hoan thanh", "da xong",
            "so san pham hoan thanh", "thuc hien", "so luong thuc hien",
        ),
        required=True,
        hint="Số lượng được nghiệm thu; trống nghĩa là 0",
    ),
    Field(
        "due",
        "Hạn",
        (
            "han", "han hoan thanh", "thoi han", "thoi han hoan thanh", "ngay den han",
            "han nop", "han xu ly", "ngay han", "ngay phai xong", "deadline", "han chot",
        ),
        required=True,
        hint="ngày/tháng/năm",
    ),
    Field(
        "finished",
        "Ngày xong",
        (
            "ngay xong", "ngay hoan thanh", "ngay nop", "hoan thanh ngay", "xong ngay",
            "ngay hoan thanh thuc te", "thoi gian hoan thanh", "ngay nghiem thu",
            "ngay thuc te hoan thanh", "thoi diem hoan thanh", "ngay hoan tat",
        ),
        required=True,
        hint="Trống: chưa xong; nếu đã có số hoàn thành thì lấy ngày cuối kỳ",
    ),
    Field(
        "failed",
        "Số lần chưa đạt",
        (
            "so lan chua dat", "chua dat", "so lan khong dat", "lan chua dat",
            "so lan danh gia chua dat", "so lan chua dat chat luong", "so lan chua dat yeu cau",
            "so lan danh gia chat luong chua dat", "khong dat",
        ),
        required=True,
        hint="Tất cả các lần, kể cả lần được miễn; trống nghĩa là 0",
    ),
    Field(
        "origin",
        "Nguồn việc",
        (
            "nguon viec", "nguon", "nguon cong viec", "loai viec", "nguon nhiem vu",
            "nguon goc", "nguon goc cong viec", "loai nhiem vu",
        ),
        hint="kế hoạch, nhận thay hoặc đột xuất; trống nghĩa là kế hoạch",
    ),
    Field(
        "excused_failed",
        "Số lần chưa đạt được miễn do khách quan",
        ("so lan chua dat duoc mien do khach quan", "so lan mien", "lan mien"),
        hint="Chỉ tính khi có người xác nhận (Điều 14 khoản 2 điểm b)",
    ),
    Field(
        "excused_days",
        "Số ngày chậm được miễn do khách quan",
        ("so ngay cham duoc mien do khach quan", "so ngay mien", "ngay mien"),
        hint="Chỉ tính khi có người xác nhận (Điều 14 khoản 2 điểm c)",
    ),
    Field(
        "confirmer",
        "Người xác nhận",
        (
            "nguoi xac nhan", "cap xac nhan", "xac nhan", "cap co tham quyen xac nhan",
            "nguoi xac nhan khach quan", "nguoi xac nhan nguyen nhan khach quan",
        ),
        hint="Người có thẩm quyền đã xác nhận nguyên nhân khách quan",
    ),
    Field(
        "effect",
        "Hiệu quả",
        ("hieu qua", "muc hieu qua", "danh gia hieu qua"),
        hint="Không bắt buộc: rất tốt, tốt, khá, không (chỉ bộ bốn tiêu chí dùng đến)",
    ),
    Field(
        "month",
        "Kỳ",
        ("ky", "thang", "ky danh gia", "thang danh gia", "ky theo doi"),
        hint="Không bắt buộc: 11/2026; trống thì lấy theo hạn và ngày xong",
    ),
)  # fmt: skip

PERSON_FIELDS = (
    *_IDENTITY,
    Field(
        "general",
        "Điểm tiêu chí chung",
        (
            "diem tieu chi chung", "tieu chi chung", "diem chung", "tong diem tieu chi chung",
            "diem nhom tieu chi chung", "nhom tieu chi chung", "tong tieu chi chung",
        ),
        hint="Số đã được xác nhận; hoặc điền từng tiêu chí ở các cột sau",
    ),
    Field(
        "leads",
        "Lãnh đạo",
        (
            "lanh dao", "lanh dao quan ly", "vai tro lanh dao", "chuc vu lanh dao quan ly",
            "giu chuc vu lanh dao", "giu chuc vu lanh dao quan ly", "cap lanh dao",
        ),
        required=True,
        hint="người đứng đầu, cấp phó, hoặc để trống; không suy từ chức vụ",
    ),
    Field(
        "field",
        "Lĩnh vực phụ trách",
        (
            "linh vuc phu trach", "phu trach", "linh vuc", "pham vi phu trach",
            "don vi phu trach", "nguoi phu trach", "linh vuc duoc giao phu trach",
        ),
        hint="Của cấp phó: mã người hoặc tên đơn vị, cách nhau bằng dấu chấm phẩy",
    ),
    Field(
        "organising",
        "đ",
        (
            "kha nang to chuc trien khai thuc hien nhiem vu", "kha nang to chuc trien khai",
            "to chuc trien khai", "diem dd", "dd", "kha nang to chuc",
        ),
        hint="Chỉ với lãnh đạo (Điều 15 khoản 3 điểm b)",
    ),
    Field(
        "unity",
        "e",
        (
            "nang luc tap hop doan ket cong chuc", "nang luc tap hop doan ket", "doan ket",
            "tap hop doan ket", "nang luc tap hop doan ket cong chuc thuoc pham vi quan ly",
        ),
        hint="Chỉ với lãnh đạo (Điều 15 khoản 3 điểm c)",
    ),
)  # fmt: skip

TASK_MARKS = {"coefficient", "assigned", "completed", "due", "finished", "failed", "product"}
PERSON_MARKS = {"general", "leads", "field", "organising", "unity"}
NOT_OURS = (
    "stt", "tt", "so tt", "so thu tu", "don vi tinh", "dvt", "ghi chu", "ma san pham", "ma viec",
    "ma cong viec", "ma sp", "ma danh muc", "nguoi giao", "ngay giao", "nhom", "d",
)  # fmt: skip
