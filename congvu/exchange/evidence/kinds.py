"""Which files are taken as evidence, and as what they are given out again."""

from dataclasses import dataclass

LARGEST_BYTES = 10 << 20


class EvidenceRefused(ValueError):
    """A file that is not taken; the message says what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: the ends of its name (the first is the usual one) and what it is called."""

    suffixes: tuple[str, ...]
    content_type: str
    label: str


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

PDF = Kind((".pdf",), "application/pdf", "PDF")
PNG = Kind((".png",), "image/png", "ảnh PNG")
JPEG = Kind((".jpg", ".jpeg"), "image/jpeg", "ảnh JPEG")
WEBP = Kind((".webp",), "image/webp", "ảnh WebP")
DOCX = Kind((".docx",), f"{_OFFICE}wordprocessingml.document", "Word")
XLSX = Kind((".xlsx",), f"{_OFFICE}spreadsheetml.sheet", "Excel")
PPTX = Kind((".pptx",), f"{_OFFICE}presentationml.presentation", "PowerPoint")
ODT = Kind((".odt",), f"{_OPEN}text", "LibreOffice Writer")
ODS = Kind((".ods",), f"{_OPEN}spreadsheet", "LibreOffice Calc")
TEXT = Kind((".txt", ".csv"), "text/plain; charset=utf-8", "văn bản thuần")

KINDS = (PDF, DOCX, XLSX, PPTX, ODT, ODS, PNG, JPEG, WEBP, TEXT)
SUFFIXES = tuple(suffix for kind in KINDS for suffix in kind.suffixes)
TAKEN = "Nhận tệp PDF, Word, Excel, PowerPoint, LibreOffice, ảnh PNG, JPEG, WebP, văn bản txt, csv."
