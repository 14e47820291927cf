"""The mail server as the operator writes it: one address, smtp+starttls://user:password@host:587."""

import re
from typing import TypedDict
from urllib.parse import unquote, urlsplit

_SECURITY = {"smtp": "plain", "smtp+starttls": "starttls", "smtps": "tls"}
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")


class MailServer(TypedDict):
    """A mail server's parts; security is plain, starttls or tls."""

    host: str
    port: int
    security: str
    user: str
    password: str


def mail_server(url: str) -> MailServer | None:
    """Return the parts of CONGVU_SMTP, None for none; raises ValueError with what is wrong.

    A password goes over the wire in clear only to this very machine.
    """
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in _SECURITY or not parts.hostname:
        raise ValueError(
            "CONGVU_SMTP viết như smtp+starttls://ten:mat-khau@may-chu:587 "
            "(hoặc smtps://…, hoặc smtp://localhost)."
        )
    if parts.scheme == "smtp" and parts.password and parts.hostname != "localhost":
        raise ValueError("CONGVU_SMTP có mật khẩu thì phải dùng smtp+starttls:// hoặc smtps://.")
    return MailServer(
        host=parts.hostname,
        port=parts.port or _PORTS[parts.scheme],
        security=_SECURITY[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def refuse_half_a_mail(url: str, sender: str, site: str) -> None:
    """Raise ValueError where letters would go out without a sender or without working links."""
    mail_server(url)
    if sender and not _ADDRESS.fullmatch(sender):
        raise ValueError("CONGVU_MAIL_FROM phải là một địa chỉ thư, ví dụ congvu@khanhhoa.gov.vn.")
    if site and not re.fullmatch(r"https?://[A-Za-z0-9.:-]+", site):
        raise ValueError("CONGVU_SITE là địa chỉ các trang, ví dụ https://congvu.khanhhoa.gov.vn.")
    if url and not (sender and site):
        raise ValueError("Có CONGVU_SMTP thì phải có CONGVU_MAIL_FROM và CONGVU_SITE.")
