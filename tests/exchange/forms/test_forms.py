"""Each form says all it was given, in the order of the form, in docx and in pdf."""

import dataclasses

import pytest

from congvu.exchange.forms.competency_profile import competency_profile, gap_in_words
from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.job_description import job_description, job_descriptions
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.position_list import position_list, roman
from congvu.exchange.forms.product_catalogue import product_catalogue
from congvu.exchange.forms.words import (
    COMPETENCY_PROFILE,
    DEFAULTS,
    JOB_DESCRIPTION,
    POSITION_LIST,
    PRODUCT_CATALOGUE,
)
from tests.exchange.forms import docx_reader, pdf_reader
from tests.exchange.forms.samples import (
    DAY,
    OURS,
    catalogue,
    description,
    our_words,
    positions,
    profile,
)


def read_pdf(paper):
    """Return the words as they stand on the pages, then once more by columns."""
    pdf = pdf_of(paper)
    return " ".join((pdf_reader.text_of(pdf), *pdf_reader.columns_of(pdf)))


READERS = {"docx": lambda paper: docx_reader.text_of(docx_of(paper)), "pdf": read_pdf}


def packed(text: str) -> str:
    """Return the text without blanks, so that it does not matter where its lines broke."""
    return "".join(text.split()).replace("\u200b", "")


@pytest.fixture(params=READERS, ids=str)
def said(request):
    return lambda paper: packed(READERS[request.param](paper))


def assert_in_order(words, said):
    at = 0
    for word in words:
        found = said.find(packed(word), at)
        assert found >= 0, f"“{word}” is missing, or stands before what it should follow"
        at = found + len(packed(word))


def fields_of(value) -> list[str]:
    """Return every text in a dataclass, those in its tuples too."""
    if isinstance(value, str):
        return [value] if value else []
    if dataclasses.is_dataclass(value):
        return [
            text
            for one in dataclasses.fields(value)
            for text in fields_of(getattr(value, one.name))
        ]
    return [text for one in value for text in fields_of(one)] if isinstance(value, tuple) else []


def test_a_description_says_every_field_it_was_given(said):
    everything = said(job_description(description(), our_words(JOB_DESCRIPTION), day=DAY))
    assert len(fields_of(description())) > 50
    assert [text for text in fields_of(description()) if packed(text) not in everything] == []
    assert "01/07/2026" in everything


def test_a_description_follows_the_order_of_the_form(said):
    order = (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Xã Mẫu, ngày 05 tháng 02 năm 2026",
        "BẢN MÔ TẢ CÔNG VIỆC",
        "Mã VTVL: TP-NVCN-01",
        "Đơn vị công tác: Văn phòng",
        "Quy trình công việc liên quan: Quy trình văn bản",
        "1- Mục tiêu vị trí việc làm",
        "2- Các công việc và tiêu chí đánh giá",
        "2.1",
        "2.8",
        "3- Các mối quan hệ công việc",
        "3.1- Bên trong",
        "Được quản lý trực tiếp bởi",
        "3.2- Bên ngoài",
        "Sở Nội vụ",
        "4- Phạm vi quyền hạn",
        "4.1",
        "4.2",
        "5- Các yêu cầu về trình độ, năng lực",
        "5.1- Yêu cầu về trình độ",
        "Trình độ đào tạo",
        "Bồi dưỡng, chứng chỉ",
        "Phẩm chất cá nhân",
        "5.2- Các yêu cầu về năng lực",
        "Đạo đức và bản lĩnh",
        "Ra quyết định",
        "CHỦ TỊCH",
        "Lê Văn Mẫu",
    )
    assert_in_order(
        order, said(job_description(description(), our_words(JOB_DESCRIPTION), day=DAY))
    )


def test_every_word_of_the_province_stands_on_the_paper(said):
    everything = said(job_description(description(), our_words(JOB_DESCRIPTION), day=DAY))
    texts = (line for text in OURS.values() for line in text.split("\n"))
    assert [line for line in texts if packed(line) not in everything] == []


def test_an_empty_description_is_the_empty_form(said):
    bare = description(
        duties=(), outside=(), authority=(), requirements=(), starts_on=None, training=""
    )
    everything = said(job_description(bare, DEFAULTS[JOB_DESCRIPTION]))
    assert_in_order(
        ("Ngày bắt đầu thực hiện:", "2- Các", "3.2-", "4- Phạm", "5.2-", "Cấp độ"), everything
    )
    assert "Bồidưỡng" not in everything
    assert "ngày……tháng……năm" in everything


def test_the_descriptions_of_a_list_are_each_a_sheet_of_its_own():
    them = [description(code=f"VT-{n}", name=f"Vị trí {n}") for n in range(1, 4)]
    paper = job_descriptions(them, our_words(JOB_DESCRIPTION), day=DAY)
    pdf = pdf_of(paper)
    opening = [page.text for page in pdf_reader.pages_of(pdf) if "Mã VTVL" in page.text]
    assert [f"VT-{n}" in text for n, text in enumerate(opening, 1)] == [True] * 3
    assert {"VT-1 Vị trí 1", "VT-2 Vị trí 2", "VT-3 Vị trí 3"} <= set(pdf_reader.bookmarks_of(pdf))
    assert len(docx_reader.opened(docx_of(paper)).sections) == 3


def test_a_position_list_counts_ranks_positions_groups_and_all(said):
    everything = said(position_list(positions(), our_words(POSITION_LIST), day=DAY))
    assert_in_order(
        ("I", "Lãnh đạo, quản lý (1 vị trí)", "3", "II", "Chuyên môn (2 vị trí)", "4"), everything
    )
    assert_in_order(("Chuyên viên chính", "1", "Chuyên viên", "2"), everything)
    assert_in_order(("Tổng cộng (3 vị trí)", "7"), everything)
    assert [text for text in fields_of(positions())[1:] if packed(text) not in everything] == []


@pytest.mark.parametrize(
    ("number", "figures"), [(1, "I"), (4, "IV"), (9, "IX"), (10, "X"), (14, "XIV"), (39, "XXXIX")]
)
def test_groups_are_numbered_in_roman_figures(number, figures):
    assert roman(number) == figures


def test_a_catalogue_has_the_handbooks_columns_in_its_order(said):
    everything = said(product_catalogue(catalogue(), our_words(PRODUCT_CATALOGUE), day=DAY))
    titles = (
        "Stt",
        "Mã",
        "Nhiệm vụ",
        "Công việc chi tiết",
        "Sản phẩm đầu ra",
        "Phân nhóm",
        "Khung điểm tối đa",
        "Điểm chấm",
        "Hệ số quy đổi",
        "Ghi chú",
        "(1)",
        "(10)",
    )
    assert_in_order(titles, everything)
    assert_in_order(
        (
            "Dùng chung (2 sản phẩm/công việc)",
            "1",
            "DC.0001",
            "Nhiệm vụ 1",
            "Chi tiết 1",
            "Sản phẩm 1",
            "N2",
            "200",
            "14,5",
            "2,9",
            "Ghi chú 1",
            "2",
            "DC.0002",
        ),
        everything,
    )
    assert_in_order(("Tài chính (1 sản phẩm/công việc)", "3", "DC.0003"), everything)
    assert "Độkhó" not in everything


def test_the_four_criteria_stand_before_the_points_where_an_office_scored_by_them(said):
    scored = catalogue(criteria=("3", "2,5", "1", "8"))
    everything = said(product_catalogue(scored, our_words(PRODUCT_CATALOGUE)))
    titles = ("Độ khó", "Khối lượng", "Phối hợp", "Cấp duyệt", "Điểm chấm", "(14)")
    assert_in_order((*titles, "200", "3", "2,5", "1", "8", "14,5", "2,9"), everything)


@pytest.mark.parametrize(
    ("required", "judged", "said"),
    [
        ("2-3", 1, "Thiếu 1 cấp"),
        ("4", 1, "Thiếu 3 cấp"),
        ("2-3", 2, "Đạt"),
        ("2-3", 3, "Đạt"),
        ("2-3", 5, "Vượt 2 cấp"),
        ("2", None, "Chưa đánh giá"),
    ],
)
def test_a_gap_is_told_in_words(required, judged, said):
    assert gap_in_words(required, judged) == said


def test_a_profile_sets_the_three_levels_side_by_side_and_two_people_sign(said):
    everything = said(competency_profile(profile(), our_words(COMPETENCY_PROFILE), day=DAY))
    assert_in_order(("Giao tiếp", "3", "4", "1", "Thiếu 2 cấp"), everything)
    assert_in_order(("Phối hợp", "1-2", "–", "4", "Vượt 2 cấp"), everything)
    assert_in_order(
        (
            "Đạt yêu cầu 2/4 năng lực. Cần bồi dưỡng: Giao tiếp. Chưa đánh giá: 1.",
            "NGƯỜI TỰ ĐÁNH GIÁ",
            "Trần Thị Mẫu",
            "CHỦ TỊCH",
            "Lê Văn Mẫu",
        ),
        everything,
    )
