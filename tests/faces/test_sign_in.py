"""Wrong passwords make unknown devices wait, and nobody else."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from congvu.apps.accounts.models import Attempts, Device
from congvu.apps.audit.models import Event
from congvu.apps.org import actions as org
from tests.apps import world
from tests.faces.accounts import NAME, PASSWORD, account, misses, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _account(wall):
    return account()


def known() -> Client:
    """A browser that the account has signed in from."""
    client = Client()
    sign_in(client)
    client.post("/dang-xuat/")
    return client


def test_five_wrong_tries_close_the_account_to_unknown_devices():
    assert misses(Client(), 5) == [422] * 5
    answer = sign_in(Client())
    assert answer.status_code == 429
    assert "Đã gõ sai 5 lần liên tiếp. Chờ 1 phút" in answer.content.decode()
    assert "Máy đã từng đăng nhập bằng tài khoản này thì không phải chờ." in answer.content.decode()


def test_a_device_the_account_knows_is_never_locked_out_by_tries_elsewhere():
    mine = known()
    misses(Client(), 8)
    assert sign_in(Client()).status_code == 429
    assert sign_in(mine).status_code == 302


def test_a_good_sign_in_of_a_known_device_does_not_open_the_door_to_unknown_ones():
    mine = known()
    misses(Client(), 5)
    sign_in(mine)
    assert sign_in(Client()).status_code == 429


def test_a_known_device_waits_for_its_own_misses_only():
    mine, other = known(), known()
    misses(mine, 5)
    answer = sign_in(mine)
    assert answer.status_code == 429
    assert "Máy đã từng đăng nhập" not in answer.content.decode()
    assert sign_in(other).status_code == 302
    assert sign_in(Client()).status_code == 302


def test_waits_double_up_to_an_hour(wall):
    client = Client()
    misses(client, 5)
    waits = []
    for _ in range(8):
        page = sign_in(client, **{"mat-khau": "sai"}).content.decode()
        minutes = int(re.search(r"Chờ (\d+) phút", page)[1])
        waits.append(minutes)
        wall.goes_on(minutes=minutes)
        misses(client, 1)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60]


def test_after_the_wait_the_right_password_opens_and_all_is_forgotten(wall):
    misses(Client(), 5)
    wall.goes_on(minutes=1)
    assert sign_in(Client()).status_code == 302
    assert Attempts.objects.count() == 0


def test_wrong_tries_are_forgotten_after_a_day(wall):
    misses(Client(), 4)
    wall.goes_on(hours=25)
    assert misses(Client(), 4) == [422] * 4


def test_a_brute_force_of_a_day_gets_to_ask_the_password_a_few_dozen_times(wall, monkeypatch):
    asked = []
    monkeypatch.setattr("congvu.web.signin.views.authenticate", lambda *_, **__: asked.append(1))
    client = Client()
    for _ in range(24 * 60):
        misses(client, 1)
        wall.goes_on(minutes=1)
    assert len(asked) < 40


def test_a_name_without_account_answers_and_waits_in_the_same_words():
    there, nowhere = Client(), Client()
    pages = [
        [sign_in(client, ten=name, **{"mat-khau": "sai"}) for _ in range(6)]
        for client, name in ((there, NAME), (nowhere, "khong.co"))
    ]
    told = [
        [(answer.status_code, _words(answer.content.decode())) for answer in found]
        for found in pages
    ]
    assert told[0] == told[1]


def _words(page: str) -> str:
    return re.search(r'role="alert".*?</div>', page, re.S)[0]


def test_a_name_without_account_costs_one_hash_too(monkeypatch):
    hashed = []
    monkeypatch.setattr(
        "congvu.apps.accounts.backends.make_password", lambda typed: hashed.append(typed)
    )
    sign_in(Client(), ten="khong.co", **{"mat-khau": "sai"})
    assert hashed == ["sai"]


def test_a_name_without_account_asks_the_database_as_much():
    misses(Client(), 1)
    misses(Client(), 1, ten="khong.co")
    assert _statements(NAME) == _statements("khong.co")


def _statements(name: str) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        misses(Client(), 1, ten=name)
    verbs = [one["sql"].split()[0] for one in seen.captured_queries]
    return [verb for verb in verbs if verb in {"SELECT", "INSERT", "UPDATE", "DELETE"}]


def test_what_was_typed_for_a_name_is_kept_nowhere():
    sign_in(Client(), ten="mat-khau-go-nham", **{"mat-khau": "sai"})
    assert not Event.objects.filter(verb__contains="sign").exists()
    assert "go-nham" not in Attempts.objects.get().key


def test_five_hundred_people_behind_one_address_do_not_hinder_each_other(monkeypatch):
    monkeypatch.setattr("congvu.web.signin.views.authenticate", lambda *_, **__: None)
    statuses = {
        sign_in(Client(REMOTE_ADDR="10.0.0.1"), ten=f"nguoi.{number}").status_code
        for number in range(500)
    }
    assert statuses == {422}
    monkeypatch.undo()
    assert sign_in(Client(REMOTE_ADDR="10.0.0.1")).status_code == 302


def test_a_forged_device_cookie_is_an_unknown_device(settings):
    mine = known()
    value = mine.cookies[settings.DEVICE_COOKIE_NAME].value
    misses(Client(), 5)
    for forged in (value[:-1] + ("A" if value[-1] != "A" else "B"), "abc", value.split(":")[0]):
        thief = Client()
        thief.cookies[settings.DEVICE_COOKIE_NAME] = forged
        assert sign_in(thief).status_code == 429


def test_the_device_cookie_of_another_account_is_an_unknown_device():
    account("nguoi.khac")
    other = Client()
    sign_in(other, ten="nguoi.khac")
    other.post("/dang-xuat/")
    misses(Client(), 5)
    assert sign_in(other).status_code == 429


def test_two_accounts_of_one_shared_browser_are_both_known_there():
    account("nguoi.khac")
    shared = known()
    sign_in(shared, ten="nguoi.khac")
    assert Device.objects.values("token_hash").distinct().count() == 1
    assert set(Device.objects.values_list("user__username", flat=True)) == {NAME, "nguoi.khac"}


def test_the_device_cookie_alone_opens_nothing(settings):
    mine = known()
    assert mine.get("/quy-dinh/").status_code == 302
    assert mine.cookies[settings.DEVICE_COOKIE_NAME]["httponly"]


def test_a_sign_in_has_a_new_session_key_and_throws_planted_ones_away():
    client = Client()
    client.get("/dang-nhap/")
    session = client.session
    session["planted"] = 1
    session.save()
    client.cookies["congvu_phien"] = planted = session.session_key
    sign_in(client)
    assert client.cookies["congvu_phien"].value != planted
    thief = Client()
    thief.cookies["congvu_phien"] = planted
    assert thief.get("/quy-dinh/").status_code == 302


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/", "//evil.example", "javascript:alert(1)", r"\\evil.example",
        "/\\evil.example", "http:///evil.example", "https:evil.example",
    ],
)  # fmt: skip
def test_no_way_leads_to_another_host(away):
    assert sign_in(Client(), next=away).url == "/"


def test_the_page_is_light_and_says_password_once(settings):
    settings.DEMO = True
    answer = Client().get("/dang-nhap/")
    assert len(answer.content) < 100_000
    assert "no-store" in answer["Cache-Control"]
    assert PASSWORD not in answer.content.decode()


def test_when_only_the_single_sign_on_is_open_operators_still_use_a_password(settings):
    settings.PASSWORD_SIGN_IN, settings.SSO_ISSUER = False, "https://sso.example"
    answer = sign_in(Client())
    assert answer.status_code == 422
    assert "mật khẩu chỉ dành cho người vận hành" in answer.content.decode()
    user = account("van.hanh")
    org.grant_roles([org.NewGrant(user.pk, "operator", world.START)], by=None, at=world.AT)
    assert sign_in(Client(), ten="van.hanh").status_code == 302
