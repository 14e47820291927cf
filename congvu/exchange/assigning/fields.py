"""The columns of a block of work to hand out, and the names offices give them."""

from congvu.exchange.workbook.fields import Field
from congvu.exchange.workbook.headers import Vocabulary

FIELDS = (
    Field(
        "person",
        "Người thực hiện",
        (
            "nguoi", "ho va ten", "ho ten", "hoten", "ten", "nguoi lam", "nguoi thuc hien",
            "can bo", "can bo thuc hien", "cong chuc", "nguoi duoc giao", "giao cho",
            "nguoi phu trach", "phu trach", "chu tri", "nguoi chu tri", "ten cong chuc",
        ),
    ),
    Field(
        "person_code",
        "Mã người",
        (
            "ma nguoi", "ma cong chuc", "ma can bo", "ma cbcc", "ma cbccvc", "ma nhan vien",
            "ma dinh danh", "ma nguoi thuc hien", "ma nv", "ma cc", "ma so cong chuc",
        ),
    ),
    Field(
        "product_code",
        "Mã sản phẩm",
        (
            "ma san pham", "ma sp", "ma cong viec", "ma viec", "ma san pham cong viec",
            "ma danh muc", "ma", "ma so",
        ),
    ),
    Field(
        "product",
        "Sản phẩm, nội dung",
        (
            "san pham", "cong viec", "san pham cong viec", "noi dung", "noi dung cong viec",
            "nhiem vu", "noi dung nhiem vu", "dau viec", "viec", "ten san pham", "ten cong viec",
            "ten nhiem vu", "ten san pham cong viec", "nhiem vu duoc giao", "cong viec duoc giao",
            "san pham noi dung", "san pham hoac noi dung",
        ),
    ),
    Field(
        "output",
        "Kết quả đầu ra",
        (
            "ket qua", "dau ra", "san pham dau ra", "ket qua dau ra", "ket qua can dat",
            "yeu cau", "yeu cau san pham",
        ),
    ),
    Field(
        "amount",
        "Số lượng",
        (
            "so luong", "sl", "giao", "so luong giao", "sl giao", "khoi luong", "so giao",
            "khoi luong giao", "so luong duoc giao", "g",
        ),
    ),
    Field(
        "due",
        "Hạn",
        (
            "han", "thoi han", "han hoan thanh", "thoi han hoan thanh", "ngay het han",
            "ngay den han", "han xong", "deadline", "han chot", "ngay han", "han xu ly",
        ),
    ),
    Field("coefficient", "Hệ số", ("he so", "hs", "he so quy doi", "k", "he so k")),
    Field(
        "origin",
        "Nguồn việc",
        ("nguon viec", "nguon", "loai viec", "nguon cong viec", "loai nhiem vu"),
    ),
    Field(
        "asked",
        "Căn cứ",
        (
            "can cu", "van ban giao", "nguoi giao", "cap giao", "so van ban", "chi dao",
            "van ban", "can cu giao", "noi giao",
        ),
    ),
    Field("note", "Ghi chú", ("ghi chu", "luu y", "dien giai", "ghi chu them")),
)  # fmt: skip
RUNNING = ("stt", "tt", "so tt", "so thu tu", "don vi tinh", "dvt", "don vi", "phong")
WORDS = Vocabulary(FIELDS, apart=lambda _title: "", others=RUNNING)
TITLES = {field.key: field.title for field in FIELDS}
WITHOUT_HEADING = ("person", "product", "amount", "due", "coefficient", "note")
"""What the columns are taken for where the first line names none."""
