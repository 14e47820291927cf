"""The words of a form that a province may change, and what stands there until it does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from congvu.engine.lists.document import NotValid
from congvu.engine.lists.sheets import Row
from congvu.kernel.frozen import FrozenMap

JOB_DESCRIPTION = "job_description"
POSITION_LIST = "position_list"
PRODUCT_CATALOGUE = "product_catalogue"
COMPETENCY_PROFILE = "competency_profile"
MONTH_CARD = "month_card"
YEAR_CARD = "year_card"
UNIT_RESULTS = "unit_results"
RESULT_NOTICE = "result_notice"
MEETING_MINUTES = "meeting_minutes"
RATING_DECISION = "rating_decision"
OBJECTION_FILE = "objection_file"
YEAR_RESULTS = "year_results"
YEAR_NOTICE = "year_notice"
ORGANISATION_NOTICE = "organisation_notice"
EVERY_FORM = "all"
"""As the form of a row: the words of every form, where the form has none of its own."""

FORM_TITLES: Mapping[str, str] = FrozenMap(
    {
        EVERY_FORM: "Mọi biểu mẫu",
        JOB_DESCRIPTION: "Bản mô tả công việc",
        POSITION_LIST: "Danh mục vị trí việc làm",
        PRODUCT_CATALOGUE: "Danh mục sản phẩm/công việc và hệ số quy đổi",
        COMPETENCY_PROFILE: "Phiếu đánh giá năng lực",
        MONTH_CARD: "Phiếu theo dõi, đánh giá công chức (Mẫu số 01)",
        YEAR_CARD: "Phiếu xếp loại chất lượng công chức (Mẫu số 02)",
        UNIT_RESULTS: "Danh sách kết quả theo dõi, đánh giá của đơn vị",
        RESULT_NOTICE: "Thông báo kết quả theo dõi, đánh giá",
        MEETING_MINUTES: "Biên bản họp nhận xét, đánh giá",
        RATING_DECISION: "Quyết định xếp loại chất lượng",
        OBJECTION_FILE: "Hồ sơ giải quyết kiến nghị",
        YEAR_RESULTS: "Danh sách kết quả xếp loại chất lượng của đơn vị",
        YEAR_NOTICE: "Thông báo kết quả xếp loại chất lượng",
        ORGANISATION_NOTICE: "Thông báo kết quả xếp loại chất lượng tổ chức",
    }
)
FIELD_TITLES: Mapping[str, str] = FrozenMap(
    {
        "parent": "Cơ quan chủ quản",
        "body": "Cơ quan ban hành",
        "number": "Số, ký hiệu",
        "place": "Địa danh",
        "title": "Tên biểu mẫu",
        "subtitle": "Trích yếu",
        "attached": "Dòng “Kèm theo …”",
        "basis": "Căn cứ",
        "signatory": "Chức vụ người ký",
        "signer": "Họ tên người ký",
        "recipients": "Nơi nhận",
    }
)


@dataclass(frozen=True, slots=True)
class FormWords:
    """The words around a form's values; an empty one leaves no trace on paper.

    `title`, `signatory`, `basis`, `recipients` may have several lines.
    """

    title: str
    parent: str = ""
    body: str = "……………………………"
    number: str = "Số:          /"
    place: str = "…………"
    subtitle: str = ""
    attached: str = ""
    basis: str = ""
    signatory: str = "NGƯỜI ĐỨNG ĐẦU CƠ QUAN, ĐƠN VỊ"
    signer: str = ""
    recipients: str = ""


_DECREE = (
    "Căn cứ Nghị định số 335/2025/NĐ-CP ngày 21 tháng 12 năm 2025 của Chính phủ quy định về đánh "
    "giá, xếp loại chất lượng đối với cơ quan hành chính nhà nước và công chức"
)
_HEAD = "NGƯỜI ĐỨNG ĐẦU\nCƠ QUAN, ĐƠN VỊ"
_OF_THE_DECREE = {"body": "", "number": "", "place": "", "signatory": ""}
"""Forms whose blocks the decree words itself: the unit's name, no number, two who sign."""

DEFAULTS: Mapping[str, FormWords] = FrozenMap(
    {
        JOB_DESCRIPTION: FormWords("BẢN MÔ TẢ CÔNG VIỆC"),
        POSITION_LIST: FormWords(
            "DANH MỤC VỊ TRÍ VIỆC LÀM", subtitle="và số người theo ngạch, chức danh nghề nghiệp"
        ),
        PRODUCT_CATALOGUE: FormWords(
            "BẢNG TỔNG HỢP DANH MỤC SẢN PHẨM/CÔNG VIỆC\nVÀ HỆ SỐ QUY ĐỔI VỀ SẢN PHẨM CHUẨN",
            basis=f"{_DECREE}.",
        ),
        COMPETENCY_PROFILE: FormWords(
            "PHIẾU ĐÁNH GIÁ NĂNG LỰC\nTHEO YÊU CẦU CỦA VỊ TRÍ VIỆC LÀM", number=""
        ),
        MONTH_CARD: FormWords("PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", **_OF_THE_DECREE),
        YEAR_CARD: FormWords("PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", **_OF_THE_DECREE),
        UNIT_RESULTS: FormWords(
            "DANH SÁCH\nKẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", body="", number="", signatory=_HEAD
        ),
        RESULT_NOTICE: FormWords(
            "THÔNG BÁO",
            body="",
            number="Số:          /TB-",
            basis=f"{_DECREE};",
            signatory=_HEAD,
        ),
        MEETING_MINUTES: FormWords("BIÊN BẢN", body="", number="Số:          /BB-", signatory=""),
        RATING_DECISION: FormWords(
            "QUYẾT ĐỊNH",
            body="",
            number="Số:          /QĐ-",
            basis=f"{_DECREE};",
            signatory=_HEAD,
        ),
        OBJECTION_FILE: FormWords(
            "HỒ SƠ\nGIẢI QUYẾT KIẾN NGHỊ", body="", number="", signatory=_HEAD
        ),
        YEAR_RESULTS: FormWords(
            "DANH SÁCH\nKẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC",
            body="",
            number="",
            signatory=_HEAD,
        ),
        YEAR_NOTICE: FormWords(
            "THÔNG BÁO",
            body="",
            number="Số:          /TB-",
            basis=f"{_DECREE};",
            signatory=_HEAD,
        ),
        ORGANISATION_NOTICE: FormWords(
            "THÔNG BÁO",
            body="",
            number="Số:          /TB-",
            basis=f"{_DECREE};",
            signatory=_HEAD,
        ),
    }
)


def words_of(form: str, rows: Iterable[Row] = ()) -> FormWords:
    """Return a form's words: the defaults, then those of every form, then the form's own.

    `rows` are rows of the sheet FORMS ({form, field, text}); raises NotValid for a form or a field
    that does not exist, so that a draft is refused before a paper is printed from it.
    """
    ours: dict[str, dict[str, str]] = {EVERY_FORM: {}, form: {}}
    for row in rows:
        _known("biểu mẫu", row["form"], FORM_TITLES)
        _known("mục", row["field"], FIELD_TITLES)
        ours.setdefault(row["form"], {})[row["field"]] = row["text"]
    return replace(DEFAULTS[form], **ours[EVERY_FORM] | ours[form])


def _known(what: str, code: str, titles: Mapping[str, str]) -> None:
    if code not in titles:
        listed = ", ".join(f"{code} ({title})" for code, title in titles.items())
        raise NotValid(f"không có {what} “{code[:60]}”", f"một trong: {listed}")
