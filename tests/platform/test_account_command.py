"""`congvu account`: what the operator does for people, and what the record says of it."""

import re

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from typer.testing import CliRunner, Result

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import Device, RecoveryCode, Totp, User
from congvu.apps.audit.models import Event
from congvu.apps.org.models import Grant, Person
from congvu.cli.account import app
from tests.apps import world
from tests.faces.accounts import NAME, PASSWORD, account, misses, sign_in, with_app
from tests.walls import Wall

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, arguments)


def password_in(done: Result) -> str:
    """The temporary password that was printed."""
    return re.search(r"[Mm]ật khẩu tạm[^:]*: (\S+)", done.output)[1]


def test_the_first_operator_is_made_and_granted():
    made = run("create", "van.hanh", "--display-name", "Vũ Hạnh")
    assert made.exit_code == 0, made.output
    user = authenticate(username="van.hanh", password=password_in(made))
    assert user.display_name == "Vũ Hạnh"
    assert run("grant", "van.hanh", "operator", "--reason", "Dựng máy chủ").exit_code == 0
    assert Grant.objects.get(user=user).reason == "Dựng máy chủ"


def test_an_account_is_given_to_a_person_and_a_role_on_a_unit():
    world.agency()
    made = run("create", "an.nguyen", "--display-name", "Nguyễn Văn An", "--person", "an")
    assert made.exit_code == 0, made.output
    assert Person.objects.get(code="an").user.username == "an.nguyen"
    assert run("grant", "an.nguyen", "officer", "--unit", "P1").exit_code == 0
    assert Event.objects.filter(verb="org.account_linked").count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", NAME, "--display-name", "Ai"), "Đã có tài khoản"),
        (("create", "CÓ DẤU", "--display-name", "Ai"), "chữ thường không dấu"),
        (("create", "moi", "--display-name", "Ai", "--person", "khong"), "Không có người"),
        (("create", "moi", "--display-name", "Ai", "--person", "an"), "đã có tài khoản"),
        (("grant", NAME, "vua"), "Không có vai trò “vua”"),
        (("grant", NAME, "head", "--unit", "khong"), "Không có đơn vị"),
        (("grant", "khong.co", "head"), "Không có tài khoản"),
        (("set-password", "khong.co"), "Không có tài khoản"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_makes_nothing(arguments, said):
    world.agency()
    Person.objects.filter(code="an").update(user=account())
    done = run(*arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert User.objects.count() == 1


def test_a_new_password_is_printed_and_the_sessions_end():
    account()
    client = Client()
    sign_in(client)
    password = password_in(run("set-password", NAME))
    assert client.get("/quy-dinh/").status_code == 302
    assert authenticate(username=NAME, password=PASSWORD) is None
    assert authenticate(username=NAME, password=password)


def test_who_lost_the_phone_comes_in_by_the_password_and_the_record_says_why(wall: Wall):
    user = account()
    with_app(user, wall)
    accounts.make_recovery_codes(user, by=user, at=wall.now)
    done = run("reset-factors", NAME, "--reason", "Gặp trực tiếp, có thẻ công chức")
    assert done.exit_code == 0, done.output
    assert not Totp.objects.exists()
    assert not RecoveryCode.objects.exists()
    event = Event.objects.get(verb="accounts.factors_reset")
    assert (event.reason, event.actor_label) == ("Gặp trực tiếp, có thẻ công chức", "Hệ thống")
    assert sign_in(Client(), next="/quy-dinh/").url == "/quy-dinh/"


def test_factors_are_not_reset_without_a_reason():
    account()
    assert run("reset-factors", NAME).exit_code == 2


def test_unknown_devices_need_not_wait_once_unlocked(wall: Wall):
    account()
    misses(Client(), 5)
    assert sign_in(Client()).status_code == 429
    assert "Đã mở lại" in run("unlock", NAME).output
    assert sign_in(Client()).status_code == 302
    assert "không phải chờ" in run("unlock", NAME).output


def test_a_closed_account_is_kept_and_enters_no_more():
    account()
    client = Client()
    sign_in(client)
    assert run("deactivate", NAME, "--reason", "Nghỉ hưu").exit_code == 0
    assert client.get("/quy-dinh/").status_code == 302
    assert sign_in(Client()).status_code == 422
    assert Device.objects.count() == 1


def test_what_is_over_is_swept(wall: Wall):
    account()
    sign_in(Client())
    assert "Đã xóa 0 phiên hết hạn, 0 máy" in run("tidy").output
    wall.goes_on(hours=24 * 366)
    assert "Đã xóa 1 phiên hết hạn, 1 máy" in run("tidy").output
