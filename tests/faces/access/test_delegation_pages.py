"""Ủy quyền: made in four fields, seen by all concerned, ended early; no password is lent."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.audit.models import Event
from congvu.apps.org.models import Delegation, Grant
from congvu.apps.positions.models import Assessment, Posting
from tests.apps.positions import lists
from tests.faces.access import cast
from tests.faces.test_appraisal_page import text_of

PAGE = "/uy-quyen/"
MOST_QUESTIONS = 12
FORM = {"nguoi": "an", "tu": "23/11/2026", "den": "30/11/2026", "ly-do": "Đi công tác"}


@pytest.fixture
def client_of(stage, db):
    """Sign in anybody of the cast."""

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(cast.account(name))
        return client

    return client_of


def last() -> Delegation:
    return Delegation.objects.latest("pk")


def test_a_head_lends_her_grant_in_four_fields(client_of):
    answer = client_of("binh").post(PAGE, FORM | {"nguoi": "Người an (an)"}, follow=True)
    made = last()
    assert "Đã ủy quyền." in text_of(answer)
    assert (made.from_user.username, made.to_user.username) == ("binh", "an")
    assert (made.valid_from, made.valid_until) == (date(2026, 11, 23), date(2026, 12, 1))
    assert made.permissions == []
    event = Event.objects.get(verb="org.delegated", object_id=str(made.pk))
    assert (event.actor_label, event.reason) == ("Người binh", "Đi công tác")


def test_a_delegate_sees_on_every_page_for_whom_and_until_when(client_of):
    client_of("binh").post(PAGE, FORM)
    client = client_of("an")
    for path in ("/thang/", "/quy-dinh/", "/phong/"):
        assert "Đang thay Người binh tới 30/11/2026" in text_of(client.get(path))
    page = text_of(client.get(PAGE))
    assert "Người an thay Người binh" in page
    assert "Phòng tôi" in page
    assert "Người đứng đầu, thay Người binh" in page


def test_only_some_of_it_may_be_lent(client_of):
    client_of("binh").post(PAGE, FORM | {"viec": ["room.read_unit", "work.accept_unit"]})
    assert last().permissions == ["room.read_unit", "work.accept_unit"]
    client = client_of("an")
    assert client.get("/phong/").status_code == 200
    assert client.get("/nang-luc/").status_code == 403


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"nguoi": ""}, "Gõ họ tên người làm thay."),
        ({"nguoi": "không ai"}, "Không có ai mang tên “không ai”"),
        ({"nguoi": "nguoi"}, "chưa rõ là ai. Gõ một trong"),
        ({"nguoi": "giang"}, "Không có ai mang tên “giang”"),
        ({"nguoi": "binh"}, "Không có ai mang tên “binh”"),
        ({"tu": "31/02/2026"}, "tháng 2/2026 có các ngày từ 1 đến 28"),
        ({"den": ""}, "Ghi ngày, như 05/11/2026."),
        ({"den": "22/11/2026"}, "Ủy quyền từ một ngày đến nhiều nhất 92 ngày"),
        ({"den": "23/02/2027"}, "Ủy quyền từ một ngày đến nhiều nhất 92 ngày"),
        ({"tu": "20/11/2026"}, "Ủy quyền từ hôm nay (23/11/2026) trở đi"),
        ({"ly-do": ""}, "Ghi lý do"),
        ({"viec": ["province.read"]}, "Không ủy quyền rộng hơn quyền của mình"),
        ({"viec": ["month.read_own"]}, "Không ủy quyền rộng hơn quyền của mình"),
        ({"vai-tro": "999999"}, "Chọn vai trò của mình"),
        ({"nguoi": "mai"}, "đã được ủy quyền vai trò ấy trong những ngày đó"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client_of, changed, told):
    before = Delegation.objects.count()
    answer = client_of("binh").post(PAGE, FORM | changed)
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert 'value="23/11/2026"' in answer.content.decode() or "tu" in changed
    assert Delegation.objects.count() == before


@pytest.mark.parametrize("name", ["an", "mai", "son", "office", "noi.vu", "quan.tri", "dung"])
def test_who_holds_no_role_that_may_be_lent_has_no_form(client_of, name):
    client = client_of(name)
    assert "Người làm thay" not in text_of(client.get(PAGE))
    assert client.post(PAGE, FORM).status_code == 403


def test_a_delegate_cannot_lend_on_what_was_lent_to_her(client_of):
    grant = Grant.objects.get(user__username="binh")
    before = Delegation.objects.count()
    answer = client_of("chi").post(PAGE, FORM | {"vai-tro": str(grant.pk), "nguoi": "an"})
    assert answer.status_code == 422
    assert Delegation.objects.count() == before


def test_it_is_ended_early_with_a_reason_and_at_the_next_request(client_of):
    row = Delegation.objects.get(to_user__username="mai")
    mai, binh = client_of("mai"), client_of("binh")
    assert mai.get("/phong/2026-11/?don-vi=P1").status_code == 200
    blank = binh.post(f"{PAGE}{row.pk}/ket-thuc/", {"ly-do": " "})
    assert (blank.status_code, "Kết thúc sớm phải ghi lý do." in text_of(blank)) == (422, True)
    assert binh.post(f"{PAGE}{row.pk}/ket-thuc/", {"ly-do": "Về sớm"}).status_code == 302
    assert mai.get("/phong/2026-11/?don-vi=P1").status_code == 403
    assert "Người binh kết thúc lúc" in text_of(mai.get(PAGE))
    again = binh.post(f"{PAGE}{row.pk}/ket-thuc/", {"ly-do": "Về sớm"})
    assert (again.status_code, "đã hết" in text_of(again)) == (422, True)


def test_it_ends_with_the_grant_it_rests_on(client_of):
    mai = client_of("mai")
    grant = Grant.objects.get(user__username="binh")
    answer = client_of("quan.tri").post(
        f"/quyen/{grant.pk}/", {"viec": "thu", "ly-do": "Thôi chức"}
    )
    assert answer.status_code == 302
    assert mai.get("/phong/2026-11/?don-vi=P1").status_code == 403
    assert "Đang thay" not in text_of(mai.get("/quy-dinh/"))


def test_an_administrator_ends_any_delegation_and_others_none(client_of):
    row = Delegation.objects.get(to_user__username="son")
    path = f"{PAGE}{row.pk}/ket-thuc/"
    statuses = {
        name: client_of(name).post(path, {"ly-do": "x"}).status_code
        for name in ("giang", "son", "chi", "thanh.tra", "quan.tri")
    }
    assert statuses == {"giang": 404, "son": 403, "chi": 403, "thanh.tra": 403, "quan.tri": 302}


def test_the_list_of_a_unit_is_seen_by_its_people_and_those_over_it(client_of):
    seen = {
        name: "Người mai thay Người binh" in text_of(client_of(name).get(PAGE))
        for name in ("an", "binh", "alice", "to.chuc", "thanh.tra", "quan.tri", "chi", "giang")
    }
    assert {name for name, sees in seen.items() if sees} == {
        *("an", "binh", "alice", "to.chuc", "thanh.tra", "quan.tri")
    }


@pytest.mark.parametrize("name", ["binh", "mai", "quan.tri"])
def test_the_page_asks_little(client_of, name):
    client = client_of(name)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(PAGE).status_code == 200
    assert sum(one["sql"].lstrip().startswith("SELECT") for one in asked) <= MOST_QUESTIONS


def test_an_administrator_comes_to_her_page_first(client_of):
    assert client_of("quan.tri").get("/").url == "/quyen/"


def test_an_act_under_a_delegation_is_written_down_in_both_names(client_of):
    lists.issued()
    lists.held(an="V1")
    answer = client_of("mai").post("/nang-luc/an/", {"cap-C2": "2", "cap-C1": "3"})
    assert answer.status_code == 302
    event = Event.objects.latest("pk")
    assert event.verb.startswith("positions.")
    assert (event.actor_label, event.on_behalf_of) == ("Người mai", "Người binh")


def test_an_own_right_goes_before_a_lent_one(client_of):
    """Alice heads the whole ward; what Bình lends her adds nothing, and she acts as herself."""
    lists.issued()
    lists.held(an="V1")
    cast.lend(Grant.objects.get(user__username="binh"), "alice")
    client_of("alice").post("/nang-luc/an/", {"cap-C2": "2", "cap-C1": "3"})
    assert Event.objects.latest("pk").on_behalf_of == ""


@pytest.mark.parametrize("person", ["binh", "mai"])
def test_through_a_delegation_nobody_acts_on_the_lender_or_on_herself(client_of, person):
    """Even where the lender's unit holds them both."""
    lists.issued()
    lists.held(binh="V1", mai="V1")
    Posting.objects.filter(person__code="mai").update(
        unit=Posting.objects.get(person__code="an").unit
    )
    answer = client_of("mai").post(f"/nang-luc/{person}/", {"cap-C2": "2", "cap-C1": "3"})
    assert answer.status_code in (403, 404)
    assert not Assessment.objects.exists()
