"""The page as Decree 30/2020, Annex I asks for it: paper, margins, letters, sizes, numbers."""

import re

import pytest
from docx.oxml.ns import qn

from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.fonts import ALWAYS_THERE, WANTED, fits_the_decree, font_in_use
from congvu.exchange.forms.job_description import job_description, job_descriptions
from congvu.exchange.forms.page import MOTTO, NATION
from congvu.exchange.forms.paper import (
    Align,
    Cell,
    Letterhead,
    Paper,
    Sheet,
    Signature,
    Table,
    Text,
)
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.product_catalogue import product_catalogue
from congvu.exchange.forms.words import JOB_DESCRIPTION, PRODUCT_CATALOGUE
from tests.exchange.forms import docx_reader, pdf_reader
from tests.exchange.forms.samples import DAY, catalogue, description, our_words

A4 = (595.28, 841.89)  # 210 × 297 mm in points
MM = 72 / 25.4


@pytest.fixture(scope="module")
def upright():
    return job_description(description(), our_words(JOB_DESCRIPTION), day=DAY)


@pytest.fixture(scope="module")
def lying():
    return product_catalogue(catalogue(40), our_words(PRODUCT_CATALOGUE), day=DAY)


def test_the_pdf_is_on_a4_upright_or_lying(upright, lying):
    for paper, size in ((upright, A4), (lying, A4[::-1])):
        for page in pdf_reader.pages_of(pdf_of(paper)):
            assert (page.width, page.height) == pytest.approx(size, abs=0.01)


def test_no_letter_of_the_pdf_stands_in_the_margins_but_the_page_number(upright):
    for number, page in enumerate(pdf_reader.pages_of(pdf_of(upright)), 1):
        for run in page.runs:
            if run.text != str(number):
                assert 30 * MM - 0.1 <= run.x <= page.width - 15 * MM
                assert 20 * MM <= run.y <= page.height - 20 * MM


def test_the_docx_is_on_a4_with_the_decrees_margins(upright, lying):
    for paper, wide in ((upright, False), (lying, True)):
        (section,) = docx_reader.opened(docx_of(paper)).sections
        size = (section.page_width.mm, section.page_height.mm)
        assert size == pytest.approx((297, 210) if wide else (210, 297), abs=0.1)
        sides = (section.top_margin, section.bottom_margin, section.left_margin)
        margins = [side.mm for side in (*sides, section.right_margin)]
        assert margins == pytest.approx([20, 20, 30, 15], abs=0.05)


def test_the_docx_is_black_times_new_roman_of_the_decrees_sizes(upright):
    document = docx_reader.opened(docx_of(upright))
    fonts = document.styles["Normal"].element.rPr.rFonts
    scripts = ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs")
    assert {fonts.get(qn(script)) for script in scripts} == {"Times New Roman"}
    looks = list(document.element.body.iter(qn("w:rPr")))
    assert {one.find(qn("w:color")).get(qn("w:val")) for one in looks} == {"000000"}
    for look in looks:
        text = "".join(each.text or "" for each in look.getparent().iter(qn("w:t")))
        if text.strip() and "Nơi nhận" not in text and "Lưu: VT" not in text:
            capitals = text.isupper() or text.startswith("ỦY")
            assert int(look.find(qn("w:sz")).get(qn("w:val"))) in (
                {24, 26, 28} if capitals else {26, 28}
            )


def test_the_pdf_has_the_decrees_sizes_and_one_family(upright):
    (first, *_others) = pdf_reader.pages_of(pdf_of(upright))
    assert first.find(NATION).size in (12, 13)
    assert first.find(MOTTO).size in (13, 14)
    assert first.find("ngày 05 tháng 02").size in (13, 14)
    assert first.find("BẢN MÔ TẢ").size in (13, 14)
    assert first.find("Tham mưu, tổng hợp").size in (13, 14)
    family = font_in_use().replace(" ", "")
    assert {
        run.family.split("-")[0].removesuffix("PSMT").removesuffix("PS") for run in first.runs
    } == {family}


def test_the_two_blocks_stand_side_by_side_and_the_nation_on_one_line(upright):
    first = pdf_reader.pages_of(pdf_of(upright))[0]
    assert first.find("TỈNH MẪU").y == first.find(NATION).y
    assert first.find("TỈNH MẪU").x < first.find(NATION).x
    assert first.find("CHỦ TỊCH" if first.text.count("CHỦ TỊCH") else NATION).x > first.width / 3


def test_pages_are_numbered_at_the_top_in_the_middle_from_the_second_of_each_sheet():
    paper = job_descriptions([description(), description()], our_words(JOB_DESCRIPTION))
    pages = pdf_reader.pages_of(pdf_of(paper))
    tops = [[run for run in page.runs if run.y > page.height - 20 * MM] for page in pages]
    numbers = ["".join(run.text for run in top) for top in tops]
    half = len(pages) // 2
    assert numbers == ["", *map(str, range(2, half + 1))] * 2
    middle = (30 + 165 / 2) * MM
    assert tops[1][0].x == pytest.approx(middle, abs=5)


def test_the_docx_numbers_each_section_from_one_and_hides_the_first():
    paper = job_descriptions([description(), description()], our_words(JOB_DESCRIPTION))
    document = docx_reader.opened(docx_of(paper))
    assert len(document.sections) == 2
    for section in document.sections:
        assert section.different_first_page_header_footer
        numbers = section._sectPr.findall(qn("w:pgNumType"))
        assert [one.get(qn("w:start")) for one in numbers] == ["1"]
        (shown,) = section.header.paragraphs
        assert "PAGE" in shown._p.xml
        assert shown.alignment == 1


def test_the_head_of_a_table_is_repeated_on_every_page(lying):
    pages = pdf_reader.pages_of(pdf_of(lying))
    assert len(pages) > 2
    assert all("Hệ số" in page.text for page in pages[:-1])
    tables = docx_reader.opened(docx_of(lying)).tables
    assert sum(len(list(table._tbl.iter(qn("w:tblHeader")))) for table in tables) == 2


def test_a_short_row_moves_whole_to_the_next_page_and_a_row_longer_than_a_page_is_not_lost():
    long_row, rows = "\n".join(f"dòng {n}" for n in range(1, 120)), []
    rows += [(Cell(str(n)), Cell(f"đầu {n}\n\n\ncuối {n}")) for n in range(1, 40)]
    rows += [(Cell("dài"), Cell(long_row))]
    pages = pdf_reader.pages_of(pdf_of(paper_of(Table((20, 145), (), tuple(rows)))))
    texts = [page.text for page in pages]
    for n in range(1, 40):
        assert any(f"đầu {n} cuối {n}" in re.sub(r"\s+", " ", text) for text in texts)
    assert all(any(f"dòng {n}" in text for text in texts) for n in range(1, 120))


def paper_of(*parts):
    head = Letterhead("", "CƠ QUAN", "Số: 1", "Nơi này, ngày …")
    return Paper("Thử", (Sheet("Thử", head, parts, (Signature("TRƯỞNG PHÒNG"),)),))


def test_a_signature_is_never_torn_by_the_end_of_a_page():
    for count in range(28, 46):
        parts = [Text(f"dòng {n}", align=Align.LEFT) for n in range(count)]
        paper = paper_of(*parts)
        signed = Paper(
            "Thử",
            (
                Sheet(
                    "Thử",
                    paper.sheets[0].letterhead,
                    tuple(parts),
                    (Signature("TRƯỞNG", "Lê Mẫu"),),
                ),
            ),
        )
        pages = pdf_reader.pages_of(pdf_of(signed))
        assert ["TRƯỞNG" in page.text for page in pages] == [
            "Lê Mẫu" in page.text for page in pages
        ]


def test_the_same_paper_gives_the_same_bytes(upright):
    assert docx_of(upright) == docx_of(upright)
    assert pdf_of(upright) == pdf_of(upright)


def test_the_pdf_names_its_title_its_language_and_its_parts(upright):
    pdf = pdf_of(upright)
    assert b"/Lang(vi-VN)" in pdf
    assert b"/StructTreeRoot" in pdf
    assert (
        "Bản mô tả công việc: Chuyên viên Văn phòng".encode("utf-16-be").hex().upper().encode()
        in pdf
    )
    assert b"CreationDate" not in pdf
    known = docx_reader.opened(docx_of(upright)).core_properties
    assert known.title == "Bản mô tả công việc: Chuyên viên Văn phòng"
    assert known.author == ""


def test_the_font_in_use_is_told_and_borrows_no_vietnamese_letter_from_another():
    marked = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(map(chr, range(0x1EA0, 0x1EFA)))
    looks = [(False, False), (True, False), (False, True)]
    parts = [Text(marked, bold=bold, italic=italic) for bold, italic in looks]
    (page,) = pdf_reader.pages_of(pdf_of(paper_of(*parts)))
    assert "".join(run.text for run in page.runs).replace("\u200b", "").count(marked) == len(looks)
    families = {run.family.split("-")[0] for run in page.runs}
    assert len(families) == 1
    assert font_in_use() in {*WANTED, ALWAYS_THERE}


def test_only_letters_of_the_decrees_widths_fit_the_decree():
    assert fits_the_decree("Times New Roman")
    assert not fits_the_decree(ALWAYS_THERE)


def test_three_thousand_products_are_printed_to_the_last():
    paper = product_catalogue(catalogue(2800), our_words(PRODUCT_CATALOGUE))
    last = pdf_reader.pages_of(pdf_of(paper))[-1].text
    assert "2800" in last
    assert docx_reader.lines_of(docx_of(paper)).count("DC.2800") == 1
