"""Who may sign in, and who may not."""

import unicodedata

import pytest
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from config.startup import refuse_demo_logins
from congvu.apps.accounts import actions, queries
from congvu.apps.accounts.models import User
from congvu.apps.audit.models import Event
from congvu.apps.audit.refusals import Refused

PASSWORD = "mat-khau-cua-ban-kiem-thu"
pytestmark = pytest.mark.django_db


def _user(username: str = "an.nguyen", display_name: str = "Nguyễn Văn An") -> User:
    return actions.create_user(
        username=username, display_name=display_name, password=PASSWORD, by=None
    )


def test_the_right_password_signs_in_whatever_the_case_of_the_name():
    user = _user()
    assert authenticate(username=" An.Nguyen ", password=PASSWORD) == user


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "an.nguyen", "password": "sai"},
        {"username": "khong.co", "password": PASSWORD},
        {"username": "an.nguyen", "password": None},
    ],
)
def test_anything_else_does_not(credentials):
    _user()
    assert authenticate(**credentials) is None


def test_passwords_are_kept_as_argon2id_with_19_mib_two_passes_one_lane():
    assert _user().password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_a_closed_account_neither_signs_in_nor_keeps_its_session(client):
    user = _user()
    client.force_login(user)
    actions.deactivate(user, by=None, reason="Chuyển công tác")
    assert authenticate(username="an.nguyen", password=PASSWORD) is None
    assert Event.objects.get(verb="accounts.user_deactivated").reason == "Chuyển công tác"


def test_a_new_password_replaces_the_old_one():
    user = _user()
    actions.set_password(user, password="mat-khau-moi-hoan-toan", by=user)
    assert authenticate(username="an.nguyen", password=PASSWORD) is None
    assert authenticate(username="an.nguyen", password="mat-khau-moi-hoan-toan") == user


def test_a_demo_login_works_in_the_demo_only(settings):
    settings.DEMO = True
    _user()
    assert authenticate(username="an.nguyen", password=PASSWORD)
    refuse_demo_logins()
    settings.DEMO = False
    assert authenticate(username="an.nguyen", password=PASSWORD) is None
    assert queries.demo_logins() == ["an.nguyen"]
    with pytest.raises(ImproperlyConfigured, match=r"an\.nguyen"):
        refuse_demo_logins()


def test_names_are_stored_in_one_normal_form():
    assert _user(display_name=unicodedata.normalize("NFD", "Hòa")).display_name == "Hòa"


@pytest.mark.parametrize("username", ["AN", "có dấu", "a", "x" * 65, "-an", ""])
def test_a_name_that_is_not_plain_is_refused(username):
    with pytest.raises(IntegrityError, match="username_is_plain"), transaction.atomic():
        User(username=username, display_name="An").save(force_insert=True)


@pytest.mark.parametrize("display_name", ["", unicodedata.normalize("NFD", "Hòa")])
def test_an_empty_or_decomposed_display_name_is_refused(display_name):
    with pytest.raises(IntegrityError, match="display_name_is_nfc"), transaction.atomic():
        User(username="an", display_name=display_name).save(force_insert=True)


def test_one_name_belongs_to_one_account():
    _user()
    with pytest.raises(Refused, match="username"):
        _user()
