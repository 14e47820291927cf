"""A right password is half the way: codes of an app, passkeys, recovery codes, each once."""

import re

import pytest
from django.test import Client

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import Passkey, RecoveryCode, Totp
from congvu.apps.audit.models import Event
from tests.faces.accounts import account, code_of, misses, sign_in, with_app
from tests.faces.authenticator import Authenticator

pytestmark = pytest.mark.django_db
FACTOR = "/dang-nhap/buoc-hai/"
IN = "/quy-dinh/"


@pytest.fixture
def user(wall):
    return account()


@pytest.fixture
def secret(user, wall) -> str:
    """The secret of the app that the account has."""
    return with_app(user, wall)


def half_way() -> Client:
    """A browser in which the password was right."""
    client = Client()
    assert sign_in(client, next=IN).url == FACTOR
    return client


def show(client: Client, code: str):
    """Type a code."""
    return client.post(FACTOR, {"ma": code})


def is_in(client: Client) -> bool:
    """Whether the browser reads pages."""
    return client.get(IN).status_code == 200


def with_passkey(client: Client, key: Authenticator, name: str = "Điện thoại"):
    """Register a key on the security page."""
    options = client.post("/bao-mat/khoa/").json()
    return client.post("/bao-mat/khoa/", {"khoa": key.made(options), "ten-khoa": name})


@pytest.fixture
def key(user) -> Authenticator:
    """A passkey that the account has."""
    made, client = Authenticator(), Client()
    sign_in(client)
    with_passkey(client, made)
    return made


def test_the_password_alone_no_longer_opens_the_account(secret):
    client = half_way()
    assert not is_in(client)
    assert "Mã 6 số trên ứng dụng" in client.get(FACTOR).content.decode()


def test_the_code_of_the_app_opens_it_and_leads_on(secret, wall):
    client = half_way()
    assert show(client, code_of(secret, wall)).url == IN
    assert is_in(client)
    assert Event.objects.get(verb="accounts.signed_in").payload == {"how": "password+totp"}


@pytest.mark.parametrize("later", [-1, 0, 1])
def test_a_phone_half_a_minute_off_is_still_right(secret, wall, later):
    assert show(half_way(), code_of(secret, wall, later)).status_code == 302


@pytest.mark.parametrize("later", [-2, 2, 100])
def test_an_older_or_later_code_is_not(secret, wall, later):
    answer = show(half_way(), code_of(secret, wall, later))
    assert answer.status_code == 422
    assert "Mã không đúng, đã hết hạn hoặc đã dùng" in answer.content.decode()


def test_a_code_opens_once(secret, wall):
    code = code_of(secret, wall)
    show(half_way(), code)
    overheard = half_way()
    assert show(overheard, code).status_code == 422
    assert not is_in(overheard)


def test_an_older_code_than_the_one_used_is_not_taken_either(secret, wall):
    show(half_way(), code_of(secret, wall))
    assert show(half_way(), code_of(secret, wall, -1)).status_code == 422


def test_guessing_codes_is_slowed_like_guessing_passwords(secret, wall):
    client = half_way()
    assert [show(client, "000000").status_code for _ in range(5)] == [422] * 5
    assert show(client, code_of(secret, wall)).status_code == 429
    assert show(half_way(), code_of(secret, wall)).status_code == 429


def test_without_the_password_there_is_no_second_step(secret, wall):
    client = Client()
    assert client.get(FACTOR).url == "/dang-nhap/"
    assert show(client, code_of(secret, wall)).url == "/dang-nhap/"


def test_the_second_step_waits_ten_minutes_only(secret, wall):
    client = half_way()
    wall.goes_on(minutes=11)
    assert show(client, code_of(secret, wall)).url == "/dang-nhap/"


def test_an_account_closed_between_the_steps_stays_out(secret, user, wall):
    client = half_way()
    accounts.deactivate(user, by=None, reason="Chuyển công tác")
    assert show(client, code_of(secret, wall)).url == "/dang-nhap/"


def test_the_secret_is_not_readable_in_the_database(secret, user):
    assert secret not in Totp.objects.get(user=user).sealed


def test_with_another_signing_key_the_app_opens_nothing(secret, wall, settings):
    settings.SECRET_KEY = "x" * 60
    assert show(half_way(), code_of(secret, wall)).status_code == 422


def test_setting_up_an_app_shows_a_picture_and_wants_a_code_of_it(user, wall):
    client = Client()
    sign_in(client)
    page = client.get("/bao-mat/ung-dung/").content.decode()
    assert "<svg" in page
    secret = re.search(r'class="secret">([^<]+)<', page)[1].replace(" ", "")
    refused = client.post("/bao-mat/ung-dung/", {"ma": "000000"})
    assert refused.status_code == 422
    assert secret in refused.content.decode().replace(" ", "")
    done = client.post("/bao-mat/ung-dung/", {"ma": code_of(secret, wall)}).content.decode()
    assert "Mã dự phòng" in done
    assert len(re.findall(r"<li><code>", done)) == 10
    wall.goes_on(minutes=1)
    assert show(half_way(), code_of(secret, wall)).status_code == 302


def test_the_code_that_set_an_app_up_does_not_sign_in(user, wall):
    client = Client()
    sign_in(client)
    page = client.get("/bao-mat/ung-dung/").content.decode()
    secret = re.search(r'class="secret">([^<]+)<', page)[1].replace(" ", "")
    client.post("/bao-mat/ung-dung/", {"ma": code_of(secret, wall)})
    assert show(half_way(), code_of(secret, wall)).status_code == 422


def test_a_recovery_code_opens_once(secret, user, wall):
    code = accounts.make_recovery_codes(user, by=user, at=wall.now)[0]
    assert show(half_way(), code.upper()).status_code == 302
    assert show(half_way(), code).status_code == 422
    assert RecoveryCode.objects.filter(used_at=None).count() == 9
    assert Event.objects.filter(verb="accounts.recovery_code_used").count() == 1


def test_recovery_codes_are_kept_as_hashes_and_belong_to_one_account(secret, user, wall):
    other = account("nguoi.khac")
    code = accounts.make_recovery_codes(other, by=other, at=wall.now)[0]
    assert show(half_way(), code).status_code == 422
    assert not RecoveryCode.objects.filter(code_hash__contains=code.replace("-", "")).exists()


def test_new_recovery_codes_void_the_old_ones(secret, user, wall):
    old = accounts.make_recovery_codes(user, by=user, at=wall.now)[0]
    accounts.make_recovery_codes(user, by=user, at=wall.now)
    assert show(half_way(), old).status_code == 422


def test_a_passkey_signs_in_by_itself(key):
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    assert "allowCredentials" not in options
    answer = client.post("/dang-nhap/", {"khoa": key.used(options), "next": IN})
    assert answer.url == IN
    assert is_in(client)


def test_a_passkey_is_the_second_factor_too(key):
    client = half_way()
    options = client.post("/dang-nhap/khoa/").json()
    assert len(options["allowCredentials"]) == 1
    assert client.post(FACTOR, {"khoa": key.used(options)}).url == IN


def test_a_passkey_answer_is_not_taken_twice(key):
    client = Client()
    answer = key.used(client.post("/dang-nhap/khoa/").json())
    client.post("/dang-nhap/", {"khoa": answer})
    thief = Client()
    assert thief.post("/dang-nhap/", {"khoa": answer}).status_code == 422
    thief.post("/dang-nhap/khoa/")
    assert thief.post("/dang-nhap/", {"khoa": answer}).status_code == 422
    assert not is_in(thief)


def test_a_challenge_lives_five_minutes(key, wall):
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    wall.goes_on(minutes=6)
    assert client.post("/dang-nhap/", {"khoa": key.used(options)}).status_code == 422


def test_an_answer_made_on_another_site_is_refused(key):
    key.origin = "https://testserver.evil.example"
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    assert client.post("/dang-nhap/", {"khoa": key.used(options)}).status_code == 422


def test_a_key_opened_without_finger_or_pin_is_refused(key):
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    answer = client.post("/dang-nhap/", {"khoa": key.used(options, verified=False)})
    assert answer.status_code == 422


def test_a_copy_of_a_key_is_noticed_by_its_count(key):
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    client.post("/dang-nhap/", {"khoa": key.used(options)})
    copied = Client()
    options = copied.post("/dang-nhap/khoa/").json()
    key.count = 0
    assert copied.post("/dang-nhap/", {"khoa": key.used(options)}).status_code == 422


def test_a_key_of_the_same_name_made_by_somebody_else_is_refused(key):
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    forged = Authenticator(key.credential_id)
    assert client.post("/dang-nhap/", {"khoa": forged.used(options)}).status_code == 422


def test_the_second_step_does_not_take_another_accounts_key(key, wall):
    other = account("nguoi.khac")
    with_app(other, wall)
    client = Client()
    sign_in(client, ten="nguoi.khac")
    options = client.post("/dang-nhap/khoa/").json()
    assert client.post(FACTOR, {"khoa": key.used(options)}).status_code == 422


def test_a_closed_accounts_key_opens_nothing(key, user):
    accounts.deactivate(user, by=None, reason="Nghỉ hưu")
    client = Client()
    options = client.post("/dang-nhap/khoa/").json()
    assert client.post("/dang-nhap/", {"khoa": key.used(options)}).status_code == 422


@pytest.mark.parametrize("sent", ["", "{", "[]", "{}", '{"id": 1}', '{"rawId": "AAAA"}', "null"])
def test_an_answer_that_is_none_is_refused_in_words(key, sent):
    client = Client()
    client.post("/dang-nhap/khoa/")
    answer = client.post("/dang-nhap/", {"khoa": sent})
    assert answer.status_code == 422
    assert "Khóa truy cập chưa được nhận" in answer.content.decode()


def test_one_key_is_registered_once(key, user):
    client = half_way()
    client.post(FACTOR, {"khoa": key.used(client.post("/dang-nhap/khoa/").json())})
    again = with_passkey(client, key)
    assert again.status_code == 422
    assert "Khóa này đã được đăng ký." in again.content.decode()
    assert Passkey.objects.count() == 1


def test_a_key_made_for_another_challenge_is_not_registered(user):
    client, key = Client(), Authenticator()
    sign_in(client)
    made = key.made(client.post("/bao-mat/khoa/").json())
    client.post("/bao-mat/khoa/")
    assert client.post("/bao-mat/khoa/", {"khoa": made}).status_code == 422
    assert Passkey.objects.count() == 0


def test_the_wrong_password_before_a_factor_tells_nothing_of_the_factor(secret):
    client = Client()
    assert misses(client, 1) == [422]
    assert client.get(FACTOR).url == "/dang-nhap/"
