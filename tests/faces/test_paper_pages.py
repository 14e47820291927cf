"""Papers from the pages: who gets which, what they say, what a check says of them."""

import pytest
from django.test import Client

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.rulebook.queries import period
from congvu.exchange.papers.reading import told_by
from tests.apps import world
from tests.exchange.forms import docx_reader, pdf_reader
from tests.faces.files import uploaded

OK, WRONG, HIDDEN = 200, 422, 404
CARD = "/nguoi/an/2026-11/phieu/{}/"
NOTICE = "/nguoi/an/2026-11/thong-bao/{}/"
LIST = "/phong/2026-11/danh-sach/{}/?don-vi=P1"


def packed(text: str) -> str:
    return "".join(text.split()).replace("\u200b", "")


def said(answer, fmt: str) -> str:
    """What a paper says, without blanks, in the order of its lines and by columns."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if fmt == "docx":
        edges = (" ".join(pair) for pair in docx_reader.edges_of(content))
        return packed(" ".join((docx_reader.text_of(content), *edges)))
    return packed(" ".join((pdf_reader.text_of(content), *pdf_reader.columns_of(content))))


def closed() -> None:
    evaluation.close_month(period("2026-11"), by=None, at=world.AT)


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_a_card_is_a_draft_until_its_month_is_published(signed_in, fmt):
    client = signed_in("an")
    before = said(client.get(CARD.format(fmt)), fmt)
    for words in ("PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", "Nguyễn Văn An", "tháng 11 năm 2026",
                  "30,00 điểm (được xác nhận; cá nhân tự chấm 30,00)", "76,70 điểm (tạm tính)",
                  "(trong 70)"):  # fmt: skip
        assert packed(words) in before, words
    closed()
    after = said(client.get(CARD.format(fmt)), fmt)
    assert "tạmtính" not in after
    assert packed("76,70 điểm") in after


def test_every_page_of_a_draft_says_so_and_no_page_of_what_was_published(signed_in):
    client = signed_in("an")
    mark = "DỰ THẢO – chưa công bố"
    pages = pdf_reader.pages_of(client.get(CARD.format("pdf")).content)
    assert all(mark in page.text for page in pages)
    closed()
    pages = pdf_reader.pages_of(client.get(CARD.format("pdf")).content)
    assert not any(mark in page.text for page in pages)


def test_the_annex_takes_the_score_apart_with_clauses(signed_in):
    client = signed_in("an")
    page = client.get(CARD.format("docx") + "?giai-thich=1")
    lines = docx_reader.lines_of(page.content)
    start = lines.index("PHỤ LỤC: GIẢI THÍCH ĐIỂM")
    assert "Đi từ điểm tối đa 100,00 xuống" in lines[start + 1]
    told = lines[start:]
    moved = [line for line in told if line[:1] in "−+" and line[1:2].isdigit()]
    total = sum(int(line.replace("−", "-").replace(",", "").replace(".", "")) for line in moved)
    assert 10_000 + total == 7_670
    assert any("khoản 2 Điều 14" in line for line in told)
    assert "PHỤ LỤC: GIẢI THÍCH ĐIỂM" not in docx_reader.lines_of(
        client.get(CARD.format("docx")).content
    )


def test_who_sent_and_who_confirmed_are_named_with_their_days(signed_in):
    told = said(signed_in("an").get(CARD.format("docx")), "docx")
    assert packed("Gửi trên hệ thống lúc 14:32 ngày 23/11/2026") in told
    assert packed("Xác nhận trên hệ thống lúc 14:32 ngày 23/11/2026") in told
    assert told.count(packed("ngày 23 tháng 11 năm 2026")) == 2


def test_a_notice_tells_the_result_and_how_to_object_once_there_is_one(signed_in):
    client = signed_in("an")
    assert client.get(NOTICE.format("pdf")).status_code == HIDDEN
    closed()
    for fmt in ("pdf", "docx"):
        told = said(client.get(NOTICE.format(fmt)), fmt)
        for words in ("THÔNG BÁO", "Nguyễn Văn An", "76,70 điểm", "quyền kiến nghị theo Điều 22",
                      "trong 7 ngày làm việc", "Số: /TB-"):  # fmt: skip
            assert packed(words) in told, (fmt, words)


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_a_list_names_everybody_of_the_unit_and_no_other(signed_in, fmt):
    client = signed_in("binh")
    told = said(client.get(LIST.format(fmt)), fmt)
    assert packed("DANH SÁCH KẾT QUẢ THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC") in told
    assert packed("DỰ THẢO – chưa công bố") in told
    for words in ("Nguyễn Văn An", "Lê Bình", "76,70", "2 người, 1 người có điểm"):
        assert packed(words) in told, words
    assert packed("Phạm Chi") not in told
    closed()
    assert packed("DỰ THẢO") not in said(client.get(LIST.format(fmt)), fmt)


# --- checks -----------------------------------------------------------------------------------


def text(answer) -> str:
    return answer.content.decode()


def sent(client, content: bytes, name: str):
    return client.post("/kiem-tra/", {"tep": uploaded(content, name)})


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_a_file_that_was_published_fits_for_a_stranger_who_learns_nobodys_name(signed_in, fmt):
    client = signed_in("an")
    closed()
    content = client.get(CARD.format(fmt)).content
    page = sent(Client(), content, f"phieu.{fmt}")
    assert page.status_code == OK
    assert '<p class="answer">Khớp</p>' in text(page)
    assert "Phiếu tháng 11/2026, công bố ngày 23/11/2026" in text(page)
    for secret in ("Nguyễn Văn An", "76,70", "/nguoi/an/"):
        assert secret not in text(page)


def test_whoever_may_read_the_month_sees_the_record_and_nobody_else(signed_in):
    client = signed_in("an")
    closed()
    (told,) = told_by(client.get(CARD.format("pdf")).content)
    asked = f"/kiem-tra/?ma={told.code}.{told.seal}"
    for name, sees in (("an", True), ("binh", True), ("noi.vu", True), ("chi", False),
                       ("bi.thu", False), ("van.hanh", False)):  # fmt: skip
        page = text(signed_in(name).get(asked))
        assert ("Nguyễn Văn An" in page, "76,70" in page) == (sees, sees), name
        assert '<p class="answer">Khớp</p>' in page


def test_a_draft_a_wrong_seal_an_unknown_code_and_a_slip_are_told_apart(signed_in):
    client = signed_in("an")
    (draft,) = told_by(client.get(CARD.format("pdf")).content)
    assert draft.seal == ""
    assert "Dự thảo" in text(Client().get(f"/kiem-tra/?ma={draft.code}"))
    closed()
    assert "Chưa đủ để khớp" in text(Client().get(f"/kiem-tra/?ma={draft.code}"))
    assert "Không khớp" in text(Client().get(f"/kiem-tra/?ma={draft.code}&dau=0123456789ab"))
    absent = text(Client().get("/kiem-tra/?ma=P-AVWG-9W58-T&dau=0123456789ab"))
    assert "Không có" in absent
    slip = Client().get(f"/kiem-tra/?ma={draft.code[:-1]}{'2' if draft.code[-1] != '2' else '3'}")
    assert slip.status_code == WRONG
    assert "gõ nhầm" in text(slip)
    nothing = Client().get("/kiem-tra/?ma=xin+chào")
    assert nothing.status_code == WRONG
    assert "xin chào" in text(nothing)


def test_a_published_list_is_checked_by_the_digest_of_its_close(signed_in):
    client = signed_in("binh")
    closed()
    for fmt in ("pdf", "docx"):
        page = sent(Client(), client.get(LIST.format(fmt)).content, f"ds.{fmt}")
        assert "Danh sách tháng 11/2026, chốt ngày 23/11/2026" in text(page)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"xin chao", "a.txt", "không phải pdf hay docx"),
        (b"%PDF-1.7 trang", "a.pdf", "không mang mã nào"),
        (b"PK\x03\x04hong", "a.docx", "hỏng hoặc có mật khẩu"),
    ],
)
def test_a_file_that_is_no_paper_is_refused_in_words(db, content, name, words):
    page = sent(Client(), content, name)
    assert page.status_code == WRONG
    assert words in text(page)


def test_no_file_chosen_is_said(db):
    page = Client().post("/kiem-tra/")
    assert page.status_code == WRONG
    assert "Chưa chọn tệp" in text(page)


def test_a_stranger_sends_a_paper_not_the_file_of_a_whole_unit(signed_in):
    large = b"%PDF-1.7" + bytes(6 << 20)
    page = sent(Client(), large, "a.pdf")
    assert page.status_code == WRONG
    assert "Tệp lớn hơn 5 MB" in text(page)
    assert "không mang mã nào" in text(sent(signed_in("an"), large, "a.pdf"))
