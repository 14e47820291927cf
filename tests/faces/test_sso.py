"""Single sign-on against a provider that really listens, honest and hostile."""

import base64
import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from django.test import Client
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey

from congvu.apps.accounts.models import SsoIdentity, User
from congvu.apps.audit.models import Event
from congvu.apps.org.models import Person
from congvu.web.operator.checks import checks
from congvu.web.signin import provider as client_side
from tests.faces.accounts import account, code_of, with_app
from tests.faces.openid import CLIENT, SECRET, Provider

pytestmark = pytest.mark.django_db
START, BACK, IN = "/dang-nhap/sso/", "/dang-nhap/sso/ve/", "/quy-dinh/"


@pytest.fixture
def provider(settings) -> Iterator[Provider]:
    """A provider, and the settings of a province that has it."""
    client_side._provider.cache_clear()
    found = Provider()
    settings.SSO_ISSUER, settings.SSO_CLIENT_ID = found.issuer, CLIENT
    settings.SSO_CLIENT_SECRET, settings.SSO_LABEL = SECRET, "tài khoản tỉnh"
    yield found
    found.stop()


@pytest.fixture
def user(wall, provider) -> User:
    """The account that the provider's person means."""
    return account()


def sent(client: Client, to: str = IN) -> dict[str, str]:
    """Go to the provider, agree there, and come back: what it gives the browser to bring."""
    away = client.get(START, {"next": to}).url
    back = requests.get(away, allow_redirects=False, timeout=5).headers["Location"]
    assert back.startswith(f"http://testserver{BACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}


def through(client: Client, to: str = IN):
    """The whole way."""
    return client.post(BACK, sent(client, to))


def refused(answer) -> bool:
    """Whether nobody was let in, and the page says so."""
    return answer.status_code == 403 and "không hợp lệ hoặc đã dùng" in answer.content.decode()


def test_the_whole_way_opens_a_session(user):
    client = Client()
    assert through(client).url == IN
    assert client.get(IN).status_code == 200
    assert Event.objects.get(verb="accounts.signed_in").payload == {"how": "sso"}


def test_the_way_out_carries_state_nonce_and_a_pkce_challenge(user, provider):
    away = urlsplit(Client().get(START).url)
    asked = parse_qs(away.query)
    assert f"{away.scheme}://{away.netloc}" == provider.issuer
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert len(asked["state"][0]) >= 20 <= len(asked["nonce"][0])


def test_coming_back_by_a_look_writes_nothing_and_a_press_goes_on(user):
    client = Client()
    page = client.get(BACK, sent(client)).content.decode()
    assert "data-onward" in page
    assert client.get(IN).status_code == 302
    fields = dict(re.findall(r'name="(code|state)" value="([^"]+)"', page))
    assert client.post(BACK, fields).url == IN


def test_an_account_is_never_made_and_the_page_says_what_to_do(provider, wall):
    page = through(Client())
    assert page.status_code == 403
    assert "“thu.nghiem”, nhưng ở đây chưa có tài khoản" in page.content.decode()
    assert User.objects.count() == 0


def test_a_person_may_be_known_by_the_code_of_the_employee(signed_in, provider, settings):
    settings.SSO_MATCH, settings.SSO_CLAIM = "employee_code", "ma_can_bo"
    provider.person = {"sub": "s-9", "ma_can_bo": "an"}
    client = Client()
    assert through(client, "/thang/").url == "/thang/"
    assert Person.objects.get(code="an").user_id == int(client.session["_auth_user_id"])


def test_a_provider_that_does_not_send_the_claim_is_told_of(user, provider):
    provider.person = {"sub": "s-1"}
    page = through(Client())
    assert page.status_code == 403
    assert "không gửi thông tin “preferred_username”" in page.content.decode()


def test_the_first_to_come_is_bound_and_a_namesake_stays_out(user, provider):
    through(Client())
    assert SsoIdentity.objects.get().subject == "s-1"
    provider.person = {"sub": "s-2", "preferred_username": "thu.nghiem"}
    client = Client()
    page = through(client)
    assert page.status_code == 403
    assert "đã gắn với một người khác" in page.content.decode()
    assert client.get(IN).status_code == 302


def test_a_closed_account_stays_out(user):
    type(user).objects.update(is_active=False)
    assert through(Client()).status_code == 403


def test_our_second_factor_is_asked_unless_the_provider_asks_it(user, wall, settings):
    secret = with_app(user, wall)
    client = Client()
    assert through(client).url == "/dang-nhap/buoc-hai/"
    assert client.get(IN).status_code == 302
    shown = client.post("/dang-nhap/buoc-hai/", {"ma": code_of(secret, wall)})
    assert shown.url == IN
    settings.SSO_SECOND_FACTOR = True
    assert through(Client()).url == IN


@pytest.mark.parametrize(
    "change",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": "another-client", "azp": CLIENT},
        {"aud": [CLIENT, "another-client"]},
        {"aud": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"sub": None},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
    ],
    ids=str,
)
def test_a_token_that_is_not_for_this_sign_in_lets_nobody_in(user, provider, change):
    provider.spoil = lambda claims: {
        name: value for name, value in (claims | change).items() if value is not None
    }
    client = Client()
    assert refused(through(client))
    assert client.get(IN).status_code == 302
    assert not SsoIdentity.objects.exists()


def unsigned(claims) -> str:
    """A token with alg none."""
    parts = ({"alg": "none", "kid": "k1"}, claims)
    head, body = (
        base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts
    )
    return f"{head}.{body}."


@pytest.mark.parametrize("stated", [["RS256"], ["none", "RS256", "HS256"], ["none"], []])
def test_an_unsigned_token_lets_nobody_in_whatever_the_provider_states(user, provider, stated):
    provider.described = {"id_token_signing_alg_values_supported": stated}
    provider.sign = unsigned
    assert refused(through(Client()))


def test_a_token_signed_with_the_shared_secret_lets_nobody_in(user, provider):
    provider.described = {"id_token_signing_alg_values_supported": ["RS256", "HS256"]}
    secret = OctKey.import_key(SECRET.ljust(32, "x"))
    provider.sign = lambda claims: jwt.encode({"alg": "HS256", "kid": "k1"}, claims, secret)
    assert refused(through(Client()))


def test_a_token_signed_by_somebody_else_lets_nobody_in(user, provider):
    stranger = RSAKey.generate_key(2048, {"kid": "k1"})
    provider.sign = lambda claims: provider.signed(claims, stranger)
    assert refused(through(Client()))


def test_a_token_changed_on_the_way_lets_nobody_in(user, provider):
    provider.sign = lambda claims: provider.signed(claims)[:-8] + "AAAAAAAA"
    assert refused(through(Client()))


def test_no_token_lets_nobody_in(user, provider):
    provider.sign = lambda claims: ""
    assert refused(through(Client()))


def test_a_new_key_of_the_provider_is_fetched(user, provider):
    through(Client())
    provider.key = RSAKey.generate_key(2048, {"kid": "k2"})
    provider.sign = lambda claims: jwt.encode({"alg": "RS256", "kid": "k2"}, claims, provider.key)
    assert through(Client()).url == IN


def test_a_code_is_used_once(user):
    client = Client()
    brought = sent(client)
    client.post(BACK, brought)
    assert refused(Client().post(BACK, brought))
    again = sent(client)
    assert refused(client.post(BACK, brought | {"state": again["state"]}))


def test_a_code_stolen_from_another_browser_is_worth_nothing(user):
    stolen, thief = sent(Client()), Client()
    own = sent(thief)
    assert refused(thief.post(BACK, {"code": stolen["code"], "state": own["state"]}))


@pytest.mark.parametrize("brought", [{}, {"code": "x"}, {"code": "x", "state": "y"}])
def test_an_answer_nobody_asked_for_is_refused(user, brought):
    assert refused(Client().post(BACK, brought))


def test_a_provider_of_another_name_is_not_believed(user, provider):
    provider.described = {"issuer": "https://evil.example"}
    page = Client().get(START)
    assert page.status_code == 503
    assert "không trả lời" in page.content.decode()


def test_a_person_who_says_no_over_there_reads_it_here(user):
    page = Client().get(BACK, {"error": "access_denied"})
    assert page.status_code == 403
    assert "Thử lại bằng Tài khoản tỉnh" in page.content.decode()


def test_a_provider_that_is_down_is_told_of_and_passwords_still_work(user, provider):
    provider.stop()
    page = Client().get(START)
    assert page.status_code == 503
    assert "không trả lời" in page.content.decode()
    assert "Cách đăng nhập khác" in page.content.decode()


def test_no_way_through_the_provider_leads_to_another_host(user):
    assert through(Client(), "https://evil.example/").url == "/"


def test_a_provider_that_only_remembered_the_person_is_no_fresh_proof(user, provider, wall):
    provider.person |= {"auth_time": int(wall.now.timestamp()) - 16 * 60}
    client = Client()
    through(client)
    away = client.get("/bao-mat/ung-dung/").url
    assert away == "/xac-nhan-lai/?next=/bao-mat/ung-dung/"
    provider.person |= {"auth_time": int(wall.now.timestamp()) - 60}
    through(client)
    assert client.get("/bao-mat/ung-dung/").status_code == 200


def test_asked_again_the_provider_is_told_to_ask_the_person(user):
    asked = parse_qs(urlsplit(Client().get(START, {"lai": "1"}).url).query)
    assert (asked["prompt"], asked["max_age"]) == (["login"], ["900"])
    assert "prompt" not in parse_qs(urlsplit(Client().get(START).url).query)


@pytest.mark.parametrize(("lai", "opens"), [("", 302), ("1", 200)])
def test_a_provider_that_does_not_say_when_is_believed_only_when_told(user, lai, opens):
    client = Client()
    away = client.get(START, {"lai": lai} if lai else {}).url
    back = requests.get(away, allow_redirects=False, timeout=5).headers["Location"]
    client.post(BACK, {k: v[0] for k, v in parse_qs(urlsplit(back).query).items()})
    assert client.get("/bao-mat/ung-dung/").status_code == opens


def test_coming_back_gives_the_session_a_new_key(user):
    client = Client()
    brought = sent(client)
    before = client.session.session_key
    client.post(BACK, brought)
    assert client.session.session_key != before


def test_going_out_offers_to_end_the_session_over_there(user, provider):
    client = Client()
    through(client)
    assert client.post("/dang-xuat/").url == "/dang-xuat/sso/"
    page = client.get("/dang-xuat/sso/").content.decode()
    assert f'href="{provider.issuer}/logout?client_id={CLIENT}&amp;' in page
    assert client.get(IN).status_code == 302


def test_the_button_is_there_when_there_is_a_provider(user, settings):
    assert "Đăng nhập bằng tài khoản tỉnh" in Client().get("/dang-nhap/").content.decode()
    settings.PASSWORD_SIGN_IN = False
    page = Client().get("/dang-nhap/").content.decode()
    assert page.index("Đăng nhập bằng tài khoản tỉnh") < page.index("Người vận hành")
    settings.PASSWORD_SIGN_IN, settings.SSO_ISSUER = True, ""
    assert "Đăng nhập bằng tài khoản tỉnh" not in Client().get("/dang-nhap/").content.decode()
    assert Client().get(START).status_code == 404


def sso_line():
    """What the health page says of the single sign-on."""
    return next(one for one in checks() if one.name == "Đăng nhập một lần")


def test_the_health_page_says_whether_the_provider_answers(user, provider, settings):
    assert sso_line().good
    assert provider.issuer in sso_line().detail
    provider.described = {"issuer": "https://evil.example"}
    assert not sso_line().good
    settings.SSO_ISSUER = ""
    assert sso_line().detail == "chưa đặt: đăng nhập bằng mật khẩu"
