"""Sessions end when they should, are seen and ended by their owner, and lose nobody's words."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from congvu.access.policy import SIGNED_IN, StepUp
from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.actions.sessions import hashed
from congvu.apps.accounts.models import Device, Session
from congvu.apps.audit.models import Event
from tests.faces.accounts import PASSWORD, account, code_of, sign_in, with_app
from tests.faces.conftest import begun

pytestmark = pytest.mark.django_db
IN, STEP = "/quy-dinh/", "/xac-nhan-lai/"
FORM = {"don-vi": "P", "ten": "Danh mục <b>thử</b>", "ghi-chu": "dòng một\ndòng hai"}


@pytest.fixture
def user(wall):
    return account()


def opened() -> Client:
    """A browser with an open session."""
    client = Client()
    sign_in(client)
    return client


def is_in(client: Client) -> bool:
    """Whether the browser reads pages."""
    return client.get(IN).status_code == 200


def test_a_session_nobody_uses_for_an_hour_ends(user, wall):
    client = opened()
    wall.goes_on(minutes=59)
    assert is_in(client)
    wall.goes_on(minutes=59)
    assert is_in(client)
    wall.goes_on(minutes=60)
    assert client.get(IN).url == f"/dang-nhap/?next={IN}"
    assert Session.objects.count() == 0


def test_no_session_lasts_longer_than_twelve_hours_however_much_it_is_used(user, wall):
    client = opened()
    for _ in range(23):
        wall.goes_on(minutes=30)
        assert is_in(client)
    wall.goes_on(minutes=30)
    assert not is_in(client)


def test_the_idle_time_is_a_setting(user, wall, settings):
    settings.SESSION_IDLE = 10 * 60
    client = opened()
    wall.goes_on(minutes=11)
    assert not is_in(client)


def test_using_it_twice_in_a_minute_writes_once(user, wall, django_assert_num_queries):
    client = opened()
    before = Session.objects.get().seen_at
    wall.goes_on(seconds=59)
    is_in(client)
    assert Session.objects.get().seen_at == before
    wall.goes_on(seconds=1)
    is_in(client)
    assert Session.objects.get().seen_at > before


def test_every_page_says_how_long_the_session_lasts(user, wall):
    client = opened()
    wall.goes_on(seconds=30)
    page = client.get(IN).content.decode()
    assert f'data-session-left="{60 * 60 - 30}"' in page
    assert "data-session-left" not in Client().get("/dang-nhap/").content.decode()


def test_pressing_the_button_of_the_notice_keeps_the_session(user, wall):
    client = opened()
    wall.goes_on(minutes=59)
    assert client.post("/phien/giu/").content == b"3600"
    wall.goes_on(minutes=59)
    assert is_in(client)


def test_a_closed_account_reads_nothing_more(user):
    client = opened()
    accounts.deactivate(user, by=None, reason="Chuyển công tác")
    assert not is_in(client)


def test_a_closed_account_reads_nothing_even_by_a_session_that_was_missed(user):
    client = opened()
    type(user).objects.update(is_active=False)
    assert client.get(IN).status_code == 302


def test_a_password_changed_behind_the_sessions_back_ends_it_on_a_look(user):
    client = opened()
    user.set_password("mat-khau-khac-hoan-toan")
    user.save(update_fields=["password"])
    assert client.get(IN).status_code == 302


def change(client: Client, old: str, new: str, again: str = ""):
    """Send the form of the password."""
    fields = {"mat-khau": old, "mat-khau-moi": new, "mat-khau-lai": again or new}
    return client.post("/bao-mat/mat-khau/", fields)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(user):
    here, there = opened(), opened()
    assert change(here, PASSWORD, "mat-khau-moi-hoan-toan").url == "/bao-mat/"
    assert is_in(here)
    assert not is_in(there)


def test_a_twin_that_comes_after_the_change_is_not_told_that_nothing_was_received(user):
    here, twin = opened(), Client()
    twin.cookies["congvu_phien"] = here.cookies["congvu_phien"].value
    change(here, PASSWORD, "mat-khau-moi-hoan-toan")
    answer = change(twin, PASSWORD, "mat-khau-moi-hoan-toan")
    assert (answer.status_code, Event.objects.filter(verb="accounts.password_set").count()) == (
        401, 1,
    )  # fmt: skip
    page = answer.content.decode()
    assert "dùng mật khẩu mới" in page
    assert "chưa được nhận" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        (("sai", "mat-khau-moi-hoan-toan"), "Mật khẩu không đúng"),
        ((PASSWORD, "mat-khau-moi-hoan-toan", "khac"), "chưa giống nhau"),
        ((PASSWORD, PASSWORD), "phải khác"),
        ((PASSWORD, "ngan"), "12"),
        ((PASSWORD, "thu.nghiem.2026"), "giống"),
    ],
)
def test_a_new_password_that_will_not_do_is_refused_in_words(user, fields, said):
    answer = change(opened(), *fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_owner_sees_her_sessions_and_ends_one(user):
    here, there = opened(), Client(headers={"User-Agent": "Mozilla Windows Chrome/140"})
    sign_in(there)
    page = here.get("/bao-mat/").content.decode()
    assert "Chrome, Windows" in page
    assert "phiên này" in page
    assert there.session.session_key not in page
    key = re.search(r'name="phien" value="([0-9a-f]{64})"', page)[1]
    here.post("/bao-mat/phien/", {"phien": key})
    assert is_in(here)
    assert not is_in(there)
    assert Event.objects.filter(verb="accounts.session_ended").count() == 1


def test_the_owner_ends_all_other_sessions(user):
    here, there, elsewhere = opened(), opened(), opened()
    here.post("/bao-mat/phien/", {"phien": "khac"})
    assert [is_in(client) for client in (here, there, elsewhere)] == [True, False, False]


def test_nobody_ends_the_session_of_somebody_else(user):
    account("nguoi.khac")
    other = Client()
    sign_in(other, ten="nguoi.khac")
    page = other.get("/bao-mat/").content.decode()
    assert 'value="khac"' not in page
    mine = opened()
    key = hashed(other.session.session_key)
    mine.post("/bao-mat/phien/", {"phien": key})
    assert is_in(other)


def test_forgotten_devices_are_unknown_again(user):
    client = opened()
    client.post("/bao-mat/phien/", {"phien": "may"})
    assert Device.objects.count() == 0


@pytest.mark.parametrize(
    "path", ["/bao-mat/ung-dung/", "/bao-mat/ma-du-phong/", "/bao-mat/go/", "/bao-mat/khoa/"]
)
def test_changing_factors_asks_again_after_a_quarter_of_an_hour(user, wall, path):
    client = opened()
    wall.goes_on(minutes=15)
    answer = client.post(path, {"yeu-to": "app"})
    assert answer.status_code == 401
    assert "Xác nhận lại đúng là ông/bà" in answer.content.decode()


def test_after_the_password_is_shown_again_the_way_goes_on(user, wall):
    client = opened()
    wall.goes_on(minutes=15)
    assert client.get("/bao-mat/ung-dung/").url == f"{STEP}?next=/bao-mat/ung-dung/"
    wrong = client.post(STEP, {"mat-khau": "sai", "next": "/bao-mat/ung-dung/"})
    assert wrong.status_code == 422
    shown = client.post(STEP, {"mat-khau": PASSWORD, "next": "/bao-mat/ung-dung/"})
    assert shown.url == "/bao-mat/ung-dung/"
    assert client.get(shown.url).status_code == 200


def test_a_code_of_the_app_is_a_proof_too(user, wall):
    client = opened()
    secret = with_app(user, wall)
    wall.goes_on(minutes=15)
    answer = client.post(STEP, {"ma": code_of(secret, wall), "next": "/bao-mat/ung-dung/"})
    assert answer.url == "/bao-mat/ung-dung/"


def test_a_stolen_session_cannot_guess_the_password_for_long(user, wall):
    client = opened()
    statuses = [client.post(STEP, {"mat-khau": "sai"}).status_code for _ in range(6)]
    assert statuses == [422] * 5 + [429]
    assert change(client, PASSWORD, "mat-khau-moi-hoan-toan").status_code == 429


def test_step_up_leads_to_no_other_host(user):
    answer = opened().post(STEP, {"mat-khau": PASSWORD, "next": "https://evil.example/"})
    assert answer.url == "/"


@contextmanager
def asking(step_up: StepUp) -> Iterator[None]:
    """Let the pages that every signed-in reader opens ask for a fresh proof meanwhile."""
    object.__setattr__(SIGNED_IN, "step_up", step_up)
    try:
        yield
    finally:
        object.__setattr__(SIGNED_IN, "step_up", StepUp.NEVER)


@pytest.mark.parametrize(
    ("asks", "look", "write"),
    [(StepUp.NEVER, 200, 405), (StepUp.ON_WRITE, 200, 401), (StepUp.ALWAYS, 302, 401)],
)
def test_a_policy_asks_for_a_fresh_proof_when_it_says_so(user, wall, asks, look, write):
    client = opened()
    wall.goes_on(minutes=16)
    with asking(asks):
        assert client.get(IN).status_code == look
        assert client.post(IN, {"x": "y"}).status_code == write


def late(wall, client: Client, path: str = "/de-xuat/lap/", **fields: str):
    """Send a form after the session has ended of idleness."""
    wall.goes_on(minutes=61)
    return client.post(path, FORM | fields)


def test_a_form_sent_too_late_is_not_received_and_not_lost(user, wall):
    client = opened()
    answer = late(wall, client)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Phiên làm việc đã đóng sau 60 phút không dùng" in page
    assert "giữ trong một giờ" in page
    assert 'action="/dang-nhap/"' in page
    assert sign_in(client, next="/tiep-tuc/").url == "/tiep-tuc/"
    again = client.get("/tiep-tuc/").content.decode()
    assert 'action="/de-xuat/lap/"' in again
    assert 'name="ghi-chu" value="dòng một\ndòng hai"' in again
    assert "Danh mục &lt;b&gt;thử&lt;/b&gt;" in again
    assert "csrfmiddlewaretoken" in again


def test_what_is_sent_again_reaches_the_page_with_a_new_token(user, wall):
    client = Client(enforce_csrf_checks=True)

    def token(path: str) -> str:
        page = client.get(path).content.decode()
        return re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]

    sign_in(client, csrfmiddlewaretoken=token("/dang-nhap/"))
    old = token("/quy-dinh/")
    late(wall, client, "/phong/", csrfmiddlewaretoken=old)
    sign_in(client, next="/tiep-tuc/", csrfmiddlewaretoken=token("/dang-nhap/"))
    new = token("/tiep-tuc/")
    page = client.get("/tiep-tuc/").content.decode()
    assert old not in page
    assert client.post("/phong/", FORM).status_code == 403
    assert client.post("/phong/", FORM | {"csrfmiddlewaretoken": old}).status_code == 403
    received = client.post("/phong/", FORM | {"csrfmiddlewaretoken": new})
    assert "Vai trò của ông/bà không bao gồm trang này" in received.content.decode()


def test_what_was_typed_is_not_shown_to_the_next_person_on_the_browser(user, wall):
    account("nguoi.khac")
    client = opened()
    late(wall, client)
    sign_in(client, ten="nguoi.khac", next="/tiep-tuc/")
    page = client.get("/tiep-tuc/").content.decode()
    assert "Danh mục" not in page
    assert "Không còn gì để gửi tiếp" in page


def test_what_was_typed_is_kept_for_an_hour(user, wall):
    client = opened()
    late(wall, client)
    wall.goes_on(minutes=61)
    sign_in(client)
    assert "Không còn gì" in client.get("/tiep-tuc/").content.decode()


def test_what_was_typed_survives_the_second_factor(user, wall):
    client = opened()
    secret = with_app(user, wall)
    late(wall, client)
    sign_in(client, next="/tiep-tuc/")
    answer = client.post("/dang-nhap/buoc-hai/", {"ma": code_of(secret, wall)})
    assert answer.url == "/tiep-tuc/"
    assert "Danh mục" in client.get("/tiep-tuc/").content.decode()


def test_what_was_typed_can_be_let_go(user, wall):
    client = opened()
    late(wall, client)
    sign_in(client)
    client.post("/tiep-tuc/")
    assert "Không còn gì" in client.get("/tiep-tuc/").content.decode()


def test_a_form_of_a_session_ended_elsewhere_is_shown_back_to_its_writer(user):
    client = opened()
    Session.objects.all().delete()
    answer = client.post("/de-xuat/lap/", FORM)
    page = answer.content.decode()
    assert answer.status_code == 401
    assert "Chép lại những gì vừa gõ" in page
    assert "dòng hai" in page
    sign_in(client)
    assert "Không còn gì" in client.get("/tiep-tuc/").content.decode()


def test_a_form_for_a_proof_is_kept_too(user, wall):
    client = opened()
    wall.goes_on(minutes=16)
    with asking(StepUp.ON_WRITE):
        client.post(IN, FORM)
    assert client.post(STEP, {"mat-khau": PASSWORD, "next": "/tiep-tuc/"}).url == "/tiep-tuc/"
    assert "dòng hai" in client.get("/tiep-tuc/").content.decode()


def test_a_password_sent_too_late_is_kept_nowhere(user, wall):
    client = opened()
    wall.goes_on(minutes=61)
    page = change(client, PASSWORD, "mat-khau-moi-hoan-toan").content.decode()
    assert PASSWORD not in page
    assert "kept" not in client.session


def test_a_form_older_than_the_last_sign_in_is_shown_back_to_send_again(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    own = {"Origin": "http://testserver"}
    answer = client.post("/phong/", FORM, headers=own)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert 'action="/phong/"' in page
    assert "dòng hai" in page
    assert "Gửi tiếp những gì đã gõ?" in client.get("/tiep-tuc/").content.decode()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://testserver:81"])
def test_a_form_from_elsewhere_is_never_shown_as_ones_own(user, origin):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    answer = client.post("/phong/", FORM, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "dòng hai" not in answer.content.decode()
    assert "Không còn gì" in client.get("/tiep-tuc/").content.decode()


def test_a_file_is_to_be_chosen_again(user, wall):
    client = opened()
    late(wall, client, tep=SimpleUploadedFile("a.csv", b"x"))
    sign_in(client)
    page = client.get("/tiep-tuc/").content.decode()
    assert "chọn lại tệp" in page
    assert "Gửi tiếp</button>" not in page


def test_a_script_never_takes_the_sign_in_page_for_a_receipt(user, wall):
    assert late(wall, opened()).status_code == 401


@pytest.fixture
def ruled(settings, signed_in, wall):
    """Heads and operators must have a second factor."""
    settings.SECOND_FACTOR_ROLES = frozenset({"head", "operator"})
    return signed_in


def test_roles_that_must_have_a_factor_are_led_to_set_one_up(ruled):
    head = ruled("binh")
    assert head.get("/phong/").url == "/bao-mat/"
    assert "Cần lập lớp xác thực thứ hai" in head.get("/bao-mat/").content.decode()
    assert head.get("/bao-mat/ung-dung/").status_code == 200
    assert head.post("/dang-xuat/").status_code == 302


def test_officers_may_do_without(ruled):
    assert ruled("an").get("/thang/2026-11/").status_code == 200


def test_with_the_factor_set_up_the_head_goes_on(ruled, wall):
    head = ruled("binh")
    page = head.get("/bao-mat/ung-dung/").content.decode()
    secret = re.search(r'class="secret">([^<]+)<', page)[1].replace(" ", "")
    head.post("/bao-mat/ung-dung/", {"ma": code_of(secret, wall)})
    assert head.get("/phong/").status_code == 200


def test_a_session_that_showed_its_factor_owes_none(ruled):
    head = ruled("binh")
    begun(head, factor="totp")
    assert head.get("/phong/").status_code == 200


def test_factors_are_taken_away_by_their_owner_and_by_nobody_else(user, wall):
    with_app(user, wall)
    other = account("nguoi.khac")
    thief = Client()
    sign_in(thief, ten="nguoi.khac")
    thief.post("/bao-mat/go/", {"yeu-to": "app"})
    assert Event.objects.filter(verb="accounts.totp_removed").count() == 0
    owner = Client()
    owner.force_login(user)
    begun(owner)
    owner.post("/bao-mat/go/", {"yeu-to": "app"})
    assert Event.objects.filter(verb="accounts.totp_removed").count() == 1
    assert other.pk != user.pk


@pytest.mark.parametrize("path", ["/bao-mat/", "/bao-mat/mat-khau/", "/bao-mat/ung-dung/", STEP])
def test_the_pages_take_few_statements(user, path, django_assert_max_num_queries):
    client = opened()
    client.get(path)
    with django_assert_max_num_queries(14):
        assert client.get(path).status_code == 200
