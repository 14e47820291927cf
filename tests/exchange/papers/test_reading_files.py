"""Files that people send to be checked: ours, ours saved again, spoilt ones, bombs."""

import random
import zipfile
import zlib
from io import BytesIO

import pytest
from docx import Document

from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.pdf_writer import pdf_of
from congvu.exchange.papers import reading
from congvu.exchange.papers.reading import NotAPaper, told_by
from tests.exchange.forms.evaluation_samples import PAPERS, SEAL

SPOILT = 60


def test_a_docx_saved_again_by_another_program_still_names_its_snapshot():
    document = Document(BytesIO(docx_of(PAPERS["card"]())))
    document.paragraphs[0].add_run("sửa thêm")
    saved = BytesIO()
    document.save(saved)
    (told,) = told_by(saved.getvalue())
    assert (told.id, told.seal) == (7, SEAL[:12])


def test_a_pdf_whose_links_lie_in_a_packed_stream_is_read():
    link = b"/URI (https://x.vn/kiem-tra/?ma=P-AVWG-9W58-T.0123456789ab)"
    packed = zlib.compress(b"<< " + link + b" >>")
    pdf = b"%PDF-1.7\n1 0 obj <</Filter/FlateDecode>> stream\n" + packed + b"\nendstream endobj"
    assert [told.id for told in told_by(pdf)] == [1]


def test_words_that_look_like_a_code_but_are_no_link_are_not_taken():
    assert told_by(b"%PDF-1.7 P-AVWG-9W58-T 0123456789ab") == []


def test_a_stream_that_swells_is_left_when_it_has_swollen_enough(monkeypatch):
    monkeypatch.setattr(reading, "_MOST_OF_ONE", 1 << 16)
    monkeypatch.setattr(reading, "_MOST_INFLATED", 1 << 18)
    swelling = zlib.compress(b"\0" * (64 << 20), 9)
    late = zlib.compress(b"ma=P-AVWG-9W58-T.0123456789ab")
    pdf = b"%PDF-1.7" + b"".join(b" stream\n" + one for one in [swelling] * 6 + [late])
    assert told_by(pdf) == []


def test_a_foot_that_swells_is_not_opened(monkeypatch):
    monkeypatch.setattr(reading, "_MOST_OF_ONE", 1 << 10)
    docx = BytesIO()
    with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/footer1.xml", " " * (1 << 20) + "P-AVWG-9W58-T")
    assert told_by(docx.getvalue()) == []


@pytest.mark.parametrize("write", [pdf_of, docx_of])
def test_a_spoilt_file_is_read_or_refused_and_never_anything_else(write):
    whole, dice = write(PAPERS["card"]()), random.Random(335)
    for _ in range(SPOILT):
        spoilt = bytearray(whole)
        for _ in range(dice.randrange(1, 30)):
            spoilt[dice.randrange(4, len(spoilt))] = dice.randrange(256)
        if dice.random() < 0.3:
            del spoilt[dice.randrange(5, len(spoilt)) :]
        try:
            found = told_by(bytes(spoilt))
        except NotAPaper:
            continue
        assert len(found) <= 3
