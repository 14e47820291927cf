"""A passkey in software: makes keys and signs challenges as a phone would, or as a thief would."""

import json

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
SITE = "http://testserver"


class Authenticator:
    """One key of one site; `count` is what it says of its uses."""

    def __init__(self, credential_id: bytes = b"k" * 16, origin: str = SITE) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.credential_id = credential_id
        self.origin = origin
        self.count = 0

    def made(self, options: dict) -> str:
        """The answer to a request for a new key."""
        kept = AttestedCredentialData.create(
            Aaguid.NONE, self.credential_id, ES256.from_cryptography_key(self.private.public_key())
        )
        flags = FLAG.UP | FLAG.UV | FLAG.AT
        proof = AuthenticatorData.create(sha256(options["rp"]["id"].encode()), flags, 0, kept)
        told = {
            "clientDataJSON": self._told("webauthn.create", options["challenge"]),
            "attestationObject": AttestationObject.create("none", proof, {}),
        }
        return self._answer(told)

    def used(self, options: dict, *, verified: bool = True) -> str:
        """The answer to a challenge; `verified`: the phone asked for a finger or a PIN."""
        self.count += 1
        flags = FLAG.UP | FLAG.UV if verified else FLAG.UP
        proof = AuthenticatorData.create(sha256(options["rpId"].encode()), flags, self.count)
        told = self._told("webauthn.get", options["challenge"])
        signature = self.private.sign(proof + sha256(told), ec.ECDSA(SHA256()))
        return self._answer(
            {"clientDataJSON": told, "authenticatorData": proof, "signature": signature}
        )

    def _told(self, kind: str, challenge: str) -> bytes:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)

    def _answer(self, response: dict) -> str:
        name = websafe_encode(self.credential_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {key: websafe_encode(value) for key, value in response.items()},
            }
        )
