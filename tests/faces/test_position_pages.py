"""The list of positions, a position's description in each of its editions, and their papers."""

import io
import re
from datetime import date
from html import unescape
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.positions import actions
from congvu.apps.positions.models import Posting
from congvu.apps.toolkit.models import FormText
from tests.apps import world
from tests.apps.positions import lists

TAG = re.compile(r"<[^>]+>")
JULY = date(2026, 7, 1)


@pytest.fixture
def reader(signed_in) -> Client:
    """Somebody without any role; the lists are issued and An holds V1."""
    client = signed_in("khong.vai")
    lists.issued()
    lists.held(an="V1", binh="V2")
    return client


def text_of(client: Client, path: str) -> str:
    """The page as one line of text."""
    return " ".join(unescape(TAG.sub(" ", client.get(path).content.decode())).split())


def superseded(**sheets) -> None:
    """Issue a second edition in July."""
    given = lists.terms(JULY, "QĐ 99")
    actions.issue_scheme(lists.scheme(**sheets), given, by=None, at=world.AT)


def test_anybody_signed_in_reads_the_list_with_who_holds_each(reader):
    page = text_of(reader, "/vi-tri/")
    assert "Đề án: Bản 1 · QĐ 12 · ký 30/12/2025 · có hiệu lực từ 01/01/2026" in page
    assert "2 vị trí · " not in page
    assert "V1 Chuyên viên về đất đai Chuyên viên; Cán sự 3 1" in page
    assert "V2 Trưởng phòng chưa xác định – 1" in page
    assert page.index("Lãnh đạo, quản lý 1 vị trí") < page.index("V2") < page.index("V1")


def test_the_list_is_found_without_marks_and_by_group(reader):
    assert "1 trong 2 vị trí" in text_of(reader, "/vi-tri/?tim=DAT+dai")
    assert "V1" in text_of(reader, "/vi-tri/?tim=v1")
    assert "V2 Trưởng phòng" not in text_of(reader, "/vi-tri/?nhom=professional")
    assert "2 trong 2 vị trí" in text_of(reader, "/vi-tri/?nhom=khong-co")
    assert "Không có vị trí nào khớp" in text_of(reader, "/vi-tri/?tim=bac+si")


def test_a_long_list_is_read_page_by_page(reader):
    rows = [{"code": f"V{n}", "name": f"Vị trí {n}", "group": "shared"} for n in range(1, 121)]
    superseded(positions=rows, ranks=[], duties=[], requirements=[])
    told = [reader.get(f"/vi-tri/?trang={n}").content.decode() for n in (1, 2, 3, 9)]
    assert [len(re.findall(r'scope="row"', page)) for page in told] == [50, 50, 20, 20]
    assert 'href="?trang=2"' in told[0]
    assert "Trang trước" not in told[0]
    assert "Trang sau" not in told[2]
    assert "120 trong 120 vị trí" in told[2]
    assert "120 vị trí, 2 người đang giữ" in told[1]  # the whole group, not this page of it


def test_the_list_takes_few_queries_however_long_it_is(reader):
    with CaptureQueriesContext(
        connection,
    ) as few:
        reader.get("/vi-tri/")
    rows = [{"code": f"V{n}", "name": f"Vị trí {n}", "group": "shared"} for n in range(1, 121)]
    superseded(positions=rows, ranks=[], duties=[], requirements=[])
    with CaptureQueriesContext(connection) as many:
        reader.get("/vi-tri/")
    assert len(many) == len(few) <= 14


def test_before_anything_is_issued_the_list_says_what_will_come(signed_in):
    page = text_of(signed_in("an"), "/vi-tri/")
    assert "Chưa có danh mục vị trí việc làm nào có hiệu lực" in page


def test_a_description_says_what_is_done_when_it_is_done_and_what_is_asked(reader):
    page = text_of(reader, "/vi-tri/V1/")
    for said in (
        "V1 · Nghiệp vụ chuyên ngành", "Giúp quản lý đất đai", "2.1 Xây dựng văn bản",
        "Hoàn thành khi Được thông qua", "Quan hệ bên trong Trưởng phòng",
        "Theo danh mục: 3 Chuyên viên; 0 Cán sự", "1 người giữ", "Trình độ đào tạo Đại học",
        "Soạn thảo và ban hành văn bản: cấp 3", "Cấp 3 C2 ở cấp 3",
        "Đạo đức và bản lĩnh: cấp 2–3", "Cấp 2 C1 ở cấp 2", "QĐ 12",
    ):  # fmt: skip
        assert said in page
    assert "C1 ở cấp 4" not in page
    assert "Nêu gương" not in page  # written for leaders


def test_an_earlier_edition_stays_readable_and_says_that_it_is_old(reader):
    superseded(duties=[{"position": "V1", "number": "1", "duty": "Việc mới"}])
    now, before = (text_of(reader, f"/vi-tri/V1/{asked}") for asked in ("", "?ban=1"))
    assert "Việc mới" in now
    assert "Xây dựng văn bản" not in now
    assert "không còn áp dụng" not in now
    assert "Xây dựng văn bản" in before
    assert "Đây là bản cũ, không còn áp dụng từ 01/07/2026" in before
    assert "đến hết 30/06/2026 (đang xem)" in before


def test_a_position_that_the_edition_in_force_left_out_shows_its_last_one(reader):
    superseded(positions=lists.POSITIONS[:1])
    assert "Đây là bản cũ" in text_of(reader, "/vi-tri/V2/")


def test_an_edition_to_come_says_from_when(reader):
    given = lists.terms(date(2027, 1, 1), "QĐ 100")
    actions.issue_scheme(lists.scheme(), given, by=None, at=world.AT)
    assert "Bản này có hiệu lực từ 01/01/2027" in text_of(reader, "/vi-tri/V1/?ban=2")
    assert "Bản này có hiệu lực từ" not in text_of(reader, "/vi-tri/V1/")


@pytest.mark.parametrize(
    "path",
    ["/vi-tri/X/", "/vi-tri/V1/?ban=7", "/vi-tri/V1/?ban=x", "/vi-tri/X/tai/docx/",
     "/vi-tri/V1/tai/odt/", "/vi-tri/tai/VTVL/odt/", "/vi-tri/tai/X/pdf/"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(reader, path):
    assert reader.get(path).status_code == 404


def test_a_code_of_any_letters_has_its_page(reader):
    code = "BC/01 Đất?"
    superseded(
        positions=[{"code": code, "name": "Biên chế", "group": "shared"}],
        ranks=[], duties=[], requirements=[],
    )  # fmt: skip
    listed = reader.get("/vi-tri/").content.decode()
    (href,) = re.findall(r'scope="row"[^>]*><a href="([^"]+)"', listed)
    assert "Biên chế" in text_of(reader, href)


def _docx(answer) -> str:
    with ZipFile(io.BytesIO(answer.content)) as file:
        return unescape(TAG.sub(" ", file.read("word/document.xml").decode()))


def test_a_description_is_sent_as_a_paper_in_the_provinces_own_words(reader):
    FormText.objects.create(
        form="all", field="body", text="UBND PHƯỜNG NHA TRANG", valid_from=world.START
    )
    answer = reader.get("/vi-tri/V1/tai/docx/")
    paper = _docx(answer)
    assert "ban-mo-ta-V1.docx" in answer["Content-Disposition"]
    for said in ("UBND PHƯỜNG NHA TRANG", "Chuyên viên về đất đai", "Được thông qua", "2-3"):
        assert said in paper
    pdf = reader.get("/vi-tri/V1/tai/pdf/")
    assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")


def test_an_earlier_edition_is_sent_as_it_was(reader):
    superseded(duties=[{"position": "V1", "number": "1", "duty": "Việc mới"}])
    now, before = (_docx(reader.get(f"/vi-tri/V1/tai/docx/{q}")) for q in ("", "?ban=1"))
    assert ("Việc mới" in now, "Việc mới" in before) == (True, False)


def test_the_list_is_sent_with_its_sums(reader):
    answer = reader.get("/vi-tri/tai/VTVL/docx/")
    paper = " ".join(_docx(answer).split())
    assert "danh-muc-vi-tri-VTVL.docx" in answer["Content-Disposition"]
    assert "Tổng cộng (2 vị trí) 3" in paper
    assert reader.get("/vi-tri/tai/VTVL/pdf/").content[:5] == b"%PDF-"


def test_all_descriptions_of_a_scheme_are_sent_in_one_paper(reader):
    answer = reader.get("/vi-tri/tai/VTVL/docx/?mo-ta")
    paper = _docx(answer)
    assert "ban-mo-ta-VTVL.docx" in answer["Content-Disposition"]
    assert paper.count("BẢN MÔ TẢ CÔNG VIỆC") == 2


def test_only_who_works_today_counts_as_holding(reader):
    Posting.objects.filter(person__code="an").update(valid_until=date(2026, 11, 23))
    assert "Cán sự 3 0" in text_of(reader, "/vi-tri/")
