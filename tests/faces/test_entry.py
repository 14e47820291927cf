"""Coming in, going out, and what is said when something goes wrong."""

import pytest
from django.test import Client

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event

PASSWORD = "cong-vu-thu-2026"
pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> User:
    """An account that can sign in."""
    return accounts.create_user(
        username="thu.nghiem", display_name="Thử Nghiệm", password=PASSWORD, by=None
    )


def sign_in(client: Client, **fields: str):
    """Send the form."""
    return client.post("/dang-nhap/", {"ten": "thu.nghiem", "mat-khau": PASSWORD} | fields)


def test_a_right_password_leads_on_to_the_page_asked_for(account):
    assert sign_in(Client(), next="/quy-dinh/").url == "/quy-dinh/"


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_host(account, away):
    assert sign_in(Client(), next=away).url == "/"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"mat-khau": "sai"}, "Tên đăng nhập hoặc mật khẩu không đúng"),
        ({"ten": "khong.co"}, "Tên đăng nhập hoặc mật khẩu không đúng"),
        ({"mat-khau": ""}, "Gõ cả tên đăng nhập và mật khẩu"),
    ],
)
def test_a_wrong_try_keeps_the_name_and_tells_nothing_of_the_account(account, fields, said):
    answer = sign_in(Client(), **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'value="{fields.get("ten", "thu.nghiem")}"' in page
    assert "<title>Lỗi: Đăng nhập" in page
    assert said in page
    assert PASSWORD not in page


def test_the_demo_logins_are_shown_in_a_demo_only(account, settings):
    User.objects.create(username="an.nguyen", display_name="An", made_in_demo=True)
    assert "an.nguyen" not in Client().get("/dang-nhap/").content.decode()
    settings.DEMO = True
    page = Client().get("/dang-nhap/").content.decode()
    assert "an.nguyen" in page
    assert "Dữ liệu mẫu, không phải người và số liệu thật" in page


def test_a_fixed_clock_is_shown_on_every_page():
    page = Client().get("/dang-nhap/").content.decode()
    assert "đồng hồ dừng ở 14:32, thứ Hai 23/11/2026" in page


def test_a_running_clock_is_not_shown(settings):
    settings.FIXED_CLOCK = None
    assert "đồng hồ dừng" not in Client().get("/dang-nhap/").content.decode()


def test_signing_out_takes_a_form_and_ends_the_session(account):
    client = Client()
    sign_in(client)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == "/dang-nhap/"
    assert client.get("/quy-dinh/").status_code == 302


def test_a_form_from_elsewhere_is_refused_in_vietnamese(account):
    answer = sign_in(Client(enforce_csrf_checks=True))
    assert answer.status_code == 403
    assert "Trang đã mở quá lâu" in answer.content.decode()


def test_an_error_page_says_what_to_do_and_nothing_of_the_machine(account, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    monkeypatch.setattr("congvu.web.shared.rules.rules_page", lambda *_, **__: 1 // 0)
    answer = client.get("/quy-dinh/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Hệ thống gặp lỗi" in page
    assert "ZeroDivision" not in page


def test_the_first_page_is_the_one_that_answers_the_readers_question(signed_in):
    first = {"an": "/hom-nay/", "binh": "/phong/", "bi.thu": "/tinh/", "van.hanh": "/suc-khoe/",
             "khong.vai": "/quy-dinh/"}  # fmt: skip
    assert {user: signed_in(user).get("/").url for user in first} == first


def test_a_sign_in_and_a_wrong_password_are_remembered(account):
    sign_in(Client(), ten="Thu.Nghiem ", **{"mat-khau": "sai"})
    sign_in(Client())
    told = Event.objects.filter(verb__startswith="accounts.sign").order_by("id")
    assert list(told.values_list("verb", "object_id", "actor")) == [
        ("accounts.sign_in_refused", str(account.pk), ""),
        ("accounts.signed_in", str(account.pk), str(account.pk)),
    ]


def test_a_name_without_account_is_not_written_down(account):
    sign_in(Client(), ten="mat-khau-go-nham")
    assert not Event.objects.filter(verb__startswith="accounts.sign").exists()
