"""What a docx says, in the order in which a person reads it."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn


def opened(docx: bytes):
    """Return the docx as the library opens it."""
    return Document(BytesIO(docx))


def lines_of(docx: bytes) -> list[str]:
    """Return the lines of all paragraphs, those in tables cell by cell, without empty ones."""
    body = opened(docx).element.body
    return [line for each in body.iter(qn("w:p")) for line in _said(each).split("\n") if line]


def text_of(docx: bytes) -> str:
    """Return all words of the docx."""
    return " ".join(lines_of(docx))


def _said(paragraph) -> str:
    return "".join(
        "\n" if piece.tag == qn("w:br") else piece.text or ""
        for piece in paragraph.iter(qn("w:t"), qn("w:br"))
    )


def edges_of(docx: bytes) -> list[tuple[str, str]]:
    """Return for each section what stands over and under its first page."""
    found = []
    for section in opened(docx).sections:
        edges = (section.first_page_header, section.first_page_footer)
        words = ["\n".join(map(_said, edge._element.iter(qn("w:p")))) for edge in edges]
        found.append((words[0].strip(), words[1].strip()))
    return found
