"""Whatever a person types is printed as it was typed, and does nothing."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.job_description import Duty, job_description
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.forms.words import DEFAULTS, JOB_DESCRIPTION
from tests.exchange.forms import docx_reader, pdf_reader
from tests.exchange.forms.samples import description, our_words
from tests.exchange.forms.test_forms import packed

HOSTILE = (
    '#set page(width: 1pt) #import "@preview/x:1.0.0" #read("/etc/passwd") #panic()',
    "$x^2$ *đậm* _nghiêng_ `mã` = tựa - mục + số /từ: @nhãn <nhãn> \\ \\u{41} // hết /* hết */",
    "<script>alert(1)</script> <w:p/> &amp; &#65; ]]> <!-- -->",
    "{{ x }} {% if %} ${x} %s %(x)s {0}",
    "=HYPERLINK(1) +1 -1 @SUM(A1)",
    "“ngoặc” 'đơn' \"kép\" ... -- --- ~ x",
    "e\u0323\u0302 Hoa\u0300 u\u031b\u0301 đường",
)
VIETNAMESE = (
    "abcdeghiklmnopqrstuvxyăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
    "ABCDEGHIKLMNOPQRSTUVXYĂÂĐÊÔƠƯ0123456789 .,;:()[]{}/*#$_@<>&%+=~^`'\"|!?-–“”"
)


def described(text):
    duty = Duty("2.1", text, work=text, criteria=text)
    it = description(name=text, purpose=text, duties=(duty,), authority=(text,))
    return job_description(it, DEFAULTS[JOB_DESCRIPTION])


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_of_any_kind_comes_out_as_it_was_typed(text):
    paper, wanted = described(text), packed(unicodedata.normalize("NFC", text))
    assert packed(docx_reader.text_of(docx_of(paper))).count(wanted) == 6
    pdf = pdf_of(paper)
    assert sum(packed(text).count(wanted) for text in pdf_reader.columns_of(pdf)) >= 5
    assert wanted in packed(pdf_reader.text_of(pdf))  # prose begins with an indent: no column


@given(some.text(VIETNAMESE, min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_vietnamese_text_comes_back_from_both_files(text):
    paper = job_description(description(purpose=text, duties=()), DEFAULTS[JOB_DESCRIPTION])
    assert packed(text) in packed(docx_reader.text_of(docx_of(paper)))
    assert packed(text) in packed(pdf_reader.text_of(pdf_of(paper)))


@given(some.text(max_size=40))
@settings(max_examples=25, deadline=None)
def test_no_text_at_all_can_stop_a_paper_from_being_made(text):
    paper = described(text)
    assert docx_of(paper).startswith(b"PK")
    assert "5- Các yêu cầu" in pdf_reader.text_of(pdf_of(paper))


def test_words_of_the_province_are_as_inert_as_values():
    words = our_words(JOB_DESCRIPTION)
    for name in ("title", "body", "number", "signatory", "recipients", "basis"):
        changed = type(words)(
            **{one: getattr(words, one) for one in words.__slots__} | {name: HOSTILE[1]}
        )
        paper = job_description(description(duties=()), changed)
        assert packed(HOSTILE[1]) in packed(docx_reader.text_of(docx_of(paper)))
        assert packed(HOSTILE[1]) in packed(pdf_reader.text_of(pdf_of(paper)))


def test_a_word_longer_than_its_column_stays_on_the_page_and_loses_no_letter():
    word = "Nghiêng" * 60
    pdf = pdf_of(described(word))
    in_cells = sum(packed(text).count(word) for text in pdf_reader.columns_of(pdf))
    assert in_cells == 5
    lines = (run.text for page in pdf_reader.pages_of(pdf) for run in page.runs)
    assert max(len(packed(line)) for line in lines) < 100


def test_an_emoji_leaves_its_neighbours_whole():
    said = pdf_reader.text_of(pdf_of(described("trước 😀 sau")))
    assert "trước" in said
    assert "sau" in said
    assert "trước 😀 sau" in docx_reader.text_of(docx_of(described("trước 😀 sau")))
