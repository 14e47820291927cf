"""Papers as downloads: the writers by their ending, and the answer that carries one."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from congvu.exchange.forms.docx_writer import docx_of
from congvu.exchange.forms.paper import Paper
from congvu.exchange.forms.pdf_writer import pdf_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
ZIP = "application/zip"
WRITERS: dict[str, tuple[Callable[[Paper], bytes], str]] = {
    "docx": (docx_of, WORD),
    "pdf": (pdf_of, PDF),
}


def sent(paper: Paper, fmt: str, name: str) -> HttpResponse:
    """Send a paper as a file; `fmt` is one of WRITERS."""
    write, kind = WRITERS[fmt]
    return download(write(paper), kind, f"{name}.{fmt}")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """Send a file to be kept, under its name."""
    told = content_disposition_header(True, name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": told})
