"""The papers of the evaluation: every field, the decree's order, page, letters, feet, marks."""

import dataclasses

import pytest
from docx.oxml.ns import qn

from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.fonts import SIGNS, font_in_use
from congvu.exchange.forms.meeting_minutes import DRAFT_MINUTES, meeting_minutes
from congvu.exchange.forms.month_card import DRAFT, month_card
from congvu.exchange.forms.objection_file import objection_file
from congvu.exchange.forms.page import MOTTO, NATION
from congvu.exchange.forms.paper import Footer, joined
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.rating_decision import rating_decision
from congvu.exchange.forms.result_notice import result_notice
from congvu.exchange.forms.words import (
    MEETING_MINUTES,
    MONTH_CARD,
    OBJECTION_FILE,
    RATING_DECISION,
    RESULT_NOTICE,
    YEAR_CARD,
    YEAR_NOTICE,
    words_of,
)
from congvu.exchange.forms.year_card import LEVELS, year_card
from congvu.exchange.forms.year_notice import year_notice
from congvu.exchange.papers.codes import Kind
from congvu.exchange.papers.reading import told_by
from congvu.law.registry import general_criteria_on, the_law
from tests.exchange.forms import docx_reader, pdf_reader
from tests.exchange.forms.evaluation_samples import (
    ADDRESS,
    DAY,
    DECISION,
    FOOT,
    MINUTES,
    NOTICE,
    OBJECTION,
    PAPERS,
    SEAL,
    VALUES,
    YEAR_NOTICE_SAMPLE,
    card,
    year,
)
from tests.exchange.forms.test_forms import assert_in_order, packed, read_pdf

READERS = {"docx": lambda paper: docx_reader.text_of(docx_of(paper)), "pdf": read_pdf}
MM = 72 / 25.4
A4 = (595.28, 841.89)
TOP, BOTTOM, LEFT, RIGHT = (20, 25), (20, 25), (30, 35), (15, 20)
"""What Decree 30/2020 allows, in millimetres."""
LYING = {"results", "year_list"}


def texts_of(value: object) -> list[str]:
    """Return every text of a paper's values, the foot aside."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, tuple):
        return [text for one in value for text in texts_of(one)]
    if dataclasses.is_dataclass(value) and not isinstance(value, Footer):
        names = [one.name for one in dataclasses.fields(value)]
        return [text for name in names for text in texts_of(getattr(value, name))]
    return []


def laid_out(one):
    return month_card(one, words_of(MONTH_CARD))


@pytest.fixture(params=READERS, ids=str)
def said(request):
    return lambda paper: packed(READERS[request.param](paper))


@pytest.mark.parametrize("name", PAPERS)
def test_every_field_of_every_paper_is_printed(name, said):
    everything = said(PAPERS[name]()).casefold()
    wanted = texts_of(VALUES[name])
    assert len(wanted) >= 10
    assert [one for one in wanted if packed(one).casefold() not in everything] == []


def test_the_card_follows_the_decrees_form_word_for_word(said):
    """The headings of Mẫu số 01, in their order, with the criteria of the law between them."""
    criteria = [
        line
        for group in the_law().criterion_groups_on(DAY)
        for line in (
            group.label,
            *(one.label for one in general_criteria_on(DAY) if one.group == group.code),
        )
    ]
    order = (
        *(NATION, MOTTO, "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC"),
        *("(Kỳ theo dõi, đánh giá: tháng 11 năm 2026)", "Họ và tên:", "Chức vụ, chức danh:"),
        *("Đơn vị công tác:", "I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG"),
        *("TT", "Tiêu chí chấm điểm", "Điểm tối đa", "Điểm do cá nhân tự chấm"),
        *("(1)", "(2)", "(3)", "(4)"),
        *criteria,
        *("Tổng cộng", "30", "28", "II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC"),
        *("1. Điểm tiêu chí chung: 27,50", "2. Điểm tiêu chí kết quả thực hiện nhiệm vụ: 46,7014"),
        *("3. Tổng điểm theo dõi, đánh giá công chức: 74,20", "4. Ưu điểm: Làm xong việc gấp."),
        "5. Hạn chế, khuyết điểm: Chậm một hồ sơ.",
        "6. Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá: Đồng ý",
    )
    assert_in_order(order, said(month_card(card(), words_of(MONTH_CARD))))


def test_each_criterion_stands_in_one_row_with_its_points():
    (table, *_annex) = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in docx_reader.opened(docx_of(PAPERS["card"]())).tables
        if len(table.columns) == 4 and table.cell(0, 0).text == "TT"
    ]
    for group in card().groups:
        for line in (group.line, *group.lines):
            assert [line.number, line.label, line.most, line.own] in table
    assert table[-1] == ["Tổng cộng", "Tổng cộng", "30", "28"]


def test_both_sides_sign_with_their_names_and_days(said):
    everything = said(month_card(card(), words_of(MONTH_CARD)))
    for words in ("CÔNG CHỨC TỰ ĐÁNH GIÁ", "CẤP CÓ THẨM QUYỀN", "THEO DÕI, ĐÁNH GIÁ",
                  "Nha Trang, ngày 25 tháng 11 năm 2026", "Nha Trang, ngày 26 tháng 11 năm 2026",
                  "Nguyễn Thị Minh", "Lê Bình", "Gửi lúc 14:32", "Xác nhận lúc 08:05"):  # fmt: skip
        assert packed(words) in everything, words
    assert everything.count(packed("(Ký tên, ghi rõ họ tên)")) >= 2


def test_what_is_not_given_is_left_to_the_hand(said):
    bare = card(strengths="", shortcomings="", comment="", general="", results="", total="")
    everything = said(month_card(bare, words_of(MONTH_CARD)))
    for words in ("1. Điểm tiêu chí chung: ....", "4. Ưu điểm: ....", "theo dõi, đánh giá: ...."):
        assert packed(words) in everything


def test_the_year_follows_the_decrees_form_word_for_word(said):
    order = (
        *(NATION, MOTTO, "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", "Năm 2026"),
        *("Họ và tên: Đỗ Dung", "Chức vụ, chức danh:", "Đơn vị công tác:"),
        *("I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ", "Tháng", "Tổng điểm theo dõi, đánh giá"),
        *("Ghi chú", "81,01", "ghi chú 1", "812,12", "ghi chú 12", "Tổng điểm trung bình cả năm"),
        *("84,25", "II. CÔNG CHỨC TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG"),
        *(f"☒ {LEVELS[0]}", f"☐ {LEVELS[1]}", f"☐ {LEVELS[2]}", f"☐ {LEVELS[3]}"),
        "III. KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN CÔNG CHỨC",
        *(f"☐ {LEVELS[0]}", f"☒ {LEVELS[1]}", f"☐ {LEVELS[2]}", f"☐ {LEVELS[3]}"),
        *("IV. ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ", "Quy hoạch phó trưởng phòng."),
    )
    assert_in_order(order, said(year_card(year(), words_of(YEAR_CARD))))


@pytest.mark.parametrize("wrong", [{"months": ()}, {"level": "Giỏi"}, {"own_level": "Khá"}])
def test_a_year_of_other_months_or_levels_is_refused(wrong):
    with pytest.raises(ValueError, match="twelve months"):
        year_card(year(**wrong), words_of(YEAR_CARD))


def test_the_decision_has_its_articles_in_order_and_the_list_on_its_own_page(said):
    order = (
        *("QUYẾT ĐỊNH", "Về việc xếp loại", "Căn cứ Nghị định số 335/2025", "Căn cứ biên bản họp"),
        *("CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG", "QUYẾT ĐỊNH:"),
        *("Điều 1. Xếp loại chất lượng công chức năm 2026 đối với 1 công chức", "Điều 2."),
        *(
            "thay thế Quyết định số 12/QĐ-UBND",
            "Điều 3. Hình thức công khai",
            "Điều 4.",
            "Điều 5. Chánh",
        ),
        *("DANH SÁCH KÈM THEO", "Nguyễn Văn An"),
    )
    assert_in_order(order, said(PAPERS["decision"]()))
    pages = pdf_reader.pages_of(pdf_of(PAPERS["decision"]()))
    assert "DANH SÁCH KÈM THEO" in pages[-1].text
    assert "Điều 1." not in pages[-1].text


def test_a_decision_that_replaces_none_has_three_articles(said):
    plain = dataclasses.replace(DECISION, replaces="", publicity="")
    everything = said(rating_decision(plain, words_of(RATING_DECISION)))
    assert packed("Điều 3.") in everything
    assert packed("Điều 4.") not in everything


def test_a_notice_of_no_score_says_why(said):
    silent = dataclasses.replace(NOTICE, score="", reason="nghỉ thai sản")
    everything = said(result_notice(silent, words_of(RESULT_NOTICE)))
    assert packed("chưa chấm điểm, vì nghỉ thai sản") in everything
    assert packed("Tổng điểm theo dõi") not in everything


def test_a_notice_of_the_year_tells_the_way_or_why_there_is_no_level(said):
    order = ("THÔNG BÁO", "Kết quả xếp loại chất lượng công chức năm 2026", "Ông/bà: Nguyễn Văn An",
             "1. Điểm trung bình cả năm: 91,20", "2. Mức tự xếp loại", "3. Mức xếp loại",
             "- Mức theo điểm", "- Mức sau trần xuất sắc", "thay thế", "Điều 22")  # fmt: skip
    assert_in_order(order, said(PAPERS["year_notice"]()))
    silent = dataclasses.replace(YEAR_NOTICE_SAMPLE, level="", reason="chưa đủ 06 tháng")
    everything = said(year_notice(silent, words_of(YEAR_NOTICE)))
    assert packed("không xếp loại, vì chưa đủ 06 tháng") in everything
    assert packed("Điểm trung bình") not in everything


def test_an_organisations_notice_says_the_points_the_level_and_what_it_replaces(said):
    order = ("THÔNG BÁO", "tổ chức năm 2026", "Căn cứ Nghị định số 335/2025", "Theo Quyết định",
             "1. Điểm tiêu chí chung: 27,50", "2. Điểm tiêu chí kết quả", "3. Tổng điểm: 87,75",
             "4. Xếp loại: Hoàn thành tốt", "khoản 5 Điều 8", "Kết quả này thay kết quả theo",
             "vì: Kết luận thanh tra", "- Phòng Kinh tế;")  # fmt: skip
    assert_in_order(order, said(PAPERS["organisation"]()))


def test_minutes_that_were_not_passed_say_so_and_do_not_say_otherwise():
    paper = meeting_minutes(
        dataclasses.replace(MINUTES, draft=True, conclusion=""), words_of(MEETING_MINUTES)
    )
    everything = packed(read_pdf(paper))
    assert packed(DRAFT_MINUTES) in everything
    assert packed("đã được thông qua") not in everything


# --- the page ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
def test_the_docx_keeps_the_margins_of_decree_30(name):
    for section in docx_reader.opened(docx_of(PAPERS[name]())).sections:
        size = (section.page_width.mm, section.page_height.mm)
        assert size == pytest.approx((297, 210) if name in LYING else (210, 297), abs=0.1)
        for side, (least, most) in (
            (section.top_margin, TOP),
            (section.bottom_margin, BOTTOM),
            (section.left_margin, LEFT),
            (section.right_margin, RIGHT),
        ):
            assert least - 0.05 <= side.mm <= most + 0.05


@pytest.mark.parametrize("name", PAPERS)
def test_the_words_of_the_pdf_keep_the_margins_of_decree_30(name):
    for page in pdf_reader.pages_of(pdf_of(PAPERS[name]())):
        size = A4[::-1] if name in LYING else A4
        assert (page.width, page.height) == pytest.approx(size, abs=0.01)
        for run in page.runs:
            assert run.x >= LEFT[0] * MM - 0.1, run
            assert run.x <= page.width - RIGHT[0] * MM, run
            in_foot = run.y < BOTTOM[0] * MM
            in_head = run.y > page.height - TOP[0] * MM
            assert not in_foot or run.size == pytest.approx(9), run
            assert not in_head or run.text.isdigit(), run


@pytest.mark.parametrize("name", PAPERS)
def test_the_pdf_is_set_in_one_family_of_the_decrees_sizes(name):
    family = font_in_use().replace(" ", "")
    marks = {"☐", "☒"}
    for page in pdf_reader.pages_of(pdf_of(PAPERS[name]())):
        for run in page.runs:
            mine = run.family.split("-")[0].removesuffix("PSMT").removesuffix("PS")
            signs = [one.replace(" ", "") for one in SIGNS if set(run.text) & marks]
            assert mine in (family, *signs), run
            assert round(run.size, 2) in (9, 11, 12, 13, 14), run
    first = pdf_reader.pages_of(pdf_of(PAPERS[name]()))[0]
    assert first.find(NATION).size in (12, 13)
    assert first.find(MOTTO).size in (13, 14)


@pytest.mark.parametrize("name", PAPERS)
def test_the_docx_is_black_times_new_roman(name):
    document = docx_reader.opened(docx_of(PAPERS[name]()))
    fonts = document.styles["Normal"].element.rPr.rFonts
    scripts = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    assert {fonts.get(qn(script)) for script in scripts} == {"Times New Roman"}
    looks = list(document.element.body.iter(qn("w:rPr")))
    assert {one.find(qn("w:color")).get(qn("w:val")) for one in looks} == {"000000"}
    assert {int(one.find(qn("w:sz")).get(qn("w:val"))) for one in looks} <= {4, 22, 24, 26, 28}


# --- feet and marks ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("write", [pdf_of, docx_of])
def test_the_code_is_read_back_out_of_the_finished_file(name, write):
    (told,) = told_by(write(PAPERS[name]()))
    foot = VALUES[name].footer
    assert told.code in foot.text
    assert told.seal == SEAL[:12]


@pytest.mark.parametrize("name", PAPERS)
def test_every_page_of_the_pdf_says_what_checks_it_and_which_page_it_is(name):
    pages = pdf_reader.pages_of(pdf_of(PAPERS[name]()))
    for number, page in enumerate(pages, 1):
        foot = packed(" ".join(run.text for run in page.runs if run.y < 20 * MM))
        assert packed(VALUES[name].footer.text) in foot
        assert foot.endswith(f"trang{number}/{len(pages)}")


@pytest.mark.parametrize("steps", range(1, 9))
def test_nobody_signs_alone_on_a_page(steps):
    """However far down the page the steps reach, the last of them stands by the signature."""
    longer = dataclasses.replace(OBJECTION, steps=OBJECTION.steps * steps)
    paper = objection_file(longer, words_of(OBJECTION_FILE), day=DAY)
    last = pdf_reader.pages_of(pdf_of(paper))[-1].text
    assert packed("NGƯỜI ĐỨNG ĐẦU") in packed(last)
    assert packed("Gửi kiến nghị") in packed(last)


@pytest.mark.parametrize("name", PAPERS)
def test_in_the_docx_what_stands_before_the_signature_keeps_to_it(name):
    """The last words, or the last row of a table, and the gap; the signatures' row stays whole."""
    body = docx_reader.opened(docx_of(PAPERS[name]())).element.body
    signed = next(
        one for one in body.iter(qn("w:tbl")) if one.getprevious() is not None
        and one.tblPr.find(f"{qn('w:tblBorders')}/{qn('w:top')}").get(qn("w:val")) == "none"
    )  # fmt: skip
    gap = signed.getprevious()
    last = gap.getprevious()
    rows = last.findall(qn("w:tr"))[-1:] or [last]
    kept = [list(one.iter(qn("w:pPr"))) for one in (gap, *rows)]
    assert all(look.find(qn("w:keepNext")) is not None for looks in kept for look in looks)
    assert signed.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


@pytest.mark.parametrize("name", PAPERS)
def test_the_docx_says_under_each_page_what_checks_it_and_which_of_the_file_it_is(name):
    made = docx_of(PAPERS[name]())
    ((_, foot),) = docx_reader.edges_of(made)
    assert foot == f"{VALUES[name].footer.text}\ntrang 1/1"
    (section,) = docx_reader.opened(made).sections
    fields = [one.get(qn("w:instr")) for one in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_docx_counts_its_pages_within_each_sheet():
    paper = joined("Hai phiếu", map(laid_out, (card(), card(name="Trần Văn Hai"))))
    document = docx_reader.opened(docx_of(paper))
    assert len(document.sections) == 2
    for section in document.sections:
        for foot in (section.footer, section.first_page_footer):
            fields = [one.get(qn("w:instr")) for one in foot._element.iter(qn("w:fldSimple"))]
            assert fields == ["PAGE", "SECTIONPAGES"]
            assert len(list(foot._element.iter(qn("w:drawing")))) == 1


def test_two_cards_in_one_file_each_bear_their_own_code_and_count_their_own_pages():
    second = FOOT(Kind.CARD, 8, SEAL)
    paper = joined("Hai", map(laid_out, (card(), card(footer=second, draft=True))))
    for write in (pdf_of, docx_of):
        assert [told.id for told in told_by(write(paper))] == [7, 8]
    pages = pdf_reader.pages_of(pdf_of(paper))
    half = len(pages) // 2
    ends = [packed(page.text).rpartition("trang")[2] for page in pages]
    assert ends == [f"{n}/{half}" for n in range(1, half + 1)] * 2
    assert [DRAFT in page.text for page in pages] == [False] * half + [True] * half
    marks = [DRAFT in head for head, _ in docx_reader.edges_of(docx_of(paper))]
    assert marks == [False, True]


def test_the_square_holds_the_address_the_code_and_the_seal():
    foot = FOOT(Kind.CARD, 7, SEAL)
    assert foot.link.startswith(f"{ADDRESS}?ma=P-")
    assert foot.link.endswith(f".{SEAL[:12]}")
    assert pdf_of(PAPERS["card"]()).count(b"/Subtype/Image") == 1  # one picture, whatever pages


def test_the_same_paper_gives_the_same_bytes():
    for made in PAPERS.values():
        assert pdf_of(made()) == pdf_of(made())
        assert docx_of(made()) == docx_of(made())


@pytest.mark.parametrize("text", ['#read("/etc/passwd")', "<w:p/>&amp;", "=1+1", "$x$ *a* _b_"])
def test_what_a_person_typed_does_nothing_on_a_card(text, said):
    typed = card(strengths=text, comment=text, name=text, effects=())
    assert said(month_card(typed, words_of(MONTH_CARD))).count(packed(text)) >= 3
