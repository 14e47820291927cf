"""The daily letter: plain text, counts and a link. What it may not say it never sees."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from congvu.engine.reminding import Kind
from congvu.exchange.reminders.words import WORDS
from congvu.kernel.dates import format_day
from congvu.kernel.fixed import format_fixed

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[a-z0-9.-]+\.[a-z]{2,24}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, in whose name, and where the pages are ("https://…", no slash at the end)."""

    sender: str
    province: str
    site: str


@dataclass(frozen=True, slots=True)
class Links:
    """Paths of the page of reminders, and of the page that ends the letters without a sign-in."""

    reminders: str
    stop: str


def letter(
    head: Letterhead, *, to: str, day: date, counts: Mapping[str, int], links: Links
) -> EmailMessage:
    """Write the letter; raises ValueError for an address that would break its header."""
    if not _ADDRESS.fullmatch(to):
        raise ValueError("Địa chỉ thư không dùng được.")
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(f"Công vụ {head.province}", addr_spec=head.sender)
    made["To"] = Address(addr_spec=to)
    made["Subject"] = f"Nhắc việc ngày {format_day(day)}"
    made["List-Unsubscribe"] = f"<{head.site}{links.stop}>"
    made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_text(head, counts, links), charset="utf-8", cte="quoted-printable")
    return made


def _text(head: Letterhead, counts: Mapping[str, int], links: Links) -> str:
    listed = [
        f"- {format_fixed(counts[kind], places=0)} {WORDS[kind]}"
        for kind in Kind
        if counts.get(kind)
    ]
    return "\n".join(
        (
            f"Ông/bà có việc cần xem trong hệ thống công vụ của {head.province}:",
            "",
            *listed,
            "",
            f"Mở trang Nhắc việc: {head.site}{links.reminders}",
            "",
            "Thư gửi tự động, mỗi ngày nhiều nhất một thư; trong thư không có tên việc, tên người "
            "và điểm.",
            f"Thôi nhận thư: {head.site}{links.stop}",
            "",
        )
    )
