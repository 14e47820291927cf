"""What each kind of reminder is called; counts only, no name, no score, no task."""

from collections.abc import Mapping

from congvu.engine.reminding import Kind
from congvu.kernel.frozen import FrozenMap

WORDS: Mapping[str, str] = FrozenMap(
    {
        Kind.OVERDUE: "việc đã quá hạn",
        Kind.DUE_1: "việc đến hạn hôm nay hoặc ngày mai",
        Kind.DUE_3: "việc còn không quá 3 ngày",
        Kind.DUE_7: "việc còn không quá 7 ngày",
        Kind.RETURNED: "kết quả bị trả lại, cần báo cáo lại",
        Kind.CHANGE: "thay đổi việc đã giao chờ ông/bà xác nhận",
        Kind.SELF_SCORE: "phiếu chưa tự chấm, sắp hết hạn",
        Kind.ANSWERED: "lý do khách quan đã được trả lời",
        Kind.REVIEW: "kết quả chờ ông/bà nghiệm thu",
        Kind.CAUSE: "lý do khách quan chờ ông/bà xác nhận",
        Kind.HANDED_BACK: "việc bị trả lại, chưa có người nhận thay",
        Kind.CARD_REVIEW: "phiếu chờ ông/bà nhận xét",
        Kind.CARD_CONFIRM: "phiếu chờ ông/bà xác nhận",
        Kind.ESCALATED: "phiếu để quá hạn ở cấp dưới của ông/bà",
        Kind.DECLINED: "thay đổi ông/bà đề nghị mà người thực hiện không đồng ý",
        Kind.PUBLISHED: "kết quả kỳ đã công bố, có thể xem và kiến nghị",
        Kind.RATED: "kết quả xếp loại năm đã công bố, có thể xem và kiến nghị",
        Kind.OBJECTION: "kiến nghị chờ ông/bà giải quyết",
        Kind.OBJECTION_LATE: "kiến nghị cấp dưới để quá hạn",
        Kind.OBJECTION_ANSWERED: "kiến nghị đã được trả lời",
        Kind.YEAR_FORM: "phiếu xếp loại năm của ông/bà chưa gửi",
        Kind.YEAR_MEETING: "cuộc họp xếp loại ông/bà được mời",
        Kind.YEAR_MINUTES: "biên bản họp xếp loại chưa thông qua",
        Kind.YEAR_ROUND: "đợt xếp loại năm chờ ông/bà quyết định",
        Kind.YEAR_ORGANISATION: "tổ chức ông/bà đứng đầu chưa gửi bản tự đánh giá năm",
        Kind.YEAR_REVIEW: "tổ chức chờ ông/bà xem xét, công nhận mức của năm",
        Kind.YEAR_LATE: "việc xếp loại năm cấp dưới để quá hạn",
    }
)
