"""The demo's two systems standing on this machine, to be asked as a real one would be.

HTTPS with a certificate of their own; they answer with an ETag and know what has not changed.
"""

import datetime
import hashlib
import http.server
import ipaddress
import ssl
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from congvu.exchange.demo.feeds import Feed

CERTIFICATE, SECRET_HEADER = "chung-thu.pem", "X-Khoa"
SECRET = "khoa-chay-thu"  # noqa: S105 - published on purpose, opens invented documents
DOCUMENTS, DOSSIERS = "/van-ban-di", "/ho-so"
_LASTS = datetime.datetime(2036, 1, 1, tzinfo=datetime.UTC)
_BEGINS = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)


def certificate(folder: Path) -> Path:
    """Make a certificate for this machine with its key in one file; return where it lies."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_BEGINS)
        .not_valid_after(_LASTS)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / CERTIFICATE
    path.touch(mode=0o600)
    path.write_bytes(private + made.public_bytes(pem))
    return path


def server(feed: Feed, folder: Path, port: int) -> http.server.ThreadingHTTPServer:
    """Return a server of both systems on this machine; whoever asks for it serves and closes it."""
    standing = http.server.ThreadingHTTPServer(("127.0.0.1", port), _handler(feed))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder))
    standing.socket = context.wrap_socket(standing.socket, server_side=True)
    return standing


def _handler(feed: Feed) -> type[http.server.BaseHTTPRequestHandler]:
    answers = {DOCUMENTS: feed.documents, DOSSIERS: feed.pushed}

    class Handler(_Handler):
        contents = answers

    return Handler


class _Handler(http.server.BaseHTTPRequestHandler):
    contents: Mapping[str, bytes]

    def do_GET(self) -> None:
        """Answer with the records, whole, or that they are as they were."""
        content = self.contents.get(urlsplit(self.path).path)
        if content is None:
            return self._answer(404, b"")
        if self.headers.get(SECRET_HEADER) != SECRET:
            return self._answer(401, b"")
        mark = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == mark:
            return self._answer(304, b"", mark)
        return self._answer(200, content, mark)

    def _answer(self, status: int, content: bytes, mark: str = "") -> None:
        self.send_response(status)
        if mark:
            self.send_header("ETag", mark)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
