"""Việc ngoài danh mục: for the office, by title; into a proposal, or left with a reason."""

import pytest

from congvu.apps.rulebook.queries import period as period_of
from congvu.apps.toolkit.models import Proposal, ProposalRow
from congvu.apps.work import actions as work
from tests.apps import world
from tests.faces import lists
from tests.faces.test_month_page import text_of

PATH = "/ngoai-danh-muc/"


@pytest.fixture
def office(signed_in):
    client = signed_in("office")
    rows = [world.task("an", title=title) for title in ("Dọn kho", "don kho", "Tiếp đoàn")]
    work.assign_tasks(period_of("2026-11").id, rows, by=None, at=world.AT)
    return client


def sent(client, **fields):
    return client.post(PATH, {"don-vi": "P", "viec": "don kho"} | fields)


def test_titles_are_grouped_with_how_often_and_how_heavy(office):
    page = text_of(office, PATH)
    assert "3 nội dung ngoài danh mục, gặp 6 lần" in page
    assert "don kho 2 Nguyễn Văn An Phòng Kinh tế · 2 được giao 1,0 (2)" in page
    assert "Lập danh mục trước" in page


def test_one_goes_into_a_new_proposal_and_the_next_into_that_one(office):
    lists.issued()
    answer = sent(office, lam="dua-vao", vao="danh-muc:DM-P")
    made = Proposal.objects.get(series="DM-P")
    assert answer.url == f"/de-xuat/{made.pk}/"
    assert ProposalRow.objects.filter(proposal=made, values__name="don kho").exists()
    page = text_of(office, PATH)
    assert "Bản đề xuất đang soạn: Danh mục phường" in page
    assert "Đã xử lý (1)" in page
    again = sent(office, viec="tiep doan", lam="dua-vao", vao=f"de-xuat:{made.pk}")
    assert again.url == answer.url
    assert Proposal.objects.count() == 1


def test_one_is_left_with_a_reason_that_is_kept(office):
    answer = sent(office, **{"lam": "khong-them", "ly-do": ""})
    assert answer.status_code == 422
    assert "Ghi lý do" in answer.content.decode()
    assert sent(office, **{"lam": "khong-them", "ly-do": "Việc lặt vặt"}).status_code == 302
    page = text_of(office, PATH)
    assert "2 nội dung ngoài danh mục" in page
    assert "không thêm: Việc lặt vặt" in page


def test_what_was_handled_already_or_has_nowhere_to_go_is_refused(office):
    lists.issued()
    for _ in range(2):
        last = sent(office, lam="dua-vao", vao="danh-muc:DM-P")
    assert last.status_code == 422
    assert ProposalRow.objects.filter(values__name="don kho").count() == 1
    assert sent(office, viec="tiep doan", lam="dua-vao", vao="de-xuat:999").status_code == 422


def test_another_agency_is_not_found(office):
    assert office.get(f"{PATH}?don-vi=S").status_code == 404
    assert sent(office, **{"don-vi": "S"}).status_code == 404


def test_the_page_asks_the_database_little(office):
    assert lists.questions(office, PATH) <= 12


def test_the_office_finds_the_way_there(office):
    assert "Việc ngoài danh mục" in text_of(office, "/bo-cong-cu/")
