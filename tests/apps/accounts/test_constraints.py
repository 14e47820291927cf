"""What the database promises about sign-in."""

import unicodedata
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import Model

from congvu.apps.accounts import actions as accounts
from congvu.apps.accounts.models import (
    Attempts,
    Device,
    Passkey,
    RecoveryCode,
    SsoIdentity,
    User,
)
from tests.apps import world
from tests.apps.promises import Promise, every_constraint_is_promised, kept, refused

pytestmark = pytest.mark.django_db
AT = world.AT


def _user(username: str = "an.nguyen") -> User:
    found = User.objects.filter(username=username).first()
    return found or accounts.create_user(
        username=username, display_name="An", password="x", by=None
    )


def _made(model: type[Model], **ordinary: object) -> Callable[..., Model]:
    def make(**changes: object) -> Model:
        given = ordinary | changes
        if "username" in given:
            given["user"] = _user(str(given.pop("username")))
        return model.objects.create(**given)

    return make


device = _made(Device, username="an.nguyen", token_hash="a", first_at=AT, last_at=AT)
attempts = _made(Attempts, key="k", failures=5, last_at=AT, closed_until=None)
passkey = _made(
    Passkey, username="an.nguyen", credential_id=b"1", credential=b"2", label="Khóa", made_at=AT
)
code = _made(RecoveryCode, username="an.nguyen", code_hash="a")
identity = _made(SsoIdentity, username="an.nguyen", issuer="i", subject="s", bound_at=AT)
OTHER = {"username": "binh.le"}
LATER = timedelta(microseconds=1)

PROMISES = {
    Device: (
        device,
        [Promise("accounts_device_once", {"token_hash": "b"}, {}, OTHER, beside={})],
    ),
    Attempts: (
        attempts,
        [
            Promise("accounts_attempts_some", {}, {"failures": 0}, {"failures": 1}),
            Promise(
                "accounts_attempts_wait_follows",
                {},
                {"closed_until": AT},
                {"closed_until": AT + LATER},
            ),
        ],
    ),
    Passkey: (
        passkey,
        [
            Promise(
                "accounts_passkey_label",
                {},
                {"label": ""},
                {"label": unicodedata.normalize("NFC", "ò")},
            )
        ],
    ),
    RecoveryCode: (
        code,
        [Promise("accounts_recovery_code_once", {"code_hash": "b"}, {}, OTHER, beside={})],
    ),
    SsoIdentity: (
        identity,
        [
            Promise(
                "accounts_ssoidentity_one_account",
                OTHER | {"subject": "t"},
                OTHER,
                OTHER | {"issuer": "j"},
                beside={},
            )
        ],
    ),
}
CASES = [
    pytest.param(model, make, promise, id=str(promise))
    for model, (make, promises) in PROMISES.items()
    for promise in promises
]


@pytest.mark.parametrize(("model", "make", "promise"), CASES)
def test_an_ordinary_row_is_kept(model, make, promise):
    kept(model, make, promise, promise.holds)


@pytest.mark.parametrize(("model", "make", "promise"), CASES)
def test_a_broken_row_is_refused_in_words(model, make, promise):
    refused(model, make, promise)


@pytest.mark.parametrize(("model", "make", "promise"), CASES)
def test_a_row_at_the_edge_is_kept(model, make, promise):
    kept(model, make, promise, promise.edge)


@pytest.mark.parametrize("model", PROMISES)
def test_every_constraint_is_promised(model):
    every_constraint_is_promised(model, PROMISES[model][1])
