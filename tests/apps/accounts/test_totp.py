"""Codes of apps, by the examples of RFC 6238, and what is kept sealed."""

import base64
from datetime import UTC, datetime

import pytest

from congvu.apps.accounts import totp
from congvu.apps.accounts.sealing import Unsealable, code_hash, seal, unseal

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_examples_of_the_standard(seconds, code):
    assert totp.code_at(SECRET, seconds // 30) == code
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.step_of(SECRET, f" {code[:3]} {code[3:]} ", at=at, after=0) == seconds // 30


@pytest.mark.parametrize("typed", ["", "287 08", "2870820", "abcdef", "２８７０８２", "287082\x00"])
def test_what_is_no_code_opens_nothing(typed):
    at = datetime.fromtimestamp(59, UTC)
    assert totp.step_of(SECRET, typed, at=at, after=0) is None


def test_every_secret_is_new_and_an_app_can_read_it():
    one, other = totp.new_secret(), totp.new_secret()
    assert one != other
    assert len(base64.b32decode(one)) == 20
    address = totp.address(one, account="an.nguyen", issuer="Công vụ")
    assert address.startswith("otpauth://totp/C%C3%B4ng%20v%E1%BB%A5:an.nguyen?")
    assert f"secret={one}" in address


def test_what_is_sealed_opens_with_the_same_key_only(settings):
    sealed = seal(SECRET)
    assert SECRET not in sealed
    assert unseal(sealed) == SECRET
    with pytest.raises(Unsealable):
        unseal(sealed[:-4] + "AAAA")
    settings.SECRET_KEY = "y" * 60
    with pytest.raises(Unsealable):
        unseal(sealed)


def test_a_recovery_code_of_one_account_is_another_hash_for_another():
    assert code_hash(1, "1abc") != code_hash(11, "abc")
    assert code_hash(1, "abc") == code_hash(1, "abc")
