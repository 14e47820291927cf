"""Words of Vietnamese offices, as the appraisal weighs them. Written with marks, compared without.

Abbreviations stand beside what they mean; whatever is not here is an ordinary word.
"""

ABBREVIATIONS = """
ANQP an ninh quốc phòng
ANTT an ninh trật tự
ATGT an toàn giao thông
ATTP an toàn thực phẩm
ATTT an toàn thông tin
BB biên bản
BC báo cáo
BCĐ ban chỉ đạo
BHXH bảo hiểm xã hội
BHYT bảo hiểm y tế
BMNN bí mật nhà nước
BTHTTĐC bồi thường hỗ trợ tái định cư
BTXH bảo trợ xã hội
BVMT bảo vệ môi trường
CBCC cán bộ công chức
CBCCVC cán bộ công chức viên chức
CCHC cải cách hành chính
CCTTHC cải cách thủ tục hành chính
CNTT công nghệ thông tin
CSDL cơ sở dữ liệu
CSVC cơ sở vật chất
CTMTQG chương trình mục tiêu quốc gia
CV công văn
CĐS chuyển đổi số
DVC dịch vụ công
DVCTT dịch vụ công trực tuyến
GCN giấy chứng nhận
GD-ĐT giáo dục đào tạo
GPMB giải phóng mặt bằng
GPXD giấy phép xây dựng
HS hồ sơ
HTX hợp tác xã
HĐND hội đồng nhân dân
KH kế hoạch
KHCN khoa học công nghệ
KNTC khiếu nại tố cáo
KT-XH kinh tế xã hội
LĐTBXH lao động thương binh xã hội
MTTQ mặt trận tổ quốc
NQ nghị quyết
NSNN ngân sách nhà nước
NTM nông thôn mới
PAKN phản ánh kiến nghị
PBGDPL phổ biến giáo dục pháp luật
PCCC phòng cháy chữa cháy
PCTN phòng chống tham nhũng
PCTT phòng chống thiên tai
QH quốc hội
QLNN quản lý nhà nước
QP-AN quốc phòng an ninh
QPPL quy phạm pháp luật
QĐ quyết định
SDĐ sử dụng đất
TKCN tìm kiếm cứu nạn
TN-MT tài nguyên môi trường
TNMT tài nguyên môi trường
TTHC thủ tục hành chính
TW trung ương
TĐKT thi đua khen thưởng
UBMTTQ ủy ban mặt trận tổ quốc
UBND ủy ban nhân dân
VB văn bản
VBQPPL văn bản quy phạm pháp luật
VHXH văn hóa xã hội
VPHC vi phạm hành chính
VTVL vị trí việc làm
XLVPHC xử lý vi phạm hành chính
ĐBQH đại biểu quốc hội
"""

# Say nothing about which work it is. Without marks some are other words (từ and tử, tại and tài,
# của and cửa): those count as empty only where they are written with marks.
EMPTY_WORDS = (
    "về|của|và|các|những|tại|ở|cho|theo|thuộc|đối với|với|trong|trên|được|do|để|khi|nếu|có|là|từ"
    "|đến|cùng|hoặc|đã|phải|hay"
)
EMPTY_UNMARKED = "va cac nhung theo hoac khi"
EMPTY_PHRASES = """
công tác | tham mưu | theo thẩm quyền | thuộc thẩm quyền | theo quy định | theo phân công
| được phân công | được giao | địa bàn | lĩnh vực | phụ trách | thực hiện | có liên quan | liên quan
| hằng năm | hàng năm
"""

# At the head of a name: a document is made, whatever the word for it.
MAKING = """
xây dựng | soạn thảo | soạn | dự thảo | lập | biên soạn | biên tập | ban hành | ghi | dự kiến
| hoàn thiện | tham mưu xây dựng | tham mưu ban hành
"""
STARTING = "tham mưu | thực hiện | tổ chức | triển khai | tổ chức thực hiện | chuẩn bị | công tác"

# What is done to a thing: the same thing under another of these is other work.
ACTS = """
theo dõi | đôn đốc | kiểm tra | giám sát | rà soát | tổng hợp | thẩm định | thẩm tra | tiếp nhận
| cập nhật | quản lý | xử lý | giải quyết | hướng dẫn | chỉ đạo | chủ trì | phê duyệt | tham gia
| phối hợp | lưu trữ | luân chuyển | công khai | công bố | niêm yết | đối chiếu | phân tích
| đánh giá | đăng ký | số hóa | chuẩn hóa | phân loại | kiểm kê | kiểm đếm | xác minh | xác nhận
| tiếp công dân | cung cấp | khảo sát | dự báo | trích xuất | thống kê | kiểm soát | đề xuất
| thanh toán | phát hành | thu thập | khai báo | điều phối | phân công | vận động | chi trả
| tuyên truyền | trả kết quả | chứng thực | nghiệm thu | bàn giao | phục vụ | hỗ trợ | giải trình
"""

# Things that can be handed in and counted; a longer name counts as its first words.
DELIVERABLES = """
báo cáo | hồ sơ | biên bản | kế hoạch | tờ trình | danh mục | công văn | văn bản | danh sách
| thông báo | bảng | phiếu | biểu | biểu mẫu | sổ | quyết định | nghị quyết | nghị định | thông tư
| chỉ thị | quy chế | quy định | quy trình | đề án | dự án | phương án | đề cương | chương trình
| kịch bản | bài phát biểu | giấy mời | giấy phép | giấy chứng nhận | giấy xác nhận | tài liệu
| tin bài | dữ liệu | số liệu | cơ sở dữ liệu | dự toán | quyết toán | hợp đồng | bản đồ | phụ lục
| lịch | tờ khai | kê khai | bản kê khai | mô hình | trích lục | bản sao | chứng từ | thông cáo
| chiến lược | giấy giới thiệu | mục lục | diễn văn | bản cam kết
"""
# One thing under two names, the second the one that is compared.
SYNONYMS = {
    "chương trình": "kế hoạch",
    "quy định": "quy chế",
    "số liệu": "dữ liệu",
    "cơ sở dữ liệu": "dữ liệu",
    "kê khai": "tờ khai",
    "bản kê khai": "tờ khai",
}
# Go to the signer with another deliverable as one packet, or mean any document.
COMPANIONS = "tờ trình | phiếu trình | phụ lục | danh sách | bảng | biểu | biểu mẫu | văn bản"
# Before the noun: how bundled.
MEASURES = "bộ | bản | tập | các | một | cuốn"

# Words of an output or of a name that name nothing by themselves.
VAGUE = """
công việc | việc | nhiệm vụ | khác | phát sinh | đột xuất | thường xuyên | yêu cầu | kết quả
| hoàn thành | hoàn thành tốt | lãnh đạo | cấp trên | chỉ đạo | phân công | được giao | giao | chung
| thực hiện | theo thực tế | thực tế | sản phẩm | đầu ra | không | không có | có | hàng ngày
| hằng ngày | định kỳ | đúng hạn | đúng quy định | đạt yêu cầu | đảm bảo | bảo đảm | tiến độ
| chất lượng | hiệu quả | tùy theo | tùy | nội dung | liên quan | phục vụ | quy định | tốt
"""
# The least an output of group D may say.
LEAST_OUTPUT = "sản phẩm"
