"""Mẫu 02 on its pages: filled and sent by its owner, returned, with what stands beside it."""

import re

import pytest

from congvu.apps.evaluation.models import Rating
from tests.faces import yearly

OK, SEE, WRONG, FORBIDDEN, HIDDEN = 200, 302, 422, 403, 404
OWN, AN = "/xep-loai/2026/cua-toi/", "/xep-loai/2026/nguoi/an/"


@pytest.fixture
def opened(standing_town, db):
    """A client by sign-in name, in a town whose year is open."""
    yearly.year_opened()
    return yearly.client_of


def of(person="an"):
    return Rating.objects.get(person__code=person)


def test_she_chooses_a_level_and_sends_and_what_she_typed_is_kept(opened):
    client = opened("an")
    page = client.get(OWN).content.decode()
    assert "Chưa tự xếp loại" in page
    assert not re.search(r'name="muc"[^>]* checked', page)
    wrong = client.post(OWN, {"viec": "gui", "bao-cao": "Đã hoàn thành kế hoạch"})
    assert wrong.status_code == WRONG
    assert "Hãy chọn mức tự xếp loại" in wrong.content.decode()
    assert "Đã hoàn thành kế hoạch" in wrong.content.decode()
    typed = {"muc": "good", "bao-cao": "Đã hoàn thành kế hoạch"}
    assert client.post(OWN, typed | {"viec": "luu"}).status_code == SEE
    assert (of().state, of().own_level) == ("draft", "good")
    assert client.post(OWN, typed | {"viec": "gui"}).status_code == SEE
    assert "Đã tự xếp loại" in client.get("/xep-loai/cua-toi/").content.decode()
    assert client.post(OWN, {"viec": "rut"}).status_code == SEE
    assert of().state == "draft"


def test_a_draft_is_its_owners_alone(opened):
    opened("an").post(OWN, {"viec": "luu", "muc": "good", "bao-cao": "Nháp riêng"})
    page = opened("office").get(AN).content.decode()
    assert "Nháp riêng" not in page
    assert "Chưa chọn mức" in page


def test_the_rounds_office_returns_a_form_and_writes_part_four(opened):
    client = opened("an")
    client.post(OWN, {"viec": "gui", "muc": "good", "bao-cao": "Xong"})
    office = opened("office")
    assert "Xong" in office.get(AN).content.decode()
    assert office.post(AN, {"viec": "tra-lai", "noi-dung": " "}).status_code == WRONG
    assert office.post(AN, {"viec": "tra-lai", "noi-dung": "Thiếu số"}).status_code == SEE
    page = client.get(OWN).content.decode()
    assert "Phiếu được trả lại" in page
    assert "Thiếu số" in page
    assert "Xong" in page
    assert office.post(AN, {"viec": "phuong-an", "noi-dung": "Bồi dưỡng"}).status_code == SEE
    assert of().proposal == "Bồi dưỡng"
    head = opened("binh")
    assert head.post(AN, {"viec": "phuong-an", "noi-dung": "Khác"}).status_code == FORBIDDEN


def test_the_partys_opinion_is_recorded_where_the_person_works(opened):
    opened("an")
    office = opened("office")
    path = "/xep-loai/2026/nguoi/phong/"
    told = {"viec": "cap-uy", "cap-uy": "Chi bộ", "ngay": "20/11/2026", "noi-dung": "Gương mẫu"}
    wrong = office.post(path, told | {"ngay": "hôm qua"})
    assert wrong.status_code == WRONG
    assert "không phải là ngày" in wrong.content.decode()
    assert "Gương mẫu" in wrong.content.decode()
    assert office.post(path, told).status_code == SEE
    assert "Gương mẫu" in office.get(path).content.decode()
    alice = "/xep-loai/2026/nguoi/alice/"
    assert office.post(alice, told).status_code == SEE
    assert office.post(alice, {"viec": "phuong-an", "noi-dung": "x"}).status_code == FORBIDDEN


def test_out_of_reach_and_unknown_are_not_found(opened):
    client = opened("an")
    assert client.get("/xep-loai/2026/nguoi/chi/").status_code == HIDDEN
    assert client.get("/xep-loai/2026/nguoi/khong-co/").status_code == HIDDEN
    assert client.get("/xep-loai/2031/cua-toi/").status_code == HIDDEN
    assert client.get("/xep-loai/0/nguoi/an/").status_code == HIDDEN


def test_before_a_year_is_opened_the_page_says_so(signed_in):
    page = signed_in("an").get("/xep-loai/cua-toi/")
    assert page.status_code == OK
    assert "Chưa mở xếp loại năm nào" in page.content.decode()


def test_the_pages_ask_little(opened):
    assert yearly.reads(opened("an"), OWN) <= 12
    assert yearly.reads(opened("office"), AN) <= 12
