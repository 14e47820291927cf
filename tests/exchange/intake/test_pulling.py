"""Asking a system: over https, that host only, so much, and again only for what is new."""

import datetime
import http.server
import ipaddress
import ssl
import threading
from contextlib import contextmanager

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from congvu.apps.work import queries
from congvu.exchange.intake import pulling
from congvu.exchange.intake.pulling import Terms, pull
from congvu.exchange.workbook.refusal import Refused
from tests.apps import world
from tests.apps.work import feeds
from tests.exchange.intake import sources

HERE = ipaddress.ip_network("127.0.0.0/8")


@pytest.fixture(scope="module")
def papers(tmp_path_factory) -> tuple[str, ssl.SSLContext]:
    """A certificate for localhost, and who trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
        .not_valid_after(datetime.datetime(2120, 1, 1, tzinfo=datetime.UTC))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("cert") / "both.pem"
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    path.write_bytes(key.private_bytes(pem, form, plain) + made.public_bytes(pem))
    return str(path), ssl.create_default_context(cafile=str(path))


@contextmanager
def answering(papers, answer):
    """A system on this machine; `answer` gets the handler and writes."""
    seen = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, dict(self.headers)))
            answer(self)

        def log_message(self, *_given: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(papers[0])
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_port}", seen
    server.shutdown()
    thread.join()
    server.server_close()


def plain(content: bytes, status: int = 200, **headers: str):
    def answer(handler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def system(address: str, **more: object) -> queries.SystemRow:
    given = {
        "id": 1, "code": feeds.CODE, "name": "Một cửa", "kind": "one_stop", "unit": "P",
        "unit_name": "Phường", "unit_path": "/", "is_active": True, "id_field": "Mã hồ sơ",
        "withdrawn_when": [], "keep_fields": [], "seen_fields": [], "key_hash": "", "key_last": "",
        "key_made_at": None, "pull_address": address, "pull_header": "", "etag": "",
        "pulled_at": None,
    }  # fmt: skip
    return queries.SystemRow(**given | more)


def terms(papers, **more: object) -> Terms:
    return Terms(**{"networks": [HERE], "trust": papers[1]} | more)


def test_records_come_with_the_secret_that_the_operator_set(papers):
    content = sources.as_json([sources.dossier(1)])
    with answering(papers, plain(content, ETag='"a"')) as (where, seen):
        asked = system(f"{where}/ho-so?tu={{tu}}", pull_header="X-Khoa", pulled_at=world.AT)
        found = pull(asked, terms(papers, secret="bi-mat"))
    assert (found.content, found.etag) == (content, '"a"')
    path, headers = seen[0]
    assert path == "/ho-so?tu=2026-11-23T07%3A32%3A00%2B00%3A00"
    assert headers["X-Khoa"] == "bi-mat"


def test_what_has_not_changed_is_not_sent_again(papers):
    with answering(papers, plain(b"", 304)) as (where, seen):
        assert pull(system(where, etag='"a"'), terms(papers)).content is None
    assert seen[0][1]["If-None-Match"] == '"a"'


def test_a_redirect_stays_on_the_host(papers):
    def answer(handler) -> None:
        plain(b"", 302, Location="/moi")(handler) if handler.path == "/" else plain(b"[]")(handler)

    with answering(papers, answer) as (where, _):
        assert pull(system(f"{where}/"), terms(papers)).content == b"[]"
    for elsewhere in ("https://example.org/", "http://localhost/", "//10.0.0.1/"):
        with answering(papers, plain(b"", 302, Location=elsewhere)) as (where, seen):
            with pytest.raises(Refused, match="chuyển hướng sang nơi khác"):
                pull(system(where), terms(papers))
            assert len(seen) == 1
    with (
        answering(papers, plain(b"", 302, Location="/")) as (where, _),
        pytest.raises(Refused, match="quá nhiều lần"),
    ):
        pull(system(where), terms(papers))


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "chưa có địa chỉ"),
        ("http://localhost/", "https://"),
        ("https://user:pass@localhost/", "không kèm mật khẩu"),
        ("https://localhost/", "nội bộ 127.0.0.1"),
        ("https://127.0.0.1:1/", "nội bộ 127.0.0.1"),
        ("https://[::1]/", "nội bộ ::1"),
        ("https://169.254.169.254/latest/", "nội bộ 169.254.169.254"),
        ("https://localhost:99999/", "Địa chỉ|Không lấy được"),
    ],
)
def test_an_address_that_leads_inside_or_is_not_safe_is_refused(papers, address, says):
    with pytest.raises(Refused, match=says):
        pull(system(address), Terms(trust=papers[1]))


def test_a_server_that_nobody_vouches_for_is_refused(papers):
    with (
        answering(papers, plain(b"[]")) as (where, _),
        pytest.raises(Refused, match="chứng thư"),
    ):
        pull(system(where), Terms(networks=[HERE]))


def test_too_much_too_slow_or_not_well_is_refused(papers, monkeypatch):
    with (
        answering(papers, plain(b"x", 500)) as (where, _),
        pytest.raises(Refused, match="trả lời 500"),
    ):
        pull(system(where), terms(papers))
    monkeypatch.setattr(pulling, "LARGEST_BYTES", 10)
    with (
        answering(papers, plain(b"x" * 11)) as (where, _),
        pytest.raises(Refused, match="hơn 0 MB"),
    ):
        pull(system(where), terms(papers))
    waiting = threading.Event()
    monkeypatch.setattr(pulling, "CONNECT_SECONDS", 0.2)
    with answering(papers, lambda handler: waiting.wait(5)) as (where, _):
        with pytest.raises(Refused, match="không trả lời kịp"):
            pull(system(where), terms(papers))
        waiting.set()
