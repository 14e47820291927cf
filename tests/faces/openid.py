"""A small OpenID Connect provider that really listens: discovery, keys, codes once, PKCE.

It is honest unless a test spoils it: `spoil` changes the claims, `sign` how they are signed,
`described` what it says of itself.
"""

import base64
import hashlib
import json
import secrets
import threading
from collections.abc import Callable
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

from config import clock

CLIENT, SECRET = "congvu", "bi-mat-cua-ung-dung"
Claims = dict[str, object]


class Provider:
    """One provider, one client, and whoever is said to sit before the browser."""

    def __init__(self) -> None:
        self.key = _key()
        self.codes: dict[str, dict[str, str]] = {}
        self.person: Claims = {"sub": "s-1", "preferred_username": "thu.nghiem"}
        self.spoil: Callable[[Claims], Claims] = lambda claims: claims
        self.sign: Callable[[Claims], str] = self.signed
        self.described: Claims = {}
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def stop(self) -> None:
        """Close the port."""
        self.server.shutdown()
        self.server.server_close()

    def signed(self, claims: Claims, key: RSAKey | None = None) -> str:
        """The claims signed as the provider promises."""
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims, key or self.key)

    def description(self) -> Claims:
        """What it says of itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256"],
        } | self.described

    def authorize(self, asked: dict[str, str]) -> str:
        """The person agreed: the address that the browser is sent back to."""
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """A code for tokens: once, by the client it was given to, who has the verifier."""
        expected = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(form.get("code", ""), None)
        if authorization != f"Basic {expected}":
            return 401, {"error": "invalid_client"}
        if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        now = int(clock.instant().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300,
                  "nonce": asked["nonce"], **self.person}  # fmt: skip
        token = self.sign(self.spoil(claims))
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}


@cache
def _key() -> RSAKey:
    """The key of every provider of this process: to make one is half a second's work."""
    return RSAKey.generate_key(2048, {"kid": "k1"})


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """The provider's four addresses."""

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            at = urlsplit(self.path)
            provider.asked.append(at.path)
            if at.path == "/authorize":
                asked = {name: values[0] for name, values in parse_qs(at.query).items()}
                self.send_response(302)
                self.send_header("Location", provider.authorize(asked))
                self.end_headers()
                return
            pages = {
                "/.well-known/openid-configuration": provider.description,
                "/jwks": lambda: {"keys": [provider.key.as_dict(private=False)]},
            }
            self._answer(200, pages[at.path]())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*provider.exchange(form, self.headers.get("Authorization", "")))

        def _answer(self, status: int, claims: Claims) -> None:
            content = json.dumps(claims).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    return Handler
