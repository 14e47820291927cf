"""Papers from the pages: who gets which, what they say, what a check says of them."""

import pytest

from congvu.apps.evaluation import actions as evaluation
from congvu.apps.rulebook.queries import period
from tests.apps import world
from tests.exchange.forms import docx_reader, pdf_reader

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
        return packed(docx_reader.text_of(content))
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
