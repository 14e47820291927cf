"""Quyền: who holds what where; given, confirmed by a second administrator, ended with a reason."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.org import actions as org
from congvu.apps.org.actions import NewGrant
from congvu.apps.org.models import Grant, Unit
from tests.apps import world
from tests.faces.access import cast
from tests.faces.test_appraisal_page import text_of

PAGE, NEW = "/quyen/", "/quyen/cap/"
FORM = {"nguoi": "an", "vai-tro": "head", "don-vi": "Phòng Văn hóa", "tu": "23/11/2026",
        "den": "", "ly-do": "QĐ 45"}  # fmt: skip
MOST_QUESTIONS = 12
NAMED = re.compile(r'<span class="sub">([^<]+)</span></th>')


@pytest.fixture
def client_of(stage, db):
    """Sign in anybody of the cast."""

    def client_of(name: str) -> Client:
        client = Client()
        client.force_login(cast.account(name))
        return client

    return client_of


def last() -> Grant:
    return Grant.objects.latest("pk")


def path(grant: Grant) -> str:
    return f"{PAGE}{grant.pk}/"


def names_in(client: Client, query: str = "") -> list[str]:
    """The sign-in names on the page, in its order."""
    page = client.get(f"{PAGE}{query}").content.decode()
    return NAMED.findall(page)


def test_a_role_is_given_and_holds_at_the_next_request(client_of):
    an = client_of("an")
    assert an.get("/phong/2026-11/?don-vi=P2").status_code == 403
    answer = client_of("quan.tri").post(NEW, FORM, follow=True)
    assert "Đã cấp quyền Người đứng đầu cho Người an; có hiệu lực ngay." in text_of(answer)
    made = last()
    assert (made.granted_by.username, made.reason, made.valid_until) == ("quan.tri", "QĐ 45", None)
    assert an.get("/phong/2026-11/?don-vi=P2").status_code == 200


def test_a_last_day_is_the_last_day_and_is_said_so(client_of):
    client = client_of("quan.tri")
    client.post(NEW, FORM | {"den": "30/11/2026"})
    assert last().valid_until == date(2026, 12, 1)
    assert "từ 23/11/2026 đến hết 30/11/2026" in text_of(client.get(path(last())))


def test_a_great_role_waits_for_a_second_administrator(client_of):
    great = FORM | {"nguoi": "giang", "vai-tro": "inspector", "don-vi": ""}
    answer = client_of("quan.tri").post(NEW, great, follow=True)
    assert "một người quản trị khác xác nhận thì có hiệu lực" in text_of(answer)
    giang, made = client_of("giang"), last()
    assert giang.get("/tinh/").status_code == 403
    own = client_of("quan.tri").post(path(made), {"viec": "xac-nhan"})
    assert (own.status_code, "phải khác người cấp" in text_of(own)) == (422, True)
    assert giang.get("/tinh/").status_code == 403
    assert "Xác nhận quyền này" not in text_of(client_of("quan.tri").get(path(made)))
    assert client_of("quan.tri.2").post(path(made), {"viec": "xac-nhan"}).status_code == 302
    assert giang.get("/tinh/").status_code == 200
    again = client_of("quan.tri.2").post(path(made), {"viec": "xac-nhan"})
    assert (again.status_code, "không chờ xác nhận nữa" in text_of(again)) == (422, True)
    told = text_of(client_of("quan.tri").get(path(made)))
    assert "Người quan.tri cấp: QĐ 45" in told
    assert "Người quan.tri.2 xác nhận" in told


def test_nobody_gives_herself_a_role_nor_confirms_her_own(client_of):
    own = client_of("quan.tri").post(NEW, FORM | {"nguoi": "quan.tri"})
    assert (own.status_code, "Không ai tự cấp quyền" in text_of(own)) == (422, True)
    great = FORM | {"nguoi": "quan.tri.2", "vai-tro": "inspector", "don-vi": ""}
    client_of("quan.tri").post(NEW, great)
    client = client_of("quan.tri.2")
    assert client.post(path(last()), {"viec": "xac-nhan"}).status_code == 422
    assert "người nhận không tự xác nhận được" in text_of(client.get(path(last())))


def test_it_is_ended_with_a_reason_at_the_next_request_even_on_its_first_day(client_of):
    admin, an = client_of("quan.tri"), client_of("an")
    admin.post(NEW, FORM)
    blank = admin.post(path(last()), {"viec": "thu", "ly-do": " "})
    assert (blank.status_code, "Thu quyền phải ghi lý do" in text_of(blank)) == (422, True)
    assert admin.post(path(last()), {"viec": "thu", "ly-do": "Cấp nhầm"}).status_code == 302
    assert an.get("/phong/2026-11/?don-vi=P2").status_code == 403
    page = text_of(admin.get(path(last())))
    assert "Người quan.tri thu lúc 14:32 23/11/2026: Cấp nhầm" in page
    again = admin.post(path(last()), {"viec": "thu", "ly-do": "x"})
    assert (again.status_code, "đã hết từ trước" in text_of(again)) == (422, True)
    assert admin.post(NEW, FORM).status_code == 302  # given anew from the same day
    assert Event.objects.filter(verb="org.role_ended").count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"nguoi": ""}, "Gõ tên đăng nhập hoặc họ tên"),
        ({"nguoi": "khong.co"}, "Không có tài khoản đang dùng nào mang tên “khong.co”"),
        ({"nguoi": "nguyen thi"}, "người mang tên “nguyen thi”; chọn một."),
        ({"vai-tro": ""}, "Chọn vai trò."),
        ({"vai-tro": "vua"}, "Chọn vai trò."),
        ({"don-vi": ""}, "Vai trò này giữ ở một đơn vị"),
        ({"don-vi": "phong"}, "đơn vị khớp “phong”; chọn một"),
        ({"don-vi": "không có"}, "Không có đơn vị nào mang mã hoặc tên “không có”"),
        ({"vai-tro": "province_admin"}, "Quản trị cấp tỉnh giữ cho toàn tỉnh"),
        ({"tu": "35/11/2026"}, "tháng 11/2026 có các ngày từ 1 đến 30"),
        ({"den": "22/11/2026"}, "Ngày hết hạn của quyền phải sau ngày bắt đầu."),
        ({"ly-do": " "}, "Ghi lý do"),
        ({"nguoi": "binh", "don-vi": "P1", "tu": "01/01/2026"}, "Quyền này đã được cấp từ ngày"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_is_kept(client_of, changed, told):
    before = Grant.objects.count()
    answer = client_of("quan.tri").post(NEW, FORM | changed)
    assert (answer.status_code, told in text_of(answer)) == (422, True)
    assert all(f'value="{text}"' in answer.content.decode() for text in (FORM | changed).values() if
               text.strip() and text != "vua")  # fmt: skip
    assert Grant.objects.count() == before


def test_one_of_several_is_chosen_by_a_button_and_the_rest_is_kept(client_of):
    page = client_of("quan.tri").post(NEW, FORM | {"nguoi": "nguyen thi"}).content.decode()
    assert 'name="nguoi" value="nga">Người nga (nga)</button>' in page
    sent = FORM | {"nguoi": ["nguyen thi", "nga"]}
    assert client_of("quan.tri").post(NEW, sent).status_code == 302
    assert last().user.username == "nga"


def test_people_are_found_without_marks_and_by_sign_in_name(client_of):
    client = client_of("quan.tri")
    assert names_in(client, "?tim=le binh") == ["binh"]
    assert names_in(client, "?tim=LÊ BÌNH") == ["binh"]
    assert names_in(client, "?tim=tham.dinh") == ["tham.dinh"]
    assert names_in(client, "?tim=khong co ai") == []


def test_the_list_is_narrowed_by_role_unit_and_standing(client_of):
    client = client_of("quan.tri")
    assert set(names_in(client, "?vai-tro=head")) == {"binh", "alice", "chi", "giang", "viet"}
    assert set(names_in(client, "?don-vi=P1")) == {"an", "binh", "son"}
    assert set(names_in(client, "?don-vi=kinh te&vai-tro=head")) == {"binh"}
    assert names_in(client, "?tinh-trang=waiting") == ["viet"]
    assert names_in(client, "?tinh-trang=ended") == ["dung"]
    every = names_in(client, "?tinh-trang=every")
    assert {"dung", "viet", "an"} <= set(every)
    assert "chưa lọc theo đơn vị" in text_of(client.get(f"{PAGE}?don-vi=phong"))


def test_the_list_is_paged_in_order_of_names_and_asks_little(client_of):
    users = User.objects.bulk_create(
        User(username=f"u{number:03}", display_name=f"U {number:03}", password="!")
        for number in range(60)
    )
    rows = [NewGrant(user.pk, "officer", world.START, unit="S") for user in users]
    org.grant_roles(rows, by=None, at=world.AT)
    client = client_of("quan.tri")
    pages = [names_in(client, f"?don-vi=S&trang={number}") for number in (1, 2)]
    assert [len(names) for names in pages] == [50, 14]
    assert [name for page in pages for name in page][-60:] == [user.username for user in users]
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{PAGE}?don-vi=S")
    assert sum(one["sql"].startswith("SELECT") for one in asked) <= MOST_QUESTIONS


def test_an_administrator_of_a_part_keeps_the_grants_of_that_part_only(client_of):
    """The form gives no such role; the policy holds all the same."""
    part = User.objects.create(username="bo.phan", display_name="Bộ phận", password="!")
    Grant.objects.create(
        user=part, role="province_admin", unit=Unit.objects.get(code="P"), valid_from=world.START
    )
    client = client_of("bo.phan")
    assert set(names_in(client, "?vai-tro=head")) == {"binh", "alice", "chi"}
    assert client.get(path(Grant.objects.get(user__username="giang"))).status_code == 404
    assert client.post(NEW, FORM | {"don-vi": "S"}).status_code == 403
    assert client.post(NEW, FORM).status_code == 302
