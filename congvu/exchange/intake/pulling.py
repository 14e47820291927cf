"""Asking another system for its records: over https, of that host only, so much and no more."""

import http.client
import ipaddress
import socket
import ssl
import urllib.parse
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Timer

from congvu.apps.work.queries import SystemRow
from congvu.exchange.workbook.refusal import Kind, Refused

LARGEST_BYTES = 10 << 20
CONNECT_SECONDS = 10
LONGEST_SECONDS = 120
CHUNK = 1 << 16
MOST_REDIRECTS = 3
SINCE = "{tu}"
"""Where in the address the moment of the last pull goes, if the system can be asked that way."""
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Terms:
    """What the operator allows: the header's value, private networks, certificates to trust."""

    secret: str = ""
    networks: Sequence[Network] = ()
    trust: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True, slots=True)
class Pulled:
    """An answer: its body, None where nothing has changed since, and how it was marked."""

    content: bytes | None
    etag: str


def pull(system: SystemRow, terms: Terms) -> Pulled:
    """Ask a system for its records; raises Refused in words for whatever goes wrong."""
    if not system.pull_address:
        raise Refused(Kind.NOT_FOUND, "Hệ thống này chưa có địa chỉ để lấy về.")
    address = system.pull_address.replace(SINCE, _since(system.pulled_at))
    headers = {"Accept": "application/json, text/csv", "User-Agent": "congvu"}
    if system.etag and SINCE not in system.pull_address:
        headers["If-None-Match"] = system.etag
    if system.pull_header and terms.secret:
        headers[system.pull_header] = terms.secret
    for _ in range(MOST_REDIRECTS):
        answer = _ask(address, headers, terms)
        if isinstance(answer, Pulled):
            return answer
        address = _followed(address, answer)
    raise Refused(Kind.UNSAFE, "Nguồn chuyển hướng quá nhiều lần.")


def _since(moment: datetime | None) -> str:
    return urllib.parse.quote(moment.isoformat(timespec="seconds") if moment else "")


def _followed(address: str, to: str) -> str:
    """Where a redirect leads: the same host, by https; the header is never shown to another."""
    there = urllib.parse.urljoin(address, to)
    before, after = urllib.parse.urlsplit(address), urllib.parse.urlsplit(there)
    if (after.scheme, after.netloc) != ("https", before.netloc):
        raise Refused(Kind.UNSAFE, f"Nguồn chuyển hướng sang nơi khác ({after.netloc[:80]}).")
    return there


def _ask(address: str, headers: dict[str, str], terms: Terms) -> Pulled | str:
    """Make one request; return the answer, or where it redirects to."""
    parts = urllib.parse.urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        raise Refused(Kind.UNSAFE, "Địa chỉ lấy về phải là https://tên-máy/…, không kèm mật khẩu.")
    path = urllib.parse.urlunsplit(("", "", parts.path or "/", parts.query, ""))
    try:
        link = _Link(parts.hostname, parts.port or 443, terms)
        clock = Timer(LONGEST_SECONDS, link.stop)
        clock.start()
        try:
            link.request("GET", path, headers=headers)
            return _read(link.getresponse())
        finally:
            clock.cancel()
            link.close()
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Refused(
            Kind.NOT_FOUND, f"Không lấy được từ {parts.hostname}: {_why(fault)}."
        ) from fault


def _why(fault: Exception) -> str:
    if isinstance(fault, ssl.SSLError):
        return "chứng thư của máy chủ không tin được"
    if isinstance(fault, TimeoutError):
        return "máy chủ không trả lời kịp"
    return type(fault).__name__


class _Link(http.client.HTTPSConnection):
    """A connection to an address that was looked up once and found allowed."""

    def __init__(self, host: str, port: int, terms: Terms) -> None:
        super().__init__(host, port, timeout=CONNECT_SECONDS, context=terms.trust)
        self._where = _allowed(host, port, terms.networks)
        self._trust = terms.trust

    def connect(self) -> None:
        """Connect to the address that was judged, whatever the name means by now."""
        plain = socket.create_connection((self._where, self.port), self.timeout)
        self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)

    def stop(self) -> None:
        """End a connection that drips for too long."""
        if self.sock is not None:
            self.sock.close()


def _allowed(host: str, port: int, networks: Sequence[Network]) -> str:
    """The first address of a host, if all of them are public or in a network the operator named."""
    found = [str(row[4][0]) for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for one in found:
        address = ipaddress.ip_address(one.partition("%")[0])
        if not address.is_global and not any(address in network for network in networks):
            raise Refused(
                Kind.UNSAFE,
                f"{host} ở địa chỉ nội bộ {address}; người vận hành phải cho phép dải mạng đó "
                "(CONGVU_INTAKE_NETWORKS).",
            )
    return found[0]


def _read(answer: http.client.HTTPResponse) -> Pulled | str:
    if answer.status == http.client.NOT_MODIFIED:
        return Pulled(None, answer.getheader("ETag", ""))
    if answer.status in (301, 302, 303, 307, 308):
        return answer.getheader("Location", "")
    if answer.status != http.client.OK:
        raise Refused(Kind.NOT_FOUND, f"Nguồn trả lời {answer.status} thay vì 200.")
    content = b""
    while chunk := answer.read(CHUNK):
        content += chunk
        if len(content) > LARGEST_BYTES:
            most = LARGEST_BYTES >> 20
            raise Refused(Kind.TOO_LARGE, f"Nguồn trả hơn {most} MB; hãy lấy từng phần.")
    return Pulled(content, answer.getheader("ETag", ""))
