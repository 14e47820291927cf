"""Where letters go: the address of an account, the mail server of the operator."""

import pytest
from django.db import IntegrityError, transaction
from pydantic import ValidationError

from config import env
from config.mail import mail_server
from congvu.apps.accounts import actions, queries
from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused
from tests.apps import world


@pytest.fixture
def user(db) -> User:
    return User.objects.create(username="an", display_name="An", password="!")


def choose(user: User, email: str, *, wants: bool = True) -> None:
    actions.choose_mail(user.pk, email=email, wants_digest=wants, by=user, at=world.AT)


@pytest.mark.parametrize("email", ["an@khanhhoa.gov.vn", "An.N+viec@so-noi-vu.gov.vn", ""])
def test_an_address_is_kept_and_can_be_taken_away(user, email):
    choose(user, f" {email} ")
    choice = queries.mail_choice(user.pk)
    assert (choice.email, choice.wants_digest) == (email, True)
    assert queries.digest_readers([user.pk]) == ({user.pk} if email else set())


@pytest.mark.parametrize(
    "email",
    ["an", "an@", "@a.vn", "an@a", "an b@a.vn", "an@a.vn\nBcc: x@a.vn", "an@a.vn\r\n.x", "ẩn@a.vn",
     "an@a.vn,binh@a.vn", "<an@a.vn>", '"an"@a.vn', "an@-a.vn", "an@a..vn", "an@a.vn\x7f"],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(user, email):
    with pytest.raises(Refused, match="Địa chỉ thư viết như"):
        choose(user, email)
    assert queries.mail_choice(user.pk).email == ""


def test_an_endless_address_is_refused(user):
    with pytest.raises(Refused, match="254"):
        choose(user, "a@" + "a." * 130 + "vn")


def test_the_database_itself_refuses_an_address_that_would_break_a_header(user):
    for email in ("an@a.vn\nBcc: b@a.vn", "an"):
        with pytest.raises(IntegrityError, match="email_is_plain"), transaction.atomic():
            User.objects.filter(pk=user.pk).update(email=email)
    User.objects.filter(pk=user.pk).update(email="a@b.vn")


def test_the_host_is_written_small_and_the_event_holds_no_address(user):
    choose(user, "An@KHANHHOA.gov.vn", wants=False)
    assert queries.mail_choice(user.pk).email == "An@khanhhoa.gov.vn"
    event = Event.objects.get(verb="accounts.mail_chosen")
    assert event.payload == {"address_changed": True, "has_address": True, "digest": False}
    assert queries.digest_readers([user.pk]) == set()


def test_a_closed_account_gets_no_letters(user):
    choose(user, "an@a.vn")
    actions.deactivate(user, by=None, reason="Nghỉ hưu")
    assert queries.mail_choice(user.pk) is None
    assert queries.digest_readers([user.pk]) == set()


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("smtp://localhost", ("localhost", 25, "plain", "", "")),
        ("smtps://thu.vn", ("thu.vn", 465, "tls", "", "")),
        ("smtp+starttls://a%40b:m%3Ak@thu.vn:2525", ("thu.vn", 2525, "starttls", "a@b", "m:k")),
    ],
)
def test_a_mail_server_is_one_address(url, parts):
    assert tuple(mail_server(url).values()) == parts
    assert mail_server("") is None


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"CONGVU_SMTP": "thu.vn:25"}, "CONGVU_SMTP viết như"),
        ({"CONGVU_SMTP": "smtp://a:b@thu.vn"}, "phải dùng smtp"),
        ({"CONGVU_SMTP": "smtp://thu.vn"}, "CONGVU_MAIL_FROM và CONGVU_SITE"),
        ({"CONGVU_MAIL_FROM": "a@b.vn\nBcc: c@d.vn"}, "CONGVU_MAIL_FROM"),
        ({"CONGVU_SITE": "congvu.vn"}, "CONGVU_SITE"),
        ({"CONGVU_SITE": "https://a.vn/\r\nX: y"}, "CONGVU_SITE"),
    ],
)
def test_half_a_mail_server_is_refused_on_start(monkeypatch, variables, says):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=says):
        env.Environment()


def test_a_whole_mail_server_is_taken_and_its_password_is_not_shown(monkeypatch):
    for name, value in {
        "CONGVU_SMTP": "smtps://a:mat-khau@thu.vn",
        "CONGVU_MAIL_FROM": "congvu@a.vn",
        "CONGVU_SITE": "https://congvu.a.vn",
    }.items():
        monkeypatch.setenv(name, value)
    assert "mat-khau" not in repr(env.Environment())
