"""A file is taken by what is in it; names are cleaned; what could harm is refused with words."""

import hashlib
import os
from pathlib import PurePosixPath

import pytest

from congvu.exchange.evidence.archives import Limits, office_kind
from congvu.exchange.evidence.kinds import LARGEST_BYTES, EvidenceRefused
from congvu.exchange.evidence.looking import LONGEST_NAME, clean_name, examined
from tests.exchange.evidence.samples import SAMPLES, TYPES, office, spoilt, zipped

TRIES = int(os.environ.get("CONGVU_FUZZ", "0")) or 300
WORD = "word/document.xml"


@pytest.mark.parametrize("name", SAMPLES)
def test_each_kind_is_told_by_its_content(name):
    content = SAMPLES[name]
    looked = examined(content, name)
    assert looked.name == name
    assert PurePosixPath(name).suffix in looked.kind.suffixes
    assert (looked.size, looked.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_name_that_promises_another_kind_is_refused(name):
    wrong = ".png" if not name.endswith(".png") else ".pdf"
    with pytest.raises(EvidenceRefused, match="nội dung là"):
        examined(SAMPLES[name], PurePosixPath(name).stem + wrong)


@pytest.mark.parametrize("name", ["chay.exe", "trang.html", "hinh.svg", "khong-duoi", "a.pdf.js"])
def test_other_ends_are_refused_whatever_is_inside(name):
    with pytest.raises(EvidenceRefused, match="Không nhận tệp đuôi"):
        examined(SAMPLES["bao-cao.pdf"], name)


REFUSED = {
    "rỗng": ("a.pdf", b""),
    "lớn hơn 10 MB": ("a.pdf", b"%PDF-" + b"0" * LARGEST_BYTES),
    "không phải loại": ("a.txt", b"\x00\x01"),
    "không phải tài liệu": ("a.docx", zipped({"a.txt": b"x"})),
    "macro": ("a.docx", office(WORD, word__vbaProject__bin=b"x")),
    "ActiveX": ("a.docx", office(WORD, word__activeX__a=b"x")),
    "chương trình": ("a.docx", zipped({TYPES: b"x", WORD: b"x", "word/embeddings/a.exe": b"MZ"})),
    "trùng tên": ("a.docx", zipped({TYPES: b"x", WORD: b"x", "a": b"x", "A": b"y"})),
    "DTD": ("a.docx", zipped({TYPES: b"x", WORD: b'<!DOCTYPE a [<!ENTITY b "c">]>'})),
    "nơi khác": (
        "a.docx",
        zipped(
            {
                TYPES: b"x",
                WORD: b"x",
                "word/_rels/settings.xml.rels": b'<Relationship Type="x/attachedTemplate" '
                b'Target="http://x.example/a.dotm" TargetMode="External"/>',
            }
        ),
    ),
    "bom nén": ("a.docx", zipped({TYPES: b"x", WORD: b"0" * (30 << 20)})),
    "bung ra lớn hơn": ("a.docx", zipped({TYPES: b"x", WORD: b"x", "b": b"01" * (51 << 20)})),
    "bị hỏng": ("a.docx", SAMPLES["to-trinh.docx"][:-30]),
}


@pytest.mark.parametrize("said", REFUSED)
def test_what_could_harm_or_mislead_is_refused_with_words(said):
    name, content = REFUSED[said]
    with pytest.raises(EvidenceRefused, match=said):
        examined(content, name)


def test_a_link_that_a_reader_follows_is_no_harm():
    link = b'<Relationship Type="x/hyperlink" Target="https://x.example" TargetMode="External"/>'
    office_kind(zipped({TYPES: b"x", WORD: b"x", "word/_rels/document.xml.rels": link}))


def test_a_password_is_named():
    locked = bytearray(SAMPLES["to-trinh.docx"])
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := locked.find(sign, at + 1)) >= 0:
            locked[at + place] |= 1
    with pytest.raises(EvidenceRefused, match="mật khẩu"):
        office_kind(bytes(locked))


def test_too_many_parts_are_refused():
    with pytest.raises(EvidenceRefused, match="quá nhiều"):
        office_kind(SAMPLES["to-trinh.docx"], Limits(members=1))


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/báo cáo.pdf", "báo cáo.pdf"),
        ("C:\\Users\\An\\Tờ trình.docx", "Tờ trình.docx"),
        ("a\u202efdp.exe.pdf", "afdp.exe.pdf"),
        ("a\x00b\n c.pdf", "ab c.pdf"),
        ('x<>:"|?*%.pdf', "x--------.pdf"),
        ("Tho\u0300.pdf", "Thò.pdf"),
        ("...", "minh-chung"),
        ("", "minh-chung"),
    ],
)
def test_names_are_cleaned(given, clean):
    assert clean_name(given) == clean


def test_a_long_name_keeps_its_end():
    clean = clean_name("a" * 500 + ".docx")
    assert len(clean) == LONGEST_NAME
    assert clean.endswith("a.docx")


def test_spoilt_files_are_taken_or_refused_and_nothing_else():
    sizes, words = [], []
    for seed in range(TRIES):
        name, content = spoilt(seed)
        try:
            sizes.append((examined(content, name).size, len(content)))
        except EvidenceRefused as refused:
            words.append(str(refused))
    assert all(told == true for told, true in sizes)
    assert all(words)
    assert sizes
    assert words
