"""The container: a ZIP in which every byte is accounted for.

Any tool opens it. It is written one way only (fixed order, fixed day, no extras), and a file that
differs from that in a single byte outside the packed contents is refused: nothing hides in front,
behind, between or in the headers, no link, no second member of the same name.
"""

import re
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from congvu.exchange.toolkit.limits import Limits
from congvu.exchange.toolkit.refusal import PackageRefused

WHOLE = "tệp .congvu"
INDEX = "mục lục của tệp nén"
SIGNATURE = "SIGNATURE"
"""The one member that is stored as it is; it stands last."""
LONGEST_NAME = 255
_NAME = re.compile(r"[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*(/[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*)*")
_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_LOCAL_SIGN, _CENTRAL_SIGN, _END_SIGN = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_NEEDS, _MADE_BY = 2 * 10, 3 << 8 | 2 * 10  # ZIP 2.0, on Unix
_DAY = 1 << 5 | 1  # 01/01/1980, the first that a ZIP can name
_ORDINARY_FILE = 0o100644 << 16
_STORED, _DEFLATED = 0, 8
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its bytes as they stand in the file, and what they unpack to."""

    name: str
    packed: bytes
    size: int
    check: int  # CRC-32

    @property
    def method(self) -> int:
        """How it is packed."""
        return _STORED if self.name == SIGNATURE else _DEFLATED

    def head(self) -> bytes:
        """Return what stands before it."""
        name = self.name.encode()
        return _LOCAL.pack(
            _LOCAL_SIGN, _NEEDS, 0, self.method, 0, _DAY,
            self.check, len(self.packed), self.size, len(name), 0,
        ) + name  # fmt: skip

    def entry(self, offset: int) -> bytes:
        """Return its line in the index."""
        name = self.name.encode()
        return _CENTRAL.pack(
            _CENTRAL_SIGN, _MADE_BY, _NEEDS, 0, self.method, 0, _DAY,
            self.check, len(self.packed), self.size, len(name), 0, 0, 0, 0, _ORDINARY_FILE, offset,
        ) + name  # fmt: skip


def packed(name: str, content: bytes) -> Member:
    """Pack one member."""
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = content if name == SIGNATURE else deflate.compress(content) + deflate.flush()
    return Member(name, body, len(content), zlib.crc32(content))


def laid_out(members: list[Member]) -> bytes:
    """Return the members one after the other, without the index."""
    return b"".join(one.head() + one.packed for one in members)


def indexed(members: list[Member]) -> bytes:
    """Return the whole file."""
    body, entries = laid_out(members), _entries(members)
    return body + b"".join(entries) + _end(entries, len(body))


def unpacked(content: bytes, limits: Limits) -> tuple[list[Member], Mapping[str, bytes]]:
    """Return the members in order, and what each unpacks to; raises PackageRefused."""
    members = _walk(content, limits)
    _refuse_twins(members)
    _check_index(content, members)
    _check_sizes(members, limits)
    return members, {one.name: _inflated(one) for one in members}


def _entries(members: list[Member]) -> list[bytes]:
    found, offset = [], 0
    for one in members:
        found.append(one.entry(offset))
        offset += len(one.head()) + len(one.packed)
    return found


def _end(entries: list[bytes], offset: int) -> bytes:
    count, length = len(entries), sum(map(len, entries))
    return _END.pack(_END_SIGN, 0, 0, count, count, length, offset, 0)


def _walk(content: bytes, limits: Limits) -> list[Member]:
    """Read the members from the front; each head must be the one that we would write."""
    if not content.startswith(_LOCAL_SIGN):
        raise PackageRefused(WHOLE, "không phải là bộ công cụ đóng gói; cần một tệp .congvu.")
    members: list[Member] = []
    place = 0
    while content.startswith(_LOCAL_SIGN, place):
        if len(members) == limits.members:
            raise PackageRefused(
                WHOLE, f"có hơn {limits.members} tệp bên trong; chia thành nhiều bộ."
            )
        one = _member_at(content, place)
        if not content.startswith(one.head(), place):
            raise PackageRefused(
                one.name, "không được nén theo định dạng .congvu; hãy xin lại tệp gốc."
            )
        members.append(one)
        place += len(one.head()) + len(one.packed)
    return members


def _member_at(content: bytes, place: int) -> Member:
    head = content[place : place + _LOCAL.size]
    if len(head) < _LOCAL.size:
        raise PackageRefused(WHOLE, "bị cắt cụt; hãy tải lại.")
    *_, check, length, size, name_length, extra = _LOCAL.unpack(head)
    place += _LOCAL.size
    name = _name(content[place : place + name_length])
    place += name_length + extra
    body = content[place : place + length]
    if len(body) < length:
        raise PackageRefused(name, "bị cắt cụt; hãy tải lại.")
    return Member(name, body, size, check)


def _name(raw: bytes) -> str:
    text = raw.decode("ascii", "replace")
    if len(raw) > LONGEST_NAME or not _NAME.fullmatch(text):
        raise PackageRefused(
            repr(text[:80]),
            "tên tệp bên trong không được phép (đường dẫn lạ, ký tự lạ hoặc quá dài).",
        )
    return text


def _refuse_twins(members: list[Member]) -> None:
    seen: set[str] = set()
    for one in members:
        if one.name.casefold() in seen:
            raise PackageRefused(one.name, "có hai lần trong gói (không kể chữ hoa, chữ thường).")
        seen.add(one.name.casefold())


def _check_index(content: bytes, members: list[Member]) -> None:
    entries = _entries(members)
    place = start = len(laid_out(members))
    for one, entry in zip(members, entries, strict=True):
        if not content.startswith(entry, place):
            raise PackageRefused(
                one.name, "mục lục ghi khác (tệp bị thêm, bớt, đổi tên, hoặc là liên kết)."
            )
        place += len(entry)
    if content[place:] != _end(entries, start):
        raise PackageRefused(
            INDEX, "không khớp với các tệp bên trong; tệp bị sửa hoặc thêm phần thừa."
        )


def _check_sizes(members: list[Member], limits: Limits) -> None:
    total = 0
    for one in members:
        total += one.size
        if total > limits.unpacked_bytes:
            most = limits.unpacked_bytes >> 20
            raise PackageRefused(
                one.name, f"quá lớn: cả gói bung ra hơn {most} MB; chia thành nhiều bộ."
            )
        if one.size > limits.ratio_from_bytes and one.size > limits.ratio * len(one.packed):
            raise PackageRefused(
                one.name, f"nén hơn {limits.ratio} lần: giống “bom nén”, không mở."
            )


def _inflated(one: Member) -> bytes:
    content = one.packed if one.method == _STORED else _inflate(one)
    if len(content) != one.size or zlib.crc32(content) != one.check:
        raise PackageRefused(one.name, "nội dung bị hỏng hoặc bị sửa; hãy xin lại tệp gốc.")
    return content


def _inflate(one: Member) -> bytes:
    """Return what it unpacks to, never more than what it declared and one byte."""
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        content = inflate.decompress(one.packed, one.size + 1)
    except zlib.error:
        raise PackageRefused(
            one.name, "nội dung bị hỏng hoặc bị sửa; hãy xin lại tệp gốc."
        ) from None
    if not inflate.eof or inflate.unused_data:
        raise PackageRefused(one.name, "phần nén bị cắt hoặc có phần thừa; hãy xin lại tệp gốc.")
    return content
