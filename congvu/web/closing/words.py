"""What each gap means for the result, and what its remedy does, in the reader's words."""

from collections.abc import Mapping

from congvu.apps.evaluation.enums import Gap, Remedy
from congvu.kernel.frozen import FrozenMap

MEANS: Mapping[Gap, str] = FrozenMap(
    {
        Gap.NO_SELF_SCORE: "Vẫn chốt được nếu phiếu được xác nhận; chưa xác nhận thì không có điểm "
        "kỳ này (Đ17).",
        Gap.UNREVIEWED: "Phiếu chưa xác nhận thì không có điểm; kết quả chưa nghiệm thu tính như "
        "chưa làm.",
        Gap.DISPUTED: "Chốt bây giờ thì lý do khách quan coi như chưa được xác nhận, thay đổi việc "
        "coi như chưa có.",
        Gap.ANOMALY: "Điểm công bố đúng như đã xác nhận; nhiệm vụ ngoài phạm vi quy định thì chưa "
        "chốt được.",
        Gap.NO_POSTING: "Không có phiếu nên không có kết quả kỳ này.",
        Gap.NOT_RATED: "Không có điểm, không phải 0 điểm; kỳ này không vào trung bình (Đ11.2).",
        Gap.OTHER_KIND: "Quy định của kỳ không chấm những người này; không có phiếu.",
        Gap.TRANSFERRED: "Kết quả thuộc đơn vị có vị trí chính vào ngày cuối kỳ; việc ở đơn vị cũ "
        "vẫn tính.",
    }
)
DOES: Mapping[Remedy, str] = FrozenMap(
    {
        Remedy.REMIND: "Xếp thư nhắc hôm nay cho người đang giữ, mỗi người nhiều nhất một thư một "
        "ngày.",
        Remedy.ACCEPT: "Những người này chốt không có điểm; người ký chốt đọc lý do.",
        Remedy.SEEN: "Giữ nguyên như đang có; người ký chốt đọc lý do.",
        Remedy.UNCONFIRM: "Phiếu trở lại trạng thái đã nhận xét, người xác nhận phải xem và xác "
        "nhận lại.",
    }
)
