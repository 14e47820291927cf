"""A part replaced after the whole was recognised: told where it is seen, and the way to replace."""

from types import SimpleNamespace

import pytest
from django.test import Client

from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.org.models import Person
from congvu.apps.org.queries import unit
from congvu.web.organisations import year as pages
from tests.apps import world
from tests.apps.evaluation import organisations as year
from tests.apps.evaluation.years import account
from tests.faces.conftest import begun
from tests.faces.test_organisation_pages import said
from tests.faces.test_reading import IDENTITY, asked

WARD, ROOM, LIST = "/to-chuc/P/?nam=2026", "/to-chuc/P1/?nam=2026", "/to-chuc/?don-vi=T&nam=2026"


@pytest.fixture
def client_of(db, settings):
    settings.FIXED_CLOCK = year.AT
    year.built()
    for code, headed in (("chair", "T"), ("alice", "P")):
        row = NewGrant(account(code).pk, "head", world.START, unit=headed)
        org.grant_roles([row], by=None, at=world.AT)
    for code, head in (("P1", "binh"), ("P2", "chi")):
        year.settle(code, head, "alice", 80)
    year.recognise("P", "alice")
    year.settle("P", "alice", "chair")
    year.settle("S", "giang", "chair", 80)
    year.recognise("T", "chair")

    def client_of(code):
        client = Client()
        client.force_login(account(code))
        begun(client)
        return client

    return client_of


def test_what_rests_on_a_replaced_part_is_listed_until_it_is_replaced_too(client_of):
    chair, head = client_of("chair"), client_of("alice")
    assert "Cần xem lại" not in said(chair.get(LIST)) + said(chair.get(WARD))
    sent = {"nam": "2026", "quyet-dinh": "QĐ 9", "ly-do": "Thanh tra", "ket-luan": "co",
            "ket-luan-ghi": "KL 12"}  # fmt: skip
    after = head.post("/to-chuc/P1/thay/", sent, follow=True)
    assert "dựa vào mức cũ: cần xem lại" in said(after)
    listed = said(chair.get(LIST))
    assert "1 cần xem lại vì đơn vị cấp dưới đã đổi mức" in listed
    for page in (listed, said(chair.get(WARD)), said(chair.get("/to-chuc/P/thay/?nam=2026"))):
        assert "ay có đơn vị cấp dưới không hoàn thành nhiệm vụ (Phòng Kinh tế)" in page
        assert "tính lại thành hoàn thành tốt, trước trần" in page
    assert 'class="btn" href="/to-chuc/P/thay/?nam=2026"' in chair.get(WARD).content.decode()
    assert 'class="btn" href="/to-chuc/P/thay/' not in head.get(WARD).content.decode()
    year.replace("P", "chair")
    assert "Cần xem lại" not in said(chair.get(LIST)) + said(chair.get(WARD))


def test_a_heads_level_stands_beside_her_organisations(client_of, monkeypatch):
    head = Person.objects.get(code="binh")
    decided = SimpleNamespace(
        year="2026", person="binh", person_id=head.pk, full_name="Lê Bình", title="Trưởng phòng",
        unit_path=unit("P1").path, level="excellent", number="15/QĐ-UBND", day=year.DAY,
    )  # fmt: skip
    monkeypatch.setattr(pages, "headed_results", lambda _unit, _year: [decided])
    page = client_of("alice").get(ROOM).content.decode()
    assert "Cao hơn mức của tổ chức hiện nay" in page
    assert 'href="/xep-loai/2026/nguoi/binh/"' in page
    decided.level = "good"
    client = client_of("chair")
    assert "Cao hơn mức của tổ chức" not in said(client.get(ROOM))
    assert "Quyết định số 15/QĐ-UBND" in said(client.get(ROOM))


@pytest.mark.parametrize("path", [WARD, ROOM, LIST])
def test_the_pages_of_what_is_recognised_ask_little(client_of, path):
    client = client_of("chair" if path != ROOM else "alice")
    found = [sql for sql in asked(client, path) if not any(one in sql for one in IDENTITY)]
    assert len(found) <= 12, [sql[:200] for sql in found]
