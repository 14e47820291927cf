"""Office files are zips: their parts are streamed once, within limits, and nothing is laid out."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from congvu.exchange.evidence.kinds import DOCX, ODS, ODT, PPTX, TAKEN, XLSX, EvidenceRefused, Kind


@dataclass(frozen=True, slots=True)
class Limits:
    """The budget of one office file; sizes in bytes."""

    members: int = 1 << 11
    unpacked_bytes: int = 100 << 20
    ratio: int = 200
    ratio_from_bytes: int = 1 << 20


STANDARD = Limits()
CHUNK = 1 << 20
OVERLAP = 1 << 10
_MAIN = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}
_OPEN = {
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": ODS,
}
_OPEN_TYPE = "mimetype"
_ACTIVE = (
    (re.compile(r"vbaproject|/macrosheets/|^basic/|/basic/|^scripts/", re.IGNORECASE), "macro"),
    (re.compile(r"/activex/", re.IGNORECASE), "điều khiển ActiveX"),
    (re.compile(r"\.(exe|dll|scr|bat|cmd|js|vbs|ps1|jar|msi|lnk)$", re.IGNORECASE), "chương trình"),
)
_XML = (".xml", ".rels", ".vml")
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_LINK_OUT = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
BROKEN = "Tệp bị hỏng, không đọc được; hãy mở ra và lưu lại rồi gửi."
ENCRYPTED = "Tệp có mật khẩu nên không xem được; hãy bỏ mật khẩu rồi lưu lại."


def office_kind(content: bytes, limits: Limits = STANDARD) -> Kind:
    """Tell which office file it is; raises EvidenceRefused for other zips and unsafe ones."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            _check_members(members, limits)
            kind = _kind(archive, [member.filename for member in members])
            total = 0
            for member in members:
                total += _look_into(archive, member, limits.unpacked_bytes - total, limits)
            return kind
    except EvidenceRefused:
        raise
    except (NotImplementedError, RuntimeError) as fault:
        raise EvidenceRefused(ENCRYPTED) from fault
    except Exception as fault:  # a spoilt zip raises whatever its parts raise, zlib.error among it
        raise EvidenceRefused(BROKEN) from fault


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = [member.filename for member in members]
    if len(names) > limits.members:
        raise EvidenceRefused("Tệp có quá nhiều thành phần bên trong; không phải tài liệu thường.")
    if len({name.casefold() for name in names}) != len(names):
        raise EvidenceRefused("Tệp có hai thành phần trùng tên; có thể đã bị sửa đổi.")
    if any(member.flag_bits & 0x1 for member in members):
        raise EvidenceRefused(ENCRYPTED)
    if any(member.compress_type not in _PACKINGS for member in members):
        raise EvidenceRefused("Tệp được nén theo cách lạ; hãy mở ra và lưu lại rồi gửi.")
    for pattern, label in _ACTIVE:
        if any(pattern.search(name) for name in names):
            raise EvidenceRefused(
                f"Tệp có {label}; hãy lưu thành tài liệu thường hoặc PDF rồi gửi."
            )
    if sum(member.file_size for member in members) > limits.unpacked_bytes:
        raise _too_large(limits)


def _kind(archive: zipfile.ZipFile, names: list[str]) -> Kind:
    if "[Content_Types].xml" in names:
        found = [kind for name, kind in _MAIN.items() if name in names]
        if len(found) == 1:
            return found[0]
    if names and names[0] == _OPEN_TYPE:
        with archive.open(_OPEN_TYPE) as stream:
            told = stream.read(OVERLAP).strip()
        if told in _OPEN:
            return _OPEN[told]
    raise EvidenceRefused(f"Đây là tệp nén, không phải tài liệu. {TAKEN}")


def _look_into(archive: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, limits: Limits) -> int:
    """Stream one part; return how much it unpacks to."""
    markup = member.filename.lower().endswith(_XML)
    relations = member.filename.lower().endswith(".rels")
    size = 0
    for text, fresh in _windows(archive, member):
        size += fresh
        if size > left:
            raise _too_large(limits)
        if size > limits.ratio_from_bytes and size > limits.ratio * max(member.compress_size, 1):
            raise EvidenceRefused("Tệp nén bất thường, giống một “bom nén”; không nhận.")
        if markup and _DECLARATION.search(text):
            raise EvidenceRefused("Tệp có khai báo DTD hoặc thực thể (ENTITY); không an toàn.")
        if relations:
            _check_relations(text)
    return size


def _check_relations(text: bytes) -> None:
    """A link that a reader follows is ordinary; one that the program fetches by itself is not."""
    for relation in text.split(b"<Relationship")[1:]:
        tag = relation.partition(b">")[0]
        if _LINK_OUT.search(tag) and b"/hyperlink" not in tag:
            raise EvidenceRefused(
                "Tệp tự lấy nội dung từ nơi khác; hãy lưu thành PDF hoặc bỏ liên kết rồi gửi."
            )


def _windows(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[tuple[bytes, int]]:
    """Yield (text, bytes that are new in it); the end of one window opens the next."""
    tail = b""
    with archive.open(member) as stream:
        while chunk := stream.read(CHUNK):
            yield tail + chunk, len(chunk)
            tail = chunk[-OVERLAP:]


def _too_large(limits: Limits) -> EvidenceRefused:
    return EvidenceRefused(
        f"Tệp bung ra lớn hơn {limits.unpacked_bytes >> 20} MB; hãy lưu thành PDF rồi gửi."
    )
