"""Passkeys, as far as they are ours: which site asks, what is kept. The rest is fido2's."""

from dataclasses import dataclass
from typing import Any

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    RegistrationResponse,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from congvu.apps.accounts.models import Passkey, User

State = dict[str, Any]
_ID_BYTES = 8


class NotThatKey(ValueError):
    """What the browser sent proves nothing: another site, challenge, key, or a copied one."""


@dataclass(frozen=True)
class Site:
    """The site that asks: its host name, and the exact origin its pages come from."""

    host: str
    origin: str


@dataclass(frozen=True)
class Registered:
    """A new key as the browser made it."""

    credential_id: bytes
    credential: bytes
    sign_count: int


@dataclass(frozen=True)
class Used:
    """A kept key that signed the challenge, and how often it says it was used."""

    key: Passkey
    sign_count: int


def begin_registration(site: Site, user: User, kept: list[Passkey]) -> tuple[State, State]:
    """Return the options for the browser and the state for `finish_registration`."""
    options, state = _server(site).register_begin(
        PublicKeyCredentialUserEntity(
            id=user.pk.to_bytes(_ID_BYTES, "big"),
            name=user.username,
            display_name=user.display_name,
        ),
        credentials=[_credential(one) for one in kept],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), dict(state)


def finish_registration(site: Site, state: State, answer: State) -> Registered:
    """Check the browser's answer; raises NotThatKey."""
    try:
        proven = _server(site).register_complete(state, RegistrationResponse.from_dict(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotThatKey(str(wrong)) from wrong
    kept = proven.credential_data
    if kept is None:
        raise NotThatKey("no credential")
    return Registered(kept.credential_id, bytes(kept), proven.counter)


def begin_use(site: Site, kept: list[Passkey] | None) -> tuple[State, State]:
    """Return the options to sign in with one of `kept`; None: with any key of this site."""
    options, state = _server(site).authenticate_begin(
        credentials=None if kept is None else [_credential(one) for one in kept],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return dict(options), dict(state)


def named(answer: State) -> bytes:
    """Return the id of the key that an answer says it comes from; raises NotThatKey."""
    try:
        return AuthenticationResponse.from_dict(answer).raw_id
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotThatKey(str(wrong)) from wrong


def finish_use(site: Site, state: State, answer: State, key: Passkey) -> Used:
    """Check that `key` signed the challenge; raises NotThatKey, also for a copied key."""
    try:
        response = AuthenticationResponse.from_dict(answer)
        _server(site).authenticate_complete(state, [_credential(key)], response)
    except (ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise NotThatKey(str(wrong)) from wrong
    count = response.response.authenticator_data.counter
    if count and count <= key.sign_count:
        raise NotThatKey("counter went back: a copy of the key was used")
    return Used(key, count)


def _server(site: Site) -> Fido2Server:
    relying_party = PublicKeyCredentialRpEntity(id=site.host, name="Công vụ")
    return Fido2Server(relying_party, verify_origin=lambda origin: origin == site.origin)


def _credential(key: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(bytes(key.credential))
