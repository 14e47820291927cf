"""A decided year on its owner's page and its papers: level, way, clause, codes that check."""

import pytest
from django.db import connections
from django.test import Client

from congvu.apps.evaluation import actions
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.exchange.papers.checking import Outcome, checked
from congvu.exchange.papers.reading import told_by
from tests.apps import world
from tests.apps.evaluation import years
from tests.exchange.forms import docx_reader, pdf_reader
from tests.faces.conftest import begun

OK, HIDDEN = 200, 404
POINTS = {"phong": 9100, "binh": 9300, "an": 9500, "chi": 7500, "dung": 8000}
ROLES = (
    ("an", "officer", "P1"), ("binh", "head", "P1"), ("alice", "head", "P"),
    ("adviser", "agency_office", "P"),
)  # fmt: skip
TOLD = ("Quyết định số 15/QĐ-UBND", "Điều 22", "Trần Thị Alice", "quy định về đánh giá")
PHIEU = "/xep-loai/2026/nguoi/an/phieu"


@pytest.fixture
def decided(db):
    """The ward's year decided; a client by sign-in name, and the decision's id."""
    period = years.year(POINTS)
    actions.move_level(
        years.form(period, "chi"), level="met", reason="Chậm giải quyết hồ sơ",
        person=None, by=years.account("alice"), at=world.AT,
    )  # fmt: skip
    decision = years.decided(period)
    grants = [
        NewGrant(years.account(name).pk, role, world.START, unit=unit) for name, role, unit in ROLES
    ]
    org.grant_roles(grants, by=None, at=world.AT)

    def client_of(name):
        client = Client()
        client.force_login(years.account(name))
        begun(client)
        return client

    return client_of, decision


def test_her_page_says_the_level_and_every_step_to_it(decided):
    client_of, _ = decided
    page = client_of("an").get("/xep-loai/2026/cua-toi/").content.decode()
    assert "Quyết định số 15/QĐ-UBND" in page
    for words in ("Mức theo điểm", "điểm trung bình 95,00", "Mức sau trần xuất sắc", "Điều 20"):
        assert words in page, words
    assert "hết chỗ xuất sắc" in page
    chi = client_of("adviser").get("/xep-loai/2026/nguoi/chi/").content.decode()
    assert "Chậm giải quyết hồ sơ" in chi


def paper(client, path, fmt):
    answer = client.get(f"{path}/{fmt}/")
    assert answer.status_code == OK, path
    return answer.content


def text(content, fmt):
    reader = pdf_reader.text_of if fmt == "pdf" else docx_reader.text_of
    return " ".join(reader(content).split())


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_the_form_the_notice_the_decision_and_the_list_check(decided, fmt):
    client_of, decision = decided
    client = client_of("adviser")
    for path, words in (
        (PHIEU, ("95,00", "Nguyễn Văn An", "☒ Hoàn thành tốt nhiệm vụ")),
        (
            "/xep-loai/2026/nguoi/an/thong-bao",
            (
                "Quyết định số 15/QĐ-UBND",
                "Điều 22",
                "Trần Thị Alice",
                "Chính phủ quy định về đánh giá",
            ),
        ),
        (f"/xep-loai/quyet-dinh/{decision}", ("Điều 1.", "Đỗ Dung", "Trên hệ thống")),
    ):
        content = paper(client, path, fmt)
        said = text(content, fmt)
        assert [one for one in words if one not in said] == [], path
        (told,) = told_by(content)
        (verdict,) = checked([told])
        assert verdict.outcome is Outcome.FITS, path
    listed = client.get(f"/xep-loai/2026/danh-sach/{fmt}/?don-vi=P1").content
    assert "Hoàn thành tốt nhiệm vụ" in text(listed, fmt)
    (verdict,) = checked(told_by(listed))
    assert verdict.outcome is Outcome.FITS


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_result_changed_behind_the_triggers_no_longer_fits(decided):
    client_of, _ = decided
    (told,) = told_by(paper(client_of("adviser"), PHIEU, "pdf"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE evaluation_ratingresult DISABLE TRIGGER USER")
        cursor.execute("UPDATE evaluation_ratingresult SET moved_reason = 'Khác'")
        cursor.execute("ALTER TABLE evaluation_ratingresult ENABLE TRIGGER USER")
    (verdict,) = checked([told])
    assert verdict.outcome is Outcome.ALTERED


def test_the_check_page_names_the_paper_and_leads_only_who_may_read(decided):
    client_of, _ = decided
    (told,) = told_by(paper(client_of("adviser"), PHIEU, "pdf"))
    asked = f"/kiem-tra/?ma={told.code}.{told.seal}"
    stranger = Client().get(asked).content.decode()
    assert "Phiếu xếp loại năm 2026" in stranger
    assert "Nguyễn Văn An" not in stranger
    assert "Nguyễn Văn An" in client_of("adviser").get(asked).content.decode()


def test_papers_out_of_reach_are_not_found(decided):
    client_of, decision = decided
    client = client_of("binh")
    assert client.get(f"/xep-loai/quyet-dinh/{decision}/pdf/").status_code == HIDDEN
    assert client.get("/xep-loai/2026/danh-sach/pdf/?don-vi=P").status_code == HIDDEN
    assert client.get("/xep-loai/2026/nguoi/chi/phieu/pdf/").status_code == HIDDEN
    assert client.get(f"{PHIEU}/txt/").status_code == HIDDEN
