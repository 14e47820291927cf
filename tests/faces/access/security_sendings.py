"""Sendings about the sender's own account and session, each from an account of its own."""

import re

from config import clock
from config.sessions import moment
from congvu.apps.accounts.sessions import PROVED, SEEN
from congvu.web.signin.kept import KEPT
from tests.faces.access.sending import Sending, at, signed_in
from tests.faces.accounts import PASSWORD, account, code_of, with_app
from tests.faces.authenticator import Authenticator
from tests.walls import Wall

NEW = "mat-khau-moi-hoan-toan"
SECRET = re.compile(r'class="secret">([^<]+)<')


def _somebody(n: int) -> str:
    return account(f"bao.mat.{n}").username


def security_password(n: int) -> Sending:
    typed = {"mat-khau": PASSWORD, "mat-khau-moi": NEW, "mat-khau-lai": NEW}
    return Sending(_somebody(n), at("security_password"), typed, closes=True)


def security_totp(n: int) -> Sending:
    name, path = _somebody(n), at("security_totp")
    client = signed_in(name)
    secret = SECRET.search(client.get(path).content.decode())[1].replace(" ", "")
    return Sending(name, path, {"ma": code_of(secret, Wall(clock.instant()))}, client=client)


def security_passkeys(n: int) -> Sending:
    name, path = _somebody(n), at("security_passkeys")
    client, key = signed_in(name), Authenticator(n.to_bytes(16))
    typed = {"khoa": key.made(client.post(path).json()), "ten-khoa": "Điện thoại"}
    return Sending(name, path, typed, client=client)


def security_codes(n: int) -> Sending:
    return Sending(_somebody(n), at("security_codes"))


def security_remove(n: int) -> Sending:
    user = account(f"bao.mat.{n}")
    with_app(user, Wall(clock.instant()))
    return Sending(user.username, at("security_remove"), {"yeu-to": "app"})


def security_sessions(n: int) -> Sending:
    name = _somebody(n)
    signed_in(name)
    return Sending(name, at("security_sessions"), {"phien": "khac"})


def step_up(n: int) -> Sending:
    name = _somebody(n)
    typed = {"mat-khau": PASSWORD, "next": at("security")}
    return Sending(name, at("step_up"), typed, client=signed_in(name, **{PROVED: 0}))


def resume(n: int) -> Sending:
    name = _somebody(n)
    client = signed_in(name, **{KEPT: {"path": "/"}})
    return Sending(name, at("resume"), client=client)


def keep_alive(n: int) -> Sending:
    name = _somebody(n)
    return Sending(name, at("keep_alive"), client=signed_in(name, **{SEEN: moment() - 30}))
