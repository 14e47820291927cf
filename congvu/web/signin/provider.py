"""The province's single sign-on as an OpenID Connect client: authlib's, and what it leaves open.

authlib sends state, nonce and PKCE and checks signature, nonce, times and at_hash. Added here: the
issuer and the audience are the configured ones whatever the provider's own papers say, only
signatures by a private key count, and no request waits longer than a few seconds.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoIntegration, DjangoOAuth2App
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from joserfc.errors import JoseError

from config.sessions import FRESH_SECONDS

NAME = "sso"
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")
_TIMEOUT_SECONDS = 5
_LEEWAY_SECONDS = 60
_NOT_UNDERSTOOD = (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError, RuntimeError)


class NotReached(Exception):
    """The provider does not answer, or is not the one that was configured."""


class NotBelieved(Exception):
    """What came back proves nothing about anybody."""


class Provider(DjangoOAuth2App):
    """The client, which trusts the configured issuer and no other."""

    def load_server_metadata(self) -> dict[str, Any]:
        """Return the provider's description of itself; raises NotReached for another's."""
        found = super().load_server_metadata()
        if str(found.get("issuer", "")).rstrip("/") != settings.SSO_ISSUER:
            self.server_metadata = {}
            raise NotReached(f"issuer {found.get('issuer')!r}")
        stated = found.get("id_token_signing_alg_values_supported") or []
        trusted = [one for one in stated if one in _ALGORITHMS] or ["RS256"]
        found["id_token_signing_alg_values_supported"] = trusted
        return found


def begin(request: HttpRequest, back: str, *, again: bool) -> HttpResponse:
    """Send the browser to the provider, which sends it `back`; raises NotReached.

    `again`: the provider is to ask the person, whatever it remembers.
    """
    asked = {"prompt": "login", "max_age": str(FRESH_SECONDS)} if again else {}
    try:
        return provider().authorize_redirect(request, back, **asked)
    except (requests.RequestException, *_NOT_UNDERSTOOD) as wrong:
        raise NotReached(str(wrong)) from wrong


def finish(request: HttpRequest) -> Mapping[str, Any]:
    """Return the claims of whoever came back; raises NotReached or NotBelieved.

    The request posts `code` and `state`; the state is used up whatever comes of it.
    """
    try:
        issuer = str(provider().load_server_metadata()["issuer"])
        token = provider().authorize_access_token(
            request,
            claims_options={
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": settings.SSO_CLIENT_ID},
                "sub": {"essential": True},
            },
            leeway=_LEEWAY_SECONDS,
        )
    except requests.RequestException as wrong:
        raise NotReached(str(wrong)) from wrong
    except _NOT_UNDERSTOOD as wrong:
        raise NotBelieved(str(wrong)) from wrong
    if "userinfo" not in token:
        raise NotBelieved("no id_token")
    return token["userinfo"]


def reach() -> str:
    """Ask the provider now for its own name of itself; raises NotReached."""
    try:
        return str(_made().load_server_metadata()["issuer"])
    except (requests.RequestException, *_NOT_UNDERSTOOD) as wrong:
        raise NotReached(str(wrong)) from wrong


def leaving(back: str) -> str:
    """Return the address that ends the session at the provider; empty if it has none."""
    try:
        end = provider().load_server_metadata().get("end_session_endpoint", "")
    except (NotReached, requests.RequestException, *_NOT_UNDERSTOOD):
        return ""
    asked = urlencode({"client_id": settings.SSO_CLIENT_ID, "post_logout_redirect_uri": back})
    return f"{end}{'&' if '?' in end else '?'}{asked}" if end else ""


def provider() -> Provider:
    """The client of the settings in force; it keeps the provider's description and keys."""
    return _provider(settings.SSO_ISSUER, settings.SSO_CLIENT_ID)


@lru_cache(maxsize=4)
def _provider(_issuer: str, _client_id: str) -> Provider:
    return _made()


def _made() -> Provider:
    return Provider(
        DjangoIntegration(NAME),
        NAME,
        client_id=settings.SSO_CLIENT_ID,
        client_secret=settings.SSO_CLIENT_SECRET,
        server_metadata_url=f"{settings.SSO_ISSUER}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile",
            "code_challenge_method": "S256",
            "default_timeout": _TIMEOUT_SECONDS,
            "verify": str(settings.SSO_CA) if settings.SSO_CA else True,
        },
    )
